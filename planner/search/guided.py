"""A lightest path in a graph some of whose arcs are changed or lost, led by distances of the graph as it was."""

import heapq
from collections.abc import Mapping, Sequence

from planner.search.digraph import HOP_BITS, Digraph
from planner.search.paths import UNREACHED, Path

_HOPS = (1 << HOP_BITS) - 1


def guided(  # noqa: PLR0913 - a graph, two ends, bounds, and what is changed
    graph: Digraph,
    source: int,
    target: int,
    bounds: Sequence[int],
    changed: Mapping[int, int | None],
    *,
    factor: int = 1,
    scale: int = 1,
) -> Path | None:
    """The lightest path, or None; A* with exact whole numbers, ties to fewer arcs.

    Args:
        graph: Where the path runs.
        source: Where it starts.
        target: Where it ends.
        bounds: Steps to the target from each vertex; times ``factor`` they are never above what is left.
        changed: By number what an arc takes more, as steps after scaling; None for an arc that is lost.
        factor: What the weights of the bounds are multiplied by.
        scale: What the weights of the graph are multiplied by.
    """
    out, pop, push = graph.out, heapq.heappop, heapq.heappush
    if bounds[source] >= UNREACHED:
        return None
    best = {source: 0}
    came: dict[int, tuple[int, int]] = {}
    heap = [(0, 0, source)]
    done: set[int] = set()
    while heap:
        _, steps, vertex = pop(heap)
        if vertex in done:
            continue
        if vertex == target:
            return _unwound(came, source, target)
        done.add(vertex)
        for head, step, number in out[vertex]:
            left = bounds[head]
            more = changed.get(number, 0)
            if left >= UNREACHED or head in done or more is None:
                continue
            reached = steps + (step - 1) * scale + 1 + more
            if head not in best or reached < best[head]:
                best[head] = reached
                came[head] = (vertex, number)
                bound = ((left >> HOP_BITS) * factor << HOP_BITS) | (left & _HOPS)
                push(heap, (reached + bound, reached, head))
    return None


def _unwound(came: Mapping[int, tuple[int, int]], source: int, target: int) -> Path:
    path: list[int] = []
    vertex = target
    while vertex != source:
        vertex, number = came[vertex]
        path.append(number)
    return tuple(reversed(path))


def passed(graph: Digraph, source: int, path: Path) -> list[int]:
    """The vertices of a path, its source first."""
    vertices = [source]
    for number in path:
        vertices.append(next(head for head, _, arc in graph.out[vertices[-1]] if arc == number))
    return vertices
