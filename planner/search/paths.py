"""Shortest paths with exact whole-number weights.

A graph is ``out[v]``, the arcs that leave vertex ``v``; an arc has ``tail``, ``head`` and a ``weight`` that is a whole
number and not negative. Ties go to the path with fewer arcs, then to the arcs that stand first in the graph.
"""

import heapq
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar


class Edge(Protocol):
    """What a search needs to know of an arc."""

    @property
    def tail(self) -> int:
        """The vertex it leaves."""
        ...

    @property
    def head(self) -> int:
        """The vertex it reaches."""
        ...

    @property
    def weight(self) -> int:
        """What it adds to a path."""
        ...


E = TypeVar("E", bound=Edge)
Allowed = Callable[[E], bool]

UNREACHED = -1


def checked(weight: object) -> int:
    """The weight itself, if a search can trust it.

    Raises:
        ValueError: for anything but a whole number that is not negative.
    """
    if type(weight) is not int or weight < 0:
        raise ValueError(f"{weight!r} is not a weight: whole numbers from 0 on are")
    return weight


def shortest(
    out: Sequence[Sequence[E]], source: int, target: int, allowed: Allowed[E] | None = None
) -> tuple[E, ...] | None:
    """The arcs of a lightest path, or None; Dijkstra's algorithm, O(arcs log vertices)."""
    best: dict[int, tuple[int, int]] = {source: (0, 0)}
    came: dict[int, E] = {}
    heap = [(0, 0, source)]
    while heap:
        weight, hops, vertex = heapq.heappop(heap)
        if (weight, hops) != best[vertex]:
            continue
        if vertex == target:
            return trace(came, source, target)
        for arc in out[vertex]:
            if allowed is not None and not allowed(arc):
                continue
            key = (weight + checked(arc.weight), hops + 1)
            head = arc.head
            if head not in best or key < best[head]:
                best[head] = key
                came[head] = arc
                heapq.heappush(heap, (*key, head))
    return None


def trace(came: dict[int, E], source: int, target: int) -> tuple[E, ...]:
    """The arcs from source to target by each vertex' last arc."""
    path: list[E] = []
    vertex = target
    while vertex != source:
        arc = came[vertex]
        path.append(arc)
        vertex = arc.tail
    return tuple(reversed(path))


def distances_to(out: Sequence[Sequence[E]], target: int, allowed: Allowed[E] | None = None) -> list[int]:
    """For every vertex, the weight of its lightest path to ``target``, or ``UNREACHED``."""
    into: list[list[E]] = [[] for _ in out]
    for arcs in out:
        for arc in arcs:
            if allowed is None or allowed(arc):
                into[arc.head].append(arc)
    found = [UNREACHED] * len(out)
    heap = [(0, target)]
    while heap:
        weight, vertex = heapq.heappop(heap)
        if found[vertex] != UNREACHED:
            continue
        found[vertex] = weight
        for arc in into[vertex]:
            if found[arc.tail] == UNREACHED:
                heapq.heappush(heap, (weight + checked(arc.weight), arc.tail))
    return found
