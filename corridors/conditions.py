"""What holds on each leg on a date: its own status, the events of the day, a scenario, and who may pass."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from corridors.edits import Scenario
from corridors.model import (
    FUTURE_STATES,
    PASSABLE_STATES,
    WATER_MODES,
    Effect,
    Event,
    Figure,
    Leg,
    Passage,
    Permission,
    Place,
    Season,
    Span,
    State,
    Way,
)

SEVERITY: dict[State, int] = {"open": 0, "restricted": 1, "construction": 2, "planned": 2, "suspended": 3}


class Reason(msgspec.Struct, frozen=True):
    """Why a leg is not simply open: the record that says so, and its words."""

    id: str
    text: str
    sources: tuple[str, ...] = ()
    kind: Literal["status", "season", "event", "scenario"] = "event"


Bound = tuple[Effect, Reason]


class Condition(msgspec.Struct, frozen=True):
    """The state of one direction of a leg on a date, why, and what it does to time and cost."""

    state: State
    reasons: tuple[Reason, ...] = ()
    time_factor: float = 1.0
    cost_factor: float = 1.0
    expected: str = ""
    delays: tuple[Figure, ...] = ()
    """Hours added to the leg."""
    surcharges: tuple[Figure, ...] = ()
    """USD per TEU added to the leg."""
    checks: tuple[Bound, ...] = ()
    """What must be looked into before goods take the leg, and who says so."""


OPEN = Condition("open")


def in_season(season: Season, on: dt.date) -> bool:
    """Whether the yearly closure of a season covers the day."""
    day = on.strftime("%m-%d")
    if season.closed_from <= season.closed_to:
        return season.closed_from <= day <= season.closed_to
    return day >= season.closed_from or day <= season.closed_to


def in_force(start: dt.date | None, end: dt.date | None, on: dt.date) -> bool:
    """Whether a day lies between two others, both included; an end that is None is open."""
    return (start is None or start <= on) and (end is None or on <= end)


def span_on(spans: Iterable[Span], on: dt.date, way: Way) -> Span | None:
    """The span of a direction that holds on the day; None before the first one starts."""
    for span in spans:
        if span.way in ("both", way) and in_force(span.start, span.end, on):
            return span
    return None


class Conditions:
    """The conditions of all legs for one date, one pair of countries and one scenario.

    ``effects`` are the bound ones of that day: see :func:`effects_on`.
    """

    def __init__(
        self,
        places: Mapping[str, Place],
        passages: Mapping[str, Passage],
        on: dt.date,
        bound: Iterable[Bound],
    ) -> None:
        """Keep what is asked of every leg."""
        self._places = places
        self._passages = passages
        self._on = on
        self._bound = tuple(bound)
        self._by_selector: dict[str, list[int]] = {}
        for number, (effect, _) in enumerate(self._bound):
            for selector in _narrowest(effect):
                self._by_selector.setdefault(selector, []).append(number)

    def _candidates(self, leg: Leg) -> list[Bound]:
        """The effects that may select a leg, in order: the index saves looking at all of them."""
        index = self._by_selector
        if not index:
            return []
        countries = (self._places[leg.start].country, self._places[leg.end].country)
        selectors = ("", leg.id, leg.start, leg.end, *leg.passages, *countries)
        if countries[0] != countries[1]:
            selectors = (*selectors, "-".join(sorted(countries)))
        found = {number for selector in selectors if selector in index for number in index[selector]}
        return [self._bound[number] for number in sorted(found)]

    def is_plain(self, leg: Leg) -> bool:
        """Whether a leg is open for good and nothing of the day touches it: so are most, and asking costs little."""
        span = leg.status[0]
        if len(leg.status) > 1 or span.state != "open" or span.start is not None or span.end is not None:
            return False
        if span.way != "both" or leg.season is not None or leg.passages:
            return False
        index, places = self._by_selector, self._places
        if not index:
            return True
        start, end = leg.start, leg.end
        one, other = places[start].country, places[end].country
        if one != other or "" in index:
            return False
        return not (leg.id in index or start in index or end in index or one in index)

    def of(self, leg: Leg, way: Way) -> Condition:  # noqa: C901 - one run through all that holds on a leg
        """The condition of one direction of a leg."""
        if self.is_plain(leg):
            return OPEN
        span = span_on(leg.status, self._on, way)
        if span is None:
            first = next((s for s in leg.status if s.start is not None and s.start > self._on), None)
            when = f", opens {first.start}" if first else ""
            state: State = "planned" if first else "suspended"
            reason = Reason(leg.id, f"not in use on {self._on}{when}", kind="status")
            return Condition(state, (reason,), expected=str(first.start) if first else "")
        state = span.state
        text = span.note or f"{state} on {self._on}"
        as_built = state == "open" and not span.expected  # an open span that names a promise is a scenario's
        reasons = [] if as_built else [Reason(leg.id, text, span.sources, "status")]
        for season, _, name in self._seasons(leg):
            if in_season(season, self._on) and SEVERITY[state] < SEVERITY["suspended"]:
                state = "suspended"
                text = f"{name} is closed from {season.closed_from} to {season.closed_to} each year"
                reasons.append(Reason(leg.id, text, season.sources, "season"))
        time_factor = cost_factor = 1.0
        delays: list[Figure] = []
        surcharges: list[Figure] = []
        checks: list[Bound] = []
        for effect, reason in self._candidates(leg):
            if not self._selects(effect, leg, state):
                continue
            if effect.check:
                checks.append((effect, reason))
                continue
            delays += [effect.delay_h] if effect.delay_h is not None else []
            surcharges += [effect.surcharge_usd] if effect.surcharge_usd is not None else []
            time_factor *= effect.time_factor or 1.0
            cost_factor *= effect.cost_factor or 1.0
            overrides = reason.kind == "scenario" and effect.state is not None
            if overrides or effect.state is None or SEVERITY[effect.state] >= SEVERITY[state]:
                state = effect.state or state
                if overrides:
                    reasons.clear()
                last = len(reasons)  # where the reason stands that closes, if any does
                reasons.insert(0 if effect.state is None else last, reason)
        if state == "open" and not reasons and not checks:  # an effect leaves its reason, whatever it does
            return OPEN
        return Condition(
            state,
            tuple(reasons),
            time_factor,
            cost_factor,
            span.expected,
            tuple(delays),
            tuple(surcharges),
            tuple(checks),
        )

    def unbound(self, leg: Leg) -> list[Reason]:
        """Closures of the day that would bind the leg if it were in use, and do not because it is planned."""
        return [
            reason
            for effect, reason in self._candidates(leg)
            if effect.built and effect.state == "suspended" and self._selects(effect, leg, "open")
        ]

    def shut_by(self, leg: Leg, way: Way) -> tuple[bool, tuple[Reason, ...]]:
        """Whether a plan keeps a direction of a leg shut, and all other records that do, as far as nothing overrides them.

        Each would have to go for the leg to be used; one that :meth:`of` finds passable has none.
        """
        span = span_on(leg.status, self._on, way)
        reasons = self.of(leg, way).reasons
        if span is None:
            planned = any(later.start is not None and later.start > self._on for later in leg.status)
            return planned, () if planned else reasons
        state, planned = span.state, span.state in FUTURE_STATES
        found: list[Reason] = []
        if not planned and state not in PASSABLE_STATES:
            found.append(Reason(leg.id, span.note or f"{state} on {self._on}", span.sources, "status"))
        for season, holder, name in self._seasons(leg):
            if in_season(season, self._on):
                text = f"{name} is closed from {season.closed_from} to {season.closed_to} each year"
                found.append(Reason(holder, text, season.sources, "season"))
                state = "suspended"
        for effect, reason in self._candidates(leg):
            if effect.state is None or not self._selects(effect, leg, state):
                continue
            overrides = reason.kind == "scenario"
            if overrides and effect.state != "suspended":
                found.clear()
                planned = False
            planned |= effect.state in FUTURE_STATES
            found += [reason] if effect.state == "suspended" else []
            if overrides or SEVERITY[effect.state] >= SEVERITY[state]:
                state = effect.state
        return planned, tuple(found)

    def _seasons(self, leg: Leg) -> Iterable[tuple[Season, str, str]]:
        """The yearly closures of a leg, the record each belongs to, and what it is called."""
        if leg.season is not None:
            yield leg.season, leg.id, "the way"
        for name in leg.passages:
            season = self._passages[name].season
            if season is not None:
                yield season, name, self._passages[name].name

    def selects(self, effect: Effect, leg: Leg) -> bool:
        """Whether an effect binds a leg that is in use."""
        return self._selects(effect, leg, "open")

    def _selects(self, effect: Effect, leg: Leg, state: State) -> bool:
        start, end = self._places[leg.start], self._places[leg.end]
        countries = (start.country, end.country)
        return (
            not (effect.built and state in FUTURE_STATES)
            and (not effect.modes or leg.mode in effect.modes)
            and (not effect.legs or leg.id in effect.legs)
            and (not effect.passages or any(name in effect.passages for name in leg.passages))
            and (not effect.places or leg.start in effect.places or leg.end in effect.places)
            and (not effect.countries or any(_lies_in(place, effect.countries) for place in (start, end)))
            and (
                not effect.borders
                or (
                    countries[0] != countries[1]
                    and leg.mode not in WATER_MODES
                    and "-".join(sorted(countries)) in effect.borders
                )
            )
        )


def _narrowest(effect: Effect) -> tuple[str, ...]:
    """The selector of an effect that names the fewest legs; an empty word stands for all of them."""
    for selectors in (effect.legs, effect.places, effect.passages, effect.borders, effect.countries):
        if selectors:
            return selectors
    return ("",)


def _lies_in(place: Place, countries: tuple[str, ...]) -> bool:
    """Whether a place lies in one of the countries; a point at sea lies in none."""
    return not place.at_sea and place.country in countries


def effects_on(
    events: Iterable[Event],
    scenarios: Iterable[Scenario],
    on: dt.date,
    goods_of: frozenset[str],
) -> list[Bound]:
    """The effects that bind on a day for goods from or to ``goods_of``, events first, scenarios over them."""
    scenarios = tuple(scenarios)
    lifted = {name for scenario in scenarios for name in scenario.lifts}
    records: list[tuple[tuple[Effect, ...], Reason, dt.date | None, dt.date | None]] = [
        (event.effects, Reason(event.id, event.title, event.sources), event.start, event.end)
        for event in events
        if event.id not in lifted
    ]
    records += [
        (scenario.effects, Reason(scenario.id, scenario.title, scenario.sources, "scenario"), None, None)
        for scenario in scenarios
    ]
    bound = []
    for effects, reason, record_start, record_end in records:
        for effect in effects:
            if not in_force(effect.start or record_start, effect.end or record_end, on):
                continue
            if effect.scope == "transit" and goods_of & set(effect.countries):
                continue
            bound.append((effect, reason))
    return bound


def barred_countries(
    permissions: Iterable[Permission], on: dt.date, origin: str, destination: str
) -> list[tuple[Permission, frozenset[str]]]:
    """The permissions that bar goods between two countries on a day, with the countries they may not enter."""
    ends = {"origin": {origin}, "destination": {destination}, "either": {origin, destination}}
    return [
        (permission, frozenset(permission.through))
        for permission in permissions
        if ends[permission.side] & set(permission.goods_of) and in_force(permission.start, permission.end, on)
    ]
