"""Write ``corridors/data/geometry/land.json``: the land that lines over water are checked against.

Natural Earth's land at 1:10m (public domain; ``land-10m.json`` of the npm package ``world-atlas`` 2.0.2), cut to the
surroundings of the lines over water, simplified by less than a kilometre and cut into small pieces; beside it the named
waters that are narrower than its coast is drawn. Run after ``tools.build_water``, from the root of the project::

    python -m tools.build_land world-atlas/package/land-10m.json
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import shapely
from shapely import LineString, Polygon
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from corridors.shape_checks import GEOMETRY, LAND_FILE
from tools.build_basemap import Topology
from tools.lines import densified
from tools.waterways import CHANNELS

NEAR_DEGREES = 1.2
"""How far from the lines land is kept."""
TOLERANCE_DEGREES = 0.006
LEAST_AREA = 0.0003
"""Smallest island kept, in square degrees: about 3 square km."""
TILE_DEGREES = 2.0
DECIMALS = 3
SOURCE = "Natural Earth 1:10m (naturalearthdata.com), from the npm package world-atlas 2.0.2; public domain"


def surroundings() -> BaseGeometry:
    """What lies near the lines over water."""
    features = json.loads((GEOMETRY / "water.geojson").read_text(encoding="utf-8"))["features"]
    lines = [LineString(densified([(x, y) for x, y in f["geometry"]["coordinates"]], 50.0)) for f in features]
    return shapely.union_all([line.simplify(0.05).buffer(NEAR_DEGREES, quad_segs=2) for line in lines])


def tiles(land: BaseGeometry) -> Iterator[Polygon]:
    """The land in squares of a few degrees."""
    west, south, east, north = land.bounds
    x = west
    while x < east:
        y = south
        while y < north:
            piece = land.intersection(box(x, y, x + TILE_DEGREES, y + TILE_DEGREES))
            yield from (p for p in shapely.get_parts(piece) if isinstance(p, Polygon) and not p.is_empty)
            y += TILE_DEGREES
        x += TILE_DEGREES


def rings(polygon: Polygon) -> list[list[list[float]]]:
    """The rings of a polygon, rounded."""
    return [
        [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring.coords]
        for ring in (polygon.exterior, *polygon.interiors)
    ]


def main() -> None:
    """Read, cut, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("land", type=Path, help="land-10m.json of world-atlas")
    arguments = parser.parse_args()
    whole = Topology(arguments.land).polygons("land")
    kept = shapely.union_all([part for part in shapely.get_parts(whole) if part.area >= LEAST_AREA])
    land = shapely.make_valid(kept.intersection(surroundings()).simplify(TOLERANCE_DEGREES))
    found = {
        "source": SOURCE,
        "polygons": [rings(tile) for tile in tiles(land)],
        "narrows": {name: [[x, y] for x, y in line] for name, line in CHANNELS.items()},
    }
    path = GEOMETRY / LAND_FILE
    path.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {len(found['polygons'])} pieces, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
