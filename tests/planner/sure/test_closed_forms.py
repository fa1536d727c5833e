"""Draws held against closed forms: each within four standard errors of its number of draws."""

import datetime as dt
import math
from collections.abc import Iterator
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import pytest

from planner.sure.causes import Closure, Modelled, Term
from planner.sure.draws import drawn
from planner.sure.reliability import mean, quantile, share_of
from planner.sure.shapes import Shape
from planner.sure.streams import Floats
from planner.threat.ledger import DAYS_PER_YEAR, Spell

N = 10_000
Z = NormalDist()
Z90 = Z.inv_cdf(0.9)
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


class Case(NamedTuple):
    """Ways, which statistic of the drawn hours is meant, and what it is exactly."""

    name: str
    ways: tuple[tuple[Term, ...], ...]
    statistic: str
    at: float
    exact: float


def lognormal(median: float, ratio: float, *causes: str) -> Term:
    """A lognormal whose 90th percentile lies ``ratio`` above its median, and its 10th as far below."""
    return Term(Shape("lognormal", median / ratio, median, median * ratio), causes)


def constant(value: float) -> Term:
    return Term(Shape("constant", value, value, value), ())


def exponential(median: float, cause: str) -> Term:
    """The wait whose median and 90th percentile are those of an exponential distribution."""
    return Term(Shape("gamma", 0.0, median, median * math.log(10) / math.log(2)), (cause,))


def uniform(middle: float, cause: str) -> Term:
    return Term(Shape("uniform", 0.2 * middle, middle, 1.8 * middle), (cause,))


def at(median: float, ratio: float, share: float) -> float:
    """A quantile of a lognormal."""
    return float(median * ratio ** (Z.inv_cdf(share) / Z90))


def cases() -> Iterator[Case]:
    """Constants, lognormals, sums of one cause, waits, the lesser and the greater of two ways."""
    for number in range(10):
        parts = tuple(constant(1.25 * part) for part in range(number + 1))
        yield Case("constants", (parts,), "mean", 0, 1.25 * number * (number + 1) / 2)
    for number, ratio in enumerate((1.1, 1.4, 2.0, 3.0, 5.0)):
        for share in SHARES:
            name, median = f"single {number}", 10.0 * (number + 1)
            alone = lognormal(median, ratio, name)
            yield Case("lognormal", ((alone,),), "quantile", share, at(median, ratio, share))
            yield Case("share", ((alone,),), "share", at(median, ratio, share), share)
            both = (alone, lognormal(2 * median, ratio**0.5, name), constant(3.0))
            total = at(median, ratio, share) + at(2 * median, ratio**0.5, share) + 3.0
            yield Case("one cause", (both,), "quantile", share, total)
        sigma = math.log(ratio) / Z90
        apart = tuple(lognormal(7.0, ratio, f"apart {number} {part}") for part in range(4))
        yield Case("mean of four causes", (apart,), "mean", 0, 4 * 7.0 * math.exp(sigma**2 / 2))
    for number in range(4):
        median, cause = 12.0 * (number + 1), f"ferry {number}"
        rate = math.log(2) / median
        yield Case("exponential mean", ((exponential(median, cause),),), "mean", 0, 1 / rate)
        yield Case("uniform mean", ((uniform(median, cause),),), "mean", 0, median)
        for share in SHARES:
            exact = -math.log1p(-share) / rate
            yield Case("exponential", ((exponential(median, cause),),), "quantile", share, exact)
            yield Case("uniform", ((uniform(median, cause),),), "quantile", share, 2 * median * share)
    for number, share in enumerate(SHARES):
        one, other = lognormal(20.0, 2.0, f"one {number}"), lognormal(20.0, 2.0, f"other {number}")
        hours = at(20.0, 2.0, share)
        yield Case("least of two", ((one,), (other,)), "least", hours, 1 - (1 - share) ** 2)
        yield Case("greatest of two", ((one,), (other,)), "greatest", hours, share**2)
        waits = (exponential(20.0, f"e {number}"),), (exponential(20.0, f"f {number}"),)
        shared = 1 - 0.5 ** (hours / 20.0 * 2)
        yield Case("least of two exponentials", waits, "least", hours, shared)
        same = lognormal(20.0, 2.0, f"same {number}")
        yield Case("least of a shared cause", ((same,), (same,)), "least", hours, share)
    for number in range(6):
        one, other = (lognormal(30.0, 1.5, f"X {number}", f"{side} {number}") for side in "AB")
        yield Case("two borders of one country", ((one,), (other,)), "greatest", 30.0, 0.25 + math.asin(0.5) / math.tau)
        for share in SHARES:
            yield Case("border", ((one,),), "quantile", share, at(30.0, 1.5, share))
    for number, ratio in enumerate((1.2, 1.5, 2.0, 2.5, 3.0, 4.0)):
        first, second = lognormal(10.0, ratio, f"p {number}"), lognormal(12.0, ratio, f"q {number}")
        apart_by = math.log(1.2) / (math.sqrt(2) * math.log(ratio) / Z90)
        yield Case("the faster of two", ((first,), (second,)), "first wins", 0, Z.cdf(apart_by))


CASES = list(cases())


def found(case: Case) -> tuple[float, float]:
    """The statistic of a case and its standard error."""
    ways = [Modelled(way, (), ()) for way in case.ways]
    time = drawn(ways, draws=N, seed=5).time_h
    if case.statistic == "quantile":
        result = quantile(time[0], case.at)
    elif case.statistic == "mean":
        result = mean(time[0])
    else:
        hits: dict[str, Floats] = {
            "share": time[0] <= case.at,
            "least": time.min(axis=0) <= case.at,
            "greatest": time.max(axis=0) <= case.at,
            "first wins": time[0] < time[-1],
        }
        result = share_of(hits[case.statistic].astype(np.float64))
    return result.value, result.error


def test_there_are_enough_cases() -> None:
    """Two hundred cases and more are held against closed forms."""
    assert len(CASES) >= 200, len(CASES)


@pytest.mark.parametrize("name", sorted({case.name for case in CASES}))
def test_draws_meet_closed_forms(name: str) -> None:
    """The statistic lies within four standard errors of the closed form."""
    for case in CASES:
        if case.name == name:
            value, error = found(case)
            assert abs(value - case.exact) <= 4 * error + 1e-9, (case.statistic, case.at, value, error, case.exact)


@pytest.mark.parametrize("count", [1, 2, 6])
def test_closures_come_as_often_as_their_count_allows(count: int) -> None:
    """The share of trips that meet a closure is that of a Poisson count with the gamma rate that Jeffreys' prior leaves."""
    years, days = 4.58, 30.0
    spells = tuple(Spell(f"event-{number}", dt.date(2024, 1, 1 + number), None, "attack") for number in range(count))
    closure = Closure(("leg",), spells, years, days * 24, (10_000,))
    closed = drawn([Modelled((), (), (closure,))], draws=N, seed=3).closed_h[0]
    exact = 1 - (1 + days / DAYS_PER_YEAR / years) ** -(count + 0.5)
    met = share_of((closed > 0).astype(np.float64))
    assert abs(met.value - exact) <= 4 * met.error
