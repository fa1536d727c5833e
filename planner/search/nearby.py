"""The small graph of all paths that weigh hardly more than a lightest one."""

import heapq
from collections.abc import Sequence
from typing import NamedTuple

from planner.search.digraph import Digraph, Link, weight_of
from planner.search.paths import UNREACHED


class Nearby(NamedTuple):
    """A part of a graph, its vertices numbered anew in their order, its arcs by their numbers."""

    graph: Digraph
    source: int
    target: int
    through: dict[int, list[int]]
    """By the number of each arc, for each of its copies in layers, what no path through it weighs less than."""


def nearby(graph: Digraph, source: int, target: int, to_target: Sequence[int], most: int) -> Nearby:
    """The arcs of all paths from ``source`` to ``target`` that weigh at most ``most``.

    It may hold arcs of heavier paths too, never lacks one of these. A lightest path of it is the one of the whole graph,
    ties included. O(arcs kept · log vertices kept).

    Args:
        graph: Where paths run.
        source: Where they start.
        target: Where they end.
        to_target: Steps to the target from each vertex, or fewer.
        most: The most that a path weighs.
    """
    out = graph.out
    reached = {source: 0}
    heap = [(0, source)]
    done: set[int] = set()
    kept: list[Link] = []
    through: dict[int, list[int]] = {}
    while heap:
        steps, vertex = heapq.heappop(heap)
        if vertex in done:
            continue
        done.add(vertex)
        for head, step, number in out[vertex]:
            there = steps + step
            if to_target[head] >= UNREACHED or (whole := weight_of(there + to_target[head])) > most:
                continue
            through.setdefault(number, []).append(whole)
            kept.append((vertex, head, weight_of(step), number))
            if there < reached.get(head, UNREACHED):
                reached[head] = there
                heapq.heappush(heap, (there, head))
    anew = {vertex: place for place, vertex in enumerate(sorted({*reached, target}))}
    kept.sort(key=lambda link: link[0])  # stable: the arcs of a vertex stay in their order
    links = [(anew[tail], anew[head], weight, number) for tail, head, weight, number in kept]
    small = Digraph.of(len(anew), links)
    return Nearby(small, anew[source], anew[target], through)
