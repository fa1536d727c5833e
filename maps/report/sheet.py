"""The map of an answer as one drawing: land, borders and rivers beneath, the ways above, with names that do not collide."""

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple, cast

from corridors.itinerary import HandlingStep, Itinerary, LegStep, Plan
from corridors.model import FUTURE_STATES
from maps import basemap, features, names, palette
from maps.names import Facts
from maps.report.labels import Labels
from maps.report.parts import Svg

WIDTH = 1000
LEAST_HEIGHT, MOST_HEIGHT = 480, 720
MARGIN = 0.07
"""Of the drawing, left free on each side of the ways."""
LEAST_SPAN = 6.0
"""Degrees that a short journey is shown with."""
NEAR_PX = 0.8
"""Points of the ground nearer than this to the one before are left out."""
OUTSIDE_PX = 60
MOST_LATITUDE = 84.0
_BOLD = {True: "bold", False: "normal"}
_SLANT = {True: "italic", False: "normal"}

Point = tuple[float, float]


class Frame(NamedTuple):
    """Where degrees fall on the drawing: Mercator, fitted to what is shown."""

    left: float
    top: float
    scale: float
    height: float

    def at(self, point: Sequence[float]) -> Point:
        """A point in pixels."""
        return (point[0] - self.left) * self.scale, (self.top - _mercator(point[1])) * self.scale


def drawn(plan: Plan, facts: Facts, shapes: features.Shapes) -> Svg:
    """All ways of a plan, the best one in the strokes of its modes, the others thin and numbered."""
    lines = [_lines(item, facts, shapes) for item in plan.itineraries]
    frame = _fitted([point for way in lines for _, line in way for point in line])
    ground = palette.Ground()
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {frame.height:.0f}" role="img" aria-label="Map of the ways" font-family="sans-serif">',
        f'<rect width="{WIDTH}" height="{frame.height:.0f}" fill="{ground.water}"/>',
        *_ground(frame, ground),
    ]
    strokes: Mapping[str, palette.Stroke] = {stroke.mode: stroke for stroke in palette.STROKES}
    parts += [_thin(frame, way, strokes) for way in reversed(lines[1:])]
    parts += [_thick(frame, step, line, strokes) for step, line in (lines[0] if lines else ())]
    labels = Labels(WIDTH, frame.height)
    if plan.itineraries:
        parts += _marks(frame, plan.itineraries[0], facts, labels)
        parts += _numbers(frame, lines, labels)
    parts += _words(frame, labels)
    parts.append(_legend(frame, {step.mode for way in lines for step, _ in way}))
    return Svg("".join([*parts, "</svg>"]))


def _mercator(lat: float) -> float:
    bounded = math.radians(max(-MOST_LATITUDE, min(MOST_LATITUDE, lat)))
    return math.degrees(math.log(math.tan(math.pi / 4 + bounded / 2)))


def _lines(item: Itinerary, facts: Facts, shapes: features.Shapes) -> list[tuple[LegStep, Sequence[Point]]]:
    found: list[tuple[LegStep, Sequence[Point]]] = []
    for step in item.steps:
        if isinstance(step, LegStep):
            line = features.line_of(step, facts, shapes)
            if len(line) > 1:
                found.append((step, line))
    return found


def _fitted(points: Sequence[Point]) -> Frame:
    points = points or [(20.0, 0.0), (100.0, 65.0)]
    west, east = min(point[0] for point in points), max(point[0] for point in points)
    south, north = min(_mercator(point[1]) for point in points), max(_mercator(point[1]) for point in points)
    wide, high = max(east - west, LEAST_SPAN), max(north - south, LEAST_SPAN)
    height = min(MOST_HEIGHT, max(LEAST_HEIGHT, WIDTH * high / wide))
    scale = (1 - 2 * MARGIN) * min(WIDTH / wide, height / high)
    return Frame((west + east) / 2 - WIDTH / 2 / scale, (south + north) / 2 + height / 2 / scale, scale, round(height))


# --- the ground ------------------------------------------------------------------------------------------------------


def _ground(frame: Frame, ground: palette.Ground) -> Iterator[str]:
    layers = basemap.read()
    for name, fill in (("land", ground.land), ("lakes", ground.water)):
        rings = [ring for polygon in cast("list[list[list[Point]]]", layers[name]) for ring in polygon]
        path = "".join(_path(frame, ring, closed=True) for ring in rings)
        yield f'<path d="{path}" fill="{fill}" fill-rule="evenodd" stroke="{ground.shore}" stroke-width="0.7"/>'
    for name, ink, dash in (("rivers", ground.river, ""), ("borders", ground.border, ' stroke-dasharray="4 2"')):
        path = "".join(_path(frame, line) for line in cast("list[list[Point]]", layers[name]))
        yield f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="0.9"{dash}/>'


def _path(frame: Frame, line: Sequence[Sequence[float]], *, closed: bool = False) -> str:
    """Path data of a line, without points that nobody tells apart; nothing for a line off the drawing."""
    kept: list[Point] = []
    for point in line:
        x, y = frame.at(point)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= NEAR_PX:
            kept.append((x, y))
    xs, ys = [x for x, _ in kept], [y for _, y in kept]
    off = max(xs) < -OUTSIDE_PX or min(xs) > WIDTH + OUTSIDE_PX or max(ys) < -OUTSIDE_PX or min(ys) > frame.height
    if off or len(kept) < 2:  # noqa: PLR2004 - a line has two ends
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + ("Z" if closed else "")


# --- the ways --------------------------------------------------------------------------------------------------------


def _thin(frame: Frame, way: Sequence[tuple[LegStep, Sequence[Point]]], strokes: Mapping[str, palette.Stroke]) -> str:
    return "".join(
        f'<path d="{_path(frame, line)}" fill="none" stroke="{strokes[step.mode].colour}" stroke-width="1.3" opacity="0.6"/>'
        for step, line in way
    )


def _thick(frame: Frame, step: LegStep, line: Sequence[Point], strokes: Mapping[str, palette.Stroke]) -> str:
    stroke, path = strokes[step.mode], _path(frame, line)
    planned = step.status in FUTURE_STATES
    dash = palette.PLANNED_DASH if planned else stroke.dash
    dashes = f' stroke-dasharray="{dash}" stroke-linecap="{stroke.cap}"' if dash else ' stroke-linecap="round"'
    return (
        f'<path d="{path}" fill="none" stroke="#fff" stroke-width="{stroke.weight_px + 3}" opacity="0.8"/>'
        f'<path d="{path}" fill="none" stroke="{stroke.colour}" stroke-width="{stroke.weight_px}"{dashes}/>'
    )


def _marks(frame: Frame, item: Itinerary, facts: Facts, labels: Labels) -> list[str]:
    """Ends, then borders and ports, then passages of the best way: a symbol each, and a name where there is room."""
    symbols = {symbol.id: symbol for symbol in palette.SYMBOLS}
    found: dict[Point, tuple[str, str]] = {}

    def add(kind: str, name: str, lon: float, lat: float) -> None:
        found.setdefault(frame.at((lon, lat)), (kind, name))

    ends = [name for name in (item.places[0], item.places[-1]) if name in facts.places]
    for kind, place in zip(("origin", "destination"), ends, strict=False):
        add(kind, facts.places[place].name, facts.places[place].lon, facts.places[place].lat)
    kinds = {"border": "border", "quay": "handling", "gauge_change": "gauge"}
    for step in item.steps:
        if isinstance(step, HandlingStep) and step.type in kinds and step.place in facts.places:
            place_record = facts.places[step.place]
            other = [name for name in step.between if name in facts.places] if step.type == "border" else []
            name = names.of_posts(facts, step.place, other[0]) if other else place_record.name
            add(kinds[step.type], name, place_record.lon, place_record.lat)
    for step in item.steps:
        for passage in step.passages if isinstance(step, LegStep) else ():
            if passage in facts.passages:
                record = facts.passages[passage]
                add("passage", record.name, record.lon, record.lat)
    parts = []
    for (x, y), (kind, name) in found.items():
        symbol = symbols[kind]
        fill = "#1d2b3a" if symbol.solid else "#fff"
        parts.append(
            f'<path d="{symbol.path}" transform="translate({x - 8:.1f} {y - 8:.1f})" fill="{fill}" stroke="#1d2b3a"'
            ' stroke-width="1.5"/>'
        )
        labels.taken(x, y, 9)
        bold = kind in {"origin", "destination"}
        labels.beside(x, y, name, size=17 if bold else 13, bold=bold)
    return parts


def _numbers(frame: Frame, lines: Sequence[Sequence[tuple[LegStep, Sequence[Point]]]], labels: Labels) -> list[str]:
    """The number of each way where it lies farthest from the better ones."""
    parts: list[str] = []
    before: list[Point] = []
    for rank, way in enumerate(lines, start=1):
        own = [frame.at(point) for _, line in way for point in line[:: max(1, len(line) // 8)]]
        if rank > 1 and own:
            x, y = max(own, key=lambda at: min(math.dist(at, other) for other in before))
            free = labels.free(x, y, 10)
            if free:
                labels.taken(x, y, 10)
                parts.append(
                    f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="#fff" stroke="#3a4550" stroke-width="1.2"/>'
                    f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle" font-size="12" fill="#1b2430">{rank}</text>'
                )
        before += own
    return parts


def _words(frame: Frame, labels: Labels) -> list[str]:
    """The names of the marks, then those of countries and seas where room is left."""
    for word in cast("list[dict[str, object]]", basemap.read()["names"]):
        x, y = frame.at((cast("float", word["lon"]), cast("float", word["lat"])))
        labels.upon(x, y, str(word["name"]), size=12, sea=word["kind"] == "sea")
    return [
        f'<text x="{label.x:.1f}" y="{label.y:.1f}" font-size="{label.size}" font-weight="{_BOLD[label.bold]}"'
        f' font-style="{_SLANT[label.sea]}" fill="{label.ink}" stroke="#fff" stroke-width="3"'
        f' stroke-opacity="{label.halo}" paint-order="stroke">{escape(label.text)}</text>'
        for label in labels.placed
    ]


def _legend(frame: Frame, modes: set[str]) -> str:
    shown = [stroke for stroke in palette.STROKES if stroke.mode in modes]
    width, x = 26 + 86 * len(shown), 12
    y = frame.height - 40
    parts = [f'<rect x="{x}" y="{y}" width="{width}" height="28" fill="#fff" fill-opacity="0.9" stroke="#c9cfd4"/>']
    for place, stroke in enumerate(shown):
        left = x + 14 + 86 * place
        dash = f' stroke-dasharray="{stroke.dash}" stroke-linecap="{stroke.cap}"' if stroke.dash else ""
        parts.append(
            f'<path d="M{left} {y + 14}h30" stroke="{stroke.colour}" stroke-width="{stroke.weight_px}"{dash}/>'
            f'<text x="{left + 36}" y="{y + 18}" font-size="12" fill="#1b2430">{stroke.title}</text>'
        )
    return "".join(parts)
