"""The best paths through a graph that changes with time, different from each other and within limits.

Time is cut into epochs; within one, every arc is there or not and takes the same. What an arc takes is settled by the epoch
in which its tail is reached, whenever that epoch ends. Anyone may wait at any vertex for a later epoch: waiting takes its
time, weighs so much for it, and counts towards nothing else. With that, being earlier and lighter is never worse, so that a
label (weight, time, marks repeated, what counts towards limits) may be dropped for another at the same vertex and in the
same epoch that takes no more of anything once it has waited for the later of the two. Labels are settled by weight; the
answer is exact, and no path has a cycle, as one could wait instead.
"""

import heapq
from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from planner.search.digraph import HOP_BITS, Digraph, weight_of
from planner.search.distinct import Distinct
from planner.search.fronts import Amounts, Vector

_Settled = tuple[int, int, int, Vector]
"""Weight, time, marks and what counts towards limits of a label."""


class Epoch(NamedTuple):
    """A stretch of time in which nothing changes."""

    graph: Digraph
    time: Amounts
    """What each arc takes, by number."""
    counted: Sequence[Vector]
    """What counts towards each limit beside time, by number of the arc."""


class Calendar(NamedTuple):
    """The epochs, each made when a path reaches it."""

    starts: Sequence[int]
    """When each begins; the first at 0."""
    epoch: Callable[[int], Epoch]
    rate: Fraction
    """What a unit of waiting weighs."""
    latest: int | None
    """The most time a path may take, if there is a limit."""
    allowances: Vector
    """The other limits."""


class Move(NamedTuple):
    """An arc, the epoch that settles what it takes, and when it is begun."""

    number: int
    epoch: int
    begun: int


class Timed(Distinct):
    """Paths between two vertices through time, each within the limits and different from those taken before it."""

    def __init__(self, calendar: Calendar, **rest: Any) -> None:
        """Nothing is taken yet; the rest as :class:`Distinct` has it."""
        super().__init__(to_target=(), **rest)
        self._calendar = calendar

    def earliest_best(  # noqa: C901 - one loop, kept in one piece for speed
        self, within: Collection[int] | None = None
    ) -> tuple[Move, ...] | None:
        """The lightest path that keeps to all limits, of these the one with the fewest arcs; None where there is none.

        Args:
            within: The vertices that a path may pass; all of them if left out.
        """
        source, target = self._ends
        starts, epoch_of, rate, latest, allowances = self._calendar
        pop, push = heapq.heappop, heapq.heappush
        scale = rate.denominator
        price = rate.numerator << HOP_BITS
        settled: dict[tuple[int, int], list[_Settled]] = {}
        carried = self._carried
        order = 0
        # a label: weight, order, time, vertex, epoch, marks, counted, the move that led here if any, label before
        heap: list[tuple[int, int, int, int, int, int, Vector, Move | None, Any]]
        heap = [(0, 0, 0, source, 0, 0, (0,) * len(allowances), None, None)]
        while heap:
            label = pop(heap)
            weight, _, time, vertex, number, repeated, counted, _, _ = label
            if vertex == target:
                return _moves(label)
            seen = settled.setdefault((vertex, number), [])
            if _covered(seen, price, (weight, time, repeated, counted)):
                continue
            seen.append((weight, time, repeated, counted))
            if number + 1 < len(starts):
                later = starts[number + 1]
                order += 1
                waited = weight + price * (later - time)
                push(heap, (waited, order, later, vertex, number + 1, repeated, counted, None, label))
            epoch = epoch_of(number)
            for head, step, arc in epoch.graph.out[vertex]:
                if within is not None and head not in within:
                    continue
                reached = time + epoch.time[arc]
                if latest is not None and reached > latest:
                    continue
                marks = repeated | carried.get(arc, 0)
                if marks != repeated and not all(limit.keeps(marks) for limit in self._limits):
                    continue
                more = counted
                if allowances:
                    more = tuple([a + b for a, b in zip(counted, epoch.counted[arc], strict=True)])
                    if any(a > b for a, b in zip(more, allowances, strict=True)):
                        continue
                then = number
                while then + 1 < len(starts) and starts[then + 1] <= reached:
                    then += 1
                heavier = weight + (weight_of(step) * scale << HOP_BITS) + 1
                if _covered(settled.get((head, then), ()), price, (heavier, reached, marks, more)):
                    continue
                order += 1
                push(heap, (heavier, order, reached, head, then, marks, more, Move(arc, number, time), label))
        return None


def _covered(seen: Sequence[_Settled], price: int, label: _Settled) -> bool:
    weight, time, marks, counted = label
    return any(
        early <= time
        and light + price * (time - early) <= weight
        and other & ~marks == 0
        and all(a <= b for a, b in zip(less, counted, strict=True))
        for light, early, other, less in seen
    )


def _moves(label: Any) -> tuple[Move, ...]:
    moves: list[Move] = []
    while label is not None:
        if label[-2] is not None:
            moves.append(label[-2])
        label = label[-1]
    return tuple(reversed(moves))
