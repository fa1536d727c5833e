"""Whole tracks by leg, bends and all, out of ``tools/tracks.geojson``: where a full map of the line was to be had."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tools.track_graph import Position

TRACKS = Path("tools/tracks.geojson")
SOURCE = "pos-osm-rails"
ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"


class Track(NamedTuple):
    """The mapped track of a leg."""

    line: tuple[Position, ...]
    """From the start of the leg to its end, thinned."""
    km: float
    """Its length before it was thinned."""


def read_tracks(path: Path = TRACKS) -> dict[str, Track]:
    """All tracks by leg."""
    if not path.exists():
        return {}
    rows = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {
        row["properties"]["id"]: Track(
            tuple((lon, lat) for lon, lat in row["geometry"]["coordinates"]), row["properties"]["km"]
        )
        for row in rows
    }


def write_tracks(tracks: Mapping[str, Track], path: Path = TRACKS) -> None:
    """Write all tracks, sorted by leg, one a line."""
    rows = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {"id": name, "km": round(track.km, 1)},
                "geometry": {"type": "LineString", "coordinates": track.line},
            },
            separators=(",", ":"),
        )
        for name, track in sorted(tracks.items())
    ]
    head = f'{{"type":"FeatureCollection","attribution":"{ATTRIBUTION}","features":[\n'
    path.write_text(head + ",\n".join(rows) + "\n]}\n", encoding="utf-8")
