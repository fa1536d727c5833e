"""What holds on a leg on a day."""

import datetime as dt
from typing import Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors import Network
from corridors.conditions import Condition, Conditions, barred_countries, effects_on, in_season, span_on
from corridors.edits import Scenario
from corridors.model import Effect, Event, Leg, Permission, Season, Span, State, Way

DAY = dt.date(2026, 7, 31)
GOODS = frozenset({"XA", "XB"})


def spans(*rows: dict[str, Any]) -> tuple[Span, ...]:
    """Spans from plain values."""
    return msgspec.convert(rows, tuple[Span, ...])


def event(name: str = "e", start: dt.date = dt.date(2026, 1, 1), end: dt.date | None = None, **effect: Any) -> Event:
    """An event with one effect."""
    return Event(
        id=name, title=f"title of {name}", kind="k", start=start, end=end, effects=(msgspec.convert(effect, Effect),),
        sources=("made-up",), confidence="high",
    )  # fmt: skip


def scenario(lifts: tuple[str, ...] = (), **effect: Any) -> Scenario:
    """A scenario with one effect."""
    effects = (msgspec.convert(effect, Effect),) if effect else ()
    return Scenario(id="s", title="t", reasoning="r", effects=effects, lifts=lifts, sources=("made-up",))


def condition(
    network: Network,
    leg: str | Leg,
    *events: Event,
    on: dt.date = DAY,
    way: Way = "forward",
    goods: frozenset[str] = GOODS,
    scenarios: tuple[Scenario, ...] = (),
) -> Condition:
    """The condition of a leg of the small network under events and scenarios."""
    record = network.legs[leg] if isinstance(leg, str) else leg
    bound = effects_on(events, scenarios, on, goods)
    return Conditions(network.places, network.passages, on, bound).of(record, way)


def test_without_anything_a_leg_is_open(tiny_network: Network) -> None:
    """No event, no season: open, without a reason, factors of one."""
    assert condition(tiny_network, "road-alpha") == Condition("open")


@pytest.mark.parametrize(
    ("day", "state"),
    [("2025-12-31", "planned"), ("2026-01-01", "open"), ("2026-06-30", "open"), ("2026-07-01", "suspended"),
     ("2027-01-01", "suspended")],
)  # fmt: skip
def test_a_date_chooses_the_span(tiny_network: Network, day: str, state: State) -> None:
    """Both ends of a span are part of it; before the first one the leg is to come."""
    status = spans(
        {"state": "open", "start": "2026-01-01", "end": "2026-06-30"}, {"state": "suspended", "start": "2026-07-01"}
    )
    leg = msgspec.structs.replace(tiny_network.legs["road-alpha"], status=status)
    assert condition(tiny_network, leg, on=dt.date.fromisoformat(day)).state == state


def test_after_the_last_span_a_leg_is_out_of_use(tiny_network: Network) -> None:
    """A leg whose last span has ended is suspended, and between two spans it is to come."""
    status = spans(
        {"state": "open", "end": "2026-01-01"}, {"state": "open", "start": "2027-01-01", "end": "2027-02-01"}
    )
    leg = msgspec.structs.replace(tiny_network.legs["road-alpha"], status=status)
    assert condition(tiny_network, leg).state == "planned"
    assert condition(tiny_network, leg).expected == "2027-01-01"
    assert condition(tiny_network, leg, on=dt.date(2028, 1, 1)).state == "suspended"


def test_a_span_can_bind_one_way() -> None:
    """A span of one direction leaves the other to the next."""
    both = spans({"state": "suspended", "way": "backward"}, {"state": "open", "way": "forward"})
    forward, backward = span_on(both, DAY, "forward"), span_on(both, DAY, "backward")
    assert forward is not None
    assert backward is not None
    assert (forward.state, backward.state) == ("open", "suspended")
    assert span_on(both[:1], DAY, "forward") is None


@given(st.dates(), st.dates(), st.dates(), st.integers(min_value=0, max_value=300))
def test_a_season_is_its_days_each_year(first: dt.date, day: dt.date, other: dt.date, length: int) -> None:
    """A season covers exactly the days from its first to its last, over the new year too, in every year."""
    del other
    begin = dt.date(2023, first.month, min(first.day, 28))
    season_days = {(begin + dt.timedelta(days=n)).strftime("%m-%d") for n in range(length + 1)}
    last = begin + dt.timedelta(days=length)
    season = Season(closed_from=begin.strftime("%m-%d"), closed_to=last.strftime("%m-%d"))
    if day.strftime("%m-%d") != "02-29":
        assert in_season(season, day) == (day.strftime("%m-%d") in season_days)


def test_a_passage_season_closes_its_legs(tiny_network: Network) -> None:
    """In the season of a passage the legs on it are suspended and the passage is named; others are not."""
    day = dt.date(2026, 1, 10)
    shut = condition(tiny_network, "sea-in", on=day)
    assert shut.state == "suspended"
    assert "The Narrows" in shut.reasons[0].text
    assert condition(tiny_network, "sea-out", on=day).state == "open"


def test_an_event_binds_from_start_to_end(tiny_network: Network) -> None:
    """An event binds on its first and last day and on no other; an effect's own dates come first."""
    shut = event(start=dt.date(2026, 5, 1), end=dt.date(2026, 5, 31), borders=["XA-XB"], state="suspended")
    days = [dt.date(2026, 4, 30), dt.date(2026, 5, 1), dt.date(2026, 5, 31), dt.date(2026, 6, 1)]
    assert [condition(tiny_network, "road-gate", shut, on=day).state for day in days] == [
        "open", "suspended", "suspended", "open",
    ]  # fmt: skip
    part = event(end=dt.date(2026, 12, 31), state="suspended", start=dt.date(2026, 1, 1))
    part = msgspec.structs.replace(part, effects=(Effect(state="suspended", end=dt.date(2026, 2, 1)),))
    assert condition(tiny_network, "road-gate", part, on=dt.date(2026, 2, 1)).state == "suspended"
    assert condition(tiny_network, "road-gate", part, on=dt.date(2026, 2, 2)).state == "open"


@pytest.mark.parametrize(
    ("effect", "bound"),
    [
        ({"legs": ["road-gate"]}, {"road-gate"}),
        ({"passages": ["narrows"]}, {"sea-in"}),
        ({"places": ["alpha_post"]}, {"road-alpha", "road-gate", "rail-alpha-post"}),
        ({"countries": ["XC"]}, {"road-island"}),
        ({"countries": ["XZ"]}, set()),
        ({"borders": ["XA-XB"]}, {"road-gate"}),
        ({"modes": ["sea"]}, {"sea-out", "sea-in"}),
        ({"places": ["alpha_post"], "modes": ["rail"]}, {"rail-alpha-post"}),
        ({"borders": ["XA-XB"], "built": False}, {"road-gate", "rail-gate"}),
    ],
)
def test_selectors_must_all_hold(tiny_network: Network, effect: dict[str, Any], bound: set[str]) -> None:
    """An effect binds exactly the legs that each of its selectors names; a planned line only if it says so."""
    shut = event(state="suspended", **effect)
    assert {leg for leg in tiny_network.legs if condition(tiny_network, leg, shut).state == "suspended"} == bound


def test_transit_scope_spares_the_countries_own_goods(tiny_network: Network) -> None:
    """A ban of transit binds goods that neither start nor end in its countries."""
    ban = event(countries=["XA"], scope="transit", state="suspended")
    assert condition(tiny_network, "road-alpha", ban, goods=frozenset({"XB", "XC"})).state == "suspended"
    assert condition(tiny_network, "road-alpha", ban, goods=frozenset({"XA", "XC"})).state == "open"


def test_the_worse_state_holds_and_factors_multiply(tiny_network: Network) -> None:
    """Of two events on one leg the worse state holds in any order, and factors multiply."""
    worse = event("worse", state="suspended", time_factor=2)
    milder = event("milder", state="restricted", time_factor=1.5, cost_factor=3)
    for events in ((worse, milder), (milder, worse)):
        found = condition(tiny_network, "road-alpha", *events)
        assert (found.state, found.time_factor, found.cost_factor) == ("suspended", 3, 3)
        assert "worse" in {reason.id for reason in found.reasons}


def test_the_reason_given_is_the_closing_one(tiny_network: Network) -> None:
    """The last reason of a suspended leg is one that suspends it."""
    for order in ((1, 0), (0, 1)):
        events = [event("shuts", state="suspended"), event("slows", time_factor=2.0)]
        found = condition(tiny_network, "road-alpha", *(events[number] for number in order))
        assert found.reasons[-1].id == "shuts"


def test_scenarios_override_events(tiny_network: Network) -> None:
    """A scenario's state replaces that of the events, better or worse; without a state it only scales."""
    shut = event(state="suspended")
    assert condition(tiny_network, "road-alpha", shut, scenarios=(scenario(state="open"),)).state == "open"
    assert condition(tiny_network, "road-alpha", scenarios=(scenario(state="suspended"),)).state == "suspended"
    scaled = condition(tiny_network, "road-alpha", shut, scenarios=(scenario(time_factor=2),))
    assert (scaled.state, scaled.time_factor) == ("suspended", 2)


def test_scenarios_lift_events(tiny_network: Network) -> None:
    """An event that a scenario lifts has not happened; others have."""
    lifting = (scenario(lifts=("e",)),)
    assert condition(tiny_network, "road-alpha", event("e", state="suspended"), scenarios=lifting).state == "open"
    assert condition(tiny_network, "road-alpha", event("f", state="suspended"), scenarios=lifting).state == "suspended"


def test_planned_lines_are_unbound_and_told(tiny_network: Network) -> None:
    """A closure of today leaves a planned line planned, and is told as what does not bind it."""
    bound = effects_on([event(borders=["XA-XB"], state="suspended")], (), DAY, GOODS)
    conditions = Conditions(tiny_network.places, tiny_network.passages, DAY, bound)
    leg = tiny_network.legs["rail-gate"]
    assert conditions.of(leg, "forward").state == "planned"
    assert conditions.of(leg, "forward").expected == "2030"
    assert [reason.id for reason in conditions.unbound(leg)] == ["e"]
    assert conditions.unbound(tiny_network.legs["rail-alpha"]) == []


def test_a_scenario_can_open_a_planned_line(tiny_network: Network) -> None:
    """A scenario that binds what is not built opens a planned line."""
    opened = scenario(legs=["rail-gate"], state="open", built=False)
    assert condition(tiny_network, "rail-gate", scenarios=(opened,)).state == "open"


@pytest.mark.parametrize(
    ("ends", "side", "day", "barred"),
    [("XC XA", "either", DAY, True), ("XA XC", "either", DAY, True), ("XA XB", "either", DAY, False),
     ("XC XA", "origin", DAY, True), ("XA XC", "origin", DAY, False),
     ("XC XA", "destination", DAY, False), ("XA XC", "destination", DAY, True),
     ("XC XA", "either", dt.date(2019, 12, 31), False), ("XC XA", "either", dt.date(2020, 1, 1), True),
     ("XC XA", "either", dt.date(2030, 1, 1), True), ("XC XA", "either", dt.date(2030, 1, 2), False)],
)  # fmt: skip
def test_permissions_bind_goods_and_days(
    ends: str, side: Literal["either", "origin", "destination"], day: dt.date, *, barred: bool
) -> None:
    """A ban binds goods from, to, or from and to its countries, from its first to its last day."""
    ban = Permission(
        id="p", title="t", goods_of=("XC",), side=side, through=("XB",), start=dt.date(2020, 1, 1),
        end=dt.date(2030, 1, 1), sources=("made-up",),
    )  # fmt: skip
    found = barred_countries([ban], day, *ends.split())
    assert found == ([(ban, frozenset({"XB"}))] if barred else [])
