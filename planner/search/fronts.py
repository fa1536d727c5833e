"""The whole front of paths between two vertices: for every way to weigh several criteria, the path that is best.

Multi-criteria label setting with bounds. Labels are settled in lexicographic order of what they have taken plus the least
that each criterion still takes, found by one backward Dijkstra a criterion. A label is dropped when a settled one at the
same vertex, or a path that is found, takes no more of anything; as labels come in that order, the first criterion need
not be compared (Hernández et al., Simple and efficient bi-objective search algorithms via fast dominance checks, Artificial
Intelligence 314, 2023). Of paths that take the same of everything the one with the fewest arcs stays, of those the one
that is reached first in the order of the graph.

Beside the criteria a path may have to keep within limits: what counts towards them is compared as the criteria are, but
makes no difference to the front.
"""

import heapq
from bisect import bisect_right
from collections.abc import Callable, Sequence
from operator import add as add_up
from typing import Any, NamedTuple

from planner.search.digraph import Digraph
from planner.search.paths import UNREACHED, Path, unwind

TWO = 2
Vector = tuple[int, ...]
Amounts = Sequence[int]
"""What each arc takes of one thing, by its number."""

_Covered = Callable[[int, Vector], bool]
_Add = Callable[[int, Vector], None]


class Found(NamedTuple):
    """A path of the front and what it takes of each criterion."""

    vector: Vector
    path: Path


class Measured(NamedTuple):
    """A graph whose arcs take several things, whatever they weigh, and the least of each from a vertex to the target."""

    graph: Digraph
    amounts: tuple[Amounts, ...]
    left: tuple[Sequence[int], ...]
    """By what is taken; ``UNREACHED`` where the target cannot be reached."""

    @classmethod
    def of(cls, graph: Digraph, amounts: Sequence[Amounts], target: int) -> "Measured":
        """Work out the bounds: one backward Dijkstra for each thing taken."""
        return cls(graph, tuple(amounts), tuple(least_left(graph, each, target) for each in amounts))


def least_left(graph: Digraph, amounts: Amounts, target: int) -> list[int]:
    """The least that is taken of one thing from each vertex to the target."""
    into = graph.into
    found = [UNREACHED] * len(into)
    found[target] = 0
    heap = [(0, target)]
    pop, push = heapq.heappop, heapq.heappush
    while heap:
        done, vertex = pop(heap)
        if done > found[vertex]:
            continue
        for tail, _, number in into[vertex]:
            reached = done + amounts[number]
            if reached < found[tail]:
                found[tail] = reached
                push(heap, (reached, tail))
    return found


def front(measured: Measured, source: int, target: int, *, criteria: int, limits: Vector = ()) -> list[Found]:
    """All vectors that no path takes less of, each with its path, in lexicographic order.

    Args:
        measured: Where paths run. What is taken beyond the criteria counts towards limits.
        source: Where paths start.
        target: Where they end.
        criteria: How many of the things taken make the front.
        limits: The most of each of the others, in order.
    """
    if measured.left[0][source] >= UNREACHED:
        return []
    if criteria == TWO and len(measured.amounts) == TWO:  # no list of labels at a vertex is needed
        return _two(measured, source, target)
    return _many(measured, (source, target), criteria, limits)


def _two(measured: Measured, source: int, target: int) -> list[Found]:
    out, (takes_one, takes_two), (left_one, left_two) = measured.graph.out, measured.amounts, measured.left
    pop, push = heapq.heappop, heapq.heappush
    least = [UNREACHED] * len(out)
    """The least of the second criterion settled at each vertex."""
    found: list[Found] = []
    order = 0
    # a label: estimates of both, arcs, order, taken of both, vertex, arc, label before
    heap: list[tuple[int, int, int, int, int, int, int, int, Any]]
    heap = [(left_one[source], left_two[source], 0, 0, 0, 0, source, -1, None)]
    while heap:
        label = pop(heap)
        _, estimate, arcs, _, one, two, vertex, _, _ = label
        if two >= least[vertex] or estimate >= least[target]:
            continue
        least[vertex] = two
        if vertex == target:
            found.append(Found((one, two), unwind(label)))
            continue
        arcs += 1
        most = least[target]
        for head, _, number in out[vertex]:
            reached_two = two + takes_two[number]
            if reached_two >= least[head]:
                continue
            estimate = reached_two + left_two[head]
            if estimate >= most:
                continue
            reached = one + takes_one[number]
            order += 1
            push(heap, (reached + left_one[head], estimate, arcs, order, reached, reached_two, head, number, label))
    return found


def _many(measured: Measured, ends: tuple[int, int], criteria: int, limits: Vector) -> list[Found]:
    source, target = ends
    pop, push = heapq.heappop, heapq.heappush
    out, width = measured.graph.out, len(measured.amounts)
    takes = list(zip(*measured.amounts, strict=True))
    rest = list(zip(*measured.left, strict=True))
    covered, add = _memory(len(out), width - 1)
    answered, answer = _memory(1, criteria - 1)
    found: list[Found] = []
    order = 0
    # a label: estimate, arcs, order, taken, vertex, arc, label before
    heap: list[tuple[Vector, int, int, Vector, int, int, Any]]
    zero = (0,) * width
    heap = [(rest[source], 0, 0, zero, source, -1, None)]
    while heap:
        label = pop(heap)
        estimate, arcs, _, taken, vertex, _, _ = label
        if covered(vertex, taken[1:]) or answered(0, estimate[1:criteria]):
            continue
        if vertex == target:
            answer(0, taken[1:criteria])
            found.append(Found(taken[:criteria], unwind(label)))
            continue
        add(vertex, taken[1:])
        arcs += 1
        for head, _, number in out[vertex]:
            reached = tuple(map(add_up, taken, takes[number]))
            estimate = tuple(map(add_up, reached, rest[head]))
            if (
                estimate[0] >= UNREACHED
                or any(a > b for a, b in zip(estimate[criteria:], limits, strict=True))
                or covered(head, reached[1:])
                or answered(0, estimate[1:criteria])
            ):
                continue
            order += 1
            push(heap, (estimate, arcs, order, reached, head, number, label))
    return found


def _memory(size: int, width: int) -> tuple[_Covered, _Add]:
    """What is settled at each vertex: whether it covers a vector, and how one is added."""
    if width == TWO:  # two numbers in a row can be kept in order
        return _stairs(size)
    settled: dict[int, list[Vector]] = {}

    def covered(vertex: int, vector: Vector) -> bool:
        return any(all(map(int.__le__, other, vector)) for other in settled.get(vertex, ()))

    def add(vertex: int, vector: Vector) -> None:
        kept = [other for other in settled.get(vertex, ()) if not all(map(int.__le__, vector, other))]
        settled[vertex] = [*kept, vector]

    return covered, add


def _stairs(size: int) -> tuple[_Covered, _Add]:
    """The same for pairs: the first numbers rise and the second ones fall."""
    firsts: list[list[int]] = [[] for _ in range(size)]
    seconds: list[list[int]] = [[] for _ in range(size)]

    def covered(vertex: int, vector: Vector) -> bool:
        step = bisect_right(firsts[vertex], vector[0])
        return step > 0 and seconds[vertex][step - 1] <= vector[1]

    def add(vertex: int, vector: Vector) -> None:
        one, two = vector
        ones, twos = firsts[vertex], seconds[vertex]
        start = end = bisect_right(ones, one)
        if start and ones[start - 1] == one:
            start -= 1
        while end < len(ones) and twos[end] >= two:
            end += 1
        ones[start:end] = [one]
        twos[start:end] = [two]

    return covered, add
