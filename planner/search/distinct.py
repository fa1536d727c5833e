"""The best routes that are different decisions, found exactly.

Each route shown bars the next ones from repeating more than a share of its *marks*. A mark is anything an arc can carry
and a path can repeat (here: border crossings, ports, passages; or legs weighed by length where a route has none of
those). The k-th route is the lightest path that keeps to every limit: shortest paths with limited overlap, after
Chondrogiannis et al., Finding k-shortest paths with limited overlap, VLDB Journal 29 (2020), with the overlap counted
in marks.

The search is A* over labels (weight, marks of earlier routes repeated so far). Its potential is the distance to the
target; a label is dropped when a lighter or equal one at the same vertex has repeated a subset of its marks. Marks
only accumulate, so that a label within the limits stays the best of its kind, and removing a cycle from a path never
breaks a limit: the answer is exact and simple.
"""

import heapq
from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from typing import Any, NamedTuple, Self

from planner.search.digraph import Digraph
from planner.search.paths import UNREACHED, Path, unwind

Marks = dict[Hashable, int]
"""What a path carries and how much each counts."""


class Limit(NamedTuple):
    """How much of an earlier path may be repeated: the bit and the worth of each of its marks, and the allowance."""

    mask: int
    worth: tuple[int, ...]
    """Worth by position of the bit, from ``shift`` on."""
    shift: int
    allowance: int

    def keeps(self, repeated: int) -> bool:
        """Whether the marks repeated so far stay within the allowance."""
        bits = (repeated & self.mask) >> self.shift
        total = 0
        while bits:
            low = bits & -bits
            total += self.worth[low.bit_length() - 1]
            bits ^= low
        return total <= self.allowance


class Distinct:
    """Paths between two vertices of which each keeps to the limits of all that were taken before it."""

    def __init__(  # noqa: PLR0913 - ends, limit, potential and the meaning of a mark
        self,
        source: int,
        target: int,
        *,
        overlap: float,
        marks_of: Callable[[Path], Marks],
        carriers: Callable[[Hashable], Iterable[int]],
        to_target: Sequence[int],
    ) -> None:
        """Nothing is taken yet.

        Args:
            source: Where paths start.
            target: Where they end.
            overlap: Share of an earlier path's marks, by worth, that a later path may repeat, from 0 to below 1.
            marks_of: The marks of a whole path with their worth; never empty.
            carriers: The arcs that carry a mark.
            to_target: Distances to the target over the arcs of every graph that will be searched, or more of them.
        """
        self._ends = source, target
        self._overlap = overlap
        self._marks_of = marks_of
        self._carriers = carriers
        self.to_target = to_target
        self._limits: list[Limit] = []
        self._carried: dict[int, int] = {}
        """The marks of earlier paths on each arc, as bits."""
        self._width = 0
        self._kept: dict[int, bool] = {}
        """Which marks keep to all limits, as far as asked."""

    def copy(self) -> Self:
        """Another search that starts from what is taken here."""
        other = copy(self)
        other._limits = self._limits.copy()  # noqa: SLF001 - its own kind
        other._carried = self._carried.copy()  # noqa: SLF001 - as above
        return other

    def take(self, path: Path) -> None:
        """Bar all later paths from repeating too much of this one."""
        marks = self._marks_of(path)
        carried = self._carried
        for position, name in enumerate(marks):
            for number in self._carriers(name):
                carried[number] = carried.get(number, 0) | 1 << (self._width + position)
        mask = ((1 << len(marks)) - 1) << self._width
        allowance = int(sum(marks.values()) * self._overlap + 1e-9)
        self._limits.append(Limit(mask, tuple(marks.values()), self._width, allowance))
        self._width += len(marks)
        self._kept = {}

    def _keeps(self, marks: int) -> bool:
        found = self._kept.get(marks)
        if found is None:
            found = self._kept[marks] = all(limit.keeps(marks) for limit in self._limits)
        return found

    def lightest(self, graph: Digraph) -> Path | None:  # noqa: C901 - one loop
        """The best path of a graph that keeps to all limits, or None where there is none."""
        source, target = self._ends
        to_target, out = self.to_target, graph.out
        if to_target[source] >= UNREACHED:
            return None
        pop, push = heapq.heappop, heapq.heappush
        settled: dict[int, list[int]] = {}
        carried = self._carried
        order = 0
        # a label: estimate, order, steps so far, vertex, marks repeated, arc, label before
        heap: list[tuple[int, int, int, int, int, int, Any]] = [(to_target[source], 0, 0, source, 0, -1, None)]
        while heap:
            label = pop(heap)
            _, _, steps, vertex, repeated, _, _ = label
            if vertex == target:
                return unwind(label)
            if vertex not in settled:
                settled[vertex] = [repeated]
            elif _covered(settled[vertex], repeated):
                continue
            else:
                settled[vertex].append(repeated)
            for head, step, number in out[vertex]:
                left = to_target[head]
                if left >= UNREACHED:
                    continue
                marks = repeated
                if number in carried:
                    marks |= carried[number]
                    if not self._keeps(marks):
                        continue
                if head in settled and _covered(settled[head], marks):
                    continue
                reached = steps + step
                order += 1
                push(heap, (reached + left, order, reached, head, marks, number, label))
        return None


def _covered(settled: Iterable[int], marks: int) -> bool:
    """Whether some label that was settled before has repeated a subset of these marks."""
    return any(other & ~marks == 0 for other in settled)


def distinct(graph: Digraph, search: Distinct, most: int) -> list[Path]:
    """Up to ``most`` paths of one graph, lightest first; fewer only where no further path keeps to the limits."""
    paths: list[Path] = []
    while len(paths) < most:
        path = search.lightest(graph)
        if path is None:
            break
        paths.append(path)
        search.take(path)
    return paths
