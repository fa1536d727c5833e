"""Switching values of questions about whole networks."""

import math

import msgspec
import pytest

from corridors.errors import NoRouteError, UsageError
from corridors.network import Network
from planner.breakeven import Row, breakeven
from planner.query import Query, ask
from planner.ways import Ways
from tests.random_networks import priced_case


def _decided(network: Network, query: Query) -> float:
    best = Ways(network, query).best
    assert best is not None
    return sum(arc.weight for arc in best) / 10**6


def _rows(seed: int) -> tuple[Network, Query, tuple[Row, ...]] | None:
    network, query = priced_case(seed)
    try:
        return network, query, breakeven(network, query).rows
    except NoRouteError:
        return None


def test_the_value_of_time_switches_where_the_planner_does() -> None:
    """Asked again a little below and a little above a switching value, the planner takes ways of another weight.

    At the value itself the way before and the way after weigh the same.
    """
    tried = 0
    for seed in range(60):
        found = _rows(seed)
        if found is None:
            continue
        network, query, rows = found
        for row in rows:
            if row.kind != "value-of-time":
                continue
            for switch in row.switches:
                at, below, above = (
                    _decided(network, msgspec.structs.replace(query, value_of_time_usd_per_day=switch.value + step))
                    for step in (0.0, -1e-3, 1e-3)
                )
                # a concave envelope bends at a switch and nowhere else
                assert below + above < 2 * at + 1e-5
                tried += 1
    assert tried > 5


def test_a_parameter_that_is_not_there_is_refused(tiny_network: Network) -> None:
    """An unknown number is named with its neighbours."""
    query = ask(tiny_network, "alpha_city", "beta_city")
    with pytest.raises(UsageError, match="no parameter is called 'wait:liners'"):
        breakeven(tiny_network, query, names=["wait:liners"])


def test_distance_has_no_switching_values(tiny_network: Network) -> None:
    """Nothing that can be moved changes the shortest way."""
    with pytest.raises(UsageError, match="nothing here moves the distance"):
        breakeven(tiny_network, ask(tiny_network, "alpha_city", "beta_city", by="distance"))


def test_border_hours_switch_at_the_hand_made_value(tiny_network: Network) -> None:
    """By hand: the way by road gains on the way by sea what its border loses, hour for hour."""
    query = ask(tiny_network, "alpha_city", "beta_city", by="time")
    (row,) = breakeven(tiny_network, query, names=["border:road-gate:forward"]).rows
    assert row.value == 30
    assert (row.low, row.high) == (10, 90)
    ways = Ways(tiny_network, query).different
    gap = (sum(arc.weight for arc in ways[1]) - sum(arc.weight for arc in ways[0])) / 10**6
    assert len(row.switches) == 1
    switch = row.switches[0]
    assert math.isclose(switch.value, row.value + gap)
    assert switch.side == "above"
    assert switch.undecided == (row.low <= switch.value <= row.high)


def test_a_belief_is_a_chance_or_nothing(tiny_network: Network) -> None:
    """Beliefs lie between 0 and 1, and the words say whose they are."""
    found = breakeven(tiny_network, ask(tiny_network, "alpha_city", "beta_city"))
    assert found.beliefs
    assert all(belief.belief is None or 0 <= belief.belief <= 1 for belief in found.beliefs)
    assert "your belief" in found.belief_words.lower()
