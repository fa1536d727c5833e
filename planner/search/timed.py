"""The best paths through a graph that changes with time, different from each other and within limits.

Time is cut into epochs; within one, every arc is there or not and takes the same. What an arc takes is settled by the epoch
in which its tail is reached, whenever that epoch ends. Anyone may wait at any vertex for a later epoch: waiting takes its
time, weighs so much for it, and counts towards nothing else. With that, being earlier and lighter is never worse, so that a
label (weight, time, marks repeated, what counts towards limits) may be dropped for another at the same vertex and in the
same epoch that takes no more of anything once it has waited for the later of the two. Labels are settled by weight and the
least that is still to come in any epoch; the answer is exact, and no path has a cycle, as one could wait instead.
"""

import heapq
from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from planner.search.digraph import HOP_BITS, Digraph, weight_of
from planner.search.distinct import Distinct
from planner.search.fronts import Amounts, Vector
from planner.search.paths import UNREACHED

HOPS = (1 << HOP_BITS) - 1
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
        """Nothing is taken yet; the rest as :class:`Distinct` has it, with distances that hold in every epoch."""
        super().__init__(**rest)
        self._calendar = calendar
        scale = calendar.rate.denominator
        self._left = [
            UNREACHED if steps >= UNREACHED else (weight_of(steps) * scale << HOP_BITS) + (steps & HOPS)
            for steps in self.to_target
        ]

    def earliest_best(  # noqa: C901, PLR0912, PLR0915 - one loop, kept in one piece for speed
        self, within: Collection[int] | None = None, most: int | None = None
    ) -> tuple[Move, ...] | None:
        """The lightest path that keeps to all limits, of these the one with the fewest arcs; None where there is none.

        Args:
            within: The vertices that a path may pass; all of them if left out.
            most: What a path may weigh; anything if left out.
        """
        source, target = self._ends
        starts, epoch_of, rate, latest, allowances = self._calendar
        left = self._left
        if left[source] >= UNREACHED:
            return None
        pop, push = heapq.heappop, heapq.heappush
        scale = rate.denominator
        bound = None if most is None else (most + 1) * scale << HOP_BITS
        price = rate.numerator << HOP_BITS
        settled: dict[tuple[int, int], list[_Settled]] = {}
        carried = self._carried
        order = 0
        # a label: estimate, order, weight, time, vertex, epoch, marks, counted, the move that led here, label before
        heap: list[tuple[int, int, int, int, int, int, int, Vector, Move | None, Any]]
        heap = [(left[source], 0, 0, 0, source, 0, 0, (0,) * len(allowances), None, None)]
        while heap:
            label = pop(heap)
            estimate, _, weight, time, vertex, number, repeated, counted, _, _ = label
            if bound is not None and estimate >= bound:
                return None
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
                push(
                    heap,
                    (waited + left[vertex], order, waited, later, vertex, number + 1, repeated, counted, None, label),
                )
            epoch = epoch_of(number)
            for head, step, arc in epoch.graph.out[vertex]:
                if left[head] >= UNREACHED or (within is not None and head not in within):
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
                move = Move(arc, number, time)
                push(heap, (heavier + left[head], order, heavier, reached, head, then, marks, more, move, label))
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
