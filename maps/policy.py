"""The content-security policy of a page: exactly the scripts and styles it was written with, and no request."""

import base64
import hashlib
import re

from corridors.errors import UsageError

_INLINE = re.compile(r"<(script|style)((?:\s[^>]*)?)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"""type\s*=\s*["']?application/json""", re.IGNORECASE)
_TILES = re.compile(
    r"https://(?P<parts>\{s\}\.)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]{1,5})?)/[^\s\"'<>;]*", re.IGNORECASE
)


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def of_page(html: str, *, tiles: str | None = None) -> str:
    """The policy for ``html``: sha256 of every inline script and style, images from data and the tile host only.

    A data block (``type="application/json"``) is not run and needs no hash.
    """
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for tag, attributes, body in _INLINE.findall(html):
        if not _DATA.search(attributes):
            hashes[tag.lower()].append(_digest(body))
    images = " ".join(["data:", *([tile_host(tiles)] if tiles else [])])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(dict.fromkeys(hashes['script']))}",
            f"style-src {' '.join(dict.fromkeys(hashes['style']))}",
            f"img-src {images}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def of_sheet(style: str) -> str:
    """The policy of a page that runs nothing: one style, and nothing else at all."""
    return f"default-src 'none'; style-src {_digest(style)}; base-uri 'none'; form-action 'none'"


def tile_host(tiles: str) -> str:
    """The one source of images that a tile address needs, as ``https://*.tile.example.org``.

    Raises:
        UsageError: where the address is not https, or is no ``{z}/{x}/{y}`` template.
    """
    found = _TILES.fullmatch(tiles)
    if found is None or any(part not in tiles for part in ("{z}", "{x}", "{y}")):
        raise UsageError(
            what=f"{tiles[:200]!r} is no address of map tiles",
            where="tiles",
            why="it must be https, name its host in full, and hold {z}, {x} and {y}",
            remedy="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        )
    return f"https://{'*.' if found['parts'] else ''}{found['host'].lower()}"
