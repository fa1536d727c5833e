"""Each alternative keeps what is promised of it, held against all distances of the graph."""

import random

import numpy as np
import pytest

from corridors.errors import UsageError
from planner.large import LargeGraph, Router
from planner.large.alternatives import Alternative, alternatives
from tests.planner.large.examples import ENGINES, Arcs, all_distances, chance

STRETCH, OVERLAP, LOCAL = 1.8, 0.5, 0.8


def grid(rnd: random.Random) -> Arcs:
    """A small grid with streets both ways: many ways of like weight, some arcs of no weight."""
    width, height = rnd.randint(2, 5), rnd.randint(2, 5)
    tail, head, weight = [], [], []
    for node in range(width * height):
        for other in ([node + 1] if (node + 1) % width else []) + (
            [node + width] if node + width < width * height else []
        ):
            cost = float(rnd.choice((0, rnd.randint(1, 9), rnd.randint(1, 9))))
            for one, two in ((node, other), (other, node)):
                tail.append(one)
                head.append(two)
                weight.append(cost)
    return Arcs(width * height, tail, head, weight)


def is_locally_optimal(arcs: Arcs, way: Alternative, lightest: float, distance: list[list[float]]) -> bool:
    stops = [arcs.tail[way.arcs[0]], *(arcs.head[arc] for arc in way.arcs)]
    for start in range(len(way.arcs)):
        weight = 0.0
        for end in range(start, len(way.arcs)):
            weight += arcs.weight[way.arcs[end]]
            if weight <= int(LOCAL * lightest) and weight > distance[stops[start]][stops[end + 1]]:
                return False
    return True


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("demand", [True, False])
@pytest.mark.parametrize("by", ["weight", "km"])
def test_alternatives_keep_their_promises(engine: str, by: str, *, demand: bool) -> None:
    """Each way is simple, light enough and different enough, and locally optimal exactly where it says so."""
    more, marked = 0, set()
    for seed in range(60):
        rnd = chance(seed)
        arcs = grid(rnd)
        distance = all_distances(arcs)
        km = np.array([float(rnd.randint(1, 9)) for _ in arcs.tail])
        figures = km if by == "km" else np.array(arcs.weight)
        router = Router(arcs.graph(), engine=engine)
        source, target = 0, arcs.nodes - 1
        found = alternatives(
            router, source, target, most=4, stretch=STRETCH, overlap=OVERLAP, local=LOCAL,
            demand_local=demand, measure=km if by == "km" else None,
        ).ways  # fmt: skip
        lightest = distance[source][target]
        assert found[0].weight == lightest
        assert [way.weight for way in found] == sorted(way.weight for way in found)
        for position, way in enumerate(found):
            stops = [source, *(arcs.head[arc] for arc in way.arcs)]
            assert stops[-1] == target
            assert len(set(stops)) == len(stops)
            assert way.weight == sum(arcs.weight[arc] for arc in way.arcs) <= STRETCH * lightest
            shares = []
            for better in found[:position]:
                worth = figures if figures[better.arcs].any() else np.ones(len(figures))
                shares.append(worth[np.intersect1d(better.arcs, way.arcs)].sum() / worth[better.arcs].sum())
            assert max(shares, default=0.0) == pytest.approx(way.overlap)
            assert way.overlap <= OVERLAP + 1e-9
            assert is_locally_optimal(arcs, way, lightest, distance) == way.locally_optimal
            marked.add(way.locally_optimal)
            assert way.locally_optimal or not demand
        more += len(found) > 1
    assert more > 20
    assert False in marked or demand


def test_two_ways_round_a_lake() -> None:
    """The way round the other side is found, and one that leaves the first for a detour is not."""
    #     1 --- 2
    #   /         \
    # 0             5     and a detour 1 - 6 - 2
    #   \         /
    #     3 --- 4
    arcs = [(0, 1, 5), (1, 2, 5), (2, 5, 5), (0, 3, 6), (3, 4, 6), (4, 5, 6), (1, 6, 3), (6, 2, 3)]
    graph = LargeGraph(*map(list, zip(*arcs, strict=True)), node_count=7)
    found = alternatives(Router(graph), 0, 5, most=3)
    assert [way.arcs.tolist() for way in found.ways] == [[0, 1, 2], [3, 4, 5]]
    assert found.dropped["repeats a better way"] > 0


def test_no_way_and_the_way_to_itself() -> None:
    """Where no way leads there is no alternative either; from a node to itself there is one way of no arcs."""
    router = Router(LargeGraph([0], [1], [1.0], node_count=3))
    assert alternatives(router, 0, 2).ways == ()
    only = alternatives(router, 1, 1).ways
    assert len(only) == 1
    assert len(only[0].arcs) == 0


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("most", 0, "0 ways are asked for"),
        ("overlap", 1.5, "overlap = 1.5 is out of bounds"),
        ("stretch", 0.9, "stretch = 0.9 is out of bounds"),
        ("stretch", float("nan"), "stretch = nan"),
        ("local", -0.1, "local = -0.1"),
    ],
)
def test_bounds_that_make_no_sense(option: str, value: float, told: str) -> None:
    """Bounds out of range are refused with the range."""
    router = Router(LargeGraph([0], [1], [1.0]))
    with pytest.raises(UsageError, match=told):
        alternatives(router, 0, 1, **{option: value})  # type: ignore[arg-type]
