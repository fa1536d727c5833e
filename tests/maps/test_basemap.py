"""The ground is there, fits into the page, and is drawn in degrees."""

import json
from itertools import pairwise
from typing import Any

import pytest

from maps import basemap

MAX_BYTES = 340_000


def test_the_basemap_has_all_its_layers() -> None:
    ground: dict[str, Any] = basemap.read()
    assert set(ground) == {*basemap.LAYERS, "names"}
    assert all(ground.values())


def test_the_basemap_fits_into_the_page() -> None:
    assert len(json.dumps(basemap.read(), separators=(",", ":"))) <= MAX_BYTES


def test_every_coordinate_of_the_basemap_is_in_degrees() -> None:
    ground: dict[str, Any] = basemap.read()
    rings = [ring for name in ("land", "lakes") for polygon in ground[name] for ring in polygon]
    points = [point for line in [*rings, *ground["borders"], *ground["rivers"]] for point in line]
    points += [(name["lon"], name["lat"]) for name in ground["names"]]
    assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points)


def test_every_ring_is_closed() -> None:
    ground: dict[str, Any] = basemap.read()
    assert all(ring[0] == ring[-1] for name in ("land", "lakes") for polygon in ground[name] for ring in polygon)


def _holds(polygon: list[list[list[float]]], lon: float, lat: float) -> bool:
    """Whether a point lies in a polygon with holes, by counting the edges crossed on the way east."""
    crossed = False
    for ring in polygon:
        for (lon_a, lat_a), (lon_b, lat_b) in pairwise(ring):
            if (lat_a > lat) != (lat_b > lat) and lon < lon_a + (lat - lat_a) * (lon_b - lon_a) / (lat_b - lat_a):
                crossed = not crossed
    return crossed


@pytest.mark.parametrize(
    ("sea", "lon", "lat"),
    [
        ("Caspian Sea, south", 50.5, 39.5),
        ("Caspian Sea, north", 50.0, 45.0),
        ("Black Sea", 34.0, 43.2),
        ("Sea of Azov", 36.6, 46.0),
        ("Baltic Sea", 19.3, 57.0),
        ("Persian Gulf", 51.5, 27.2),
        ("Red Sea", 38.0, 20.5),
        ("Arabian Sea", 64.0, 16.0),
    ],
)
def test_a_sea_that_routes_cross_is_water(sea: str, lon: float, lat: float) -> None:
    ground: dict[str, Any] = basemap.read()
    on_land = any(_holds(polygon, lon, lat) for polygon in ground["land"])
    in_lake = any(_holds(polygon, lon, lat) for polygon in ground["lakes"])
    assert in_lake or not on_land, f"the {sea} is drawn as land"


@pytest.mark.parametrize(
    ("place", "lon", "lat"), [("Moscow", 37.6, 55.75), ("Tehran", 51.4, 35.7), ("Kabul", 69.2, 34.5)]
)
def test_a_city_is_on_land(place: str, lon: float, lat: float) -> None:
    ground: dict[str, Any] = basemap.read()
    assert any(_holds(polygon, lon, lat) for polygon in ground["land"]), f"{place} is drawn as water"
