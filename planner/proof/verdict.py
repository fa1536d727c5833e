"""The verdict on a certificate: every claim recomputed, the first route proved by potentials, the others by cases."""

import math
import zlib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import msgspec

from planner.proof.cases import Cases, TooManyCasesError
from planner.proof.certificate import Certificate, RouteClaim
from planner.proof.day import SHIPS
from planner.proof.folder import Records
from planner.proof.match import Difference, Lost, follow, span_differs
from planner.proof.moves import DESTINATION, ORIGIN, Item, Moves
from planner.proof.numbers import HIGH, LOW, MILLION, TYPICAL, exact, near
from planner.proof.web import OFF, Arc, Web, marks_of

VERDICT_SCHEMA = "landbridge/verdict/1"
STRAY_SHARE, STRAY_MM = Fraction(3, 2), 50 * MILLION
"""How much further than it must a way may run off the corridor: half as much again, and 50 km."""


class FalseClaim(msgspec.Struct, frozen=True):
    """A claim that does not hold."""

    about: str
    claimed: str
    holds: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.about}: claimed {self.claimed}; {self.holds}"


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found: nothing false, or all that is."""

    schema: str = VERDICT_SCHEMA
    certified: bool
    data_version: str
    routes: int
    terminals: int
    """How many states the potentials were held against."""
    cases: int
    """Into how many cases the proof about further routes fell."""
    false_claims: tuple[FalseClaim, ...] = ()


class _Checked(NamedTuple):
    claim: RouteClaim
    arcs: tuple[Arc, ...]


def check(certificate: Certificate, records: Records, version: str) -> Verdict:
    """Hold every claim of a certificate against the records of the same version of the data."""
    return _Check(certificate, records, version).verdict()


class _Check:
    def __init__(self, certificate: Certificate, records: Records, version: str) -> None:
        self.claims = certificate.claims
        self.question = certificate.claims.query
        self.potentials = certificate.potentials
        self.records = records
        self.version = version
        self.false: list[FalseClaim] = []
        self.states = 0
        self.cases = 0

    def deny(self, about: str, claimed: object, holds: str) -> None:
        """Note a claim that does not hold."""
        self.false.append(FalseClaim(about, str(claimed), holds))

    def verdict(self) -> Verdict:
        """All checks, one after the other; those that rest on a false one are left out."""
        if self._question_makes_sense():
            self._routes()
        return Verdict(
            certified=not self.false,
            data_version=self.version,
            routes=len(self.claims.routes),
            terminals=self.states,
            cases=self.cases,
            false_claims=tuple(self.false),
        )

    def _question_makes_sense(self) -> bool:
        question = self.question
        places = {place["id"]: place for place in self.records["places"]}
        known = {kind: {record["id"] for record in self.records[kind]} for kind in ("scenarios", "corridors")}
        for name in (question.origin, question.destination, *question.via):
            if name not in places:
                self.deny("query", name, "the data have no such place")
        for name in (question.origin, question.destination):
            if name in places and places[name]["kind"] == "waypoint":
                self.deny("query", name, "it is a point at sea")
        for name in set(question.scenarios) - known["scenarios"]:
            self.deny("query", name, "the data have no such scenario")
        if question.corridor is not None and question.corridor not in known["corridors"]:
            self.deny("query", question.corridor, "the data have no such corridor")
        if question.origin == question.destination:
            self.deny("query", question.origin, "origin and destination are one place")
        if self.claims.data_version != self.version:
            self.deny("data_version", self.claims.data_version, f"the data are {self.version}")
        return not self.false

    # --- routes

    def _routes(self) -> None:
        moves = Moves(self.records, self.question)
        web = Web(moves)
        self.states = len(web.states)
        most_mm = self._most_mm(moves)
        checked: list[_Checked] = []
        for position, claim in enumerate(self.claims.routes, start=1):
            if claim.rank != position:
                self.deny(f"route {position}, rank", claim.rank, f"it stands at {position}")
            found = follow(web, claim.steps)
            if isinstance(found, Lost):
                self.deny(f"route {position}, step {found.step + 1}", "a way of the network", found.reason)
                continue
            checked.append(_Checked(claim, found.arcs))
            for about, claimed, holds in (*found.differences, *_sums(claim, found.arcs, moves)):
                self.deny(f"route {position}, {about}", claimed, f"it is {holds}")
        if len(checked) < len(self.claims.routes):
            return  # what is no way cannot be compared with others
        alternatives = [each for each in checked if each.claim.alternative]
        self._count(checked, alternatives)
        if alternatives:
            self._first(web, alternatives[0])
            self._others(web, alternatives, most_mm)
        self._baseline(web, checked, most_mm)

    def _most_mm(self, moves: Moves) -> int | None:
        """How far a way may run off the corridor: by what it must where all of the corridor is built and open."""
        if self.question.corridor is None:
            return None
        found = Web(moves, lifted=True).lightest()
        least = 0 if found is None else sum(arc.off_mm for arc in found[1])
        return -1 if found is None else int(STRAY_SHARE * least + STRAY_MM)

    def _count(self, checked: Sequence[_Checked], alternatives: Sequence[_Checked]) -> None:
        if len(alternatives) > self.question.alternatives:
            self.deny("routes", len(alternatives), f"{self.question.alternatives} were asked for")
        if list(checked[: len(alternatives)]) != list(alternatives) or len(checked) > len(alternatives) + 1:
            self.deny("routes", "the alternatives in order", "only the last route can be beside them")
        if not alternatives:
            self.deny("routes", "no alternative", "the first route is one")

    # --- the first route, by potentials

    def _first(self, web: Web, first: _Checked) -> None:
        """Each usable arc takes at least what the potential falls by, and the first route no more than it starts from."""
        weight, off = self.potentials.weight, self.potentials.off_corridor_mm

        def potential(state: int) -> int | None:
            name = web.name(state)
            units = weight.get(name)
            return None if units is None else units + off.get(name, 0) * OFF

        known = [potential(state) for state in range(len(web.states))]
        start, end = known[0], known[1]
        if end != 0:
            self.deny("potential of destination", end, "it must be 0")
        for arc in web.arcs:
            ahead, here = known[arc.head], known[arc.tail]
            if ahead is not None and (here is None or here > arc.weight + ahead):
                claimed = "out of reach" if here is None else here
                self.deny(
                    f"potential of {web.name(arc.tail)}", claimed, f"by {web.name(arc.head)} it is {arc.weight + ahead}"
                )
                return
        claimed_weight = first.claim.weight + first.claim.off_corridor_mm * OFF
        if start is None or start < claimed_weight:
            self.deny("potentials", "the first route is the lightest", f"they prove no more than {start}")

    # --- the other routes, by cases

    def _others(self, web: Web, alternatives: Sequence[_Checked], most_mm: int | None) -> None:
        cases = Cases(web, self.question.overlap, most_mm)
        try:
            for claim, arcs in alternatives:
                name = f"route {claim.rank}"
                for position in cases.repeated_too_much(arcs):
                    better = alternatives[position].claim.rank
                    self.deny(name, "it differs from better ones", f"it repeats too much of route {better}")
                if most_mm is not None and sum(arc.off_mm for arc in arcs) > most_mm:
                    self.deny(name, "it keeps to the corridor", "it leaves it for longer than a way may")
                lighter = cases.lighter_than(claim.weight + claim.off_corridor_mm * OFF)
                if lighter is not None:
                    self.deny(name, "no way left is lighter", f"{_described(lighter)} is")
                cases.show(arcs)
            self._further(cases, len(alternatives))
        except TooManyCasesError:
            self.deny("routes", "nothing better is left", "the proof is too long to be made")
        self.cases = cases.opened

    def _further(self, cases: Cases, shown: int) -> None:
        further = self.claims.further
        bound = further.at_least + further.off_corridor_mm * OFF
        if further.exists and shown < self.question.alternatives:
            self.deny("further routes", "there are some", f"only {shown} are shown of {self.question.alternatives}")
        lighter = cases.lighter_than(bound if further.exists else None)
        if lighter is not None:
            claimed = f"all weigh at least {further.at_least}" if further.exists else "there are none"
            self.deny("further routes", claimed, f"there is {_described(lighter)}")
        elif further.exists and cases.lighter_than(None) is None:
            self.deny("further routes", "there are some", "there is none")

    # --- the sea baseline

    def _baseline(self, web: Web, checked: Sequence[_Checked], most_mm: int | None) -> None:
        rank = self.claims.sea_baseline
        voyage = _best_voyage(web)
        if voyage is not None and most_mm is not None and sum(arc.off_mm for arc in voyage[1]) > most_mm:
            voyage = None
        beside = [each.claim.rank for each in checked if not each.claim.alternative]
        if beside not in ([], [rank]):
            self.deny(f"route {beside[0]}", "it is shown beside the alternatives", "it is not named the sea baseline")
        if voyage is None:
            if rank is not None:
                self.deny("sea baseline", f"route {rank}", "no way is one sea voyage")
            return
        if rank is None or not 1 <= rank <= len(checked):
            self.deny("sea baseline", rank, f"there is {_described(voyage)}")
            return
        claim, arcs = checked[rank - 1]
        if not all(_of_voyage(web, arc) for arc in arcs):
            self.deny("sea baseline", f"route {rank}", "it is not one sea voyage")
        elif claim.weight + claim.off_corridor_mm * OFF > voyage[0]:
            self.deny("sea baseline", f"route {rank}", f"{_described(voyage)} is lighter")


def _best_voyage(web: Web) -> tuple[int, tuple[Arc, ...]] | None:
    start, end = web.moves.day.ends
    return None if start == end else web.lightest(allowed=lambda arc: _of_voyage(web, arc))


def _of_voyage(web: Web, arc: Arc) -> bool:
    """Whether an arc may be part of one sea voyage: by sea, or by land within the two countries of the question."""
    day, move = web.moves.day, arc.move
    if move.leg and (move.leg in web.moves.gates or (move.mode in SHIPS and move.mode != "sea")):
        return False
    for terminal in (move.tail, move.head):
        if terminal in (ORIGIN, DESTINATION):
            continue
        place = terminal.split("|", 1)[0]
        if not (web.moves.aboard_ship(terminal) or day.at_sea(place) or day.country(place) in day.ends):
            return False
    return True


def _described(way: tuple[int, tuple[Arc, ...]]) -> str:
    weight, arcs = way
    marks = marks_of(arcs)
    legs = [arc.move.leg for arc in arcs if arc.move.leg]
    by = ", ".join(marks) if marks else ", ".join(legs[:8]) + (" …" if len(legs) > 8 else "")  # noqa: PLR2004 - a short list
    return f"a way of {weight % OFF} by {by}"


def _sums(claim: RouteClaim, arcs: Sequence[Arc], moves: Moves) -> Iterator[Difference]:
    """Where the totals of a route are not what its steps add up to."""
    items = [item for arc in arcs for item in arc.move.items]
    amounts = [[item.amount(level) for level in (LOW, TYPICAL, HIGH)] for item in items]
    for name, span, part in (
        ("time_h", claim.time_h, 0),
        ("cost_usd", claim.cost_usd, 1),
        ("co2e_kg", claim.co2e_kg, 2),
    ):
        yield from span_differs(
            name,
            span,
            _added([(item, [amount[part] for amount in each]) for item, each in zip(items, amounts, strict=True)]),
        )
    hours, dollars, _, km = (sum((each[TYPICAL][part] for each in amounts), Fraction(0)) for part in range(4))
    question = moves.question
    worth = dollars + hours / 24 * exact(question.value_of_time_usd_per_day) * question.cargo.teu
    legs = [item for item in items if item.kind == "leg"]
    borders = tuple(f"{item.key[1]}-{item.key[2]}" for item in legs if item.key[0] in moves.gates)
    key = "|".join(f"{item.key[0]}>{item.key[2]}>{item.key[3]}" for item in legs)
    exactly = (
        ("decisions", claim.decisions, marks_of(arcs)),
        ("borders", claim.borders, borders),
        ("gauge_breaks", claim.gauge_breaks, sum(item.type == "gauge_change" for item in items)),
        ("id", claim.id, f"{zlib.crc32(key.encode()):08x}"),
        ("off_corridor_mm", claim.off_corridor_mm, sum(arc.off_mm for arc in arcs)),
    )
    yield from (Difference(name, claimed, real) for name, claimed, real in exactly if claimed != real)
    for name, number, real in (
        ("distance_km", claim.distance_km, km),
        ("generalised_cost_usd", claim.generalised_cost_usd, worth),
    ):
        if not near(number, real):
            yield Difference(name, number, float(real))
    least, most = (sum(arc.move.weight[end] for arc in arcs) for end in (0, 1))
    if not least <= claim.weight <= most:
        yield Difference("weight", claim.weight, most)


def _added(parts: Sequence[tuple[Item, Sequence[Fraction]]]) -> tuple[float, float, float]:
    """A total with its range: deviations of one group add, those of groups add as squares."""
    typical = sum((levels[TYPICAL] for _, levels in parts), Fraction(0))
    below: dict[tuple[str, ...], Fraction] = {}
    above: dict[tuple[str, ...], Fraction] = {}
    for item, levels in parts:
        below[item.group] = below.get(item.group, Fraction(0)) + levels[TYPICAL] - levels[LOW]
        above[item.group] = above.get(item.group, Fraction(0)) + levels[HIGH] - levels[TYPICAL]
    down, up = (math.sqrt(sum((part * part for part in side.values()), Fraction(0))) for side in (below, above))
    return max(0.0, float(typical) - down), float(typical), float(typical) + up
