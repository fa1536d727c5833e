"""The terminals of a question and everything that can be done at them, from the records."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from planner.proof.certificate import Question
from planner.proof.day import SHIPS, Day, Today
from planner.proof.folder import Records
from planner.proof.gates import gates_of
from planner.proof.numbers import TYPICAL, Amount, Record, Units, holds, units
from planner.proof.prices import Prices, worth

ORIGIN, DESTINATION = "origin", "destination"


class Item(NamedTuple):
    """One thing that happens on a move, as a certificate's step names it."""

    kind: str
    """``leg``, ``border``, ``wait`` or ``handling``."""
    key: tuple[str, ...]
    """Of a leg its id, the two places and the line; of the others the place and what stands in ``between``."""
    amount: Callable[[int], Amount]
    type: str
    """The mode of a leg, the type of a handling."""
    state: str = ""
    group: tuple[str, ...] = ()
    """Items of one group move together."""


class Move(NamedTuple):
    """A step of the goods from one terminal to another."""

    tail: str
    head: str
    place: str
    """Where it ends."""
    items: tuple[Item, ...] = ()
    leg: str = ""
    mode: str = ""
    km: Fraction = Fraction(0)
    decisions: tuple[str, ...] = ()
    weight: Units = Units(0, 0)


class Moves:
    """All moves of a question; with ``lifted`` whatever is closed, planned or barred can be used too."""

    def __init__(self, records: Records, question: Question) -> None:
        """Index the records by what touches what."""
        self.question = question
        self.day = Day(records, question)
        self.prices = Prices(records, question, self.day)
        self.legs: dict[str, Record] = {leg["id"]: leg for leg in records["legs"]}
        self.gates = gates_of(records, self.day)
        self.corridors: list[Record] = records["corridors"]
        self._facilities: list[Record] = records["facilities"]
        self._running = [
            line for line in records["services"] if holds(line.get("first"), line.get("last"), question.on)
        ]
        self._tracks: dict[str, set[str]] = {}
        for leg in self.legs.values():
            for end in (leg["from"], leg["to"]):
                self._tracks.setdefault(end, set()).add(track_of(leg))
        self._lines = self._calls()
        self._carriers: dict[str, list[str]] = {}
        for line in self._running:
            for leg in line["legs"]:
                self._carriers.setdefault(leg, []).append(line["id"])
        self._kept: dict[tuple[str, ...], Units] = {}

    def _calls(self) -> dict[tuple[str, str], list[str]]:
        """The lines by land that load and set down at a place and track."""
        served = {(facility["place"], track) for facility in self._facilities for track in facility["tracks"]}
        found: dict[tuple[str, str], list[str]] = {}
        for line in self._running:
            legs = [self.legs[name] for name in line["legs"]]
            if legs[0]["mode"] in SHIPS:
                continue
            track = track_of(legs[0])
            ends = [end for leg in legs for end in (leg["from"], leg["to"])]
            for place in dict.fromkeys(ends):
                if ends.count(place) == 1 or (place, track) in served:
                    found.setdefault((place, track), []).append(line["id"])
        return found

    # --- terminals

    def _arrive(self, place: str, track: str) -> str:
        return f"{place}|{track}|{('mid' if self.day.at_sea(place) else 'in') if track in SHIPS else 'at'}"

    def _leave(self, place: str, track: str) -> str:
        return f"{place}|{track}|{('mid' if self.day.at_sea(place) else 'out') if track in SHIPS else 'at'}"

    # --- items

    def _wait(self, place: str, mode: str) -> Item:
        return Item("wait", (place, mode), partial(self.prices.wait, mode), "wait", group=("wait", mode))

    def _wait_for(self, place: str, line: str) -> Item:
        return Item("wait", (place, line), partial(self.prices.wait_for_line, line), "wait", group=("wait", line))

    def _handle(self, place: str, tracks: tuple[str, ...], facility: Record) -> Item:
        modes = tuple(mode_of(track) for track in tracks)
        kind = str(self.prices.handling_rate(modes)["type"])
        price = partial(self.prices.handling, modes, facility)
        group = (kind, tracks[-1]) if kind == "wait" else (kind, place) if kind == "border" else (kind,)
        return Item("handling", (place, *tracks), price, kind, group=group)

    def _units(self, item: Item) -> Units:
        return units(worth(item.amount(TYPICAL), self.question))

    def _move(self, tail: str, head: str, place: str, items: tuple[Item, ...], decisions: tuple[str, ...] = ()) -> Move:
        """A move without a leg."""
        each = [self._units(item) for item in items]
        weight = Units(sum(unit.least for unit in each), sum(unit.most for unit in each))
        return Move(tail, head, place, items, decisions=decisions, weight=weight)

    # --- moves

    def all(self, *, lifted: bool = False) -> Iterator[Move]:
        """Every move that the question and the day allow."""
        yield from self._doors()
        for line in self._running:
            yield from self._ship_calls(line)
        yield from self._train_calls()
        for facility in self._facilities:
            if self.day.in_use(facility) and not self.day.refuses(facility["place"]):
                yield from self._changes(facility)
        for leg in self.legs.values():
            if not self.day.excluded(leg):
                yield from self._runs(leg, lifted=lifted)

    def _doors(self) -> Iterator[Move]:
        origin, destination = self.question.origin, self.question.destination
        for track in sorted(self._tracks.get(origin, ())):
            load = self._handle(origin, (track,), {})
            waits = () if track in SHIPS else (self._wait(origin, mode_of(track)),)
            yield self._move(ORIGIN, self._leave(origin, track), origin, (load, *waits))
            for line in self._lines.get((origin, track), ()):
                yield self._move(ORIGIN, f"{origin}|{track}|{line}", origin, (load, self._wait_for(origin, line)))
        for track in sorted(self._tracks.get(destination, ())):
            unload = (self._handle(destination, (track,), {}),)
            yield self._move(self._arrive(destination, track), DESTINATION, destination, unload)
            if (destination, track) in self._lines:
                yield self._move(f"{destination}|{track}|off", DESTINATION, destination, unload)

    def _ship_calls(self, line: Record) -> Iterator[Move]:
        legs = [self.legs[name] for name in line["legs"]]
        track = legs[0]["mode"]
        if track not in SHIPS:
            return
        for place in dict.fromkeys(end for leg in legs for end in (leg["from"], leg["to"])):
            if not self.day.at_sea(place):
                aboard = f"{place}|{track}|{line['id']}"
                yield self._move(self._leave(place, track), aboard, place, (self._wait_for(place, line["id"]),))
                yield self._move(aboard, self._arrive(place, track), place, ())

    def _train_calls(self) -> Iterator[Move]:
        """What a train sets down waits again before it goes on by another train or truck."""
        for (place, track), lines in self._lines.items():
            at, off = f"{place}|{track}|at", f"{place}|{track}|off"
            yield self._move(off, at, place, (self._wait(place, mode_of(track)),))
            for line in lines:
                aboard, wait = f"{place}|{track}|{line}", (self._wait_for(place, line),)
                yield self._move(at, aboard, place, wait)
                yield self._move(aboard, off, place, ())
                if len(lines) > 1:
                    yield self._move(off, aboard, place, wait)

    def _changes(self, facility: Record) -> Iterator[Move]:
        place, inner = facility["place"], facility["place"] not in (self.question.origin, self.question.destination)
        for old in facility["tracks"]:
            for new in facility["tracks"]:
                wet = old in SHIPS or new in SHIPS
                if old == new and not wet:
                    continue
                change = self._handle(place, (old, new), facility)
                decisions = (f"port:{place}",) if wet and inner else ()
                again = new not in SHIPS and mode_of(old) != mode_of(new)  # a change of gauge has its wait in it
                ways = [(self._leave(place, new), (change, self._wait(place, mode_of(new))) if again else (change,))]
                ways += [
                    (f"{place}|{new}|{line}", (change, self._wait_for(place, line)))
                    for line in self._lines.get((place, new), ())
                ]
                tails = [self._arrive(place, old)]
                tails += [f"{place}|{old}|off"] if (place, old) in self._lines else []
                for tail in tails:
                    for head, items in ways:
                        yield self._move(tail, head, place, items, decisions)

    def _runs(self, leg: Record, *, lifted: bool) -> Iterator[Move]:
        track = track_of(leg)
        wet, lines = leg["mode"] in SHIPS, self._carriers.get(leg["id"], ())
        ports = not self.day.at_sea(leg["from"]) and not self.day.at_sea(leg["to"])
        directed = any(span.get("way", "both") != "both" for span in leg["status"])
        today = self.day.today(leg, "forward")
        for way, start, end in (("forward", leg["from"], leg["to"]), ("backward", leg["to"], leg["from"])):
            if way == "backward" and (leg.get("oneway") or False):
                continue
            if directed and way == "backward":
                today = self.day.today(leg, way)
            if not lifted and self.day.barred(leg, today):
                continue
            for line in lines:
                yield self._run(leg, way, today, line, (f"{start}|{track}|{line}", f"{end}|{track}|{line}"))
            if wet and lines and ports:
                continue  # from port to port the line on record is the only way
            yield self._run(leg, way, today, None, (self._leave(start, track), self._arrive(end, track)))

    def _run(self, leg: Record, way: str, today: Today, line: str | None, terminals: tuple[str, str]) -> Move:
        """One direction of a leg, aboard a line or without."""
        start, end = (leg["from"], leg["to"]) if way == "forward" else (leg["to"], leg["from"])
        mode = str(leg["mode"])
        run = Item(
            "leg", (leg["id"], start, end, line or ""), partial(self.prices.run, leg, today, line), mode,
            state=today.state, group=("run", mode),
        )  # fmt: skip
        items: tuple[Item, ...] = (run,)
        decisions = tuple(f"passage:{passage}" for passage in leg.get("passages", ()))
        if leg["id"] in self.gates:
            decisions = (f"border:{self.gates[leg['id']]}", *decisions)
            cross = Item(
                "border", (start, end), partial(self.prices.border, leg, way), "border", group=("border", start)
            )
            items = (cross, *items)
        if mode in SHIPS and line is None and not self.day.at_sea(start):
            items = (self._wait(start, mode), *items)
        plain = self._move(*terminals, end, items, decisions)
        return plain._replace(leg=leg["id"], mode=mode, km=run.amount(TYPICAL).km)

    def aboard_ship(self, terminal: str) -> bool:
        """Whether a terminal is aboard a line over water."""
        _, track, stop = terminal.split("|")[:3]
        return track in SHIPS and stop in self.prices.services

    def why_not(self, leg: str, start: str, end: str) -> str:
        """Why a leg cannot be run between two places, in words."""
        record = self.legs.get(leg)
        if record is None:
            return "the data have no such leg"
        ways = {(record["from"], record["to"]): "forward", (record["to"], record["from"]): "backward"}
        way = ways.get((start, end))
        if way is None:
            return f"it runs between {record['from']} and {record['to']}"
        if way == "backward" and record.get("oneway"):
            return f"it runs from {record['from']} to {record['to']} only"
        return self.day.excluded(record) or self.day.barred(record, self.day.today(record, way))


def track_of(leg: Record) -> str:
    """Mode and gauge: what goods run on."""
    return f"rail-{leg['gauge_mm']}" if leg["mode"] == "rail" else str(leg["mode"])


def mode_of(track: str) -> str:
    """The mode of a track."""
    return track.split("-", 1)[0]
