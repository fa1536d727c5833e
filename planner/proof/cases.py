"""Whether any way is left under the overlap rule, by cases: each case shuts some marks, and a shortest way bounds it.

A way that may be shown repeats no more than a share of the marks of each better route. So where the lightest way of a
case repeats too much, every way that may be shown misses at least one of the marks repeated, and the case splits: one
case without the first of them, one with the first and without the second, and so on. The cases cover everything and
overlap nowhere; none is dropped but where its marks leave no way. Nothing here is like the planner's search: no labels,
no dominance.
"""

import heapq
from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import NamedTuple

from planner.proof.numbers import exact
from planner.proof.web import Arc, Web, worths

MOST_CASES = 50_000
A_HAIR = Fraction(1, 10**9)
"""A share such as a third, cut off in its decimals, still allows a third."""
NEVER = 10**60
"""Heavier than any way."""


class TooManyCasesError(Exception):
    """The proof is too long; nothing is known."""


class Limit(NamedTuple):
    """What a better route allows: the worth of its marks, and how much of that may be repeated."""

    worth: dict[str, int]
    allowance: int

    def exceeded_by(self, marks: frozenset[str]) -> bool:
        """Whether marks repeat too much of the route."""
        return sum(self.worth[mark] for mark in marks if mark in self.worth) > self.allowance


class _Case(NamedTuple):
    """The ways without the marks that are shut and with those that are kept; the lightest without those shut."""

    weight: int
    order: int
    shut: frozenset[str]
    kept: frozenset[str]
    arcs: tuple[Arc, ...]
    limits: int
    """How many limits its shut marks take into account."""


class Cases:
    """All ways of a web, as cases with a bound each; limits are added as routes are shown."""

    def __init__(self, web: Web, overlap: float, most_mm: int | None = None) -> None:
        """Start with one case: everything. ``most_mm`` is how far off the corridor a way may run."""
        self._web = web
        self._overlap = exact(overlap)
        self._most_mm = most_mm
        self._limits: list[Limit] = []
        self._carriers: dict[str, list[int]] = {}
        for arc in web.arcs:
            for mark in arc.marks:
                self._carriers.setdefault(mark, []).append(arc.number)
        self._heap: list[_Case] = []
        self._without: dict[str, int] = {}
        self.opened = 0
        self._open(frozenset(), frozenset())

    def show(self, arcs: tuple[Arc, ...]) -> None:
        """A route is shown: later ones must differ from it."""
        self._limits.append(self.limit_of(arcs))

    def limit_of(self, arcs: tuple[Arc, ...]) -> Limit:
        """What a route allows later ones to repeat."""
        worth = worths(arcs)
        return Limit(worth, floor(sum(worth.values()) * self._overlap + A_HAIR))

    def repeated_too_much(self, arcs: tuple[Arc, ...]) -> list[int]:
        """The routes shown, counted from 0, of which a way repeats too much."""
        marks = frozenset(mark for arc in arcs for mark in arc.marks)
        return [position for position, limit in enumerate(self._limits) if limit.exceeded_by(marks)]

    def lighter_than(self, weight: int | None) -> tuple[int, tuple[Arc, ...]] | None:
        """A lightest way that may be shown and weighs less than ``weight`` (None: any), or None if there is none.

        Raises:
            TooManyCasesError: where that takes too long to tell.
        """
        while self._heap and (weight is None or self._heap[0].weight < weight):
            case = self._heap[0]
            if self._strays(case.arcs):  # and all others, which run as far off the corridor or further
                return None
            if case.limits < len(self._limits):
                self._renew(heapq.heappop(self._heap))
                continue
            marks = frozenset(mark for arc in case.arcs for mark in arc.marks)
            broken = [limit for limit in self._limits if limit.exceeded_by(marks)]
            if not broken:
                return case.weight, case.arcs
            heapq.heappop(self._heap)
            self._split(case, min((_to_miss(limit, marks, case.kept, self._dear) for limit in broken), key=len))
        return None

    def _dear(self, mark: str) -> int:
        """What the lightest way of all weighs without a mark: a case without a dear one is seldom opened."""
        if mark not in self._without:
            found = self._web.lightest(frozenset(self._carriers.get(mark, ())))
            self._without[mark] = NEVER if found is None else found[0]
        return self._without[mark]

    def _strays(self, arcs: tuple[Arc, ...]) -> bool:
        return self._most_mm is not None and sum(arc.off_mm for arc in arcs) > self._most_mm

    def _split(self, case: _Case, missed: list[str]) -> None:
        """One case without each of the marks, of which any way of the case must miss one."""
        kept = case.kept
        for mark in missed:
            self._open(case.shut | {mark}, kept)
            kept |= {mark}

    def _renew(self, case: _Case) -> None:
        """Take the limits into account that came after a case was opened."""
        shut = self._propagated(case.shut, case.kept)
        if shut is None:
            return
        if any(mark in shut for arc in case.arcs for mark in arc.marks):
            self._open(shut, case.kept)
        else:
            heapq.heappush(self._heap, case._replace(shut=shut, limits=len(self._limits)))

    def _propagated(self, shut: frozenset[str], kept: frozenset[str]) -> frozenset[str] | None:
        """The marks shut, with all those that a way with the kept ones cannot afford; None where it cannot be."""
        found = set(shut)
        for limit in self._limits:
            left = limit.allowance - sum(limit.worth[mark] for mark in kept & limit.worth.keys())
            if left < 0:
                return None
            found |= {mark for mark, worth in limit.worth.items() if worth > left and mark not in kept}
        return None if found & kept else frozenset(found)

    def _open(self, shut: frozenset[str], kept: frozenset[str]) -> None:
        all_shut = self._propagated(shut, kept)
        if all_shut is None:
            return
        self.opened += 1
        if self.opened > MOST_CASES:
            raise TooManyCasesError
        closed = {number for mark in all_shut for number in self._carriers.get(mark, ())}
        found = self._web.lightest(closed)
        if found is not None:
            heapq.heappush(self._heap, _Case(found[0], self.opened, all_shut, kept, found[1], len(self._limits)))


def _to_miss(limit: Limit, marks: frozenset[str], kept: frozenset[str], dear: Callable[[str], int]) -> list[str]:
    """Of the marks repeated, the fewest that together with those kept are too many: any way left misses one of them."""
    repeated = marks & limit.worth.keys()
    total = sum(limit.worth[mark] for mark in repeated & kept)
    missed: list[str] = []
    for mark in sorted(repeated - kept, key=lambda one: (-limit.worth[one], -dear(one), one)):
        if total > limit.allowance:
            break
        missed.append(mark)
        total += limit.worth[mark]
    return missed
