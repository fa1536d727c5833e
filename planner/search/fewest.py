"""The path that has the fewest different marks, and of these paths the lightest.

Here a mark is something that stands in the way: a path needs all of its marks gone. Finding the fewest is hard in general
(it is minimum-label path), but few marks suffice in practice: for none, one, two … marks the lightest path with no more of
them is looked for, by labels that hold the set of marks met; a label is dropped when a lighter or equal one at the same
vertex has met a subset. The first number that has a path is the fewest.

A limit that a path exceeds counts as one more mark; from there on what counts towards it no longer matters.
"""

import heapq
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from planner.search.bounded import Bounds
from planner.search.digraph import Digraph
from planner.search.fronts import Vector
from planner.search.paths import UNREACHED, Path, distances_to, unwind


class Met(NamedTuple):
    """A path and the marks it meets, as bits: first those of the limits, in order, then those of the arcs."""

    path: Path
    marks: int


class Fewest:
    """Searches of one graph for paths with few marks."""

    def __init__(  # noqa: PLR0913 - the graph, its ends, and what may stand in the way
        self, graph: Digraph, source: int, target: int, *, marks: Mapping[int, int], bounds: Bounds, firm: int = 0
    ) -> None:
        """Take the graph with all its arcs.

        Args:
            graph: Where paths run.
            source: Where they start.
            target: Where they end.
            marks: The marks of arcs as bits, by number, above those of the limits.
            bounds: The limits.
            firm: How many limits, counted from the last one, no path may exceed.
        """
        self._graph = graph
        self._ends = source, target
        self._marks = marks
        self._bounds = bounds
        self._soft = len(bounds.allowances) - firm
        self._to_target = distances_to(graph, target)

    def best(self) -> Met | None:
        """The lightest of the paths with the fewest marks, or None where there is no path at all."""
        if self._to_target[self._ends[0]] >= UNREACHED:
            return None
        everything = (1 << self._soft) - 1
        for marks in self._marks.values():
            everything |= marks
        for most in range(everything.bit_count() + 1):
            found = self._lightest(most)
            if found is not None:
                return found
        return None

    def _lightest(self, most: int) -> Met | None:
        source, target = self._ends
        out, to_target, amounts, marks_of = self._graph.out, self._to_target, self._bounds.amounts, self._marks
        nothing = (0,) * len(self._bounds.allowances)
        begun = self._exceeded(0, nothing, source)
        if begun is None or begun.bit_count() > most:
            return None
        settled: dict[int, list[tuple[int, Vector]]] = {}
        order = 0
        heap: list[tuple[int, int, int, int, int, Vector, int, Any]]
        heap = [(to_target[source], 0, 0, source, begun, nothing, -1, None)]
        while heap:
            label = heapq.heappop(heap)
            _, _, steps, vertex, met, taken, _, _ = label
            if vertex == target:
                return Met(unwind(label), met)
            if self._covered(settled.get(vertex, ()), met, taken):
                continue
            settled.setdefault(vertex, []).append((met, taken))
            for head, step, number in out[vertex]:
                if to_target[head] >= UNREACHED:
                    continue
                more = tuple([a + b for a, b in zip(taken, amounts[number], strict=True)]) if taken else taken
                marks = self._exceeded(met | marks_of.get(number, 0), more, head)
                if marks is None or marks.bit_count() > most or self._covered(settled.get(head, ()), marks, more):
                    continue
                order += 1
                reached = steps + step
                heapq.heappush(heap, (reached + to_target[head], order, reached, head, marks, more, number, label))
        return None

    def _exceeded(self, marks: int, taken: Vector, vertex: int) -> int | None:
        """The marks with those of the limits that the rest of the way must exceed; None where a firm one is."""
        bounds = self._bounds
        for limit, (done, left, most) in enumerate(zip(taken, bounds.left[vertex], bounds.allowances, strict=True)):
            if done + left > most:
                if limit >= self._soft:
                    return None
                marks |= 1 << limit
        return marks

    @staticmethod
    def _covered(settled: Sequence[tuple[int, Vector]], marks: int, taken: Vector) -> bool:
        return any(
            other & ~marks == 0
            and all(a <= b or marks >> limit & 1 for limit, (a, b) in enumerate(zip(less, taken, strict=True)))
            for other, less in settled
        )
