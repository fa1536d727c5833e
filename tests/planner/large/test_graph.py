"""What a large graph takes, what it refuses, and how it counts."""

import numpy as np
import numpy.typing as npt
import pytest

from corridors.errors import DataError, UsageError
from planner.large import LargeGraph, Router


@pytest.mark.parametrize(
    ("tail", "head", "weight", "told"),
    [
        ([0, 0], [1, 1], [1.0, float("nan")], "row 1.weight = nan"),
        ([0, 0], [1, 1], [-1.0, 2.0], "row 0.weight = -1.0"),
        ([0, 5], [1, -1], [1.0, 1.0], "row 1.head = -1"),
    ],
)
def test_bad_rows_are_named(tail: list[int], head: list[int], weight: list[float], told: str) -> None:
    """NaN, negative weights and nodes out of range are refused with their row."""
    with pytest.raises(DataError) as caught:
        LargeGraph(tail, head, weight)
    assert told in str(caught.value)


def test_nodes_beyond_the_count_are_named() -> None:
    """A node not below the number of nodes is refused."""
    with pytest.raises(DataError, match=r"row 0\.tail = 7: nodes are numbered from 0 to 2"):
        LargeGraph([7], [1], [1.0], node_count=3)


def test_many_bad_rows_are_counted() -> None:
    """A message lists the first rows and counts the rest."""
    with pytest.raises(DataError, match="80 more rows"):
        LargeGraph(np.zeros(100, dtype=int), np.ones(100, dtype=int), np.full(100, -1.0))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"tail": [0.5], "head": [1], "weight": [1.0]}, "tail: not a row of whole numbers"),
        ({"tail": [0], "head": [1, 2], "weight": [1.0]}, "1 tails and 2 heads"),
        ({"tail": [0], "head": [1], "weight": [1.0, 2.0]}, "1 arcs have weights of shape"),
        ({"tail": [0], "head": [1], "weight": ["a"]}, "the weights are no numbers"),
        ({"tail": [0], "head": [1], "weight": [1.0], "scale": 0}, "0 is not a scale"),
        ({"tail": [0], "head": [1], "weight": [1.0], "scale": True}, "True is not a scale"),
        ({"tail": [0], "head": [1], "weight": [1.0], "names": ["a", "a"]}, "two nodes have one name"),
        ({"tail": [0], "head": [1], "weight": [1.0], "names": ["a", "b"], "node_count": 3}, "number of nodes is not"),
        ({"tail": [0], "head": [1], "weight": [1.0], "lon": [1.0, 2.0]}, "positions need lon and lat"),
        ({"tail": [0], "head": [1], "weight": [1.0], "lon": [1.0, 2.0], "lat": [0.0, np.nan]}, "position is no number"),
        ({"tail": [0], "head": [1], "weight": [1.0], "node_count": 2**31}, "nodes can be numbered"),
        ({"tail": [0], "head": [1], "weight": [2.0**53]}, "2^53 units"),
        ({"tail": [0, 1], "head": [1, 2], "weight": [2.0**52, 2.0**52]}, "a path may weigh more"),
    ],
)
def test_arrays_that_do_not_fit(arguments: dict[str, npt.ArrayLike], told: str) -> None:
    """Arrays that do not fit each other are refused, each in its own words."""
    with pytest.raises(UsageError) as caught:
        LargeGraph(**arguments)  # type: ignore[arg-type]
    assert told in str(caught.value)


def test_scale_is_as_fine_as_hierarchies_can_count() -> None:
    """Whole weights count in ones; others in the finest power of ten that leaves no path beyond 2^31 units."""
    assert LargeGraph([0], [1], [3.0]).scale == 1
    assert LargeGraph([0], [1], [0.25]).scale == 10**6
    assert LargeGraph([0, 1], [1, 2], [1500.5, 1000.0]).scale == 10**5
    assert LargeGraph([0], [1], [0.25], scale=100).units.tolist() == [25]


def test_weights_round_to_the_nearest_unit() -> None:
    """A weight is rounded once, to the nearest unit, and told back in units of the scale."""
    graph = LargeGraph([0, 1], [1, 2], [0.126, 0.124], scale=100)
    assert graph.units.tolist() == [13, 12]
    assert Router(graph).distance(0, 2) == 0.25


def test_the_digest_is_of_the_topology() -> None:
    """Weights, the order of rows, parallel arcs and loops do not change the digest; another arc or node does."""
    digest = LargeGraph([0, 1], [1, 2], [1.0, 2.0]).digest
    assert LargeGraph([1, 0, 0, 2], [2, 1, 1, 2], [7.0, 5.0, 0.0, 1.0]).digest == digest
    assert LargeGraph([0, 2], [1, 1], [1.0, 2.0]).digest != digest
    assert LargeGraph([0, 1], [1, 2], [1.0, 2.0], node_count=4).digest != digest


def test_a_graph_does_not_change() -> None:
    """The arrays of a graph are its own and cannot be written to."""
    tail = np.array([0, 1])
    graph = LargeGraph(tail, [1, 2], [1.0, 2.0])
    tail[0] = 2
    assert graph.tail.tolist() == [0, 1]
    with pytest.raises(ValueError, match="read-only"):
        graph.units[0] = 5


def test_nodes_go_by_name() -> None:
    """A node is found by its name, and an unknown one refused."""
    graph = LargeGraph([0], [1], [1.0], names=["Poti", "Baku"])
    assert graph.node("Baku") == 1
    with pytest.raises(UsageError, match="no node is called 'Aktau'"):
        graph.node("Aktau")
