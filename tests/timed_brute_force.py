"""Every journey through time, by enumeration of walks and of all sensible waits on them."""

import datetime as dt
from typing import NamedTuple

import msgspec

from corridors.network import Network
from planner.query import Query
from tests.brute_force import MILLION, BruteForce, Move, Spot, State, Walk
from tests.constrained_brute_force import Constrained

DAYS_AHEAD = 366

Point = tuple[int, int]
"""When, in millionths of an hour from the departure, and the weight so far."""


class Timed(NamedTuple):
    """A walk by what happens on it and what its decisions are, and the least it can weigh over all waits."""

    walk: Walk
    weight: int


class TimedBruteForce:
    """All journeys of one query that departs at some time."""

    most_steps = 3_000

    def __init__(self, network: Network, query: Query) -> None:
        """Look at every day of the year ahead; days that are alike are looked at once."""
        assert query.depart is not None
        self.query = query
        self.days: list[tuple[int, Constrained]] = []
        before = None
        start = query.depart.date()
        for ahead in range(DAYS_AHEAD + 1):
            day = start + dt.timedelta(days=ahead)
            brute = Constrained(network, msgspec.structs.replace(query, on=day))
            now = [
                (brute.today(leg, way), brute._forbidden(leg))
                for leg in network.data.legs
                for way in ("forward", "backward")
            ]
            if now != before:
                midnight = dt.datetime.combine(day, dt.time())
                hours = max(0, (midnight - query.depart) // dt.timedelta(minutes=1)) * MILLION // 60
                self.days.append((hours, brute))
            before = now
        hour = query.value_of_time_usd_per_day * query.cargo.teu / 24
        self.rate = {"generalised": round(hour), "time": 1}.get(query.by, 0)
        assert query.by != "generalised" or hour == round(hour), "waits must weigh whole millionths"
        latest = query.limits.time_h
        self.latest = None if latest is None else round(latest * MILLION)

    def _onward(self, points: list[Point], spot: Spot, key: tuple[object, ...]) -> list[Point]:
        """When and how heavy one gets on from a spot by a move, by all waits that end as something changes."""
        found = set()
        for time, weight in points:
            for number, (start, brute) in enumerate(self.days):
                end = self.days[number + 1][0] if number + 1 < len(self.days) else None
                begun = max(time, start)
                if end is not None and begun >= end:
                    continue
                for move in brute.moves(spot):
                    if _key(move) != key:
                        continue
                    hours = sum((cost.hours for cost in move.costs), start=0 * move.weight)
                    reached = begun + int(hours * MILLION)
                    if self.latest is None or reached <= self.latest:
                        found.add((reached, weight + self.rate * (begun - time) + move.weight))
        kept: list[Point] = []
        for time, weight in sorted(found):
            if not kept or weight < kept[-1][1]:
                kept.append((time, weight))
        return kept

    def journeys(self) -> list[Timed]:
        """All walks that some wait makes possible, each with the least it weighs; limits but time are not looked at."""
        first: BruteForce = self.days[0][1]
        found: list[Timed] = []
        begin: State = (("start", self.query.origin), 0, 0)
        taken: list[Move] = []
        visited = {begin}
        steps = 0

        def go_on(state: State, points: list[Point]) -> None:
            nonlocal steps
            choices: dict[tuple[object, ...], Move] = {}
            for _, brute in self.days:
                for move in brute.moves(state[0]):
                    choices.setdefault(_key(move), move)
            for key, move in choices.items():
                following = first._next(state, move)
                if following is None or following in visited:
                    continue
                steps += 1
                assert steps < self.most_steps, "too many walks for a brute force: make the network smaller"
                then = self._onward(points, state[0], key)
                if not then:
                    continue
                taken.append(move)
                if move.to[0] == "end":
                    found.append(Timed(first._walk(taken), min(weight for _, weight in then)))
                else:
                    visited.add(following)
                    go_on(following, then)
                    visited.remove(following)
                taken.pop()

        go_on(begin, [(0, 0)])
        return found


def _key(move: Move) -> tuple[object, ...]:
    return move.to, move.happens, move.leg, move.decisions
