"""Large networks against peers, on the world railway graph of ``scgraph_data``: all ratios in one run.

    pip install -e '.[bench]'
    python benchmarks/large_networks.py [--pairs 200] [--draws 1000] [--ends 300]

Every peer gets the same graph and the same weights; distances are compared. Where a peer would take hours it works on a
sample, scaled up, and the line says so. Ratios are peer over landbridge: larger is better for landbridge.
"""

import argparse
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import numpy as np
import rustworkx
import scgraph
from scipy.sparse.csgraph import dijkstra
from world_railway import Arcs, in_turn, row, seconds, world_railway

from planner.large import LargeGraph, Router, installed
from planner.large.alternatives import alternatives

SEED = 20260101
FEW = 10
"""Pairs or origins a slow peer is sampled on."""
ROUNDS = 7
CLOSE = 1e-6


def reweighted(arcs: Arcs, rng: np.random.Generator) -> np.ndarray:
    """Km times a factor from 0.8 to 1.25, to the metre."""
    weight: np.ndarray = np.round(arcs.km * rng.uniform(0.8, 1.25, len(arcs.km)), 3)
    return weight


def for_scgraph(arcs: Arcs, weight: np.ndarray) -> Any:
    """The graph of scgraph, its C++ one where its wheel has it."""
    rows: list[dict[int, float]] = [{} for _ in arcs.lon]
    for tail, head, value in zip(arcs.tail.tolist(), arcs.head.tolist(), weight.tolist(), strict=True):
        rows[tail][head] = value
    return scgraph.Graph(rows)


def for_networkx(arcs: Arcs, weight: np.ndarray) -> Any:
    """A NetworkX graph."""
    graph = nx.DiGraph()
    graph.add_weighted_edges_from(zip(arcs.tail.tolist(), arcs.head.tolist(), weight.tolist(), strict=True))
    return graph


def compare(name: str, ours: Any, theirs: Any) -> None:
    """Stop where a peer's distances are others than ours."""
    if not np.allclose(np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float), rtol=0, atol=CLOSE):
        raise SystemExit(f"{name} gives other distances")


def make(routers: dict[str, Router], graph: LargeGraph, name: str, preparation: Path | None = None) -> None:
    """Make a router ready."""
    routers[name] = Router(graph, engine=name, preparation=preparation)


def ask_all(router: Router, pairs: list[list[int]]) -> None:
    """One way after the other."""
    for source, target in pairs:
        router.path(source, target)


def prepared(arcs: Arcs) -> dict[str, Router]:
    """One router an engine, all from one preparation; says what it took."""
    graph = LargeGraph(arcs.tail, arcs.head, arcs.km, lon=arcs.lon, lat=arcs.lat, scale=1000)
    print(f"{graph.node_count} nodes, {graph.arc_count} arcs, {graph.scale} units to the km")
    routers: dict[str, Router] = {}
    first = installed()[0]
    took = seconds(partial(make, routers, graph, first))
    print(f"preparation, once ({first}): {took:.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "railway.prepared")
        preparation = routers[first].preparation
        if preparation is None:
            raise SystemExit("no contraction hierarchy is installed: pip install 'landbridge[bench]'")
        preparation.save(file)
        for name in installed():
            took = seconds(partial(make, routers, graph, name, file))
            print(f"start from the saved preparation ({name}): {took * 1000:.0f} ms")
    return routers


def one_query(arcs: Arcs, routers: dict[str, Router], pairs: int) -> None:
    """One query after re-weighting, path and all."""
    rng = np.random.default_rng(SEED)
    weight = reweighted(arcs, rng)
    ends = rng.integers(0, len(arcs.lon), (pairs, 2)).tolist()
    print(f"\none query after re-weighting, with its path, mean of {pairs} random pairs, {ROUNDS} rounds")
    found: list[float] = []
    for name, router in routers.items():
        change = seconds(partial(router.reweight, weight), 5)
        print(f"  re-weighting ({name}): {change * 1000:.1f} ms")
        told = [router.distance(*pair) for pair in (ends if name != "scipy" else ends[:FEW])]
        compare(name, found[: len(told)] or told, told)
        found = found or told
    peer = for_scgraph(arcs, weight)
    preparation = seconds(partial(peer.create_contraction_hierarchy))
    print(f"  scgraph prepares anew for every weighting: {preparation:.1f} s")
    ask = peer.contraction_hierarchy
    compare("scgraph", found, [ask(origin_id=a, destination_id=b)["length"] for a, b in ends])
    works: dict[str, Callable[[], Any]] = {
        f"landbridge, {name}": partial(ask_all, router, ends) for name, router in routers.items() if name != "scipy"
    }
    works["scgraph contraction_hierarchy"] = lambda: [ask(origin_id=a, destination_id=b) for a, b in ends]
    in_turn(works, ROUNDS, pairs)
    print(f"the same without paths, {ROUNDS} rounds")
    starts, targets = np.array(ends).T
    works = {
        f"landbridge, {name}": partial(router.each, starts, targets)
        for name, router in routers.items()
        if name != "scipy"
    }
    works["scgraph contraction_hierarchy, length only"] = lambda: [
        ask(origin_id=a, destination_id=b, length_only=True) for a, b in ends
    ]
    in_turn(works, ROUNDS, pairs)
    few = ends[:FEW]
    print(f"slower peers, with paths, mean of a sample of {FEW} of the pairs")
    graph = for_networkx(arcs, weight)
    works = {
        f"landbridge, {installed()[0]}": partial(ask_all, routers[installed()[0]], few),
        "landbridge, scipy": partial(ask_all, routers["scipy"], few),
        "scgraph bidirectional_dijkstra": lambda: [
            peer.bidirectional_dijkstra(origin_id=a, destination_id=b) for a, b in few
        ],
        "networkx bidirectional_dijkstra": lambda: [nx.bidirectional_dijkstra(graph, a, b) for a, b in few],
    }
    in_turn(works, 3, FEW)


def table(arcs: Arcs, routers: dict[str, Router], count: int) -> None:
    """A matrix."""
    rng = np.random.default_rng(SEED + 1)
    starts, ends = (rng.choice(len(arcs.lon), count, replace=False) for _ in range(2))
    print(f"\n{count} x {count} matrix")
    for router in routers.values():
        router.reweight(None)
    first = installed()[0]
    ours = seconds(lambda: routers[first].matrix(starts, ends), 7)
    found = routers[first].matrix(starts, ends).weight
    for name, router in routers.items():
        if name != "scipy":
            row(f"landbridge, {name}", seconds(partial(router.matrix, starts, ends), 7), ours)
            compare(name, found, router.matrix(starts, ends).weight)
    net = arcs.matrix(arcs.km)
    compare("scipy", found, dijkstra(net, indices=starts)[:, ends])
    row("scipy csgraph.dijkstra", seconds(lambda: dijkstra(net, indices=starts)[:, ends]), ours)
    scale = count / FEW
    graph = igraph.Graph(n=len(arcs.lon), edges=np.column_stack((arcs.tail, arcs.head)), directed=True)
    some = starts[:FEW].tolist()
    by_igraph = partial(graph.distances, some, ends.tolist(), weights=arcs.km)
    compare("igraph", found[:FEW], by_igraph())
    row("igraph distances", seconds(by_igraph) * scale, ours, f"sample of {FEW} origins")
    other = rustworkx.PyDiGraph()
    other.add_nodes_from(range(len(arcs.lon)))
    other.add_edges_from(list(zip(arcs.tail.tolist(), arcs.head.tolist(), arcs.km.tolist(), strict=True)))
    value = seconds(lambda: [rustworkx.dijkstra_shortest_path_lengths(other, start, float) for start in some])
    row("rustworkx dijkstra_shortest_path_lengths", value * scale, ours, f"sample of {FEW} origins")
    peer = for_scgraph(arcs, arcs.km)
    peer.create_contraction_hierarchy()
    ask = peer.contraction_hierarchy
    pairs = [(start, end) for start in some for end in ends.tolist()]
    value = seconds(lambda: [ask(origin_id=a, destination_id=b, length_only=True) for a, b in pairs])
    row("scgraph contraction_hierarchy, pair by pair", value * scale, ours, f"sample of {FEW} origins")
    slow = for_networkx(arcs, arcs.km)
    value = seconds(lambda: [nx.single_source_dijkstra_path_length(slow, start) for start in some[:2]])
    row("networkx single_source_dijkstra", value * count / 2, ours, "sample of 2 origins")


def monte_carlo(arcs: Arcs, routers: dict[str, Router], draws: int, pairs: int = 20) -> None:
    """Many re-weightings, a few pairs each; drawing the weights is not timed."""
    rng = np.random.default_rng(SEED + 2)
    starts, ends = rng.integers(0, len(arcs.lon), (2, pairs))
    print(f"\n{draws} re-weightings x {pairs} pairs, distances")
    took = dict.fromkeys(routers, 0.0)
    taken = 0.0
    theirs = 0
    net = arcs.matrix(arcs.km)
    order = arcs.matrix(np.arange(1.0, len(arcs.km) + 1)).data.astype(np.int64) - 1
    for draw in range(draws):
        weight = reweighted(arcs, rng)
        for name, router in routers.items():
            if name == "scipy":
                continue

            def work(router: Router = router, weight: np.ndarray = weight) -> None:
                router.reweight(weight)
                router.each(starts, ends)

            took[name] += seconds(work)
        if draw % max(1, draws // FEW) == 0:  # the sample of a slow peer, spread over the run
            theirs += 1

            def by_scipy(weight: np.ndarray = weight) -> np.ndarray:
                net.data[:] = weight[order]
                found: np.ndarray = dijkstra(net, indices=starts)[np.arange(pairs), ends]
                return found

            taken += seconds(by_scipy)
            router = routers[installed()[0]]
            compare("scipy", router.each(starts, ends) / router.graph.scale, by_scipy())
    ours = took[installed()[0]]
    for name, value in took.items():
        if name != "scipy":
            row(f"landbridge, {name}", value, ours)
    row("scipy csgraph.dijkstra", taken / theirs * draws, ours, f"sample of {theirs} re-weightings")
    graph = for_networkx(arcs, weight)
    value = seconds(lambda: [nx.bidirectional_dijkstra(graph, a, b) for a, b in zip(starts[:5], ends[:5], strict=True)])
    row(
        "networkx bidirectional_dijkstra",
        value / 5 * pairs * draws,
        ours,
        "sample of 5 pairs, re-weighting not counted",
    )


def other_ways(arcs: Arcs, routers: dict[str, Router], pairs: int = 20) -> None:
    """Alternatives: how many are found, and how long that takes."""
    rng = np.random.default_rng(SEED + 3)
    ends = rng.integers(0, len(arcs.lon), (pairs, 2)).tolist()
    print(f"\nup to 3 alternatives, mean of {pairs} random pairs (overlap 0.5, stretch 1.5, T = 0.25)")
    for name, router in routers.items():
        router.reweight(None)
        router.path(*ends[0])
        counts: list[int] = []

        def work(router: Router = router, counts: list[int] = counts) -> None:
            counts.extend(len(alternatives(router, *pair, most=3).ways) for pair in ends)

        took = seconds(work) / pairs
        print(f"  landbridge, {name:20s} {took * 1000:8.1f} ms, {np.mean(counts):.2f} ways")


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pairs", type=int, default=200)
    options.add_argument("--draws", type=int, default=1000)
    options.add_argument("--ends", type=int, default=300)
    asked = options.parse_args()
    arcs = world_railway()
    routers = prepared(arcs)
    one_query(arcs, routers, asked.pairs)
    table(arcs, routers, asked.ends)
    other_ways(arcs, routers)
    monte_carlo(arcs, routers, asked.draws)


if __name__ == "__main__":
    main()
