"""The steps of the best way of every pair: pairs that share a setting are searched together.

What bars an arc and what it weighs depends on a journey by the countries of its two ends alone, so that a few settings
serve all pairs. The result is that of a plan with one alternative, ties included.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import msgspec
import numpy as np

from corridors.itinerary import Step
from corridors.network import Network
from planner.arcs import Arc
from planner.graph import Graph
from planner.many.hierarchy import FAR, MOST, Hierarchy, Steps
from planner.objectives import UNITS_PER_ONE
from planner.query import Query
from planner.search.digraph import HOP_BITS, Row, weight_of
from planner.search.paths import UNREACHED, Path, distances_to
from planner.setting import Setting, setting_of
from planner.steps import steps_of
from planner.topology import DESTINATION, ORIGIN, Topology

Pair = tuple[str, str]
Block = tuple[Sequence[str], Sequence[str]]
"""Origins and destinations: all pairs of them are asked for."""

MOST_TRACED = 4000
"""Columns kept as plain numbers."""

_HIERARCHIES: "WeakKeyDictionary[Topology, Hierarchy]" = WeakKeyDictionary()


def hierarchy_of(topology: Topology) -> Hierarchy:
    """The hierarchy of a topology: made once."""
    found = _HIERARCHIES.get(topology)
    if found is None:
        ends = [link[:2] for link in topology.links]
        found = _HIERARCHIES[topology] = Hierarchy(len(topology.terminals), ends)
    return found


class Ends(NamedTuple):
    """Loading and unloading at a place, with graphs that can spell them out."""

    loading: tuple[Arc, ...]
    unloading: tuple[Arc, ...]
    out: Graph
    into: Graph

    def steps(self, arc: Arc) -> tuple[Step, ...]:
        """The steps of one of the arcs."""
        return steps_of(self.into if arc.head == DESTINATION else self.out, (arc,))


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

    def __init__(self, network: Network, query: Query, blocks: Iterable[Block]) -> None:
        """Search for all pairs of all blocks; the ends of ``query`` do not matter."""
        self._network = network
        self._query = query
        self._of_countries: dict[Pair, int] = {}
        self._graphs: list[Graph] = []
        """A graph of each setting."""
        self._traced: dict[int, list[int]] = {}
        wanted: set[tuple[int, str]] = set()
        for origins, destinations in blocks:
            for origin in {network.places[origin].country: origin for origin in origins}.values():
                wanted.update(zip(self._settings(origin, destinations), destinations, strict=True))
        self._column = {key: column for column, key in enumerate(sorted(wanted))}
        self._found = self._searched() if wanted else np.zeros((0, 0), dtype=np.int64)

    def _setting(self, origin: str, destination: str) -> int:
        """The number of the setting of a pair."""
        places = self._network.places
        countries = (places[origin].country, places[destination].country)
        found = self._of_countries.get(countries)
        if found is None:
            query = msgspec.structs.replace(self._query, origin=origin, destination=destination)
            setting = setting_of(self._network, query, frozenset(countries))
            settings = [graph.setting for graph in self._graphs]
            if setting in settings:
                found = settings.index(setting)
            else:
                found = len(self._graphs)
                self._graphs.append(Graph(self._network, query))
            self._of_countries[countries] = found
        return found

    def _settings(self, origin: str, destinations: Sequence[str]) -> list[int]:
        """The numbers of the settings of an origin with many destinations."""
        places = self._network.places
        countries = [places[destination].country for destination in destinations]
        one_of = dict(zip(countries, destinations, strict=True))
        settings = {country: self._setting(origin, one) for country, one in one_of.items()}
        return [settings[country] for country in countries]

    def ends(self, place: str) -> Ends:
        """Loading and unloading at a place: what it takes depends on no other end."""
        kept = self._graphs[0].weights.ends
        found: Ends | None = kept.get(place)
        if found is None:
            other = next(name for name in (self._query.origin, self._query.destination) if name != place)
            out = Graph(self._network, msgspec.structs.replace(self._query, origin=place, destination=other))
            into = Graph(self._network, msgspec.structs.replace(self._query, origin=other, destination=place))
            found = kept[place] = Ends(
                tuple(arc for arc in out.ends if arc.tail == ORIGIN),
                tuple(arc for arc in into.ends if arc.head == DESTINATION),
                out,
                into,
            )
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
        heaviest = max(1, *(max(setting.weights.arcs, default=0) for setting in settings))
        heaviest = max(heaviest, *(arc.weight for _, place in self._column for arc in self.ends(place).unloading), 1)
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
                for arc in self.ends(place).unloading
            ]
            parts.append(hierarchy.distances(customised[:, setting], len(places), ahead))
        return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)

    def _steps_of(self, setting: Setting) -> Steps:
        steps = (np.array(setting.weights.arcs, dtype=np.int64) << self._bits) | 1
        steps[list(setting.barriers)] = FAR
        return steps

    def _searched_one_by_one(self) -> Steps:
        """The same by one search a column, in numbers of any size: for weights that 64 bits cannot add up."""
        found: Any = np.full((len(self._graphs[0].terminals), len(self._column)), UNREACHED, dtype=object)
        for (setting, place), column in self._column.items():
            graph = self._graphs[setting].setting.open.and_also(
                (arc.tail, arc.head, arc.weight, arc.number) for arc in self.ends(place).unloading
            )
            for vertex, steps in enumerate(distances_to(graph, DESTINATION)):
                if steps < UNREACHED:
                    found[vertex, column] = weight_of(steps) << self._bits | steps & (1 << HOP_BITS) - 1
        self._far = UNREACHED
        return found  # type: ignore[no-any-return] # numbers of any size in place of 64 bits

    _far = FAR

    # --- answers -----------------------------------------------------------------------------------------------------

    def weights(self, block: Block) -> list[list[float | None]]:
        """The weight of the best way of each pair of a block, in the unit of the objective; None where there is none."""
        origins, destinations = block
        nothing: list[float | None] = [None] * len(destinations)
        rows: list[list[float | None]] = [nothing] * len(origins)
        of_country: dict[str, list[int]] = {}
        for position, origin in enumerate(origins):
            if destinations and self.ends(origin).loading:
                of_country.setdefault(self._network.places[origin].country, []).append(position)
        for positions in of_country.values():
            some = origins[positions[0]]
            settings = self._settings(some, destinations)
            columns = [self._column[key] for key in zip(settings, destinations, strict=True)]
            arcs = [self.ends(origins[position]).loading for position in positions]
            loading = np.array([self._step(arc.weight) for some_arcs in arcs for arc in some_arcs], self._found.dtype)
            steps = self._found[np.ix_([arc.head for some_arcs in arcs for arc in some_arcs], columns)]
            first = np.cumsum([0, *map(len, arcs[:-1])])
            best = np.minimum.reduceat(steps + loading[:, None], first)
            for position, row in zip(positions, self._told(best), strict=True):
                rows[position] = row
        return rows

    def _told(self, steps: Steps) -> list[list[float | None]]:
        rows: list[list[float | None]] = ((steps >> self._bits) / UNITS_PER_ONE).tolist()
        for row, column in np.argwhere(steps >= self._far).tolist():
            rows[row][column] = None
        return rows

    def way(self, origin: str, destination: str) -> Found | None:
        """The best way of a pair: of equal ones that with fewer arcs, then by the order of the data."""
        setting = self._setting(origin, destination)
        column = self._column[setting, destination]
        ahead = self._traced.get(column)
        if ahead is None:
            if len(self._traced) >= MOST_TRACED:
                self._traced.clear()
            ahead = self._traced[column] = self._found[:, column].tolist()
        loading, unloading = self.ends(origin).loading, self.ends(destination).unloading
        best = min((self._step(arc.weight) + ahead[arc.head] for arc in loading), default=self._far)
        if best >= self._far:
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
