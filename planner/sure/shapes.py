"""How a figure spreads: its value at each draw of the cause it hangs on.

Low, typical and high of a figure are its 10th percentile, its median and its 90th. A *lognormal* goes through the median
and the 90th percentile; below the median it is bent to go through the 10th, where one is given that is not zero. A
*gamma* is the wait for a ferry that leaves when full: through median and 90th percentile, the 10th follows. A *uniform*
is the wait for a line with a headway; where the headway is a range, a seldom line goes with a long wait.
"""

import functools
import math
from statistics import NormalDist
from typing import Literal, NamedTuple

import numpy as np

from planner.sure.gamma import below, shape_of
from planner.sure.streams import Floats

Z90 = NormalDist().inv_cdf(0.9)
U10, U90 = 0.2, 1.8
"""The 10th and the 90th percentile of a uniform from 0, over its median."""
TABLE = 4_000
SURE = 1e-12
"""Shares nearer to 0 or 1 are told apart no more."""

Kind = Literal["constant", "lognormal", "gamma", "uniform"]


class Shape(NamedTuple):
    """A figure's spread."""

    kind: Kind
    low: float
    typical: float
    high: float


def shape(kind: Kind, low: float, typical: float, high: float) -> Shape:
    """A shape; a range of no width is a constant."""
    return Shape("constant" if low == typical == high else kind, low, typical, high)


def spread(shape: Shape, z: Floats, u: Floats) -> Floats:
    """The values of a figure where its cause stands at the normal scores ``z``, the quantiles of ``u``."""
    if shape.kind == "constant":
        return np.full(len(z), shape.typical)
    if shape.kind == "uniform":
        return 2.0 * shape.typical * u * np.exp(_bent(shape, U10, U90, z))
    if shape.kind == "gamma" and 0.0 < shape.typical < shape.high:
        form, median = _gamma(round(shape.high / shape.typical, 9))
        scores, logs = gamma_table(form)
        return shape.typical / median * np.exp(np.interp(z, scores, logs))
    if shape.typical == 0.0:
        return np.maximum(z, 0.0) * (shape.high / Z90)
    return shape.typical * np.exp(_bent(shape, 1.0, 1.0, z))


def _bent(shape: Shape, tenth: float, ninetieth: float, z: Floats) -> Floats:
    """The logarithm over the median: one slope above it, another below, over what a plain shape has there already."""
    above = math.log(shape.high / (shape.typical * ninetieth)) / Z90
    under = math.log(shape.typical * tenth / shape.low) / Z90 if shape.low > 0.0 else above
    return np.where(z < 0.0, max(0.0, under), max(0.0, above)) * z


@functools.cache
def _gamma(ratio: float) -> tuple[float, float]:
    """The shape of a gamma by its 90th percentile over its median, and its median at scale 1."""
    form = shape_of(ratio)
    scores, logs = gamma_table(form)
    return form, float(np.exp(np.interp(0.0, scores, logs)))


@functools.cache
def gamma_table(form: float) -> tuple[Floats, Floats]:
    """Normal scores and the logarithms of a gamma's quantiles there, rising."""
    middle = math.log(form)
    reach = 14.0 / min(1.0, form) if form < 1.0 else 14.0 / math.sqrt(form)
    logs = [middle - reach + (reach + 4.5 / max(1.0, math.sqrt(form) / 2)) * step / TABLE for step in range(TABLE + 1)]
    shares = [below(form, math.exp(value)) for value in logs]
    inside = [(log, share) for log, share in zip(logs, shares, strict=True) if SURE < share < 1.0 - SURE]
    quantile = NormalDist().inv_cdf
    return np.array([quantile(share) for _, share in inside]), np.array([log for log, _ in inside])
