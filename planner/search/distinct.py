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
from typing import Any, NamedTuple, Protocol, Self

from planner.search.digraph import Digraph
from planner.search.paths import UNREACHED, Path, unwind

Marks = dict[Hashable, int]
"""What a path carries and how much each counts."""


class Ending(NamedTuple):
    """How a search ended that found nothing more."""

    labels: int
    """Partial paths settled."""
    limits: frozenset[int]
    """Positions of the earlier paths whose limits ended partial paths."""
    beyond: int | None
    """The steps that any further path has at least, where the search ended at its bound; none where there is none."""


class Search(Protocol):
    """Paths one after the other, each within the limits of those taken before."""

    to_target: Sequence[int]
    ending: Ending

    def copy(self) -> "Search":
        """Another search that starts from what is taken here."""
        ...

    def take(self, path: Path) -> None:
        """Bar all later paths from repeating too much of this one."""
        ...

    def lightest(self, graph: Digraph, bound: int | None = None) -> Path | None:
        """The best path of a graph within all limits and of at most ``bound`` steps, or None."""
        ...


PARTS = 10**9


def part_of(total: int, share: float) -> int:
    """A share of a whole number, rounded down; the share is taken to nine decimals, so that 0.1 is a tenth."""
    return total * round(share * PARTS) // PARTS


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
        self.ending = Ending(0, frozenset(), None)
        self._limits: list[Limit] = []
        self._carried: dict[int, int] = {}
        """The marks of earlier paths on each arc, as bits."""
        self._width = 0
        self._kept: dict[int, tuple[int, ...]] = {}
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
        allowance = part_of(sum(marks.values()), self._overlap)
        self._limits.append(Limit(mask, tuple(marks.values()), self._width, allowance))
        self._width += len(marks)
        self._kept = {}

    def _breaks(self, marks: int) -> tuple[int, ...]:
        """The limits that marks repeated break, by position."""
        found = self._kept.get(marks)
        if found is None:
            found = self._kept[marks] = tuple(n for n, limit in enumerate(self._limits) if not limit.keeps(marks))
        return found

    def lightest(self, graph: Digraph, bound: int | None = None) -> Path | None:  # noqa: C901 - one loop
        """The best path of a graph that keeps to all limits and has at most ``bound`` steps, or None."""
        source, target = self._ends
        to_target, out = self.to_target, graph.out
        self.ending = Ending(0, frozenset(), None)
        if to_target[source] >= UNREACHED:
            return None
        pop, push = heapq.heappop, heapq.heappush
        settled: dict[int, list[int]] = {}
        carried = self._carried
        broken: set[int] = set()
        beyond: int | None = None
        order = 0
        # a label: estimate, order, steps so far, vertex, marks repeated, arc, label before
        heap: list[tuple[int, int, int, int, int, int, Any]] = [(to_target[source], 0, 0, source, 0, -1, None)]
        while heap:
            label = pop(heap)
            estimate, _, steps, vertex, repeated, _, _ = label
            if bound is not None and estimate > bound:
                beyond = estimate
                break
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
                    breaks = self._breaks(marks)
                    if breaks:
                        broken.update(breaks)
                        continue
                if head in settled and _covered(settled[head], marks):
                    continue
                reached = steps + step
                order += 1
                push(heap, (reached + left, order, reached, head, marks, number, label))
        self.ending = Ending(sum(map(len, settled.values())), frozenset(broken), beyond)
        return None


def _covered(settled: Iterable[int], marks: int) -> bool:
    """Whether some label that was settled before has repeated a subset of these marks."""
    return any(other & ~marks == 0 for other in settled)


def distinct(
    graph: Digraph,
    search: Search,
    most: int,
    *,
    taken: Sequence[Path] = (),
    bound: Callable[[Path], int | None] = lambda _: None,
) -> list[Path]:
    """The paths taken and more of one graph, up to ``most``, lightest first; fewer only where no further one keeps to all.

    Args:
        graph: Where further paths run.
        search: What keeps them apart, with the paths taken.
        most: How many paths in all.
        taken: Those that are there.
        bound: From the first path, the most steps of all others.
    """
    paths = [*taken]
    while len(paths) < most:
        path = search.lightest(graph, bound(paths[0]) if paths else None)
        if path is None:
            break
        paths.append(path)
        search.take(path)
    return paths
