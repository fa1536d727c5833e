"""How sure an answer is: the same digits however it is worked out, in keeping with what ``route`` prints."""

import msgspec
import numpy as np
import pytest

from corridors import Network
from corridors.itinerary import HandlingStep, Itinerary, Range, Step
from planner import ask, plan
from planner.assemble import total
from planner.sure.causes import modelled
from planner.sure.draws import drawn
from planner.sure.reliability import digest, reliability
from planner.threat.ledger import Ledger

PAIRS = (("Herat", "Baku"), ("Moscow", "Mumbai"), ("Tashkent", "Karachi"), ("Almaty", "Istanbul"))


def test_the_digits_are_the_same_for_any_number_of_workers(shipped: Network) -> None:
    """Serial, two and eight workers draw the same numbers to the last digit; another seed draws others."""
    query = ask(shipped, "Herat", "Baku", alternatives=2)
    ledger = Ledger(shipped, frozenset({"AF", "AZ"}))
    ways = [modelled(shipped, item, ledger) for item in plan(shipped, query).itineraries]
    prints = {digest(drawn(ways, draws=8_500, seed=1, workers=workers)) for workers in (1, 2, 8)}
    assert len(prints) == 1
    assert digest(drawn(ways, draws=8_500, seed=2)) not in prints


def test_fewer_draws_are_the_first_of_more(shipped: Network) -> None:
    """A draw is the same whatever is drawn after it, and whatever other ways stand beside it."""
    items = plan(shipped, ask(shipped, "Herat", "Baku", alternatives=3)).itineraries
    ways = [modelled(shipped, item, None) for item in items]
    whole, part = drawn(ways, draws=3_000, seed=1), drawn(ways[1:2], draws=2_000, seed=1)
    assert np.array_equal(whole.time_h[1, :2_000], part.time_h[0])


def narrowed(network: Network, item: Itinerary, to: float) -> Itinerary:
    """An itinerary whose steps have a fraction of their ranges, and waits for lines, which have shapes of their own, none."""

    def narrow(step: Step) -> Range:
        line = isinstance(step, HandlingStep) and step.type == "wait" and step.between[-1] in network.services
        typical, share = step.time_h.typical, 0.0 if line else to
        return Range(
            typical - share * (typical - step.time_h.low), typical, typical + share * (step.time_h.high - typical)
        )

    steps = tuple(msgspec.structs.replace(step, time_h=narrow(step)) for step in item.steps)
    return msgspec.structs.replace(item, steps=steps)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_steps_move_together_as_route_has_them(shipped: Network, pair: tuple[str, str]) -> None:
    """With narrow ranges, where medians of sums are sums of medians, P10 and P90 lie as far apart as ``route`` says within 5 %."""
    for item in plan(shipped, ask(shipped, *pair, alternatives=3)).itineraries:
        narrow = narrowed(shipped, item, 0.05)
        time = drawn([modelled(shipped, narrow, None)], draws=10_000, seed=1).time_h[0]
        low, high = np.quantile(time, (0.1, 0.9))
        expected = total(narrow.steps, lambda step: step.time_h)
        assert high - low == pytest.approx(expected.high - expected.low, rel=0.05), item.id


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_whole_ranges_keep_near_to_route(shipped: Network, pair: tuple[str, str]) -> None:
    """With the ranges as recorded P10 lies at most a sixth above route's, P90 a fifth, the median a quarter."""
    for item in plan(shipped, ask(shipped, *pair, alternatives=3)).itineraries:
        found = drawn([modelled(shipped, item, None)], draws=10_000, seed=1)
        low, middle, high = np.quantile(found.time_h[0], (0.1, 0.5, 0.9))
        assert 0.98 < low / item.time_h.low < 1.17
        assert 1.0 < middle / item.time_h.typical < 1.25
        assert 1.0 < high / item.time_h.high < 1.2
        low, high = np.quantile(found.cost_usd[0], (0.1, 0.9))
        assert 0.98 < low / item.cost_usd.low < 1.1
        assert 0.98 < high / item.cost_usd.high < 1.1


def test_ways_that_share_steps_share_their_luck(shipped: Network) -> None:
    """Two ways over the same ferry go together; ways are the fastest in shares that add up to one."""
    found = reliability(shipped, ask(shipped, "Herat", "Baku"), within_h=480, draws=4_000)
    for shares in zip(*((way.fastest.value, way.cheapest.value, way.best.value) for way in found.ways), strict=True):
        assert sum(shares) == pytest.approx(1.0)
    two = found.regimes
    assert two.chosen_mean.value <= two.committed_mean.value
    assert two.value_of_waiting.value == pytest.approx(two.committed_mean.value - two.chosen_mean.value)
    assert two.committed_within is not None
    assert two.chosen_within is not None
    assert two.chosen_within.value >= max(way.within.value for way in found.ways if way.within is not None)


def test_the_ferry_at_turkmenbashi_on_the_way_to_baku(shipped: Network) -> None:
    """From Herat to Baku the wait at Turkmenbashi widens the 90th percentile more than any other cause of spread."""
    found = reliability(shipped, ask(shipped, "Herat", "Baku"), draws=10_000)
    first = found.spreads[0]
    assert first.cause == "wait for Ferry Alat-Turkmenbashi at Turkmenbashi"
    less = (found.ways[0].p90_time_h.value - first.p90_time_h_without.value) / 24
    assert 1.0 < less < 3.0, f"P90 falls by {less:.2f} days without the spread of the wait"


def test_closures_enter_only_from_events(shipped: Network) -> None:
    """A way's closures name events of the record; left out, nothing closes; a way without any is the same both ways."""
    query = ask(shipped, "Tashkent", "Karachi")
    found = reliability(shipped, query, draws=2_000)
    bare = reliability(shipped, query, draws=2_000, closures=False)
    noted = [note for way in found.ways for note in way.closures]
    assert noted
    assert all(event in shipped.events for note in noted for event in note.events)
    for way, without in zip(found.ways, bare.ways, strict=True):
        assert without.closures == ()
        assert without.p90_time_h == without.p90_time_h_without_closures == way.p90_time_h_without_closures
        assert way.p90_time_h.value >= without.p90_time_h.value
