"""Times dossiers of losses on the network that is loaded already, and networkx' Dijkstra for each loss beside them.

    python benchmarks/chokepoints.py

For each pair: the whole dossier (single losses of crossings, ports, passages and legs, the ways round, the worst together,
the cut), and the exact worst three of crossings, ports and passages, and of legs, by themselves. The peer finds one lightest
path without each single element, on a plain ``networkx.DiGraph`` of the same vertices and weights.
"""

import statistics
import time
from fractions import Fraction

import networkx as nx

from corridors.network import load
from planner import Query, ask
from planner.chokepoints import Asked, chokepoints
from planner.elements import carriers
from planner.frame import Frame

PAIRS = (
    ("Moscow", "Bandar Abbas"), ("Saint Petersburg", "Nhava Sheva"), ("Tashkent", "Karachi"), ("Herat", "Baku"),
    ("Almaty", "Poti"), ("Lahore", "Moscow"), ("Mashhad", "Istanbul"), ("Termez", "Karachi"),
)  # fmt: skip


def peer(frame: Frame, names: list[str]) -> float:
    """Seconds that networkx takes for one path a loss."""
    links = list(frame.open.links())
    start = time.process_time()
    for name in names:
        lost = set(carriers(frame, name))
        graph: nx.DiGraph[int] = nx.DiGraph()
        for tail, head, weight, number in links:
            if number not in lost and (not graph.has_edge(tail, head) or weight < graph[tail][head]["weight"]):
                graph.add_edge(tail, head, weight=weight)
        if nx.has_path(graph, frame.source, frame.target):
            nx.dijkstra_path(graph, frame.source, frame.target)
    return time.process_time() - start


def seconds(query: Query, kinds: tuple[str, ...], together: int) -> float:
    """Processor time of a dossier: the middle of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        chokepoints(network, [Asked(query, Fraction(1))], kinds=kinds, together=together)
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    """Print a line a pair and the slowest."""
    slowest = slowest_legs = 0.0
    for origin, destination in PAIRS:
        query = ask(network, origin, destination, on="2025-11-30")
        found = chokepoints(network, [Asked(query)])
        names = [row.elements[0] for row in found.rows]
        dossier = seconds(query, (), 3)
        start = time.process_time()
        chokepoints(network, [Asked(query)], kinds=("leg",), together=3)
        legs = time.process_time() - start
        slowest, slowest_legs = max(slowest, dossier), max(slowest_legs, legs)
        ratio = peer(Frame(network, query), names) / dossier
        print(
            f"{origin + '–' + destination:30} {len(names):3} single losses: dossier {dossier:5.2f} s,"
            f" with the worst three legs {legs:5.1f} s; networkx, single losses alone, over the dossier {ratio:5.1f}"
        )
    print(f"slowest dossier {slowest:.2f} s (at most 2 s), worst three legs {slowest_legs:.1f} s (at most 30 s)")


if __name__ == "__main__":
    network = load()
    main()
