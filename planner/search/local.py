"""Whether a path is locally optimal: every part of it up to a length is itself a lightest path.

After Abraham et al., Alternative routes in road networks, ACM JEA 18 (2013), by the exact test: each longest part within
the length is compared with the lightest path between its ends. Parts of lightest paths are lightest, so that no
shorter one needs a look.
"""

import heapq
from collections.abc import Sequence

from planner.search.digraph import HOP_BITS, Digraph, weight_of
from planner.search.paths import UNREACHED, Path


def vertices_of(graph: Digraph, path: Path, source: int) -> tuple[list[int], list[int]]:
    """The vertices along a path of a graph from ``source``, and the steps up to each."""
    vertices, steps = [source], [0]
    for wanted in path:
        head, step = next((head, step) for head, step, number in graph.out[vertices[-1]] if number == wanted)
        vertices.append(head)
        steps.append(steps[-1] + step)
    return vertices, steps


def shortcut(  # noqa: PLR0913 - a path, a graph and what measures them
    graph: Digraph, path: Path, source: int, *, weights: Sequence[int], most: int, to_target: Sequence[int]
) -> tuple[int, int] | None:
    """The ends of the first part that weighs at most ``most`` and is no lightest path, or None.

    Args:
        graph: Where a lighter path may run.
        path: The path by its arcs.
        source: Where it starts.
        weights: What each of its arcs weighs, without what a rule adds.
        most: How long a part is looked at.
        to_target: Distances to any one vertex that the path leads to, over these arcs or more.
    """
    vertices, steps = vertices_of(graph, path, source)
    reached = [0]
    for weight in weights:
        reached.append(reached[-1] + weight)
    end = 0
    for start in range(len(path)):
        before = end
        end = max(end, start)
        while end < len(path) and reached[end + 1] - reached[start] <= most:
            end += 1
        if end > max(before, start) and _is_beaten(
            graph, vertices[start], vertices[end], steps[end] - steps[start], to_target
        ):
            return vertices[start], vertices[end]
    return None


def _is_beaten(graph: Digraph, source: int, target: int, steps: int, to_target: Sequence[int]) -> bool:
    """Whether a path lighter than this leads from ``source`` to ``target``: A* with differences of ``to_target``."""
    beyond = to_target[target]
    if to_target[source] - beyond == steps:
        return False
    below = weight_of(steps) << HOP_BITS
    found = {source: 0}
    heap = [(max(0, to_target[source] - beyond), 0, source)]
    out = graph.out
    while heap:
        estimate, done, vertex = heapq.heappop(heap)
        if estimate >= below:
            return False
        if done > found[vertex]:
            continue
        if vertex == target:
            return True
        for head, step, _ in out[vertex]:
            if to_target[head] >= UNREACHED:
                continue
            reached = done + step
            if reached < found.get(head, UNREACHED):
                ahead = reached + max(0, to_target[head] - beyond)
                if ahead < below:
                    found[head] = reached
                    heapq.heappush(heap, (ahead, reached, head))
    return False
