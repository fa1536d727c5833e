"""Small random graphs for large-network claims, and witnesses that share no code with the engines."""

import random
from typing import NamedTuple

import numpy as np

from planner.large import LargeGraph, installed

ENGINES = installed()


class Arcs(NamedTuple):
    """A graph as rows; weights are whole numbers, infinite where closed."""

    nodes: int
    tail: list[int]
    head: list[int]
    weight: list[float]

    def graph(self) -> LargeGraph:
        """The same as a large graph."""
        return LargeGraph(
            np.array(self.tail, dtype=np.int64),
            np.array(self.head, dtype=np.int64),
            np.array(self.weight, dtype=np.float64),
            node_count=self.nodes,
        )


def chance(seed: object) -> random.Random:
    """Repeatable random numbers."""
    return random.Random(str(seed))  # noqa: S311 - nothing here is a secret


def random_arcs(rnd: random.Random, most_nodes: int = 12) -> Arcs:
    """Parallel arcs, arcs of no weight, closed arcs, loops and nodes apart, all often."""
    nodes = rnd.randint(1, most_nodes)
    count = rnd.randint(0, 3 * nodes)
    heaviest = rnd.choice((1, 3, 20, 10**6))
    weight = [
        float("inf") if rnd.random() < 0.1 else float(rnd.choice((0, rnd.randint(0, heaviest)))) for _ in range(count)
    ]
    ends = [(rnd.randrange(nodes), rnd.randrange(nodes)) for _ in range(count)]
    for row in range(1, count):
        if rnd.random() < 0.15:
            ends[row] = ends[row - 1]
    return Arcs(nodes, [tail for tail, _ in ends], [head for _, head in ends], weight)


def all_distances(arcs: Arcs) -> list[list[float]]:
    """Floyd and Warshall's distances."""
    found = [[float("inf")] * arcs.nodes for _ in range(arcs.nodes)]
    for node in range(arcs.nodes):
        found[node][node] = 0.0
    for tail, head, weight in zip(arcs.tail, arcs.head, arcs.weight, strict=True):
        found[tail][head] = min(found[tail][head], weight)
    for middle in range(arcs.nodes):
        for tail in range(arcs.nodes):
            for head in range(arcs.nodes):
                found[tail][head] = min(found[tail][head], found[tail][middle] + found[middle][head])
    return found
