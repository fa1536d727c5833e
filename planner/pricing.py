"""What a step takes: time, money and emissions of legs, borders, handlings and waits, from the records."""

import msgspec

from corridors.conditions import OPEN, Condition
from corridors.itinerary import Cargo, Range
from corridors.model import BASES, WATER_MODES, Basis, Facility, Figure, Leg, Way
from corridors.network import Network
from corridors.rates import BorderRate, HandlingRate, RunRate, WaitRate
from corridors.units import HOURS_PER_DAY

EMISSION_SPREAD = (0.80, 1.25)
"""Low and high of an emission factor over its mean: the span of the official lorry factor from full to half load."""

LOW, TYPICAL, HIGH = range(3)
EMISSION_LEVELS = (EMISSION_SPREAD[0], 1.0, EMISSION_SPREAD[1])
ZERO = Range(0.0, 0.0, 0.0)


class Measures(msgspec.Struct, frozen=True, gc=False):
    """What a step takes at one end of its range, for the whole shipment."""

    time_h: float
    cost_usd: float
    co2e_kg: float
    distance_km: float = 0.0


class Price(msgspec.Struct, frozen=True, gc=False):
    """Measures of one step for the whole shipment, and how they are known."""

    time_h: Range
    cost_usd: Range
    co2e_kg: Range
    basis: Basis
    sources: tuple[str, ...]
    note: str = ""

    @property
    def typical(self) -> Measures:
        """The typical values alone."""
        return Measures(self.time_h.typical, self.cost_usd.typical, self.co2e_kg.typical)


def weakest(*bases: Basis) -> Basis:
    """The least sure of several bases."""
    return max(bases, key=BASES.index)


def _at(figure: Figure, level: int) -> float:
    return figure.typical if level == TYPICAL else figure.floor if level == LOW else figure.ceiling


def _range(figure: Figure, factor: float = 1.0) -> Range:
    return Range(figure.floor * factor, figure.typical * factor, figure.ceiling * factor)


def _sources(*figures: Figure | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for figure in figures if figure is not None for source in figure.sources))


class PriceList:
    """Prices for one network and one shipment. Pure: the same step has the same price."""

    def __init__(self, network: Network, cargo: Cargo) -> None:
        """Sort the rates by what chooses them."""
        self._network = network
        self._money = network.money.factor
        self._teu = float(cargo.teu)
        self._tonnes = cargo.teu * cargo.tonnes_per_teu
        data = network.data
        self._run: dict[tuple[str, str], RunRate] = {}
        for rate in data.run_rates:
            for country in rate.countries or ("",):
                self._run.setdefault((rate.mode, country), rate)
        self._border: dict[tuple[str, frozenset[str]], BorderRate] = {}
        for border in data.border_rates:
            self._border.setdefault((border.mode, frozenset(border.countries)), border)
        self._handling: dict[frozenset[str], HandlingRate] = {}
        self._change: dict[frozenset[str], HandlingRate] = {}
        for handling in data.handling_rates:
            same_mode = len(handling.tracks) > 1 and len(set(handling.tracks)) == 1
            target = self._change if same_mode else self._handling
            target.setdefault(frozenset(handling.tracks), handling)
        self._emissions = {factor.id: factor.well_to_wheel_kg_per_tkm for factor in data.emission_factors}
        self._plain: dict[tuple[str, str, str | None, str | None], tuple[float, float, float]] = {}
        """km a day, USD per TEU-km, kg a km of the shipment, by what chooses the rate."""
        self._changes: dict[tuple[str, str], Price] = {}
        self._waits: dict[tuple[str, str | None], Price] = {}
        self._wait: dict[str, WaitRate] = {wait.mode: wait for wait in data.wait_rates}

    def run_rate(self, leg: Leg) -> RunRate:
        """The rate that prices a leg: its own, its country's, or the mode's."""
        if leg.rate is not None:
            return self._network.run_rates[leg.rate]
        country = "" if leg.mode in WATER_MODES else self._network.places[leg.start].country
        return self._run.get((leg.mode, country)) or self._run[leg.mode, ""]

    def measures(self, leg: Leg, condition: Condition, level: int = TYPICAL, service: str | None = None) -> Measures:
        """Running a leg at one end of its range: km over speed, km times freight rate, tonne-km times emission factor."""
        plain = condition is OPEN and level == TYPICAL and service is None
        if plain and not leg.passages and leg.time_h is None and leg.cost_usd is None:
            return self._plain_measures(leg)
        rate = self.run_rate(leg)
        distance = leg.distance_km.typical
        pace = self._pace(leg, rate, service)
        if pace is leg.time_h:
            hours = _at(pace, level) * condition.time_factor
        else:
            hours = distance * HOURS_PER_DAY * condition.time_factor / _at(pace, HIGH - level)
        freight = rate.cost_usd_per_teu_km if leg.cost_usd is None else leg.cost_usd
        usd = self._usd(freight, level) * (distance if leg.cost_usd is None else 1.0) * condition.cost_factor
        delays, fees = self._extras(leg, condition)
        hours += sum(_at(delay, level) for delay in delays)
        usd = (usd + sum(self._usd(fee, level) for fee in fees)) * self._teu
        kg = self._factor(leg, rate) * self._tonnes * distance * EMISSION_LEVELS[level]
        return Measures(hours, usd, kg, distance)

    def _plain_measures(self, leg: Leg) -> Measures:
        """As above, to the last digit, for the many legs that are simply open and priced by the rates alone."""
        country = "" if leg.mode in WATER_MODES else self._network.places[leg.start].country
        key = (leg.mode, country, leg.rate, leg.traction)
        found = self._plain.get(key)
        if found is None:
            rate = self.run_rate(leg)
            speed, usd = rate.speed_km_per_day.typical, self._usd(rate.cost_usd_per_teu_km, TYPICAL)
            found = self._plain[key] = (speed, usd, self._factor(leg, rate) * self._tonnes)
        speed, usd, kg = found
        distance = leg.distance_km.typical
        return Measures(distance * HOURS_PER_DAY / speed, usd * distance * self._teu, kg * distance, distance)

    def _pace(self, leg: Leg, rate: RunRate, service: str | None) -> Figure:
        """What tells the running time: the line's speed, the leg's own hours, or the speed of the rates."""
        own = None if service is None else self._network.services[service].speed_km_per_day
        return own or leg.time_h or rate.speed_km_per_day

    def _usd(self, figure: Figure, level: int) -> float:
        """A price in the money of the year that the settings state."""
        return _at(figure, level) * self._money(figure.as_of)

    def _extras(self, leg: Leg, condition: Condition) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
        """Delays and fees on a leg beside running it: those of its passages and those of the day's events."""
        if not leg.passages:
            return condition.delays, condition.surcharges
        passages = [self._network.passages[name] for name in leg.passages]
        return (
            (*(passage.delay_h for passage in passages if passage.delay_h is not None), *condition.delays),
            (*(passage.fee_usd for passage in passages if passage.fee_usd is not None), *condition.surcharges),
        )

    def _factor(self, leg: Leg, rate: RunRate) -> float:
        return self._emissions[self._factor_id(leg, rate)]

    @staticmethod
    def _factor_id(leg: Leg, rate: RunRate) -> str:
        electric = rate.electric_emission_factor
        return electric if leg.traction == "electric" and electric is not None else rate.emission_factor

    def leg(self, leg: Leg, condition: Condition, service: str | None = None) -> Price:
        """Running a leg, with its range and its sources; ``service`` is the line it is run with."""
        rate = self.run_rate(leg)
        low, typical, high = (self.measures(leg, condition, level, service) for level in (LOW, TYPICAL, HIGH))
        time, cost = self._pace(leg, rate, service), leg.cost_usd or rate.cost_usd_per_teu_km
        factor = self._network.emission_factors[self._factor_id(leg, rate)]
        delays, fees = self._extras(leg, condition)
        figures = (leg.distance_km, time, cost, *delays, *fees)
        return Price(
            Range(low.time_h, typical.time_h, high.time_h),
            Range(low.cost_usd, typical.cost_usd, high.cost_usd),
            Range(low.co2e_kg, typical.co2e_kg, high.co2e_kg),
            weakest(*(figure.basis for figure in figures)),
            (*_sources(*figures), factor.source),
            leg.distance_km.note,
        )

    def border(self, leg: Leg, way: Way) -> Price:
        """Crossing a land border in one direction: dwell and fee."""
        crossing = leg.forward if way == "forward" else leg.backward
        countries = frozenset((self._network.places[leg.start].country, self._network.places[leg.end].country))
        default = self._border.get((leg.mode, countries)) or self._border[leg.mode, frozenset()]
        dwell = crossing.dwell_h if crossing is not None and crossing.dwell_h is not None else default.dwell_h
        fee = crossing.fee_usd if crossing is not None and crossing.fee_usd is not None else default.fee_usd
        note = dwell.note if dwell is not default.dwell_h else f"default for {leg.mode} borders: {dwell.note}"
        return Price(
            _range(dwell),
            _range(fee, self._teu * self._money(fee.as_of)),
            ZERO,
            weakest(dwell.basis, fee.basis),
            _sources(dwell, fee),
            note,
        )

    def handling(self, mode_from: str, mode_to: str, facility: Facility | None) -> Price:
        """Changing between two tracks; the same mode twice is a gauge change or a transshipment."""
        if facility is None or (facility.time_h is None and facility.cost_usd is None):
            key = (mode_from, mode_to)
            if key not in self._changes:
                rate = self.handling_rate(mode_from, mode_to)
                self._changes[key] = self._handled(rate.time_h, rate.cost_usd)
            return self._changes[key]
        rate = self.handling_rate(mode_from, mode_to)
        return self._handled(facility.time_h or rate.time_h, facility.cost_usd or rate.cost_usd)

    def _handled(self, time: Figure, cost: Figure) -> Price:
        basis = weakest(time.basis, cost.basis)
        usd = _range(cost, self._teu * self._money(cost.as_of))
        return Price(_range(time), usd, ZERO, basis, _sources(time, cost), time.note)

    def handling_rate(self, mode_from: str, mode_to: str) -> HandlingRate:
        """The rate for changing between two modes, or between two gauges or ships of one mode."""
        if mode_from == mode_to:
            return self._change[frozenset((mode_from,))]
        return self._handling[frozenset((mode_from, mode_to))]

    def end(self, mode: str) -> Price:
        """Loading at the origin or unloading at the destination."""
        rate = self._handling[frozenset((mode,))]
        return self._handled(rate.time_h, rate.cost_usd)

    def end_type(self, mode: str) -> HandlingRate:
        """The record behind :meth:`end`."""
        return self._handling[frozenset((mode,))]

    def wait(self, mode: str, service: str | None) -> Price:
        """Waiting on boarding: half the headway of the service, or the mode's own wait."""
        key = (mode, service)
        if key not in self._waits:
            self._waits[key] = self._waited(mode, service)
        return self._waits[key]

    def _waited(self, mode: str, service: str | None) -> Price:
        figure = self._wait[mode].time_h
        time = _range(figure)
        if service is not None:
            record = self._network.services[service]
            if record.leaves_when_full_wait_h is not None:
                figure = record.leaves_when_full_wait_h
                time = _range(figure)
            elif record.departures_per_week is not None:
                figure = record.departures_per_week
                half_week = HOURS_PER_DAY * 7 / 2
                time = Range(
                    0.2 * half_week / figure.ceiling, half_week / figure.typical, 1.8 * half_week / figure.floor
                )
        return Price(time, ZERO, ZERO, figure.basis, _sources(figure), figure.note)
