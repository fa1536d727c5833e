"""Times questions put to a network that is loaded already, and networkx' Dijkstra on the same search graph beside them.

    python benchmarks/warm_plan.py [--pairs 100] [--seed 1]

The pairs are drawn once, from all places that a leg touches; pairs without a way on the day are drawn again. Each is asked
for the best route alone and for four alternatives, sea baseline, closed ways, ranges and steps included, and the peer finds
one best path on a plain ``networkx.DiGraph`` of the very vertices and weights, ends of the journey included, in turn.
Prints medians in milliseconds of processor time and ratios pair by pair. The first question of all, which builds what later ones share, stands
by itself.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import Any

import networkx as nx

from corridors.errors import NoRouteError
from corridors.network import Network, load
from planner import Query, ask, plan
from planner.graph import Graph
from planner.ways import Ways

Pair = tuple[str, str]


def milliseconds(work: Callable[[], Any]) -> float:
    """Processor time of one call: nothing here waits or has a second thread, and a busy machine does not show in it."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def drawn(network: Network, seed: int, count: int) -> list[Pair]:
    """Pairs of places with a way between them."""
    rnd = Random(seed)  # noqa: S311 - repeatable, not secret
    ends = {end for leg in network.data.legs for end in (leg.start, leg.end) if not network.places[end].at_sea}
    places = sorted(ends)
    found: list[Pair] = []
    while len(found) < count:
        origin, destination = rnd.sample(places, 2)
        try:
            plan(network, ask(network, origin, destination, alternatives=1))
        except NoRouteError:
            continue
        found.append((origin, destination))
    return found


def plain_graph(network: Network, query: Query) -> "nx.DiGraph[int]":
    """The open arcs of a question as networkx knows them: of parallel ones the lightest."""
    mine = Graph(network, query)
    graph: nx.DiGraph[int] = nx.DiGraph()
    for tail, head, weight, _ in mine.joined(mine.setting.open).links():
        if not graph.has_edge(tail, head) or weight < graph[tail][head]["weight"]:
            graph.add_edge(tail, head, weight=weight)
    return graph


def search(network: Network, query: Query) -> object:
    """One best route, as its arcs: what the peer finds."""
    return Ways(network, query).best


def line(name: str, ours: Sequence[float], peer: Sequence[float] | None = None) -> None:
    """Print a row."""
    row = f"{name:34} median {statistics.median(ours):7.2f} ms   90 % under {sorted(ours)[len(ours) * 9 // 10]:7.2f} ms"
    if peer is not None:
        row += f"   over networkx {statistics.median(one / other for one, other in zip(ours, peer, strict=True)):6.2f}"
    print(row)


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pairs", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    network = load()
    first = milliseconds(lambda: plan(network, ask(network, "Saint Petersburg", "Nhava Sheva", alternatives=1)))
    pairs = drawn(network, given.seed, given.pairs)
    bare: list[float] = []
    best: list[float] = []
    four: list[float] = []
    peers: dict[str, list[float]] = {"dijkstra_path": [], "bidirectional_dijkstra": []}
    vertices = arcs = 0
    for origin, destination in pairs:
        one, more = (ask(network, origin, destination, alternatives=count) for count in (1, 4))
        bare.append(milliseconds(partial(search, network, one)))
        best.append(milliseconds(partial(plan, network, one)))
        four.append(milliseconds(partial(plan, network, more)))
        graph = plain_graph(network, one)
        vertices, arcs = len(graph), graph.number_of_edges()
        for name, times in peers.items():
            times.append(milliseconds(partial(getattr(nx, name), graph, Graph.ORIGIN, Graph.DESTINATION)))
    print(
        f"{len(pairs)} pairs, {len(network.places)} places, {len(network.legs)} legs; {vertices} vertices, {arcs} open arcs"
    )
    print(f"{'plan(), the first question':34}        {first:7.2f} ms")
    for name, times in peers.items():
        line(f"networkx.{name}", times)
    line("the search of the best route alone", bare, peers["dijkstra_path"])
    line("plan(), best route", best, peers["dijkstra_path"])
    line("plan(), four alternatives", four, peers["dijkstra_path"])


if __name__ == "__main__":
    main()
