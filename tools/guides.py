"""The points that lines pass, out of ``tools/waypoints.toml``: stations, towns, and points placed by hand."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tools.track_graph import Position

GUIDES = Path("tools/waypoints.toml")


class Guide(NamedTuple):
    """What is known of the line of one leg beside the graph."""

    id: str
    points: tuple[tuple[float, float, str], ...] = ()
    """Longitude, latitude and name of what the line passes, from its start to its end."""
    only: bool = False
    """Whether the line goes from point to point, without the graph."""
    via: tuple[tuple[float, float, str], ...] = ()
    """Points that the way on the graph must pass, where its line is not the shortest one."""
    by: str = "hand"
    """Who chose the points: ``hand``, or ``chain`` (:mod:`tools.suggest_waypoints`)."""
    source: str = ""
    """Where the points are from."""
    why: str = ""
    """What is so and no fault, with the rules it holds for in front: ``length: ...``."""

    @property
    def spots(self) -> list[Position]:
        """The points without their names."""
        return [(lon, lat) for lon, lat, _ in self.points]

    @property
    def reverses(self) -> bool:
        """Whether trains reverse on the way, so that the line may turn back."""
        return "kinks:" in self.why


def read_guides(path: Path = GUIDES) -> dict[str, Guide]:
    """All guides by leg."""
    if not path.exists():
        return {}
    return {row["id"]: _guide(row) for row in tomllib.loads(path.read_text(encoding="utf-8")).get("leg", [])}


def _guide(row: dict[str, Any]) -> Guide:
    lists = {key: tuple((lon, lat, name) for lon, lat, name in row.get(key, [])) for key in ("points", "via")}
    return Guide(**(row | lists))


def write_guides(guides: Mapping[str, Guide], head: str, path: Path = GUIDES) -> None:
    """Write all guides, sorted by leg, one point a line."""
    blocks = [head.rstrip() + "\n"]
    for guide in sorted(guides.values(), key=lambda one: one.id):
        lines = ["[[leg]]", f'id = "{guide.id}"', f'by = "{guide.by}"']
        if guide.source:
            lines.append(f'source = "{guide.source}"')
        if guide.only:
            lines.append("only = true")
        if guide.why:
            lines.append(f'why = "{guide.why}"')
        for key, points in (("via", guide.via), ("points", guide.points)):
            if points:
                rows = "".join(f"  [{lon:.4f}, {lat:.4f}, {_quoted(name)}],\n" for lon, lat, name in points)
                lines.append(f"{key} = [\n{rows}]")
        blocks.append("\n".join(lines) + "\n")
    path.write_text("\n".join(blocks), encoding="utf-8")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", " ").replace('"', "'") + '"'
