"""The lasting part of the search graph: terminals, and what joins them. It knows no date, no price and no question.

A terminal is a place and a track. Ports have two for each water track, one for arriving and one for leaving ships, so
that boarding is always waited for; a service has one at each of its places, so that its waiting is paid once. Vertices
0 and 1 are the two ends of a journey, which a question joins to the network.
"""

from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import Any

import msgspec

from corridors.gazetteer import SAME_GATE_KM
from corridors.model import WATER_MODES, Facility, Leg, Place, Service, Way, mode_of
from corridors.network import Network
from corridors.units import great_circle_km
from planner.arcs import Terminal

ORIGIN, DESTINATION = 0, 1
ENDS: tuple[Terminal, ...] = (("", "", "origin"), ("", "", "destination"))


class Run(msgspec.Struct, frozen=True, gc=False):
    """Running a leg: what has one state, one time and one price on a day."""

    leg: Leg
    way: Way
    service: str | None
    """The line it is run with, where that has a speed of its own."""


class Charge(msgspec.Struct, frozen=True, gc=False):
    """What is paid beside running: a wait, a border or a handling."""

    kind: str
    """``wait``, ``border`` or ``handling``."""
    mode: str = ""
    """The mode waited for or changed to."""
    mode_from: str = ""
    service: str | None = None
    leg: Leg | None = None
    way: Way = "forward"
    facility: Facility | None = None
    """The facility whose own figures hold; none where the rates hold."""


class Happening(msgspec.Struct, frozen=True, gc=False):
    """What happens on an arc, for :mod:`planner.steps` to spell out."""

    kind: str
    """``run``, ``board``, ``leave``, ``wait``, ``change``, ``load`` or ``unload``."""
    place: str
    leg: Leg | None = None
    way: Way = "forward"
    service: str | None = None
    track: str = ""
    """The track that is loaded, or changed to."""
    track_from: str = ""
    facility: Facility | None = None
    waits: bool = False
    """Whether a run or a change has a wait with it that is not for a line."""


Link = tuple[int, int, int, int, int, Happening]
"""Tail, head, number of the run, numbers of two charges, what happens; 0 stands for no run and for no charge."""


class Topology:
    """Terminals and links of a network while some services run and some facilities stand."""

    def __init__(self, network: Network, services: Sequence[Service], facilities: Sequence[Facility]) -> None:
        """Build it: O(legs + handlings)."""
        self.network = network
        self.terminals: list[Terminal] = [*ENDS]
        self.numbers: dict[Terminal, int] = {terminal: n for n, terminal in enumerate(ENDS)}
        self.runs: list[Run | None] = [None]
        self.charges: list[Charge | None] = [None]
        self.links: list[Link] = []
        self.lines: dict[tuple[str, str], list[Service]] = {}
        """Lines by land that call at a place, by place and track."""
        self.of_leg: dict[str, range] = {}
        """The numbers of the links that run a leg."""
        self.of_port: dict[str, list[range]] = {}
        """The numbers of the links of each facility of a port, changes between two land tracks among them."""
        self.of_no_voyage: list[int] = []
        """The numbers of the links that no sea voyage has: land borders, ferries, rivers."""
        self._waits: dict[str, int] = {}
        self._handlings: dict[tuple[str, str, int], int] = {}
        served: dict[str, list[Service]] = {}
        for service in services:
            legs = [network.legs[name] for name in service.legs]
            for leg in legs:
                served.setdefault(leg.id, []).append(service)
            add = self._add_ship_calls if legs[0].mode in WATER_MODES else self._add_train_calls
            add(service, legs)
        for leg in network.data.legs:
            self._add_leg(leg, served.get(leg.id, ()))
        for facility in facilities:
            self._add_facility(facility)

    # --- terminals and charges -------------------------------------------------------------------------------------

    def number(self, terminal: Terminal) -> int:
        """The vertex of a terminal, which is made where there is none."""
        number = self.numbers.get(terminal)
        if number is None:
            number = self.numbers[terminal] = len(self.terminals)
            self.terminals.append(terminal)
        return number

    def _is_port(self, place: str) -> bool:
        return not self.network.places[place].at_sea

    def leaving(self, place: str, track: str) -> Terminal:
        """Where what leaves a place on a track stands."""
        if track not in WATER_MODES:
            return (place, track, "at")
        return (place, track, "out" if self._is_port(place) else "mid")

    def arriving(self, place: str, track: str) -> Terminal:
        """Where what reaches a place on a track stands."""
        if track not in WATER_MODES:
            return (place, track, "at")
        return (place, track, "in" if self._is_port(place) else "mid")

    def wait(self, mode: str) -> int:
        """The charge of waiting for a mode."""
        found = self._waits.get(mode)
        if found is None:
            found = self._waits[mode] = self._charge("wait", mode)
        return found

    def boarding(self, service: Service) -> int:
        """The charge of waiting for a line."""
        found = self._waits.get(service.id)
        if found is None:
            mode = self.network.legs[service.legs[0]].mode
            found = self._waits[service.id] = self._charge("wait", mode, "", service.id)
        return found

    def _handling(self, mode_from: str, mode_to: str, facility: Facility) -> int:
        own = facility.time_h is not None or facility.cost_usd is not None
        key = (mode_from, mode_to, id(facility) if own else 0)  # the network keeps its facilities
        found = self._handlings.get(key)
        if found is None:
            charge = self._charge("handling", mode_to, mode_from, None, None, "forward", facility if own else None)
            found = self._handlings[key] = charge
        return found

    def _charge(self, *what: Any) -> int:
        self.charges.append(Charge(*what))
        return len(self.charges) - 1

    # --- links -----------------------------------------------------------------------------------------------------

    def _add_ship_calls(self, service: Service, legs: Sequence[Leg]) -> None:
        """A line over water calls at every port of its legs."""
        track = legs[0].track
        boarding, leave = self.boarding(service), Happening("leave", "")
        for place in dict.fromkeys(end for leg in legs for end in (leg.start, leg.end)):
            if self._is_port(place):
                aboard = self.number((place, track, service.id))
                board = Happening("board", place, service=service.id)
                self.links.append((self.number((place, track, "out")), aboard, 0, boarding, 0, board))
                self.links.append((aboard, self.number((place, track, "in")), 0, 0, 0, leave))

    def _add_train_calls(self, service: Service, legs: Sequence[Leg]) -> None:
        """A line by land calls at its two ends and where a facility can load it.

        What it sets down must wait again before it goes on with another train or truck.
        """
        track, mode = legs[0].track, legs[0].mode
        boarding, add = self.boarding(service), self.links.append
        for place in calls_of(self.network, service):
            aboard, set_down = self.number((place, track, service.id)), self.number((place, track, "off"))
            at = self.number((place, track, "at"))
            lines = self.lines.setdefault((place, track), [])
            board = Happening("board", place, service=service.id)
            add((at, aboard, 0, boarding, 0, board))
            add((aboard, set_down, 0, 0, 0, Happening("leave", "")))
            if not lines:
                add((set_down, at, 0, self.wait(mode), 0, Happening("wait", place, track=track)))
            for other in lines:
                add((set_down, aboard, 0, boarding, 0, board))
                wait = Happening("board", place, service=other.id)
                add((set_down, self.number((place, track, other.id)), 0, self.boarding(other), 0, wait))
            lines.append(service)

    def _run(self, leg: Leg, way: Way, service: str | None = None) -> int:
        self.runs.append(Run(leg, way, service))
        return len(self.runs) - 1

    def _add_leg(self, leg: Leg, services: Sequence[Service]) -> None:
        places, number, add = self.network.places, self.number, self.links.append
        track, mode = leg.track, leg.mode
        first = len(self.links)
        one, other = places[leg.start], places[leg.end]
        wet = mode in WATER_MODES
        border = not wet and one.country != other.country
        run = self._run(leg, "forward")
        own_speeds = {line.id: self._run(leg, "forward", line.id) for line in services if line.speed_km_per_day}
        alike = all([span.way == "both" for span in leg.status])  # noqa: C419 - a list is quicker for one or two
        ways: tuple[tuple[Way, Place, Place], ...] = (("forward", one, other), ("backward", other, one))
        for way, start, end in ways[:1] if leg.oneway else ways:
            if way == "backward" and not alike:
                run = self._run(leg, way)
                own_speeds = {line: self._run(leg, way, line) for line in own_speeds}
            dues = self._charge("border", mode, "", None, leg, way) if border else 0
            for line in services:
                tail, head = number((start.id, track, line.id)), number((end.id, track, line.id))
                taken = Happening("run", start.id, leg, way, line.id)
                add((tail, head, own_speeds.get(line.id, run), dues, 0, taken))
            if not wet:
                tail, head = number((start.id, track, "at")), number((end.id, track, "at"))
                add((tail, head, run, dues, 0, Happening("run", start.id, leg, way)))
            elif not services or start.at_sea or end.at_sea:
                # from port to port the line on record is the way; by points at sea other ships may run
                tail = number((start.id, track, "mid" if start.at_sea else "out"))
                head = number((end.id, track, "mid" if end.at_sea else "in"))
                waits = not start.at_sea
                what = Happening("run", start.id, leg, way, None, "", "", None, waits)
                add((tail, head, run, dues, self.wait(mode) if waits else 0, what))
        self.of_leg[leg.id] = range(first, len(self.links))
        if border or mode in {"ferry", "river"}:
            self.of_no_voyage += range(first, len(self.links))

    def _add_facility(self, facility: Facility) -> None:
        place, lines, add = facility.place, self.lines, self.links.append
        first = len(self.links)
        ends = [(track, mode_of(track), track in WATER_MODES) for track in facility.tracks]
        for track_from, mode_from, _ in ends:
            tails = [self.number(self.arriving(place, track_from))]
            for track_to, mode_to, ships in ends:
                if track_from == track_to and not ships:
                    continue
                handling = self._handling(mode_from, mode_to, facility)
                waits = not ships and mode_from != mode_to  # a change of gauge has its queue in it
                change = Happening("change", place, None, "forward", None, track_to, track_from, facility, waits)
                heads = [(self.number(self.leaving(place, track_to)), self.wait(mode_to) if waits else 0, change)]
                for line in lines.get((place, track_to), ()):
                    boarded = Happening("change", place, None, "forward", line.id, track_to, track_from, facility)
                    heads.append((self.number((place, track_to, line.id)), self.boarding(line), boarded))
                if (place, track_from) in lines and len(tails) == 1:
                    tails.append(self.number((place, track_from, "off")))
                for tail in tails:
                    for head, wait, what in heads:
                        add((tail, head, 0, handling, wait, what))
        if any(track in WATER_MODES for track in facility.tracks):
            self.of_port.setdefault(place, []).append(range(first, len(self.links)))

    # --- what questions look up --------------------------------------------------------------------------------------

    @cached_property
    def crossings(self) -> dict[str, str]:
        """The crossing each border leg belongs to, by leg id."""
        return self.network.derived(_crossings)

    def decisions(self, number: int) -> tuple[str, ...]:
        """The decision points on a link: the border crossing and the passages of its leg, or the port it is handled in."""
        what = self.links[number][5]
        if what.leg is not None:
            passages = tuple(f"passage:{name}" for name in what.leg.passages)
            crossing = self.crossings.get(what.leg.id)
            return passages if crossing is None else (f"border:{crossing}", *passages)
        if what.kind == "change" and (what.track in WATER_MODES or what.track_from in WATER_MODES):
            return (f"port:{what.place}",)
        return ()

    def carriers(self, mark: str) -> list[int]:
        """The links that carry a mark, a decision point or a leg: none where nothing is handled or runs."""
        kind, _, place = mark.partition(":")
        if kind == "port":
            return [number for group in self.of_port.get(place, ()) for number in group if self.decisions(number)]
        legs = self._legs_by_decision.get(mark, ()) if place else (mark,)
        return [number for leg in legs for number in self.of_leg.get(leg, ())]

    @cached_property
    def _legs_by_decision(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, gate in self.crossings.items():
            found.setdefault(f"border:{gate}", []).append(name)
        for leg in self.network.data.legs:
            for name in leg.passages:
                found.setdefault(f"passage:{name}", []).append(leg.id)
        return found

    @cached_property
    def alike(self) -> dict[Hashable, list[int]]:
        """The links that join the same terminals by the same leg, or by none."""
        found: dict[Hashable, list[int]] = {}
        for number, (tail, head, _, _, _, what) in enumerate(self.links):
            legs = () if what.leg is None else (what.leg.id,)
            found.setdefault((tail, head, legs), []).append(number)
        return found

    @cached_property
    def vertices(self) -> dict[str, list[int]]:
        """The vertices in each country; under no country those at sea and aboard ships, and the two ends."""
        services, places = self.network.services, self.network.places
        found: dict[str, list[int]] = {"": [ORIGIN, DESTINATION]}
        for vertex, (place, track, stop) in enumerate(self.terminals[2:], start=2):
            abroad = places[place].at_sea or (track in WATER_MODES and stop in services)
            found.setdefault("" if abroad else places[place].country, []).append(vertex)
        return found


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


def tracks_at(network: Network) -> dict[str, tuple[str, ...]]:
    """The tracks of the legs that touch each place, sorted."""
    found: dict[str, set[str]] = {}
    for leg in network.data.legs:
        track = leg.track
        found.setdefault(leg.start, set()).add(track)
        found.setdefault(leg.end, set()).add(track)
    return {place: tuple(sorted(tracks)) for place, tracks in found.items()}
