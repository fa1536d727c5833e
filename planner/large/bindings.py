"""The two Python bindings of RoutingKit's customizable contraction hierarchies, seen alike.

Both number arcs as they are given and count in 32 bits. What they do with bad input differs and is bad: pyroutingkit
ends the process on a node out of range, routingkit-cch raises PanicException (no Exception) while a result is alive,
both take weights beyond 2^31 and answer wrongly. Callers check nodes and weights first; results are let go at once.
"""

import copy
import importlib
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from planner.large.weights import HIERARCHY_LIMIT, Real, Whole

Order = npt.NDArray[np.uint32]


class Binding(Protocol):
    """A contraction hierarchy over fixed arcs; distances of ``HIERARCHY_LIMIT`` say that no way was found."""

    def weigh(self, units: Whole) -> None:
        """Take new weights for all arcs, none above ``HIERARCHY_LIMIT``."""
        ...

    def another(self) -> "Binding":
        """The same hierarchy, free to take other weights beside these."""
        ...

    def each(self, sources: list[int], targets: list[int]) -> list[int]:
        """The distance from each source to the target beside it."""
        ...

    def table(self, sources: Whole, targets: Whole) -> Whole:
        """The distances from all sources to all targets."""
        ...

    def path(self, source: int, target: int) -> tuple[int, list[int]]:
        """The distance, and the arcs of a lightest path."""
        ...


class RoutingKitCch:
    """The package ``routingkit-cch``."""

    module_name = "routingkit_cch"

    @staticmethod
    def order(module: Any, tail: Whole, head: Whole, x: Real, y: Real) -> Order:
        """Contract nodes in this order: nested dissection by position."""
        found = module.compute_order_inertial(len(x), tail.tolist(), head.tolist(), y.tolist(), x.tolist())
        return np.array(found, dtype=np.uint32)

    def __init__(self, module: Any, order: Order, tail: Whole, head: Whole) -> None:
        """Build the hierarchy of these arcs: contract the nodes in the order given."""
        self._module = module
        self._hierarchy = module.CCH(order.tolist(), tail.tolist(), head.tolist(), False)  # noqa: FBT003 - its signature
        self._metric: Any = None
        self._query: Any = None

    def another(self) -> "RoutingKitCch":
        """The same hierarchy, free to take other weights beside these."""
        found = copy.copy(self)
        found._metric = found._query = None  # noqa: SLF001 - its own kind
        return found

    def weigh(self, units: Whole) -> None:
        """Take new weights for all arcs."""
        self._query = None  # a query that is alive would forbid it
        weights = units.tolist()
        if self._metric is None:
            self._metric = self._module.CCHMetric(self._hierarchy, weights)
        else:
            self._metric.reset(weights)
        self._query = self._module.CCHQuery(self._metric)

    def each(self, sources: list[int], targets: list[int]) -> list[int]:
        """The distance from each source to the target beside it."""
        run = self._query.run
        # every result is dropped within its own turn: the next run refuses to start while one is alive
        found = [run(source, target).distance for source, target in zip(sources, targets, strict=True)]
        return [HIERARCHY_LIMIT if distance is None else distance for distance in found]

    def table(self, sources: Whole, targets: Whole) -> Whole:
        """The distances from all sources to all targets."""
        pinned = self._module.CCHOneToMany(self._metric, targets.tolist())
        rows = (pinned.distances_from(source) for source in sources.tolist())
        flat = [HIERARCHY_LIMIT if distance is None else distance for row in rows for distance in row]
        return np.fromiter(flat, np.int64, len(flat)).reshape(len(sources), len(targets))

    def path(self, source: int, target: int) -> tuple[int, list[int]]:
        """The distance, and the arcs of a lightest path."""
        result = self._query.run(source, target)
        distance = result.distance
        return (HIERARCHY_LIMIT, []) if distance is None else (distance, result.arc_path)


class PyRoutingKit:
    """The package ``pyroutingkit``."""

    module_name = "pyroutingkit"

    @staticmethod
    def order(module: Any, tail: Whole, head: Whole, x: Real, y: Real) -> Order:
        """Contract nodes in this order: nested dissection by position."""
        topology = module.CCHTopology()
        topology.build(
            tail.astype(np.uint32), head.astype(np.uint32), y.astype(np.float32), x.astype(np.float32), len(x)
        )
        with tempfile.TemporaryDirectory() as folder:
            topology.save(f"{folder}/")
            return np.fromfile(Path(folder, "order"), dtype=np.uint32)

    def __init__(self, module: Any, order: Order, tail: Whole, head: Whole) -> None:
        """Build the hierarchy of these arcs: contract the nodes in the order given, laid down as ``save`` does."""
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order), dtype=np.uint32)
        parts = {
            "node_count": np.array([len(order)], dtype=np.uint32),
            "order": order,
            "rank": rank,
            "tail": tail.astype(np.uint32),
            "head": head.astype(np.uint32),
        }
        topology = module.CCHTopology()
        with tempfile.TemporaryDirectory() as folder:
            for name, values in parts.items():
                values.tofile(Path(folder, name))
            topology.load(f"{folder}/")
        if (topology.node_count, topology.arc_count) != (len(order), len(tail)):
            raise RuntimeError("pyroutingkit did not read the hierarchy as it was written")
        self._module, self._topology = module, topology
        self._metric = module.CCHMetric(topology)

    def another(self) -> "PyRoutingKit":
        """The same hierarchy, free to take other weights beside these."""
        found = copy.copy(self)
        found._metric = self._module.CCHMetric(self._topology)  # noqa: SLF001 - its own kind
        return found

    def weigh(self, units: Whole) -> None:
        """Take new weights for all arcs."""
        self._metric.customize(units.astype(np.uint32))

    def each(self, sources: list[int], targets: list[int]) -> list[int]:
        """The distance from each source to the target beside it."""
        table = self._metric.distances_many_to_many
        ends = np.array([sources, targets], dtype=np.uint32)
        return [int(table(ends[0, at : at + 1], ends[1, at : at + 1])[0, 0]) for at in range(len(sources))]

    def table(self, sources: Whole, targets: Whole) -> Whole:
        """The distances from all sources to all targets."""
        found: Whole = self._metric.distances_many_to_many(sources.astype(np.uint32), targets.astype(np.uint32)).astype(
            np.int64
        )
        return found

    def path(self, source: int, target: int) -> tuple[int, list[int]]:
        """The distance, and the arcs of a lightest path."""
        distance, _, arcs = self._metric.query(source, target)
        return int(distance), arcs


BINDINGS: dict[str, type[RoutingKitCch | PyRoutingKit]] = {
    "routingkit-cch": RoutingKitCch,
    "pyroutingkit": PyRoutingKit,
}


def load(name: str) -> ModuleType | None:
    """The module of a binding, or None where it is not installed."""
    try:
        return importlib.import_module(BINDINGS[name].module_name)
    except ImportError:
        return None
