"""Lightest paths from everywhere to many vertices at once, under many weights at once.

A customizable contraction hierarchy (Dibbelt, Strasser, Wagner, ACM JEA 21, 2016): vertices are eliminated one after
the other, each joining its later neighbours to each other. The order depends on the topology alone; weights of any
number of settings are then laid over it, and one pass up and one pass down give the distances to all targets. Vertices
of one level do not see each other, so that a pass takes a level at a stroke.
"""

import heapq
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Steps = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.intp]

FAR = 1 << 61
"""Stands for no path."""
MOST = 1 << 60
"""No path may have more steps: a sum of two and ``FAR`` still is a number of 64 bits."""


class _Stroke(NamedTuple):
    """Sums of two numbers each, of which the least go to one place."""

    to: Numbers
    first: Numbers
    """Where the sums for each place start."""
    one: Numbers
    other: Numbers


def _stroke(sums: "Iterable[tuple[int, int, int]]") -> _Stroke:
    """Sums as (place, one, other)."""
    table = np.array(sorted(sums), dtype=np.intp).reshape(-1, 3)
    to, first = np.unique(table[:, 0], return_index=True)
    return _Stroke(to, first, np.ascontiguousarray(table[:, 1]), np.ascontiguousarray(table[:, 2]))


class Hierarchy:
    """The order of elimination of a graph, level by level, and the arcs that it makes."""

    def __init__(self, size: int, ends: "Sequence[tuple[int, int]]") -> None:
        """Order the vertices, those with the fewest neighbours first.

        Args:
            size: How many vertices there are.
            ends: Tail and head of each arc.
        """
        self.size = size
        number: dict[tuple[int, int], int] = {}
        order = _eliminated(size, ends)
        for vertex, above in order:
            for other in above:
                number[vertex, other] = len(number)
                number[other, vertex] = len(number)
        loops = {end for end in ends if end[0] == end[1]}
        self.width = len(number) + 1
        """Arcs of the hierarchy; the last one stands for loops."""
        self.arcs: Numbers = np.array([self.width - 1 if end in loops else number[end] for end in ends], dtype=np.intp)
        """The arc of the hierarchy that each arc of the graph lies on."""
        level = [0] * size
        for vertex, above in order:
            for other in above:
                level[other] = max(level[other], level[vertex] + 1)
        triangles: list[list[tuple[int, int, int]]] = [[] for _ in range(max(level, default=0) + 1)]
        up: list[list[tuple[int, int, int]]] = [[] for _ in triangles]
        down: list[list[tuple[int, int, int]]] = [[] for _ in triangles]
        for vertex, above in order:
            for one in above:
                up[level[one]].append((one, vertex, number[one, vertex]))
                down[level[vertex]].append((vertex, one, number[vertex, one]))
                triangles[level[vertex]] += [
                    (number[one, other], number[one, vertex], number[vertex, other]) for other in above if other != one
                ]
        self._triangles = [_stroke(sums) for sums in triangles if sums]
        self._up = [_stroke(sums) for sums in up if sums]
        self._down = [_stroke(sums) for sums in reversed(down) if sums]

    def customised(self, steps: Steps) -> Steps:
        """The least steps over each arc of the hierarchy: one row an arc, one column a setting.

        Args:
            steps: The steps of each arc of the graph (rows) in each setting (columns); ``FAR`` where it is barred.
        """
        found = np.full((self.width, steps.shape[1]), FAR, dtype=np.int64)
        np.minimum.at(found, self.arcs, steps)
        for to, first, one, other in self._triangles:
            least = np.minimum.reduceat(found[one] + found[other], first)
            found[to] = np.minimum(found[to], least)
        return found

    def distances(self, customised: Steps, targets: int, ahead: "Iterable[tuple[int, int, int]]") -> Steps:
        """The steps from each vertex (rows) to each target (columns), ``FAR`` where no path leads.

        Args:
            customised: The column of one setting of what :meth:`customised` gives.
            targets: How many targets there are.
            ahead: Vertex, target and steps: where paths to a target end.
        """
        found = np.full((self.size, targets), FAR, dtype=np.int64)
        for vertex, target, left in ahead:
            found[vertex, target] = min(left, found[vertex, target])
        weights = customised[:, None]
        for to, first, one, other in (*self._up, *self._down):
            least = np.minimum.reduceat(found[one] + weights[other], first)
            found[to] = np.minimum(found[to], least)
        return found


def _eliminated(size: int, ends: "Iterable[tuple[int, int]]") -> list[tuple[int, list[int]]]:
    """The vertices in the order of their elimination, each with its neighbours that are left by then."""
    near: list[set[int]] = [set() for _ in range(size)]
    for tail, head in ends:
        if tail != head:
            near[tail].add(head)
            near[head].add(tail)
    heap = [(len(others), vertex) for vertex, others in enumerate(near)]
    heapq.heapify(heap)
    order: list[tuple[int, list[int]]] = []
    done = [False] * size
    while heap:
        degree, vertex = heapq.heappop(heap)
        if done[vertex] or degree != len(near[vertex]):
            continue
        done[vertex] = True
        above = sorted(near[vertex])
        order.append((vertex, above))
        for other in above:
            near[other].discard(vertex)
            near[other].update(above)
            near[other].discard(other)
            heapq.heappush(heap, (len(near[other]), other))
    return order
