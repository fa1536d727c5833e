"""Times whole fronts on the shipped network, warm, beside a plain multi-criteria label setting on a networkx graph.

    python benchmarks/fronts.py [--pairs 100] [--peers 20]

Prints the medians over random pairs for two and three criteria: the front alone, the whole answer with the routes that
stand for it, and the ratio to the plain one on the same pairs, which must find the same vectors. The plain one is
Martins' algorithm as it is usually written: labels in lexicographic order, each compared with all at its vertex and at
the end, no bounds.
"""

import argparse
import gc
import heapq
import statistics
import time
from collections.abc import Callable
from random import Random
from typing import TypeVar

import networkx as nx

from corridors.errors import NoRouteError
from corridors.network import Network, load
from planner.graph import Graph
from planner.plan import plan
from planner.query import Query, ask
from planner.ways import Ways

ON = "2025-11-30"
BARS_MS = {2: 60, 3: 500}
CRITERIA = {2: "time,cost", 3: "time,cost,emissions"}
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Milliseconds of a piece of work, and what it gives."""
    gc.collect()
    start = time.perf_counter()
    result = work()
    return (time.perf_counter() - start) * 1000, result


def questions(network: Network, count: int, criteria: str) -> list[Query]:
    """Random pairs of places that are joined on the day."""
    rnd = Random(20251130)  # noqa: S311 - repeatable, not secret
    places = [place.id for place in network.data.places if not place.at_sea]
    found: list[Query] = []
    while len(found) < count:
        query = ask(network, *rnd.sample(places, 2), on=ON, pareto=criteria)
        try:
            plan(network, query)
        except NoRouteError:
            continue
        found.append(query)
    return found


def as_networkx(network: Network, query: Query) -> "nx.MultiDiGraph[int]":
    """The open arcs of a question with what each takes."""
    ways = Ways(network, query)
    amounts = [ways.ledger.of_criterion(criterion) for criterion in query.pareto]
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    for tail, head, _, number in ways.laid_open(sea=False).links():
        graph.add_edge(tail, head, takes=tuple(column[number] for column in amounts))
    return graph


def martins(graph: "nx.MultiDiGraph[int]", source: int, target: int, criteria: int) -> list[tuple[int, ...]]:
    """The front by plain label setting."""
    settled: dict[int, list[tuple[int, ...]]] = {}
    heap = [((0,) * criteria, source)]
    while heap:
        taken, vertex = heapq.heappop(heap)
        if dominated(settled.get(vertex, []), taken) or dominated(settled.get(target, []), taken):
            continue
        settled.setdefault(vertex, []).append(taken)
        if vertex == target:
            continue
        for _, head, takes in graph.out_edges(vertex, data="takes"):
            reached = tuple(a + b for a, b in zip(taken, takes, strict=True))
            if not dominated(settled.get(head, []), reached):
                heapq.heappush(heap, (reached, head))
    return settled.get(target, [])


def dominated(others: list[tuple[int, ...]], taken: tuple[int, ...]) -> bool:
    """Whether one of several vectors takes no more of anything."""
    return any(all(a <= b for a, b in zip(other, taken, strict=True)) for other in others)


def row(name: str, values: list[float]) -> str:
    """Median, and the spread from the tenth to the ninetieth percentile."""
    deciles = statistics.quantiles(values, n=10)
    return f"{name:<34} median {statistics.median(values):9.1f}   P10–P90 {deciles[0]:8.1f} – {deciles[-1]:8.1f}"


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pairs", type=int, default=100)
    options.add_argument("--peers", type=int, default=20, help="on how many of them the plain one runs")
    given = options.parse_args()
    network = load()
    for count, criteria in CRITERIA.items():
        asked = questions(network, given.pairs, criteria)
        fronts = [timed(lambda query=query: Ways(network, query).front) for query in asked]  # type: ignore[misc]
        whole = [timed(lambda query=query: plan(network, query))[0] for query in asked]  # type: ignore[misc]
        print(
            f"{criteria}: {len(asked)} pairs, {statistics.median(len(found) for _, found in fronts):g} vectors in the median"
        )
        print(row("front, ms", [spent for spent, _ in fronts]), f"  bar {BARS_MS[count]} ms")
        print(row("whole answer, ms", whole))
        ratios, peers = [], []
        for query, (spent, found) in list(zip(asked, fronts, strict=True))[: given.peers]:
            graph = as_networkx(network, query)
            theirs, vectors = timed(lambda: martins(graph, Graph.ORIGIN, Graph.DESTINATION, count))  # noqa: B023 - run at once
            assert sorted(vectors) == sorted(each.vector for each in found), "the fronts differ"
            peers.append(theirs)
            ratios.append(theirs / spent)
        print(row("plain label setting, ms", peers))
        print(row("plain label setting / front", ratios))


if __name__ == "__main__":
    main()
