"""Shortest and distinct paths against networkx and against enumeration, on random abstract graphs."""

from collections.abc import Hashable, Iterable, Iterator
from random import Random
from typing import NamedTuple

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.objectives import HEAVIEST, to_units
from planner.search.distinct import distinct
from planner.search.layers import layered
from planner.search.paths import UNREACHED, checked, distances_to, shortest


class Link(NamedTuple):
    """An arc with marks."""

    tail: int
    head: int
    weight: int
    marks: tuple[str, ...] = ()
    name: int = 0
    shut: bool = False


Out = list[list[Link]]


def random_graph(rnd: Random, size: int, arcs: int, marks: str) -> Out:
    """A multigraph with zero weights, parallel arcs and loops; some arcs carry marks or are shut."""
    out: Out = [[] for _ in range(size)]
    for name in range(arcs):
        tail, head = rnd.randrange(size), rnd.randrange(size)
        carried = tuple(mark for mark in marks if rnd.random() < 0.3)
        out[tail].append(Link(tail, head, rnd.choice((0, 0, 1, 2, 3, 5, 8)), carried, name, rnd.random() < 0.1))
    return out


def is_open(link: Link) -> bool:
    """Whether an arc may be used."""
    return not link.shut


def as_networkx(out: Out) -> "nx.MultiDiGraph[int]":
    """The open arcs of a graph as networkx knows them."""
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from(range(len(out)))
    graph.add_edges_from(
        (link.tail, link.head, {"weight": link.weight}) for links in out for link in links if is_open(link)
    )
    return graph


@pytest.mark.parametrize("seed", range(40))
def test_shortest_and_distances_equal_networkx(seed: int) -> None:
    """Weights of lightest paths, to one vertex and to all, are those of networkx, with zero weights and parallel arcs."""
    rnd = Random(seed)  # noqa: S311 - repeatable, not secret
    for _ in range(10):
        out = random_graph(rnd, rnd.randint(2, 12), rnd.randint(1, 40), "")
        graph, target = as_networkx(out), rnd.randrange(len(out))
        wanted = nx.single_source_dijkstra_path_length(graph.reverse(), target)
        assert distances_to(out, target, is_open) == [wanted.get(vertex, UNREACHED) for vertex in range(len(out))]
        for source in range(len(out)):
            path = shortest(out, source, target, is_open)
            if path is None:
                assert source not in wanted
                continue
            assert sum(link.weight for link in path) == wanted[source]
            chain(path, source, target)


def chain(path: tuple[Link, ...], source: int, target: int) -> None:
    """Assert that arcs join from source to target, open all, no vertex twice."""
    stops = [source, *(link.head for link in path)]
    assert stops[-1] == target
    assert [link.tail for link in path] == stops[:-1]
    assert len(set(stops)) == len(stops)
    assert all(map(is_open, path))


def test_ties_go_to_fewer_arcs_then_to_the_first() -> None:
    """Of equally light paths the one with fewer arcs wins, then the arc that stands first."""
    out: Out = [[Link(0, 1, 1), Link(0, 2, 2, (), 1), Link(0, 2, 2, (), 2)], [Link(1, 2, 1)], []]
    assert shortest(out, 0, 2) == (out[0][1],)


def simple_paths(out: Out, source: int, target: int) -> Iterator[tuple[Link, ...]]:
    """Every open path without a vertex twice."""

    def go_on(vertex: int, taken: tuple[Link, ...], seen: frozenset[int]) -> Iterator[tuple[Link, ...]]:
        if vertex == target:
            yield taken
            return
        for link in out[vertex]:
            if is_open(link) and link.head not in seen:
                yield from go_on(link.head, (*taken, link), seen | {link.head})

    return go_on(source, (), frozenset({source}))


def marks_of(path: Iterable[Link]) -> dict[Hashable, int]:
    """Marks worth one, two, three by their letter; arcs by their weight where there is none."""
    path = tuple(path)
    marks: dict[Hashable, int] = {mark: 1 + ord(mark) % 3 for link in path for mark in link.marks}
    return marks or {link.name: link.weight + 1 for link in path}


def arc_marks(link: Link) -> tuple[Hashable, ...]:
    """Letters and the arc itself."""
    return (*link.marks, link.name)


@pytest.mark.parametrize("block", range(20))
def test_distinct_paths_equal_enumeration(block: int) -> None:
    """Each path is the lightest of all simple paths that keep to the limits of the ones before, and none is missed."""
    for seed in range(100 * block, 100 * block + 100):
        rnd = Random(seed)  # noqa: S311 - repeatable, not secret
        out = random_graph(rnd, rnd.randint(2, 7), rnd.randint(1, 14), "abcdef")
        source, target = 0, len(out) - 1
        most, overlap = rnd.randint(1, 6), rnd.choice((0.0, 0.25, 0.5, 0.75))
        found = distinct(
            out, source, target, most=most, overlap=overlap, marks_of=marks_of, arc_marks=arc_marks, allowed=is_open
        )
        left = list(simple_paths(out, source, target))
        for path in found:
            chain(path, source, target)
            assert path in left, f"seed {seed}: a path breaks a limit"
            weights = [sum(link.weight for link in other) for other in left]
            assert sum(link.weight for link in path) == min(weights), f"seed {seed}: not the lightest"
            marks = marks_of(path)
            allowance = overlap * sum(marks.values())
            left = [
                other
                for other in left
                if sum(marks.get(name, 0) for name in {m for link in other for m in arc_marks(link)}) <= allowance
            ]
        assert len(found) == most or not left, f"seed {seed}: a path is missed"


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), -float("inf"), -1, 1.0, 0.5, True, False, "1", None])
def test_bad_weights_are_refused(weight: object) -> None:
    """Nothing but a whole number from 0 on is a weight."""
    with pytest.raises(ValueError, match="is not a weight"):
        checked(weight)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1e-9, 10.0 * HEAVIEST])
def test_bad_measures_are_refused(value: float) -> None:
    """NaN, infinite, negative and absurd measures do not become weights."""
    with pytest.raises(ValueError, match="cannot be a weight"):
        to_units(value)


@given(st.integers(min_value=0))
def test_whole_numbers_are_weights(weight: int) -> None:
    """Whole numbers from 0 on pass as they are, however large."""
    assert checked(weight) is weight


@pytest.mark.parametrize("weight", [float("nan"), -1])
def test_a_bad_weight_stops_every_search(weight: int) -> None:
    """A bad weight on an arc raises instead of giving a wrong path."""
    out: Out = [[Link(0, 1, weight)], []]
    with pytest.raises(ValueError, match="is not a weight"):
        shortest(out, 0, 1)
    with pytest.raises(ValueError, match="is not a weight"):
        distances_to(out, 1)


def test_layers_make_a_path_pass_a_vertex() -> None:
    """A rule that steps up at a vertex gives the lightest walk by that vertex, even if it goes there and back."""
    out: Out = [
        [Link(0, 1, 1), Link(0, 2, 5)],
        [Link(1, 0, 1), Link(1, 3, 1)],
        [Link(2, 0, 5), Link(2, 3, 50)],
        [],
    ]

    def by_two(layer: int, link: Link) -> tuple[int, int] | None:
        return (1 if link.head == 2 else layer), 0

    product = layered(out, 2, by_two)
    assert len(product) == 8
    path = shortest(product, 0, 4 + 3)
    assert path is not None
    assert [copy.original.head for copy in path] == [2, 0, 1, 3]
    assert sum(copy.weight for copy in path) == 12


def test_layers_can_add_weight_and_forbid() -> None:
    """A rule's extra weight is added, and an arc for which it gives None has no copy."""
    out: Out = [[Link(0, 1, 1), Link(0, 1, 2, ("no",))], []]
    product = layered(out, 1, lambda _, link: None if link.marks else (0, 10))
    assert [[copy.weight for copy in copies] for copies in product] == [[11], []]


def test_distinct_without_a_way_is_empty() -> None:
    """No path at all gives an empty list."""
    out: Out = [[], []]
    assert distinct(out, 0, 1, most=3, overlap=0.5, marks_of=marks_of, arc_marks=arc_marks) == []
