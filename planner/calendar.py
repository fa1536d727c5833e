"""The days on which something in the data starts or ends, what turns on each, and the network as if it had not turned."""

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Literal, NamedTuple

from msgspec.structs import replace

from corridors.conditions import in_force, in_season, span_on
from corridors.edits import Scenario
from corridors.model import (
    FUTURE_STATES,
    Event,
    Facility,
    Leg,
    Passage,
    Permission,
    Record,
    Season,
    Service,
    Span,
    Way,
)
from corridors.network import Network
from corridors.scenarios import ONE_DAY

Kind = Literal["event", "leg", "passage", "service", "facility", "permission", "promise", "scenario"]
Phase = Literal["begins", "changes", "ends"]
WAYS: tuple[Way, ...] = ("forward", "backward")
ALWAYS = Season(closed_from="01-01", closed_to="12-31")


class Turn(NamedTuple):
    """A record that does something else on a day than on the day before."""

    kind: Kind
    id: str
    phase: Phase
    text: str
    sources: tuple[str, ...]


def promised(leg: Leg, as_of: dt.date) -> tuple[dt.date, Span] | None:
    """The first day on which a planned leg would be in use if its promise were kept, and the span that says so.

    A promise of a year or a month is kept by its last day; one that had passed on the day the data reach is none.
    """
    span = leg.status[-1]
    if span.state not in FUTURE_STATES or not span.expected:
        return None
    parts = [int(part) for part in span.expected.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = dt.date(*parts) if len(parts) > 2 else last_day(year, month) + ONE_DAY  # noqa: PLR2004 - year, month, day
    return (day, span) if day > as_of else None


def last_day(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def turning_days(network: Network, scenarios: Iterable[str], first: dt.date, last: dt.date) -> list[dt.date]:
    """The days after the first and up to the last on which any record starts to hold or ceases to."""
    days = set(_starts(network, scenarios))
    for season in _seasons(network):
        for year in range(first.year - 1, last.year + 1):
            days |= {_day(year, season.closed_from), _day(year, season.closed_to) + ONE_DAY}
    return sorted(day for day in days if first < day <= last)


def _starts(network: Network, scenarios: Iterable[str]) -> Iterator[dt.date]:
    """The first day of every span, and the day after the last."""
    data = network.data
    spans: list[tuple[dt.date | None, dt.date | None]] = []
    for event in data.events:
        spans += [(effect.start or event.start, effect.end or event.end) for effect in event.effects]
    spans += [(effect.start, effect.end) for name in scenarios for effect in network.scenarios[name].effects]
    spans += [(span.start, span.end) for leg in data.legs for span in leg.status]
    spans += [(service.first, service.last) for service in data.services]
    spans += [(facility.start, facility.end) for facility in data.facilities]
    spans += [(permission.start, permission.end) for permission in data.permissions]
    for start, end in spans:
        if start is not None:
            yield start
        if end is not None:
            yield end + ONE_DAY
    for leg in data.legs:
        promise = promised(leg, data.settings.as_of)
        if promise is not None:
            yield promise[0]


def _seasons(network: Network) -> Iterator[Season]:
    yield from (leg.season for leg in network.data.legs if leg.season is not None)
    yield from (passage.season for passage in network.data.passages if passage.season is not None)


def _day(year: int, month_day: str) -> dt.date:
    month, day = int(month_day[:2]), int(month_day[3:])
    return min(dt.date(year, month, 1) + dt.timedelta(day - 1), last_day(year, month))


# --- what turns --------------------------------------------------------------------------------------------------------


class _Spell(NamedTuple):
    """A record that holds on some days: what of it holds on a day, and how a turn of it is told."""

    kind: Kind
    id: str
    holds: Callable[[dt.date], object]
    text: str
    sources: tuple[str, ...]


def turns(network: Network, scenarios: Iterable[str], day: dt.date, *, planned: bool) -> list[Turn]:
    """The records that turn on a day."""
    before = day - ONE_DAY
    found: list[Turn] = []
    for spell in _spells(network, scenarios):
        was, now = spell.holds(before), spell.holds(day)
        if was != now:
            phase: Phase = "begins" if not was else "changes" if now else "ends"
            found.append(Turn(spell.kind, spell.id, phase, spell.text, spell.sources))
    for leg in network.data.legs:
        found += _turns_of_leg(leg, before, day)
        promise = promised(leg, network.settings.as_of) if planned else None
        if promise is not None and promise[0] == day:
            text, sources = f"promised for {promise[1].expected}", promise[1].sources
            found.append(Turn("promise", leg.id, "begins", text, sources))
    return found


def _spells(network: Network, scenarios: Iterable[str]) -> Iterator[_Spell]:
    data = network.data
    for event in data.events:
        yield _Spell("event", event.id, partial(_effects_on, event), event.title, event.sources)
    for name in scenarios:
        scenario = network.scenarios[name]
        yield _Spell("scenario", name, partial(_laid_on, scenario), scenario.title, scenario.sources)
    for passage in data.passages:
        if passage.season is not None:
            text = f"{passage.name}, yearly closure"
            yield _Spell("passage", passage.id, partial(in_season, passage.season), text, passage.season.sources)
    for service in data.services:
        holds = partial(in_force, service.first, service.last)
        yield _Spell("service", service.id, holds, service.name, service.sources)
    for facility in data.facilities:
        text = f"{network.places[facility.place].name}: {' / '.join(facility.tracks)}"
        yield _Spell(
            "facility", facility.place, partial(in_force, facility.start, facility.end), text, facility.sources
        )
    for permission in data.permissions:
        holds = partial(in_force, permission.start, permission.end)
        yield _Spell("permission", permission.id, holds, permission.title, permission.sources)


def _turns_of_leg(leg: Leg, before: dt.date, day: dt.date) -> Iterator[Turn]:
    phase: Phase
    for way in WAYS:
        was, now = span_on(leg.status, before, way), span_on(leg.status, day, way)
        if was != now and (was is None or now is None or was.state != now.state):
            text = now.note or now.state if now is not None else "out of use"
            phase = "begins" if was is None else "changes" if now is not None else "ends"
            yield Turn("leg", leg.id, phase, text, now.sources if now is not None else ())
            break
    if leg.season is not None and in_season(leg.season, before) != in_season(leg.season, day):
        phase = "begins" if in_season(leg.season, day) else "ends"
        yield Turn("leg", leg.id, phase, "yearly closure", leg.season.sources)


def _laid_on(scenario: Scenario, on: dt.date) -> tuple[int, ...]:
    return tuple(n for n, effect in enumerate(scenario.effects) if in_force(effect.start, effect.end, on))


def _effects_on(event: Event, on: dt.date) -> tuple[int, ...]:
    return tuple(
        number
        for number, effect in enumerate(event.effects)
        if in_force(effect.start or event.start, effect.end or event.end, on)
    )


# --- undoing -----------------------------------------------------------------------------------------------------------


def undone(network: Network, turn: Turn, day: dt.date) -> Network:
    """The network in which a record holds on a day as it did the day before."""
    before = day - ONE_DAY
    data = network.data
    changes: dict[Kind, tuple[str, Iterable[Record | None]]] = {
        "event": ("events", (_held_event(each, before) if each.id == turn.id else each for each in data.events)),
        "scenario": (
            "scenarios",
            (_held_scenario(each, before) if each.id == turn.id else each for each in data.scenarios),
        ),
        "leg": ("legs", (_held_leg(each, before) if each.id == turn.id else each for each in data.legs)),
        "passage": ("passages", (_held_passage(p, before) if p.id == turn.id else p for p in data.passages)),
        "service": ("services", (_held_service(s, before) if s.id == turn.id else s for s in data.services)),
        "facility": ("facilities", (_held_facility(f, before) if f.place == turn.id else f for f in data.facilities)),
        "permission": (
            "permissions",
            (_held_permission(p, before) if p.id == turn.id else p for p in data.permissions),
        ),
    }
    kind, records = changes["leg" if turn.kind == "promise" else turn.kind]
    lists: dict[str, Any] = {kind: tuple(record for record in records if record is not None)}
    return network.replaced("", **lists)


def _held_event(event: Event, before: dt.date) -> Event:
    effects = (
        replace(event.effects[number], start=before, end=before + ONE_DAY) for number in _effects_on(event, before)
    )
    return replace(event, start=before, end=before + ONE_DAY, effects=tuple(effects))


def _held_scenario(scenario: Scenario, before: dt.date) -> Scenario:
    effects = (replace(scenario.effects[number], start=None, end=None) for number in _laid_on(scenario, before))
    return replace(scenario, effects=tuple(effects))


def _held_leg(leg: Leg, before: dt.date) -> Leg:
    """A leg with the spans of a day for ever; where none held, or it is only promised, it is not in use."""
    spans = ((way, span_on(leg.status, before, way)) for way in WAYS)
    kept = tuple(
        replace(span, start=None, end=None, way=way)
        for way, span in spans
        if span is not None and span.state not in FUTURE_STATES
    )
    season = ALWAYS if leg.season is not None and in_season(leg.season, before) else None
    return replace(leg, status=kept or (Span(state="suspended"),), season=season)


def _held_passage(passage: Passage, before: dt.date) -> Passage:
    assert passage.season is not None, "only a season turns a passage"
    return replace(passage, season=ALWAYS if in_season(passage.season, before) else None)


def _held_service(service: Service, before: dt.date) -> Service | None:
    return replace(service, first=None, last=None) if in_force(service.first, service.last, before) else None


def _held_facility(facility: Facility, before: dt.date) -> Facility | None:
    return replace(facility, start=None, end=None) if in_force(facility.start, facility.end, before) else None


def _held_permission(permission: Permission, before: dt.date) -> Permission | None:
    held = in_force(permission.start, permission.end, before)
    return replace(permission, start=before, end=None) if held else None
