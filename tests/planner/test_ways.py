"""The ways of a question: those shown, and those that would be shown were nothing closed."""

from collections import Counter

import pytest

from planner.graph import Graph
from planner.likeness import Way
from planner.search.digraph import Digraph
from planner.search.distinct import Distinct, distinct
from planner.search.paths import Path, distances_to
from planner.ways import Ways
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
        assert weights(shown) == weights([ways.spelled(path) for path in apart(ways, ways._open)]), f"seed {seed}"
        assert weights(lifted) == weights([ways.spelled(path) for path in apart(ways, ways._hopeful)]), f"seed {seed}"
        assert all(arc.barrier is None for way in shown for arc in way)
        assert all(arc.barrier is None or arc.barrier.kind in {"closed", "barred"} for way in lifted for arc in way)
        held["parted"] += shown != lifted
        held["parted after the first"] += shown[:1] == lifted[:1] != [] and shown != lifted
        best = ways.best
        assert weights([] if best is None else [best]) == weights(shown[:1])
    assert held["parted"] > 20
    assert held["parted after the first"] > 0
