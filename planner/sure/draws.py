"""Draws the ways of an answer, block by block, by one process or several: the digits are the same."""

import concurrent.futures
import multiprocessing
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from corridors.units import HOURS_PER_DAY
from planner.sure.causes import Closure, Modelled, Term, all_causes
from planner.sure.shapes import gamma_table, spread
from planner.sure.streams import Floats, normals, uniforms
from planner.threat.ledger import DAYS_PER_YEAR
from planner.threat.rates import PRIOR

BLOCK = 1_000
"""Draws worked out together: the same blocks whatever the number of workers, so that no digit hangs on it."""
HALF = 0.5**0.5


class Drawn(NamedTuple):
    """Hours, USD and hours of closures: a row a way, a column a draw."""

    time_h: Floats
    cost_usd: Floats
    closed_h: Floats


class Job(NamedTuple):
    """What a worker needs for a block."""

    ways: tuple[Modelled, ...]
    seed: int
    draws: range


def drawn(ways: Sequence[Modelled], *, draws: int, seed: int, workers: int = 1) -> Drawn:
    """Every way at every draw: what two ways share, a cause or a leg, has one value in one draw."""
    jobs = [Job(tuple(ways), seed, part) for part in parts(draws)]
    if workers == 1 or len(jobs) == 1:
        blocks = [block(job) for job in jobs]
    else:
        context = multiprocessing.get_context("spawn")
        with concurrent.futures.ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context) as pool:
            blocks = list(pool.map(block, jobs))
    return Drawn(*(np.concatenate(part, axis=1) for part in zip(*blocks, strict=True)))


def parts(draws: int) -> list[range]:
    """The blocks that some draws are worked out in."""
    return [range(start, min(start + BLOCK, draws)) for start in range(0, draws, BLOCK)]


def block(job: Job) -> Drawn:
    """One block of draws."""
    numbers = {cause: uniforms(job.seed, cause, job.draws) for cause in all_causes(job.ways)}
    scores = {cause: normals(values) for cause, values in numbers.items()}
    size = len(job.draws)

    def total(terms: Sequence[Term]) -> Floats:
        found = np.zeros(size)
        for term in terms:
            found += value(term, numbers, scores, size)
        return found

    closed: dict[Closure, Floats] = {}
    for way in job.ways:
        for closure in way.closures:
            if closure not in closed:
                closed[closure] = waited(closure, job.seed, job.draws)
    return Drawn(
        np.stack([total(way.time) for way in job.ways]),
        np.stack([total(way.cost) for way in job.ways]),
        np.stack([sum((closed[closure] for closure in way.closures), np.zeros(size)) for way in job.ways]),
    )


def value(term: Term, numbers: dict[str, Floats], scores: dict[str, Floats], size: int) -> Floats:
    """A figure at the draws of its causes."""
    if not term.causes:
        return np.full(size, term.shape.typical)
    if len(term.causes) == 1:
        return spread(term.shape, scores[term.causes[0]], numbers[term.causes[0]])
    one, other = (scores[cause] for cause in term.causes)
    return spread(term.shape, (one + other) * HALF, one)  # two causes have lognormals only, which need no quantiles


def waited(closure: Closure, seed: int, draws: range) -> Floats:
    """Hours that goods on their way wait for a closure to end: mostly none.

    The yearly rate is drawn from what the count of closures allows (gamma, Jeffreys' prior), the first day of the next
    closure from the rate, its length from those on record. Goods wait for its end where it begins before they have passed.
    """
    logs = gamma_table(len(closure.spells) + PRIOR)
    rate = np.exp(np.interp(normals(uniforms(seed, f"rate|{closure.cause}", draws)), *logs)) / closure.years
    begins = -np.log(uniforms(seed, f"begin|{closure.cause}", draws)) / rate * DAYS_PER_YEAR * HOURS_PER_DAY
    lengths = np.array(closure.days, dtype=np.float64) * HOURS_PER_DAY
    picked = lengths[(uniforms(seed, f"length|{closure.cause}", draws) * len(lengths)).astype(np.int64)]
    return np.where(begins < closure.passed_h, np.maximum(0.0, begins + picked - closure.passed_h), 0.0)
