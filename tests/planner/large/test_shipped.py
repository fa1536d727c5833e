"""The search graph of a query, taken as a large graph, gives the planner's own distances."""

import numpy as np
import pytest

from corridors import Network
from planner.graph import Graph
from planner.large import Router, matrix
from planner.large.shipped import SCALE, from_query
from planner.objectives import UNITS_PER_ONE
from planner.query import Query, ask
from planner.ways import Ways
from tests.planner.large.examples import ENGINES


def question(network: Network) -> Query:
    return ask(network, "alpha_city", "beta_city")


@pytest.mark.parametrize("engine", ENGINES)
def test_the_lightest_way_is_the_planners(tiny_network: Network, engine: str) -> None:
    """Origin to destination weighs what the planner's own search says, on every engine."""
    query = question(tiny_network)
    graph = Graph(tiny_network, query)
    best = Ways(tiny_network, query).best
    assert best is not None
    large = from_query(tiny_network, query, scale=UNITS_PER_ONE)
    way = Router(large, engine=engine).path(graph.ORIGIN, graph.DESTINATION)
    assert way is not None
    assert way.units == sum(arc.weight for arc in best)
    rounded = Router(from_query(tiny_network, query), engine=engine).path(graph.ORIGIN, graph.DESTINATION)
    assert rounded is not None
    assert rounded.weight == pytest.approx(way.weight, abs=len(way.arcs) / SCALE)
    assert all(graph.arc(arc).barrier is None for arc in way.arcs)


def test_one_matrix_at_once(tiny_network: Network) -> None:
    """The function of one matrix gives the router's."""
    large = from_query(tiny_network, question(tiny_network))
    nodes = np.arange(large.node_count)
    assert np.array_equal(matrix(large, nodes, nodes).units, Router(large, engine="scipy").table(nodes, nodes))
