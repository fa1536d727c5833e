"""Shortest paths with exact whole-number weights.

Ties go to the path with fewer arcs, then to the arcs that stand first in the graph. A path is the numbers of its arcs.
"""

import heapq
from collections.abc import Iterable, Sequence
from typing import Any

from planner.search.digraph import Digraph, weight_of

Path = tuple[int, ...]

UNREACHED = 1 << 200
"""Stands for no path: above any sum of steps."""
_OUTSIDE = -1


def distances_to(
    graph: Digraph, target: int, *, until: int | None = None, within: Iterable[int] | None = None
) -> list[int]:
    """For every vertex the steps of its best path to ``target``, or ``UNREACHED``; Dijkstra, O(arcs log vertices).

    Args:
        graph: Where paths run.
        target: Where they end.
        until: A vertex at which to stop: those that lie farther than it are given at least its own distance.
        within: The vertices that a path may pass; the others count as not reached.
    """
    into = graph.into
    bits = len(into).bit_length()
    mask = (1 << bits) - 1
    found = [UNREACHED if within is None else _OUTSIDE] * len(into)
    for vertex in within or ():
        found[vertex] = UNREACHED
    found[target] = 0
    heap = [target]
    pop, push = heapq.heappop, heapq.heappush
    while heap:
        entry = pop(heap)
        vertex = entry & mask
        done = entry >> bits
        if done > found[vertex]:
            continue
        if vertex == until:
            break
        for tail, step, _ in into[vertex]:
            reached = done + step
            if reached < found[tail]:
                found[tail] = reached
                push(heap, reached << bits | tail)
    return found if within is None else [UNREACHED if steps == _OUTSIDE else steps for steps in found]


def trace(graph: Digraph, to_target: Sequence[int], source: int, target: int) -> Path | None:
    """The best path by distances to the target: at each vertex the first arc that keeps to them."""
    if to_target[source] >= UNREACHED:
        return None
    path: list[int] = []
    vertex = source
    out = graph.out
    while vertex != target:
        left = to_target[vertex]
        for head, step, number in out[vertex]:
            if step + to_target[head] == left:
                path.append(number)
                vertex = head
                break
        else:
            raise AssertionError("the distances are of another graph")
    return tuple(path)


def weigh(graph: Digraph, source: int, path: Iterable[int]) -> int:
    """What a path from ``source`` on weighs."""
    vertex, total = source, 0
    for number in path:
        vertex, step = next((head, step) for head, step, arc in graph.out[vertex] if arc == number)
        total += step
    return weight_of(total)


def shortest(graph: Digraph, source: int, target: int, *, within: Iterable[int] | None = None) -> Path | None:
    """The arcs of a lightest path, or None."""
    return trace(graph, distances_to(graph, target, until=source, within=within), source, target)


def unwind(label: Any) -> Path:
    """The path of a label whose last two parts are its arc and the label before."""
    path: list[int] = []
    while label[-1] is not None:
        path.append(label[-2])
        label = label[-1]
    return tuple(reversed(path))
