"""The search graph of a query on landbridge's own network, as a large graph."""

from corridors.network import Network
from planner.graph import Graph
from planner.large.graph import LargeGraph
from planner.objectives import UNITS_PER_ONE
from planner.query import Query

SCALE = 1000
"""Units to one: ways of up to two million USD, hours or km fit a contraction hierarchy."""


def from_query(network: Network, query: Query, *, scale: int = SCALE) -> LargeGraph:
    """Terminals as nodes, in the order of the search graph (0 is the origin, 1 the destination); barred arcs are closed.

    Weights are those of the query's objective, each rounded to ``1 / scale``. At ``UNITS_PER_ONE`` they are the
    planner's own to the last unit, and most ways too heavy for a hierarchy: they are then SciPy's to find.
    """
    graph = Graph(network, query)
    arcs = list(graph.arcs)
    return LargeGraph(
        [arc.tail for arc in arcs],
        [arc.head for arc in arcs],
        [float("inf") if arc.barrier is not None else arc.weight / UNITS_PER_ONE for arc in arcs],
        scale=scale,
        node_count=len(graph.terminals),
        origin="search graph",
    )
