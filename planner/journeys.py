"""Journeys that run in time: every leg is judged on the day on which the goods reach it, and they may wait for a better one.

Goods run by typical hours. Lines and handling places are those of the day of departure. What a leg, with the wait and the
border before it, takes is settled on the day its first end is reached. Goods may wait anywhere for a later day: it costs
their time alone. Under that rule best route, alternatives and limits are exact.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import msgspec

from corridors.itinerary import HandlingStep, Range, Step
from corridors.network import Network
from corridors.units import HOURS_PER_DAY
from planner.arcs import Arc
from planner.changes import changes_after
from planner.graph import Graph
from planner.objectives import UNITS_PER_ONE
from planner.query import Query
from planner.search.digraph import Digraph
from planner.search.timed import Calendar, Epoch, Move, Timed
from planner.steps import steps_of
from planner.ways import Ways


def _best_factor(network: Network) -> Fraction:
    """The most by which events and scenarios together may quicken or cheapen a leg."""
    found = {"time_factor": Fraction(1), "cost_factor": Fraction(1)}
    data = network.data
    for effects in (*(event.effects for event in data.events), *(scenario.effects for scenario in data.scenarios)):
        for effect in effects:
            for name, product in found.items():
                factor: float = getattr(effect, name) or 1.0
                found[name] = product * Fraction(min(1.0, factor))
    return min(found.values())


class Journey(NamedTuple):
    """A way through time: its arcs, its steps with the waits, and the graph of the day of each leg."""

    arcs: tuple[Arc, ...]
    steps: tuple[Step, ...]
    graphs: dict[tuple[str, str], Graph]
    """By id and end of a leg."""


class Journeys:
    """The journeys of one query."""

    def __init__(self, network: Network, query: Query) -> None:
        """Work out on which days things change; the day of departure is looked at at once, each later one when reached."""
        assert query.depart is not None, "a journey in time begins at some time"
        self._network = network
        self._query = query
        self._depart = query.depart
        days = changes_after(network, query.depart.date())
        self._days = (query.depart.date(), *days)
        midnights = (dt.datetime.combine(day, dt.time()) for day in days)
        hour = dt.timedelta(hours=1)
        self._starts = (0, *(round((midnight - query.depart) / hour * UNITS_PER_ONE) for midnight in midnights))
        self._made: dict[tuple[int, bool], Epoch] = {}
        self._ways: dict[int, Ways] = {}

    # --- the days ----------------------------------------------------------------------------------------------------

    def ways_on(self, number: int) -> Ways:
        """The ways of an epoch's first day, which hold until the next one."""
        if number not in self._ways:
            self._ways[number] = Ways(self._network, msgspec.structs.replace(self._query, on=self._days[number]))
        return self._ways[number]

    def _epoch(self, number: int, *, sea: bool) -> Epoch:
        found = self._made.get((number, sea))
        if found is None:
            ways = self.ways_on(number)
            counted = [amounts for name, (amounts, _) in ways.ledger.limits.items() if name != "time_h"]
            time = ways.ledger.of_criterion("time")
            found = Epoch(ways.laid_open(sea=sea), time, [*zip(*counted, strict=True)])
            self._made[number, sea] = found
        return found

    @cached_property
    def _rate(self) -> Fraction:
        """What an hour of waiting adds to the objective, as its millionths per millionth of an hour."""
        query = self._query
        if query.by == "time":
            return Fraction(1)
        if query.by != "generalised":
            return Fraction(0)
        return Fraction(str(query.value_of_time_usd_per_day)) * query.cargo.teu / int(HOURS_PER_DAY)

    def _search(self, *, sea: bool = False) -> Timed:
        first = self.ways_on(0)
        limits = {name: most for name, (_, most) in first.ledger.limits.items()}
        calendar = Calendar(
            self._starts, lambda number: self._epoch(number, sea=sea), self._rate, limits.pop("time_h", None),
            tuple(limits.values()),
        )  # fmt: skip
        return Timed(calendar, **first.search_parts, to_target=self._least_left(sea=sea))

    def _least_left(self, *, sea: bool) -> list[int]:
        """The least from each vertex to the end on any day: as if nothing slowed a leg, or made it dearer, or shut it."""
        first = self.ways_on(0)
        setting, links = first.graph.setting, first.graph.setting.topology.links
        factor = _best_factor(self._network)
        out = {number for number, barrier in setting.barriers.items() if barrier.kind == "constraint"}
        if sea:
            out.update(setting.topology.of_no_voyage)
        usable = Digraph.of(
            len(setting.topology.terminals),
            (
                (links[number][0], links[number][1], int(weight * factor), number)
                for number, weight in enumerate(setting.weights.at_best)
                if number not in out
            ),
        )
        return first.least_left(usable, first.home_waters if sea else None)

    # --- journeys ----------------------------------------------------------------------------------------------------

    @cached_property
    def different(self) -> list[Journey]:
        """The best journeys that are different decisions, lightest first."""
        search = self._search()
        found: list[tuple[Move, ...]] = []
        while len(found) < self._query.alternatives:
            moves = search.earliest_best(most=self.ways_on(0).heaviest_on_corridor)
            if moves is None:
                break
            found.append(moves)
            search.take(tuple(move.number for move in moves))
        keeps = self.ways_on(0).keeps_to_corridor
        return [self._journey(moves) for moves in found if keeps(tuple(move.number for move in moves))]

    def by_sea(self) -> Journey | None:
        """The best journey by one sea voyage."""
        first = self.ways_on(0)
        within = first.home_waters
        moves = None if within is None else self._search(sea=True).earliest_best(within)
        if moves is None or not first.is_voyage(move.number for move in moves):
            return None
        return self._journey(moves)

    def _journey(self, moves: Sequence[Move]) -> Journey:
        arcs = tuple(self.ways_on(move.epoch).graph.arc(move.number) for move in moves)
        graphs = {
            (leg, graph.place_of(arc.head)): graph
            for move, arc in zip(moves, arcs, strict=True)
            for graph in (self.ways_on(move.epoch).graph,)
            for leg in arc.legs
        }
        return Journey(arcs, tuple(self._steps(zip(moves, arcs, strict=True))), graphs)

    def _steps(self, moves: Iterable[tuple[Move, Arc]]) -> Iterable[Step]:
        hours = 0.0
        for move, arc in moves:
            graph = self.ways_on(move.epoch).graph
            begun = move.begun / UNITS_PER_ONE
            if move.begun > round(hours * UNITS_PER_ONE) + 1:
                yield self._wait(graph.place_of(arc.tail), hours, begun)
            hours = begun
            for step in steps_of(graph, (arc,)):
                yield msgspec.structs.replace(step, reached=self._at(hours))
                hours += step.time_h.typical

    def _wait(self, place: str, hours: float, until: float) -> Step:
        time, nothing = until - hours, Range(0.0, 0.0, 0.0)
        return HandlingStep(
            type="wait", place=place, time_h=Range(time, time, time), cost_usd=nothing, co2e_kg=nothing, basis="modelled",
            sources=(), between=(f"{self._at(until):%Y-%m-%d}",), reached=self._at(hours),
            note=f"waits for {self._at(until):%Y-%m-%d}, when the way on opens or gets better",
        )  # fmt: skip

    def _at(self, hours: float) -> dt.datetime:
        """The minute that so many hours lead to."""
        return self._depart + dt.timedelta(minutes=round(hours * 60))
