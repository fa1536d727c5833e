"""The ways of a question: those shown, those that would be shown were nothing closed, those with the fewest barriers."""

from collections import Counter

import networkx as nx
import pytest

from planner.graph import Graph
from planner.search.digraph import Digraph
from planner.search.distinct import Distinct, distinct
from planner.search.paths import Path, distances_to
from planner.ways import ONE, Way, Ways
from tests.random_networks import case


def apart(ways: Ways, graph: Digraph) -> list[Path]:
    """The different ways of one graph, by a search of its own with bounds of its own."""
    query = ways.graph.query
    search = Distinct(
        Graph.ORIGIN, ways._target, overlap=query.overlap, marks_of=ways._marks, carriers=ways._carriers,
        to_target=distances_to(graph, ways._target),
    )  # fmt: skip
    return distinct(graph, search, query.alternatives)


def weights(found: list[Way]) -> list[int]:
    """What ways weigh."""
    return [sum(arc.weight for arc in way) for way in found]


@pytest.mark.parametrize("kind", ["plain", "via"])
def test_one_search_finds_what_two_would(kind: str) -> None:
    """What is shown, and what would be shown were nothing closed, weigh what two searches apart find; no closed way is shown."""
    held = Counter[str]()
    for seed in range(300):
        made = case(seed, kind)
        ways = Ways(made.network, made.query)
        shown, lifted = ways.different, ways.different_if_open
        assert weights(shown) == weights([ways._spelled(path) for path in apart(ways, ways._open)]), f"seed {seed}"
        assert weights(lifted) == weights([ways._spelled(path) for path in apart(ways, ways._hopeful)]), f"seed {seed}"
        assert all(arc.barrier is None for way in shown for arc in way)
        assert all(arc.barrier is None or arc.barrier.kind in {"closed", "barred"} for way in lifted for arc in way)
        held["parted"] += shown != lifted
        held["parted after the first"] += shown[:1] == lifted[:1] != [] and shown != lifted
        best = ways.best
        assert weights([] if best is None else [best]) == weights(shown[:1])
    assert held["parted"] > 20
    assert held["parted after the first"] > 0


def test_the_fewest_barriers_equal_networkx() -> None:
    """The way with the fewest barred arcs, and of these the lightest, weighs what networkx finds with barriers as weight."""
    barred = 0
    for seed in range(300):
        made = case(seed)
        ways = Ways(made.network, made.query)
        graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
        graph.add_nodes_from((Graph.ORIGIN, Graph.DESTINATION))
        for arc in ways.graph.arcs:
            graph.add_edge(arc.tail, arc.head, weight=arc.weight + (0 if arc.barrier is None else ONE))
        way = ways.fewest_barriers()
        if way is None:
            assert not nx.has_path(graph, Graph.ORIGIN, Graph.DESTINATION)
            continue
        count = sum(arc.barrier is not None for arc in way)
        barred += count > 0
        wanted = nx.dijkstra_path_length(graph, Graph.ORIGIN, Graph.DESTINATION)
        assert count * ONE + weights([way])[0] == wanted, f"seed {seed}"
    assert barred > 20
