"""The best routes that are different decisions, found exactly.

Each route shown bars the next ones from repeating more than a share of its *marks*. A mark is anything an arc can carry
and a path can repeat (here: border crossings, ports, passages; or legs weighed by length where a route has none of
those). The k-th route is the lightest path that keeps to every limit: shortest paths with limited overlap, after
Chondrogiannis et al., Finding k-shortest paths with limited overlap, VLDB Journal 29 (2020), with the overlap counted
in marks.

The search is A* over labels (weight, marks of earlier routes repeated so far). Its potential is the exact distance to
the target; a label is dropped when a lighter or equal one at the same vertex has repeated a subset of its marks. Marks
only accumulate, so that a label within the limits stays the best of its kind, and removing a cycle from a path never
breaks a limit: the answer is exact and simple.
"""

import heapq
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from planner.search.paths import UNREACHED, Allowed, Edge, checked, distances_to

E = TypeVar("E", bound=Edge)
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


class _Label(Generic[E]):
    __slots__ = ("arc", "before", "repeated", "vertex", "weight")

    def __init__(self, weight: int, vertex: int, repeated: int, arc: E | None, before: "_Label[E] | None") -> None:
        self.weight = weight
        self.vertex = vertex
        self.repeated = repeated
        self.arc = arc
        self.before = before


def distinct(  # noqa: PLR0913 - graph, ends, number, limit and the meaning of a mark
    out: Sequence[Sequence[E]],
    source: int,
    target: int,
    *,
    most: int,
    overlap: float,
    marks_of: Callable[[tuple[E, ...]], Marks],
    arc_marks: Callable[[E], Iterable[Hashable]],
    allowed: Allowed[E] | None = None,
    to_target: Sequence[int] | None = None,
) -> list[tuple[E, ...]]:
    """Up to ``most`` paths, lightest first; fewer only where no further path keeps to the limits.

    Args:
        out: The graph, as arcs by tail vertex.
        source: Where paths start.
        target: Where they end.
        most: How many paths are wanted.
        overlap: Share of an earlier path's marks, by worth, that a later path may repeat, from 0 to below 1.
        marks_of: The marks of a whole path with their worth; never empty.
        arc_marks: The marks an arc carries, among all that ``marks_of`` can name.
        allowed: Which arcs may be used.
        to_target: For each vertex the weight to the target over these arcs or more of them, where it is known.
    """
    if to_target is None:
        to_target = distances_to(out, target, allowed)
    paths: list[tuple[E, ...]] = []
    limits: list[Limit] = []
    bits: dict[Hashable, int] = {}
    width = 0
    while len(paths) < most:
        path = _lightest(out, source, target, to_target, limits, bits, arc_marks, allowed)
        if path is None:
            break
        paths.append(path)
        marks = marks_of(path)
        names = list(marks)
        for position, name in enumerate(names):
            bits[name] = bits.get(name, 0) | 1 << (width + position)
        total = sum(marks.values())
        mask = ((1 << len(names)) - 1) << width
        limits.append(Limit(mask, tuple(marks[name] for name in names), width, int(total * overlap + 1e-9)))
        width += len(names)
    return paths


def _lightest(  # noqa: PLR0913, PLR0917 - the state of the search above
    out: Sequence[Sequence[E]],
    source: int,
    target: int,
    to_target: Sequence[int],
    limits: list[Limit],
    bits: dict[Hashable, int],
    arc_marks: Callable[[E], Iterable[Hashable]],
    allowed: Allowed[E] | None,
) -> tuple[E, ...] | None:
    if to_target[source] == UNREACHED:
        return None
    settled: list[list[int]] = [[] for _ in out]
    first: _Label[E] = _Label(0, source, 0, None, None)
    order = 0
    heap: list[tuple[int, int, int, _Label[E]]] = [(to_target[source], 0, 0, first)]
    while heap:
        _, hops, _, label = heapq.heappop(heap)
        vertex, repeated = label.vertex, label.repeated
        if vertex == target:
            return _unwind(label)
        seen = settled[vertex]
        if any(other & ~repeated == 0 for other in seen):
            continue
        seen.append(repeated)
        for arc in out[vertex]:
            head = arc.head
            if to_target[head] == UNREACHED or (allowed is not None and not allowed(arc)):
                continue
            marks = repeated
            for name in arc_marks(arc):
                marks |= bits.get(name, 0)
            if marks != repeated and not all(limit.keeps(marks) for limit in limits):
                continue
            if any(other & ~marks == 0 for other in settled[head]):
                continue
            weight = label.weight + checked(arc.weight)
            order += 1
            heapq.heappush(heap, (weight + to_target[head], hops + 1, order, _Label(weight, head, marks, arc, label)))
    return None


def _unwind(label: _Label[E]) -> tuple[E, ...]:
    path: list[E] = []
    current: _Label[E] | None = label
    while current is not None and current.arc is not None:
        path.append(current.arc)
        current = current.before
    return tuple(reversed(path))
