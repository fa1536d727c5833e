"""The search behind one query: its graph, laid out in the layers of its rules, and the ways found in it."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property

from corridors.network import Network
from planner.arcs import Arc
from planner.assemble import decisions_of
from planner.graph import Graph
from planner.pricing import PriceList
from planner.query import Query
from planner.rules import OFF_CORRIDOR_PER_KM, rule_of
from planner.search.distinct import distinct
from planner.search.layers import LayeredArc, layered
from planner.search.paths import distances_to, shortest

Copy = Arc | LayeredArc[Arc]
Way = tuple[Arc, ...]

OFF_CORRIDOR_PERCENT = 150
OFF_CORRIDOR_SLACK_KM = 50
"""A route on a corridor may leave it for this much more than it must where all of the corridor is open."""


class Ways:
    """The ways of one query, by exact search."""

    def __init__(self, network: Network, query: Query) -> None:
        """Build the graph and its layers."""
        self.graph = Graph(network, query, PriceList(network, query))
        layers, rule = rule_of(self.graph)
        self._out: Sequence[Sequence[Copy]] = self.graph.out
        if layers > 1:
            self._out = layered(self.graph.out, layers, rule)
        self._target = (layers - 1) * len(self.graph.out) + Graph.DESTINATION

    @cached_property
    def _to_target(self) -> Sequence[int]:
        """Lower bounds that hold whatever is closed: distances over all arcs but those that a constraint rules out."""
        return distances_to(self._out, self._target, lambda copy: not is_ruled_out(copy.original))

    def different(self, usable: Callable[[Arc], bool]) -> list[Way]:
        """The best ways that are different decisions, lightest first, as many as the query wants or there are.

        ``usable`` may admit closed and barred arcs, and none that a constraint or a plan rules out.
        """
        query = self.graph.query
        found = distinct(
            self._out,
            Graph.ORIGIN,
            self._target,
            most=query.alternatives,
            overlap=query.overlap,
            marks_of=_marks,
            arc_marks=_arc_marks,
            allowed=lambda copy: usable(copy.original),
            to_target=self._to_target,
        )
        return [_originals(path) for path in found if self._keeps_to_corridor(path)]

    def lightest(self, usable: Callable[[Arc], bool]) -> Way | None:
        """The one best way over usable arcs."""
        path = shortest(self._out, Graph.ORIGIN, self._target, lambda copy: usable(copy.original))
        return None if path is None or not self._keeps_to_corridor(path) else _originals(path)

    @cached_property
    def along_corridor(self) -> Way | None:
        """The way the query would take along its corridor if all of it were built, open and permitted."""
        path = self._along_corridor
        return None if path is None else _originals(path)

    @cached_property
    def _along_corridor(self) -> Sequence[Copy] | None:
        return shortest(
            self._out,
            Graph.ORIGIN,
            self._target,
            lambda copy: copy.original.barrier is None or copy.original.barrier.kind != "constraint",
        )

    def _keeps_to_corridor(self, path: Sequence[Copy]) -> bool:
        """Whether a path leaves the corridor for little more than it must: a closure is no reason to leave it."""
        if self.graph.query.corridor is None:
            return True
        if self._along_corridor is None:
            return False
        most = OFF_CORRIDOR_PERCENT * _off_corridor(self._along_corridor)
        return 100 * (_off_corridor(path) - OFF_CORRIDOR_SLACK_KM * OFF_CORRIDOR_PER_KM) <= most

    def fewest(self, counts: Callable[[Arc], bool]) -> Way | None:
        """The way over all arcs that has the fewest of those that count, and of these ways the lightest."""
        weighted = layered(self._out, 1, lambda _, copy: (0, ONE if counts(copy.original) else 0))
        path = shortest(weighted, Graph.ORIGIN, self._target)
        return None if path is None else _originals(copy.original for copy in path)


ONE = 10**30
"""Heavier than any way, corridor penalties included."""


def is_ruled_out(arc: Arc) -> bool:
    """Whether an arc is out of the question, as against closed or barred for now."""
    return arc.barrier is not None and arc.barrier.kind not in LIFTABLE


LIFTABLE = frozenset({"closed", "barred"})


def _off_corridor(path: Iterable[Copy]) -> int:
    """What a layered path weighs for its way off the corridor alone."""
    return sum(copy.weight - copy.original.weight for copy in path)


def _originals(path: Iterable[Copy]) -> Way:
    return tuple(copy.original for copy in path)


def _arc_marks(copy: Copy) -> Iterable[Hashable]:
    return (*copy.original.decisions, *copy.original.legs)


def _marks(path: Sequence[Copy]) -> dict[Hashable, int]:
    """Decision points, each worth one; the legs by their length where a way has no decision point."""
    arcs = _originals(path)
    decisions = decisions_of(arcs)
    if decisions:
        return dict.fromkeys(decisions, 1)
    return {leg: max(1, round(arc.distance_km * 1000)) for arc in arcs for leg in arc.legs}
