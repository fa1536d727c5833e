"""What lost legs cost, held against losing every leg and every pair of legs of small random networks."""

import itertools
from collections import Counter

import pytest

from corridors import Network
from planner import ask
from planner.threat.losses import Loss, Losses, legs_of, weight_of, worst
from planner.ways import Ways
from tests.random_networks import case

INFINITE = float("inf")


def cost(loss: Loss | None) -> float:
    """What a loss leaves to pay."""
    assert loss is not None
    return INFINITE if loss.weight is None else loss.weight


@pytest.mark.parametrize("kind", ["plain", "via"])
def test_the_worst_one_and_two_are_those_of_brute_force(kind: str) -> None:
    """No leg and no pair of legs of the network costs more than the worst one and the worst two found."""
    held = Counter[str]()
    for seed in range(120):
        made = case(seed, kind)
        ways = Ways(made.network, made.query)
        best = ways.best
        if best is None:
            continue
        losses = Losses(ways, best)
        legs = [leg.id for leg in made.network.data.legs]

        def left(*lost: str, ways: Ways = ways) -> float:
            way = ways.best_without(lost)
            return float("inf") if way is None else weight_of(way)

        alone = {leg: left(leg) for leg in legs}
        assert cost(worst(losses.of_one())) == max(alone.values()), f"seed {seed}"
        assert {loss.legs[0] for loss in losses.of_one() if loss.weight is None} == {
            leg for leg, weight in alone.items() if weight == INFINITE
        }
        spared = [leg for leg, weight in alone.items() if weight < INFINITE]
        if len(spared) < 2:
            continue
        both = max(left(*pair) for pair in itertools.combinations(spared, 2))
        found = losses.of_two()
        assert all(set(loss.legs) <= set(spared) for loss in found)
        if found:
            assert cost(worst(found)) == both, f"seed {seed}"
        else:  # every leg of the best way cuts
            assert both == weight_of(best)
        held["cut by two"] += both == INFINITE
        held["dearer"] += weight_of(best) < both < INFINITE
    assert min(held["cut by two"], held["dearer"]) > 5, held


def test_a_way_without_legs_does_not_use_them(shipped: Network) -> None:
    """The way round lost legs uses none of them and weighs no less."""
    ways = Ways(shipped, ask(shipped, "Tashkent", "Karachi"))
    best = ways.best
    assert best is not None
    losses = Losses(ways, best)
    for loss in losses.of_one():
        way = losses.way(loss.legs)
        assert way is not None
        assert not set(loss.legs) & set(legs_of(way))
        assert weight_of(way) >= weight_of(best)
