"""The numbers that an answer rests on, and which part of the weight of each arc is due to each of them."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain
from typing import Literal, NamedTuple

from corridors.itinerary import Range
from corridors.model import Basis, Figure, mode_of
from corridors.rates import RunRate
from corridors.units import HOURS_PER_DAY
from planner.graph import Graph
from planner.objectives import OBJECTIVES, to_units
from planner.pricing import Measures, Price
from planner.topology import Charge, Run

KINDS = {
    "value-of-time": "value of time",
    "border": "border hours",
    "wait": "waits",
    "gauge": "change of gauge",
    "handling": "handling",
    "speed": "speeds",
    "hours": "running hours",
    "freight": "freight rates",
}
WIDEST = 10
"""A value is moved from nothing to this many times itself, a speed from a tenth to this many times itself."""


class Parameter(NamedTuple):
    """A number that can be moved, with its record's range."""

    name: str
    kind: str
    label: str
    unit: str
    value: float
    low: float
    high: float
    basis: Basis
    pace: bool = False
    """Whether weights go with one over the value: a speed."""
    common: bool = False
    """Whether it moves the numbers of many records at once."""

    @property
    def whole(self) -> float:
        """What a factor of one stands for: the value, or the most that is looked at where that is nothing now."""
        return self.value or float(max(1, WIDEST * round(self.high)))

    def at(self, t: Fraction) -> float:
        """The value at a factor of what weighs."""
        return float(Fraction(self.whole) / t) if self.pace else float(Fraction(self.whole) * t)

    def side(self, *, above: bool) -> Literal["below", "above"]:
        """On which side of a value what holds above or below its factor does."""
        return "above" if above != self.pace else "below"

    def factor(self, value: float) -> Fraction:
        """The factor of what weighs at a value, which is above nothing where it is a speed."""
        share = Fraction(value) / Fraction(self.whole)
        return 1 / share if self.pace else share

    @property
    def span(self) -> tuple[int, Fraction, Fraction]:
        """The factor now, and the least and the most that are looked at."""
        if self.value == 0:
            return 0, Fraction(0), Fraction(1)
        if self.pace:
            return 1, Fraction(1, WIDEST), Fraction(WIDEST)
        return 1, Fraction(0), Fraction(max(WIDEST, int(self.high / self.value) + 1))

    def within(self, reach: Fraction) -> tuple[int, Fraction, Fraction]:
        """The same, for values that differ from the one now by at most a share of it; ``reach`` is below 1."""
        now, low, high = self.span
        least, most = 1 - reach, 1 + reach
        return now, max(low, 1 / most if self.pace else least), min(high, 1 / least if self.pace else most)

    def relative(self, value: float) -> float:
        """How far a value is from the one now: over it, less one, without sign; the plain value where it is nothing now."""
        return abs(value / self.value - 1) if self.value else value

    def undecided(self, value: float) -> bool:
        """Whether a value lies inside the record's own range."""
        return self.low <= value <= self.high and self.low < self.high


Share = tuple[str, float, float]
"""The name of a parameter, the hours and the USD that are due to it at the whole of it."""


class Parameters:
    """All parameters of one question: its value of time and the figures of its graph."""

    def __init__(self, graph: Graph, numbers: Iterable[int] | None = None) -> None:
        """Find what every arc owes to which figure: O(arcs).

        Args:
            graph: The graph of the question.
            numbers: The arcs that matter; all of the graph, if left out.
        """
        self.graph = graph
        self.network = graph.network
        self.known: dict[str, Parameter] = {}
        self.parts: dict[str, dict[int, int]] = {}
        """The part of the weight of each arc that is due to a parameter, by name and by number."""
        query = graph.query
        value = self.network.settings.value_of_time_usd_per_day
        self._by_time = query.by == "generalised"
        if self._by_time:
            now = query.value_of_time_usd_per_day
            self._note(Parameter(
                "value-of-time", "value-of-time", "value of time", "USD a day and TEU", now, value.floor, value.ceiling,
                value.basis,
            ))  # fmt: skip
        topology = graph.setting.topology
        assert len(graph.weights.condition) == len(topology.runs), "a condition a run"
        wanted = range(graph.count) if numbers is None else sorted(numbers)
        links = {number: topology.links[number] for number in wanted if graph.is_inner(number)}
        runs = {
            number: () if run is None else tuple(self._run(run, number))
            for number in sorted({link[2] for link in links.values()})
            for run in (topology.runs[number],)
        }
        charges = {
            number: () if charge is None else tuple(self._charge(charge))
            for number in sorted({end for link in links.values() for end in link[3:5]})
            for charge in (topology.charges[number],)
        }
        for number, (_, _, run, one, two, _) in links.items():
            self._add(number, (*runs[run], *charges[one], *charges[two]))
        for number in wanted[len(links) :]:
            priced = ((part.kind, part.between, part.price) for part in graph.parts(number))
            shares = [self._end(kind, between, price) for kind, between, price in priced if price is not None]
            self._add(number, chain.from_iterable(shares))

    def _note(self, parameter: Parameter) -> str:
        self.known.setdefault(parameter.name, parameter)
        return parameter.name

    def _add(self, number: int, shares: Iterable[Share]) -> None:
        """Enter what an arc owes."""
        graph, query = self.graph, self.graph.query
        owed: dict[str, int] = {}
        for name, hours, usd in shares:
            if name == "value-of-time":
                units = to_units(hours / HOURS_PER_DAY * self.known[name].whole * query.cargo.teu)
            else:
                units = to_units(OBJECTIVES[query.by](Measures(hours, usd, 0.0), query))
            if units:
                owed[name] = owed.get(name, 0) + units
        weight = graph.weight(number)
        for name, units in owed.items():
            most = weight if self.known[name].value else units  # parts are rounded one by one
            self.parts.setdefault(name, {})[number] = min(units, most)

    # --- what runs, waits, borders and handlings owe -----------------------------------------------------------------

    def _run(self, run: Run, number: int) -> Iterator[Share]:
        graph, leg = self.graph, run.leg
        prices, condition = graph.prices, graph.weights.condition[number]
        assert condition is not None, "a run has a condition"
        rate, money = prices.run_rate(leg), self.network.money.factor
        km = leg.distance_km.typical
        service = None if run.service is None else self.network.services[run.service]
        own = None if service is None else service.speed_km_per_day
        if own is not None and service is not None:
            name = self._figure(f"speed:{service.id}", "speed", f"speed of {service.name}", "km a day", own, pace=True)
            hours = km * HOURS_PER_DAY * condition.time_factor / own.typical
        elif leg.time_h is not None:
            name = self._figure(f"hours:{leg.id}", "hours", f"running time, {self._leg(leg.id)}", "h", leg.time_h)
            hours = self.known[name].whole * condition.time_factor
        else:
            label, figure = f"speed {self._of(rate)}", rate.speed_km_per_day
            name = self._figure(f"speed:{rate.id}", "speed", label, "km a day", figure, pace=True)
            hours = km * HOURS_PER_DAY * condition.time_factor / figure.typical
        yield name, hours, 0.0
        figure = leg.cost_usd or rate.cost_usd_per_teu_km
        factor = money(figure.as_of)
        if leg.cost_usd is not None:
            label = f"freight, {self._leg(leg.id)}"
            name = self._figure(f"freight:{leg.id}", "freight", label, "USD per TEU", figure, factor)
        else:
            label = f"freight {self._of(rate)}"
            name = self._figure(f"freight:{rate.id}", "freight", label, "USD per TEU-km", figure, factor)
        usd = self.known[name].whole * condition.cost_factor * graph.query.cargo.teu * (1.0 if leg.cost_usd else km)
        yield name, 0.0, usd
        if figure.typical:
            everywhere = Parameter(
                f"freight-of:{leg.mode}", "freight", f"all freight by {leg.mode}", "times as much", 1.0, 1.0, 1.0,
                "modelled", common=True,
            )  # fmt: skip
            yield self._note(everywhere), 0.0, usd
        if self._by_time:
            yield "value-of-time", prices.measures(leg, condition, service=run.service).time_h, 0.0

    def _charge(self, charge: Charge) -> Iterator[Share]:
        price = self.graph.weights.price(charge)
        if charge.kind == "wait":
            yield from self._timed(*self._waiting(charge.service or charge.mode), price)
        elif charge.kind == "border":
            assert charge.leg is not None, "a border has a leg"
            leg, ahead = charge.leg, charge.way == "forward"
            start, end = (leg.start, leg.end) if ahead else (leg.end, leg.start)
            label = f"{leg.mode} border {self._place(start)} → {self._place(end)}"
            yield from self._timed(f"border:{leg.id}:{charge.way}", "border", label, price)
        else:
            facility = charge.facility
            place = "" if facility is None or facility.time_h is None else facility.place
            yield from self._handled(charge.mode_from, charge.mode, place, price)

    def _handled(self, mode_from: str, mode_to: str, place: str, price: Price) -> Iterator[Share]:
        rate = self.graph.prices.handling_rate(mode_from, mode_to)
        kind = "gauge" if rate.type == "gauge_change" else "handling"
        what = "change of gauge" if kind == "gauge" else f"handling {mode_from} to {mode_to}"
        where = f" at {self._place(place)}" if place else " (default)"
        name = f"{kind}:{place}:{mode_from}-{mode_to}" if place else f"{kind}:{rate.id}"
        yield from self._timed(name, kind, what + where, price)

    def _end(self, kind: str, between: tuple[str, ...], price: Price) -> Iterator[Share]:
        """What a step at the two ends of the journey owes."""
        if kind == "wait":
            yield from self._timed(*self._waiting(between[-1]), price)
        else:
            rate = self.graph.prices.end_type(mode_of(between[0]))
            label = f"loading and unloading by {mode_of(between[0])}"
            yield from self._timed(f"handling:{rate.id}", "handling", label, price)

    def _waiting(self, waited_for: str) -> tuple[str, str, str]:
        service = self.network.services.get(waited_for)
        label = f"wait for {waited_for} of no line" if service is None else f"wait for {service.name}"
        return f"wait:{waited_for}", "wait", label

    def _timed(self, name: str, kind: str, label: str, price: Price) -> Iterator[Share]:
        hours: Range = price.time_h
        self._note(Parameter(name, kind, label, "h", hours.typical, hours.low, hours.high, price.basis))
        yield name, self.known[name].whole, 0.0
        if self._by_time:
            yield "value-of-time", hours.typical, 0.0

    def _figure(  # noqa: PLR0913, PLR0917 - the cells of a parameter
        self, name: str, kind: str, label: str, unit: str, figure: Figure, factor: float = 1.0, *, pace: bool = False
    ) -> str:
        low, typical, high = (value * factor for value in (figure.floor, figure.typical, figure.ceiling))
        return self._note(Parameter(name, kind, label, unit, typical, low, high, figure.basis, pace))

    def _of(self, rate: RunRate) -> str:
        """What a rate holds for: ``by rail in Kazakhstan``, or by its id where no country chooses it."""
        names = [self.network.nations[code].name for code in rate.countries]
        where = f"in {', '.join(names)}" if names else f"at the rate {rate.id}"
        return f"by {rate.mode} {where}"

    def _place(self, place: str) -> str:
        return self.network.places[place].name

    def _leg(self, leg: str) -> str:
        record = self.network.legs[leg]
        return f"{record.track} {self._place(record.start)}–{self._place(record.end)}"
