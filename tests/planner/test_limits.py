"""What alone may be used, limits, a price on carbon, and journeys that run in time."""

import datetime as dt

import msgspec
import pytest

from corridors import Network
from corridors.errors import NoRouteError, UsageError
from corridors.itinerary import HandlingStep, LegStep
from corridors.network import load
from planner import ask, plan
from planner.changes import changes_after
from planner.constraints import limits_of
from planner.journeys import Journeys
from planner.ways import Ways
from tests import tiny
from tests.planner.trials import NETWORKS, TOO_MANY, trial_in_time

IN_TIME = NETWORKS // 20
BLOCK = 20
ENDS = ("alpha_city", "beta_city")


@pytest.mark.parametrize("first", range(0, IN_TIME, BLOCK))
def test_journeys_in_time_equal_brute_force(first: int) -> None:
    """Best journey and alternatives weigh what the best of all walks with all sensible waits weigh."""
    for seed in range(first, min(first + BLOCK, IN_TIME)):
        try:
            trial_in_time(seed)
        except AssertionError as error:
            if TOO_MANY not in str(error):
                raise AssertionError(f"seed {seed}: {error}") from error


@pytest.mark.parametrize(
    ("only", "modes"),
    [("sea", None), ("road", {"road"}), ("ring", {"rail", "sea"}), ("operator:Nobody", None)],
)
def test_only_keeps_to_what_is_named(tiny_network: Network, only: str, modes: set[str] | None) -> None:
    """Every leg is of the mode, the corridor or the operator named; where that leaves no way there is none."""
    query = ask(tiny_network, *ENDS, only=[only])
    if modes is None:
        with pytest.raises(NoRouteError, match="no way"):
            plan(tiny_network, query)
        return
    for item in plan(tiny_network, query).itineraries:
        assert set(item.modes) == modes


def test_only_places_names_where_cargo_changes_track(tiny_network: Network) -> None:
    """With one port named the way by two ports is barred, with both it is not."""
    one = plan(tiny_network, ask(tiny_network, *ENDS, only=["alpha_port"]))
    both = plan(tiny_network, ask(tiny_network, *ENDS, only=["alpha_port", "beta_port"]))
    assert [item.modes for item in one.itineraries] == [("road",)]
    assert ("rail", "sea") in [item.modes for item in both.itineraries]


def test_limits_hold_for_every_route(tiny_network: Network) -> None:
    """No alternative and no baseline exceeds a limit; at the very amount of a route the route stays."""
    free = plan(tiny_network, ask(tiny_network, *ENDS)).itineraries
    for item in free:
        tight = plan(tiny_network, ask(tiny_network, *ENDS, max_time=item.time_h.typical)).itineraries
        assert item.id in {kept.id for kept in tight}
        assert all(kept.time_h.typical <= item.time_h.typical for kept in tight)
    for item in plan(tiny_network, ask(tiny_network, *ENDS, max_borders=0)).itineraries:
        assert not item.borders


def test_generalised_cost_has_its_parts(tiny_network: Network) -> None:
    """The parts add up to the generalised cost, and the price on carbon is counted on tonnes of the whole shipment."""
    for item in plan(tiny_network, ask(tiny_network, *ENDS, carbon_price=80, teu=3)).itineraries:
        parts = item.generalised_parts
        assert parts is not None
        assert parts.freight_and_fees_usd == item.cost_usd.typical
        assert parts.carbon_usd == pytest.approx(item.co2e_kg.typical * 0.08)
        total = parts.freight_and_fees_usd + parts.time_usd + parts.carbon_usd
        assert item.generalised_cost_usd == pytest.approx(total)


def test_a_price_on_carbon_changes_the_best_route(tiny_network: Network) -> None:
    """Where emissions are dear enough the best route is the one with the least of them."""
    items = plan(tiny_network, ask(tiny_network, *ENDS, carbon_price=1e6)).itineraries
    assert items[0].co2e_kg.typical == min(item.co2e_kg.typical for item in items)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"max_cost": 1}, ["--max-cost 1"]),
        ({"max_cost": 1, "max_time": "1h"}, ["--max-time 1h", "--max-cost 1"]),
        ({"modes": "rail", "on": "2026-07-01"}, ["planned lines"]),
        ({"avoid": ["beta_post", "sea"]}, ["--avoid"]),
        ({"on": "2026-05-10", "modes": "road"}, ["gate-shut"]),
    ],
)
def test_a_question_without_answer_names_what_is_in_the_way(
    tiny_network: Network, options: dict[str, str], named: list[str]
) -> None:
    """The error names the fewest things that would have to go, limits and constraints among them."""
    with pytest.raises(NoRouteError) as caught:
        plan(tiny_network, ask(tiny_network, *ENDS, **options))  # type: ignore[arg-type]
    for name in named:
        assert name in caught.value.why


def test_one_event_on_many_legs_is_one_thing(tmp_path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """A way with ten legs shut by one event is nearer than a way with two closures."""
    events = tiny.EVENTS.replace('borders = ["XA-XB"]', 'modes = ["road", "rail", "sea"]')
    network = load(tiny.write(tmp_path, events=events))
    blocked = Ways(network, ask(network, *ENDS, on="2026-05-10")).fewest_blockers()
    assert blocked is not None
    assert [blocker.barrier.source for blocker in blocked.blockers] == ["gate-shut"]
    assert len(blocked.blockers[0].arcs) > 2


# --- in time ---------------------------------------------------------------------------------------------------------


def test_a_leg_is_judged_on_the_day_it_is_reached(tiny_network: Network) -> None:
    """A gate that shuts on the second day is shut for who leaves on the first, and open for who is asked about that day."""
    still = plan(tiny_network, ask(tiny_network, *ENDS, on="2026-04-30", avoid=["sea"]))
    assert still.itineraries
    answer = plan(tiny_network, ask(tiny_network, *ENDS, depart="2026-04-30T20:00", avoid=["sea"]))
    waits = [s for s in answer.itineraries[0].steps if isinstance(s, HandlingStep) and s.note.startswith("waits")]
    assert [wait.between for wait in waits] == [("2026-06-01",)]
    gate = [s for s in answer.itineraries[0].steps if isinstance(s, LegStep) and s.id == "road-gate"]
    reached = gate[0].reached
    assert isinstance(reached, dt.datetime)
    assert reached.date() == dt.date(2026, 6, 2), "after the wait the border takes its hours"


def test_a_short_wait_is_taken_and_a_long_one_is_not(tiny_network: Network) -> None:
    """Shortly before the gate opens the best way waits for it; a month before it goes by sea."""
    late = plan(tiny_network, ask(tiny_network, *ENDS, depart="2026-05-31T12:00", by="time"))
    early = plan(tiny_network, ask(tiny_network, *ENDS, depart="2026-05-02", by="time"))
    assert late.itineraries[0].modes == ("road",)
    assert "sea" in early.itineraries[0].modes


def test_far_from_any_change_time_makes_no_difference(tiny_network: Network) -> None:
    """A journey with nothing new on its way is the journey of its day, step by step."""
    plain = plan(tiny_network, ask(tiny_network, *ENDS, on="2026-07-01"))
    timed = plan(tiny_network, ask(tiny_network, *ENDS, depart="2026-07-01"))
    assert [item.id for item in plain.itineraries] == [item.id for item in timed.itineraries]
    for one, two in zip(plain.itineraries, timed.itineraries, strict=True):
        bare = tuple(msgspec.structs.replace(step, reached=msgspec.UNSET) for step in two.steps)
        assert bare == one.steps


def test_days_of_change_are_those_of_the_records(tiny_network: Network) -> None:
    """Closures begin and are over on the days listed, yearly ones over the new year too."""
    days = changes_after(tiny_network, dt.date(2026, 4, 1))
    assert {dt.date(2026, 5, 1), dt.date(2026, 6, 1), dt.date(2026, 12, 1), dt.date(2027, 2, 16)} <= set(days)
    assert all(dt.date(2026, 4, 1) < day <= dt.date(2027, 4, 2) for day in days)


def test_the_wait_counts_towards_the_time_allowed(tiny_network: Network) -> None:
    """Where the wait for the gate takes longer than is allowed there is no journey, and the error says so."""
    query = ask(tiny_network, *ENDS, depart="2026-05-02", avoid=["sea"], max_time="10d")
    assert not Journeys(tiny_network, query).different
    with pytest.raises(NoRouteError, match="no way"):
        plan(tiny_network, query)


def test_the_search_in_time_ends_where_routes_leave_the_corridor(tiny_network: Network) -> None:
    """Every journey on a corridor weighs less than the bound of its search, and under a bound of nothing none is found."""
    journeys = Journeys(tiny_network, ask(tiny_network, *ENDS, corridor="ring", depart="2026-07-01"))
    bound = journeys.ways_on(0).heaviest_on_corridor
    assert bound is not None
    assert journeys.different
    for journey in journeys.different:
        assert sum(arc.weight for arc in journey.arcs) < bound
    assert journeys._search().earliest_best(most=0) is None
    assert journeys._search().earliest_best(most=bound) is not None


# --- usage ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"only": ["sea"], "avoid": ["sea"]}, "contradicts"),
        ({"only": ["XB"]}, "contradicts"),
        ({"only": ["operator:nobdy"]}, "did you mean"),
        ({"only": ["camel"]}, "can be kept to"),
        ({"avoid": ["operator:"]}, "no operator"),
        ({"only": ["rail"], "modes": "road"}, "leave no mode"),
        ({"max_time": "0h"}, "leaves no journey"),
        ({"max_time": "soon"}, "no length of time"),
        ({"max_time": "-3d"}, "no length of time"),
        ({"max_time": float("nan")}, "leaves no journey"),
        ({"max_cost": 0}, "leaves no journey"),
        ({"max_cost": float("inf")}, "leaves no journey"),
        ({"max_borders": -1}, "no count"),
        ({"max_gauge_breaks": 1.5}, "no count"),
        ({"pareto": "time"}, "two or three"),
        ({"pareto": "time,time"}, "two or three"),
        ({"pareto": "time,cost,emissions,distance"}, "two or three"),
        ({"pareto": "time,speed"}, "no criterion"),
        ({"pareto": "time,cost", "by": "time"}, "contradicts --pareto"),
        ({"pareto": "time,cost", "depart": "2026-01-01"}, "cannot be asked with"),
        ({"carbon_price": -1}, "out of range"),
        ({"carbon_price": float("nan")}, "out of range"),
        ({"depart": "2026-02-30"}, "not a date"),
        ({"depart": "2026-02-20T25:00"}, "not a date"),
        ({"depart": "2026-02-20", "on": "2026-02-20"}, "both say when"),
    ],
)
def test_options_that_make_no_sense_are_refused(tiny_network: Network, options: dict[str, str], said: str) -> None:
    """Each has one usage error with what, where, why and what to do."""
    with pytest.raises(UsageError) as caught:
        ask(tiny_network, *ENDS, **options)  # type: ignore[arg-type]
    error = caught.value
    assert said in str(error)
    assert error.what
    assert error.where
    assert error.why
    assert error.remedy


def test_lengths_of_time_are_days_or_hours() -> None:
    """Days and hours are told apart by their letter; a bare number is hours."""
    for written, hours in (("30d", 720.0), ("700h", 700.0), ("1.5d", 36.0), (48, 48.0)):
        assert limits_of(gauge_breaks=None, borders=None, time=written, cost=None).time_h == hours
