"""The search graph of a query: terminals as vertices, legs and handlings as additive arcs.

A terminal is a place and a track. Ports have two for each water track, one for arriving and one for leaving ships, so
that boarding is always waited for; a service has one at each of its places, so that its waiting is paid once. Legs that
may not be used stay in the graph with their barrier, so that an answer can say what stands in the way.
"""

from collections.abc import Iterator, Sequence

from corridors.conditions import Condition, Conditions, barred_countries, effects_on, in_force
from corridors.gazetteer import SAME_GATE_KM
from corridors.model import FUTURE_STATES, PASSABLE_STATES, WATER_MODES, Facility, Leg, Service, Way, mode_of
from corridors.network import Network
from corridors.units import great_circle_km
from planner.arcs import NOTHING, Arc, Barrier, Part, Terminal
from planner.objectives import OBJECTIVES, to_units
from planner.pricing import Measures, Price, PriceList
from planner.query import Query


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
        self._weights: dict[int, tuple[Price, int]] = {}
        ends = tuple(network.places[end].country for end in (query.origin, query.destination))
        self.goods_of = frozenset(ends)
        self.bound = effects_on(
            network.data.events, (network.scenarios[s] for s in query.scenarios), query.on, self.goods_of
        )
        self.conditions = Conditions(network.places, network.passages, query.on, self.bound)
        self._barred = barred_countries(network.data.permissions, query.on, *ends)
        self._avoided_legs = {
            leg for corridor in query.avoid.corridors for way in network.corridors[corridor].ways for leg in way
        } | query.avoid.legs
        self._crossings = _crossings(network)
        self._lines: dict[tuple[str, str], list[Service]] = {}
        served = self._served()
        for leg in network.data.legs:
            self._add_leg(leg, served.get(leg.id, ()))
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
        weight = 0 if run is NOTHING else to_units(self.weigh(run, self.query))
        for part in parts:
            if part.price is not None:
                weight += self._price_weight(part.price)
        self.arcs.append(
            Arc(self._number(tail), self._number(head), weight, legs, parts, decisions, run.distance_km, barrier)
        )

    def _price_weight(self, price: Price) -> int:
        """The weight of a price; prices of handlings and waits recur, and are kept."""
        found = self._weights.get(id(price))
        if found is None:  # the price is kept beside its weight, so that no other can take its id
            found = self._weights[id(price)] = (price, to_units(self.weigh(price.typical, self.query)))
        return found[1]

    def _is_port(self, place: str) -> bool:
        return not self.network.places[place].at_sea

    def _leaving(self, place: str, track: str) -> Terminal:
        if track not in WATER_MODES:
            return (place, track, "at")
        return (place, track, "out" if self._is_port(place) else "mid")

    def _arriving(self, place: str, track: str) -> Terminal:
        if track not in WATER_MODES:
            return (place, track, "at")
        return (place, track, "in" if self._is_port(place) else "mid")

    def _served(self) -> dict[str, list[Service]]:
        """Services that run on the date, by the legs they use; boarding and leaving them is added here."""
        found: dict[str, list[Service]] = {}
        on = self.query.on
        for service in self.network.data.services:
            if not in_force(service.first, service.last, on):
                continue
            legs = [self.network.legs[name] for name in service.legs]
            for leg in legs:
                found.setdefault(leg.id, []).append(service)
            add = self._add_ship_calls if legs[0].mode in WATER_MODES else self._add_train_calls
            add(service, legs)
        return found

    def _add_ship_calls(self, service: Service, legs: Sequence[Leg]) -> None:
        """A line over water calls at every port of its legs."""
        track = legs[0].track
        for place in dict.fromkeys(end for leg in legs for end in (leg.start, leg.end)):
            if self._is_port(place):
                self._add((place, track, "out"), (place, track, service.id), (self._boarding(service, place),))
                self._add((place, track, service.id), (place, track, "in"), ())

    def _add_train_calls(self, service: Service, legs: Sequence[Leg]) -> None:
        """A line by land calls at its two ends and where a facility can load it.

        What it sets down must wait again before it goes on with another train or truck.
        """
        track = legs[0].track
        for place in calls_of(self.network, service):
            aboard, set_down = (place, track, service.id), (place, track, "off")
            lines = self._lines.setdefault((place, track), [])
            boarding = (self._boarding(service, place),)
            self._add((place, track, "at"), aboard, boarding)
            self._add(aboard, set_down, ())
            if not lines:
                self._add(set_down, (place, track, "at"), (self._land_wait(place, mode_of(track)),))
            for other in lines:
                self._add((place, track, "off"), aboard, boarding)
                self._add((place, track, "off"), (place, track, other.id), (self._boarding(other, place),))
            lines.append(service)

    def _boarding(self, service: Service, place: str) -> Part:
        mode = self.network.legs[service.legs[0]].mode
        return Part("wait", self.prices.wait(mode, service.id), place=place, between=(service.id,))

    def _add_leg(self, leg: Leg, services: Sequence[Service]) -> None:
        decisions = tuple(f"passage:{name}" for name in leg.passages)
        if leg.id in self._crossings:
            decisions = (f"border:{self._crossings[leg.id]}", *decisions)
        one_way = any(span.way != "both" for span in leg.status)
        condition = self.conditions.of(leg, "forward")
        barrier = self._barrier(leg, condition)
        run = self.prices.measures(leg, condition)
        for way, start, end in _ways(leg):
            if one_way and way == "backward":
                condition = self.conditions.of(leg, way)
                barrier = self._barrier(leg, condition)
                run = self.prices.measures(leg, condition)
            parts: tuple[Part, ...] = (Part("leg", None, leg, way, condition=condition),)
            if leg.id in self._crossings:
                parts = (Part("border", self.prices.border(leg, way), leg, way, place=start, between=(end,)), *parts)
            self._add_run(leg, start, end, services, parts, decisions, run, barrier)

    def _add_run(  # noqa: PLR0913, PLR0917 - one direction of a leg, worked out by the method above
        self,
        leg: Leg,
        start: str,
        end: str,
        services: Sequence[Service],
        parts: tuple[Part, ...],
        decisions: tuple[str, ...],
        run: Measures,
        barrier: Barrier | None,
    ) -> None:
        legs = (leg.id,)
        track = leg.track
        for service in services:
            aboard, ashore = (start, track, service.id), (end, track, service.id)
            carried = tuple(part._replace(service=service.id) if part.kind == "leg" else part for part in parts)
            own = run
            if service.speed_km_per_day is not None and (condition := parts[-1].condition) is not None:
                own = self.prices.measures(leg, condition, service=service.id)
            self._add(aboard, ashore, carried, legs=legs, decisions=decisions, run=own, barrier=barrier)
        if services and leg.mode in WATER_MODES and self._is_port(start) and self._is_port(end):
            return  # from port to port the line on record is the way; by points at sea other ships may run
        if leg.mode in WATER_MODES and self._is_port(start):
            wait = Part("wait", self.prices.wait(leg.mode, None), place=start, between=(leg.mode,))
            parts = (wait, *parts)
        tail, head = self._leaving(start, track), self._arriving(end, track)
        self._add(tail, head, parts, legs=legs, decisions=decisions, run=run, barrier=barrier)

    def _barrier(self, leg: Leg, condition: Condition) -> Barrier | None:
        places = self.network.places
        countries = {places[place].country for place in (leg.start, leg.end) if self._is_port(place)}
        constraint = self._constraint(leg, countries)
        if constraint is not None:
            return constraint
        for permission, through in self._barred:
            if countries & through and (not permission.modes or leg.mode in permission.modes):
                return Barrier("barred", permission.title, permission.id)
        if condition.state in PASSABLE_STATES:
            return None
        if condition.state in FUTURE_STATES:
            if self.query.include_planned:
                return None
            expected = f", expected {condition.expected}" if condition.expected else ", no date"
            return Barrier("planned", f"{condition.state}{expected}")
        reason = condition.reasons[-1]
        return Barrier("disused" if reason.kind == "status" else "closed", reason.text, reason.id)

    def _constraint(self, leg: Leg, countries: set[str]) -> Barrier | None:
        query, avoid = self.query, self.query.avoid
        if leg.mode not in query.modes:
            return Barrier("constraint", "--modes " + ",".join(sorted(query.modes)))
        if not avoid.words:
            return None
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
                if not in_force(facility.start, facility.end, on) and not (
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
                mode_from, mode_to = mode_of(track_from), mode_of(track_to)
                rate = self.prices.handling_rate(mode_from, mode_to)
                price = self.prices.handling(mode_from, mode_to, facility)
                change = Part(
                    "handling", price, place=place, between=(track_from, track_to), handling=rate.type,
                    sources=facility.sources,
                )  # fmt: skip
                parts: tuple[Part, ...] = (change,)
                if track_to not in WATER_MODES and mode_from != mode_to:  # a change of gauge has its queue in it
                    parts = (change, self._land_wait(place, mode_to))
                inner = place not in (self.query.origin, self.query.destination)
                decisions = (f"port:{place}",) if water and inner else ()
                barrier = self._place_barrier(place)
                heads = [(self._leaving(place, track_to), parts)]
                heads += [
                    ((place, track_to, line.id), (change, self._boarding(line, place)))
                    for line in self._lines.get((place, track_to), ())
                ]
                tails = [self._arriving(place, track_from)]
                tails += [(place, track_from, "off")] if (place, track_from) in self._lines else []
                for tail in tails:
                    for head, taken in heads:
                        self._add(tail, head, taken, decisions=decisions, barrier=barrier)

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
        origin, destination = self.query.origin, self.query.destination
        for track in sorted(tracks[origin]):
            loading = self._end_part(origin, track)
            parts = (loading,) if track in WATER_MODES else (loading, self._land_wait(origin, mode_of(track)))
            self._add(self.terminals[0], self._leaving(origin, track), parts)
            for line in self._lines.get((origin, track), ()):
                self._add(self.terminals[0], (origin, track, line.id), (loading, self._boarding(line, origin)))
        for track in sorted(tracks[destination]):
            unloading = self._end_part(destination, track)
            self._add(self._arriving(destination, track), self.terminals[1], (unloading,))
            if (destination, track) in self._lines:
                self._add((destination, track, "off"), self.terminals[1], (unloading,))

    def _end_part(self, place: str, track: str) -> Part:
        mode = mode_of(track)
        return Part(
            "handling", self.prices.end(mode), place=place, between=(track,), handling=self.prices.end_type(mode).type
        )


def _ways(leg: Leg) -> Iterator[tuple[Way, str, str]]:
    yield "forward", leg.start, leg.end
    if not leg.oneway:
        yield "backward", leg.end, leg.start


def calls_of(network: Network, service: Service) -> tuple[str, ...]:
    """Where a line by land can be boarded: its two ends, and the places on it where a facility serves its track."""
    legs = [network.legs[name] for name in service.legs]
    ends = [end for leg in legs for end in (leg.start, leg.end)]
    return tuple(
        place
        for place in dict.fromkeys(ends)
        if ends.count(place) == 1
        or any(legs[0].track in facility.tracks for facility in network.facilities.get(place, ()))
    )


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
