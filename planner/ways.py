"""The search behind one query: its graph, laid out in the layers of its rules, and the ways found in it."""

from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.network import Network
from planner.amounts import Ledger
from planner.arcs import Arc
from planner.graph import Graph
from planner.query import Query
from planner.rules import OFF_CORRIDOR_PER_KM, Rules
from planner.search.digraph import Digraph
from planner.search.distinct import Distinct, distinct
from planner.search.layers import layered
from planner.search.paths import Path, distances_to, shortest, trace

if TYPE_CHECKING:
    from planner.blockers import Blocked
    from planner.search.fronts import Found

Way = tuple[Arc, ...]

OFF_CORRIDOR_FACTOR = 1.5
OFF_CORRIDOR_SLACK_KM = 50.0
"""A route on a corridor may leave it for this much more than it must where all of the corridor is open."""


class _Parting(NamedTuple):
    """Where the ways over open arcs part from the ways that would be shown were nothing closed."""

    search: Distinct
    """With the ways taken that both have."""
    common: list[Path]
    closed: Path
    """The next way, which is not open."""


class Ways:
    """The ways of one query, by exact search."""

    def __init__(self, network: Network, query: Query) -> None:
        """Make the graph and take its rules."""
        self.graph = Graph(network, query)
        self._rules = Rules(self.graph)
        self._size = len(self.graph.terminals)
        self._target = (self._rules.layers - 1) * self._size + Graph.DESTINATION
        self._parting: _Parting | None = None
        self.ledger = Ledger(self.graph)

    def _laid(self, graph: Digraph) -> Digraph:
        """A graph of the setting with the ends of the journey, in the layers of the rules."""
        joined = self.graph.joined(graph)
        return joined if self._rules.layers == 1 else layered(joined, self._rules.layers, self._rules)

    @cached_property
    def _hopeful(self) -> Digraph:
        """The arcs that would be there if nothing were closed or barred."""
        return self._laid(self.graph.setting.unless_ruled_out)

    @cached_property
    def _open(self) -> Digraph:
        setting = self.graph.setting
        return self._hopeful if setting.open is setting.unless_ruled_out else self._laid(setting.open)

    @cached_property
    def _search(self) -> Distinct:
        """A search with bounds that hold whatever is closed."""
        return self._searcher(self._hopeful)

    def _searcher(self, graph: Digraph, within: Iterable[int] | None = None) -> Distinct:
        """A search in a graph, and in all that have fewer arcs, that keeps to the limits of the query."""
        limits, to_target = self.ledger.limits, distances_to(graph, self._target, within=within)
        if not limits:
            return Distinct(**self.search_parts, to_target=to_target)
        from planner.search.bounded import Bounded, Bounds  # noqa: PLC0415 - most questions have no limits

        return Bounded(Bounds.of(graph, self._target, limits), **self.search_parts, to_target=to_target)

    @property
    def search_parts(self) -> dict[str, Any]:
        """What every search of the query is made of: its ends, and what makes paths alike."""
        return {
            "source": Graph.ORIGIN, "target": self._target, "overlap": self.graph.query.overlap,
            "marks_of": self._marks, "carriers": self._carriers,
        }  # fmt: skip

    def _lightest(self, graph: Digraph, within: Iterable[int] | None = None) -> Path | None:
        """The best path of a graph."""
        if self.ledger.limits:
            return self._searcher(graph, within).lightest(graph)
        return shortest(graph, Graph.ORIGIN, self._target, within=within)

    # --- the ways that are shown -----------------------------------------------------------------------------------

    @cached_property
    def different(self) -> list[Way]:
        """The best ways that are different decisions, lightest first, as many as the query wants or there are.

        They are looked for among all arcs that may be closed: as long as what is found is open, it is what would be
        found among the open ones, and one search serves both questions.
        """
        return self._kept(self._different())

    def _different(self) -> list[Path]:
        most = self.graph.query.alternatives
        path = self._lightest(self._hopeful) if most == 1 else self._first()
        paths: list[Path] = []
        while path is not None:
            if self.graph.any_barred(path):
                self._parting = _Parting(self._search.copy(), paths.copy(), path)
                return paths + distinct(self._open, self._search, most - len(paths))
            paths.append(path)
            if len(paths) == most:
                break
            self._search.take(path)
            path = self._search.lightest(self._hopeful)
        return paths

    def _first(self) -> Path | None:
        if self.ledger.limits:
            return self._search.lightest(self._hopeful)
        return trace(self._hopeful, self._search.to_target, Graph.ORIGIN, self._target)

    @cached_property
    def different_if_open(self) -> list[Way]:
        """The ways that would be shown if nothing were closed or barred on the date."""
        shown = self.different
        if self._parting is None:
            return shown
        search, paths, closed = self._parting
        search.take(closed)
        paths = [*paths, closed]
        return self._kept(paths + distinct(self._hopeful, search, self.graph.query.alternatives - len(paths)))

    @property
    def best(self) -> Way | None:
        """The one best way."""
        return self._way(self._lightest(self._open))

    @property
    def by_sea(self) -> Way | None:
        """The best way by one sea voyage: a port of the origin's country to one of the destination's, no land border."""
        within = self.home_waters
        path = None if within is None else self._lightest(self.laid_open(sea=True), within)
        return self._way(path) if path is not None and self.is_voyage(path) else None

    @cached_property
    def home_waters(self) -> set[int] | None:
        """The vertices a voyage may pass: at sea and in the countries of the two ends; None where that is one country."""
        graph = self.graph
        if len(graph.goods_of) == 1:
            return None
        vertices, layers = graph.setting.topology.vertices, range(0, self._rules.layers * self._size, self._size)
        at_home = [vertex for country in ("", *graph.goods_of) for vertex in vertices.get(country, ())]
        return {first + vertex for first in layers for vertex in at_home}

    def is_voyage(self, path: Iterable[int]) -> bool:
        """Whether a path uses the sea."""
        return any(self.graph.network.legs[leg].mode == "sea" for number in path for leg in self.graph.legs(number))

    def least_left(self, graph: Digraph, within: Iterable[int] | None) -> list[int]:
        """The steps from each vertex to the end, over a graph of the network without its ends and layers."""
        return distances_to(self._laid(graph), self._target, within=within)

    def laid_open(self, *, sea: bool) -> Digraph:
        """The arcs that may be used, or those of them of which a voyage can be made, in the layers of the rules."""
        return self._laid(self.graph.setting.open_sea) if sea else self._open

    @cached_property
    def front(self) -> "list[Found]":
        """Every trade between the criteria of the query, over open arcs and within its limits.

        On a corridor only routes with the fewest km off it are weighed against each other, if they keep to it.
        """
        from planner.search.fronts import Found, Measured, front  # noqa: PLC0415 - most questions ask for no front

        ledger, criteria = self.ledger, self.graph.query.pareto
        plain = [ledger.of_criterion(criterion) for criterion in criteria]
        weighed = plain
        if self.graph.query.corridor is not None:
            off = [self._rules.off_corridor(number) for number in range(len(plain[0]))]
            weighed = [list(map(add, amounts, off)) for amounts in plain]
        amounts = [*weighed, *(amounts for amounts, _ in ledger.limits.values())]
        allowances = tuple(most for _, most in ledger.limits.values())
        measured = Measured.of(self._open, amounts, self._target)
        found = front(measured, Graph.ORIGIN, self._target, criteria=len(criteria), limits=allowances)
        return [
            Found(tuple(sum(amounts[number] for number in path) for amounts in plain), path)
            for _, path in found
            if self.keeps_to_corridor(path)
        ]

    # --- ways that are not open ------------------------------------------------------------------------------------

    @cached_property
    def _along_corridor(self) -> Path | None:
        return shortest(self._laid(self.graph.setting.unless_constrained), Graph.ORIGIN, self._target)

    def fewest_blockers(self) -> "Blocked | None":
        """The way over all arcs that has the fewest different things in the way, and of these ways the lightest.

        A way on a corridor keeps to it as it would have to if nothing at all stood in the way.
        """
        from planner.blockers import fewest  # noqa: PLC0415 - most questions have an answer

        whole, ends = self._laid(self.graph.weights.whole), (Graph.ORIGIN, self._target)
        corridor: dict[str, tuple[list[int], int]] = {}
        if self.graph.query.corridor is not None:
            path = shortest(whole, *ends)
            if path is None:
                return None
            off = [self._rules.off_corridor(number) for number in range(len(self.graph.amounts))]
            corridor["off"] = (off, (self._most_off_corridor(path) + 1) * OFF_CORRIDOR_PER_KM - 1)
        return fewest(self.graph, whole, ends, limits=self.ledger.limits, corridor=corridor)

    # --- paths and ways --------------------------------------------------------------------------------------------

    def spelled(self, path: Path) -> Way:
        """A path as arcs."""
        return tuple(map(self.graph.arc, path))

    def _way(self, path: Path | None) -> Way | None:
        return None if path is None or not self.keeps_to_corridor(path) else self.spelled(path)

    def _kept(self, paths: Sequence[Path]) -> list[Way]:
        return [self.spelled(path) for path in paths if self.keeps_to_corridor(path)]

    def keeps_to_corridor(self, path: Path) -> bool:
        """Whether a path leaves the corridor for little more than it must: a closure is no reason to leave it."""
        if self.graph.query.corridor is None:
            return True
        if self._along_corridor is None:
            return False
        return self._off_corridor(path) <= self._most_off_corridor(self._along_corridor)

    def _most_off_corridor(self, least: Path) -> int:
        """Whole km off the corridor that a route may have, by the one that has the fewest."""
        return int(OFF_CORRIDOR_FACTOR * self._off_corridor(least) + OFF_CORRIDOR_SLACK_KM)

    def _off_corridor(self, path: Path) -> int:
        """Whole km off the corridor."""
        return sum(map(self._rules.off_corridor, path)) // OFF_CORRIDOR_PER_KM

    def _carriers(self, mark: Hashable) -> Iterable[int]:
        return self.graph.setting.topology.carriers(str(mark))

    def _marks(self, path: Path) -> dict[Hashable, int]:
        """Decision points, each worth one; the legs by their length where a way has no decision point."""
        decisions: dict[Hashable, int] = {mark: 1 for number in path for mark in self.graph.decisions(number)}
        if decisions:
            return decisions
        graph = self.graph
        return {leg: max(1, round(graph.km(number) * 1000)) for number in path for leg in graph.legs(number)}
