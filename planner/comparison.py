"""One question under several variants, side by side: scenarios, dates, corridors, for one pair or for many."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from corridors.errors import DataError, NoRouteError, Problem, UsageError
from corridors.itinerary import EndPoint, Itinerary, LegStep, Plan, QueryEcho, Range, Step
from corridors.network import Network
from corridors.scenarios import is_file, stage
from planner import words
from planner.plan import echo, plan
from planner.query import ask, day

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
        base: Itinerary | None = None
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
            itinerary = answer.itineraries[0]
            base = itinerary if not found else base
            found.append(_column(network, column, answer, base if found else None))
        assert first is not None, "there is a base"
        settings = self.base.settings
        return Comparison(
            data_version=self.base.version, data_as_of=settings.as_of, query=first, money_year=settings.money_year,
            columns=tuple(found),
        )  # fmt: skip


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


# --- many pairs --------------------------------------------------------------------------------------------------------


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two places and how much goes between them."""

    origin: str
    destination: str
    weight: float = 1.0


class PairMove(msgspec.Struct, frozen=True, kw_only=True):
    """What a variant does to a pair, beside the base."""

    origin: EndPoint
    destination: EndPoint
    weight: float
    time_h: float
    cost_usd: float
    generalised_usd: float
    """Money and time, at the value of time: what losers and winners are ranked by."""


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """A variant over all pairs: weighted sums over the pairs that have a way under every variant."""

    label: str
    time_h: float
    cost_usd: float
    co2e_kg: float
    distance_km: float
    losers: tuple[PairMove, ...]
    winners: tuple[PairMove, ...]
    same: int
    cut_off: tuple[str, ...]
    """Pairs without a way here that have one in the base."""
    joined: tuple[str, ...]
    """Pairs with a way here that have none in the base."""


class PairsComparison(msgspec.Struct, frozen=True, kw_only=True):
    """Many pairs under all variants."""

    schema: str = "landbridge/pairs-comparison/1"
    data_version: str
    data_as_of: dt.date
    money_year: int
    pairs: int
    counted: int
    """Pairs that have a way under every variant."""
    sums: tuple[Sum, ...]
    comparisons: tuple[Comparison, ...]


def over_pairs(staged: Stage, pairs: Sequence[Pair], asked: Mapping[str, Any]) -> PairsComparison:
    """Every pair under every variant, with totals, losers and winners.

    Raises:
        DataError: with every pair whose places are unknown.
    """
    problems: list[Problem] = []
    found: list[tuple[Pair, Comparison]] = []
    for number, pair in enumerate(pairs, start=2):
        try:
            found.append((pair, staged.ask(pair.origin, pair.destination, asked)))
        except UsageError as error:
            problems.append(
                Problem(
                    file="--pairs", record=f"row {number}", field="", value=f"{pair.origin} to {pair.destination}",
                    rule=error.what, remedy=error.remedy or "mend the row",
                )
            )  # fmt: skip
    if problems:
        raise DataError(tuple(problems), where="--pairs")
    whole = [(pair, each) for pair, each in found if all(column.time_h is not None for column in each.columns)]
    labels = [each.label for each, _, _ in staged.columns]
    settings = staged.base.settings
    return PairsComparison(
        data_version=staged.base.version, data_as_of=settings.as_of, money_year=settings.money_year, pairs=len(found),
        counted=len(whole), sums=tuple(_sum(label, number, found, whole) for number, label in enumerate(labels)),
        comparisons=tuple(each for _, each in found),
    )  # fmt: skip


def _sum(
    label: str, number: int, found: Sequence[tuple[Pair, Comparison]], whole: Sequence[tuple[Pair, Comparison]]
) -> Sum:
    def total(measure: Callable[[Column], float]) -> float:
        return sum(pair.weight * measure(each.columns[number]) for pair, each in whole)

    moves = [_move(pair, each, number) for pair, each in found if each.columns[number].differs is not None]
    names = {id(each): f"{each.query.origin.name}–{each.query.destination.name}" for _, each in found}
    open_here = [(names[id(each)], _has_way(each.columns[number]), _has_way(each.columns[0])) for _, each in found]
    return Sum(
        label=label,
        time_h=total(lambda column: column.time_h.typical if column.time_h else 0.0),
        cost_usd=total(lambda column: column.cost_usd.typical if column.cost_usd else 0.0),
        co2e_kg=total(lambda column: column.co2e_kg.typical if column.co2e_kg else 0.0),
        distance_km=total(lambda column: column.distance_km or 0.0),
        losers=tuple(sorted((m for m in moves if m.generalised_usd > 0.5), key=lambda m: -m.generalised_usd)),  # noqa: PLR2004 - half a dollar
        winners=tuple(sorted((m for m in moves if m.generalised_usd < -0.5), key=lambda m: m.generalised_usd)),  # noqa: PLR2004 - as above
        same=sum(1 for move in moves if abs(move.generalised_usd) <= 0.5),  # noqa: PLR2004 - as above
        cut_off=tuple(name for name, here, base in open_here if base and not here),
        joined=tuple(name for name, here, base in open_here if here and not base),
    )


def _has_way(column: Column) -> bool:
    return column.time_h is not None


def _move(pair: Pair, comparison: Comparison, number: int) -> PairMove:
    differs, query = comparison.columns[number].differs, comparison.query
    assert differs is not None, "only columns that differ move"
    delay = differs.time_h / 24 * query.value_of_time_usd_per_day * query.cargo.teu
    return PairMove(
        origin=query.origin, destination=query.destination, weight=pair.weight, time_h=differs.time_h,
        cost_usd=differs.cost_usd, generalised_usd=differs.cost_usd + delay,
    )  # fmt: skip


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a CSV file with the columns from, to and, if wanted, weight.

    Raises:
        DataError: with every row that is broken.
    """
    from corridors.tables import read_csv  # noqa: PLC0415 - one pair needs no file

    problems: list[Problem] = []
    pairs: list[Pair] = []

    def bad(line: int, field: str, value: str, rule: str, remedy: str) -> None:
        problems.append(
            Problem(file=f"{path}:{line}", record="row", field=field, value=value, rule=rule, remedy=remedy)
        )

    for line, row in read_csv(path, problems):
        before = len(problems)
        for field in row.keys() - {"from", "to", "weight"}:
            bad(line, field, row[field], "unknown column", "columns are from, to and weight")
        for field in ("from", "to"):
            if field not in row:
                bad(line, field, "", "is missing", "name a place")
        weight = row.get("weight", "1")
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", weight) is None or float(weight) <= 0:
            bad(line, "weight", weight, "is no weight", "give a number above zero")
        if len(problems) == before:
            pairs.append(Pair(origin=row["from"], destination=row["to"], weight=float(weight)))
    if not pairs and not problems:
        bad(1, "", "", "holds no pair", "a head from,to,weight and a row a pair")
    if problems:
        raise DataError(tuple(problems), where="--pairs")
    return pairs
