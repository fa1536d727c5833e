"""How things look: one colour and line pattern a mode, one symbol a kind of point, the muted ground beneath.

The page's script, its legend and its styles all read these records from the data block; nothing is said twice. The
five mode colours keep a contrast of 3 to 1 to land and water, and stay apart for readers who see red, green or blue
differently; the pattern tells the modes apart without any colour.
"""

from dataclasses import asdict, dataclass

from corridors.model import Mode


@dataclass(frozen=True, kw_only=True)
class Stroke:
    """The line of one mode: colour, width and dashes in CSS pixels.

    ``dash`` is an SVG dash array, empty for a solid line; ``ties`` is the dash array of the cross ties laid over it,
    ``tie_px`` their length.
    """

    mode: Mode
    title: str
    colour: str
    weight_px: float
    dash: str = ""
    cap: str = "butt"
    ties: str = ""
    tie_px: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Symbol:
    """A mark for a kind of point: SVG path data in a 16 by 16 box, and whether it is filled with ink or with paper."""

    id: str
    title: str
    path: str
    solid: bool


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A part of the map that the reader can switch off."""

    id: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Colours of the basemap."""

    land: str = "#f4f1ea"
    water: str = "#d3e2ea"
    shore: str = "#a9bfca"
    border: str = "#b9ab9c"
    river: str = "#b5cfdc"


STROKES: tuple[Stroke, ...] = (
    Stroke(mode="rail", title="Rail", colour="#1d2b3a", weight_px=3, ties="1.5 9", tie_px=9),
    Stroke(mode="road", title="Road", colour="#cf4a00", weight_px=3.5),
    Stroke(mode="sea", title="Sea", colour="#1479cc", weight_px=3, dash="7 4"),
    Stroke(mode="ferry", title="Ferry", colour="#8f0f5c", weight_px=4, dash="0.1 7", cap="round"),
    Stroke(mode="river", title="River", colour="#1e6b4f", weight_px=3, dash="10 4 2 4"),
)
"""One stroke a mode, in the order of the legend."""

PLANNED_DASH = "12 9"
"""Dash array of a line that is planned or under construction, whatever its mode."""

PLANNED_OPACITY = 0.65
"""How much of the colour such a line keeps."""

SYMBOLS: tuple[Symbol, ...] = (
    Symbol(id="origin", title="Origin", path="M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12Z", solid=False),
    Symbol(id="destination", title="Destination", path="M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12Z", solid=True),
    Symbol(id="gauge", title="Change of gauge", path="M3 2H6V14H3ZM10 2H13V14H10Z", solid=True),
    Symbol(id="handling", title="Port or terminal where cargo changes", path="M3 3H13V13H3Z", solid=False),
    Symbol(id="passage", title="Strait, canal, tunnel or pass", path="M8 2.5L14 13H2Z", solid=False),
    Symbol(id="border", title="Border crossing", path="M8 2.5L13.5 8L8 13.5L2.5 8Z", solid=True),
)
"""Symbols by rank: where two fall on one spot or two labels meet, the earlier one keeps its place."""

LAYERS: tuple[Layer, ...] = (
    Layer(id="others", title="Other itineraries"),
    Layer(id="handling", title="Ports, terminals, changes of gauge"),
    Layer(id="passage", title="Straits, canals, tunnels, passes"),
    Layer(id="border", title="Border crossings"),
    Layer(id="names", title="Names of countries and seas"),
    Layer(id="rivers", title="Rivers"),
)
"""What the layer control offers; the chosen itinerary and the land stay on."""


def as_data() -> dict[str, object]:
    """The whole palette as the page's script reads it, JSON-able."""
    return {
        "strokes": {stroke.mode: asdict(stroke) for stroke in STROKES},
        "planned": {"dash": PLANNED_DASH, "opacity": PLANNED_OPACITY},
        "symbols": {symbol.id: asdict(symbol) for symbol in SYMBOLS},
        "layers": [asdict(layer) for layer in LAYERS],
        "ground": asdict(Ground()),
    }
