"""A question about a journey: resolved, immutable, checked for sense."""

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import msgspec

from corridors.errors import UsageError
from corridors.gazetteer import Gazetteer, suggest
from corridors.itinerary import Cargo
from corridors.model import MODES, Mode, Place
from corridors.network import Network
from planner.constraints import (
    DEFAULT_OVERLAP,
    Avoid,
    Criterion,
    Limits,
    Only,
    Rival,
    avoid_of,
    criteria_of,
    limits_of,
    moment_of,
    only_of,
    rival_of,
)
from planner.contradictions import refuse_contradictions

Objective = Literal["generalised", "time", "cost", "distance", "emissions"]
OBJECTIVES: tuple[Objective, ...] = get_args(Objective)
DifferBy = Literal["decisions", "weight", "km"]
DIFFER_BY: tuple[DifferBy, ...] = get_args(DifferBy)
"""What is counted when routes are told apart."""
MOST_ALTERNATIVES = 50
DEFAULT_ALTERNATIVES = 6
MOST_OVERLAP = 0.99


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A journey asked for. All names are ids of the network; the date is a day."""

    origin: str
    destination: str
    on: dt.date
    by: Objective = "generalised"
    value_of_time_usd_per_day: float
    alternatives: int = DEFAULT_ALTERNATIVES
    overlap: float = DEFAULT_OVERLAP
    via: tuple[str, ...] = ()
    avoid: Avoid = Avoid()
    modes: frozenset[Mode] = frozenset(MODES)
    corridor: str | None = None
    scenarios: tuple[str, ...] = ()
    include_planned: bool = False
    cargo: Cargo = Cargo()
    differ_by: DifferBy = "decisions"
    stretch: float | None = None
    """No alternative weighs more than this many times the best."""
    backup: bool = False
    explain: bool = False
    switches: bool = False
    """Whether each route is given its nearest switching values."""
    why_not: tuple[Rival, ...] = ()
    only: Only = Only()
    limits: Limits = Limits()
    pareto: tuple[Criterion, ...] = ()
    carbon_price_usd_per_tonne: float = 0.0
    depart: dt.datetime | None = None
    """When the journey begins, if it runs in time; ``on`` is then that day."""


def ask(  # noqa: PLR0913 - one parameter an option of the command line
    network: Network,
    origin: str,
    destination: str,
    *,
    on: str | dt.date | None = None,
    by: str = "generalised",
    value_of_time: float | None = None,
    alternatives: int = DEFAULT_ALTERNATIVES,
    via: Sequence[str] = (),
    avoid: Sequence[str] = (),
    modes: str | Sequence[str] = (),
    corridor: str | None = None,
    scenario: Sequence[str] = (),
    include: Sequence[str] = (),
    teu: int = 1,
    tonnes: float = 12.0,
    differ_by: str = "decisions",
    overlap: float = DEFAULT_OVERLAP,
    stretch: float | None = None,
    backup: bool = False,
    explain: bool = False,
    switches: bool = False,
    why_not: Sequence[str] = (),
    only: Sequence[str] = (),
    max_gauge_breaks: int | None = None,
    max_borders: int | None = None,
    max_time: str | float | None = None,
    max_cost: float | None = None,
    pareto: str | Sequence[str] = (),
    carbon_price: float = 0.0,
    depart: str | dt.date | dt.datetime | None = None,
) -> Query:
    """Turn names in any script and options as typed into a query.

    Args:
        network: Where the names are looked up.
        origin: Where the goods start: id, name, alias or UN/LOCODE. Likewise ``destination``, ``via``, ``avoid``.
        destination: Where they go.
        on: The day, as YYYY-MM-DD; left out, the scenario's date or else the data's own as-of date.
        by: What is minimised: one of ``OBJECTIVES``.
        value_of_time: USD per TEU and day; left out, the data's own.
        alternatives: How many routes at most, 1 to 50.
        via: Places to pass, in order.
        avoid: Places, countries, modes, passages, legs, corridors or operators to keep clear of.
        modes: Modes allowed, as ``rail,sea`` or a sequence; empty for all.
        corridor: Stay on this corridor wherever it runs.
        scenario: Scenarios that are laid over the date's events.
        include: ``planned`` lets planned lines and lines under construction in.
        teu: Size of the shipment.
        tonnes: Net tonnes in each TEU.
        differ_by: What tells routes apart: one of ``DIFFER_BY``.
        overlap: The share of a better route shown that a route may repeat, 0 to 0.99.
        stretch: No alternative weighs more than this many times the best; left out, any weight will do.
        backup: Add the lightest route that shares no border crossing, port or tunnel with the first.
        explain: Say why this way, and what each candidate failed that is not shown.
        switches: Give each route its nearest switching values, where they can be worked out.
        why_not: Places, countries, modes, passages, legs, corridors or operators that the routes might have gone through.
        only: Places, countries, modes, passages, legs, corridors or operators that alone may be used.
        max_gauge_breaks: Most changes of gauge. Likewise ``max_borders``, ``max_cost`` (USD for the shipment).
        max_borders: Most land borders crossed.
        max_time: Most time from door to door, as ``30d`` or ``700h``; a number is hours.
        max_cost: Most freight and fees.
        pareto: Two or three of time, cost, emissions, distance: the whole front of routes.
        carbon_price: USD per tonne CO2e, part of the generalised cost.
        depart: A day, or a day and a time: the journey runs in time from there.

    Raises:
        UsageError: where a name is unknown or ambiguous, or an option makes no sense.
    """
    names = Gazetteer(network)
    start, end = names.place(origin), names.place(destination)
    if start.id == end.id:
        raise UsageError(
            what=f"origin and destination are the same place: {start.name}",
            where="FROM and TO",
            why="there is no journey to plan",
            remedy="name two different places",
        )
    for place in (start, end):
        _refuse_at_sea(place)
    scenarios = tuple(_scenario(network, name) for name in scenario)
    value = network.settings.value_of_time_usd_per_day.typical if value_of_time is None else value_of_time
    _in_range("--value-of-time", value, 0, 1e6)
    _in_range("--alternatives", alternatives, 1, MOST_ALTERNATIVES)
    _in_range("--teu", teu, 1, 10_000)
    _in_range("--tonnes", tonnes, 0, 30)
    _in_range("--carbon-price", carbon_price, 0, 1e6)
    for word in include:
        if word != "planned":
            raise UsageError(
                what=f"nothing called {word!r} can be included", where="--include",
                why="planned is the only class of legs left out by default", remedy="--include planned",
            )  # fmt: skip
    if by not in OBJECTIVES:
        raise UsageError(
            what=f"{by!r} is not an objective", where="--by", why="a route is ranked by one of the known ones",
            remedy="one of " + ", ".join(OBJECTIVES),
        )  # fmt: skip
    if differ_by not in DIFFER_BY:
        raise UsageError(
            what=f"routes cannot differ by {differ_by!r}", where="--differ-by", why="overlap is counted in one of three ways",
            remedy="one of " + ", ".join(DIFFER_BY),
        )  # fmt: skip
    _in_range("--overlap", overlap, 0, MOST_OVERLAP)
    if stretch is not None:
        _in_range("--stretch", stretch, 1, 1000)
    set_dates = [network.scenarios[name].on for name in scenarios if network.scenarios[name].on is not None]
    scenario_date = set_dates[-1] if set_dates else None
    found_corridor = None
    if corridor is not None:
        found_corridor = names.corridor(corridor) or _known("corridor", corridor, network.corridors)
    moment = moment_of(depart)
    if moment is not None and on is not None:
        raise UsageError(
            what="--on and --depart both say when", where="--on and --depart",
            why="--on judges every leg on one day, --depart on the day it is reached", remedy="drop one of the two",
        )  # fmt: skip
    query = Query(
        origin=start.id,
        destination=end.id,
        on=(None if moment is None else moment.date()) or day(on) or scenario_date or network.settings.as_of,
        by=by,
        value_of_time_usd_per_day=float(value),
        alternatives=alternatives,
        via=tuple(names.place(name).id for name in via),
        avoid=avoid_of(network, names, avoid),
        modes=_modes(modes),
        corridor=found_corridor,
        scenarios=scenarios,
        include_planned=bool(include) or any(network.scenarios[name].include_planned for name in scenarios),
        cargo=Cargo(teu=teu, tonnes_per_teu=float(tonnes)),
        differ_by=differ_by,
        overlap=float(overlap),
        stretch=None if stretch is None else float(stretch),
        backup=backup,
        explain=explain,
        switches=switches,
        why_not=tuple(rival_of(network, names, word) for word in why_not),
        only=only_of(network, names, only),
        limits=limits_of(gauge_breaks=max_gauge_breaks, borders=max_borders, time=max_time, cost=max_cost),
        pareto=criteria_of(pareto),
        carbon_price_usd_per_tonne=float(carbon_price),
        depart=moment,
    )
    refuse_contradictions(network, query)
    return query


def places_of(network: Network, names: Sequence[str]) -> list[str]:
    """The ids of places where goods can start and end, by any name.

    Raises:
        UsageError: where a name is unknown or ambiguous, or means a point at sea.
    """
    gazetteer = Gazetteer(network)
    found = []
    for name in names:
        place = gazetteer.place(name)
        _refuse_at_sea(place)
        found.append(place.id)
    return found


def _refuse_at_sea(place: Place) -> None:
    if place.at_sea:
        raise UsageError(
            what=f"{place.name} is a point at sea",
            where="FROM and TO",
            why="nothing can be loaded or unloaded there",
            remedy="name a port; to steer a route use --via or --avoid",
        )


def _scenario(network: Network, name: str) -> str:
    """The id of a scenario that can be laid over this network as it is."""
    known = _known("scenario", name, network.scenarios)
    if network.scenarios[known].rebuilds:
        raise UsageError(
            what=f"scenario {name} adds legs or shifts dates and was not laid over this network", where="--scenario",
            why="such a scenario makes a network of its own", remedy="corridors.scenarios.stage(network, names) first",
        )  # fmt: skip
    return known


def day(on: str | dt.date | None, option: str = "--on") -> dt.date | None:
    """A day as typed.

    Raises:
        UsageError: where it is none.
    """
    if on is None or isinstance(on, dt.date):
        return on
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", on) is None:
            raise ValueError  # noqa: TRY301 - one message for every spelling that is not a day
        return dt.date.fromisoformat(on)
    except ValueError:
        raise UsageError(
            what=f"{on!r} is not a date", where=option, why="a day is written year-month-day and must exist",
            remedy=f"for example {option} 2025-11-30",
        ) from None  # fmt: skip


def _in_range(option: str, value: float, low: float, high: float) -> None:
    if not (math.isfinite(value) and low <= value <= high):
        raise UsageError(
            what=f"{option} {value} is out of range", where=option, why=f"it must lie between {low:g} and {high:g}",
            remedy=f"give a number from {low:g} to {high:g}",
        )  # fmt: skip


def _modes(modes: str | Sequence[str]) -> frozenset[Mode]:
    words = [word.strip() for word in (modes.split(",") if isinstance(modes, str) else modes) if word.strip()]
    for word in words:
        if word not in MODES:
            close = suggest(word, MODES)
            raise UsageError(
                what=f"{word!r} is not a mode", where="--modes", why="modes are " + ", ".join(MODES),
                remedy=f"did you mean {close[0]}?" if close else "for example --modes rail,sea",
            )  # fmt: skip
    return frozenset(mode for mode in MODES if mode in words) or frozenset(MODES)


def _known(kind: str, name: str, records: Mapping[str, object]) -> str:
    known = list(records)
    if name in records:
        return name
    close = suggest(name, known)
    raise UsageError(
        what=f"no {kind} is called {name!r}", where=f"--{kind}", why=f"the network has {len(known)} of them",
        remedy=f"did you mean {' or '.join(close)}?" if close else f"landbridge list {kind}s",
    )  # fmt: skip
