"""Every engine gives the distances that independent libraries give, and ways that add up to them."""

import random

import igraph
import numpy as np
import pytest
import rustworkx
from scipy.sparse.csgraph import floyd_warshall

from corridors.errors import DataError, UsageError
from planner.large import LargeGraph, Router, table
from tests.planner.large.examples import ENGINES, Arcs, all_distances, chance, random_arcs

GRAPHS = 2000
CHANGED = 120


def test_both_kinds_of_engine_are_tried() -> None:
    """Contraction hierarchies and SciPy are both among the engines under test."""
    assert {"routingkit-cch", "scipy"} <= set(ENGINES)


def by_igraph(arcs: Arcs) -> np.ndarray:
    graph = igraph.Graph(n=arcs.nodes, edges=list(zip(arcs.tail, arcs.head, strict=True)), directed=True)
    return np.array(graph.distances(weights=arcs.weight) if arcs.tail else graph.distances())


def by_rustworkx(arcs: Arcs) -> np.ndarray:
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(arcs.nodes))
    graph.add_edges_from([row for row in zip(arcs.tail, arcs.head, arcs.weight, strict=True) if row[2] != float("inf")])
    found = np.full((arcs.nodes, arcs.nodes), np.inf)
    np.fill_diagonal(found, 0)
    for tail, row in rustworkx.all_pairs_dijkstra_path_lengths(graph, float).items():
        for head, distance in row.items():
            found[tail, head] = distance
    np.fill_diagonal(found, 0)
    return found


def by_scipy(arcs: Arcs) -> np.ndarray:
    table = np.full((arcs.nodes, arcs.nodes), np.inf)
    np.minimum.at(table, (arcs.tail, arcs.head), arcs.weight)
    np.fill_diagonal(table, 0)
    # its Floyd-Warshall takes a full matrix as it stands when told so; none of our engines runs this code
    masked = np.ma.masked_invalid(table)
    found: np.ndarray = floyd_warshall(_kept(masked))
    return found


def _kept(masked: np.ma.MaskedArray) -> object:
    """A sparse matrix that keeps its zeros."""
    from scipy.sparse.csgraph import csgraph_from_masked  # noqa: PLC0415 - used here only

    return csgraph_from_masked(masked)


def test_distances_equal_igraph_rustworkx_and_scipy() -> None:
    """On 2,000 random graphs every engine gives igraph's, rustworkx's and SciPy's distances for all pairs."""
    for seed in range(GRAPHS):
        arcs = random_arcs(chance(seed))
        graph, nodes = arcs.graph(), np.arange(arcs.nodes)
        expected = by_igraph(arcs)
        assert np.array_equal(expected, by_rustworkx(arcs)), seed
        assert np.array_equal(expected, by_scipy(arcs)), seed
        for engine in ENGINES:
            if engine == "pyroutingkit" and seed % 10:  # it goes by files, which takes its time
                continue
            found = Router(graph, engine=engine).matrix(nodes, nodes)
            assert np.array_equal(found.weight, expected), (seed, engine)
            assert np.array_equal(found.reachable, np.isfinite(expected))


@pytest.mark.parametrize("engine", ENGINES)
def test_ways_add_up(engine: str) -> None:
    """A way's arcs join, are open, start and end where asked, and weigh what the distance says."""
    for seed in range(CHANGED):
        arcs = random_arcs(chance(seed))
        router, expected = Router(arcs.graph(), engine=engine), all_distances(arcs)
        for source in range(arcs.nodes):
            for target in range(arcs.nodes):
                way = router.path(source, target)
                assert router.distance(source, target) == expected[source][target]
                if way is None:
                    assert expected[source][target] == float("inf")
                    continue
                assert way.weight == expected[source][target] == sum(arcs.weight[arc] for arc in way.arcs)
                stops = [source, *(arcs.head[arc] for arc in way.arcs)]
                assert [arcs.tail[arc] for arc in way.arcs] == stops[:-1]
                assert stops[-1] == target


def distances(arcs: Arcs, engine: str) -> np.ndarray:
    nodes = np.arange(arcs.nodes)
    return Router(arcs.graph(), engine=engine).matrix(nodes, nodes).weight


def changed(name: str, arcs: Arcs, rnd: random.Random, before: np.ndarray) -> tuple[Arcs, np.ndarray]:
    """A graph changed in a way whose effect on all distances is known."""
    tail, head, weight, nodes = list(arcs.tail), list(arcs.head), list(arcs.weight), arcs.nodes
    rows = range(len(tail))
    if name == "scale":
        return Arcs(nodes, tail, head, [7 * value for value in weight]), 7 * before
    if name == "permute":
        place, order = rnd.sample(range(nodes), nodes), rnd.sample(rows, len(rows))
        after = np.empty_like(before)
        after[np.ix_(place, place)] = before
        return Arcs(
            nodes, [place[tail[row]] for row in order], [place[head[row]] for row in order], [weight[row] for row in order]
        ), after  # fmt: skip
    if name == "reverse":
        return Arcs(nodes, head, tail, weight), before.T
    if name == "dominated":
        row = rnd.choice(rows)
        return Arcs(nodes, [*tail, tail[row]], [*head, head[row]], [*weight, weight[row] + 1]), before
    if name == "split":
        row = rnd.choice(rows)
        first = weight[row] if weight[row] == float("inf") else float(rnd.randint(0, int(weight[row])))
        rest = 0.0 if weight[row] == float("inf") else weight[row] - first
        return Arcs(
            nodes + 1,
            [*tail[:row], *tail[row + 1 :], tail[row], nodes],
            [*head[:row], *head[row + 1 :], nodes, head[row]],
            [*weight[:row], *weight[row + 1 :], first, rest],
        ), before
    # close an arc heavier than the way round it
    unused = [row for row in rows if before[tail[row], head[row]] < weight[row]]
    for row in unused[:1]:
        weight[row] = float("inf")
    return Arcs(nodes, tail, head, weight), before


@pytest.mark.parametrize("name", ["scale", "permute", "reverse", "dominated", "split", "close"])
def test_changes_do_what_they_must(name: str) -> None:
    """Scaling, permuting, reversing, splitting an arc, adding a heavier parallel one or closing an unused one."""
    for seed in range(CHANGED):
        rnd = chance(f"{name} {seed}")
        arcs = random_arcs(rnd)
        engine = ENGINES[seed % len(ENGINES)]
        if not arcs.tail:
            continue
        other, expected = changed(name, arcs, rnd, distances(arcs, engine))
        after = distances(other, engine)[: arcs.nodes, : arcs.nodes]
        assert np.array_equal(after, expected), seed


@pytest.mark.parametrize("engine", ENGINES)
def test_reweighting_equals_a_new_graph(engine: str) -> None:
    """A router that was re-weighted many times answers as a new graph of those weights does, and goes back."""
    for seed in range(40):
        rnd = chance(seed)
        arcs = random_arcs(rnd)
        graph, nodes = arcs.graph(), np.arange(arcs.nodes)
        router = Router(graph, engine=engine)
        for _ in range(4):
            weight = [float(rnd.choice((0, 5, 9, float("inf")))) for _ in arcs.tail]
            router.reweight(weight)
            router.path(0, arcs.nodes - 1)
            fresh = all_distances(arcs._replace(weight=weight))
            assert router.matrix(nodes, nodes).weight.tolist() == fresh
            assert router.each(nodes, nodes[::-1]).tolist() == [
                -1 if fresh[one][-1 - one] == float("inf") else fresh[one][-1 - one] for one in nodes
            ]
        router.reweight(None)
        assert router.matrix(nodes, nodes).weight.tolist() == all_distances(arcs)


@pytest.mark.parametrize("engine", ENGINES)
def test_beyond_31_bits(engine: str) -> None:
    """Distances, and single arcs, beyond 2^31 units are exact on every engine, and told apart from no way at all."""
    big = float(2**30)
    graph = LargeGraph([0, 1, 2, 3, 5], [1, 2, 3, 4, 4], [big, big, big, 2.0**40, 1.0], node_count=7)
    router = Router(graph, engine=engine)
    assert router.matrix([0, 5], [1, 2, 3, 4, 6]).units.tolist() == [
        [2**30, 2**31, 3 * 2**30, 3 * 2**30 + 2**40, -1],
        [-1, -1, -1, 1, -1],
    ]
    assert router.distance(0, 4) == 3 * big + 2.0**40
    way = router.path(0, 4)
    assert way is not None
    assert way.arcs.tolist() == [0, 1, 2, 3]
    router.reweight([1.0, 1.0, 1.0, 1.0, 1.0])
    assert router.distance(0, 4) == 4.0
    router.reweight([1.0, 2.0**31 - 1, float("inf"), 1.0, 1.0])
    assert router.distance(0, 2) == 2.0**31
    assert router.distance(0, 3) == float("inf")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_node_out_of_range_never_reaches_a_library(engine: str) -> None:
    """Unknown nodes are refused by number and position, whichever question is asked."""
    router = Router(LargeGraph([0], [1], [1.0]), engine=engine)
    for ask in (
        lambda: router.distance(0, 2),
        lambda: router.path(-1, 0),
        lambda: router.table([0, 9], [1]),
        lambda: router.matrix([0], [2**40]),
        lambda: router.each([0], [2]),
    ):
        with pytest.raises(UsageError, match="is not a node"):
            ask()
    with pytest.raises(UsageError, match="whole numbers"):
        router.table(np.array([0.5]), [1])
    with pytest.raises(UsageError, match="2 sources and 1 targets"):
        router.each([0, 1], [1])
    assert router.distance(0, 1) == 1.0


def test_bad_weights_leave_the_old_ones() -> None:
    """A weighting with NaN or a negative weight is refused with its rows, and the one before stays."""
    router = Router(LargeGraph([0, 1], [1, 2], [1.0, 2.0]))
    for bad in ([1.0, float("nan")], [1.0, -0.5]):
        with pytest.raises(DataError, match="row 1"):
            router.reweight(bad)
        assert router.distance(0, 2) == 3.0
    with pytest.raises(UsageError, match="2 arcs have weights of shape"):
        router.reweight([1.0])


def test_a_graph_without_arcs() -> None:
    """One node without arcs is at no distance from itself."""
    router = Router(LargeGraph([], [], [], node_count=1))
    assert router.matrix([0], [0]).weight.tolist() == [[0.0]]
    way = router.path(0, 0)
    assert way is not None
    assert len(way.arcs) == 0


def test_rows_come_a_few_at_a_time() -> None:
    """The matrix in parts is the matrix, further measures along the ways with it."""
    arcs = random_arcs(chance(5))
    router, nodes = Router(arcs.graph()), np.arange(arcs.nodes)
    km = np.arange(len(arcs.tail), dtype=float)
    whole = router.matrix(nodes, nodes, along={"km": km})
    parts = list(router.rows(nodes, nodes, along={"km": km}, at_once=4))
    assert np.array_equal(np.vstack([part.weight for part in parts]), whole.weight)
    assert np.array_equal(np.vstack([part.along["km"] for part in parts]), whole.along["km"], equal_nan=True)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("nodes_a_way", [0, 400], ids=["each way", "a search from each origin"])
def test_measures_are_summed_along_one_lightest_way(
    engine: str, nodes_a_way: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weights of a way add up to the distance, whichever way of summing is taken; no way has no arcs but to itself."""
    monkeypatch.setattr(table, "NODES_A_WAY", nodes_a_way)
    for seed in range(60):
        arcs = random_arcs(chance(seed))
        nodes = np.arange(arcs.nodes)
        found = Router(arcs.graph(), engine=engine).matrix(
            nodes, nodes, along={"weight": arcs.weight, "arcs": np.ones(len(arcs.weight))}
        )
        assert np.array_equal(found.along["weight"], np.where(found.reachable, found.weight, np.nan), equal_nan=True)
        assert np.array_equal(np.isnan(found.along["arcs"]), ~found.reachable)
        off = ~np.eye(arcs.nodes, dtype=bool)
        assert (found.along["arcs"][found.reachable & off] >= 1).all()
        assert (found.along["arcs"][~off] == 0).all()
