"""The days on which something in the data starts or ends, what turns on each, and the network as if it had not turned."""

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from msgspec.structs import replace

from corridors.conditions import in_force, in_season, span_on
from corridors.model import FUTURE_STATES, Event, Leg, Passage, Record, Season, Span
from corridors.network import Network
from corridors.scenarios import ONE_DAY

Kind = Literal["event", "leg", "passage", "service", "facility", "permission", "promise", "scenario"]
Phase = Literal["begins", "changes", "ends"]
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


def turns(network: Network, scenarios: Iterable[str], day: dt.date, *, planned: bool) -> list[Turn]:
    """The records that turn on a day."""
    before = day - ONE_DAY
    found: list[Turn] = []

    def turn(kind: Kind, record: str, was: object, now: object, text: str, sources: tuple[str, ...]) -> None:
        if was != now:
            phase: Phase = "begins" if not was else "changes" if now else "ends"
            found.append(Turn(kind, record, phase, text, sources))

    for event in network.data.events:
        was, now = (_effects_on(event, on) for on in (before, day))
        turn("event", event.id, was, now, event.title, event.sources)
    for name in scenarios:
        scenario = network.scenarios[name]
        was, now = (
            tuple(effect for effect in scenario.effects if in_force(effect.start, effect.end, on)) for on in (before, day)
        )
        turn("scenario", name, was, now, scenario.title, scenario.sources)
    for leg in network.data.legs:
        _turn_of_leg(leg, before, day, found, planned=planned, as_of=network.settings.as_of)
    for passage in network.data.passages:
        if passage.season is not None:
            was, now = in_season(passage.season, before), in_season(passage.season, day)
            turn("passage", passage.id, was, now, f"{passage.name} {_shuts(now=now)}", passage.season.sources)
    for service in network.data.services:
        was, now = (in_force(service.first, service.last, on) for on in (before, day))
        turn("service", service.id, was, now, f"{service.name} {_runs(now=now)}", service.sources)
    for facility in network.data.facilities:
        was, now = (in_force(facility.start, facility.end, on) for on in (before, day))
        text = f"{network.places[facility.place].name}: {' / '.join(facility.tracks)} {_runs(now=now)}"
        turn("facility", facility.place, was, now, text, facility.sources)
    for permission in network.data.permissions:
        was, now = (in_force(permission.start, permission.end, on) for on in (before, day))
        turn("permission", permission.id, was, now, permission.title, permission.sources)
    return found


def _turn_of_leg(
    leg: Leg, before: dt.date, day: dt.date, found: list[Turn], *, planned: bool, as_of: dt.date
) -> None:
    for way in ("forward", "backward"):
        was, now = span_on(leg.status, before, way), span_on(leg.status, day, way)
        if was != now and (was is None or now is None or was.state != now.state):
            state = now.state if now is not None else "out of use"
            text = f"{leg.id}: {now.note if now is not None and now.note else state}"
            phase: Phase = "begins" if was is None else "changes" if now is not None else "ends"
            found.append(Turn("leg", leg.id, phase, text, now.sources if now is not None else ()))
            break
    if leg.season is not None and in_season(leg.season, before) != in_season(leg.season, day):
        now_shut = in_season(leg.season, day)
        phase = "begins" if now_shut else "ends"
        found.append(Turn("leg", leg.id, phase, f"{leg.id}: {_shuts(now=now_shut)}", leg.season.sources))
    promise = promised(leg, as_of) if planned else None
    if promise is not None and promise[0] == day:
        span = promise[1]
        found.append(Turn("promise", leg.id, "begins", f"promised for {span.expected}", span.sources))


def _shuts(*, now: bool) -> str:
    return "shuts for its season" if now else "opens after its season"


def _runs(*, now: bool) -> str:
    return "begins" if now else "ends"


def _effects_on(event: Event, on: dt.date) -> tuple[object, ...]:
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
    if turn.kind == "event":
        return _with(network, "events", [_held_event(e, before) if e.id == turn.id else e for e in data.events])
    if turn.kind == "scenario":
        scenarios = [
            replace(s, effects=tuple(
                replace(e, start=None, end=None) for e in s.effects if in_force(e.start, e.end, before)
            )) if s.id == turn.id else s
            for s in data.scenarios
        ]  # fmt: skip
        return _with(network, "scenarios", scenarios)
    if turn.kind in {"leg", "promise"}:
        return _with(network, "legs", [_held_leg(leg, before) if leg.id == turn.id else leg for leg in data.legs])
    if turn.kind == "passage":
        passages = [_held_passage(p, before) if p.id == turn.id else p for p in data.passages]
        return _with(network, "passages", passages)
    if turn.kind == "service":
        services = [
            replace(s, first=None, last=None) if s.id == turn.id else s
            for s in data.services
            if s.id != turn.id or in_force(s.first, s.last, before)
        ]
        return _with(network, "services", services)
    if turn.kind == "facility":
        facilities = [
            replace(f, start=None, end=None) if f.place == turn.id and in_force(f.start, f.end, before) else f
            for f in data.facilities
            if f.place != turn.id or in_force(f.start, f.end, before)
        ]
        return _with(network, "facilities", facilities)
    permissions = [
        replace(p, start=before, end=None) if p.id == turn.id else p
        for p in data.permissions
        if p.id != turn.id or in_force(p.start, p.end, before)
    ]
    return _with(network, "permissions", permissions)


def _with(network: Network, kind: str, records: Iterable[Record]) -> Network:
    return network.replaced("", **{kind: tuple(records)})


def _held_event(event: Event, before: dt.date) -> Event:
    effects = (
        replace(event.effects[number], start=before, end=before + ONE_DAY)
        for number in _effects_on(event, before)
        if isinstance(number, int)
    )
    return replace(event, start=before, end=before + ONE_DAY, effects=tuple(effects))


def _held_leg(leg: Leg, before: dt.date) -> Leg:
    """A leg with the spans of a day for ever; where none held, or it is only promised, it is not in use."""
    spans = tuple(
        replace(span, start=None, end=None, way=way)
        for way in ("forward", "backward")
        if (span := span_on(leg.status, before, way)) is not None
    )
    kept = tuple(span for span in spans if span.state not in FUTURE_STATES) or (Span(state="suspended"),)
    season = leg.season if leg.season is None or not in_season(leg.season, before) else ALWAYS
    if season is leg.season and season is not None:
        season = None
    return replace(leg, status=kept, season=season)


def _held_passage(passage: Passage, before: dt.date) -> Passage:
    assert passage.season is not None, "only a season turns a passage"
    return replace(passage, season=ALWAYS if in_season(passage.season, before) else None)
