"""From the way on the graph, and the points a line passes, to the line that is shipped."""

import math
from collections.abc import Sequence
from itertools import pairwise

from shapely import LineString

from corridors.units import great_circle_km
from tools.guides import Guide
from tools.leg_ways import Measured, at, is_coarse
from tools.track_graph import KM_PER_DEGREE, Hop, Position

TOLERANCES_KM = (0.15, 0.08, 0.04, 0.02, 0.0)
LEAST_SHARE = 0.995
"""A simplified line keeps this share of its length."""
LEAST_PER_100_KM = 4.5
SHARPEST_TURN = {"rail": 99.0, "road": 134.0}
"""Degrees a line may turn at a point; where it turns more, the graph goes up a siding or past a place and back."""
DECIMALS = 4
STANDS_KM = 0.05
HOP_KM = 4.0
"""Hops longer than this take points in."""
AROUND = 1.03
"""How much longer than the track the way by a point may be that is taken to lie on a hop."""
COARSE_AROUND = 1.15
"""The same where the hop was measured as a straight line."""


def draw(found: Measured, guide: Guide | None, *, on_track: bool) -> list[Position]:
    """The line of a leg: from place to place, without kinks, simplified and rounded."""
    ends = at(found.start), at(found.end)
    spots = guide.spots if guide else []
    if found.way is None or not on_track:
        points = [ends[0], *spots, ends[1]]
    else:
        points = [ends[0], *filled(found.way.points, found.way.parts, spots), ends[1]]
    sharpest = _sharpest(found, guide)
    return without_kinks(simplified(without_kinks(points, sharpest)), sharpest)


def drawn_along(found: Measured, guide: Guide | None, track: Sequence[Position]) -> list[Position]:
    """The line of a leg along a track with all its bends."""
    return without_kinks([at(found.start), *track, at(found.end)], _sharpest(found, guide))


def _sharpest(found: Measured, guide: Guide | None) -> float:
    return math.inf if guide and guide.reverses else SHARPEST_TURN[found.leg.mode]


def filled(points: Sequence[Position], hops: Sequence[Hop], spots: Sequence[Position]) -> list[Position]:
    """The points of a way, with those of ``spots`` put into the long hop that each fits best."""
    taken: dict[int, list[Position]] = {}
    ends = list(pairwise(points))
    first = 0
    for spot in spots:
        best, least = -1, math.inf
        for index in range(first, len(hops)):
            hop, (a, b) = hops[index], ends[index]
            if hop.straight <= HOP_KM:
                continue
            around = great_circle_km(*a, *spot) + great_circle_km(*spot, *b)
            room = COARSE_AROUND if is_coarse(hop) else AROUND
            over = around / (max(hop.km, hop.straight) * room + 1.0)
            if over <= 1 and over < least:
                best, least = index, over
        if best >= 0:
            taken.setdefault(best, []).append(spot)
            first = best
    line = [points[0]]
    for index, point in enumerate(points[1:]):
        line += [*taken.get(index, ()), point]
    return line


def without_kinks(points: Sequence[Position], sharpest: float) -> list[Position]:
    """The line without points that stand on each other, and without those at which it turns too sharply."""
    line = [points[0]]
    for point in points[1:-1]:
        if great_circle_km(*line[-1], *point) > STANDS_KM and great_circle_km(*point, *points[-1]) > STANDS_KM:
            line.append(point)
    line.append(points[-1])
    while len(line) > 2:
        turns = [turn(*line[i - 1 : i + 2]) for i in range(1, len(line) - 1)]
        worst = max(range(len(turns)), key=turns.__getitem__)
        if turns[worst] <= sharpest:
            break
        del line[worst + 1]
    return line


def turn(before: Position, here: Position, after: Position) -> float:
    """By how many degrees a line turns at a point."""
    stretch = math.cos(math.radians(here[1]))
    way_in = math.atan2(here[1] - before[1], (here[0] - before[0]) * stretch)
    way_out = math.atan2(after[1] - here[1], (after[0] - here[0]) * stretch)
    return abs(math.degrees(math.remainder(way_out - way_in, math.tau)))


def simplified(points: Sequence[Position]) -> list[Position]:
    """The line with the fewest points that keep its shape, and enough of them."""
    stretch = math.cos(math.radians((points[0][1] + points[-1][1]) / 2))
    flat = LineString([(lon * stretch, lat) for lon, lat in points])
    least = min(len(points), 2 + math.ceil(LEAST_PER_100_KM * length_km(points) / 100))
    line = flat
    for tolerance in TOLERANCES_KM:
        line = flat.simplify(tolerance / KM_PER_DEGREE, preserve_topology=False) if tolerance else flat
        kept = length_km([(x / stretch, y) for x, y in line.coords]) / max(length_km(points), 1e-9)
        if len(line.coords) >= least and kept >= LEAST_SHARE:
            break
    inner = [(round(x / stretch, DECIMALS), round(y, DECIMALS)) for x, y in line.coords[1:-1]]
    return [points[0], *inner, points[-1]]


def length_km(points: Sequence[Position]) -> float:
    """Length of a line along great circles."""
    return sum(great_circle_km(*a, *b) for a, b in pairwise(points))
