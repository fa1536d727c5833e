"""The numbers that weigh most in a difference, against the same ways in a network with other numbers."""

from collections.abc import Iterable, Iterator

import msgspec
import pytest

from corridors.network import Network
from planner.deciding import MOST, Trip, deciding
from planner.graph import Graph
from planner.query import Query
from planner.ways import Ways
from tests.planner.moved import moved
from tests.random_networks import priced_case

PART = 1e-4
"""Hours or USD: weights are rounded to millionths part by part."""


def _twos(seeds: Iterable[int]) -> Iterator[tuple[int, Network, Query, Trip, Trip]]:
    """The networks and the questions of seeds that have two ways, with the best way and the next."""
    for seed in seeds:
        network, query = priced_case(seed)
        ways = Ways(network, query)
        if len(ways.different) > 1:
            base, way = (Trip(ways.graph, tuple(arc.number for arc in each)) for each in ways.different[:2])
            yield seed, network, query, base, way


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_a_number_at_its_ends_is_the_record_at_its_ends(start: int) -> None:
    """With the record's number at the low or the high end both ways take what is said; for numbers of many kinds."""
    kinds = set()
    for seed, network, query, base, way in _twos(range(start, start + 20)):
        found = deciding(way, base)
        assert len(found) <= MOST
        for number in found:
            for end, value in enumerate((number.low, number.high)):
                other = moved(network, number.parameter, value)
                if other is None:
                    continue
                for by, told in (("time", number.time_h), ("cost", number.cost_usd)):
                    graph = Graph(other, msgspec.structs.replace(query, by=by))
                    more = sum(map(graph.weight, way.path)) - sum(map(graph.weight, base.path))
                    assert told[end] == pytest.approx(more / 10**6, abs=PART), (seed, number.parameter)
                kinds.add(number.parameter.partition(":")[0])
    assert len(kinds) > 2


def test_the_weightiest_comes_first() -> None:
    """By days times the value of time and by dollars, no number of the two ways moves the difference more."""
    tried = 0
    for _, _, query, base, way in _twos(range(40)):
        swings = [
            abs(
                (n.time_h[1] - n.time_h[0]) / 24 * query.value_of_time_usd_per_day * query.cargo.teu
                + n.cost_usd[1]
                - n.cost_usd[0]
            )
            for n in deciding(way, base)
        ]
        assert swings == sorted(swings, reverse=True)
        assert all(swings)
        tried += bool(swings)
    assert tried > 5
