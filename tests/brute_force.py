"""Every way to make a journey, by enumeration: the slow and plain second opinion on the planner.

It reads the records itself and shares no code with ``planner``: own states, own conditions of the day, own prices (in
fractions, typical values only), own decision points, own rule for which of the ways are different decisions.
"""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from corridors.dataset import NetworkData
from corridors.model import Effect, Facility, Figure, Leg, Place
from corridors.network import Network
from corridors.rates import HandlingRate, RunRate
from corridors.units import great_circle_km
from planner.query import Query

SHIPS = ("sea", "ferry", "river")
GATE_KM = 25
MILLION = 10**6
STEP_LIMIT = 1_000_000

Spot = tuple[str, ...]
"""Where the goods are: at a door, standing on a land track, landed from or waiting for a ship, aboard, at sea."""
State = tuple[Spot, int, int]
"""Where they are, how many of the places to pass are behind, and whether the corridor is ahead, under or behind."""


class TooManyError(AssertionError):
    """There are too many walks for a brute force."""

    def __str__(self) -> str:
        """What to do about it."""
        return "too many walks for a brute force: make the network smaller"


class Cost(NamedTuple):
    """What something takes."""

    hours: Fraction
    dollars: Fraction
    kg: Fraction = Fraction(0)
    km: Fraction = Fraction(0)


class Move(NamedTuple):
    """A step of a walk: where to, what happens, which leg and decision points it uses, what it weighs."""

    to: Spot
    happens: tuple[tuple[str, ...], ...]
    leg: str
    decisions: tuple[str, ...]
    costs: tuple[Cost, ...]
    weight: int


class Walk(NamedTuple):
    """A whole way from door to door."""

    moves: tuple[Move, ...]
    legs: tuple[str, ...]
    decisions: frozenset[str]
    weight: tuple[int, int]
    """Millionths of a km off the corridor, then the objective in millionths."""

    @property
    def happens(self) -> tuple[tuple[str, ...], ...]:
        """What happens on the way, in order."""
        return tuple(thing for move in self.moves for thing in move.happens)

    @property
    def total(self) -> Cost:
        """What it all takes."""
        costs = [cost for move in self.moves for cost in move.costs]
        return Cost(*(sum(column, Fraction(0)) for column in zip(*costs, strict=True)))


def exact(number: float) -> Fraction:
    """A decimal number as it is written."""
    return Fraction(repr(number))


def typical(figure: Figure) -> Fraction:
    """The typical value of a figure as it is written."""
    return exact(figure.typical)


class BruteForce:
    """All walks of one query over one network."""

    most_steps = STEP_LIMIT

    def __init__(self, network: Network, query: Query) -> None:
        """Read the records; the moves of a state are worked out when it is first reached."""
        self.data: NetworkData = network.data
        self.query = query
        self.place: dict[str, Place] = {place.id: place for place in self.data.places}
        self.leg: dict[str, Leg] = {leg.id: leg for leg in self.data.legs}
        self.length = {leg.id: int(typical(leg.distance_km) * MILLION) for leg in self.data.legs}
        self.ends = (self.place[query.origin].country, self.place[query.destination].country)
        self.home = set(self.ends)
        self.teu = Fraction(query.cargo.teu)
        self.tonnes = self.teu * exact(query.cargo.tonnes_per_teu)
        self.on_corridor = {
            leg
            for corridor in self.data.corridors
            if corridor.id == query.corridor
            for way in corridor.ways
            for leg in way
        }
        self.gates = self._gates()
        self.running = [
            service
            for service in self.data.services
            if (service.first is None or service.first <= query.on)
            and (service.last is None or query.on <= service.last)
        ]
        self.carried = {leg for service in self.running for leg in service.legs}
        self._moves: dict[Spot, list[Move]] = {}
        self._nearest_of: dict[State, dict[State, int]] = {}
        self.lifted = False

    # --- the day ---------------------------------------------------------------------------------------------------

    def _effects(self) -> Iterator[tuple[Effect, bool]]:
        scenarios = [scenario for scenario in self.data.scenarios if scenario.id in self.query.scenarios]
        undone = {name for scenario in scenarios for name in scenario.lifts}
        on = self.query.on
        for event in self.data.events:
            for effect in event.effects:
                begins, ends = effect.start or event.start, effect.end or event.end
                if event.id in undone or on < begins or (ends is not None and ends < on):
                    continue
                yield effect, False
        for scenario in scenarios:
            for effect in scenario.effects:
                if (effect.start is None or effect.start <= on) and (effect.end is None or on <= effect.end):
                    yield effect, True

    def _touched(self, effect: Effect, leg: Leg) -> bool:
        lands = {self.place[leg.start].country, self.place[leg.end].country}
        by_land = leg.mode in {"rail", "road"}
        tests = [
            leg.mode in effect.modes or not effect.modes,
            leg.id in effect.legs or not effect.legs,
            bool(set(leg.passages) & set(effect.passages)) or not effect.passages,
            bool({leg.start, leg.end} & set(effect.places)) or not effect.places,
            bool(self._called(leg) & set(effect.countries)) or not effect.countries,
            (by_land and len(lands) == 2 and "-".join(sorted(lands)) in effect.borders) or not effect.borders,
            effect.scope == "all" or not self.home & set(effect.countries),
        ]
        return all(tests)

    def _called(self, leg: Leg) -> set[str]:
        """The countries a leg starts or ends in; a point at sea lies in none."""
        ends = (self.place[leg.start], self.place[leg.end])
        return {end.country for end in ends if end.kind != "waypoint"}

    def _closed_season(self, leg: Leg) -> bool:
        seasons = [leg.season, *(passage.season for passage in self.data.passages if passage.id in leg.passages)]
        today = (self.query.on.month, self.query.on.day)
        for season in seasons:
            if season is None:
                continue
            begin, end = (tuple(map(int, text.split("-"))) for text in (season.closed_from, season.closed_to))
            if begin <= today <= end or (end < begin and (today >= begin or today <= end)):
                return True
        return False

    def today(self, leg: Leg, way: str) -> tuple[str, Fraction, Fraction, Fraction, Fraction]:
        """State of a leg in one direction on the day, the factors on its time and cost, hours and dollars added."""
        on = self.query.on
        spans = [span for span in leg.status if span.way in ("both", way)]
        holding = [span for span in spans if (span.start or dt.date.min) <= on <= (span.end or dt.date.max)]
        if not holding:
            coming = [span for span in leg.status if span.start is not None and span.start > on]
            return ("planned" if coming else "suspended"), Fraction(1), Fraction(1), Fraction(0), Fraction(0)
        state: str = holding[0].state
        if self._closed_season(leg):
            state = "suspended"
        rank = {"open": 0, "restricted": 1, "planned": 2, "construction": 2, "suspended": 3}
        slower = dearer = Fraction(1)
        later = extra = Fraction(0)
        for effect, of_scenario in self._effects():
            if not self._touched(effect, leg) or (effect.built and state in ("planned", "construction")):
                continue
            slower *= exact(effect.time_factor) if effect.time_factor is not None else 1
            dearer *= exact(effect.cost_factor) if effect.cost_factor is not None else 1
            later += typical(effect.delay_h) if effect.delay_h else 0
            extra += typical(effect.surcharge_usd) if effect.surcharge_usd else 0
            if effect.state is not None and (of_scenario or rank[effect.state] > rank[state]):
                state = effect.state
        return state, slower, dearer, later, extra

    def _forbidden(self, leg: Leg) -> bool:
        query, avoid = self.query, self.query.avoid
        if leg.mode not in query.modes or leg.mode in avoid.modes or leg.id in avoid.legs:
            return True
        if avoid.places & {leg.start, leg.end} or avoid.passages & set(leg.passages):
            return True
        for corridor in self.data.corridors:
            if corridor.id in avoid.corridors and any(leg.id in way for way in corridor.ways):
                return True
        called = self._called(leg)
        if called & avoid.countries:
            return True
        for rule in self.data.permissions if not self.lifted else ():
            holds = rule.start <= query.on and (rule.end is None or query.on <= rule.end)
            home = {"origin": {self.ends[0]}, "destination": {self.ends[1]}, "either": set(self.ends)}[rule.side]
            bound = bool(set(rule.goods_of) & home) and (not rule.modes or leg.mode in rule.modes)
            if holds and bound and called & set(rule.through):
                return True
        return False

    # --- prices ----------------------------------------------------------------------------------------------------

    def _run_rate(self, leg: Leg) -> RunRate:
        if leg.rate is not None:
            return next(rate for rate in self.data.run_rates if rate.id == leg.rate)
        of_mode = [rate for rate in self.data.run_rates if rate.mode == leg.mode]
        land = self.place[leg.start].country
        own = [rate for rate in of_mode if land in rate.countries and leg.mode not in SHIPS]
        return (own or [rate for rate in of_mode if not rate.countries])[0]

    def run(self, leg: Leg, day: tuple[str, Fraction, Fraction, Fraction, Fraction], line: str | None) -> Cost:
        """Running a leg, with a line or without."""
        rate = self._run_rate(leg)
        km = typical(leg.distance_km)
        hours = typical(leg.time_h) if leg.time_h else km / typical(rate.speed_km_per_day) * 24
        for service in self.running:
            if service.id == line and service.speed_km_per_day:
                hours = km / typical(service.speed_km_per_day) * 24
        dollars = typical(leg.cost_usd) if leg.cost_usd else km * typical(rate.cost_usd_per_teu_km)
        _, slower, dearer, later, extra = day
        hours, dollars = hours * slower + later, dollars * dearer + extra
        for passage in self.data.passages:
            if passage.id in leg.passages:
                hours += typical(passage.delay_h) if passage.delay_h else 0
                dollars += typical(passage.fee_usd) if passage.fee_usd else 0
        wanted = rate.emission_factor
        if leg.traction == "electric" and rate.electric_emission_factor:
            wanted = rate.electric_emission_factor
        factor = next(factor for factor in self.data.emission_factors if factor.id == wanted)
        per_tkm = exact(factor.tank_to_wheel_kg_per_tkm) + exact(factor.well_to_tank_kg_per_tkm)
        return Cost(hours, dollars * self.teu, per_tkm * self.tonnes * km, km)

    def border(self, leg: Leg, way: str) -> Cost:
        """Crossing a land border."""
        pair = {self.place[leg.start].country, self.place[leg.end].country}
        defaults = [rate for rate in self.data.border_rates if rate.mode == leg.mode]
        rate = ([r for r in defaults if set(r.countries) == pair] or [r for r in defaults if not r.countries])[0]
        own = leg.forward if way == "forward" else leg.backward
        dwell = own.dwell_h if own and own.dwell_h else rate.dwell_h
        fee = own.fee_usd if own and own.fee_usd else rate.fee_usd
        return Cost(typical(dwell), typical(fee) * self.teu)

    def _rate(self, one: str, other: str | None) -> HandlingRate:
        wanted = sorted([one] if other is None else [one, other])
        return next(rate for rate in self.data.handling_rates if sorted(rate.tracks) == wanted)

    def handling(self, one: str, other: str | None, facility: Facility | None) -> Cost:
        """Changing between two modes, or loading at an end."""
        rate = self._rate(one, other)
        hours = facility.time_h if facility and facility.time_h else rate.time_h
        dollars = facility.cost_usd if facility and facility.cost_usd else rate.cost_usd
        return Cost(typical(hours), typical(dollars) * self.teu)

    def wait(self, mode: str) -> Cost:
        """Waiting for what has no timetable."""
        return Cost(typical(next(rate for rate in self.data.wait_rates if rate.mode == mode).time_h), Fraction(0))

    def wait_for_line(self, service: str) -> Cost:
        """Waiting for a line: until it is full, or half its headway."""
        record = next(record for record in self.data.services if record.id == service)
        if record.departures_per_week:
            return Cost(Fraction(7 * 24) / typical(record.departures_per_week) / 2, Fraction(0))
        assert record.leaves_when_full_wait_h is not None
        return Cost(typical(record.leaves_when_full_wait_h), Fraction(0))

    def units(self, cost: Cost) -> int:
        """The objective of one step in millionths, which is a whole number by the making of the data."""
        delay = cost.hours / 24 * exact(self.query.value_of_time_usd_per_day) * self.teu
        value = {
            "generalised": cost.dollars + delay,
            "time": cost.hours,
            "cost": cost.dollars,
            "distance": cost.km,
            "emissions": cost.kg,
        }[self.query.by] * MILLION
        assert value.denominator == 1, f"{value} is no whole number of millionths: mend the generator"
        return int(value)

    # --- moves -----------------------------------------------------------------------------------------------------

    def _gates(self) -> dict[str, str]:
        """The gate of each border leg: the first gate of the two countries that is near enough, by leg id."""
        gates: list[tuple[frozenset[str], float, float, str]] = []
        found = {}
        for name in sorted(self.leg):
            leg = self.leg[name]
            one, other = self.place[leg.start], self.place[leg.end]
            if leg.mode in SHIPS or one.country == other.country:
                continue
            pair = frozenset((one.country, other.country))
            lon, lat = (one.lon + other.lon) / 2, (one.lat + other.lat) / 2
            near = [g[3] for g in gates if g[0] == pair and great_circle_km(lon, lat, g[1], g[2]) <= GATE_KM]
            if not near:
                near = [f"{one.id}-{other.id}"]
                gates.append((pair, lon, lat, near[0]))
            found[name] = near[0]
        return found

    def _move(
        self, to: Spot, happens: tuple[tuple[str, ...], ...], costs: tuple[Cost, ...], leg: str = "", *decisions: str
    ) -> Move:
        return Move(to, happens, leg, decisions, costs, sum(map(self.units, costs)))

    def _at_sea(self, place: str) -> bool:
        return self.place[place].kind == "waypoint"

    def _mode(self, track: str) -> str:
        return track.split("-", maxsplit=1)[0]

    def moves(self, spot: Spot) -> list[Move]:
        """Everything that can be done next."""
        if spot not in self._moves:
            self._moves[spot] = list(self._all_moves(spot))
        return self._moves[spot]

    def _all_moves(self, spot: Spot) -> Iterator[Move]:
        what, place, *rest = spot
        query = self.query
        if what == "start":
            for track in self._tracks_at(place):
                mode = self._mode(track)
                loading = ("handling", place, track)
                if mode in SHIPS:
                    yield self._move(("quay", place, track), (loading,), (self.handling(mode, None, None),))
                else:
                    load = self.handling(mode, None, None)
                    yield self._move(("yard", place, track), (loading, ("wait", place, mode)), (load, self.wait(mode)))
                    for line in self._calling(place, track):
                        waited = ("wait", place, line)
                        yield self._move(
                            ("aboard", place, track, line), (loading, waited), (load, self.wait_for_line(line))
                        )
            return
        track = rest[0]
        mode = self._mode(track)
        if place == query.destination and what in ("yard", "landed", "set down"):
            yield self._move(("end", place), (("handling", place, track),), (self.handling(mode, None, None),))
        if what in ("yard", "landed", "set down"):
            yield from self._changes(place, track)
        if what == "set down":
            yield self._move(("yard", place, track), (("wait", place, mode),), (self.wait(mode),))
        if what in ("yard", "set down"):
            for name in self._calling(place, track):
                yield self._move(("aboard", place, track, name), (("wait", place, name),), (self.wait_for_line(name),))
        if what == "quay":
            for service in self.running:
                first = self.leg[service.legs[0]]
                if first.mode == mode and any(place in (self.leg[n].start, self.leg[n].end) for n in service.legs):
                    cost = self.wait_for_line(service.id)
                    yield self._move(("aboard", place, track, service.id), (("wait", place, service.id),), (cost,))
        if what == "aboard" and mode in SHIPS and not self._at_sea(place):
            yield self._move(("landed", place, track), (), ())
        if what == "aboard" and rest[1] in self._calling(place, track):
            yield self._move(("set down", place, track), (), ())
        if what not in ("landed", "set down"):
            yield from self._runs(spot)

    def _calling(self, place: str, track: str) -> list[str]:
        """The lines by land that load and set down at a place: at their ends, and where a facility has their track."""
        found = []
        for service in self.running:
            legs = [self.leg[name] for name in service.legs]
            if legs[0].track != track or legs[0].mode in SHIPS:
                continue
            touching = [leg for leg in legs if place in (leg.start, leg.end)]
            equipped = any(each.place == place and track in each.tracks for each in self.data.facilities)
            if len(touching) == 1 or (touching and equipped):
                found.append(service.id)
        return found

    def _tracks_at(self, place: str) -> list[str]:
        return sorted({leg.track for leg in self.data.legs if place in (leg.start, leg.end)})

    def _changes(self, place: str, track: str) -> Iterator[Move]:
        query = self.query
        if place in query.avoid.places or self.place[place].country in query.avoid.countries:
            return
        for facility in self.data.facilities:
            if facility.place != place or track not in facility.tracks:
                continue
            begun = facility.start is None or facility.start <= query.on
            over = facility.end is not None and facility.end < query.on
            planned = not begun and query.include_planned
            if not planned and (over or not begun):
                continue
            for other in facility.tracks:
                one, two = self._mode(track), self._mode(other)
                if other == track and one not in SHIPS:
                    continue
                happens: list[tuple[str, ...]] = [("handling", place, track, other)]
                costs = [self.handling(one, two, facility)]
                if two not in SHIPS and one != two:
                    happens.append(("wait", place, two))
                    costs.append(self.wait(two))
                quay = (one in SHIPS or two in SHIPS) and place not in (query.origin, query.destination)
                to = ("quay" if two in SHIPS else "yard", place, other)
                port = [f"port:{place}"] if quay else []
                yield self._move(to, tuple(happens), tuple(costs), "", *port)
                for line in self._calling(place, other):
                    happening = (happens[0], ("wait", place, line))
                    paid = (costs[0], self.wait_for_line(line))
                    yield self._move(("aboard", place, other, line), happening, paid, "", *port)

    def _runs(self, spot: Spot) -> Iterator[Move]:
        what, place, track, *service = spot
        for leg in self.data.legs:
            if leg.track != track:
                continue
            if place == leg.start:
                way, end = "forward", leg.end
            elif place == leg.end and not leg.oneway:
                way, end = "backward", leg.start
            else:
                continue
            if service:
                if not any(record.id == service[0] and leg.id in record.legs for record in self.running):
                    continue
            elif (
                leg.mode in SHIPS
                and leg.id in self.carried
                and not self._at_sea(leg.start)
                and not self._at_sea(leg.end)
            ):
                continue
            day = self.today(leg, way)
            state = day[0]
            passable = (
                self.lifted
                or state in ("open", "restricted")
                or (self.query.include_planned and state in ("planned", "construction"))
            )
            if not passable or self._forbidden(leg):
                continue
            happens: list[tuple[str, ...]] = []
            costs = []
            if what == "quay":
                happens.append(("wait", place, leg.mode))
                costs.append(self.wait(leg.mode))
            decisions = [f"passage:{name}" for name in leg.passages]
            if leg.id in self.gates:
                happens.append(("border", place, end))
                costs.append(self.border(leg, way))
                decisions.append(f"border:{self.gates[leg.id]}")
            happens.append(("leg", leg.id, end))
            costs.append(self.run(leg, day, service[0] if service else None))
            if service:
                to: Spot = ("aboard", end, track, service[0])
            elif leg.mode not in SHIPS:
                to = ("yard", end, track)
            else:
                to = ("sailing" if self._at_sea(end) else "landed", end, track)
            yield self._move(to, tuple(happens), tuple(costs), leg.id, *decisions)

    # --- walks -----------------------------------------------------------------------------------------------------

    def _next(self, state: State, move: Move) -> State | None:
        """The state after a move, or None where a rule of the query forbids it."""
        spot, passed, phase = state
        via = self.query.via
        here = [self.query.origin] if spot[0] == "start" else []
        for place in (*here, move.to[1]):
            while passed < len(via) and via[passed] == place:
                passed += 1
        if self.query.corridor is not None and move.leg:
            if move.leg in self.on_corridor:
                if phase == 2:
                    return None
                phase = 1
            elif phase == 1:
                phase = 2
        if move.to[0] == "end" and (passed < len(via) or (self.query.corridor is not None and phase == 0)):
            return None
        return move.to, passed, phase

    def _hopeful(self, start: State) -> set[State]:
        """The states from which the end can be reached: no walk needs any other."""
        before: dict[State, list[State]] = {start: []}
        waiting = [start]
        while waiting:
            state = waiting.pop()
            for move in self.moves(state[0]) if state[0][0] != "end" else ():
                following = self._next(state, move)
                if following is None:
                    continue
                if following not in before:
                    before[following] = []
                    waiting.append(following)
                before[following].append(state)
        waiting = [state for state in before if state[0][0] == "end"]
        hopeful = set(waiting)
        while waiting:
            for state in before[waiting.pop()]:
                if state not in hopeful:
                    hopeful.add(state)
                    waiting.append(state)
        return hopeful

    def walks(self, most_steps: int | None = None) -> list[Walk]:
        """All walks from door to door that are in no state twice.

        Raises:
            TooManyError: where there are too many to look at.
        """
        found: list[Walk] = []
        most = most_steps or self.most_steps
        start: State = (("start", self.query.origin), 0, 0)
        hopeful = self._hopeful(start)
        taken: list[Move] = []
        visited = {start}
        steps = 0

        def go_on(state: State) -> None:
            nonlocal steps
            for move in self.moves(state[0]):
                following = self._next(state, move)
                if following is None or following not in hopeful or following in visited:
                    continue
                steps += 1
                if steps >= most:
                    raise TooManyError
                taken.append(move)
                if move.to[0] == "end":
                    found.append(self._walk(taken))
                else:
                    visited.add(following)
                    go_on(following)
                    visited.remove(following)
                taken.pop()

        go_on(start)
        return found

    def _walk(self, moves: list[Move]) -> Walk:
        legs = tuple(move.leg for move in moves if move.leg)
        off = [self.off(name) for name in legs]
        return Walk(
            moves=tuple(moves),
            legs=legs,
            decisions=frozenset([decision for move in moves for decision in move.decisions]),
            weight=(sum(off), sum([move.weight for move in moves])),
        )

    # --- different decisions -----------------------------------------------------------------------------------------

    def repeats_too_much(self, later: Walk, better: Walk) -> bool:
        """Whether a walk repeats more than the share asked for of the decision points, weight or km of a better one."""
        part, whole = self.repeated(later, better)
        return part > exact(self.query.overlap) * whole

    def repeated(self, later: Walk, better: Walk) -> tuple[int, int]:
        """How much of a better walk another one repeats, and how much there is."""
        if self.query.differ_by == "decisions":
            if better.decisions:
                return len(later.decisions & better.decisions), len(better.decisions)
            length = {name: self.length[name] for name in better.legs}
            return sum(length[name] for name in length.keys() & set(later.legs)), sum(length.values())
        if self.query.differ_by == "km":
            run = [self.length[name] for name in later.legs if name in better.legs]
            return sum(run), sum(self.length[name] for name in better.legs)
        taken = list(self.placed(better))
        worth = {thing: move.weight for thing, move in zip(taken, better.moves, strict=True)}
        if not any(worth.values()):
            worth = dict.fromkeys(worth, 1)
        return sum(worth.get(thing, 0) for thing in self.placed(later)), sum(worth[thing] for thing in taken)

    def placed(self, walk: Walk) -> Iterator[tuple[Spot, Spot, str]]:
        """What the moves of a walk do: from where, to where, by which leg."""
        spot: Spot = ("start", self.query.origin)
        for move in walk.moves:
            yield spot, move.to, move.leg
            spot = move.to

    def stretched_too_far(self, walk: Walk, best: Walk) -> bool:
        """Whether a walk weighs more than the best one may be stretched."""
        return self.query.stretch is not None and walk.weight[1] > exact(self.query.stretch) * best.weight[1]

    def to_keep_clear_of(self, walk: Walk) -> frozenset[str]:
        """The border crossings, ports and tunnels of a walk."""
        tunnels = {f"passage:{passage.id}" for passage in self.data.passages if passage.kind == "tunnel"}
        return frozenset(mark for mark in walk.decisions if not mark.startswith("passage:") or mark in tunnels)

    def locally_optimal(self, walk: Walk, best: Walk) -> bool:
        """Whether every part of a walk that weighs at most a quarter of the best one is a lightest way between its ends."""
        states: list[State] = [(("start", self.query.origin), 0, 0)]
        for move in walk.moves:
            following = self._next(states[-1], move)
            assert following is not None
            states.append(following)
        for first, start in enumerate(states):
            nearest = self._nearest(start)
            weight = 0
            for move, end in zip(walk.moves[first:], states[first + 1 :], strict=True):
                weight += move.weight
                if 4 * weight <= best.weight[1] and nearest[end] < weight:
                    return False
        return True

    def _nearest(self, start: State) -> dict[State, int]:
        """The weight of the lightest walk from a state to every other, by settling one state after the other."""
        if start in self._nearest_of:
            return self._nearest_of[start]
        found: dict[State, int] = {start: 0}
        waiting = {start}
        while waiting:
            state = min(waiting, key=lambda one: (found[one], str(one)))
            waiting.remove(state)
            for move in self.moves(state[0]) if state[0][0] != "end" else ():
                following = self._next(state, move)
                if following is not None and found[state] + move.weight < found.get(following, 10**30):
                    found[following] = found[state] + move.weight
                    waiting.add(following)
        self._nearest_of[start] = found
        return found

    def off(self, name: str) -> int:
        """What a leg counts for off the corridor, in millionths of a km: twice its length in a foreign mode."""
        if self.query.corridor is None or not name or name in self.on_corridor:
            return 0
        own = {self.leg[each].mode for each in self.on_corridor}
        return self.length[name] * (1 if self.leg[name].mode in own else 2)

    def strays_too_far(self, walk: Walk, least: int) -> bool:
        """Whether a walk leaves the corridor for more than half as much again as it must, and 50 km."""
        return 2 * walk.weight[0] > 3 * least + 100 * MILLION

    def least_off_corridor(self) -> int:
        """Millionths of a km off the corridor that nobody can avoid, were all of the network built and open to all."""
        self.lifted = True
        self._moves.clear()
        start: State = (("start", self.query.origin), 0, 0)
        nearest: dict[State, int] = {start: 0}
        waiting = {start}
        while waiting:
            state = min(waiting, key=lambda one: (nearest[one], str(one)))
            waiting.remove(state)
            for move in self.moves(state[0]) if state[0][0] != "end" else ():
                following = self._next(state, move)
                if following is None:
                    continue
                off = nearest[state] + self.off(move.leg)
                if off < nearest.get(following, off + 1):
                    nearest[following] = off
                    waiting.add(following)
        self.lifted = False
        self._moves.clear()
        return min((off for state, off in nearest.items() if state[0][0] == "end"), default=0)

    def one_voyage(self, walk: Walk) -> bool:
        """Whether a walk goes from a port at home to a port at the other end by sea, over no land border."""
        legs = [self.leg[name] for name in walk.legs]
        if len(self.home) == 1 or not any(leg.mode == "sea" for leg in legs):
            return False
        lands = all(
            self._at_sea(move.to[1])
            or (move.to[0] == "aboard" and move.to[2] in SHIPS)  # a ship may call abroad
            or self.place[move.to[1]].country in self.home
            for move in walk.moves
        )
        return lands and not any(leg.mode in ("ferry", "river") or leg.id in self.gates for leg in legs)
