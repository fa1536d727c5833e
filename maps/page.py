"""One page of itineraries: a self-contained HTML file that requests nothing and runs only what it was built with.

folium builds the page around an empty map. What it renders is compiled as a template a second time, so no text from
data ever enters it: the data block and the scripts are put in afterwards.
"""

import base64
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from corridors.itinerary import Plan
from maps import basemap, encoding, features, policy
from maps.names import Facts

MAP_ID = "landbridge"
"""Takes the place of folium's random ids: one plan, one file."""

_LEAFLET = "js_lib_leaflet"
_SCRIPTS = ("dom.js", "lines.js", "marks.js", "panel.js", "main.js")
_CHANGED = "folium's page has changed its shape; maps/page.py must follow"
_VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'


def render(
    plan: Plan,
    network: Facts,
    shapes: features.Shapes,
    *,
    tiles: str | None = None,
    shape_credits: Sequence[str] = (),
) -> str:
    """The page of a plan as HTML.

    Args:
        plan: the answer to draw; all its itineraries are drawn, the first one chosen.
        network: records by id, for names, positions and sources.
        shapes: lines of legs by id, (lon, lat) in degrees, from-to order.
        tiles: address of background tiles (``https://HOST/{z}/{x}/{y}.png``); without it no request leaves the page.
        shape_credits: attribution the shapes ask for, a line each.

    Raises:
        UsageError: where ``tiles`` is no address of tiles.
    """
    data = features.collect(plan, network, shapes, shape_credits=shape_credits)
    data |= {"basemap": basemap.read(), "tiles": tiles}
    block = f'<script type="application/json" id="landbridge-data">{encoding.encoded(data)}</script>'
    head, body = _shell()
    page = f"{head}{body}{block}\n<script>{_own_script()}</script>\n</html>\n"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy.of_page(page, tiles=tiles)}">'
    return page.replace("<head>", f"<head>\n{meta}", 1)


@cache
def _shell() -> tuple[str, str]:
    """The page without data, cut before the place of the data block: what folium renders, without its links."""
    import folium  # noqa: PLC0415 - takes most of a second; only drawing a map may pay for it
    from branca.element import Element, Figure  # noqa: PLC0415 - as above

    chart = folium.Map(
        location=(40, 60), zoom_start=4, tiles=None, control_scale=True, zoom_snap=0.25, min_zoom=2, max_zoom=14
    )
    chart.default_js = []
    chart.default_css = []
    chart._id = MAP_ID  # noqa: SLF001 - folium has no public way to pin its random ids
    root = chart.get_root()
    if not isinstance(root, Figure):
        raise TypeError(_CHANGED)
    root._id = MAP_ID  # noqa: SLF001 - as above
    root.html.add_child(Element(_asset("panel.html")), name="panel")
    html = root.render()
    html, viewports = re.subn(r'<meta name="viewport".*?/>', _VIEWPORT, html, flags=re.DOTALL)
    html, languages = re.subn(r"<html>", '<html lang="en">', html)
    head, found, body = html.rpartition("</head>")
    body, closed, _ = body.rpartition("</html>")
    if (viewports, languages) != (1, 1) or not found or not closed:
        raise RuntimeError(_CHANGED)
    styles = f"<style>{_leaflet_style()}</style>\n<style>{_asset('page.css')}</style>\n"
    return f"{head}<title>landbridge</title>\n{styles}<script>{_leaflet_script()}</script>\n</head>", body


def _asset(name: str) -> str:
    return files("maps").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _own_script() -> str:
    """The page's own scripts as one, in a scope of their own."""
    return '(() => {\n"use strict";\n' + "\n".join(map(_asset, _SCRIPTS)) + "})();\n"


def _leaflet_script() -> str:
    """Leaflet as published, without the pointer to a source map that is not there."""
    text = _leaflet_file("leaflet.js").decode().replace("\r\n", "\n")
    return re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", text)


def _leaflet_style() -> str:
    """Leaflet's styles with its images inlined."""
    text = _leaflet_file("leaflet.css").decode().replace("\r\n", "\n")
    return re.sub(r"url\((images/[\w.-]+\.png)\)", lambda match: f"url({_inline_image(match[1])})", text)


def _inline_image(name: str) -> str:
    return f"data:image/png;base64,{base64.b64encode(_leaflet_file(name)).decode()}"


def _leaflet_file(name: str) -> bytes:
    return files(_LEAFLET).joinpath("static", _LEAFLET, *name.split("/")).read_bytes()
