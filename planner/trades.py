"""Trades between criteria: the whole front of routes, the few that stand for it, their names and what each step buys."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from corridors.itinerary import Front, FrontMember, FrontStep
from planner.amounts import plain
from planner.constraints import Criterion
from planner.likeness import Way
from planner.search.cover import Vector, cover
from planner.ways import Ways

MOST_MEMBERS = 7
NAMES: dict[Criterion, str] = {
    "time": "fastest", "cost": "cheapest", "emissions": "least CO2e", "distance": "shortest",
}  # fmt: skip
UNITS: dict[Criterion, str] = {"time": "h", "cost": "USD", "emissions": "kg", "distance": "km"}
PAID_FIRST: tuple[Criterion, ...] = ("cost", "emissions", "distance", "time")
"""The criterion that members are ordered by: the first of these that is weighed."""


class Trade(NamedTuple):
    """A front, and the way of each member."""

    front: Front
    ways: tuple[Way, ...]


def trade(ways: Ways) -> Trade | None:
    """The front of a query, or None where no route answers it."""
    criteria = ways.graph.query.pareto
    found = ways.front
    if not found:
        return None
    vectors = [each.vector for each in found]
    names: dict[int, list[str]] = {}
    for position, criterion in enumerate(criteria):
        least = min(range(len(vectors)), key=lambda n, at=position: (vectors[n][at], vectors[n]))  # type: ignore[misc]
        names.setdefault(least, []).append(NAMES[criterion])
    names.setdefault(_knee(vectors), []).append("knee")
    covering = cover(vectors, tuple(names), MOST_MEMBERS)
    paid = criteria.index(next(criterion for criterion in PAID_FIRST if criterion in criteria))
    members = sorted(covering.members, key=lambda n: (vectors[n][paid], vectors[n]))
    shown = [plain(vectors[member]) for member in members]
    front = Front(
        criteria=criteria,
        units=tuple(UNITS[criterion] for criterion in criteria),
        size=len(vectors),
        epsilon=covering.epsilon,
        exact=covering.exact,
        vectors=tuple(plain(vector) for vector in vectors),
        members=tuple(
            FrontMember(rank, tuple(names.get(member, ())), vector)
            for rank, (member, vector) in enumerate(zip(members, shown, strict=True), start=1)
        ),
        steps=tuple(_step(criteria, rank, one, other) for rank, (one, other) in enumerate(pairwise(shown), 1)),
    )
    return Trade(front, tuple(ways.spelled(found[member].path) for member in members))


def _knee(vectors: Sequence[Vector]) -> int:
    """The vector of the least sum, each criterion counted from 0 at its least on the front to 1 at its most.

    Of two criteria that is the point farthest from the line between the two ends.
    """
    columns = list(zip(*vectors, strict=True))
    ends = [(min(column), max(column)) for column in columns]

    def far(number: int) -> float:
        pairs = zip(vectors[number], ends, strict=True)
        return sum([(taken - low) / (high - low) for taken, (low, high) in pairs if high > low], 0.0)

    return min(range(len(vectors)), key=lambda number: (far(number), number))


def _step(criteria: Sequence[str], rank: int, one: Sequence[float], other: Sequence[float]) -> FrontStep:
    gains = {criterion: round(b - a, 6) for criterion, a, b in zip(criteria, one, other, strict=True)}
    return FrontStep(
        start=rank,
        end=rank + 1,
        pays={criterion: gain for criterion, gain in gains.items() if gain > 0},
        buys={criterion: -gain for criterion, gain in gains.items() if gain < 0},
    )
