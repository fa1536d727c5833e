"""A matrix of journeys: one cell a pair, with what its best way takes, as a plan with one alternative would say."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

import msgspec

from corridors.errors import NoRouteError, UsageError
from corridors.itinerary import HandlingStep, LegStep, Range, Step
from corridors.network import Network
from planner.arcs import Arc
from planner.assemble import added, group_of
from planner.caveats import no_route
from planner.many.distances import Distances, Found, Pair
from planner.objectives import UNITS_PER_ONE, carbon_usd, delay_usd
from planner.query import Query, ask, places_of
from planner.steps import steps_of
from planner.ways import Ways

Status = Literal["ok", "no route", "same place"]
MOST_AT_ONCE = 100_000
"""Pairs searched together."""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One pair: what its best way takes, for the whole shipment, or why there is none."""

    origin: str
    origin_name: str
    destination: str
    destination_name: str
    status: Status
    reason: str = ""
    weight: float | None = None
    """What was minimised, in its own unit."""
    generalised_cost_usd: float | None = None
    distance_km: float | None = None
    time_h: Range | None = None
    cost_usd: Range | None = None
    co2e_kg: Range | None = None
    countries: tuple[str, ...] = ()
    borders: tuple[str, ...] = ()
    gauge_breaks: int | None = None


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """All cells, row by row."""

    data_version: str
    on: str
    by: str
    origins: tuple[str, ...]
    """Place ids, in the order of the pairs."""
    destinations: tuple[str, ...]
    weights: list[list[float | None]]
    """What was minimised, in its own unit: one row an origin, one column a destination; None where there is no route."""
    cells: tuple[Cell, ...]
    """All pairs in order, with what their ways take; empty where weights alone were asked for."""

    def table(self, field: str) -> list[list[Any]]:
        """One field of the cells as a table like that of the weights; typical values of ranges."""
        row = {name: number for number, name in enumerate(self.origins)}
        column = {name: number for number, name in enumerate(self.destinations)}
        found: list[list[Any]] = [[None] * len(column) for _ in row]
        for cell in self.cells:
            value = getattr(cell, field)
            found[row[cell.origin]][column[cell.destination]] = value.typical if isinstance(value, Range) else value
        return found


def matrix(
    network: Network,
    origins: Sequence[str] = (),
    destinations: Sequence[str] = (),
    *,
    pairs: Iterable[tuple[str, str]] | None = None,
    weights_only: bool = False,
    **asked: Any,
) -> Matrix:
    """The best ways from all origins to all destinations, or of some pairs.

    Args:
        network: Where the ways run.
        origins: Where the goods start: ids, names, aliases or UN/LOCODEs.
        destinations: Where they go; left out, the origins.
        pairs: Pairs of origin and destination in place of both.
        weights_only: Make only the table of weights: much faster, as no way is spelled out.
        asked: Options of :func:`planner.ask` that hold for single best ways: on, by, value_of_time, avoid, modes,
            scenario, include, teu, tonnes.

    Raises:
        UsageError: where a name is unknown or ambiguous, or an option makes no sense.
    """
    if pairs is None:
        starts = places_of(network, origins)
        ends = places_of(network, destinations) if destinations else starts
        query = question(network, **asked)
        table = weights(network, query, starts, ends)
        wanted = [] if weights_only else [(start, end) for start in starts for end in ends]
    else:
        wanted = [(start, end) for pair in pairs for start, end in [places_of(network, pair)]]
        query = question(network, **asked)
        starts, ends = list(dict.fromkeys(pair[0] for pair in wanted)), list(dict.fromkeys(pair[1] for pair in wanted))
        table = _sparse(starts, ends, cells(network, query, wanted, weights_only=True))
    return Matrix(
        data_version=network.version,
        on=str(query.on),
        by=query.by,
        origins=tuple(starts),
        destinations=tuple(ends),
        weights=table,
        cells=() if weights_only else tuple(cells(network, query, wanted)),
    )


def weights(
    network: Network, query: Query, origins: Sequence[str], destinations: Sequence[str]
) -> list[list[float | None]]:
    """The weights of all pairs of place ids alone, in the unit of the objective; None where nothing leads or is asked."""
    rows = [origin for origin in origins if not _contradiction(network, query, origin)]
    columns = [place for place in destinations if not _contradiction(network, query, place)]
    found = Distances(network, query, [(rows, columns)]).weights((rows, columns)) if rows and columns else []
    if len(columns) < len(destinations):
        at = {place: number for number, place in enumerate(columns)}
        found = [[row[at[place]] if place in at else None for place in destinations] for row in found]
    if len(rows) < len(origins):
        by_origin = dict(zip(rows, found, strict=True))
        found = [by_origin.get(origin) or [None] * len(destinations) for origin in origins]
    column = {place: number for number, place in enumerate(destinations)}
    for origin, row in zip(origins, found, strict=True):
        if origin in column:
            row[column[origin]] = None
    return found


def _sparse(origins: Sequence[str], destinations: Sequence[str], light: Iterable[Cell]) -> list[list[float | None]]:
    row = {name: number for number, name in enumerate(origins)}
    column = {name: number for number, name in enumerate(destinations)}
    found: list[list[float | None]] = [[None] * len(column) for _ in row]
    for cell in light:
        found[row[cell.origin]][column[cell.destination]] = cell.weight
    return found


OPTIONS = ("on", "by", "value_of_time", "avoid", "modes", "scenario", "include", "teu", "tonnes")
"""The options of a question that a matrix takes."""


def question(network: Network, **asked: Any) -> Query:
    """The question that all pairs share; its own ends are any two places.

    Raises:
        UsageError: where an option is none of a matrix, or makes no sense.
    """
    for option in asked:
        if option not in OPTIONS:
            raise UsageError(
                what=f"a matrix takes no {option!r}", where="the options of the matrix",
                why="each cell is the one best way", remedy="one of " + ", ".join(OPTIONS),
            )  # fmt: skip
    first, second, *_ = [place.id for place in network.data.places if not place.at_sea]
    bare = {name: value for name, value in asked.items() if name != "avoid"}
    query = ask(network, first, second, alternatives=1, **bare)
    if not asked.get("avoid"):
        return query
    ends = [
        (place.id, other.id)
        for place, other in zip(network.data.places, network.data.places[1:], strict=False)
        if not place.at_sea and not other.at_sea
    ]
    for start, end in ends:
        try:
            return ask(network, start, end, alternatives=1, **asked)
        except UsageError as error:
            if not error.what.startswith(("FROM ", "TO ")):
                raise
    raise UsageError(
        what="--avoid leaves no place to start from", where="--avoid", why="every place contradicts it",
        remedy="avoid less",
    )  # fmt: skip


def cells(network: Network, query: Query, pairs: Sequence[Pair], *, weights_only: bool = False) -> Iterator[Cell]:
    """The cells of pairs of place ids, in their order, as they are found; the ends of ``query`` do not matter."""
    query = msgspec.structs.replace(query, alternatives=1)
    for first in range(0, len(pairs), MOST_AT_ONCE):
        some = pairs[first : first + MOST_AT_ONCE]
        barred = {
            place: _contradiction(network, query, place)
            for place in dict.fromkeys(end for pair in some for end in pair)
        }
        real = [pair for pair in some if pair[0] != pair[1] and not barred[pair[0]] and not barred[pair[1]]]
        blocks = [([origin], [pair[1] for pair in row]) for origin, row in groupby(real, key=itemgetter(0))]
        rows = _Rows(network, query, Distances(network, query, blocks))
        if weights_only:
            yield from rows.weights(some, barred)
            continue
        for pair in some:
            yield rows.cell(pair, barred[pair[0]] or barred[pair[1]])


def _contradiction(network: Network, query: Query, place: str) -> str:
    """What says that goods may not start or end at a place."""
    country, avoid = network.places[place].country, query.avoid
    if place in avoid.places or country in avoid.countries:
        return f"{place} contradicts --avoid {place if place in avoid.places else country}"
    return ""


class _Rows:
    """Makes cells of pairs."""

    def __init__(self, network: Network, query: Query, distances: Distances) -> None:
        self._network = network
        self._query = query
        self._distances = distances
        self._ends: dict[tuple[str, Arc], tuple[Step, ...]] = {}
        self._groups: dict[int, tuple[str, ...]] = {}

    def _bare(self, pair: Pair, status: Status, reason: str = "", weight: float | None = None) -> Cell:
        names = [self._network.places[place].name for place in pair]
        return Cell(
            origin=pair[0], origin_name=names[0], destination=pair[1], destination_name=names[1], status=status,
            reason=reason, weight=weight,
        )  # fmt: skip

    def weights(self, pairs: Sequence[Pair], barred: dict[str, str]) -> Iterator[Cell]:
        """Cells with their weights alone, row by row."""
        for origin, row in groupby(pairs, key=itemgetter(0)):
            there = [pair[1] for pair in row]
            open_to = [place for place in there if place != origin and not barred[place] and not barred[origin]]
            found = iter(self._distances.weights(([origin], open_to))[0])
            for place in there:
                pair, reason = (origin, place), barred[origin] or barred[place]
                if place == origin:
                    yield self._bare(pair, "same place")
                elif reason:
                    yield self._bare(pair, "no route", reason)
                else:
                    weight = next(found)
                    yield self._bare(pair, "no route" if weight is None else "ok", weight=weight)

    def cell(self, pair: Pair, contradiction: str) -> Cell:
        """The cell of one pair."""
        if pair[0] == pair[1]:
            return self._bare(pair, "same place", "origin and destination are the same place")
        if contradiction:
            return self._bare(pair, "no route", contradiction)
        found = self._distances.way(*pair)
        if found is None:
            return self._bare(pair, "no route", self._reason(pair))
        return self._spelled(pair, found)

    def _reason(self, pair: Pair) -> str:
        query = msgspec.structs.replace(self._query, origin=pair[0], destination=pair[1])
        error: NoRouteError = no_route(Ways(self._network, query))
        return error.why

    def _steps(self, pair: Pair, found: Found) -> list[Step]:
        graph, kept = found.graph, found.graph.weights.steps
        steps = [*self._end(pair[0], found.loading)]
        for number in found.path:
            steps += kept.get(number) or steps_of(graph, (graph.arc(number),))
        steps += self._end(pair[1], found.unloading)
        return steps

    def _end(self, place: str, arc: Arc) -> tuple[Step, ...]:
        kept = self._ends.get((place, arc))
        if kept is None:
            kept = self._ends[place, arc] = self._distances.ends(place).steps(arc)
        return kept

    def _spelled(self, pair: Pair, found: Found) -> Cell:
        network = self._network
        steps = self._steps(pair, found)
        legs = [step for step in steps if isinstance(step, LegStep)]
        groups = [self._group(step) for step in steps]
        time = added(zip(groups, [step.time_h for step in steps], strict=True))
        cost = added(zip(groups, [step.cost_usd for step in steps], strict=True))
        kg = added(zip(groups, [step.co2e_kg for step in steps], strict=True))
        places = [network.places[place] for place in (pair[0], *(leg.end for leg in legs))]
        return Cell(
            origin=pair[0],
            origin_name=places[0].name,
            destination=pair[1],
            destination_name=places[-1].name,
            status="ok",
            weight=found.weight / UNITS_PER_ONE,
            generalised_cost_usd=cost.typical
            + delay_usd(time.typical, self._query)
            + carbon_usd(kg.typical, self._query),
            distance_km=sum(leg.distance_km for leg in legs),
            time_h=time,
            cost_usd=cost,
            co2e_kg=kg,
            countries=tuple(dict.fromkeys(place.country for place in places if not place.at_sea)),
            borders=tuple(f"{leg.start}-{leg.end}" for leg in legs if network.is_border(network.legs[leg.id])),
            gauge_breaks=sum(1 for step in steps if isinstance(step, HandlingStep) and step.type == "gauge_change"),
        )

    def _group(self, step: Step) -> tuple[str, ...]:
        found = self._groups.get(id(step))  # the steps are kept with their weights
        if found is None:
            found = self._groups[id(step)] = group_of(step)
        return found
