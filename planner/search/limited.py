"""The lightest paths of which none repeats more than a share of the worth of a better one, found exactly.

Every arc has a worth for each path taken before: what the arc counts where that path ran the same thing, else nothing.
The overlap of a path with an earlier one is the sum over its arcs; limits hold the overlap below a share of the whole
worth of the earlier path: shortest paths with limited overlap, after Chondrogiannis et al., VLDB Journal 29 (2020).

The search is A* over labels (weight, overlap with each earlier path). A label is dropped when another one at the same
vertex is no heavier and overlaps no more with any of them; that is exact, as both only add up. It is dropped, too, when
the least overlap with some earlier path between its vertex and the target breaks a limit.
"""

import heapq
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple

from planner.search.digraph import HOP_BITS, Digraph
from planner.search.distinct import Ending, part_of
from planner.search.paths import UNREACHED, Path, unwind

Vector = tuple[int, ...]


class Limit(NamedTuple):
    """What the arcs of a path may add up to."""

    worth: dict[int, int]
    """What each arc counts, by its number; nothing where it is missing."""
    allowance: int


class Limited:
    """Paths between two vertices, each within the limits of all that were taken before it."""

    def __init__(  # noqa: PLR0913 - ends, limit, potential and the meaning of a worth
        self,
        source: int,
        target: int,
        *,
        overlap: float,
        worth_of: Callable[[Path], Sequence[tuple[Hashable, int]]],
        carriers: Callable[[Hashable], Iterable[int]],
        to_target: Sequence[int],
        limits: Iterable[Limit] = (),
    ) -> None:
        """Nothing is taken yet.

        Args:
            source: Where paths start.
            target: Where they end.
            overlap: Share of an earlier path's worth that a later path may repeat, from 0 to below 1.
            worth_of: What a path runs, in order, with its worth; never worth nothing in all.
            carriers: The arcs that run a thing.
            to_target: Distances to the target over the arcs of every graph that will be searched, or more of them.
            limits: What holds for all paths, whatever was taken: amounts of the arcs that may not add up to more.
        """
        self._ends = source, target
        self._overlap = overlap
        self._worth_of = worth_of
        self._carriers = carriers
        self.to_target = to_target
        self.ending = Ending(0, frozenset(), None)
        self._limits = list(limits)
        self._before = len(self._limits)
        """How many limits are not those of paths."""

    def copy(self) -> "Limited":
        """Another search that starts from what is taken here."""
        other = Limited(
            *self._ends, overlap=self._overlap, worth_of=self._worth_of, carriers=self._carriers,
            to_target=self.to_target,
        )  # fmt: skip
        other._limits, other._before = self._limits.copy(), self._before
        return other

    def take(self, path: Path) -> None:
        """Bar all later paths from repeating too much of this one."""
        run = self._worth_of(path)
        worth = {number: value for thing, value in dict(run).items() if value for number in self._carriers(thing)}
        self._limits.append(Limit(worth, part_of(sum(value for _, value in run), self._overlap)))

    def lightest(self, graph: Digraph, bound: int | None = None) -> Path | None:  # noqa: C901, PLR0912 - one loop
        """The best path of a graph that keeps to all limits and has at most ``bound`` steps, or None."""
        source, target = self._ends
        to_target, out = self.to_target, graph.out
        self.ending = Ending(0, frozenset(), None)
        if to_target[source] >= UNREACHED:
            return None
        pop, push = heapq.heappop, heapq.heappush
        limits = range(len(self._limits))
        ahead = [_least_ahead(graph, target, limit.worth) for limit in self._limits]
        most = [limit.allowance for limit in self._limits]
        worth: dict[int, Vector] = {
            number: tuple(limit.worth.get(number, 0) for limit in self._limits)
            for limit in self._limits
            for number in limit.worth
        }
        settled: dict[int, list[Vector]] = {}
        broken: set[int] = set()
        beyond: int | None = None
        order = 0
        nothing = (0,) * len(limits)
        broken.update(n for n in limits if ahead[n][source] > most[n])
        # a label: estimate, order, steps so far, vertex, overlaps, arc, label before
        heap: list[tuple[int, int, int, int, Vector, int, Any]] = []
        if not broken:
            heap.append((to_target[source], 0, 0, source, nothing, -1, None))
        while heap:
            label = pop(heap)
            estimate, _, steps, vertex, overlaps, _, _ = label
            if bound is not None and estimate > bound:
                beyond = estimate
                break
            if vertex == target:
                return unwind(label)
            if vertex not in settled:
                settled[vertex] = [overlaps]
            elif _covered(settled[vertex], overlaps):
                continue
            else:
                settled[vertex].append(overlaps)
            for head, step, number in out[vertex]:
                left = to_target[head]
                if left >= UNREACHED:
                    continue
                reached = overlaps
                if number in worth:
                    reached = tuple([one + more for one, more in zip(overlaps, worth[number], strict=True)])
                breaks = [n for n in limits if reached[n] + ahead[n][head] > most[n]]
                if breaks:
                    broken.update(breaks)
                    continue
                if head in settled and _covered(settled[head], reached):
                    continue
                order += 1
                push(heap, (steps + step + left, order, steps + step, head, reached, number, label))
        limits_broken = frozenset(number - self._before for number in broken if number >= self._before)
        self.ending = Ending(sum(map(len, settled.values())), limits_broken, beyond)
        return None


def _covered(others: list[Vector], overlaps: Vector) -> bool:
    """Whether one of the others overlaps no more with anything."""
    for other in others:
        for theirs, ours in zip(other, overlaps, strict=True):
            if theirs > ours:
                break
        else:
            return True
    return False


def _least_ahead(graph: Digraph, target: int, worth: dict[int, int]) -> list[int]:
    """For every vertex the least worth that a path from it to the target repeats; Dijkstra."""
    into = graph.into
    found = [UNREACHED] * len(into)
    found[target] = 0
    heap = [(0, target)]
    while heap:
        done, vertex = heapq.heappop(heap)
        if done > found[vertex]:
            continue
        for tail, _, number in into[vertex]:
            reached = done + worth.get(number, 0)
            if reached < found[tail]:
                found[tail] = reached
                heapq.heappush(heap, (reached, tail))
    return found


def weight_bound(weight: int) -> int:
    """The most steps that a path of at most this weight can have."""
    return ((weight + 1) << HOP_BITS) - 1
