"""The ground the network lies on: the areas of countries, to hold positions against."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from corridors.dataset import DATA_DIR
from corridors.model import Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

COUNTRIES = DATA_DIR / "ground" / "countries.geojson"
SLACK_DEGREES = 0.06
"""How far beyond its country's simplified area a place may lie: about 6 km, a quay or a bridge head."""


def countries() -> "Mapping[str, BaseGeometry]":
    """The area of each country by its two-letter code, in degrees."""
    import shapely  # noqa: PLC0415 - only a check of positions needs it

    collection = json.loads(COUNTRIES.read_text(encoding="utf-8"))
    features = collection["features"]
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    return {feature["properties"]["country"]: shape for feature, shape in zip(features, shapes, strict=True)}


def outside(places: Iterable[Place]) -> list[tuple[Place, float]]:
    """The places that lie outside the country they name, with how many degrees; countries without an area are left out."""
    import shapely  # noqa: PLC0415 - as above

    areas = countries()
    known = [place for place in places if place.country in areas and not place.at_sea]
    if not known:
        return []
    points = shapely.points([(place.lon, place.lat) for place in known])
    gaps = shapely.distance(points, [areas[place.country] for place in known])
    return [(place, float(gap)) for place, gap in zip(known, gaps, strict=True) if gap > SLACK_DEGREES]
