"""What a contraction hierarchy needs to know of a topology, worked out once and kept in a file."""

import hashlib
import json
from pathlib import Path

import numpy as np

from corridors.errors import LandbridgeError, UsageError
from corridors.files import write_atomically
from planner.large.bindings import Order
from planner.large.graph import LargeGraph

FORMAT = "landbridge-preparation/1"
LONGEST_HEAD = 4096


class StaleError(LandbridgeError):
    """A preparation that is broken, or was made for another graph."""

    exit_code = 3


class Preparation:
    """The order in which nodes are contracted; it fits every weighting, and every binding, of one topology."""

    def __init__(self, order: Order, digest: str) -> None:
        """Keep the order and the digest of the graph it was made for."""
        self.order = order
        self.digest = digest

    def check(self, graph: LargeGraph, where: str = "preparation") -> None:
        """Hold it against a graph.

        Raises:
            StaleError: where it was made for another one.
        """
        if self.digest != graph.digest:
            raise StaleError(
                what="the preparation was made for another graph",
                where=where,
                why="nodes or arcs differ (weights may)",
                remedy="prepare this graph again",
            )

    def save(self, path: Path | str) -> None:
        """Write it whole or not at all.

        Raises:
            OutputError: where it cannot be written.
        """
        body = np.ascontiguousarray(self.order, dtype="<u4").tobytes()
        head = {
            "format": FORMAT,
            "nodes": len(self.order),
            "graph": self.digest,
            "sha256": hashlib.sha256(body).hexdigest(),
        }
        write_atomically(path, json.dumps(head).encode() + b"\n" + body)

    @classmethod
    def load(cls, path: Path | str, graph: LargeGraph) -> "Preparation":
        """Read it for a graph.

        Raises:
            UsageError: where there is no such file.
            StaleError: where it is broken, of another version, or made for another graph.
        """
        try:
            content = Path(path).read_bytes()
        except OSError as error:
            raise UsageError(
                what=f"cannot read {path}",
                why=error.strerror or str(error),
                remedy="prepare the graph and save what comes out",
            ) from error
        found = cls._read(content, str(path))
        found.check(graph, str(path))
        return found

    @classmethod
    def _read(cls, content: bytes, where: str) -> "Preparation":
        line, _, body = content[:LONGEST_HEAD].partition(b"\n")
        body = content[len(line) + 1 :]
        try:
            head = json.loads(line)
            version = head["format"]
        except (ValueError, KeyError, TypeError):
            raise _broken(where, "it is no preparation") from None
        if version != FORMAT:
            raise _broken(where, f"it is of the version {version!r}, this is {FORMAT!r}")
        if hashlib.sha256(body).hexdigest() != head.get("sha256"):
            raise _broken(where, "it is cut short or was changed")
        order = np.frombuffer(body, dtype="<u4").astype(np.uint32)
        if len(order) != head.get("nodes") or not np.array_equal(np.sort(order), np.arange(len(order))):
            raise _broken(where, "it does not name every node once")
        return cls(order, str(head.get("graph")))


def _broken(where: str, why: str) -> StaleError:
    return StaleError(what="the preparation cannot be used", where=where, why=why, remedy="prepare this graph again")
