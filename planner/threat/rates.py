"""What a count of closures allows: an interval of yearly rate, and of the chance that a trip meets one."""

import math

from corridors.units import HOURS_PER_DAY
from planner.sure.gamma import quantile
from planner.threat.ledger import DAYS_PER_YEAR

PRIOR = 0.5
"""Jeffreys' prior of a Poisson rate adds half a closure and no year."""
LOW, HIGH = 0.05, 0.95
"""The ends of the interval: nine chances in ten lie between them. With no closure on record it starts at 0."""


def yearly(count: int, years: float) -> tuple[float, float]:
    """The interval of yearly rate that ``count`` closures in ``years`` allow."""
    low = quantile(count + PRIOR, LOW) / years if count else 0.0
    return low, quantile(count + PRIOR, HIGH) / years


def per_trip(rate: float, hours: float) -> float:
    """The chance that at least one closure begins in some hours, at a yearly rate."""
    return -math.expm1(-rate * hours / (HOURS_PER_DAY * DAYS_PER_YEAR))
