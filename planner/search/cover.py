"""A few vectors that stand for many: the smallest factor within which a handful covers a whole front.

A vector covers another within a factor of 1 + epsilon if it is at most that many times as large in every criterion.
"""

from collections.abc import Sequence
from typing import NamedTuple

MOST_NODES = 20_000
"""Branches that are looked at before a cover of three criteria is left as good as it is."""

Vector = tuple[int, ...]


class Cover(NamedTuple):
    """Which vectors stand for all, how closely, and whether no other choice of as many would be closer."""

    members: tuple[int, ...]
    epsilon: float
    exact: bool


def excess(vector: Vector, other: Vector) -> float:
    """The least epsilon within which a vector covers another; infinite where it takes something the other does not."""
    worst = 0.0
    for one, two in zip(vector, other, strict=True):
        if one > two:
            worst = max(worst, one / two - 1.0 if two else float("inf"))
    return worst


def cover(vectors: Sequence[Vector], always: Sequence[int], most: int) -> Cover:
    """At most so many vectors of a front that cover all of it within the smallest epsilon, and no more than that needs.

    Two criteria: exact, as what a vector covers is a stretch of the front. Three: exact as far as ``MOST_NODES`` reach.

    Args:
        vectors: The front in lexicographic order.
        always: Those that are among the members in any case.
        most: How many members at most, more than there are of those.
    """
    everything = range(len(vectors))
    if len(vectors) <= most:
        return Cover(tuple(everything), 0.0, exact=True)
    far = [[excess(one, other) for other in vectors] for one in vectors]
    forced = tuple(dict.fromkeys(always))
    choose = _along if len(vectors[0]) == 2 else _among  # noqa: PLR2004 - two criteria lie in a line

    def chosen(epsilon: float) -> _Choice:
        reached = [sum(1 << p for p in everything if row[p] <= epsilon) for row in far]
        left = (1 << len(vectors)) - 1
        for member in forced:
            left &= ~reached[member]
        return choose(reached, left, most - len(forced))

    steps = sorted({epsilon for row in far for epsilon in row})
    low, high = 0, len(steps) - 1
    exact, best = True, chosen(steps[-1])
    while low < high:
        middle = (low + high) // 2
        choice = chosen(steps[middle])
        if choice.members is None:
            exact &= choice.proven
            low = middle + 1
        else:
            best, high = choice, middle
    assert best.members is not None, "at the largest epsilon any vector covers all"
    return Cover(tuple(sorted({*forced, *best.members})), steps[high], exact and best.proven)


class _Choice(NamedTuple):
    members: tuple[int, ...] | None
    """The fewest that cover what is left, if so few are enough."""
    proven: bool
    """Whether there are none, or none fewer, for certain."""


def _along(reached: Sequence[int], left: int, most: int) -> _Choice:
    """Vectors in a line: of those that cover the first one left, the one that reaches farthest is never wrong."""
    members: list[int] = []
    while left:
        first = left & -left
        member = max((m for m, mask in enumerate(reached) if mask & first), key=lambda m: reached[m].bit_length())
        members.append(member)
        left &= ~reached[member]
    return _Choice(tuple(members) if len(members) <= most else None, proven=True)


def _among(reached: Sequence[int], left: int, most: int) -> _Choice:
    """Vectors anywhere: branch on the one left that the fewest cover, with ever more members allowed."""
    proven = True
    for allowed in range(most + 1):
        budget = [MOST_NODES]
        members = _branch(reached, left, allowed, budget)
        if members is not None:
            return _Choice(members, proven)
        proven &= budget[0] > 0
    return _Choice(None, proven)


def _branch(reached: Sequence[int], left: int, allowed: int, budget: list[int]) -> tuple[int, ...] | None:
    if not left:
        return ()
    budget[0] -= 1
    if not allowed or budget[0] <= 0:
        return None
    useful = {mask & left: member for member, mask in reversed([*enumerate(reached)]) if mask & left}
    if max(map(int.bit_count, useful)) * allowed < left.bit_count():
        return None
    hardest, fewest = 0, len(useful) + 1
    rest = left
    while rest:
        bit = rest & -rest
        rest ^= bit
        count = sum(1 for mask in useful if mask & bit)
        if count < fewest:
            hardest, fewest = bit, count
    for mask in sorted((mask for mask in useful if mask & hardest), key=int.bit_count, reverse=True):
        more = _branch(reached, left & ~mask, allowed - 1, budget)
        if more is not None:
            return (useful[mask], *more)
    return None
