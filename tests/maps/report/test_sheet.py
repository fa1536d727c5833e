"""The map of a dossier: drawn from an answer alone, every text escaped, names apart."""

import re
from xml.etree import ElementTree as ET

import pytest

from corridors.itinerary import Plan
from maps.report import curves, sheet
from maps.report.labels import Labels
from tests.maps import standin


def test_the_map_is_one_drawing(plan: Plan, facts: standin.StandIn) -> None:
    """Ends, borders and ports of the best way are named, the other ways are numbered, and all of it is well-formed."""
    svg = sheet.drawn(plan, facts, standin.SHAPES)
    texts = [text.text for text in ET.fromstring(svg).iter("text")]  # noqa: S314 - our own text
    assert {"Saint Petersburg", "Nhava Sheva", "Samur / Yalama", "Bandar Abbas", "2", "3", "Rail"} <= set(texts)
    assert svg == sheet.drawn(plan, facts, standin.SHAPES)


def test_the_ways_are_on_the_drawing(plan: Plan, facts: standin.StandIn) -> None:
    """Both ends lie inside the drawing, and north is up."""
    svg = sheet.drawn(plan, facts, standin.SHAPES)
    height = float(re.findall(r'viewBox="0 0 1000 (\d+)"', svg)[0])
    places = [tuple(map(float, at)) for at in re.findall(r"translate\(([\d.-]+) ([\d.-]+)\)", svg)]
    assert all(0 < x < sheet.WIDTH and 0 < y < height for x, y in places)
    assert places[0][1] < places[1][1]


@pytest.mark.parametrize("text", standin.HOSTILE)
def test_names_are_text(text: str) -> None:
    """A hostile name breaks no drawing and adds nothing to it but text."""
    answer, marred = standin.hostile(text)
    root = ET.fromstring(sheet.drawn(answer, marred, standin.SHAPES))  # noqa: S314 - our own text
    assert {element.tag for element in root.iter()} <= {"svg", "rect", "path", "text", "circle"}
    assert any(text in (element.text or "") for element in root.iter("text"))
    curve = ET.fromstring(curves.drawn([curves.Curve(text, (1.0, 2.0, 4.0))], (0.1, 0.5, 0.9)))  # noqa: S314 - our own text
    assert text in {element.text for element in curve.iter("text")}


def test_names_do_not_collide() -> None:
    """The earlier name keeps its place; one that finds none is left out."""
    labels = Labels(200, 100)
    for _ in range(30):
        labels.beside(100, 30, "Somewhere", size=12)
    boxes = [(label.x, label.y - 12, label.x + 9 * 12 * 0.58, label.y) for label in labels.placed]
    assert 1 <= len(boxes) < 30
    assert not any(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
        for place, a in enumerate(boxes)
        for b in boxes[:place]
    )
