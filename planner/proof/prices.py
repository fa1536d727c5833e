"""What a step takes, in exact fractions: running, borders, handlings and waits from the records."""

from collections.abc import Iterable
from fractions import Fraction

from planner.proof.certificate import Question
from planner.proof.day import SHIPS, Day, Today
from planner.proof.folder import Records
from planner.proof.numbers import HIGH, Amount, Record, exact, value_of

NONE = Fraction(0)
HALF_WEEK_H = Fraction(7 * 24, 2)
WAIT_SHARES = (Fraction(1, 5), Fraction(1), Fraction(9, 5))
"""Of the half headway: what a wait takes at its low, typical and high end."""
EMISSION_SHARES = (Fraction(4, 5), Fraction(1), Fraction(5, 4))
"""Of an official factor: its low, typical and high end."""


class Prices:
    """The prices of one question; ``level`` is which end of the range is asked for."""

    def __init__(self, records: Records, question: Question, day: Day) -> None:
        """Keep the rates."""
        self._records = records
        self._day = day
        self._teu = Fraction(question.cargo.teu)
        self._tonnes = self._teu * exact(question.cargo.tonnes_per_teu)
        self.services: dict[str, Record] = {service["id"]: service for service in records["services"]}
        indices = {int(level["year"]): exact(level["index"]) for level in records["price_levels"]}
        self._index = indices
        self._now = indices.get(int(records["settings"]["money_year"]))
        self._factors = {
            factor["id"]: exact(factor["tank_to_wheel_kg_per_tkm"]) + exact(factor["well_to_tank_kg_per_tkm"])
            for factor in records["emission_factors"]
        }
        self._rates: dict[str, Record] = {rate["id"]: rate for rate in records["run_rates"]}
        self._handling: dict[tuple[str, ...], Record] = {}
        for rate in records["handling_rates"]:
            self._handling.setdefault(tuple(sorted(rate["tracks"])), rate)
        self._waits = {rate["mode"]: rate["time_h"] for rate in records["wait_rates"]}

    def _money(self, figure: Record, level: int) -> Fraction:
        """A price in the money of the year of the settings."""
        year = str(figure.get("as_of") or "")[:4]
        then = self._index.get(int(year)) if year else None
        return value_of(figure, level) * (Fraction(1) if then is None or self._now is None else self._now / then)

    def run_rate(self, leg: Record) -> Record:
        """The rate of a leg: its own, that of its first country, or that of the mode."""
        if leg.get("rate") is not None:
            return self._rates[leg["rate"]]
        mode = leg["mode"]
        land = "" if mode in SHIPS else self._day.country(leg["from"])
        of_mode = [rate for rate in self._rates.values() if rate["mode"] == mode]
        return next(
            (rate for rate in of_mode if land and land in rate.get("countries", ())),
            next((rate for rate in of_mode if not rate.get("countries")), {}),
        )

    def run(self, leg: Record, today: Today, line: str | None, level: int) -> Amount:
        """Running a leg, with a line or without; a slow day has the low speed."""
        rate = self.run_rate(leg)
        km = exact(leg["distance_km"]["typical"])
        speed = None if line is None else self.services[line].get("speed_km_per_day")
        if speed is None and leg.get("time_h") is not None:
            hours = value_of(leg["time_h"], level)
        else:
            hours = km * 24 / value_of(speed or rate["speed_km_per_day"], HIGH - level)
        own = leg.get("cost_usd")
        dollars = self._money(rate["cost_usd_per_teu_km"], level) * km if own is None else self._money(own, level)
        passages = [self._day.passages[name] for name in leg.get("passages", ())]
        delays = [*(passage.get("delay_h") for passage in passages), *today.delays]
        fees = [*(passage.get("fee_usd") for passage in passages), *today.surcharges]
        hours = hours * today.slower + sum((value_of(figure, level) for figure in delays if figure), NONE)
        dollars = dollars * today.dearer + sum((self._money(figure, level) for figure in fees if figure), NONE)
        factor = rate["emission_factor"]
        if leg.get("traction") == "electric" and rate.get("electric_emission_factor") is not None:
            factor = rate["electric_emission_factor"]
        kg = self._factors[factor] * self._tonnes * km * EMISSION_SHARES[level]
        return Amount(hours, dollars * self._teu, kg, km)

    def border(self, leg: Record, way: str, level: int) -> Amount:
        """Crossing a border by land in one direction: the leg's own figures before those of the rates."""
        pair = {self._day.country(leg["from"]), self._day.country(leg["to"])}
        rates = [rate for rate in self._records["border_rates"] if rate["mode"] == leg["mode"]]
        rest = [rate for rate in rates if not rate.get("countries")]
        default = next((rate for rate in rates if set(rate.get("countries", ())) == pair), rest[0] if rest else {})
        own = leg.get(way) or {}
        dwell = own.get("dwell_h") or default["dwell_h"]
        fee = own.get("fee_usd") or default["fee_usd"]
        return Amount(value_of(dwell, level), self._money(fee, level) * self._teu, NONE, NONE)

    def handling_rate(self, tracks: Iterable[str]) -> Record:
        """The rate of a change between two modes, of a change within one, or of an end."""
        return self._handling[tuple(sorted(tracks))]

    def handling(self, modes: tuple[str, ...], facility: Record, level: int) -> Amount:
        """A handling; the facility's own figures go before those of the rates."""
        rate = self.handling_rate(modes)
        hours = facility.get("time_h") or rate["time_h"]
        dollars = facility.get("cost_usd") or rate["cost_usd"]
        return Amount(value_of(hours, level), self._money(dollars, level) * self._teu, NONE, NONE)

    def wait(self, mode: str, level: int) -> Amount:
        """Waiting for what has no timetable."""
        return Amount(value_of(self._waits[mode], level), NONE, NONE, NONE)

    def wait_for_line(self, line: str, level: int) -> Amount:
        """Waiting for a line: until it is full, or half its headway."""
        record = self.services[line]
        if record.get("leaves_when_full_wait_h") is not None:
            return Amount(value_of(record["leaves_when_full_wait_h"], level), NONE, NONE, NONE)
        departures = value_of(record["departures_per_week"], HIGH - level)
        return Amount(HALF_WEEK_H * WAIT_SHARES[level] / departures, NONE, NONE, NONE)


def worth(amount: Amount, question: Question) -> Fraction:
    """The objective of a step."""
    if question.by == "generalised":
        delay = amount.hours / 24 * exact(question.value_of_time_usd_per_day) * question.cargo.teu
        return amount.dollars + delay
    return {"time": amount.hours, "cost": amount.dollars, "emissions": amount.kg, "distance": amount.km}[question.by]
