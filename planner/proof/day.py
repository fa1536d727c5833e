"""What holds on the day of the question: the state of each leg, what slows and costs, and who may not pass."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from planner.proof.certificate import Question
from planner.proof.folder import Records
from planner.proof.numbers import Record, day_of, exact, holds

SHIPS = frozenset({"sea", "ferry", "river"})
WORSE = {"open": 0, "restricted": 1, "construction": 2, "planned": 2, "suspended": 3}
FUTURE = ("construction", "planned")


class Today(NamedTuple):
    """How one direction of a leg is on the day."""

    state: str
    slower: Fraction = Fraction(1)
    dearer: Fraction = Fraction(1)
    delays: tuple[Record, ...] = ()
    surcharges: tuple[Record, ...] = ()


class Day:
    """The day of one question."""

    def __init__(self, records: Records, question: Question) -> None:
        """Sort out what binds on the day."""
        self.question = question
        self.places: dict[str, Record] = {place["id"]: place for place in records["places"]}
        self.passages: dict[str, Record] = {passage["id"]: passage for passage in records["passages"]}
        self.ends = (self.country(question.origin), self.country(question.destination))
        self._effects = list(self._binding(records))
        self._bans = [rule for rule in records["permissions"] if self._bans_us(rule)]
        wanted = set(question.avoid.corridors)
        self._avoided = set(question.avoid.legs) | {
            leg
            for corridor in records["corridors"]
            if corridor["id"] in wanted
            for way in corridor["ways"]
            for leg in way
        }

    def country(self, place: str) -> str:
        """The country of a place."""
        return str(self.places[place]["country"])

    def at_sea(self, place: str) -> bool:
        """Whether a place is only a point that ships pass."""
        return bool(self.places[place]["kind"] == "waypoint")

    def is_border(self, leg: Record) -> bool:
        """Whether a leg crosses a border by land."""
        return leg["mode"] not in SHIPS and self.country(leg["from"]) != self.country(leg["to"])

    def _binding(self, records: Records) -> Iterator[tuple[Record, bool]]:
        """The effects in force, and whether they are of a scenario: events in their order, then scenarios."""
        question = self.question
        scenarios = {scenario["id"]: scenario for scenario in records["scenarios"]}
        chosen = [scenarios[name] for name in question.scenarios]
        undone = {event for scenario in chosen for event in scenario.get("lifts", ())}
        for event in records["events"]:
            for effect in event.get("effects", ()) if event["id"] not in undone else ():
                start, end = effect.get("start") or event["start"], effect.get("end") or event.get("end")
                if holds(start, end, question.on) and not self._spares(effect):
                    yield effect, False
        for scenario in chosen:
            for effect in scenario.get("effects", ()):
                if holds(effect.get("start"), effect.get("end"), question.on) and not self._spares(effect):
                    yield effect, True

    def _spares(self, effect: Record) -> bool:
        """Whether an effect binds transit only and our goods start or end in its countries."""
        return effect.get("scope") == "transit" and bool(set(self.ends) & set(effect.get("countries", ())))

    def _bans_us(self, rule: Record) -> bool:
        goods = {"origin": self.ends[:1], "destination": self.ends[1:]}.get(rule.get("side", "either"), self.ends)
        return bool(set(rule["goods_of"]) & set(goods)) and holds(rule["start"], rule.get("end"), self.question.on)

    def _entered(self, leg: Record) -> set[str]:
        """The countries a leg starts or ends in; a point at sea lies in none."""
        return {self.country(end) for end in (leg["from"], leg["to"]) if not self.at_sea(end)}

    def _selectors(self, leg: Record) -> dict[str, set[str]]:
        """What an effect can select a leg by."""
        pair = "-".join(sorted((self.country(leg["from"]), self.country(leg["to"]))))
        return {
            "legs": {leg["id"]},
            "places": {leg["from"], leg["to"]},
            "countries": self._entered(leg),
            "passages": set(leg.get("passages", ())),
            "borders": {pair} if self.is_border(leg) else set(),
            "modes": {leg["mode"]},
        }

    def _shut_each_year(self, leg: Record) -> bool:
        today = f"{self.question.on:%m-%d}"
        seasons = [leg.get("season"), *(self.passages[name].get("season") for name in leg.get("passages", ()))]
        for season in seasons:
            if season is None:
                continue
            begin, end = season["closed_from"], season["closed_to"]
            if begin <= today <= end or (begin > end and not end < today < begin):
                return True
        return False

    def today(self, leg: Record, way: str) -> Today:
        """The state of one direction of a leg, and what the day's effects do to it."""
        on = self.question.on
        spans = [span for span in leg["status"] if span.get("way", "both") in ("both", way)]
        state = next((str(s["state"]) for s in spans if holds(s.get("start"), s.get("end"), on)), "")
        if not state:
            starts = [day_of(span.get("start")) for span in leg["status"]]
            return Today("planned" if any(start is not None and start > on for start in starts) else "suspended")
        if self._shut_each_year(leg):
            state = "suspended"
        slower = dearer = Fraction(1)
        delays: list[Record] = []
        surcharges: list[Record] = []
        selectors = self._selectors(leg)
        for effect, of_scenario in self._effects:
            if effect.get("built", True) and state in FUTURE:
                continue
            if any(effect.get(key) and found.isdisjoint(effect[key]) for key, found in selectors.items()):
                continue
            slower *= exact(effect.get("time_factor") or 1)
            dearer *= exact(effect.get("cost_factor") or 1)
            delays += [effect["delay_h"]] if effect.get("delay_h") else []
            surcharges += [effect["surcharge_usd"]] if effect.get("surcharge_usd") else []
            new = effect.get("state")
            if new is not None and (of_scenario or WORSE[new] >= WORSE[state]):
                state = new
        return Today(state, slower, dearer, tuple(delays), tuple(surcharges))

    def excluded(self, leg: Record) -> str:
        """The constraint of the question that rules a leg out, or nothing."""
        question, avoid = self.question, self.question.avoid
        if leg["mode"] not in question.modes:
            return "the question leaves its mode out"
        hits = self._entered(leg) & set(avoid.countries) | {leg["from"], leg["to"]} & set(avoid.places)
        hits |= {leg["mode"]} & set(avoid.modes) | set(leg.get("passages", ())) & set(avoid.passages)
        hits |= {leg["id"]} & self._avoided
        return f"the question avoids {min(hits)}" if hits else ""

    def barred(self, leg: Record, today: Today) -> str:
        """What bars a leg on the day, or nothing."""
        for rule in self._bans:
            if self._entered(leg) & set(rule["through"]) and (not rule.get("modes") or leg["mode"] in rule["modes"]):
                return f"permission {rule['id']} bars these goods"
        if today.state in ("open", "restricted") or (self.question.include_planned and today.state in FUTURE):
            return ""
        return f"it is {today.state} on {self.question.on}"

    def refuses(self, place: str) -> bool:
        """Whether the question avoids handling at a place."""
        avoid = self.question.avoid
        return place in avoid.places or self.country(place) in avoid.countries

    def in_use(self, facility: Record) -> bool:
        """Whether a facility can be used: it stands, or it is planned and plans are let in."""
        start = day_of(facility.get("start"))
        coming = start is not None and start > self.question.on
        return holds(start, facility.get("end"), self.question.on) or (coming and self.question.include_planned)
