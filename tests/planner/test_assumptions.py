"""The weight of the break of gauge on an answer: shares of time and money, and whether it decides."""

import msgspec
import pytest

from corridors.itinerary import HandlingStep, Itinerary, Range
from corridors.network import Network
from planner.assumptions import gauge_weight, sentence
from planner.plan import plan
from planner.query import Query, ask


@pytest.fixture
def ways(tiny_network: Network) -> tuple[Query, list[Itinerary]]:
    """The two ways between Alpha and Beta, neither with a change of gauge."""
    query = ask(tiny_network, "Alpha City", "Beta City", on="2026-07-31", by="time")
    return query, list(plan(tiny_network, query).itineraries)


def changing(item: Itinerary, hours: Range, dollars: Range) -> Itinerary:
    """The itinerary with one change of gauge in it, its totals with it."""
    step = HandlingStep(
        type="gauge_change", place="alpha_post", time_h=hours, cost_usd=dollars, co2e_kg=Range(0, 0, 0),
        basis="assumed", sources=(), between=("rail-1520", "rail-1435"),
    )  # fmt: skip
    grown = {
        name: Range(total.low, total.typical + part.typical, total.high)
        for name, total, part in (("time_h", item.time_h, hours), ("cost_usd", item.cost_usd, dollars))
    }
    return msgspec.structs.replace(item, steps=(*item.steps, step), **grown)


def test_the_ends_of_the_assumption_may_decide(ways: tuple[Query, list[Itinerary]]) -> None:
    """The best way is worked out with every change of gauge at its low and at its high end, and it is said."""
    query, (first, second) = ways
    gap = second.time_h.typical - first.time_h.typical
    assert gap > 2
    first = changing(first, Range(0, 1, gap + 5), Range(10, 20, 30))
    weight = gauge_weight([first, second], query)
    assert weight is not None
    assert (weight.best, weight.best_at_low, weight.best_at_high) == (1, 1, 2)
    assert weight.shares_of_time[0] == pytest.approx(1 / first.time_h.typical)
    assert weight.shares_of_cost[0] == pytest.approx(20 / first.cost_usd.typical)
    assert (weight.shares_of_time[1], weight.shares_of_cost[1]) == (0, 0)
    told = sentence(weight, [first, second])
    assert "at its low end the first way stays first" in told
    assert "at its high end way 2 is the best" in told
    assert told.startswith("A change of gauge is assumed: 1 h (0–")


def test_all_changes_move_together(ways: tuple[Query, list[Itinerary]]) -> None:
    """Where every way has the same change of gauge its ends change no order."""
    query, pair = ways
    weight = gauge_weight([changing(item, Range(0, 10, 900), Range(0, 0, 0)) for item in pair], query)
    assert weight is not None
    assert (weight.best, weight.best_at_low, weight.best_at_high) == (1, 1, 1)


def test_a_way_without_a_break_has_no_weight(ways: tuple[Query, list[Itinerary]]) -> None:
    """Where no way shown changes gauge, nothing is said of it."""
    query, pair = ways
    assert gauge_weight(pair, query) is None
