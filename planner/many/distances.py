"""The steps of the best way of every pair: pairs that share a setting are searched together.

What bars an arc and what it weighs depends on a journey by the countries of its two ends alone, so that a few settings
serve all pairs. The result is that of a plan with one alternative, ties included.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

import msgspec
import numpy as np

from corridors.itinerary import Step
from corridors.network import Network
from planner.arcs import Arc
from planner.graph import Graph
from planner.many.hierarchy import FAR, MOST, Hierarchy, Steps
from planner.query import Query
from planner.search.digraph import Row, weight_of
from planner.search.paths import Path, distances_to
from planner.setting import Setting
from planner.steps import steps_of
from planner.topology import DESTINATION, ORIGIN, Topology

Pair = tuple[str, str]

_HIERARCHIES: "WeakKeyDictionary[Topology, Hierarchy]" = WeakKeyDictionary()


def hierarchy_of(topology: Topology) -> Hierarchy:
    """The hierarchy of a topology: made once."""
    found = _HIERARCHIES.get(topology)
    if found is None:
        ends = [link[:2] for link in topology.links]
        found = _HIERARCHIES[topology] = Hierarchy(len(topology.terminals), ends)
    return found


class Found(NamedTuple):
    """The best way of a pair."""

    weight: int
    """In whole millionths."""
    graph: Graph
    """Of a question with the same setting."""
    path: Path
    """The arcs of the network on it."""
    loading: Arc
    unloading: Arc


class Distances:
    """Best ways of many pairs of one question on one network."""

    def __init__(self, network: Network, query: Query, pairs: Iterable[Pair]) -> None:
        """Search for all pairs; the ends of ``query`` do not matter."""
        self._network = network
        self._query = query
        self._of_countries: dict[Pair, int] = {}
        self._graphs: list[Graph] = []
        """A graph of each setting."""
        self._ends: dict[str, tuple[tuple[Arc, ...], tuple[Arc, ...]]] = {}
        self._end_steps: dict[tuple[str, Arc], tuple[Step, ...]] = {}
        self._graph_of: dict[str, tuple[Graph, Graph]] = {}
        self._column: dict[tuple[int, str], int] = {}
        country = {name: place.country for name, place in network.places.items()}
        one_of: dict[Pair, str] = {}
        for origin, destination in pairs:
            one_of.setdefault((country[origin], destination), origin)
        columns = {(self._setting(origin, destination), destination) for (_, destination), origin in one_of.items()}
        self._column = {key: column for column, key in enumerate(sorted(columns))}
        self._found = self._searched() if self._column else np.zeros((0, 0), dtype=np.int64)
        self._kept_columns: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        self._traced: dict[int, list[int]] = {}

    def _setting(self, origin: str, destination: str) -> int:
        """The number of the setting of a pair."""
        places = self._network.places
        countries = (places[origin].country, places[destination].country)
        found = self._of_countries.get(countries)
        if found is None:
            graph = Graph(self._network, msgspec.structs.replace(self._query, origin=origin, destination=destination))
            settings = [other.setting for other in self._graphs]
            if graph.setting in settings:
                found = settings.index(graph.setting)
            else:
                found = len(self._graphs)
                self._graphs.append(graph)
            self._of_countries[countries] = found
        return found

    def ends(self, place: str) -> tuple[tuple[Arc, ...], tuple[Arc, ...]]:
        """The arcs of loading and of unloading at a place."""
        found = self._ends.get(place)
        if found is None:
            other = next(name for name in (self._query.origin, self._query.destination) if name != place)
            out = Graph(self._network, msgspec.structs.replace(self._query, origin=place, destination=other))
            into = Graph(self._network, msgspec.structs.replace(self._query, origin=other, destination=place))
            loading = tuple(arc for arc in out.ends if arc.tail == ORIGIN)
            unloading = tuple(arc for arc in into.ends if arc.head == DESTINATION)
            found = self._ends[place] = (loading, unloading)
            self._graph_of |= {place: (out, into)}
        return found

    def steps_of_end(self, place: str, arc: Arc) -> tuple[Step, ...]:
        """The steps of loading or unloading at a place."""
        found = self._end_steps.get((place, arc))
        if found is None:
            graph = self._graph_of[place][arc.head == DESTINATION]
            found = self._end_steps[place, arc] = steps_of(graph, (arc,))
        return found

    @cached_property
    def _bits(self) -> int:
        """How many bits count arcs below the weight in a step."""
        return (len(self._graphs[0].terminals) + 2).bit_length()

    def _step(self, weight: int) -> int:
        return weight << self._bits | 1

    def _searched(self) -> Steps:
        """The steps from each vertex to the destination of each column."""
        topology = self._graphs[0].setting.topology
        settings = [graph.setting for graph in self._graphs]
        heaviest = max((max(setting.weights.arcs, default=0) for setting in settings), default=0)
        heaviest = max(heaviest, *(arc.weight for ends in self._ends.values() for way in ends for arc in way), 1)
        if self._step(heaviest) * (len(topology.terminals) + 2) >= MOST:
            return self._searched_one_by_one()
        hierarchy = hierarchy_of(topology)
        customised = hierarchy.customised(np.stack([self._steps_of(setting) for setting in settings], axis=1))
        parts = []
        for setting in range(len(settings)):
            places = [place for number, place in self._column if number == setting]
            ahead = [
                (arc.tail, column, self._step(arc.weight))
                for column, place in enumerate(places)
                for arc in self.ends(place)[1]
            ]
            parts.append(hierarchy.distances(customised[:, setting], len(places), ahead))
        return np.concatenate(parts, axis=1)

    def _steps_of(self, setting: Setting) -> Steps:
        steps = (np.array(setting.weights.arcs, dtype=np.int64) << self._bits) | 1
        steps[list(setting.barriers)] = FAR
        return steps

    def _searched_one_by_one(self) -> Steps:
        """The same by one search a column, in numbers of any size: for weights that 64 bits cannot add up."""
        found = np.full((len(self._graphs[0].terminals), len(self._column)), FAR, dtype=object)
        for (setting, destination), column in self._column.items():
            graph = self._graphs[setting].setting.open.and_also(
                (arc.tail, arc.head, arc.weight, arc.number) for arc in self.ends(destination)[1]
            )
            steps = distances_to(graph, DESTINATION)
            reached = [FAR if one >= 1 << 199 else self._step(weight_of(one)) - 1 + (one & 0xFFFFFF) for one in steps]
            found[:, column] = reached
        return found

    # --- answers -----------------------------------------------------------------------------------------------------

    def weights(self, origin: str, destinations: Sequence[str]) -> list[int | None]:
        """The weight of the best way from an origin to each destination, None where there is none."""
        found: list[int | None] = [None] * len(destinations)
        loading = self.ends(origin)[0]
        if not loading or not destinations:
            return found
        columns = self._columns_of(self._network.places[origin].country, tuple(destinations), origin)
        rows = self._found[np.ix_([arc.head for arc in loading], columns)]
        rows = rows + np.array([[self._step(arc.weight)] for arc in loading], dtype=rows.dtype)
        best = rows.min(axis=0).tolist()
        return [None if steps >= FAR else steps >> self._bits for steps in best]

    def _columns_of(self, country: str, destinations: tuple[str, ...], origin: str) -> list[int]:
        """The columns of destinations as seen from a country; those asked for last are kept."""
        key = (country, destinations)
        found = self._kept_columns.get(key)
        if found is None:
            found = [self._column[self._setting(origin, destination), destination] for destination in destinations]
            if len(self._kept_columns) >= MOST_KEPT:
                self._kept_columns.clear()
            self._kept_columns[key] = found
        return found

    def way(self, origin: str, destination: str) -> Found | None:
        """The best way of a pair: of equal ones that with fewer arcs, then by the order of the data."""
        setting = self._setting(origin, destination)
        column = self._column[setting, destination]
        ahead = self._traced.get(column)
        if ahead is None:
            if len(self._traced) > MOST_TRACED:
                self._traced.clear()
            ahead = self._traced[column] = self._found[:, column].tolist()
        loading, unloading = self.ends(origin)[0], self.ends(destination)[1]
        best = min((self._step(arc.weight) + ahead[arc.head] for arc in loading), default=FAR)
        if best >= FAR:
            return None
        first = next(arc for arc in loading if self._step(arc.weight) + ahead[arc.head] == best)
        last = {arc.tail: arc for arc in reversed(unloading)}
        path: list[int] = []
        vertex = first.head
        rows = self._rows(setting)
        while True:
            left = ahead[vertex]
            for head, step, number in rows[vertex]:
                if step + ahead[head] == left:
                    path.append(number)
                    vertex = head
                    break
            else:
                end = last[vertex]
                assert self._step(end.weight) == left, "distances and arcs are of one graph"
                return Found(best >> self._bits, self._graphs[setting], tuple(path), first, end)

    def _rows(self, setting: int) -> list[Row]:
        found = self._kept_rows.get(setting)
        if found is None:
            found = self._kept_rows[setting] = [
                tuple((head, self._step(weight_of(step)), number) for head, step, number in row)
                for row in self._graphs[setting].setting.open.out
            ]
        return found

    @cached_property
    def _kept_rows(self) -> dict[int, list[Row]]:
        return {}


MOST_KEPT = 256
"""Lists of columns kept."""
MOST_TRACED = 4000
"""Columns kept as plain numbers."""
