"""Random numbers by counter: each draw has a stream of its own, and each cause its place in it.

The number of a cause in a draw hangs on seed, draw and cause alone (Philox 4x32, ten rounds), so that it is the same
whoever works it out, in whatever order, and whatever else is drawn beside it.
"""

import hashlib
from collections.abc import Iterable
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.uint64]

ROUNDS = 10
MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
WEYL = (0x9E3779B9, 0xBB67AE85)
MASK = 0xFFFFFFFF
_LOW = np.uint64(MASK)
_HALF = np.uint64(32)
_quantile = NormalDist().inv_cdf


def philox(counter: Iterable[Words], key: tuple[int, int]) -> tuple[Words, Words, Words, Words]:
    """Four words of 32 bits for each counter of four, under a key of two (Salmon and others 2011)."""
    one, two, three, four = counter
    low, high = key
    for _ in range(ROUNDS):
        first, second = MULTIPLIERS[0] * one, MULTIPLIERS[1] * three
        one, two, three, four = (
            (second >> _HALF) ^ two ^ np.uint64(low),
            second & _LOW,
            (first >> _HALF) ^ four ^ np.uint64(high),
            first & _LOW,
        )
        low, high = (low + WEYL[0]) & MASK, (high + WEYL[1]) & MASK
    return one, two, three, four


def uniforms(seed: int, cause: str, draws: range) -> Floats:
    """Numbers between 0 and 1, neither included, one a draw."""
    name = int.from_bytes(hashlib.blake2b(cause.encode(), digest_size=8).digest(), "little")
    numbers = np.arange(draws.start, draws.stop, dtype=np.uint64)
    same = np.ones(len(numbers), dtype=np.uint64)
    counter = (numbers & _LOW, numbers >> _HALF, same * np.uint64(name & MASK), same * np.uint64(name >> 32))
    high, low, _, _ = philox(counter, (seed & MASK, seed >> 32))
    return (((high << _HALF) | low) >> np.uint64(12)).astype(np.float64) * 2.0**-52 + 2.0**-53


def normals(numbers: Floats) -> Floats:
    """The standard normal quantiles of numbers between 0 and 1."""
    return np.fromiter(map(_quantile, numbers.tolist()), np.float64, len(numbers))
