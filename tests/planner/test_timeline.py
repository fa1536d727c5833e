"""A timeline says on every day what the planner says on that day, and which record changed it."""

import datetime as dt
from itertools import pairwise
from random import Random

import msgspec
import pytest

from corridors import Network
from corridors.errors import InputError, NoRouteError
from corridors.itinerary import Itinerary
from planner import Query, ask, plan
from planner.calendar import promised, turning_days
from planner.timeline import Period, timeline
from tests.random_networks import case

FIRST, LAST = dt.date(2024, 6, 1), dt.date(2028, 6, 1)


def best(network: Network, query: Query, on: dt.date) -> Itinerary | None:
    """The planner's own best way on a day."""
    try:
        return plan(network, msgspec.structs.replace(query, on=on, alternatives=1)).itineraries[0]
    except NoRouteError:
        return None


def period_on(periods: tuple[Period, ...], on: dt.date) -> Period:
    """The period that a day lies in."""
    (found,) = [period for period in periods if period.first <= on <= period.last]
    return found


@pytest.mark.parametrize("block", range(6))
def test_a_timeline_says_what_the_planner_says(block: int) -> None:
    """On the first and last day of every period, on every turning day and on days drawn, the two agree."""
    for seed in range(12 * block, 12 * block + 12):
        made = case(seed)
        query = msgspec.structs.replace(made.query, include_planned=False)
        found = timeline(made.network, query, FIRST, LAST)
        rnd = Random(seed)  # noqa: S311 - repeatable, not secret
        days = {FIRST, LAST, *turning_days(made.network, query.scenarios, FIRST, LAST)}
        days |= {FIRST + dt.timedelta(rnd.randrange((LAST - FIRST).days)) for _ in range(6)}
        for on in sorted(days):
            ours, theirs = period_on(found.periods, on).answer, best(made.network, query, on)
            assert (ours is None) == (theirs is None), f"seed {seed} on {on}"
            if ours is not None and theirs is not None:
                assert ours.id == theirs.id, f"seed {seed} on {on}"
                assert ours.time_h == pytest.approx(theirs.time_h.typical, abs=0.06)
                assert ours.cost_usd == pytest.approx(theirs.cost_usd.typical, abs=0.6)


def test_periods_follow_each_other_and_every_change_has_a_cause() -> None:
    """Periods leave no day out, no two neighbours are alike, and each but the first names what changed it."""
    changes = 0
    for seed in range(40):
        made = case(seed)
        periods = timeline(
            made.network, msgspec.structs.replace(made.query, include_planned=False), FIRST, LAST
        ).periods
        assert (periods[0].first, periods[-1].last) == (FIRST, LAST)
        for before, after in pairwise(periods):
            assert after.first == before.last + dt.timedelta(1)
            assert after.answer != before.answer or after.why_none != before.why_none
            assert after.causes, f"seed {seed} on {after.first}"
            changes += 1
    assert changes > 10


def test_the_event_that_shuts_the_gate_is_named(tiny_network: Network) -> None:
    """A month's closure makes two changes, and the event is the cause of both."""
    query = ask(tiny_network, "alpha_city", "beta_city", modes="road", by="time")
    periods = timeline(tiny_network, query, dt.date(2026, 1, 1), dt.date(2026, 12, 31)).periods
    assert [(str(period.first), period.change) for period in periods] == [
        ("2026-01-01", "start"), ("2026-05-01", "no way"), ("2026-06-01", "open again"),
    ]  # fmt: skip
    causes = [cause for period in periods for cause in period.causes]
    assert [(cause.kind, cause.ids, cause.phase, cause.alone) for cause in causes] == [
        ("event", ("gate-shut",), "begins", True), ("event", ("gate-shut",), "ends", True),
    ]  # fmt: skip


def test_a_season_is_named(tiny_network: Network) -> None:
    """Where ice closes the strait each winter, the passage is the cause."""
    query = ask(tiny_network, "alpha_port", "beta_port", modes="sea")
    periods = timeline(tiny_network, query, dt.date(2026, 6, 1), dt.date(2027, 5, 31)).periods
    assert [period.change for period in periods] == ["start", "no way", "open again"]
    assert {cause.ids for period in periods for cause in period.causes} == {("narrows",)}


def test_a_promise_counts_from_the_end_of_its_year_and_only_when_asked(tiny_network: Network) -> None:
    """A line promised for 2030 enters on the first day of 2031 with its source, never without ``planned``."""
    closed = ask(tiny_network, "alpha_city", "beta_city", modes="rail", by="time")
    plain = timeline(tiny_network, closed, last=dt.date(2032, 1, 1))
    assert all(period.answer is None for period in plain.periods)
    found = timeline(tiny_network, msgspec.structs.replace(closed, include_planned=True))
    last = found.periods[-1]
    assert (last.first, last.beyond_data) == (dt.date(2031, 1, 1), True)
    assert last.answer is not None
    assert [(each.leg, each.expected) for each in last.answer.promises] == [("rail-gate", "2030")]
    assert [(cause.kind, cause.ids) for cause in last.causes] == [("promise", ("rail-gate",))]


def test_a_promise_that_has_passed_is_none(tiny_network: Network) -> None:
    """A line that was to open before the day the data reach, and did not, is promised for no day."""
    leg = tiny_network.legs["rail-gate"]
    assert promised(leg, dt.date(2026, 7, 31)) is not None
    assert promised(leg, dt.date(2031, 7, 31)) is None


def test_days_out_of_order_are_refused(tiny_network: Network) -> None:
    """A timeline that would run backwards is refused."""
    with pytest.raises(InputError, match="lies after"):
        timeline(tiny_network, ask(tiny_network, "alpha_city", "beta_city"), LAST, FIRST)
