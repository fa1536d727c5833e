"""What can be minimised: one function an objective, from what a step takes to a number."""

import math
from collections.abc import Callable

from corridors.units import HOURS_PER_DAY, KG_PER_TONNE
from planner.pricing import Measures
from planner.query import Objective, Query

Weigh = Callable[[Measures, Query], float]

UNITS_PER_ONE = 10**6
"""Search weights are whole millionths, so that sums are exact and equal routes are equal."""
HEAVIEST = 10**12


def generalised(step: Measures, query: Query) -> float:
    """Freight and fees plus the value of the time taken and of the CO2e, in USD."""
    return step.cost_usd + delay_usd(step.time_h, query) + carbon_usd(step.co2e_kg, query)


def time(step: Measures, _query: Query) -> float:
    """Hours door to door."""
    return step.time_h


def cost(step: Measures, _query: Query) -> float:
    """Freight and fees in USD."""
    return step.cost_usd


def distance(step: Measures, _query: Query) -> float:
    """Kilometres."""
    return step.distance_km


def emissions(step: Measures, _query: Query) -> float:
    """Well-to-wheel kg CO2e."""
    return step.co2e_kg


OBJECTIVES: dict[Objective, Weigh] = {
    "generalised": generalised,
    "time": time,
    "cost": cost,
    "distance": distance,
    "emissions": emissions,
}


def delay_usd(time_h: float, query: Query) -> float:
    """What hours of delay are worth for the whole shipment, in USD."""
    return time_h / HOURS_PER_DAY * query.value_of_time_usd_per_day * query.cargo.teu


def carbon_usd(co2e_kg: float, query: Query) -> float:
    """What emissions of the whole shipment are worth, in USD."""
    return co2e_kg / KG_PER_TONNE * query.carbon_price_usd_per_tonne


def to_units(value: float) -> int:
    """A search weight in whole millionths.

    Raises:
        ValueError: for NaN, infinite, negative or absurd values: they would give a wrong answer in silence.
    """
    if not (math.isfinite(value) and 0 <= value <= HEAVIEST):
        raise ValueError(f"{value!r} cannot be a weight: it must be finite and not negative")
    return round(value * UNITS_PER_ONE)
