"""Sets every published figure beside the planner's own answer: on the figure's date, along its corridor, for its modes.

A distance agrees within 5 %, and is measured along closed lines too; a time or a cost agrees where the published
range overlaps the planner's P10-P90. A figure whose source also made a number of the way it is compared with is an
input: it is shown, and does not count.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Literal

import msgspec

from corridors.contents import figures
from corridors.errors import NoRouteError, UsageError
from corridors.evidence import PublishedFigure, RankedWay, Ranking
from corridors.itinerary import LegStep, Range, Step
from corridors.model import MODES
from corridors.network import Network
from planner import caveats
from planner.assemble import assemble, total
from planner.query import Query, ask
from planner.ways import Ways

SCHEMA = "landbridge/validation/1"
DISTANCE_TOLERANCE = 0.05
NO_MODEL = frozenset({"settings", "scenarios"})
"""Kinds of records whose figures make no number of the network as it is."""
PACES = frozenset({"departures_per_week", "speed_km_per_day"})
"""Fields that hours are made of."""

Verdict = Literal["agrees", "off", "not comparable"]
Role = Literal["independent", "input"]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One published figure beside ours. ``off_by`` is ours over the nearest published value, less one."""

    id: str
    metric: str
    nature: str
    date: str
    origin: str
    destination: str
    corridor: str | None
    source: str
    published_low: float
    published_high: float
    """As published; a cost is brought to the money year."""
    ours: Range | None
    verdict: Verdict
    off_by: float | None
    role: Role
    explanation: str
    way: tuple[str, ...] = ()
    """The decision points of the way that was compared."""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one metric and one nature that count, and how many of them agree."""

    metric: str
    nature: str
    role: Role
    n: int
    agree: int
    off: int
    not_comparable: int
    median_range: float | None
    """Median of our high over our low."""


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """All independent figures of one metric together; promises are left out of times."""

    metric: str
    n: int
    """Figures that can be compared."""
    agree: int
    share: float | None
    median_range: float | None


class RankingRow(msgspec.Struct, frozen=True, kw_only=True):
    """An order that a source gives, and the one we find."""

    id: str
    origin: str
    destination: str
    metric: str
    on: dt.date
    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    values: tuple[float | None, ...]
    """Our typical value of each way, in the source's order: hours or USD."""
    agrees: bool
    sources: tuple[str, ...]


class Validation(msgspec.Struct, frozen=True, kw_only=True):
    """All figures, the summary by kind, and the rankings."""

    schema: str = SCHEMA
    data_version: str
    money_year: int
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    totals: tuple[Total, ...]
    rankings: tuple[RankingRow, ...]


class _Ours(msgspec.Struct, frozen=True):
    """Our own value for a figure and what it was made from."""

    value: Range
    sources: frozenset[str]
    decisions: tuple[str, ...]
    generalised_cost_usd: float


def validate(network: Network, metrics: Sequence[str] = ()) -> Validation:
    """Compare all published figures of the given metrics, or of all; a way is searched for each."""
    feeding = _feeding(network)
    rows = [
        _row(network, figure, feeding[figure.metric])
        for figure in network.data.published
        if not metrics or figure.metric in metrics
    ]
    rankings = [
        _ranked(network, ranking) for ranking in network.data.rankings if not metrics or ranking.metric in metrics
    ]
    return Validation(
        data_version=network.version,
        money_year=network.settings.money_year,
        rows=tuple(rows),
        groups=tuple(summary(rows)),
        totals=tuple(totals(rows)),
        rankings=tuple(rankings),
    )


def summary(rows: Iterable[Row]) -> Iterator[Group]:
    """Counts by metric, role and nature, in the order in which they first stand in ``rows``."""
    groups: dict[tuple[str, str, Role], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.metric, row.nature, row.role), []).append(row)
    for (metric, nature, role), members in sorted(groups.items()):
        verdicts = [row.verdict for row in members]
        yield Group(
            metric=metric, nature=nature, role=role, n=len(members), agree=verdicts.count("agrees"),
            off=verdicts.count("off"), not_comparable=verdicts.count("not comparable"),
            median_range=_median_range(members),
        )  # fmt: skip


def totals(rows: Sequence[Row]) -> Iterator[Total]:
    """The independent figures of each metric: distances and costs of every nature, times without promises."""
    for metric in dict.fromkeys(row.metric for row in rows):
        compared = [
            row
            for row in rows
            if (row.metric, row.role) == (metric, "independent")
            and row.verdict != "not comparable"
            and (metric != "time_h" or row.nature != "forecast")
        ]
        agree = sum(row.verdict == "agrees" for row in compared)
        yield Total(
            metric=metric, n=len(compared), agree=agree, share=agree / len(compared) if compared else None,
            median_range=_median_range(compared),
        )  # fmt: skip


def _median_range(rows: Iterable[Row]) -> float | None:
    ratios = [row.ours.high / row.ours.low for row in rows if row.ours is not None and row.ours.low > 0]
    return median(ratios) if ratios else None


def day_of(date: str) -> dt.date:
    """The day a partial date stands for: the middle of a year or of a month."""
    year, month, day = (*(int(part) for part in date.split("-")), 0, 0, 0)[:3]
    return dt.date(year, month or 7, day or (15 if month else 1))


def _row(network: Network, figure: PublishedFigure, feeding: frozenset[str]) -> Row:
    factor = network.money.factor(figure.date) if figure.metric == "cost_usd_per_teu" else 1.0
    low, high = figure.low * factor, figure.high * factor
    ours: _Ours | None = None
    explanation = figure.explanation
    try:
        ours = _ours(network, figure, feeding)
    except (NoRouteError, UsageError) as error:
        explanation = explanation or f"{error.what}: {error.why}"
    verdict: Verdict = "not comparable"
    off_by = None
    if figure.apart:
        explanation = figure.apart
    elif ours is not None:
        off_by = _off_by(figure.metric, ours.value, low, high)
        verdict = "off" if off_by else "agrees"
    return Row(
        id=figure.id, metric=figure.metric, nature=figure.nature, date=figure.date, origin=figure.origin,
        destination=figure.destination, corridor=figure.corridors[0] if len(figure.corridors) == 1 else None,
        source=figure.source, published_low=low, published_high=high, ours=ours.value if ours else None,
        verdict=verdict, off_by=off_by or None,
        role="input" if ours is not None and figure.source in ours.sources else "independent",
        explanation=explanation if verdict != "agrees" else "", way=ours.decisions if ours else (),
    )  # fmt: skip


def _off_by(metric: str, ours: Range, low: float, high: float) -> float:
    """How far our typical value lies from the nearest published one, as a share of that; 0 where the two agree."""
    slack = DISTANCE_TOLERANCE if metric == "distance_km" else 0.0
    if ours.low <= high * (1 + slack) and ours.high >= low * (1 - slack):
        return 0.0
    nearest = low if ours.typical < low else high
    return ours.typical / nearest - 1


def _ours(network: Network, figure: PublishedFigure, feeding: frozenset[str]) -> _Ours:
    """Our value along the figure's corridor; of several corridors along the one that we put first.

    Raises:
        NoRouteError: where no corridor of the figure leads there on its date.
    """
    found: list[_Ours] = []
    trouble: NoRouteError | None = None
    for corridor in figure.corridors or (None,):
        query = ask(
            network, figure.origin, figure.destination, on=day_of(figure.date), modes=figure.modes, via=figure.through,
            by="distance" if figure.metric == "distance_km" and corridor is None else "generalised",
            corridor=corridor, include=("planned",) if figure.nature == "forecast" else (), alternatives=1,
        )  # fmt: skip
        try:
            found.append(_measured(network, query, figure, feeding))
        except NoRouteError as error:
            trouble = error
    if not found:
        assert trouble is not None, "a way or an error for every corridor"
        raise trouble
    return min(found, key=lambda each: each.generalised_cost_usd)


def _measured(network: Network, query: Query, figure: PublishedFigure, feeding: frozenset[str]) -> _Ours:
    ways = Ways(network, query)
    way = ways.best
    if way is None and figure.metric == "distance_km":  # a line is as long when it is shut, or before it is open
        way = next(iter(ways.different_if_open), None) or ways.along_corridor
    if way is None:
        raise caveats.no_route(ways)
    item = assemble(ways.graph, way, rank=1)
    steps = item.steps if figure.scope == "whole" else line_haul(item.steps)
    if figure.metric == "distance_km":
        value = Range(item.distance_km, item.distance_km, item.distance_km)
    elif figure.metric == "time_h":
        value = total(steps, lambda step: step.time_h)
    else:
        value = total(steps, lambda step: step.cost_usd)
    used = frozenset(source for step in steps for source in step.sources)
    return _Ours(value, used & feeding, item.decisions, item.generalised_cost_usd)


def line_haul(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps from the first departure to the last arrival: no loading, first wait and unloading.

    A border before the first leg and all that happens between legs stay.
    """
    running = [index for index, step in enumerate(steps) if isinstance(step, LegStep) or step.type == "border"]
    return tuple(steps[running[0] : running[-1] + 1])


def _feeding(network: Network) -> dict[str, frozenset[str]]:
    """The sources that made a number of the model, by the metric the number belongs to."""
    found: dict[str, set[str]] = {"distance_km": set(), "time_h": set(), "cost_usd_per_teu": set()}
    for kind, _, field, figure in figures(network.data):
        metric = _metric(field.rpartition(".")[2])
        if kind not in NO_MODEL and metric is not None:
            found[metric].update(figure.sources)
    return {metric: frozenset(sources) for metric, sources in found.items()}


def _metric(field: str) -> str | None:
    """What a figure in a field goes into, if anything."""
    if field == "distance_km":
        return field
    if "_usd" in field:
        return "cost_usd_per_teu"
    return "time_h" if field.endswith("_h") or field in PACES else None


def _ranked(network: Network, ranking: Ranking) -> RankingRow:
    values = tuple(_value(network, ranking, way) for way in ranking.ways)
    names = tuple(way.name for way in ranking.ways)
    known = sorted((value, name) for value, name in zip(values, names, strict=True) if value is not None)
    ours = tuple(name for _, name in known)
    return RankingRow(
        id=ranking.id, origin=ranking.origin, destination=ranking.destination, metric=ranking.metric, on=ranking.on,
        theirs=names, ours=ours, values=values, agrees=ours == names, sources=ranking.sources,
    )  # fmt: skip


def _value(network: Network, ranking: Ranking, way: RankedWay) -> float | None:
    """Our typical value for one way of a ranking; None where it is not open."""
    query = ask(
        network, ranking.origin, ranking.destination, on=ranking.on, modes=MODES, via=way.through, avoid=way.avoid,
        corridor=way.corridor, alternatives=1,
    )  # fmt: skip
    ways = Ways(network, query)
    found = ways.best
    if found is None:
        return None
    item = assemble(ways.graph, found, rank=1)
    return item.time_h.typical if ranking.metric == "time_h" else item.cost_usd.typical
