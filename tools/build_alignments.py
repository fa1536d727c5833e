"""Draw the rail and road legs along the tracks of OpenStreetMap and the places that they pass.

For every leg the shortest way between its ends is sought on the world railway or highway graph of the package
``scgraph_data`` (2.0.0; OpenStreetMap, ODbL 1.0). Where its length is about the leg's, the line follows it; the long hops,
whose points the package has lost, are mended with the stations and towns of ``tools/waypoints.toml``. Where it is not,
and for planned lines, the line goes by those points alone. Before all that go the whole tracks of ``tools/tracks.geojson``,
for the legs that have one. Lengths of legs are never touched: ``--report`` lists what was
measured beside what the leg says. Run, from the root of the project::

    python -m tools.build_alignments --write
    python -m tools.build_alignments --report lengths.csv
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corridors.loader import read_folder
from corridors.model import FUTURE_STATES, Leg
from corridors.shape_checks import LENGTH_OFF, LENGTH_OFF_KM, OPEN_QUESTION
from tools.draw_lines import draw, drawn_along, length_km
from tools.guides import Guide, read_guides
from tools.leg_ways import CLOSE, GRAPHS, Measured, measure
from tools.track_graph import Position
from tools.tracks import SOURCE as TRACK_SOURCE
from tools.tracks import Track, read_tracks

DATA = Path("corridors/data")
SHAPES = DATA / "geometry"
SOURCE = "scgraph-data-osm"
ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0; towns: GeoNames, CC BY 4.0"
DIRECT_KM = 45.0
"""Short legs that the graph does not know go straight from place to place."""
AGREES = 0.06
LEAST_DRAWN = 0.7
"""A line that shows less than this of its leg is wrong, not only coarse."""
LEAST_RATIO = 0.55
"""A way that is this much shorter or longer than the leg is another line; between, the leg's length is in doubt as well."""
GOOD = frozenset({"aligned", "loose"})
COUNTED = "length: counted"
"""How a guide says that the leg's length has other ends than its line, which is then no open question."""


def drawn_by(found: Measured, guide: Guide | None) -> str:
    """What a line follows: the ``track``, ``track and places``, ``places``, or nothing."""
    usable = found.verdict in GOOD or (found.verdict == "length off" and LEAST_RATIO < found.ratio < 1 / LEAST_RATIO)
    alone = guide is not None and guide.only and (guide.by == "hand" or found.verdict != "aligned")
    if usable and found.way is not None and not alone:
        return "track and places" if guide and guide.points else "track"
    direct = found.great_circle <= DIRECT_KM
    return "places" if direct or (guide and (guide.points or guide.only)) else ""


def planned(leg: Leg) -> bool:
    """Whether a leg has never been in use."""
    return all(span.state in FUTURE_STATES for span in leg.status)


def feature(found: Measured, guide: Guide | None, track: Track | None = None) -> dict[str, Any] | None:
    """The GeoJSON feature of a leg, None where there is nothing to draw it by."""
    if track:
        return _whole(found, guide, track)
    by = drawn_by(found, guide)
    if not by:
        return None
    line = draw(found, guide, on_track=by != "places")
    properties: dict[str, Any] = {"id": found.leg.id, "by": by}
    if by != "places" and found.way is not None:
        properties["source"] = SOURCE
        properties["length_km"] = round(found.way.length_km, 1)
        if found.verdict != "aligned":
            properties["loose"] = True
    if guide and by != "track" and guide.source:
        properties["places"] = guide.source
    if why := _reasons(found, guide, line, by):
        properties["why"] = why
    if planned(found.leg):
        properties["planned"] = True
    return {"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": line}}


def _whole(found: Measured, guide: Guide | None, track: Track) -> dict[str, Any]:
    """The same along a track with all its bends."""
    line = drawn_along(found, guide, track.line)
    properties: dict[str, Any] = {"id": found.leg.id, "by": "track", "source": TRACK_SOURCE, "length_km": track.km}
    if why := _reasons(found, guide, line, "track"):
        properties["why"] = why
    return {"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": line}}


def _reasons(found: Measured, guide: Guide | None, line: Sequence[Position], by: str) -> str:
    """All reasons why a line breaks a rule: those of its guide, and why it is not as long as its leg."""
    known = guide.why if guide else ""
    return "; ".join(filter(None, (known, "" if COUNTED in known else _winding(found, line, by))))


def _winding(found: Measured, line: Sequence[Position], by: str) -> str:
    """Why a line is not as long as its leg: its bends are not drawn, or that nobody knows yet."""
    typical, km = found.leg.distance_km.typical, length_km(line)
    if planned(found.leg) or abs(km - typical) <= max(LENGTH_OFF * typical, LENGTH_OFF_KM):
        return ""
    open_question = (
        f"length: {OPEN_QUESTION}: {km:.0f} km drawn, {typical:.0f} km recorded, which is wrong is not known"
    )
    if not LEAST_DRAWN * typical < km < (1 - CLOSE) * typical:
        return open_question
    on_track = by != "places" and found.way is not None
    if on_track and found.way is not None and abs(found.way.length_km - typical) <= max(AGREES * typical, 1.0):
        return f"length: the track measures {found.way.length_km:.0f} km; its bends between the mapped points are not drawn"
    known = found.leg.distance_km.basis == "published"
    if known and (found.leg.mode == "road" or not on_track):
        return "length: published; the bends between the mapped points are not drawn"
    return open_question


def write(mode: str, features: Sequence[Mapping[str, Any]]) -> None:
    """Write the lines of one mode, a feature a line."""
    rows = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features]
    head = f'{{"type":"FeatureCollection","attribution":"{ATTRIBUTION}",'
    path = SHAPES / f"{mode}.geojson"
    path.write_text(head + '"features":[\n' + ",\n".join(rows) + "\n]}\n", encoding="utf-8")
    print(f"{path}: {len(rows)} legs, {path.stat().st_size / 1e6:.2f} MB")


def row(found: Measured, line: Mapping[str, Any] | None) -> dict[str, Any]:
    """One line of the report."""
    leg, way, figure = found.leg, found.way, found.leg.distance_km
    cells: dict[str, Any] = {
        "id": leg.id,
        "mode": leg.mode,
        "state": leg.status[-1].state,
        "typed_km": figure.typical,
        "basis": figure.basis,
        "great_circle_km": round(found.great_circle, 1),
        "verdict": found.verdict,
        "by": line["properties"]["by"] if line else "",
        "line_km": round(length_km(line["geometry"]["coordinates"]), 1) if line else "",
        "vertices": len(line["geometry"]["coordinates"]) if line else 0,
    }
    if way is not None:
        cells |= {
            "osm_km": round(way.length_km, 1),
            "ratio": round(found.ratio, 3),
            "snap_from_km": round(way.beside_start, 1),
            "snap_to_km": round(way.beside_end, 1),
            "longest_hop_km": round(way.longest_hop, 1),
            "hops_over_5_km_share": round(way.hops / way.length_km, 2),
            "shared_out_share": round(way.shared_out / way.length_km, 2),
            "gaps_km": round(way.gaps, 1),
        }
    return cells


def main() -> None:
    """Measure, and write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the lines into the data folder")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write a CSV with what was measured for every leg")
    options = parser.parse_args()
    data, problems = read_folder(DATA)
    if data is None:
        raise SystemExit(f"the data folder cannot be read: {problems}")
    places = {place.id: place for place in data.places}
    guides, tracks = read_guides(), read_tracks()
    rows: list[dict[str, Any]] = []
    for mode in GRAPHS:
        legs = [leg for leg in data.legs if leg.mode == mode and leg.start in places and leg.end in places]
        found = sorted(measure(legs, places, mode, guides), key=lambda one: one.leg.id)
        lines = [feature(one, guides.get(one.leg.id), tracks.get(one.leg.id)) for one in found]
        counts = Counter(line["properties"]["by"] if line else "nothing" for line in lines)
        print(f"{mode}: {len(legs)} legs drawn by", ", ".join(f"{what} {count}" for what, count in counts.items()))
        print("not drawn:", *(one.leg.id for one, line in zip(found, lines, strict=True) if line is None))
        rows += map(row, found, lines)
        if options.write:
            write(mode, [line for line in lines if line])
    if options.report:
        with options.report.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=max(rows, key=len).keys())
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
