"""The brute force with more to keep to: what alone may be used, operators, limits, a price on carbon; and what blocks a walk.

Like :mod:`tests.brute_force` it reads the records itself and shares no code with ``planner``.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

import msgspec

from corridors.model import MODES, Leg
from corridors.network import Network
from planner.constraints import Avoid, Limits, Only
from planner.query import Query
from tests.brute_force import MILLION, SHIPS, BruteForce, Cost, Move, Spot, Walk, exact

Vector = tuple[int, ...]
Thing = tuple[str, str]
"""One thing in the way: its kind, and its name within the kind."""


class Constrained(BruteForce):
    """All walks of one query that keep to its constraints; limits are looked at afterwards."""

    most_steps = 20_000
    """Cases with more steps are left out of trials, or the enumeration takes all the time."""

    def __init__(self, network: Network, query: Query) -> None:
        """Nothing is counted yet."""
        super().__init__(network, query)
        self._taken: dict[int, tuple[int, ...]] = {}

    def units(self, cost: Cost) -> int:
        """The objective with the value of the CO2e in it."""
        if self.query.by != "generalised":
            return super().units(cost)
        carbon = cost.kg / 1000 * exact(self.query.carbon_price_usd_per_tonne) * MILLION
        assert carbon.denominator == 1, f"{carbon} is no whole number of millionths: mend the generator"
        return super().units(cost) + int(carbon)

    def _forbidden(self, leg: Leg) -> bool:
        return super()._forbidden(leg) or any(True for _ in self.only_against(leg))

    def _runs(self, spot: Spot) -> Iterator[Move]:
        for move in super()._runs(spot):
            if not any(True for _ in self.operators_against(move)):
                yield move

    def _changes(self, place: str, track: str) -> Iterator[Move]:
        if not any(True for _ in self.places_against(place)):
            yield from super()._changes(place, track)

    # --- what is against what ------------------------------------------------------------------------------------------

    def only_against(self, leg: Leg) -> Iterator[Thing]:
        """The kinds of what alone may be used that a leg does not keep to."""
        only = self.query.only
        ways = [way for corridor in self.data.corridors if corridor.id in only.corridors for way in corridor.ways]
        if only.countries and self._called(leg) - only.countries:
            yield "only", "countries"
        if only.modes and leg.mode not in only.modes:
            yield "only", "modes"
        if only.legs and leg.id not in only.legs:
            yield "only", "legs"
        if only.corridors and not any(leg.id in way for way in ways):
            yield "only", "corridors"
        if only.passages and set(leg.passages) - only.passages:
            yield "only", "passages"

    def places_against(self, place: str) -> Iterator[Thing]:
        """Whether cargo may not be handled at a place."""
        only = self.query.only.places
        if only and place not in only and place not in (self.query.origin, self.query.destination):
            yield "only", "places"

    def operators_against(self, move: Move) -> Iterator[Thing]:
        """The constraints on operators that running a leg breaks."""
        running = {self.leg[move.leg].operator}
        if move.to[0] == "aboard":
            running |= {service.operator for service in self.running if service.id == move.to[3]}
        for name in sorted(running & self.query.avoid.operators):
            yield "avoid", f"operator {name}"
        if self.query.only.operators and not running & self.query.only.operators:
            yield "only", "operators"

    # --- limits ----------------------------------------------------------------------------------------------------------

    def taken(self, walk: Walk) -> tuple[int, ...]:
        """Hours, dollars, kilograms and kilometres in millionths, changes of gauge, borders."""
        kept = self._taken
        parts = [kept[id(move)] if id(move) in kept else self._count(move) for move in walk.moves]
        return tuple(map(sum, zip(*parts, strict=True)))

    def _count(self, move: Move) -> tuple[int, ...]:
        costs = [int(sum(column, Fraction(0)) * MILLION) for column in zip(*move.costs, strict=True)] or [0, 0, 0, 0]
        breaks = [thing for thing in move.happens if thing[0] == "handling" and len(thing) == 4 and _rails(*thing[2:])]
        found = (*costs, len(breaks), sum(thing[0] == "border" for thing in move.happens))
        self._taken[id(move)] = found  # the moves are kept as long as this is
        return found

    def exceeded(self, walk: Walk) -> list[str]:
        """The limits that a walk exceeds."""
        limits = self.query.limits
        if limits == Limits():
            return []
        hours, dollars, _, _, breaks, borders = self.taken(walk)
        taken = {"gauge_breaks": breaks, "borders": borders, "time_h": hours, "cost_usd": dollars}
        most = {
            name: None if limit is None else round(limit * (MILLION if name in ("time_h", "cost_usd") else 1))
            for name, limit in ((name, getattr(limits, name)) for name in taken)
        }
        return [name for name, limit in most.items() if limit is not None and taken[name] > limit]

    def within(self, walks: Iterable[Walk]) -> list[Walk]:
        """The walks that keep within the limits."""
        return [walk for walk in walks if not self.exceeded(walk)]

    # --- fronts ----------------------------------------------------------------------------------------------------------

    def vector(self, walk: Walk) -> Vector:
        """What a walk takes of each criterion of the query, in millionths."""
        taken = dict(zip(("time", "cost", "emissions", "distance"), self.taken(walk), strict=False))
        return tuple(taken[criterion] for criterion in self.query.pareto)

    def front(self, walks: Iterable[Walk]) -> list[Vector]:
        """The vectors that no other walk's takes less of, of the walks that leave the corridor least."""
        walks = list(walks)
        least = min((walk.weight[0] for walk in walks), default=0)
        vectors = {self.vector(walk) for walk in walks if walk.weight[0] == least}
        kept: list[Vector] = []
        for one in sorted(vectors):  # whatever takes no more of anything comes first
            if not any(all(a <= b for a, b in zip(other, one, strict=True)) for other in kept):
                kept.append(one)
        return kept


def _rails(one: str, other: str) -> bool:
    return one.startswith("rail") and other.startswith("rail")


class Unhindered(Constrained):
    """All walks there would be if nothing at all stood in the way, and what does stand in the way of each."""

    def __init__(self, network: Network, query: Query) -> None:
        """Forget all constraints for the walks and keep them for what blocks these."""
        self.asked = Constrained(network, query)
        free = msgspec.structs.replace(query, avoid=Avoid(), only=Only(), modes=frozenset(MODES), limits=Limits())
        super().__init__(network, free)

    def _forbidden(self, leg: Leg) -> bool:
        del leg
        return False

    def today(self, leg: Leg, way: str) -> tuple[str, Fraction, Fraction, Fraction, Fraction]:
        """The condition of the day, as if the leg were open."""
        _, *rest = super().today(leg, way)
        return ("open", rest[0], rest[1], rest[2], rest[3])

    def blockers(self, walk: Walk) -> frozenset[Thing]:
        """All things that stand in the way of a walk."""
        found = {("limit", name) for name in self.asked.exceeded(walk)}
        for move in walk.moves:
            for thing in move.happens:
                if thing[0] == "leg":
                    leg = self.leg[thing[1]]
                    found.update(self._against(leg, "forward" if thing[2] == leg.end else "backward"))
                    found.update(self.asked.operators_against(move))
                if thing[0] == "handling" and len(thing) == 4:
                    found.update(self._against_place(thing[1]))
        return frozenset(found)

    def _against_place(self, place: str) -> Iterator[Thing]:
        avoid = self.asked.query.avoid
        if place in avoid.places:
            yield "avoid", place
        if self.place[place].country in avoid.countries:
            yield "avoid", self.place[place].country
        yield from self.asked.places_against(place)

    def _against(self, leg: Leg, way: str) -> Iterator[Thing]:
        query, avoid = self.asked.query, self.asked.query.avoid
        called = self._called(leg)
        if leg.mode not in query.modes:
            yield "modes", ""
        for hit in (called & avoid.countries) | ({leg.start, leg.end} & avoid.places):
            yield "avoid", hit
        for hit in ({leg.mode} & avoid.modes) | (set(leg.passages) & avoid.passages) | ({leg.id} & avoid.legs):
            yield "avoid", hit
        for corridor in self.data.corridors:
            if corridor.id in avoid.corridors and any(leg.id in chain for chain in corridor.ways):
                yield "avoid", corridor.id
        yield from self.asked.only_against(leg)
        for rule in self.data.permissions:
            holds = rule.start <= query.on and (rule.end is None or query.on <= rule.end)
            home = {"origin": {self.ends[0]}, "destination": {self.ends[1]}, "either": set(self.ends)}[rule.side]
            bound = bool(set(rule.goods_of) & home) and (not rule.modes or leg.mode in rule.modes)
            if holds and bound and called & set(rule.through):
                yield "permission", rule.id
        yield from self._shut(leg, way)

    def _shut(self, leg: Leg, way: str) -> Iterator[Thing]:
        on = self.query.on
        holding = [
            span
            for span in leg.status
            if span.way in ("both", way)
            and (span.start is None or span.start <= on)
            and (span.end is None or on <= span.end)
        ]
        if not holding:
            coming = any(span.start is not None and span.start > on for span in leg.status)
            if not coming:
                yield "status", leg.id
            elif not self.query.include_planned:
                yield "planned", ""
            return
        state: str = holding[0].state
        shut: set[Thing] = {("status", leg.id)} if state == "suspended" else set()
        planned = state in ("planned", "construction")
        for season, name in ((leg.season, leg.id), *((each.season, each.id) for each in self._passages(leg))):
            if season is not None and self._in_season(season.closed_from, season.closed_to):
                shut.add(("season", name))
                state = "suspended"
        for effect, name, of_scenario in self._named_effects():
            if effect.state is None or not self._touched(effect, leg):
                continue
            if effect.built and state in ("planned", "construction"):
                continue
            if of_scenario and effect.state != "suspended":
                shut, planned, state = set(), False, effect.state
            elif effect.state == "suspended":
                shut.add(("effect", name))
                state = "suspended"
        yield from shut
        if planned and not self.query.include_planned:
            yield "planned", ""

    def _passages(self, leg: Leg) -> list:  # type: ignore[type-arg]
        return [passage for passage in self.data.passages if passage.id in leg.passages]

    def _in_season(self, first: str, last: str) -> bool:
        today = f"{self.query.on:%m-%d}"
        return first <= today <= last if first <= last else today >= first or today <= last

    def _named_effects(self) -> Iterator[tuple]:  # type: ignore[type-arg]
        names = [
            *((effect, event.id) for event in self.data.events for effect in event.effects),
            *((effect, scenario.id) for scenario in self.data.scenarios for effect in scenario.effects),
        ]
        for effect, of_scenario in self._effects():
            yield effect, next(name for other, name in names if other is effect), of_scenario


__all__ = ["SHIPS", "Constrained", "Thing", "Unhindered", "Vector"]
