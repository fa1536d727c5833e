"""One question under several variants, side by side: scenarios, dates, corridors, for one pair or for many."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from corridors.errors import DataError, NoRouteError, Problem, UsageError
from corridors.itinerary import Itinerary, LegStep, Plan, QueryEcho, Range, Step
from corridors.network import Network
from corridors.scenarios import is_file, stage
from planner import words
from planner.deciding import Deciding, Trip, deciding
from planner.plan import echo, plan
from planner.query import Query, ask, day
from planner.ways import Ways

AS_IT_IS = "as it is"
PARTS = ("rail", "road", "sea", "ferry", "river", "borders", "waits", "changes of gauge", "ports", "transfers")
"""What time and money go into."""
_PART_OF = {
    "border": "borders",
    "wait": "waits",
    "gauge_change": "changes of gauge",
    "quay": "ports",
    "transfer": "transfers",
}


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """What a column lays over the question."""

    label: str
    scenarios: tuple[str, ...] = ()
    on: str | None = None
    corridor: str | None = None


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """A scenario of a column, with why it is as it is."""

    id: str
    title: str
    reasoning: str
    sources: tuple[str, ...]


class Differs(msgspec.Struct, frozen=True, kw_only=True):
    """What a way enters or leaves beside the base's, and by how much it is longer, dearer, dirtier, slower."""

    time_h: float
    cost_usd: float
    co2e_kg: float
    distance_km: float
    countries_entered: tuple[str, ...]
    countries_left: tuple[str, ...]
    points_entered: tuple[str, ...]
    """Borders, ports and passages, by name."""
    points_left: tuple[str, ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one kind of step takes on a way."""

    name: str
    time_h: float
    cost_usd: float


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """The answer under one variant."""

    label: str
    scenarios: tuple[Laid, ...]
    on: dt.date
    corridor: str | None
    id: str = ""
    title: str = ""
    time_h: Range | None = None
    cost_usd: Range | None = None
    co2e_kg: Range | None = None
    distance_km: float | None = None
    countries: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    warnings: tuple[str, ...] = ()
    why_none: str = ""
    """Where there is no way: what stands in it."""
    differs: Differs | None = None
    """From the base; None for the base and where one of the two has no way."""
    deciding: tuple[Deciding, ...] = ()
    """The numbers that weigh most in that difference, where it is another way."""

    def like(self, other: "Column") -> bool:
        """Whether it has the same way as another, which takes as long and costs as much."""
        return (self.id, self.time_h, self.cost_usd, self.why_none) == (
            other.id, other.time_h, other.cost_usd, other.why_none
        )  # fmt: skip


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One pair under all variants, the base first."""

    schema: str = "landbridge/comparison/1"
    data_version: str
    data_as_of: dt.date
    query: QueryEcho
    money_year: int
    columns: tuple[Column, ...]


def variants(scenario: Sequence[str], on: Sequence[str], corridor: Sequence[str], base: str | None) -> list[Variant]:
    """The columns in order: the base, then scenarios, dates, corridors as given.

    A scenario is written ``NAME``, composed ``NAME+NAME``, and on a day of its own ``NAME@2030-01-01``.

    Raises:
        UsageError: where a base is named that is no variant.
    """
    found = [Variant(label=AS_IT_IS)]
    for word in scenario:
        name, _, when = word.rpartition("@")
        dated = re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", when) is not None and bool(name)
        names = name if dated else word
        parts = (names,) if is_file(names) and Path(names).is_file() else tuple(names.split("+"))
        found.append(Variant(label=word, scenarios=parts, on=when if dated else None))
    found += [Variant(label=word, on=word) for word in on]
    found += [Variant(label=word, corridor=word) for word in corridor]
    if [each.label for each in found[1:2]] == ["today"]:
        del found[0]
    found = list({each.label: each for each in found}.values())
    if base is not None:
        labels = [each.label for each in found]
        if base not in labels:
            raise UsageError(
                what=f"no column is called {base!r}", where="--base", why=f"columns are {', '.join(labels)}",
                remedy="name one of them",
            )  # fmt: skip
        found.insert(0, found.pop(labels.index(base)))
    return found


class Stage:
    """The networks of all variants, laid before anything is asked."""

    def __init__(self, network: Network, columns: Sequence[Variant]) -> None:
        """Lay the scenarios of every variant.

        Raises:
            UsageError: where a name is unknown or a date is none.
            DataError: with the problems of all variants.
        """
        problems: dict[Problem, None] = {}
        self.columns: list[tuple[Variant, Network, tuple[str, ...]]] = []
        for each in columns:
            day(each.on)
            try:
                self.columns.append((each, *stage(network, each.scenarios, on=each.on)))
            except DataError as error:
                problems |= dict.fromkeys(error.problems)
        if problems:
            raise DataError(tuple(problems), where="--scenario")
        self.base = self.columns[0][1]

    def ask(self, origin: str, destination: str, asked: Mapping[str, Any]) -> Comparison:
        """One pair under every variant."""
        found: list[Column] = []
        base: tuple[Itinerary, Network, Query] | None = None
        first: QueryEcho | None = None
        for each, network, scenarios in self.columns:
            options = {**asked, "on": each.on, "scenario": scenarios, "alternatives": 1}
            if each.corridor is not None:
                options["corridor"] = each.corridor
            query = ask(network, origin, destination, **options)
            first = first or echo(network, query)
            column = Column(
                label=each.label, scenarios=tuple(_laid(network, name) for name in scenarios), on=query.on,
                corridor=query.corridor,
            )  # fmt: skip
            try:
                answer = plan(network, query)
            except NoRouteError as error:
                found.append(msgspec.structs.replace(column, why_none=error.why))
                continue
            if not found:
                base = (answer.itineraries[0], network, query)
                found.append(_column(network, column, answer, None))
                continue
            column = _column(network, column, answer, None if base is None else base[0])
            if base is not None and column.id != base[0].id:
                column = msgspec.structs.replace(column, deciding=deciding(_trip(network, query), _trip(*base[1:])))
            found.append(column)
        assert first is not None, "there is a base"
        settings = self.base.settings
        return Comparison(
            data_version=self.base.version, data_as_of=settings.as_of, query=first, money_year=settings.money_year,
            columns=tuple(found),
        )  # fmt: skip


def _trip(network: Network, query: Query) -> Trip:
    """The best way as the numbers that it owes to want it."""
    ways = Ways(network, query)
    return Trip(ways.graph, tuple(arc.number for arc in ways.different[0]))


def _laid(network: Network, name: str) -> Laid:
    scenario = network.scenarios[name]
    return Laid(
        id=scenario.id, title=scenario.title, reasoning=" ".join(scenario.reasoning.split()), sources=scenario.sources
    )


def _column(network: Network, column: Column, answer: Plan, base: Itinerary | None) -> Column:
    itinerary = answer.itineraries[0]
    return msgspec.structs.replace(
        column,
        id=itinerary.id,
        title=words.title(network, itinerary),
        time_h=itinerary.time_h,
        cost_usd=itinerary.cost_usd,
        co2e_kg=itinerary.co2e_kg,
        distance_km=itinerary.distance_km,
        countries=itinerary.countries,
        points=tuple(words.decision_points(network, itinerary)),
        parts=tuple(_parts(itinerary.steps)),
        warnings=(*itinerary.warnings, *(text for text in answer.warnings if not text.startswith("Only "))),
        differs=None if base is None else _differs(network, itinerary, base),
    )


def _parts(steps: Iterable[Step]) -> Iterable[Part]:
    time, cost = dict.fromkeys(PARTS, 0.0), dict.fromkeys(PARTS, 0.0)
    for step in steps:
        name = step.mode if isinstance(step, LegStep) else _PART_OF[step.type]
        time[name] += step.time_h.typical
        cost[name] += step.cost_usd.typical
    return (Part(name=name, time_h=time[name], cost_usd=cost[name]) for name in PARTS if time[name] or cost[name])


def _differs(network: Network, itinerary: Itinerary, base: Itinerary) -> Differs:
    def beyond(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
        others = set(other)
        return tuple(item for item in one if item not in others)

    def points(one: Itinerary, other: Itinerary) -> tuple[str, ...]:
        named = zip(one.decisions, words.decision_points(network, one), strict=True)
        return tuple(name for decision, name in named if decision not in other.decisions)

    return Differs(
        time_h=itinerary.time_h.typical - base.time_h.typical,
        cost_usd=itinerary.cost_usd.typical - base.cost_usd.typical,
        co2e_kg=itinerary.co2e_kg.typical - base.co2e_kg.typical,
        distance_km=itinerary.distance_km - base.distance_km,
        countries_entered=beyond(itinerary.countries, base.countries),
        countries_left=beyond(base.countries, itinerary.countries),
        points_entered=points(itinerary, base),
        points_left=points(base, itinerary),
    )
