"""The search graph of a query on landbridge's own network, as a large graph."""

from corridors.network import Network
from planner.graph import Graph
from planner.large.graph import LargeGraph
from planner.objectives import UNITS_PER_ONE
from planner.pricing import PriceList
from planner.query import Query


def from_query(network: Network, query: Query) -> LargeGraph:
    """Terminals as nodes, in the order of the search graph (0 is the origin, 1 the destination); barred arcs are closed.

    Weights are those of the query's objective, with the search graph's own whole millionths as units.
    """
    graph = Graph(network, query, PriceList(network, query))
    arcs = graph.arcs
    return LargeGraph(
        [arc.tail for arc in arcs],
        [arc.head for arc in arcs],
        [float("inf") if arc.barrier is not None else arc.weight / UNITS_PER_ONE for arc in arcs],
        scale=UNITS_PER_ONE,
        node_count=len(graph.out),
        origin="search graph",
    )
