"""The sea as a field of obstacles, and the shortest lines around them.

Land, widened by about 3 km, is an obstacle; narrow waters that would close (canals, straits, estuaries) are opened along
the hand-placed :data:`tools.waterways.CHANNELS`. A grid in Mercator's projection, where the cost of a cell is the cosine of
its latitude, gives a first path; the path is then pulled taut with great circles over the obstacles.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Point
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from skimage.graph import MCP_Geometric

from corridors.units import great_circle_km
from tools.lines import between, densified, latitude, length_km, mercator
from tools.waterways import CHANNELS, SHALLOWS, Position

CLEARANCE = 0.03
"""How far lines keep off the coast, in degrees."""
CHANNEL_WIDTH = 0.02
HARBOURS = (0.05, 0.09, 0.13)
"""Radius around a port that is taken as water, in degrees: the smallest one with which there is a way."""
COAST = ((8.0, 0.003), (30.0, 0.01), (math.inf, 0.03))
"""How far the coast may be simplified, by the size of the frame, in degrees."""
FINE_COAST = 0.003
TILE_POINTS = 600
LONGEST_HOP_KM = 300.0
CHECK_STEP_KM = 12.0
ON_LAND_TOLERANCE_KM = 0.5


class End(NamedTuple):
    """A place as far as this tool needs it."""

    lon: float
    lat: float
    kind: str

    @property
    def at(self) -> Position:
        """Longitude and latitude."""
        return self.lon, self.lat


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

    def way(self, start: End, end: End, room: float = 0.25, clearance: float = CLEARANCE) -> list[Position]:
        """The shortest line over water between two places, within their frame widened by ``room`` times its size."""
        size = max(abs(start.lon - end.lon), abs(start.lat - end.lat))
        rough = next(tolerance for most, tolerance in COAST if size < most)
        best: tuple[float, list[Position]] | None = None
        for harbour in HARBOURS:
            for coast in sorted({rough, FINE_COAST}, reverse=True):
                try:
                    line = self._attempt(start, end, room, clearance, harbour, coast)
                except ValueError:
                    continue
                dry = self.dry_km(line, (start, end))
                if dry <= ON_LAND_TOLERANCE_KM:
                    return line
                if best is None or dry < best[0]:
                    best = dry, line
        if best is None:
            raise ValueError("no way over water")
        return best[1]

    def _attempt(  # noqa: PLR0913, PLR0917 - the four knobs that decide what is water
        self, start: End, end: End, room: float, clearance: float, harbour: float, tolerance: float
    ) -> list[Position]:
        west, east = sorted((start.lon, end.lon))
        south, north = sorted((start.lat, end.lat))
        size = max(east - west, north - south)
        margin = max(0.8, room * size)
        frame = box(west - margin, south - margin, east + margin, north + margin).intersection(box(-30, -55, 150, 75))
        harbours = unary_union([Point(e.at).buffer(0.02 if e.kind == "waypoint" else harbour) for e in (start, end)])
        coast = self._land_in(frame).simplify(tolerance)
        coast = unary_union([coast, *(LineString(line).buffer(0.05) for line in SHALLOWS.values())])
        blocked = coast.buffer(clearance, quad_segs=3).difference(self._open).difference(harbours)
        path = self._grid_path(
            start.at, end.at, frame, blocked, step=min(0.1, max(0.01, size * (0.5 + 2 * room) / 500))
        )
        return self._taut(path, blocked)

    def _grid_path(
        self, start: Position, end: Position, frame: BaseGeometry, blocked: BaseGeometry, step: float
    ) -> list[Position]:
        west, south, east, north = frame.bounds
        bottom = mercator(south)
        columns = math.ceil((east - west) / step) + 1
        rows = math.ceil((mercator(north) - bottom) / step) + 1
        lons = west + step * np.arange(columns)
        lats = np.array([latitude(bottom + step * row) for row in range(rows)])
        shapely.prepare(blocked)
        grid_x, grid_y = np.meshgrid(lons, lats)
        dry = shapely.intersects_xy(blocked, grid_x.ravel(), grid_y.ravel()).reshape(rows, columns)
        cost = np.where(dry, -1.0, np.cos(np.radians(lats))[:, None])
        exact: dict[tuple[int, int], Position] = {}

        def cell(point: Position) -> tuple[int, int]:
            return round((mercator(point[1]) - bottom) / step), round((point[0] - west) / step)

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
