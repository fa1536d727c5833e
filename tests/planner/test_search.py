"""Shortest and distinct paths against networkx and against enumeration, on random abstract graphs."""

from collections.abc import Hashable, Iterable, Iterator
from random import Random
from typing import NamedTuple

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.objectives import HEAVIEST, to_units
from planner.search.digraph import Digraph, checked, weight_of
from planner.search.distinct import Distinct, distinct
from planner.search.layers import layered
from planner.search.paths import UNREACHED, distances_to, shortest, shortest_led


class Link(NamedTuple):
    """An arc with marks."""

    tail: int
    head: int
    weight: int
    marks: tuple[str, ...] = ()
    name: int = 0
    shut: bool = False


Links = list[Link]


def random_links(rnd: Random, size: int, arcs: int, marks: str) -> Links:
    """A multigraph with zero weights, parallel arcs and loops; some arcs carry marks or are shut."""
    links: Links = []
    for name in range(arcs):
        tail, head = rnd.randrange(size), rnd.randrange(size)
        carried = tuple(mark for mark in marks if rnd.random() < 0.3)
        links.append(Link(tail, head, rnd.choice((0, 0, 1, 2, 3, 5, 8)), carried, name, rnd.random() < 0.1))
    return links


def digraph(size: int, links: Iterable[Link]) -> Digraph:
    """The links as a graph to search."""
    return Digraph.of(size, ((link.tail, link.head, link.weight, link.name) for link in links))


def is_open(link: Link) -> bool:
    """Whether an arc may be used."""
    return not link.shut


def as_networkx(size: int, links: Links) -> "nx.MultiDiGraph[int]":
    """The open arcs of a graph as networkx knows them."""
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from((link.tail, link.head, {"weight": link.weight}) for link in links if is_open(link))
    return graph


@pytest.mark.parametrize("seed", range(40))
def test_shortest_and_distances_equal_networkx(seed: int) -> None:
    """Weights of lightest paths, to one vertex and to all, are those of networkx, with zero weights and parallel arcs."""
    rnd = Random(seed)  # noqa: S311 - repeatable, not secret
    for _ in range(10):
        size = rnd.randint(2, 12)
        links = random_links(rnd, size, rnd.randint(1, 40), "")
        shut = {link.name: (link.tail, link.head) for link in links if link.shut}
        out = digraph(size, links).without(shut)
        graph, target = as_networkx(size, links), rnd.randrange(size)
        wanted = nx.single_source_dijkstra_path_length(graph.reverse(), target)
        found = distances_to(out, target)
        assert [weight_of(steps) for steps in found] == [wanted.get(v, weight_of(UNREACHED)) for v in range(size)]
        for source in range(size):
            path = shortest(out, source, target)
            if path is None:
                assert source not in wanted
                continue
            arcs = tuple(links[number] for number in path)
            assert sum(link.weight for link in arcs) == wanted[source]
            chain(arcs, source, target)


@pytest.mark.parametrize("seed", range(20))
def test_a_path_within_some_vertices_equals_networkx(seed: int) -> None:
    """Where only some vertices may be passed, paths are those of networkx' subgraph of them."""
    rnd = Random(seed)  # noqa: S311 - repeatable, not secret
    for _ in range(10):
        size = rnd.randint(2, 12)
        links = [link._replace(shut=False) for link in random_links(rnd, size, rnd.randint(1, 40), "")]
        within = {0, size - 1, *(vertex for vertex in range(size) if rnd.random() < 0.7)}
        graph = as_networkx(size, links).subgraph(within)
        path = shortest(digraph(size, links), 0, size - 1, within=within)
        if path is None:
            assert not nx.has_path(graph, 0, size - 1)
        else:
            weight = sum(links[number].weight for number in path)
            assert weight == nx.dijkstra_path_length(graph, 0, size - 1)
            assert all(links[number].head in within for number in path)


@pytest.mark.parametrize("seed", range(100))
def test_a_led_search_gives_the_same_path(seed: int) -> None:
    """Led by distances of the graph with all arcs, the path is the very one of the plain search, ties and all."""
    rnd = Random(seed)  # noqa: S311 - as above
    size = rnd.randint(2, 12)
    links = random_links(rnd, size, rnd.randint(0, 50), "")
    whole, left = digraph(size, links), digraph(size, filter(is_open, links))
    for source in range(size):
        behind = distances_to(whole.turned, source)
        for target in range(size):
            assert shortest_led(left, source, target, behind) == shortest(left, source, target)


def test_other_arcs_make_another_graph() -> None:
    """Taking arcs away and putting arcs in leaves the graph as it was, and equals building it so from the start."""
    links = [Link(0, 1, 5, name=0), Link(0, 1, 1, name=1), Link(1, 2, 1, name=2), Link(0, 2, 1, name=3)]
    whole = digraph(3, links)
    before = list(whole.links())
    less = whole.without({1: (0, 1), 3: (0, 2)})
    assert list(less.links()) == list(digraph(3, [links[0], links[2]]).links())
    assert [list(row) for row in less.into] == [list(row) for row in digraph(3, [links[0], links[2]]).into]
    more = less.and_also([(2, 0, 4, 4)])
    assert list(more.links()) == [*less.links(), (2, 0, 4, 4)]
    assert [number for _, _, number in more.into[0]] == [4]
    assert list(whole.links()) == before
    assert whole.without({}) is whole


def chain(path: tuple[Link, ...], source: int, target: int) -> None:
    """Assert that arcs join from source to target, open all, no vertex twice."""
    stops = [source, *(link.head for link in path)]
    assert stops[-1] == target
    assert [link.tail for link in path] == stops[:-1]
    assert len(set(stops)) == len(stops)
    assert all(map(is_open, path))


def test_ties_go_to_fewer_arcs_then_to_the_first() -> None:
    """Of equally light paths the one with fewer arcs wins, then the arc that stands first."""
    links = [Link(0, 1, 1, name=0), Link(0, 2, 2, name=1), Link(0, 2, 2, name=2), Link(1, 2, 1, name=3)]
    assert shortest(digraph(3, links), 0, 2) == (1,)


def simple_paths(links: Links, source: int, target: int) -> Iterator[tuple[Link, ...]]:
    """Every open path without a vertex twice."""

    def go_on(vertex: int, taken: tuple[Link, ...], seen: frozenset[int]) -> Iterator[tuple[Link, ...]]:
        if vertex == target:
            yield taken
            return
        for link in links:
            if link.tail == vertex and is_open(link) and link.head not in seen:
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


def searching(size: int, links: Links, overlap: float) -> Distinct:
    """A search for distinct paths from the first vertex to the last; its bounds are those of all arcs, shut or not."""
    return Distinct(
        0, size - 1, overlap=overlap, marks_of=lambda path: marks_of(links[number] for number in path),
        carriers=lambda mark: [link.name for link in links if mark in arc_marks(link)],
        to_target=distances_to(digraph(size, links), size - 1),
    )  # fmt: skip


@pytest.mark.parametrize("block", range(20))
def test_distinct_paths_equal_enumeration(block: int) -> None:
    """Each path is the lightest of all simple paths that keep to the limits of the ones before, and none is missed."""
    for seed in range(100 * block, 100 * block + 100):
        rnd = Random(seed)  # noqa: S311 - repeatable, not secret
        size = rnd.randint(2, 7)
        links = random_links(rnd, size, rnd.randint(1, 14), "abcdef")
        most, overlap = rnd.randint(1, 6), rnd.choice((0.0, 0.25, 0.5, 0.75))
        found = distinct(digraph(size, filter(is_open, links)), searching(size, links, overlap), most)
        left = list(simple_paths(links, 0, size - 1))
        for numbers in found:
            path = tuple(links[number] for number in numbers)
            chain(path, 0, size - 1)
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


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), -1, 1.5])
def test_no_bad_weight_enters_a_graph(weight: int) -> None:
    """A bad weight on an arc raises where the arc enters, by any door, instead of giving a wrong path."""
    with pytest.raises(ValueError, match="is not a weight"):
        digraph(2, [Link(0, 1, weight)])
    with pytest.raises(ValueError, match="is not a weight"):
        digraph(2, []).and_also([(0, 1, weight, 0)])
    with pytest.raises(ValueError, match="is not a weight"):
        layered(digraph(2, [Link(0, 1, 0)]), 1, lambda _layer, _number: (0, weight))


def test_layers_make_a_path_pass_a_vertex() -> None:
    """A rule that steps up at a vertex gives the lightest walk by that vertex, even if it goes there and back."""
    pairs = [(0, 1, 1), (0, 2, 5), (1, 0, 1), (1, 3, 1), (2, 0, 5), (2, 3, 50)]
    links = [Link(*pair, (), name) for name, pair in enumerate(pairs)]

    def by_two(layer: int, number: int) -> tuple[int, int] | None:
        return (1 if links[number].head == 2 else layer), 0

    product = layered(digraph(4, links), 2, by_two)
    assert len(product) == 8
    path = shortest(product, 0, 4 + 3)
    assert path is not None
    assert [links[number].head for number in path] == [2, 0, 1, 3]
    assert weight_of(distances_to(product, 4 + 3)[0]) == 12


def test_layers_can_add_weight_and_forbid() -> None:
    """A rule's extra weight is added, and an arc for which it gives None has no copy."""
    graph = digraph(2, [Link(0, 1, 1, name=0), Link(0, 1, 2, name=1)])
    product = layered(graph, 1, lambda _, number: None if number else (0, 10))
    assert list(product.links()) == [(0, 1, 11, 0)]


def test_distinct_without_a_way_is_empty() -> None:
    """No path at all gives an empty list."""
    assert distinct(digraph(2, []), searching(2, [], 0.5), 3) == []
