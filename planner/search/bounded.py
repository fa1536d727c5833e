"""The best paths that keep within limits, each different from those before it: resource-constrained shortest paths.

The labels of :mod:`planner.search.distinct` with one more part: what counts towards each limit. A label is dropped when
what it has taken and the least that is still to be taken exceed a limit, or when a lighter or equal one at the same vertex
has repeated a subset of its marks and taken no more of anything. No cycle makes a path lighter or takes less: the answer is
exact and simple.
"""

import heapq
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from planner.search.digraph import Digraph
from planner.search.distinct import Distinct, Ending
from planner.search.fronts import Amounts, Vector, least_left
from planner.search.paths import UNREACHED, Path, unwind


class Bounds(NamedTuple):
    """What counts towards limits, how much is allowed, and the least that is still to be taken at each vertex."""

    amounts: Sequence[Vector]
    """By number of the arc."""
    allowances: Vector
    left: Sequence[Vector]

    @classmethod
    def of(cls, graph: Digraph, target: int, limits: Mapping[str, tuple[Amounts, int]]) -> "Bounds":
        """Bounds that hold on a graph and on all that have fewer arcs."""
        amounts = [amounts for amounts, _ in limits.values()]
        left = [least_left(graph, each, target) for each in amounts]
        allowances = tuple(most for _, most in limits.values())
        if not limits:
            return cls((), (), [()] * len(graph))
        return cls([*zip(*amounts, strict=True)], allowances, [*zip(*left, strict=True)])

    def keep(self, taken: Vector, vertex: int) -> bool:
        """Whether what is taken at a vertex leaves enough for the rest of the way."""
        return all(a + b <= most for a, b, most in zip(taken, self.left[vertex], self.allowances, strict=True))


class Bounded(Distinct):
    """Paths between two vertices that keep within limits, and to the limits of repeating earlier ones."""

    def __init__(self, bounds: Bounds, **rest: Any) -> None:
        """Nothing is taken yet; the rest as :class:`Distinct` has it."""
        super().__init__(**rest)
        self._bounds = bounds

    def lightest(self, graph: Digraph, bound: int | None = None) -> Path | None:
        """The best path of a graph that keeps to all limits and has at most ``bound`` steps, or None."""
        source, target = self._ends
        to_target, out, amounts, keep = self.to_target, graph.out, self._bounds.amounts, self._bounds.keep
        nothing = (0,) * len(self._bounds.allowances)
        self.ending = Ending(0, frozenset(), None)
        if to_target[source] >= UNREACHED or not keep(nothing, source):
            return None
        pop, push = heapq.heappop, heapq.heappush
        settled: dict[int, list[tuple[int, Vector]]] = {}
        carried = self._carried
        broken: set[int] = set()
        beyond: int | None = None
        order = 0
        # a label: estimate, order, steps so far, vertex, marks repeated, taken, arc, label before
        heap: list[tuple[int, int, int, int, int, Vector, int, Any]]
        heap = [(to_target[source], 0, 0, source, 0, nothing, -1, None)]
        while heap:
            label = pop(heap)
            estimate, _, steps, vertex, repeated, taken, _, _ = label
            if bound is not None and estimate > bound:
                beyond = estimate
                break
            if vertex == target:
                return unwind(label)
            if _covered(settled.get(vertex, ()), repeated, taken):
                continue
            settled.setdefault(vertex, []).append((repeated, taken))
            for head, step, number in out[vertex]:
                left = to_target[head]
                if left >= UNREACHED:
                    continue
                marks = repeated | carried.get(number, 0)
                more = tuple([a + b for a, b in zip(taken, amounts[number], strict=True)])
                if not keep(more, head) or _covered(settled.get(head, ()), marks, more):
                    continue
                if marks != repeated and (breaks := self._breaks(marks)):
                    broken.update(breaks)
                    continue
                reached = steps + step
                order += 1
                push(heap, (reached + left, order, reached, head, marks, more, number, label))
        self.ending = Ending(sum(map(len, settled.values())), frozenset(broken), beyond)
        return None


def _covered(settled: Sequence[tuple[int, Vector]], marks: int, taken: Vector) -> bool:
    return any(other & ~marks == 0 and all(a <= b for a, b in zip(less, taken, strict=True)) for other, less in settled)
