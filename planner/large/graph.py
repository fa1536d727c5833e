"""A directed graph of up to millions of arcs: arrays, checked once, never changed."""

import hashlib
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from corridors.errors import UsageError
from planner.large import weights as w
from planner.large.weights import Real, Whole

MOST_NODES = 2**31 - 2
"""The libraries below number nodes in 31 bits."""


class LargeGraph:
    """Arcs in rows: from ``tail`` to ``head``, ``units`` of weight each, ``scale`` units to one.

    Parallel arcs are kept: the lightest of them is the one used. Arcs of weight zero are arcs, arcs of infinite weight
    are closed, arcs from a node to itself are never used. Engines see one arc for each *pair* of nodes that an arc
    joins; pairs stand in the order of their tail, then head.
    """

    def __init__(  # noqa: PLR0913 - a graph's arrays are its parameters
        self,
        tail: npt.ArrayLike,
        head: npt.ArrayLike,
        weight: npt.ArrayLike,
        *,
        node_count: int | None = None,
        scale: int | None = None,
        lon: npt.ArrayLike | None = None,
        lat: npt.ArrayLike | None = None,
        names: Sequence[str] | None = None,
        origin: str = "arcs",
    ) -> None:
        """Check and keep the arcs: O(arcs log arcs).

        Args:
            tail: The node each arc leaves, from 0 on.
            head: The node it reaches.
            weight: What it adds to a path: from 0 on, infinite where it is closed.
            node_count: Default: the number of names or positions, or one more than the largest node.
            scale: Units to one; weights are rounded to whole units. Default: 1 if all weights are whole numbers, else
                the finest power of ten up to 10^6 at which no path can outgrow a contraction hierarchy.
            lon: Degrees, one a node; only the speed of a preparation depends on positions.
            lat: As above.
            names: What nodes are called, one each, all different.
            origin: What messages call the rows.

        Raises:
            DataError: naming the rows that are wrong.
            UsageError: where the arrays do not fit each other.
        """
        self.origin = origin
        self.tail, self.head = _as_nodes(tail, "tail", origin), _as_nodes(head, "head", origin)
        if len(self.tail) != len(self.head):
            raise UsageError(
                what=f"{len(self.tail)} tails and {len(self.head)} heads", where=origin, remedy="give each arc both"
            )
        self.names = None if names is None else tuple(names)
        self.lon: Real | None = None if lon is None else np.array(lon, dtype=np.float64)
        self.lat: Real | None = None if lat is None else np.array(lat, dtype=np.float64)
        self.node_count = self._count(node_count)
        for field, ends in (("tail", self.tail), ("head", self.head)):
            w.refuse(
                np.flatnonzero((ends < 0) | (ends >= self.node_count)),
                ends,
                field=field,
                rule=f"nodes are numbered from 0 to {self.node_count - 1}",
                origin=origin,
            )
        self.weight: Real = w.as_weights(weight, len(self.tail), origin)
        if scale is None:
            self.scale = w.choose_scale(
                self.weight, w.heaviest_path(self.weight, self.tail, self.head, self.node_count)
            )
        else:
            self.scale = w.checked_scale(scale)
        self.units: Whole = self.in_units(self.weight)
        for values in (self.tail, self.head, self.weight, self.units):
            values.setflags(write=False)

    def _count(self, asked: int | None) -> int:
        sizes = {
            name: len(values)
            for name, values in (("names", self.names), ("lon", self.lon), ("lat", self.lat))
            if values is not None
        }
        if asked is not None:
            sizes["node_count"] = asked
        if len(set(sizes.values())) > 1:
            raise UsageError(
                what="the number of nodes is not clear",
                where=self.origin,
                why=", ".join(f"{name}: {size}" for name, size in sizes.items()),
                remedy="give one name, lon and lat for each node",
            )
        if (self.lon is None) != (self.lat is None):
            raise UsageError(what="positions need lon and lat", where=self.origin, remedy="give both or neither")
        if any(values is not None and not np.isfinite(values).all() for values in (self.lon, self.lat)):
            raise UsageError(
                what="a position is no number", where=self.origin, remedy="give finite degrees, or no positions"
            )
        if self.names is not None and len(set(self.names)) != len(self.names):
            raise UsageError(what="two nodes have one name", where=self.origin, remedy="give each node its own")
        largest = max((int(ends.max()) for ends in (self.tail, self.head) if len(ends)), default=-1)
        count = next(iter(sizes.values()), largest + 1)
        if not 0 <= count <= MOST_NODES:
            raise UsageError(
                what=f"a graph of {count} nodes", where=self.origin, remedy=f"up to {MOST_NODES} nodes can be numbered"
            )
        return count

    @property
    def arc_count(self) -> int:
        """How many arcs there are, closed and parallel ones with the rest."""
        return len(self.tail)

    def in_units(self, weight: npt.ArrayLike) -> Whole:
        """Other weights of the same arcs, in units of this graph.

        Raises:
            DataError: naming the rows that are wrong.
            UsageError: where a path could weigh more than can be summed exactly.
        """
        weights = w.as_weights(weight, self.arc_count, self.origin)
        units = w.to_units(weights, self.scale)
        if w.heaviest_units(units) * self.node_count >= w.EXACT:
            raise UsageError(
                what=f"a path may weigh more than 2^53 units at a scale of {self.scale}",
                where=self.origin,
                why="sums would no longer be exact",
                remedy="use a smaller scale, or weights in a larger unit",
            )
        return units

    @cached_property
    def _sorted(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Whole]:
        """Arcs that leave their node, by pair; where each pair starts among them; the pairs' keys."""
        keys = self.tail * max(self.node_count, 1) + self.head
        rows = np.flatnonzero(self.tail != self.head)
        rows = rows[np.argsort(keys[rows], kind="stable")]
        ordered = keys[rows]
        first = np.flatnonzero(np.diff(ordered, prepend=-1))
        return rows, first, ordered[first]

    @cached_property
    def pair_tail(self) -> Whole:
        """The node each pair leaves."""
        rows, first, _ = self._sorted
        return self.tail[rows[first]]

    @cached_property
    def pair_head(self) -> Whole:
        """The node each pair reaches."""
        rows, first, _ = self._sorted
        return self.head[rows[first]]

    @property
    def parallel(self) -> bool:
        """Whether two arcs join the same nodes in the same direction."""
        rows, first, _ = self._sorted
        return len(first) < len(rows)

    def lightest(self, units: Whole) -> Whole:
        """The units of the lightest arc of each pair."""
        rows, first, _ = self._sorted
        if len(first) == len(rows):
            return units[rows]
        return np.minimum.reduceat(units[rows], first)

    @cached_property
    def _first_pairs(self) -> npt.NDArray[np.intp]:
        """Where the pairs of each node that has any begin."""
        return np.flatnonzero(np.diff(self.pair_tail, prepend=-1))

    def heaviest(self, pair_units: Whole) -> int:
        """An upper bound on the units of any path without a cycle: it leaves each node once at most."""
        if not len(pair_units):
            return 0
        closed = int(pair_units.max()) == w.CLOSED
        usable = np.where(pair_units == w.CLOSED, 0, pair_units) if closed else pair_units
        return int(np.maximum.reduceat(usable, self._first_pairs).sum())

    def lightest_arcs(self, units: Whole) -> Whole:
        """The lightest arc of each pair; of equal ones the first."""
        rows, first, _ = self._sorted
        if not self.parallel:
            return rows.astype(np.int64)
        place = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(rows))))
        return rows[np.lexsort((units[rows], place))][first].astype(np.int64)

    def pairs_between(self, nodes: Whole) -> Whole:
        """The pairs that join each node of a path to the next."""
        return self.pairs_of(nodes[:-1], nodes[1:])

    def pairs_of(self, tails: Whole, heads: Whole) -> Whole:
        """The pair that joins each node to the one beside it; any pair where none does."""
        _, _, keys = self._sorted
        found = np.searchsorted(keys, tails * self.node_count + heads)
        return np.minimum(found, len(keys) - 1).astype(np.int64)

    def arcs_between(self, tail: int, head: int) -> Whole:
        """All arcs from a node to another, parallel ones too."""
        rows, first, keys = self._sorted
        pair = int(np.searchsorted(keys, tail * self.node_count + head))
        if min(tail, head) < 0 or pair == len(keys) or keys[pair] != tail * self.node_count + head:
            return np.empty(0, dtype=np.int64)
        end = first[pair + 1] if pair + 1 < len(first) else len(rows)
        return rows[first[pair] : end].astype(np.int64)

    @cached_property
    def digest(self) -> str:
        """Which nodes and pairs the graph has, weights aside; the same for any order of its rows."""
        _, _, keys = self._sorted
        digest = hashlib.sha256(f"landbridge pairs {self.node_count} ".encode())
        digest.update(np.ascontiguousarray(keys, dtype="<i8").tobytes())
        return digest.hexdigest()

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Nodes by name; empty where they have none."""
        return {name: number for number, name in enumerate(self.names or ())}

    def node(self, name: str) -> int:
        """The number of a node.

        Raises:
            UsageError: where none is called so.
        """
        if name not in self.numbers:
            raise UsageError(
                what=f"no node is called {name!r}",
                where=self.origin,
                remedy="name one of its nodes" if self.names else "this graph has numbers, no names",
            )
        return self.numbers[name]

    def nodes(self, values: npt.ArrayLike) -> Whole:
        """Node numbers, checked before any library sees them.

        Raises:
            UsageError: naming the first that is no node.
        """
        found = _as_nodes(values, "nodes", self.origin)
        wrong = np.flatnonzero((found < 0) | (found >= self.node_count))
        if len(wrong):
            raise UsageError(
                what=f"{found[wrong[0]]} is not a node",
                where=f"{self.origin}, position {wrong[0]}",
                remedy=f"nodes are numbered from 0 to {self.node_count - 1}",
            )
        return found


def _as_nodes(values: npt.ArrayLike, field: str, origin: str) -> Whole:
    array = np.asarray(values)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise UsageError(
            what=f"{field}: not a row of whole numbers",
            where=origin,
            why=f"{array.ndim} dimensions of {array.dtype}",
            remedy="give node numbers from 0 on",
        )
    if array.size and array.dtype.kind == "u" and int(array.max()) > MOST_NODES:
        raise UsageError(
            what=f"{field}: {array.max()} is not a node", where=origin, remedy=f"numbers go up to {MOST_NODES}"
        )
    return array.astype(np.int64)  # a copy of our own
