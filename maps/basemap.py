"""The ground beneath the routes: land, lakes, borders and rivers, from Natural Earth (public domain)."""

import json
from functools import cache
from importlib.resources import files

LAYERS: tuple[str, ...] = ("land", "lakes", "borders", "rivers")
"""What a basemap may hold. ``land`` and ``lakes`` are polygons, each a list of rings, the outer one first;
``borders`` and ``rivers`` are lines. A ring or line is a list of ``[lon, lat]`` in degrees, WGS 84."""


@cache
def read() -> dict[str, object]:
    """The layers of the basemap by name; an installation without one gives empty layers, and the page stays blue.

    ``names`` are words for orientation: ``name``, ``kind`` (``country`` or ``sea``), ``lon`` and ``lat`` of the middle
    of the word, chosen by eye, and the ``zoom`` from which on there is room for it.
    """
    assets = files("maps").joinpath("assets")
    ground = assets.joinpath("basemap.json")
    layers = json.loads(ground.read_bytes())["layers"] if ground.is_file() else {}
    names = json.loads(assets.joinpath("names.json").read_bytes())
    return {**{name: layers.get(name, []) for name in LAYERS}, "names": names}
