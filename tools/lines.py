"""Lines on a sphere: lengths, points between, Mercator."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from corridors.units import great_circle_km
from tools.waterways import Position


def length_km(line: Sequence[Position]) -> float:
    """Length of a line along great circles."""
    return sum(great_circle_km(*a, *b) for a, b in pairwise(line))


def _vector(point: Position) -> np.ndarray:
    lon, lat = np.radians(point[0]), np.radians(point[1])
    return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def between(start: Position, end: Position, shares: Iterable[float]) -> Iterator[Position]:
    """Points on the great circle at the given shares of the way."""
    a, b = _vector(start), _vector(end)
    angle = float(np.arccos(np.clip(a @ b, -1.0, 1.0)))
    for share in shares:
        if angle < 1e-9:
            yield start
            continue
        x, y, z = (np.sin((1 - share) * angle) * a + np.sin(share * angle) * b) / np.sin(angle)
        yield float(np.degrees(np.arctan2(y, x))), float(np.degrees(np.arcsin(z)))


def densified(line: Sequence[Position], step_km: float) -> list[Position]:
    """The line with great-circle points so that no hop is longer than ``step_km``."""
    points = [line[0]]
    for a, b in pairwise(line):
        parts = max(1, math.ceil(great_circle_km(*a, *b) / step_km))
        points.extend([*between(a, b, [i / parts for i in range(1, parts)]), b])
    return points


def mercator(lat: float) -> float:
    """The height of a latitude in Mercator's projection, in degrees at the equator."""
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def latitude(y: float) -> float:
    """The latitude at a height in Mercator's projection."""
    return math.degrees(math.atan(math.sinh(math.radians(y))))
