"""Fronts and generalised costs as people read them."""

import math
from collections.abc import Callable, Iterator, Mapping

from corridors.itinerary import Front, GeneralisedParts
from corridors.units import HOURS_PER_DAY, KG_PER_TONNE

HALF_TONNE_KG = 500.0
PER_MILLE = 1000


def _time(hours: float) -> str:
    return f"{hours / HOURS_PER_DAY:.1f} days" if hours >= HOURS_PER_DAY else f"{hours:.1f} hours"


def _cost(usd: float) -> str:
    return f"${usd:,.0f}" if usd >= 1 else f"${usd:.2f}"


def _emissions(kg: float) -> str:
    return f"{kg / KG_PER_TONNE:.2f} t CO2e" if kg >= HALF_TONNE_KG else f"{kg:.0f} kg CO2e"


def _distance(km: float) -> str:
    return f"{km:,.0f} km"


AMOUNTS: dict[str, Callable[[float], str]] = {
    "time": _time, "cost": _cost, "emissions": _emissions, "distance": _distance,
}  # fmt: skip


def amounts(taken: Mapping[str, float], sign: str = "") -> str:
    """Some amounts in a row: ``+$420 and 6.2 days``."""
    return " and ".join(f"{sign}{AMOUNTS[criterion](amount)}" for criterion, amount in taken.items())


def front_lines(front: Front) -> Iterator[str]:
    """What the members of a front are, and what each step from one to the next buys."""
    yield covering(front)
    for step in front.steps:
        yield f"{step.start} → {step.end}: {amounts(step.pays, '+')} buys {amounts(step.buys)}"


def covering(front: Front) -> str:
    """``these 5 cover all 38 trades between time and cost within 5.0%``; the share is rounded up."""
    count, size, criteria = len(front.members), front.size, " and ".join(front.criteria)
    if size == 1:
        return f"no trade to make: this route is the best by {criteria}"
    if count == size:
        return f"these {size} are all trades between {criteria}"
    within = math.ceil(front.epsilon * PER_MILLE) / PER_MILLE
    others = "no other choice of them comes closer" if front.exact else "another choice of them may come closer"
    return f"these {count} cover all {size} trades between {criteria} within {within:.1%}; {others}"


def parts_line(parts: GeneralisedParts) -> str:
    """``generalised USD 4,321: 2,600 freight and fees, 1,120 time, 601 CO2e``."""
    total = parts.freight_and_fees_usd + parts.time_usd + parts.carbon_usd
    return (
        f"generalised USD {total:,.0f}: {parts.freight_and_fees_usd:,.0f} freight and fees,"
        f" {parts.time_usd:,.0f} time, {parts.carbon_usd:,.0f} CO2e"
    )
