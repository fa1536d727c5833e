"""The gamma distribution without SciPy, held against SciPy."""

import numpy as np
import pytest
from scipy import special, stats

from planner.sure.gamma import below, quantile, shape_of
from planner.sure.shapes import gamma_table

SHAPES = (0.3, 0.5, 1.0, 1.5, 4.5, 20.5, 150.0)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_share_below_a_value_is_scipys(shape: float) -> None:
    """The regularised incomplete gamma function equals SciPy's from far below to far above the mean."""
    for value in (1e-6, 0.1, 0.5, 1.0, 2.0, 5.0):
        assert below(shape, shape * value) == pytest.approx(float(special.gammainc(shape, shape * value)), rel=1e-10)
    assert below(shape, 0.0) == 0.0


@pytest.mark.parametrize("shape", SHAPES)
def test_quantiles_are_scipys(shape: float) -> None:
    """Quantiles equal SciPy's inverse, and the table for draws follows them to a hundredth of a thousandth."""
    for share in (0.001, 0.05, 0.5, 0.95, 0.9999):
        assert quantile(shape, share) == pytest.approx(float(special.gammaincinv(shape, share)), rel=1e-9)
    scores, logs = gamma_table(shape)
    for score in (-2.5, -1.0, 0.0, 1.0, 2.5, 4.0):
        exact = float(stats.gamma.ppf(stats.norm.cdf(score), shape))
        assert float(np.exp(np.interp(score, scores, logs))) == pytest.approx(exact, rel=1e-4)


def test_the_shape_of_a_ratio_has_that_ratio() -> None:
    """The shape found has its 90th percentile that far above its median: 1 for the exponential distribution."""
    assert shape_of(np.log(10) / np.log(2)) == pytest.approx(1.0, rel=1e-9)
    for ratio in (1.05, 1.7, 3.0, 12.0):
        shape = shape_of(ratio)
        assert float(stats.gamma.ppf(0.9, shape) / stats.gamma.ppf(0.5, shape)) == pytest.approx(ratio, rel=1e-6)


def test_what_has_no_answer_is_refused() -> None:
    """A shape that is not positive, a share of one, a ratio of one are refused."""
    for shape, share in ((0.0, 0.5), (-1.0, 0.5), (1.0, 1.0), (1.0, -0.1), (float("nan"), 0.5)):
        with pytest.raises(ValueError, match="no quantile"):
            quantile(shape, share)
    with pytest.raises(ValueError, match="no gamma"):
        shape_of(1.0)
