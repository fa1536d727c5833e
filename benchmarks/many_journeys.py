"""Times matrices of journeys on the shipped network, and peers on the very same arcs: all ratios in one run.

    python benchmarks/many_journeys.py [--ends 300] [--rounds 5] [--seed 1]

The journeys go from places to places, loading and unloading included, as ``planner.matrix`` takes them. The first table is of
places whose pairs share one setting, so that each peer can do the same on one graph: the arcs of the network, of parallel
ones the lightest, and one vertex more for each origin and each destination. Ours includes laying the weights over the
hierarchy. The second table is of any places, whose pairs fall into several settings; the peer searches each of them from the
origins that need it. All distances are compared. Medians of processor time, peers in turn; those not installed are left out.
"""

import argparse
import importlib.util
import statistics
import time
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

from corridors.network import Network, load
from planner import Query, ask, matrix
from planner.many.distances import Distances, hierarchy_of
from planner.many.hierarchy import Hierarchy
from planner.many.matrix import cells, weights
from planner.objectives import UNITS_PER_ONE
from planner.topology import DESTINATION, ORIGIN

Weights = list[list[float]]
Edges = dict[tuple[int, int], int]
NONE = float("inf")


class Task:
    """One setting's arcs with a vertex for each end, as peers take them."""

    def __init__(self, distances: Distances, setting: int, origins: list[str], destinations: list[str]) -> None:
        """Collect the lightest arc between any two vertices."""
        graph = distances._graphs[setting]  # noqa: SLF001 - the peers are given what is searched
        self.size = len(graph.terminals)
        self.edges: Edges = {}
        for tail, head, weight, _ in graph.setting.open.links():
            self._add(tail, head, weight)
        self.starts = [self._end(distances, place, ORIGIN) for place in origins]
        self.ends = [self._end(distances, place, DESTINATION) for place in destinations]

    def _add(self, tail: int, head: int, weight: int) -> None:
        self.edges[tail, head] = min(weight, self.edges.get((tail, head), weight))

    def _end(self, distances: Distances, place: str, end: int) -> int:
        number = self.size
        self.size += 1
        if end == ORIGIN:
            for arc in distances.ends(place).loading:
                self._add(number, arc.head, arc.weight)
        else:
            for arc in distances.ends(place).unloading:
                self._add(arc.tail, number, arc.weight)
        return number


def peers_of(task: Task) -> dict[str, Callable[[], Weights]]:
    """What each peer that is installed does, on a graph that is ready."""
    found: dict[str, Callable[[], Weights]] = {"networkx": _networkx(task)}
    for name, make in (("scipy", _scipy), ("igraph", _igraph), ("rustworkx", _rustworkx), ("scgraph", _scgraph)):
        if importlib.util.find_spec(name) is not None:
            found[name] = make(task)
    return found


def _networkx(task: Task) -> Callable[[], Weights]:
    import networkx as nx  # noqa: PLC0415 - each peer on its own

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(task.size))
    graph.add_weighted_edges_from((tail, head, weight) for (tail, head), weight in task.edges.items())

    def work() -> Weights:
        trees = (nx.single_source_dijkstra_path_length(graph, start) for start in task.starts)
        return [[tree.get(end, NONE) for end in task.ends] for tree in trees]

    return work


def _scipy(task: Task) -> Callable[[], Weights]:
    from scipy.sparse import csr_array  # noqa: PLC0415 - as above
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 - as above

    tails, heads = zip(*task.edges, strict=True)
    lifted = [max(weight, 1e-3) for weight in task.edges.values()]  # a zero would be no arc
    graph = csr_array((lifted, (tails, heads)), shape=(task.size, task.size))

    def work() -> Weights:
        found: Weights = dijkstra(graph, indices=task.starts)[:, task.ends].tolist()
        return found

    return work


def _igraph(task: Task) -> Callable[[], Weights]:
    import igraph  # noqa: PLC0415 - as above

    graph = igraph.Graph(n=task.size, edges=list(task.edges), directed=True)
    weights = list(task.edges.values())
    return lambda: graph.distances(task.starts, task.ends, weights=weights)


def _rustworkx(task: Task) -> Callable[[], Weights]:
    import rustworkx  # noqa: PLC0415 - as above

    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(task.size))
    graph.add_edges_from([(tail, head, float(weight)) for (tail, head), weight in task.edges.items()])

    def work() -> Weights:
        trees = (rustworkx.dijkstra_shortest_path_lengths(graph, start, float) for start in task.starts)
        return [[tree[end] if end in tree else NONE for end in task.ends] for tree in trees]  # noqa: SIM401 - no dict

    return work


def _scgraph(task: Task) -> Callable[[], Weights]:
    import scgraph  # noqa: PLC0415 - as above

    neighbours: list[dict[int, float]] = [{} for _ in range(task.size)]
    for (tail, head), weight in task.edges.items():
        neighbours[tail][head] = weight
    graph = scgraph.Graph(neighbours)

    def work() -> Weights:
        trees = (graph.get_shortest_path_tree(origin_id=start) for start in task.starts)
        return [[tree["distance_matrix"][end] for end in task.ends] for tree in trees]

    return work


def ours(network: Network, query: Query, origins: list[str], destinations: list[str]) -> Weights:
    """The weights in millionths."""
    rows = weights(network, query, origins, destinations)
    return [[NONE if weight is None else weight * UNITS_PER_ONE for weight in row] for row in rows]


def alike(mine: Weights, theirs: Weights) -> bool:
    """Whether two tables of weights are the same, but for what floating-point sums lose."""
    return all(
        one == other or abs(one - other) <= 1e-6 * one + 1
        for row, peer in zip(mine, theirs, strict=True)
        for one, other in zip(row, peer, strict=True)
    )


def timed(work: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """Median seconds of processor time, all in turn."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, call in work.items():
            start = time.process_time()
            call()
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def print_table(title: str, times: dict[str, float]) -> None:
    """Print seconds and ratios to the first row."""
    print(title)
    first = next(iter(times.values()))
    for name, seconds in times.items():
        print(f"  {name:24} {seconds * 1000:9.1f} ms   {seconds / first:7.2f} of ours")


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--ends", type=int, default=300)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    network = load()
    query = ask(network, "moscow", "mumbai", alternatives=1)
    rnd = Random(asked.seed)  # noqa: S311 - repeatable, not secret
    ends = {end for leg in network.data.legs for end in (leg.start, leg.end)}
    places = sorted(end for end in ends if not network.places[end].at_sea)

    every = Distances(network, query, [(places, places)])
    commonest = Counter(every._of_countries.values()).most_common(1)[0][0]  # noqa: SLF001 - which pairs go together
    plain = {"RU", "KZ", "UZ", "TM", "KG", "TJ", "TR", "GE", "CN", "AZ", "AM", "OM", "FI", "BY", "AE", "DE", "EG"}
    alike_places = [place for place in places if network.places[place].country in plain]
    assert {every._setting(one, alike_places[0]) for one in alike_places} == {commonest}, "one setting"  # noqa: SLF001
    count = min(asked.ends, len(alike_places))
    origins, destinations = rnd.sample(alike_places, count), rnd.sample(alike_places, count)
    ours(network, query, origins, destinations)
    topology = every._graphs[0].setting.topology  # noqa: SLF001 - what is ordered once
    ordering = timed({"order": lambda: Hierarchy(len(topology.terminals), [link[:2] for link in topology.links])}, 1)
    print(
        f"{len(topology.terminals):,} terminals, {len(topology.links):,} arcs; hierarchy of {hierarchy_of(topology).width:,}"
    )
    print(f"ordered once a topology: {ordering['order'] * 1000:.0f} ms")

    task = Task(every, commonest, origins, destinations)
    peers = peers_of(task)
    mine = ours(network, query, origins, destinations)
    for row, one in zip(mine, origins, strict=True):
        for column, other in enumerate(destinations):
            row[column] = NONE if one == other else row[column]
    for name, work in peers.items():
        theirs = work()
        for row, one in zip(theirs, origins, strict=True):
            for column, other in enumerate(destinations):
                row[column] = NONE if one == other else row[column]
        if not alike(mine, theirs):
            raise SystemExit(f"{name} gives other distances")
    print_table(
        f"{count} x {count}, one setting",
        timed({"landbridge": lambda: matrix(network, origins, destinations, weights_only=True), **peers}, asked.rounds),
    )

    origins, destinations = rnd.sample(places, asked.ends), rnd.sample(places, asked.ends)
    pairs = [(one, other) for one in origins for other in destinations if one != other]
    settings: dict[int, set[str]] = {}
    for one, other in pairs:
        settings.setdefault(every._setting(one, other), set()).add(one)  # noqa: SLF001 - which pairs go together
    by_setting = [_networkx(Task(every, setting, sorted(some), destinations)) for setting, some in settings.items()]
    print_table(
        f"{asked.ends} x {asked.ends}, any places, {len(settings)} settings",
        timed(
            {
                "landbridge": lambda: matrix(network, origins, destinations, weights_only=True),
                "networkx": lambda: [work() for work in by_setting],
                "landbridge, all columns": lambda: sum(1 for _ in cells(network, query, pairs)),
            },
            1,
        ),
    )


if __name__ == "__main__":
    main()
