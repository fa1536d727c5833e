"""What a count of closures allows."""

import pytest
from scipy import stats

from planner.threat.rates import per_trip, yearly


def test_nothing_in_five_years_allows_up_to_0_38_a_year() -> None:
    """Zero events in five years is 0 to 0.38 closures a year, and not zero."""
    low, high = yearly(0, 5.0)
    assert low == 0.0
    assert high == pytest.approx(0.384, abs=5e-4)


@pytest.mark.parametrize("count", [1, 2, 7, 40])
def test_the_interval_is_the_gamma_posterior(count: int) -> None:
    """With Jeffreys' prior the rate is gamma of the count and a half over the years; the interval holds nine tenths of it."""
    exact = stats.gamma(count + 0.5, scale=1 / 4.58).ppf([0.05, 0.95])
    assert yearly(count, 4.58) == pytest.approx(tuple(exact), rel=1e-8)


def test_a_trip_of_a_year_meets_a_yearly_closure_in_two_of_three() -> None:
    """The chance per trip is one less e to the minus of rate times time."""
    assert per_trip(1.0, 365.25 * 24) == pytest.approx(0.63212, abs=1e-5)
    assert per_trip(0.0, 1e6) == 0.0
