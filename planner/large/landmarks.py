"""Positions of nodes for an order of contraction: the graph's own, or distances from far corners in their stead."""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from planner.large.graph import LargeGraph
from planner.large.weights import Real


def positions(graph: LargeGraph) -> tuple[Real, Real]:
    """Two coordinates a node that keep neighbours together.

    Without positions of its own a graph gets, in its largest piece, the difference of the number of arcs from two far
    corners and the number from a third: three searches. They choose the order, never an answer.
    """
    if graph.lon is not None and graph.lat is not None:
        return graph.lon, graph.lat
    count = graph.node_count
    if not len(graph.pair_tail):
        return np.zeros(count), np.zeros(count)
    ones = np.ones(len(graph.pair_tail))
    net = csr_array((ones, (graph.pair_tail, graph.pair_head)), shape=(count, count))
    net = csr_array(net + net.T)
    _, piece = connected_components(net, directed=False)
    inside = piece == np.bincount(piece).argmax()

    def from_node(node: int) -> Real:
        hops: Real = dijkstra(net, indices=node, unweighted=True)
        return np.where(inside, hops, 0.0)

    first = from_node(int(from_node(int(np.flatnonzero(inside)[0])).argmax()))
    second = from_node(int(first.argmax()))
    third = from_node(int(np.where(inside, np.minimum(first, second), -1.0).argmax()))
    return first - second, third
