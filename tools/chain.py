"""A likely line through known places: from one point to the next by way of the places between, as long as it is known to be.

Used where the length of a track is known and its shape is not. Of all chains of candidates (stations, towns) one is
taken that leaps little: the cost of a hop grows faster than its length, the faster the more places are visited. How
fast, is chosen by the known length.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corridors.units import great_circle_km
from tools.track_graph import KM_PER_DEGREE, Position

POWERS = (2.4, 2.0, 1.75, 1.5, 1.35, 1.2, 1.12, 1.06)
"""How much faster than its length the cost of a hop grows, the chain that visits most first."""
ROOM, ROOM_KM, ROOM_SHARE = 1.015, 2.0, 0.03
"""How much longer than the known length a chain may be: a share, and some km, or another share of short hops."""
CLOSEST_KM = 1.2
"""Two places of a chain are at least this far apart."""
SHARPEST = 70.0
"""No chain turns by more than this many degrees at a place."""


def _most(length: float, straight: float) -> float:
    return max(length * ROOM + min(ROOM_KM, ROOM_SHARE * length), straight * 1.002 + 0.3)


def inside(a: Position, b: Position, length: float, pool: NDArray[np.float64]) -> NDArray[np.int64]:
    """The candidates (rows lon, lat) that a line of this length between two points can pass."""
    scale = np.array([math.cos(math.radians((a[1] + b[1]) / 2)), 1.0]) * KM_PER_DEGREE
    to_a = np.hypot(*((pool - a) * scale).T)
    to_b = np.hypot(*((pool - b) * scale).T)
    return np.flatnonzero((to_a + to_b <= length) & (to_a > CLOSEST_KM) & (to_b > CLOSEST_KM))


def chain(a: Position, b: Position, length: float, pool: NDArray[np.float64]) -> list[int]:
    """Rows of the candidates, in order, that the line from ``a`` to ``b`` passes; empty where none fits."""
    straight = great_circle_km(*a, *b)
    rows = inside(a, b, _most(length, straight), pool)
    if not len(rows):
        return []
    spots = np.vstack([a, pool[rows], b])
    scale = np.array([math.cos(math.radians((a[1] + b[1]) / 2)), 1.0]) * KM_PER_DEGREE
    flat = spots * scale
    apart = np.hypot(flat[:, None, 0] - flat[None, :, 0], flat[:, None, 1] - flat[None, :, 1])
    apart[apart < CLOSEST_KM] = np.inf
    for power in POWERS:
        path = _smooth(_shortest(apart**power), flat)
        km = sum(float(apart[i, j]) for i, j in pairwise(path))
        if km <= _most(length, straight):
            return [int(rows[i - 1]) for i in path[1:-1]]
    return []


def _shortest(cost: NDArray[np.float64]) -> list[int]:
    """Dijkstra on a full matrix, from the first row to the last."""
    count = len(cost)
    best = np.full(count, np.inf)
    before = np.full(count, -1)
    done = np.zeros(count, dtype=bool)
    best[0] = 0.0
    for _ in range(count):
        here = int(np.argmin(np.where(done, np.inf, best)))
        done[here] = True
        if here == count - 1:
            break
        reached = best[here] + cost[here]
        better = (reached < best) & ~done
        best[better] = reached[better]
        before[better] = here
    path = [count - 1]
    while path[-1] > 0 and before[path[-1]] >= 0:
        path.append(int(before[path[-1]]))
    return path[::-1]


def _smooth(path: Sequence[int], flat: NDArray[np.float64]) -> list[int]:
    """The path without the places at which it turns sharply, the sharpest first."""
    kept = list(path)
    while len(kept) > 2:
        ways = np.diff(flat[kept], axis=0)
        angles = np.degrees(np.abs(np.angle((ways[1:, 0] + 1j * ways[1:, 1]) / (ways[:-1, 0] + 1j * ways[:-1, 1]))))
        worst = int(np.argmax(angles))
        if angles[worst] <= SHARPEST:
            break
        del kept[worst + 1]
    return kept
