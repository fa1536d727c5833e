"""Named checks of the lines of legs: every leg has one, as long as the leg, of real points, between its places, on its element.

One function, one rule; ``SHAPE_CHECKS`` lists them all. They take longer than the checks of the records, and need shapely.
A line that breaks a rule for a reason says so in its property ``why``, as ``"length: the reason"``, and is let pass by
that rule; lines of planned legs need no more than to be there and to join their places.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from corridors.dataset import DATA_DIR
from corridors.errors import Problem
from corridors.model import ESTIMATED_BASES, FUTURE_STATES, WATER_MODES, Leg
from corridors.network import Line, Network
from corridors.units import great_circle_km

if TYPE_CHECKING:
    from shapely import STRtree
    from shapely.geometry.base import BaseGeometry

GEOMETRY = DATA_DIR / "geometry"
LAND_FILE = "land.json"
"""Land, and the named waters narrower than its coast is drawn, beside the lines."""

LENGTH_OFF, LENGTH_OFF_KM = 0.10, 2.0
"""A line may be this much longer or shorter than its leg, and as many km where the leg is short."""
OPEN_QUESTION = "open"
"""How the reason of a line begins whose leg is longer or shorter, and nobody knows which of the two is wrong."""
VERTICES_PER_100_KM = 4
SHARPEST_TURN = {"rail": 100.0, "road": 135.0}
"""By how many degrees a line may turn at one point."""
ENDS_OFF_KM = 3.0
PORT_KM = 5.0
"""So near a port a line may lie on land: maps draw harbours as land."""
DRY_KM = 1.0
"""So much of a line may lie on land elsewhere: the coast is no sharper."""
NARROWS_KM = 5.0
"""So near the middle of a named strait, canal or channel the land of the map does not count."""
WATER_OFF, WATER_OFF_KM = 0.05, 4.0
"""A line over water may be this much longer than the shortest one, and a modelled leg than its line."""
STEP_KM = 20.0
KM_PER_DEGREE = 111.195


class Shape(NamedTuple):
    """The line of a leg, and what its feature says of it."""

    line: Line
    properties: Mapping[str, Any]

    @property
    def km(self) -> float:
        """Length along great circles."""
        return sum(great_circle_km(*a, *b) for a, b in pairwise(self.line))

    def excused(self, rule: str) -> bool:
        """Whether the feature says why it breaks a rule."""
        reasons = str(self.properties.get("why", "")).split(";")
        return any(reason.strip().startswith(f"{rule}:") for reason in reasons)


class Shapes:
    """All lines by leg, and the land that those over water keep off."""

    def __init__(self, shapes: Mapping[str, Shape], land: Mapping[str, Any]) -> None:
        """Keep the lines.

        Args:
            shapes: The lines by leg.
            land: ``polygons``, each a list of rings of ``[lon, lat]``, and ``narrows``, lines by their names.
        """
        self.by_leg = shapes
        self._land = land

    @cached_property
    def land(self) -> "STRtree":
        """The polygons of the land, to be asked what they meet."""
        import shapely  # noqa: PLC0415 - a question must not pay for it

        return shapely.STRtree([shapely.Polygon(rings[0], rings[1:]) for rings in self._land["polygons"]])

    @cached_property
    def narrows(self) -> "BaseGeometry":
        """What is water though the land's polygons may say otherwise."""
        import shapely  # noqa: PLC0415 - as above

        lines = [_around(shapely.LineString(line), NARROWS_KM) for line in self._land["narrows"].values()]
        return shapely.union_all(lines)


def excuses(shapes: Shapes) -> tuple[int, int]:
    """How many lines are let pass by a rule with a reason, and how many of these reasons are open questions."""
    reasons = [str(shape.properties["why"]) for shape in shapes.by_leg.values() if "why" in shape.properties]
    return len(reasons), sum(f": {OPEN_QUESTION}" in reason for reason in reasons)


Check = Callable[[Network, Shapes], Iterator[Problem]]


def read_shapes(folder: Path = GEOMETRY) -> Shapes:
    """The lines and the land of a folder."""
    found: dict[str, Shape] = {}
    for path in sorted(folder.glob("*.geojson")):
        for feature in msgspec.json.decode(path.read_bytes())["features"]:
            points = tuple((point[0], point[1]) for point in feature["geometry"]["coordinates"])
            found[feature["properties"]["id"]] = Shape(points, feature["properties"])
    file = folder / LAND_FILE
    return Shapes(found, msgspec.json.decode(file.read_bytes()) if file.is_file() else {"polygons": [], "narrows": {}})


def _problem(leg: Leg, value: object, rule: str, remedy: str) -> Problem:
    return Problem(file="geometry", record=leg.id, field="", value=str(value), rule=rule, remedy=remedy)


def _planned(leg: Leg) -> bool:
    return all(span.state in FUTURE_STATES for span in leg.status)


def _lines(network: Network, shapes: Shapes, rule: str, *, water: bool) -> Iterator[tuple[Leg, Shape]]:
    """The lines that a rule holds for."""
    for leg in network.data.legs:
        shape = shapes.by_leg.get(leg.id)
        if shape and (leg.mode in WATER_MODES) == water and not _planned(leg) and not shape.excused(rule):
            yield leg, shape


def every_leg_has_a_line(network: Network, shapes: Shapes) -> Iterator[Problem]:
    """Every leg has a line, and every line a leg."""
    for leg in network.data.legs:
        if leg.id not in shapes.by_leg:
            yield _problem(leg, "", "has no line", "draw it: python -m tools.build_alignments or tools.build_water")
        elif _planned(leg) != bool(shapes.by_leg[leg.id].properties.get("planned")):
            yield _problem(leg, leg.status[-1].state, "is marked otherwise on its line", "draw the lines anew")
    for name in sorted(shapes.by_leg.keys() - network.legs.keys()):
        yield Problem(
            file="geometry", record=name, field="", value="", rule="a line of no leg", remedy="draw the lines anew"
        )


def length_along_shape(network: Network, shapes: Shapes) -> Iterator[Problem]:
    """A rail or road leg is about as long as its line."""
    for leg, shape in _lines(network, shapes, "length", water=False):
        typical, km = leg.distance_km.typical, shape.km
        if abs(km - typical) > max(LENGTH_OFF * typical, LENGTH_OFF_KM):
            yield _problem(
                leg, f"{typical:g} km", f"its line is {km:.0f} km long", "mend the length, the line or the two places"
            )


def enough_vertices(network: Network, shapes: Shapes) -> Iterator[Problem]:
    """A rail or road line has points enough to show its course."""
    for leg, shape in _lines(network, shapes, "vertices", water=False):
        least = math.floor(VERTICES_PER_100_KM * shape.km / 100)
        if len(shape.line) < least:
            yield _problem(
                leg, len(shape.line), f"too few points for {shape.km:.0f} km, {least} at least",
                "add places that it passes to tools/waypoints.toml",
            )  # fmt: skip


def _turn(before: tuple[float, float], here: tuple[float, float], after: tuple[float, float]) -> float:
    stretch = math.cos(math.radians(here[1]))
    way_in = math.atan2(here[1] - before[1], (here[0] - before[0]) * stretch)
    way_out = math.atan2(after[1] - here[1], (after[0] - here[0]) * stretch)
    return abs(math.degrees(math.remainder(way_out - way_in, math.tau)))


def no_kinks(network: Network, shapes: Shapes) -> Iterator[Problem]:
    """No rail or road line turns more sharply than trains and lorries do."""
    for leg, shape in _lines(network, shapes, "kinks", water=False):
        turns = [_turn(*shape.line[i - 1 : i + 2]) for i in range(1, len(shape.line) - 1)]
        if turns and max(turns) > SHARPEST_TURN[leg.mode]:
            lon, lat = shape.line[turns.index(max(turns)) + 1]
            yield _problem(
                leg, f"{max(turns):.0f} degrees", f"turns too sharply at {lon:.3f}, {lat:.3f}",
                "take the point out, or say why it reverses",
            )  # fmt: skip


def ends_meet_places(network: Network, shapes: Shapes) -> Iterator[Problem]:
    """A line starts and ends at the two places of its leg."""
    for leg in network.data.legs:
        shape = shapes.by_leg.get(leg.id)
        if shape is None:
            continue
        for name, point in ((leg.start, shape.line[0]), (leg.end, shape.line[-1])):
            place = network.places[name]
            off = great_circle_km(place.lon, place.lat, *point)
            if off > ENDS_OFF_KM:
                yield _problem(leg, name, f"its line ends {off:.0f} km from there", "draw the line anew")


def _around(geometry: "BaseGeometry", km: float) -> "BaseGeometry":
    """What lies within some km of a geometry, as wide to the east as to the north."""
    from shapely.affinity import scale  # noqa: PLC0415 - as above

    stretch = math.cos(math.radians(geometry.centroid.y))
    flat = scale(geometry, xfact=stretch, origin=(0, 0))
    return scale(flat.buffer(km / KM_PER_DEGREE, quad_segs=4), xfact=1 / stretch, origin=(0, 0))


def _followed(line: Line) -> list[tuple[float, float]]:
    """The line with points on the great circle between its own, so that a straight hop on the map is what is sailed."""
    points = [line[0]]
    for a, b in pairwise(line):
        parts = max(1, math.ceil(great_circle_km(*a, *b) / STEP_KM))
        if parts > 1:
            points += _between(a, b, parts)
        points.append(b)
    return points


def _between(a: tuple[float, float], b: tuple[float, float], parts: int) -> Iterator[tuple[float, float]]:
    (x, y, z), (u, v, w) = _vector(a), _vector(b)
    angle = math.acos(max(-1.0, min(1.0, x * u + y * v + z * w)))
    for i in range(1, parts):
        near, far = math.sin((1 - i / parts) * angle), math.sin(i / parts * angle)
        east, north, up = near * x + far * u, near * y + far * v, near * z + far * w
        yield math.degrees(math.atan2(north, east)), math.degrees(math.atan2(up, math.hypot(east, north)))


def _vector(point: tuple[float, float]) -> tuple[float, float, float]:
    lon, lat = math.radians(point[0]), math.radians(point[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _length(geometry: "BaseGeometry") -> float:
    import shapely  # noqa: PLC0415 - as above

    parts = (part for part in shapely.get_parts(geometry) if part.geom_type == "LineString")
    return sum(great_circle_km(*a, *b) for part in parts for a, b in pairwise(part.coords))


def water_stays_on_water(network: Network, shapes: Shapes) -> Iterator[Problem]:
    """No sea or ferry line crosses land, but near its ports and in named narrows; rivers are narrower than the map."""
    import shapely  # noqa: PLC0415 - as above

    found = [pair for pair in _lines(network, shapes, "water", water=True) if pair[0].mode != "river"]
    lines = [shapely.LineString(_followed(shape.line)) for _, shape in found]
    dry: dict[int, list[BaseGeometry]] = {}
    for row, tile in shapes.land.query(lines, predicate="intersects").T if lines else ():
        dry.setdefault(int(row), []).append(lines[row].intersection(shapes.land.geometries[tile]))
    for row, parts in sorted(dry.items()):
        leg = found[row][0]
        ends = [network.places[name] for name in (leg.start, leg.end)]
        ports = [_around(shapely.Point(end.lon, end.lat), PORT_KM) for end in ends if not end.at_sea]
        rest = shapely.union_all(parts).difference(shapely.union_all([shapes.narrows, *ports]))
        if (km := _length(rest)) > DRY_KM:
            at = rest.representative_point()
            yield _problem(
                leg, f"{km:.1f} km", f"its line lies on land at {at.x:.2f}, {at.y:.2f}",
                "draw it anew: python -m tools.build_water; a channel goes to tools/waterways.py",
            )  # fmt: skip


def length_of_water_way(network: Network, shapes: Shapes) -> Iterator[Problem]:
    """A line over water is about as short as can be, and a modelled leg as long as its line."""
    for leg, shape in _lines(network, shapes, "length", water=True):
        km, shortest = shape.km, shape.properties.get("shortest_km")
        if shortest is None:
            yield _problem(
                leg, "", "its line does not tell the shortest way", "draw it anew: python -m tools.build_water"
            )
        elif km > shortest + max(WATER_OFF * shortest, WATER_OFF_KM):
            yield _problem(leg, f"{km:.0f} km", f"there is a way of {shortest:.0f} km", "draw the line anew")
        sailed = km * shape.properties.get("bends", 1.0)
        typical = leg.distance_km.typical
        estimated = leg.distance_km.basis in ESTIMATED_BASES
        if estimated and abs(typical - sailed) > max(WATER_OFF * sailed, WATER_OFF_KM):
            yield _problem(
                leg, f"{typical:g} km", f"its line is {sailed:.0f} km long",
                "set the length to the line's: python -m tools.build_water",
            )  # fmt: skip


SHAPE_CHECKS: tuple[Check, ...] = (
    every_leg_has_a_line,
    length_along_shape,
    enough_vertices,
    no_kinks,
    ends_meet_places,
    water_stays_on_water,
    length_of_water_way,
)


def problems(network: Network, shapes: Shapes | None = None) -> list[Problem]:
    """All problems of all checks of the shipped lines, or of others, in the order of ``SHAPE_CHECKS``."""
    known = read_shapes() if shapes is None else shapes
    return [problem for check in SHAPE_CHECKS for problem in check(network, known)]


__all__ = ["SHAPE_CHECKS", "Shape", "Shapes", "excuses", "problems", "read_shapes"]
