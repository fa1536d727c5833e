"""Exact numbers, and how far a rounded one may be off."""

from decimal import Decimal
from fractions import Fraction

import pytest

from planner.proof.numbers import HIGH, LOW, TYPICAL, Units, exact, near, units, value_of


@pytest.mark.parametrize("written", [0.1, "0.1", Decimal("0.1")])
def test_numbers_are_taken_as_written(written: float | str | Decimal) -> None:
    """A tenth is a tenth, whether it comes as float, text or decimal."""
    assert exact(written) == Fraction(1, 10)


def test_a_figure_without_a_range_is_exact() -> None:
    """Low and high are the typical value where they are left out."""
    assert [value_of({"typical": 4}, level) for level in (LOW, TYPICAL, HIGH)] == [4, 4, 4]
    ranged = {"typical": 4, "low": 3.5, "high": 6}
    assert [value_of(ranged, level) for level in (LOW, TYPICAL, HIGH)] == [Fraction(7, 2), 4, 6]


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction(1), Units(1_000_000, 1_000_000)),
        (Fraction(14, 10**7), Units(1, 1)),
        (Fraction(16, 10**7), Units(2, 2)),
        (Fraction(15, 10**7), Units(1, 2)),
        (Fraction(0), Units(0, 0)),
    ],
)
def test_only_a_half_is_rounded_either_way(value: Fraction, rounded: Units) -> None:
    """Millionths are rounded to the nearest; two results are allowed only where a float could fall on either side."""
    assert units(value) == rounded


def test_a_number_too_large_for_floats_has_room() -> None:
    """Where floats cannot tell one millionth from the next, the room is as wide as their noise."""
    found = units(Fraction(10**9))
    assert 0 < found.most - found.least < 100


def test_near_is_near() -> None:
    """The noise of floats is forgiven, a thousandth is not."""
    assert near(0.1 + 0.2, Fraction(3, 10))
    assert not near(0.301, Fraction(3, 10))
    assert not near(float("nan"), Fraction(3, 10))
