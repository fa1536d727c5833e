"""Sets what the record allows beside the belief at which the best way changes, and names the worst losses."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

from corridors.incidents import Exposed
from corridors.itinerary import Itinerary
from corridors.network import Network
from planner import words
from planner.assemble import assemble, decisions_of
from planner.likeness import Way
from planner.objectives import UNITS_PER_ONE, delay_usd
from planner.plan import plan
from planner.query import Query
from planner.sure.causes import passed
from planner.threat import sentences
from planner.threat.answer import Breakeven, Closed, Exposure, Lost, Threat, Verdict, WayThreat
from planner.threat.ledger import Ledger, Own, Spell
from planner.threat.losses import Loss, Losses, legs_of, weight_of, worst
from planner.threat.rates import per_trip, yearly
from planner.ways import Ways

UNITS = {"generalised": "USD", "time": "h", "cost": "USD", "distance": "km", "emissions": "kg CO2e"}

METHOD = tuple(
    """\
A closure is a dated, sourced event of a kind that the data list as one, and that suspended traffic. Its yearly rate is an interval, never a point: the 5th to the 95th percentile of the gamma distribution that the count and Jeffreys' prior leave; with no closure on record it starts at 0.
The chance per trip is that of a closure that begins before the goods have passed, at the two ends of the interval, for goods that set out while the way is open.
The belief is the chance of a closure per trip at which the expected cost of the best way equals that of the best way without what is closed. It is yours: the record says only what it allows.
The worst losses are exact: every leg of the best way is lost in turn, and with it every leg of the way that is then best.""".splitlines()
)


class Judge:
    """One question: its ways, the ledger, and the losses already searched."""

    def __init__(self, network: Network, query: Query, own: Sequence[Own], delay_h: float | None) -> None:
        """Search the ways and sort the closures."""
        self.network = network
        self.query = query
        self.delay_h = delay_h
        self.plan = plan(network, query)
        self.ways = Ways(network, query)
        self.best: Way = self.ways.different[0]
        self.losses = Losses(self.ways, self.best)
        self.ledger = Ledger(network, self.ways.graph.goods_of, own)

    # --- what a way is exposed to ----------------------------------------------------------------------------------

    def exposures(self, item: Itinerary) -> tuple[Exposure, ...]:
        """The legs of a way in order, then its passages, then the legs that the same events shut together."""
        behind = {step.id: hours for step, hours in passed(item.steps)}
        passages: dict[str, list[str]] = {}
        together: dict[tuple[Spell, ...], list[str]] = {}
        for name in behind:
            for passage in self.network.legs[name].passages:
                passages.setdefault(passage, []).append(name)
            together.setdefault(self.ledger.counted(self.ledger.of_leg(name)), []).append(name)
        found = [self._exposure(name, (name,), hours, self.ledger.of_leg(name)) for name, hours in behind.items()]
        found += [
            self._exposure(name, legs, behind[legs[-1]], self.ledger.of_passage(name))
            for name, legs in passages.items()
        ]
        found += [
            self._exposure("+".join(legs), legs, behind[legs[-1]], spells)
            for spells, legs in together.items()
            if spells and len(legs) > 1
        ]
        return tuple(found)

    def _exposure(self, name: str, legs: Sequence[str], hours: float, spells: Sequence[Spell]) -> Exposure:
        counted = set(self.ledger.counted(spells))
        years = self.ledger.watched.years
        rate = yearly(len(counted), years)
        leg = self.network.legs.get(name)
        kind: Exposed | Literal["together"] = "passage" if name in self.network.passages else "together"
        events = tuple(
            Closed(id=spell.id, start=spell.start, end=spell.end, kind=spell.kind, counted=spell in counted)
            for spell in spells
        )
        chance = (per_trip(rate[0], hours), per_trip(rate[1], hours)) if counted else None
        return Exposure(
            id=name,
            kind=kind if leg is None else self.ledger.exposed(leg),
            name=sentences.together(self.network, legs)
            if leg is None and kind == "together"
            else sentences.name_of(self.network, name),
            legs=tuple(legs),
            events=events,
            years=years,
            yearly_rate=rate,
            exposed_h=hours,
            per_trip=chance,
            says=sentences.record(events, years, rate, chance, hours),
        )

    # --- the belief at which the answer changes --------------------------------------------------------------------

    def breakeven(self, exposure: Exposure) -> Breakeven:
        """The belief in a closure of one thing, exact in the whole numbers that ways weigh."""
        closed = self._legs_of(exposure)
        other = self.losses.way(closed)
        if other is None:
            return self._belief(exposure, "", None, None)
        more = weight_of(other) - weight_of(self.best)
        if self.delay_h is None:
            consequence = self._spent_before(closed) + more
        else:
            consequence = round(self._delay_weighs() * UNITS_PER_ONE)
        return self._belief(exposure, self._title(other), more, consequence)

    def _belief(self, exposure: Exposure, title: str, more: int | None, consequence: int | None) -> Breakeven:
        belief: Fraction | None = None
        verdict: Verdict = "no other way"
        if more is not None and consequence is not None:
            low, high = (per_trip(rate, exposure.exposed_h) for rate in exposure.yearly_rate)
            if more == 0:
                verdict = "costs the same"
            elif consequence <= more:
                verdict = "nothing changes it"
            else:
                belief = Fraction(more, consequence)
                verdict = (
                    "stays best" if high < belief else "the other is better" if low > belief else "hangs on your belief"
                )
        share = None if belief is None else float(belief)
        return Breakeven(
            id=exposure.id,
            next_way=title,
            next_way_costs=None if more is None else more / UNITS_PER_ONE,
            closure_costs=None if consequence is None else consequence / UNITS_PER_ONE,
            your_belief=share,
            verdict=verdict,
            says=sentences.belief(exposure, title, share, verdict),
        )

    def _legs_of(self, exposure: Exposure) -> frozenset[str]:
        if exposure.kind == "passage":
            return frozenset(leg.id for leg in self.network.data.legs if exposure.id in leg.passages)
        if exposure.kind == "together":
            shut = set(self.ledger.counted(self.ledger.of_leg(exposure.legs[0])))
            return frozenset(leg.id for leg in self.network.data.legs if shut <= set(self.ledger.of_leg(leg.id)))
        return frozenset(exposure.legs)

    def _spent_before(self, closed: frozenset[str]) -> int:
        """What the best way weighs up to the first of some legs."""
        spent = 0
        for arc in self.best:
            if closed.intersection(arc.legs):
                break
            spent += arc.weight
        return spent

    def _delay_weighs(self) -> float:
        assert self.delay_h is not None, "only a stated delay is weighed"
        if self.query.by == "generalised":
            return delay_usd(self.delay_h, self.query)
        return self.delay_h if self.query.by == "time" else 0.0

    def _title(self, way: Way) -> str:
        """What a way is called, and the first thing that sets it apart from the best."""
        title = words.title(self.network, assemble(self.ways.graph, way, rank=0))
        here = set(decisions_of(self.best))
        apart = [words.decision_name(self.network, point) for point in decisions_of(way) if point not in here]
        legs = legs_of(self.best)
        apart += [sentences.name_of(self.network, leg) for leg in legs_of(way) if leg not in legs]
        return f"{title} over {apart[0]}" if apart else title

    # --- the worst losses ------------------------------------------------------------------------------------------

    def lost(self, losses: Iterable[Loss]) -> Lost | None:
        """The worst of some losses."""
        found = worst(losses)
        if found is None:
            return None
        way = self.losses.way(found.legs)
        costs = None if found.weight is None else (found.weight - weight_of(self.best)) / UNITS_PER_ONE
        return Lost(legs=found.legs, next_way="" if way is None else self._title(way), costs=costs)


def threat(network: Network, query: Query, *, own: Sequence[Own] = (), delay_h: float | None = None) -> Threat:
    """What the ways of a question are exposed to, and what one would have to believe for another to be better.

    Raises:
        NoRouteError: where nothing leads from origin to destination.
    """
    judge = Judge(network, query, own, delay_h)
    ways = tuple(
        WayThreat(rank=item.rank, id=item.id, title=words.title(network, item), exposures=judge.exposures(item))
        for item in judge.plan.itineraries
    )
    one = judge.losses.of_one()
    cuts = tuple(loss.legs[0] for loss in one if loss.weight is None)
    seen = judge.ledger.watched
    return Threat(
        data_version=judge.plan.data_version,
        data_as_of=judge.plan.data_as_of,
        query=judge.plan.query,
        unit=UNITS[query.by],
        consequence=sentences.consequence(delay_h),
        observed_from=seen.start,
        observed_to=seen.end,
        years=seen.years,
        observed=seen.reason,
        none_on_record=yearly(0, seen.years),
        ways=ways,
        beliefs=tuple(judge.breakeven(exposure) for exposure in ways[0].exposures),
        cuts=cuts,
        worst_one=judge.lost(loss for loss in one if loss.weight is not None),
        worst_two=judge.lost(judge.losses.of_two()),
        own_incidents=len(own),
        method=METHOD,
    )
