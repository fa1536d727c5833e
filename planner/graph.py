"""The search graph of a query: terminals as vertices, legs and handlings as additive arcs.

A terminal is a place and a track. Ports have two for each water track, one for arriving and one for leaving ships, so
that boarding is always waited for; a service has one at each of its places, so that its waiting is paid once. Legs that
may not be used stay in the graph with their barrier, so that an answer can say what stands in the way.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corridors.conditions import Condition, Conditions, barred_countries, effects_on
from corridors.gazetteer import SAME_GATE_KM
from corridors.itinerary import HandlingStep, LegStep, Step
from corridors.model import FUTURE_STATES, PASSABLE_STATES, WATER_MODES, Facility, Leg, Service, Way
from corridors.network import Network
from corridors.units import great_circle_km
from planner.objectives import OBJECTIVES, to_units
from planner.pricing import Measures, Price, PriceList
from planner.query import Query

NOTHING = Measures(0.0, 0.0, 0.0)

Terminal = tuple[str, str, str]
"""Place, track, and what stands there: ``at``, ``in``, ``out``, ``mid`` or a service."""


class Barrier(NamedTuple):
    """Why an arc may not be used."""

    kind: str
    """``closed`` (by an event, a season or a scenario), ``disused``, ``planned``, ``barred`` or ``constraint``."""
    text: str
    source: str = ""


class Arc(NamedTuple):
    """An arc of the search graph and the steps a traveller on it takes."""

    tail: int
    head: int
    weight: int
    legs: tuple[str, ...]
    parts: tuple["Part", ...]
    decisions: tuple[str, ...]
    distance_km: float
    barrier: Barrier | None

    @property
    def original(self) -> "Arc":
        """Itself: an arc of a graph without layers is its own original."""
        return self


class Part(NamedTuple):
    """One step in the making: what it is, and its price."""

    kind: str
    """``leg``, ``border``, ``handling`` or ``wait``."""
    price: Price | None
    """None for a leg: its range and sources are worked out for the routes that are shown."""
    leg: Leg | None = None
    way: Way = "forward"
    place: str = ""
    between: tuple[str, ...] = ()
    handling: str = ""
    condition: Condition | None = None


class Graph:
    """The arcs of one query, by tail vertex; vertex 0 is the origin and vertex 1 the destination."""

    ORIGIN = 0
    DESTINATION = 1

    def __init__(self, network: Network, query: Query, prices: PriceList) -> None:
        """Build the graph: O(legs + handlings)."""
        self.network = network
        self.query = query
        self.prices = prices
        self.weigh = OBJECTIVES[query.by]
        self.terminals: list[Terminal] = [(query.origin, "", "origin"), (query.destination, "", "destination")]
        self._numbers: dict[Terminal, int] = {terminal: n for n, terminal in enumerate(self.terminals)}
        self.arcs: list[Arc] = []
        self.goods_of = frozenset(network.places[end].country for end in (query.origin, query.destination))
        self.bound = effects_on(
            network.data.events, (network.scenarios[s] for s in query.scenarios), query.on, self.goods_of
        )
        self.conditions = Conditions(network.places, network.passages, query.on, self.bound)
        self._barred = barred_countries(network.data.permissions, query.on, self.goods_of)
        self._avoided_legs = {
            leg for corridor in query.avoid.corridors for way in network.corridors[corridor].ways for leg in way
        } | query.avoid.legs
        self._crossings = _crossings(network)
        served = self._served()
        for leg in network.data.legs:
            for way, start, end in _ways(leg):
                self._add_leg(leg, way, start, end, served.get((leg.id, way), ()))
        self._add_handlings()
        self._add_ends()
        self.out: list[list[Arc]] = [[] for _ in self.terminals]
        for arc in self.arcs:
            self.out[arc.tail].append(arc)

    def place_of(self, vertex: int) -> str:
        """The place a vertex stands at."""
        return self.terminals[vertex][0]

    def _number(self, terminal: Terminal) -> int:
        number = self._numbers.get(terminal)
        if number is None:
            number = self._numbers[terminal] = len(self.terminals)
            self.terminals.append(terminal)
        return number

    def _add(  # noqa: PLR0913 - an arc's parts are its parameters
        self,
        tail: Terminal,
        head: Terminal,
        parts: tuple[Part, ...],
        *,
        legs: tuple[str, ...] = (),
        decisions: tuple[str, ...] = (),
        run: Measures = NOTHING,
        barrier: Barrier | None = None,
    ) -> None:
        weight = 0
        for part in parts:
            measures = run if part.price is None else part.price.typical
            weight += to_units(self.weigh(measures, self.query))
        self.arcs.append(
            Arc(self._number(tail), self._number(head), weight, legs, parts, decisions, run.distance_km, barrier)
        )

    def _is_port(self, place: str) -> bool:
        return self.network.places[place].kind != "waypoint"

    def _leaving(self, place: str, track: str) -> Terminal:
        if track not in WATER_MODES:
            return (place, track, "at")
        return (place, track, "out" if self._is_port(place) else "mid")

    def _arriving(self, place: str, track: str) -> Terminal:
        if track not in WATER_MODES:
            return (place, track, "at")
        return (place, track, "in" if self._is_port(place) else "mid")

    def _served(self) -> dict[tuple[str, Way], list[Service]]:
        """Services that run on the date, by the legs and directions they use; waiting at their ports is added here."""
        found: dict[tuple[str, Way], list[Service]] = {}
        on = self.query.on
        for service in self.network.data.services:
            legs = [self.network.legs[name] for name in service.legs]
            in_use = (service.first is None or service.first <= on) and (service.last is None or on <= service.last)
            if not in_use or any(leg.mode not in WATER_MODES for leg in legs):
                continue
            for leg in legs:
                for way, _, _ in _ways(leg):
                    found.setdefault((leg.id, way), []).append(service)
            for place in dict.fromkeys(end for leg in legs for end in (leg.start, leg.end)):
                if not self._is_port(place):
                    continue
                track = legs[0].track
                wait = Part("wait", self.prices.wait(legs[0].mode, service.id), place=place, between=(service.id,))
                self._add((place, track, "out"), (place, track, service.id), (wait,))
                self._add((place, track, service.id), (place, track, "in"), ())
        return found

    def _add_leg(self, leg: Leg, way: Way, start: str, end: str, services: Iterable[Service]) -> None:
        condition = self.conditions.of(leg, way)
        barrier = self._barrier(leg, condition)
        run = self.prices.measures(leg, condition)
        parts: tuple[Part, ...] = (Part("leg", None, leg, way, condition=condition),)
        decisions = tuple(f"passage:{name}" for name in leg.passages)
        if leg.id in self._crossings:
            parts = (Part("border", self.prices.border(leg, way), leg, way, place=start, between=(end,)), *parts)
            decisions = (f"border:{self._crossings[leg.id]}", *decisions)
        legs = (leg.id,)
        aboard = [(start, leg.track, service.id) for service in services]
        for terminal in aboard:
            head = (end, *terminal[1:])
            self._add(terminal, head, parts, legs=legs, decisions=decisions, run=run, barrier=barrier)
        if aboard and self._is_port(start) and self._is_port(end):
            return  # from port to port the line on record is the way; by points at sea other ships may run
        if leg.mode in WATER_MODES and self._is_port(start):
            wait = Part("wait", self.prices.wait(leg.mode, None), place=start, between=(leg.mode,))
            parts = (wait, *parts)
        tail, head = self._leaving(start, leg.track), self._arriving(end, leg.track)
        self._add(tail, head, parts, legs=legs, decisions=decisions, run=run, barrier=barrier)

    def _barrier(self, leg: Leg, condition: Condition) -> Barrier | None:
        constraint = self._constraint(leg)
        if constraint is not None:
            return constraint
        countries = {self.network.places[p].country for p in (leg.start, leg.end) if self._is_port(p)}
        for permission, through in self._barred:
            if countries & through and (not permission.modes or leg.mode in permission.modes):
                return Barrier("barred", permission.title, permission.id)
        if condition.state in PASSABLE_STATES:
            return None
        if condition.state in FUTURE_STATES:
            if self.query.include_planned:
                return None
            expected = f", expected {condition.expected}" if condition.expected else ", no date"
            return Barrier("planned", f"{condition.state}{expected}", leg.id)
        reason = condition.reasons[-1]
        return Barrier("disused" if reason.kind == "status" else "closed", reason.text, reason.id)

    def _constraint(self, leg: Leg) -> Barrier | None:
        query, avoid = self.query, self.query.avoid
        if leg.mode not in query.modes:
            return Barrier("constraint", "--modes " + ",".join(sorted(query.modes)))
        countries = {self.network.places[leg.start].country, self.network.places[leg.end].country}
        if leg.mode in WATER_MODES:
            countries = {self.network.places[p].country for p in (leg.start, leg.end) if self._is_port(p)}
        hits = [
            *(countries & avoid.countries),
            *({leg.start, leg.end} & avoid.places),
            *({leg.mode} & avoid.modes),
            *(set(leg.passages) & avoid.passages),
            *({leg.id} & self._avoided_legs),
        ]
        return Barrier("constraint", f"--avoid {min(hits)}") if hits else None

    def _add_handlings(self) -> None:
        on = self.query.on
        for place, facilities in self.network.facilities.items():
            for facility in facilities:
                if not _exists(facility.start, facility.end, on) and not (
                    self.query.include_planned and facility.start is not None and facility.start > on
                ):
                    continue
                self._add_facility(place, facility)

    def _add_facility(self, place: str, facility: Facility) -> None:
        for track_from in facility.tracks:
            for track_to in facility.tracks:
                water = {track_from, track_to} & WATER_MODES
                if track_from == track_to and not water:
                    continue
                mode_from, mode_to = _mode(track_from), _mode(track_to)
                rate = self.prices.handling_rate(mode_from, mode_to)
                price = self.prices.handling(mode_from, mode_to, facility)
                parts = [Part("handling", price, place=place, between=(track_from, track_to), handling=rate.type)]
                if track_to not in WATER_MODES:
                    parts.append(self._land_wait(place, mode_to))
                inner = place not in (self.query.origin, self.query.destination)
                self._add(
                    self._arriving(place, track_from),
                    self._leaving(place, track_to),
                    tuple(parts),
                    decisions=(f"port:{place}",) if water and inner else (),
                    barrier=self._place_barrier(place),
                )

    def _place_barrier(self, place: str) -> Barrier | None:
        avoid = self.query.avoid
        country = self.network.places[place].country
        if place in avoid.places or country in avoid.countries:
            return Barrier("constraint", f"--avoid {place if place in avoid.places else country}")
        return None

    def _land_wait(self, place: str, mode: str) -> Part:
        return Part("wait", self.prices.wait(mode, None), place=place, between=(mode,))

    def _add_ends(self) -> None:
        tracks: dict[str, set[str]] = {self.query.origin: set(), self.query.destination: set()}
        for leg in self.network.data.legs:
            for end in (leg.start, leg.end):
                if end in tracks:
                    tracks[end].add(leg.track)
        for track in sorted(tracks[self.query.origin]):
            parts = [self._end_part(self.query.origin, track)]
            if track not in WATER_MODES:
                parts.append(self._land_wait(self.query.origin, _mode(track)))
            self._add(self.terminals[0], self._leaving(self.query.origin, track), tuple(parts))
        for track in sorted(tracks[self.query.destination]):
            parts = [self._end_part(self.query.destination, track)]
            self._add(self._arriving(self.query.destination, track), self.terminals[1], tuple(parts))

    def _end_part(self, place: str, track: str) -> Part:
        mode = _mode(track)
        return Part(
            "handling", self.prices.end(mode), place=place, between=(track,), handling=self.prices.end_type(mode).type
        )


def _ways(leg: Leg) -> Iterator[tuple[Way, str, str]]:
    yield "forward", leg.start, leg.end
    if not leg.oneway:
        yield "backward", leg.end, leg.start


def _mode(track: str) -> str:
    return track.partition("-")[0]


def _exists(start: dt.date | None, end: dt.date | None, on: dt.date) -> bool:
    return (start is None or start <= on) and (end is None or on <= end)


def _crossings(network: Network) -> dict[str, str]:
    """The crossing each border leg belongs to: posts of the same two countries close together are one gate."""
    gates: dict[tuple[str, str], list[tuple[str, float, float]]] = {}
    found: dict[str, str] = {}
    for leg in sorted((leg for leg in network.data.legs if network.is_border(leg)), key=lambda leg: leg.id):
        start, end = network.places[leg.start], network.places[leg.end]
        pair = (min(start.country, end.country), max(start.country, end.country))
        lon, lat = (start.lon + end.lon) / 2, (start.lat + end.lat) / 2
        for gate, gate_lon, gate_lat in gates.get(pair, ()):
            if great_circle_km(lon, lat, gate_lon, gate_lat) <= SAME_GATE_KM:
                found[leg.id] = gate
                break
        else:
            gate = f"{start.id}-{end.id}"
            gates.setdefault(pair, []).append((gate, lon, lat))
            found[leg.id] = gate
    return found


def steps_of(graph: Graph, arcs: Iterable[Arc]) -> tuple[Step, ...]:
    """The steps that a chain of arcs takes, in order."""
    return tuple(_step(graph, part) for arc in arcs for part in arc.parts)


def _step(graph: Graph, part: Part) -> Step:
    if part.leg is not None and part.condition is not None:
        return _leg_step(graph, part.leg, part.way, part.condition)
    price = part.price or graph.prices.wait("road", None)
    return HandlingStep(
        type="border" if part.kind == "border" else "wait" if part.kind == "wait" else part.handling,  # type: ignore[arg-type]
        place=part.place,
        time_h=price.time_h,
        cost_usd=price.cost_usd,
        co2e_kg=price.co2e_kg,
        basis=price.basis,
        sources=price.sources,
        between=part.between,
        note=price.note,
    )


def _leg_step(graph: Graph, leg: Leg, way: Way, condition: Condition) -> LegStep:
    price = graph.prices.leg(leg, condition)
    reasons = (source for reason in condition.reasons for source in reason.sources)
    return LegStep(
        id=leg.id,
        mode=leg.mode,
        gauge_mm=leg.gauge_mm,
        start=leg.start if way == "forward" else leg.end,
        end=leg.end if way == "forward" else leg.start,
        distance_km=leg.distance_km.typical,
        time_h=price.time_h,
        cost_usd=price.cost_usd,
        co2e_kg=price.co2e_kg,
        status=condition.state,
        basis=price.basis,
        distance_basis=leg.distance_km.basis,
        sources=tuple(dict.fromkeys((*price.sources, *reasons))),
        passages=leg.passages,
        corridors=graph.network.corridors_of.get(leg.id, ()),
        note=price.note,
    )
