"""Each check of the lines finds what it is for, and only that."""

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from corridors import shape_checks
from corridors.model import FUTURE_STATES, Leg
from corridors.network import Network
from corridors.shape_checks import SHAPE_CHECKS, Shape, Shapes
from corridors.units import great_circle_km

KM = 111.195
LAND: dict[str, Any] = {
    "polygons": [[[[50.4, 36.0], [50.6, 36.0], [50.6, 37.0], [50.4, 37.0], [50.4, 36.0]]]],
    "narrows": {},
}

Lines = dict[str, Shape]
Change = Callable[[Lines], None]


def bow(network: Network, leg: Leg) -> Shape:
    """A line of the leg's length: an arc of points beside the straight line."""
    start, end = network.places[leg.start], network.places[leg.end]
    stretch = math.cos(math.radians((start.lat + end.lat) / 2))
    along = (end.lon - start.lon) * stretch, end.lat - start.lat
    straight = math.hypot(*along) * KM
    height = math.sqrt(max(0.0, (leg.distance_km.typical / straight) ** 2 - 1)) * 0.47
    points = [(start.lon, start.lat)]
    for share in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        off = height * (1 - abs(2 * share - 1))
        x, y = share * along[0] - off * along[1], share * along[1] + off * along[0]
        points.append((start.lon + x / stretch, start.lat + y))
    points.append((end.lon, end.lat))
    line = tuple(points)
    properties: dict[str, Any] = {"id": leg.id}
    if all(span.state in FUTURE_STATES for span in leg.status):
        properties["planned"] = True
    shape = Shape(line, properties)
    return shape._replace(properties=properties | {"shortest_km": shape.km})


@pytest.fixture(scope="module")
def good(tiny_network: Network) -> Lines:
    """Lines without a fault."""
    return {leg.id: bow(tiny_network, leg) for leg in tiny_network.data.legs}


def saying(name: str, **properties: object) -> Change:
    """A line whose feature says something else."""

    def change(lines: Lines) -> None:
        lines[name] = lines[name]._replace(properties=dict(lines[name].properties) | properties)

    return change


def going(name: str, *points: tuple[float, float]) -> Change:
    """A line that goes from its start by other points to its end."""

    def change(lines: Lines) -> None:
        old = lines[name]
        lines[name] = old._replace(line=(old.line[0], *points, old.line[-1]))

    return change


def without(name: str) -> Change:
    """No line at all."""
    return lambda lines: lines.__delitem__(name)


def of_nobody(lines: Lines) -> None:
    """A line too many."""
    lines["road-nowhere"] = lines["road-alpha"]


def moved(lines: Lines) -> None:
    """A line that starts elsewhere."""
    old = lines["road-alpha"]
    lines["road-alpha"] = old._replace(line=((50.05, 40.0), *old.line[1:]))


ZIGZAG = (50.5, 40.01), (50.4, 40.0), (50.6, 40.03)
OVER_LAND = (50.4, 36.5), (50.6, 36.5)

BAD: list[tuple[str, Change, str]] = [
    ("every_leg_has_a_line", without("road-alpha"), "road-alpha: has no line"),
    ("every_leg_has_a_line", without("rail-gate"), "rail-gate: has no line"),
    ("every_leg_has_a_line", of_nobody, "road-nowhere: a line of no leg"),
    ("every_leg_has_a_line", saying("rail-gate", planned=False), "rail-gate = planned"),
    ("every_leg_has_a_line", saying("road-alpha", planned=True), "road-alpha = open"),
    ("length_along_shape", going("road-alpha"), "road-alpha = 100 km"),
    ("length_along_shape", going("rail-alpha", (49.0, 39.2)), "rail-alpha = 200 km"),
    ("enough_vertices", going("rail-alpha", (50.5, 39.2)), "rail-alpha = 3"),
    ("no_kinks", going("road-alpha", *ZIGZAG), "turns too sharply"),
    ("ends_meet_places", moved, "road-alpha = alpha_city: its line ends 4 km from there"),
    ("water_stays_on_water", going("sea-out", *OVER_LAND), "sea-out = 17"),
    ("length_of_water_way", saying("sea-out", shortest_km=100.0), "there is a way of 100 km"),
    ("length_of_water_way", saying("sea-out", shortest_km=None), "sea-out"),
    ("length_of_water_way", saying("sea-out", bends=1.2), "sea-out = 115 km"),
]


def told(network: Network, lines: Lines, name: str) -> list[str]:
    """What a check says of lines."""
    check = next(check for check in SHAPE_CHECKS if check.__name__ == name)
    return [str(problem) for problem in check(network, Shapes(lines, LAND))]


def test_every_check_has_a_bad_case() -> None:
    """No check is without a line that it must refuse."""
    assert {check.__name__ for check in SHAPE_CHECKS} == {name for name, _, _ in BAD}


@pytest.mark.parametrize("name", [check.__name__ for check in SHAPE_CHECKS])
def test_good_lines_pass(tiny_network: Network, good: Lines, name: str) -> None:
    """Lines without a fault pass each check."""
    assert told(tiny_network, good, name) == []


@pytest.mark.parametrize(
    ("name", "change", "said"), BAD, ids=[f"{name}-{number}" for number, (name, _, _) in enumerate(BAD)]
)
def test_bad_lines_are_told(tiny_network: Network, good: Lines, name: str, change: Change, said: str) -> None:
    """A fault of its kind is told by its check, with a remedy, and stands in the list of all problems."""
    bad = dict(good)
    change(bad)
    lines = told(tiny_network, bad, name)
    assert any(said in line for line in lines), lines
    assert all("; " in line for line in lines)
    everything = [str(problem) for problem in shape_checks.problems(tiny_network, Shapes(bad, LAND))]
    assert set(lines) <= set(everything)


@pytest.mark.parametrize(
    ("name", "change", "rule"),
    [
        ("length_along_shape", going("road-alpha"), "length"),
        ("enough_vertices", going("rail-alpha", (50.5, 39.2)), "vertices"),
        ("no_kinks", going("road-alpha", *ZIGZAG), "kinks"),
        ("water_stays_on_water", going("sea-out", *OVER_LAND), "water"),
    ],
)
def test_a_reason_lets_a_line_pass_its_rule_only(
    tiny_network: Network, good: Lines, name: str, change: Change, rule: str
) -> None:
    """A line that says why breaks the rule that it names, and no other."""
    for reason, passes in ((f"kings: none; {rule}: it is so", True), ("elsewhere: it is so", False)):
        lines = dict(good)
        change(lines)
        for leg in ("road-alpha", "rail-alpha", "sea-out"):
            saying(leg, why=reason)(lines)
        assert (told(tiny_network, lines, name) == []) is passes


def test_narrows_and_ports_are_water(tiny_network: Network, good: Lines) -> None:
    """Land that lies in a named channel, or beside a port, is no obstacle."""
    lines = dict(good)
    going("sea-out", *OVER_LAND)(lines)
    opened = LAND | {"narrows": {"Made-up Canal": [[50.3, 36.5], [50.7, 36.5]]}}
    check = shape_checks.water_stays_on_water
    assert list(check(tiny_network, Shapes(lines, opened))) == []
    quay = {
        "polygons": [[[[49.97, 38.47], [50.03, 38.47], [50.03, 38.53], [49.97, 38.53], [49.97, 38.47]]]],
        "narrows": {},
    }
    assert list(check(tiny_network, Shapes(good, quay))) == []


def test_a_hop_is_followed_along_the_great_circle() -> None:
    """Points between two far ones lie on the great circle, not on the map's straight line."""
    followed = shape_checks._followed(((0.0, 50.0), (60.0, 50.0)))
    assert max(lat for _, lat in followed) > 53.9
    along = sum(great_circle_km(*a, *b) for a, b in pairwise(followed))
    assert along == pytest.approx(great_circle_km(0.0, 50.0, 60.0, 50.0), rel=1e-9)


def test_shipped_lines_are_checked(shipped: Network) -> None:
    """Every shipped leg has a line that joins its places, and no line over water lies on land."""
    shapes = shape_checks.read_shapes()
    for check in (shape_checks.ends_meet_places, shape_checks.water_stays_on_water):
        assert [str(problem) for problem in check(shipped, shapes)] == []
