"""The search behind one query: its graph, laid out in the layers of its rules, and the ways found in it."""

from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.network import Network
from planner.amounts import Ledger
from planner.graph import Graph
from planner.likeness import Way, lengths, marks, weights
from planner.query import MOST_OVERLAP, Query
from planner.rules import OFF_CORRIDOR_PER_KM, Rules
from planner.search.digraph import Digraph
from planner.search.distinct import Distinct, Ending, Search, distinct, part_of
from planner.search.layers import layered
from planner.search.limited import Limit, Limited, weight_bound
from planner.search.local import shortcut
from planner.search.paths import Path, distances_to, shortest, trace

if TYPE_CHECKING:
    from planner.blockers import Blocked
    from planner.search.fronts import Found
    from planner.switching import Switching

ONE = 10**30
"""Heavier than any way, corridor penalties included."""
OFF_CORRIDOR_PERCENT = 150
OFF_CORRIDOR_SLACK_KM = 50
"""A route on a corridor may leave it for this much more than it must where all of the corridor is open."""
LOCAL = 0.25
"""A way is locally optimal when its parts up to this share of the best way's weight are lightest ways."""


class _Parting(NamedTuple):
    """Where the ways over open arcs part from the ways that would be shown were nothing closed."""

    search: Search
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
    def _search(self) -> Search:
        """A search with bounds that hold whatever is closed."""
        query, limits = self.graph.query, self.ledger.limits
        if query.differ_by == "decisions":
            return self._searcher(self._hopeful)
        by_km = query.differ_by == "km"
        return Limited(
            Graph.ORIGIN, self._target, overlap=query.overlap,
            worth_of=lambda path: (lengths if by_km else weights)(self.spelled(path)),
            carriers=self._carriers if by_km else self.graph.alike,
            to_target=distances_to(self._hopeful, self._target),
            limits=[Limit({number: one for number, one in enumerate(amounts) if one}, most) for amounts, most in limits.values()],
        )  # fmt: skip

    def _searcher(self, graph: Digraph, within: Iterable[int] | None = None) -> Distinct:
        """A search in a graph, and in all that have fewer arcs, that keeps to the limits of the query."""
        limits, to_target = self.ledger.limits, distances_to(graph, self._target, within=within)
        if not limits:
            return Distinct(**self.search_parts, to_target=to_target)
        from planner.search.bounded import Bounded, Bounds  # noqa: PLC0415 - most questions have no limits

        return Bounded(Bounds.of(graph, self._target, limits), **self.search_parts, to_target=to_target)

    @property
    def search_parts(self) -> dict[str, Any]:
        """What every search by decisions is made of: its ends, and what makes paths alike."""
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
        return self._kept(self._paths)

    @cached_property
    def _paths(self) -> list[Path]:
        return self._different()

    def _different(self) -> list[Path]:
        most = self.graph.query.alternatives
        path = self._lightest(self._hopeful) if most == 1 else self._first()
        paths: list[Path] = []
        while path is not None:
            if self.graph.any_barred(path):
                self._parting = _Parting(self._search.copy(), paths.copy(), path)
                return self._completed(self._open, self._search, paths or self._first_open())
            paths.append(path)
            if len(paths) == most:
                break
            self._search.take(path)
            path = self._search.lightest(self._hopeful, self._bound(paths[0]))
        return paths

    def _first_open(self) -> list[Path]:
        """The best open path, by the rule for ties, as the search takes it."""
        limited = bool(self.ledger.limits)
        best = self._search.lightest(self._open) if limited else shortest(self._open, Graph.ORIGIN, self._target)
        if best is None:
            return []
        if self.graph.query.alternatives > 1:
            self._search.take(best)
        return [best]

    def _completed(self, graph: Digraph, search: Search, paths: list[Path]) -> list[Path]:
        """The paths that a search has taken, and those that it still finds."""
        return distinct(graph, search, self.graph.query.alternatives, taken=paths, bound=self._bound)

    def _bound(self, best: Path) -> int | None:
        """The most steps that an alternative may have."""
        stretch = self.graph.query.stretch
        return None if stretch is None else weight_bound(part_of(self._weight(best), stretch))

    @property
    def ending(self) -> Ending:
        """How the search for the ways that are shown ended, where it ended before all were found; limits by rank."""
        ranks = {
            position: rank for rank, position in enumerate(map(self._paths.index, self._kept_paths(self._paths)), 1)
        }
        ending = self._search.ending
        return ending._replace(limits=frozenset(ranks[position] for position in ending.limits if position in ranks))

    @cached_property
    def candidates(self) -> list[Way]:
        """The lightest open ways that differ from each other in anything at all, whatever else they are to keep."""
        search = Distinct(
            Graph.ORIGIN, self._target, overlap=MOST_OVERLAP, marks_of=self._marks,
            carriers=self._carriers, to_target=self._search.to_target,
        )  # fmt: skip
        return self._kept(distinct(self._open, search, 2 * self.graph.query.alternatives))

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
        return self._kept(self._completed(self._hopeful, search, paths))

    @property
    def best(self) -> Way | None:
        """The one best way."""
        return self._way(self._lightest(self._open))

    def best_without(self, legs: Iterable[str]) -> Way | None:
        """The one best way were some legs lost, in both directions and for every line."""
        setting = self.graph.setting
        links, of_leg = setting.topology.links, setting.topology.of_leg
        lost = {number: links[number][:2] for leg in legs for number in of_leg.get(leg, ())}
        return self._way(shortest(self._laid(setting.open.without(lost)), Graph.ORIGIN, self._target))

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

    def shortcut(self, way: Way, best: Way) -> tuple[str, ...]:
        """Two places on a way between which a lighter one leads than a short part of it; none if locally optimal."""
        path = tuple(arc.number for arc in way)
        found = shortcut(
            self._open, path, Graph.ORIGIN, weights=[arc.weight for arc in way],
            most=part_of(sum(arc.weight for arc in best), LOCAL), to_target=self._search.to_target,
        )  # fmt: skip
        return () if found is None else tuple(self.graph.place_of(vertex % self._size) for vertex in found)

    @cached_property
    def switching(self) -> "Switching":
        """The open arcs as a search for switching values wants them."""
        from planner.switching import Switching  # noqa: PLC0415 - most questions ask for none

        return Switching(self.graph, self._open, (Graph.ORIGIN, self._target), self._search.to_target)

    def clear_of(self, marks: Iterable[str]) -> Way | None:
        """The best way that carries none of these decision points."""
        graph = self._open.without_numbers(self._carrying(marks))
        return self._way(shortest(graph, Graph.ORIGIN, self._target))

    def least_of(self, marks: Iterable[str]) -> Way | None:
        """The open way that carries the fewest of these decision points, by arcs, and of these ways the lightest."""
        barred = self._carrying(marks)
        counted = layered(self._open, 1, lambda _, number: (0, ONE if number in barred else 0))
        return self._way(shortest(counted, Graph.ORIGIN, self._target))

    def _carrying(self, marks: Iterable[str]) -> set[int]:
        return {number for mark in marks for number in self._carriers(mark)}

    def through(self, numbers: set[int]) -> Way | None:
        """The best way over one of these arcs."""
        return self._way(shortest(self._entered(self._open, numbers), Graph.ORIGIN, len(self._open) + self._target))

    def through_blocked(self, numbers: set[int]) -> "Blocked | None":
        """The way over one of these arcs that has the fewest different things in the way, and of these the lightest."""
        from planner.blockers import fewest  # noqa: PLC0415 - most questions have an answer

        whole = self._laid(self.graph.weights.whole)
        ends = (Graph.ORIGIN, len(whole) + self._target)
        return fewest(self.graph, self._entered(whole, numbers), ends, limits={}, corridor={})

    @staticmethod
    def _entered(graph: Digraph, numbers: set[int]) -> Digraph:
        """A graph and a copy of it, which is entered by these arcs."""
        return layered(graph, 2, lambda layer, number: (1 if number in numbers else layer, 0))

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
    def along_corridor(self) -> Way | None:
        """The way the query would take along its corridor if all of it were built, open and permitted."""
        path = self._along_corridor
        return None if path is None else self.spelled(path)

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
            corridor["off"] = (off, self._most_off_corridor(path))
        return fewest(self.graph, whole, ends, limits=self.ledger.limits, corridor=corridor)

    # --- paths and ways --------------------------------------------------------------------------------------------

    def spelled(self, path: Path) -> Way:
        """A path as arcs."""
        return tuple(map(self.graph.arc, path))

    def _way(self, path: Path | None) -> Way | None:
        return None if path is None or not self.keeps_to_corridor(path) else self.spelled(path)

    def _kept(self, paths: Sequence[Path]) -> list[Way]:
        return [self.spelled(path) for path in self._kept_paths(paths)]

    def _kept_paths(self, paths: Sequence[Path]) -> list[Path]:
        return [path for path in paths if self.keeps_to_corridor(path)]

    @property
    def heaviest_on_corridor(self) -> int | None:
        """More than any route weighs that keeps to the corridor; none where none is asked for."""
        if self.graph.query.corridor is None:
            return None
        return (
            0 if self._along_corridor is None else self._most_off_corridor(self._along_corridor) + OFF_CORRIDOR_PER_KM
        )

    def keeps_to_corridor(self, path: Path) -> bool:
        """Whether a path leaves the corridor for little more than it must: a closure is no reason to leave it."""
        if self.graph.query.corridor is None:
            return True
        if self._along_corridor is None:
            return False
        return self._off_corridor(path) <= self._most_off_corridor(self._along_corridor)

    def _most_off_corridor(self, least: Path) -> int:
        """What a route may weigh for its way off the corridor, by the one that has the least of it."""
        return OFF_CORRIDOR_PERCENT * self._off_corridor(least) // 100 + OFF_CORRIDOR_SLACK_KM * OFF_CORRIDOR_PER_KM

    def _off_corridor(self, path: Path) -> int:
        """What a path weighs for its way off the corridor alone."""
        return sum(map(self._rules.off_corridor, path))

    def _weight(self, path: Path) -> int:
        """What the arcs of a path weigh, without what a rule adds."""
        return sum(map(self.graph.weight, path))

    def _marks(self, path: Path) -> dict[Hashable, int]:
        return marks(self.spelled(path))

    def _carriers(self, mark: Hashable) -> Iterable[int]:
        return self.graph.setting.topology.carriers(str(mark))
