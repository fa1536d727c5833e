"""A matrix on the shipped network against peers: all ratios in one run.

    pip install -e '.[bench]'
    python benchmarks/matrix.py [--ends 300] [--rounds 7]

The graph is the search graph of a query (terminals, legs, handlings), closed arcs left out for the peers; origins and
destinations are terminals drawn at random. Every peer is built beforehand; distances are compared.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import igraph
import networkx as nx
import numpy as np
import rustworkx
import scgraph
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from world_railway import in_turn

from corridors.network import load
from planner.large import Router, installed
from planner.large.shipped import from_query
from planner.query import ask

SEED = 20260102


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--ends", type=int, default=300)
    options.add_argument("--rounds", type=int, default=7)
    asked = options.parse_args()
    network = load(None)
    graph = from_query(network, ask(network, "moscow", "mumbai"))
    rng = np.random.default_rng(SEED)
    starts, ends = (rng.choice(graph.node_count, asked.ends, replace=False) for _ in range(2))
    print(f"{graph.node_count} terminals, {graph.arc_count} arcs; {asked.ends} x {asked.ends} matrix")
    routers: dict[str, Router] = {}
    for name in installed():
        start = time.perf_counter()
        routers[name] = Router(graph, engine=name)
        print(f"  made ready ({name}): {(time.perf_counter() - start) * 1000:.1f} ms")
    first = installed()[0]
    found = routers[first].matrix(starts, ends).weight
    usable = np.isfinite(graph.weight) & (graph.tail != graph.head)
    best: dict[tuple[int, int], float] = {}
    rows = zip(
        graph.tail[usable].tolist(),
        graph.head[usable].tolist(),
        (graph.units[usable] / graph.scale).tolist(),
        strict=True,
    )
    for tail, head, weight in rows:
        best[tail, head] = min(weight, best.get((tail, head), weight))
    pairs = np.array(list(best))
    weights = np.array(list(best.values()))
    origins, destinations = starts.tolist(), ends.tolist()

    net = csr_array((weights, (pairs[:, 0], pairs[:, 1])), shape=(graph.node_count, graph.node_count))
    by_igraph = igraph.Graph(n=graph.node_count, edges=pairs, directed=True)
    by_rustworkx = rustworkx.PyDiGraph()
    by_rustworkx.add_nodes_from(range(graph.node_count))
    by_rustworkx.add_edges_from([(tail, head, weight) for (tail, head), weight in best.items()])
    neighbours: list[dict[int, float]] = [{} for _ in range(graph.node_count)]
    for (tail, head), weight in best.items():
        neighbours[tail][head] = weight
    by_scgraph = scgraph.Graph(neighbours)
    by_networkx = nx.DiGraph()
    by_networkx.add_nodes_from(range(graph.node_count))
    by_networkx.add_weighted_edges_from((tail, head, weight) for (tail, head), weight in best.items())

    def scgraph_trees() -> list[list[float]]:
        return [
            [tree["distance_matrix"][end] for end in destinations]
            for tree in (by_scgraph.get_shortest_path_tree(origin_id=start) for start in origins)
        ]

    def networkx_trees() -> list[list[float]]:
        trees = (nx.single_source_dijkstra_path_length(by_networkx, start) for start in origins)
        return [[tree.get(end, np.inf) for end in destinations] for tree in trees]

    def rustworkx_trees() -> list[list[float]]:
        lengths = [rustworkx.dijkstra_shortest_path_lengths(by_rustworkx, start, float) for start in origins]
        return [
            [0.0 if start == end else tree[end] if end in tree else np.inf for end in destinations]  # noqa: SIM401
            for start, tree in zip(origins, lengths, strict=True)
        ]

    peers: dict[str, Callable[[], Any]] = {
        "scipy csgraph.dijkstra": lambda: dijkstra(net, indices=starts)[:, ends],
        "igraph distances": lambda: by_igraph.distances(origins, destinations, weights=weights),
        "rustworkx dijkstra_shortest_path_lengths": rustworkx_trees,
        "scgraph get_shortest_path_tree": scgraph_trees,
        "networkx single_source_dijkstra": networkx_trees,
    }
    for name, work in peers.items():
        if not np.allclose(found, np.array(work(), dtype=float), rtol=1e-9, atol=1e-6):
            raise SystemExit(f"{name} gives other distances")
    ours = {f"landbridge, {name}": partial(router.matrix, starts, ends) for name, router in routers.items()}
    in_turn({**ours, **peers}, asked.rounds)


if __name__ == "__main__":
    main()
