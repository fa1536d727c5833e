"""Which single number weighs most in the difference between two ways, over the range of its own record."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from corridors.model import Basis
from corridors.units import HOURS_PER_DAY
from planner.graph import Graph
from planner.objectives import UNITS_PER_ONE
from planner.parameters import Parameter, Parameters
from planner.query import Objective
from planner.search.paths import Path

MOST = 3
NOT_OF_A_WAY = "value-of-time"
"""It weighs days against dollars and changes neither."""


class Deciding(msgspec.Struct, frozen=True, kw_only=True):
    """A number, and how much more a way takes than the base at the two ends of its record's range, all else as it is."""

    parameter: str
    label: str
    unit: str
    now: float
    low: float
    high: float
    basis: Basis
    time_h: tuple[float, float]
    """More hours than the base at the low and at the high end."""
    cost_usd: tuple[float, float]


class Trip(NamedTuple):
    """A way in the graph of its question."""

    graph: Graph
    path: Path


class _Owed:
    """What two ways owe to each number, by one objective."""

    def __init__(self, way: Trip, base: Trip, by: Objective) -> None:
        self.known: dict[str, Parameter] = {}
        self.slopes: dict[str, int] = {}
        self.more = 0
        for trip, sign in ((way, 1), (base, -1)):
            graph = Graph(trip.graph.network, msgspec.structs.replace(trip.graph.query, by=by))
            parameters = Parameters(graph, set(trip.path))
            self.more += sign * sum(map(graph.weight, trip.path))
            for name, parts in parameters.parts.items():
                self.known[name] = parameters.known[name]
                self.slopes[name] = self.slopes.get(name, 0) + sign * sum(parts.get(number, 0) for number in trip.path)

    def at(self, parameter: Parameter, value: float) -> float:
        """What the way takes more than the base at a value of a number."""
        moved = parameter.factor(value) - parameter.span[0]
        return float(self.more + self.slopes.get(parameter.name, 0) * moved) / UNITS_PER_ONE


def deciding(way: Trip, base: Trip) -> tuple[Deciding, ...]:
    """The numbers that move the difference between two ways most over their own ranges, the weightiest first.

    Days and dollars are weighed by the value of time of the way's question.
    """
    query = way.graph.query
    per_hour = query.value_of_time_usd_per_day / HOURS_PER_DAY * query.cargo.teu

    def swing(found: Deciding) -> float:
        (fast, slow), (cheap, dear) = found.time_h, found.cost_usd
        return abs((slow - fast) * per_hour + dear - cheap)

    found = sorted(_moved(way, base), key=lambda each: (-swing(each), each.parameter))
    return tuple(each for each in found[:MOST] if swing(each))


def _moved(way: Trip, base: Trip) -> Iterator[Deciding]:
    hours, dollars = _Owed(way, base, "time"), _Owed(way, base, "cost")
    for name, parameter in (hours.known | dollars.known).items():
        if parameter.kind == NOT_OF_A_WAY or not 0 < parameter.low < parameter.high:
            continue
        ends = (parameter.low, parameter.high)
        yield Deciding(
            parameter=name, label=parameter.label, unit=parameter.unit, now=parameter.value, low=parameter.low,
            high=parameter.high, basis=parameter.basis,
            time_h=_pair(hours, parameter, ends), cost_usd=_pair(dollars, parameter, ends),
        )  # fmt: skip


def _pair(owed: _Owed, parameter: Parameter, ends: Sequence[float]) -> tuple[float, float]:
    low, high = (owed.at(parameter, value) for value in ends)
    return low, high
