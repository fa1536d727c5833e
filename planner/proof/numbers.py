"""Numbers as they are written, as exact fractions, and what a rounded or a decimal number may differ by."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

Record = Mapping[str, Any]

MILLION = 10**6
LOW, TYPICAL, HIGH = range(3)
NEAR = 1e-7
NEAR_SHARE = 1e-10
"""A number in floats is right when it is as near as this to the exact one."""
FLOAT_SHARE = 1e-14
"""What sums and products in floats may be wrong by: a value as near as this to a half may be rounded either way."""


class Amount(NamedTuple):
    """What a step takes at one end of its range, for the whole shipment."""

    hours: Fraction
    dollars: Fraction
    kg: Fraction
    km: Fraction


class Units(NamedTuple):
    """A value in whole millionths: the least and the most it may be rounded to."""

    least: int
    most: int


def exact(number: float | str | Decimal) -> Fraction:
    """A number as it is written."""
    return Fraction(repr(number) if isinstance(number, float) else number)


def value_of(figure: Record, level: int) -> Fraction:
    """The low, typical or high value of a figure: the typical one where no range is given."""
    found = figure.get(("low", "typical", "high")[level])
    return exact(figure["typical"] if found is None else found)


def day_of(value: dt.date | str | None) -> dt.date | None:
    """A day, from a date or from its ISO form."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def holds(start: dt.date | str | None, end: dt.date | str | None, on: dt.date) -> bool:
    """Whether a day lies between two others, both included."""
    first, last = day_of(start), day_of(end)
    return (first is None or first <= on) and (last is None or on <= last)


def near(claimed: float, real: Fraction | float) -> bool:
    """Whether a decimal number is the exact one but for the noise of floats."""
    return abs(claimed - float(real)) <= NEAR + NEAR_SHARE * abs(float(real))


def units(value: Fraction) -> Units:
    """A value in millionths, rounded."""
    scaled = value * MILLION
    whole: int = scaled.numerator // scaled.denominator
    rest = scaled.numerator - whole * scaled.denominator
    noise = whole * FLOAT_SHARE + 1e-9
    if noise >= 0.25:  # noqa: PLR2004 - too large for floats to tell one millionth from the next
        spread = int(noise) + 1
        return Units(max(0, whole - spread), whole + 1 + spread)
    part = rest / scaled.denominator
    if abs(part - 0.5) <= noise:
        return Units(whole, whole + 1)
    rounded = whole + (part > 0.5)  # noqa: PLR2004 - a half
    return Units(rounded, rounded)
