"""When the best answer changed or will change, and which record changed it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from corridors.conditions import Conditions, Reason, barred_countries, effects_on, in_force, span_on
from corridors.errors import InputError
from corridors.itinerary import Itinerary, LegStep, QueryEcho
from corridors.model import FUTURE_STATES, PASSABLE_STATES, Leg
from corridors.network import Network
from corridors.scenarios import ONE_DAY
from planner import caveats, words
from planner.assemble import assemble
from planner.calendar import Turn, promised, turning_days, turns, undone
from planner.plan import echo
from planner.query import Query
from planner.ways import Ways

YEARS_BACK = 5
DAYS_AHEAD = 365
SAME_H, SAME_USD = 0.05, 0.5
"""Two answers on one way are the same when they differ by less than these."""
NOBODY = Reason("", "")
Signature = frozenset[tuple[object, object]]


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """A planned leg on the way, what was promised, and who says so."""

    leg: str
    state: str
    expected: str
    km: float
    sources: tuple[str, ...]


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """What turned on the day: records of one kind and one text; ``alone`` where undoing one gives the earlier answer back."""

    kind: str
    ids: tuple[str, ...]
    phase: str
    """``begins``, ``changes`` or ``ends``."""
    text: str
    sources: tuple[str, ...]
    alone: bool


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The best way of some days."""

    id: str
    title: str
    modes: tuple[str, ...]
    countries: tuple[str, ...]
    decisions: tuple[str, ...]
    distance_km: float
    time_h: float
    cost_usd: float
    co2e_kg: float
    promises: tuple[Promise, ...]


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """Days with one answer, from the first to the last, and what brought it."""

    first: dt.date
    last: dt.date
    change: str
    """``start``, ``other way``, ``same way``, ``no way`` or ``open again``."""
    answer: Answer | None
    why_none: str = ""
    causes: tuple[Cause, ...] = ()
    beyond_data: bool = False


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The periods of a question, in order."""

    schema: str = "landbridge/timeline/1"
    data_version: str
    data_as_of: dt.date
    query: QueryEcho
    first: dt.date
    last: dt.date
    periods: tuple[Period, ...]
    days_looked_at: int
    searches: int
    money_year: int


class _Found(msgspec.Struct, frozen=True):
    itinerary: Itinerary | None
    why_none: str = ""

    def like(self, other: "_Found") -> bool:
        one, two = self.itinerary, other.itinerary
        if one is None or two is None:
            return one is two
        return (
            one.id == two.id
            and abs(one.time_h.typical - two.time_h.typical) < SAME_H
            and abs(one.cost_usd.typical - two.cost_usd.typical) < SAME_USD
        )


def timeline(network: Network, query: Query, first: dt.date | None = None, last: dt.date | None = None) -> Timeline:
    """The periods between two days; by default the last five years and the year ahead, or up to the last promise.

    Raises:
        InputError: where the days are out of order.
    """
    as_of = network.settings.as_of
    first = first or dt.date(as_of.year - YEARS_BACK, as_of.month, 1)
    if last is None:
        promises = [found[0] for leg in network.data.legs if (found := promised(leg, as_of)) is not None]
        ahead = max([*promises, as_of]) if query.include_planned else as_of
        last = max(first, ahead + dt.timedelta(DAYS_AHEAD))
    if first > last:
        raise out_of_order(first, last)
    return _Timeline(network, replace(query, alternatives=1), first, last).told()


def out_of_order(first: dt.date, last: dt.date) -> InputError:
    """What is said of a first day that lies after the last."""
    return InputError(
        what=f"--from {first} lies after --to {last}", where="--from and --to", why="time runs forward",
        remedy=f"--from {last} --to {first}",
    )  # fmt: skip


class _Timeline:
    """One question asked of every day on which something turns."""

    def __init__(self, network: Network, query: Query, first: dt.date, last: dt.date) -> None:
        self._network = network
        self._query = query
        self._first, self._last = first, last
        self._days = [first, *turning_days(network, query.scenarios, first, last)]
        as_of = network.settings.as_of
        self._future = {
            leg.id: found[0] if (found := promised(leg, as_of)) is not None else dt.date.max
            for leg in network.data.legs
            if any(span.state in FUTURE_STATES for span in leg.status)
        }
        every = [(effect, NOBODY) for event in network.data.events for effect in event.effects]
        every += [(effect, NOBODY) for name in query.scenarios for effect in network.scenarios[name].effects]
        ever = Conditions(network.places, network.passages, first, every)
        self._changing = [leg for leg in network.data.legs if not ever.is_plain(leg)]
        self.searches = 0

    def told(self) -> Timeline:
        network, query = self._network, self._query
        periods: list[Period] = []
        known: dict[Signature, _Found] = {}
        now: _Found | None = None
        was: Mapping[object, object] = {}
        for day in self._days:
            state = self._state(day)
            signature = frozenset(state.items())
            if now is not None and state == was:
                continue
            found = known.get(signature)
            if found is None and now is not None and self._only_worse(was, state, now):
                found = now
            if found is None:
                found = self._solve(network, day)
            known[signature] = found
            was = state
            if now is None or not found.like(now):
                if periods:
                    periods[-1] = replace(periods[-1], last=day - ONE_DAY)
                causes = () if now is None else self._causes(day, now, found)
                periods.append(self._period(day, now, found, causes))
            now = found
        return Timeline(
            data_version=network.version, data_as_of=network.settings.as_of, query=echo(network, query),
            first=self._first, last=self._last, periods=tuple(periods), days_looked_at=len(self._days),
            searches=self.searches, money_year=network.settings.money_year,
        )  # fmt: skip

    # --- one day ---------------------------------------------------------------------------------------------------

    def _asked(self, day: dt.date) -> Query:
        """The question on a day: a planned line is let in from the day promised for it, and never without a promise."""
        query = replace(self._query, on=day)
        if not query.include_planned:
            return query
        avoid = query.avoid
        barred = frozenset(leg for leg, opens in self._future.items() if opens > day and self._planned_on(leg, day))
        extra = ("legs not promised by the day",) if barred else ()
        return replace(query, avoid=replace(avoid, legs=avoid.legs | barred, words=avoid.words + extra))

    def _planned_on(self, leg: str, day: dt.date) -> bool:
        spans = self._network.legs[leg].status
        found = [span_on(spans, day, way) for way in ("forward", "backward")]
        return any(span is None or span.state in FUTURE_STATES for span in found)

    def _solve(self, network: Network, day: dt.date) -> _Found:
        self.searches += 1
        ways = Ways(network, self._asked(day))
        found = ways.different
        if not found:
            return _Found(None, caveats.no_route(ways).why)
        return _Found(assemble(ways.graph, found[0], rank=1))

    def _state(self, day: dt.date) -> dict[object, object]:
        """All that an answer can depend on, on a day: two days of one state have one answer."""
        network, query = self._network, self._query
        data = network.data
        ends = [network.places[end].country for end in (query.origin, query.destination)]
        goods = frozenset(ends)
        bound = effects_on(data.events, (network.scenarios[name] for name in query.scenarios), day, goods)
        conditions = Conditions(network.places, network.passages, day, bound)
        state: dict[object, object] = {}
        for leg in self._changing:
            for way in ("forward", "backward") if not leg.oneway else ("forward",):
                met = conditions.of(leg, way)
                passes = met.state in PASSABLE_STATES or (
                    query.include_planned
                    and met.state in FUTURE_STATES
                    and self._future.get(leg.id, dt.date.max) <= day
                )
                if not passes:
                    state[leg.id, way] = None
                elif met.time_factor != 1.0 or met.cost_factor != 1.0 or met.delays or met.surcharges:
                    extra = sum(figure.typical for figure in (*met.delays, *met.surcharges))
                    state[leg.id, way] = (met.time_factor, met.cost_factor, extra)
        state["services"] = tuple(s.id for s in data.services if in_force(s.first, s.last, day))
        state["facilities"] = tuple(n for n, f in enumerate(data.facilities) if in_force(f.start, f.end, day))
        state["barred"] = tuple(permission.id for permission, _ in barred_countries(data.permissions, day, *ends))
        return state

    def _only_worse(self, was: Mapping[object, object], state: Mapping[object, object], now: _Found) -> bool:
        """Whether nothing but legs off the way of now changed, and they for the worse: then the way stays the best."""
        if self._query.corridor is not None or any(was[k] != state[k] for k in ("services", "facilities", "barred")):
            return False
        on_the_way = {step.id for step in now.itinerary.steps if isinstance(step, LegStep)} if now.itinerary else set()
        for key in was.keys() | state.keys():
            old, new = was.get(key, (1.0, 1.0, 0.0)), state.get(key, (1.0, 1.0, 0.0))
            if old == new or not isinstance(key, tuple):
                continue
            if key[0] in on_the_way or old is None:
                return False
            if isinstance(old, tuple) and isinstance(new, tuple) and any(a > b for a, b in zip(old, new, strict=True)):
                return False
        return True

    # --- what changed it -------------------------------------------------------------------------------------------

    def _causes(self, day: dt.date, before: _Found, found: _Found) -> tuple[Cause, ...]:
        """The records that turned on the day and alone made the change; else those that touch the two ways; else all."""
        turned = turns(self._network, self._query.scenarios, day, planned=self._query.include_planned)
        alone = turned if len(turned) == 1 else [turn for turn in turned if self._undone_gives(turn, day, before)]
        if alone:
            return _merged(alone, alone=True)
        touching = [turn for turn in turned if self._touches(turn, day, (before, found))]
        return _merged(touching or turned, alone=False)

    def _undone_gives(self, turn: Turn, day: dt.date, before: _Found) -> bool:
        network = undone(self._network, turn, day)
        return self._solve(network, day).like(before)

    def _touches(self, turn: Turn, day: dt.date, answers: Iterable[_Found]) -> bool:
        network = self._network
        steps = [step for found in answers if found.itinerary is not None for step in found.itinerary.steps]
        legs = [step for step in steps if isinstance(step, LegStep)]
        if turn.kind in {"leg", "promise"}:
            return any(step.id == turn.id for step in legs)
        if turn.kind == "passage":
            return any(turn.id in step.passages for step in legs)
        if turn.kind == "service":
            return any(step.service == turn.id for step in legs)
        if turn.kind == "facility":
            return any(not isinstance(step, LegStep) and step.place == turn.id for step in steps)
        if turn.kind == "permission":
            return True
        return any(self._names(turn.id, network.legs[step.id], on) for step in legs for on in (day - ONE_DAY, day))

    def _names(self, record: str, leg: Leg, on: dt.date) -> bool:
        network, query = self._network, self._query
        scenarios = (network.scenarios[name] for name in query.scenarios)
        conditions = Conditions(
            network.places, network.passages, on, effects_on(network.data.events, scenarios, on, frozenset())
        )
        return any(reason.id == record for way in ("forward", "backward") for reason in conditions.of(leg, way).reasons)

    # --- telling ---------------------------------------------------------------------------------------------------

    def _period(self, day: dt.date, before: _Found | None, found: _Found, causes: tuple[Cause, ...]) -> Period:
        old, new = before.itinerary if before else None, found.itinerary
        if before is None:
            change = "start"
        elif new is None:
            change = "no way"
        elif old is None:
            change = "open again"
        else:
            change = "same way" if old.id == new.id else "other way"
        return Period(
            first=day, last=self._last, change=change, answer=None if new is None else self._answer(new),
            why_none=found.why_none, causes=causes, beyond_data=day > self._network.settings.as_of,
        )  # fmt: skip

    def _answer(self, itinerary: Itinerary) -> Answer:
        network = self._network
        planned = [s for s in itinerary.steps if isinstance(s, LegStep) and s.status in FUTURE_STATES]
        return Answer(
            id=itinerary.id, title=words.title(network, itinerary), modes=itinerary.modes,
            countries=itinerary.countries, decisions=tuple(words.decision_points(network, itinerary)),
            distance_km=itinerary.distance_km, time_h=itinerary.time_h.typical, cost_usd=itinerary.cost_usd.typical,
            co2e_kg=itinerary.co2e_kg.typical,
            promises=tuple(_promise(network.legs[step.id], step) for step in planned),
        )  # fmt: skip


def _promise(leg: Leg, step: LegStep) -> Promise:
    span = leg.status[-1]
    return Promise(leg=leg.id, state=span.state, expected=span.expected, km=step.distance_km, sources=span.sources)


def _merged(turned: Sequence[Turn], *, alone: bool) -> tuple[Cause, ...]:
    """Turns of one kind, text and source in one."""
    groups: dict[tuple[object, ...], list[Turn]] = {}
    for turn in turned:
        groups.setdefault((turn.kind, turn.phase, turn.text, turn.sources), []).append(turn)
    return tuple(
        Cause(
            kind=group[0].kind, ids=tuple(dict.fromkeys(turn.id for turn in group)), phase=group[0].phase,
            text=str(key[2]), sources=group[0].sources, alone=alone,
        )
        for key, group in groups.items()
    )  # fmt: skip
