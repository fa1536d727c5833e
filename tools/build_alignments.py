"""Draw the rail and road legs along the tracks of OpenStreetMap, and measure them there.

For every leg that is built, the shortest way between its ends is sought on the world railway or highway graph of the
package ``scgraph_data`` (2.0.0; OpenStreetMap, ODbL 1.0). Where its length agrees with the leg's, its line goes to
``corridors/data/geometry/{rail,road}.geojson``; where not, the leg stays a straight line. Lengths of legs are never
touched: ``--report`` lists what was measured beside what the leg says. Run, from the root of the project::

    python -m tools.build_alignments --write
    python -m tools.build_alignments --report lengths.csv
"""

import argparse
import csv
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from shapely import LineString

from corridors.loader import read_folder
from corridors.model import FUTURE_STATES, Leg, Place
from corridors.units import great_circle_km
from tools.track_graph import KM_PER_DEGREE, Hold, Position, TrackGraph, Way

DATA = Path("corridors/data")
SHAPES = DATA / "geometry"
SOURCE = "scgraph-data-osm"
ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"

GRAPHS: dict[str, tuple[str, float]] = {"rail": ("world_railways", 15.0), "road": ("world_highways", 10.0)}
"""The graph of each mode, and how far a place may lie from its track, in km."""

CLOSE, LOOSE = 0.10, 0.20
"""How far the way may be off the leg's length: a good line, and one that is marked as loose."""
CLOSE_KM, LOOSE_KM = 2.0, 4.0
"""The same for short legs, in km."""
MOST_HOP, SHORT_HOP_KM = 0.6, 15.0
"""A way of which more than this share is one straight hop longer than this has no shape to show."""
MOST_GAP = 0.35
SIMPLIFY_KM = 0.4
LEAST_PER_100_KM = 4
SHARPEST_TURN = 110.0
END_ZONE_KM = 25.0
DECIMALS = 4

VIA: dict[str, list[Position]] = {
    "rail-mianeh-tabriz": [(46.23, 37.38)],  # the old line by Maragheh, not the new one by Bostanabad
    "rail-mumbai-pune": [(73.13, 19.24)],  # by Kalyan
    "road-tbilisi-batumi": [(42.34, 42.16), (41.78, 41.82)],  # by Samtredia and Kobuleti, not over the Goderdzi pass
}
"""Points that a way must pass, for lines that are not the shortest ones."""
VIA_REACH_KM = 5.0
NOT_ON_GRAPH: frozenset[str] = frozenset(
    {
        "road-alat_az-ganja",  # the M2 west of Alat is missing, the way found goes by Shirvan
        "road-mary-sarahs_tm",  # the desert road is missing, the way found goes by Tejen
    }
)
"""Legs whose own line the graph lacks, though another of about their length is there."""
FARTHEST_PLACE_KM = 25.0


class Measured(NamedTuple):
    """A leg, and what the graph says about it."""

    leg: Leg
    start: Place
    end: Place
    way: Way | None
    verdict: str
    """aligned, loose, or why the leg stays straight."""

    @property
    def great_circle(self) -> float:
        """Straight km between the ends."""
        return great_circle_km(self.start.lon, self.start.lat, self.end.lon, self.end.lat)

    @property
    def ratio(self) -> float:
        """The way's length as a share of the leg's."""
        return self.way.length_km / self.leg.distance_km.typical if self.way else math.nan


def measure(legs: Sequence[Leg], places: Mapping[str, Place], mode: str) -> list[Measured]:
    """Find the ways of all legs of one mode."""
    name, reach = GRAPHS[mode]
    used = sorted({place for leg in legs for place in (leg.start, leg.end)})
    graph = TrackGraph(name, [_at(places[place]) for place in used])
    print(f"{mode}: {graph.mend()} gaps of the graph bridged")
    holds = {place: graph.holds(_at(places[place]), reach) for place in used}
    groups: dict[str, list[Leg]] = defaultdict(list)
    for leg in legs:
        groups[leg.start].append(leg)
    found: list[Measured] = []
    for start, group in groups.items():
        limit = 2 * max(leg.distance_km.typical for leg in group) + 100
        ways = graph.ways(holds[start], [holds[leg.end] for leg in group], limit)
        for leg, shortest in zip(group, ways, strict=True):
            way = _by_way_of(graph, [holds[start], holds[leg.end]], VIA[leg.id]) if leg.id in VIA else shortest
            found.append(Measured(leg, places[start], places[leg.end], way, _verdict(leg, way)))
    return found


def _by_way_of(graph: TrackGraph, ends: Sequence[Sequence[Hold]], via: Sequence[Position]) -> Way | None:
    """The shortest way by way of some points."""
    stops = [ends[0], *(graph.holds(point, VIA_REACH_KM) for point in via), ends[1]]
    parts = [graph.ways(one, [other], math.inf)[0] for one, other in pairwise(stops)]
    whole = [part for part in parts if part is not None]
    if len(whole) < len(parts):
        return None
    return Way(
        length_km=sum(part.length_km for part in whole),
        points=[point for part in whole for point in part.points],
        beside_start=whole[0].beside_start,
        beside_end=whole[-1].beside_end,
        longest_hop=max(part.longest_hop for part in whole),
        hops=sum(part.hops for part in whole),
        gaps=sum(part.gaps for part in whole),
        shared_out=whole[0].shared_out + whole[-1].shared_out,
    )


def _verdict(leg: Leg, way: Way | None) -> str:
    if all(span.state in FUTURE_STATES for span in leg.status):
        return "planned"
    if way is None or leg.id in NOT_ON_GRAPH:
        return "no way"
    typical = leg.distance_km.typical
    off = abs(way.length_km - typical)
    faults = {
        "place off the line": max(way.beside_start, way.beside_end) > FARTHEST_PLACE_KM,
        "length off": off > max(LOOSE * typical, LOOSE_KM),
        "no shape": way.longest_hop > max(SHORT_HOP_KM, MOST_HOP * _length(way.points)),
        "gap": way.gaps > max(SHORT_HOP_KM, MOST_GAP * way.length_km),
    }
    good = "aligned" if off <= max(CLOSE * typical, CLOSE_KM) else "loose"
    return next((fault for fault, found in faults.items() if found), good)


def draw(found: Measured) -> list[Position]:
    """The line of a leg: from place to place, without kinks, simplified and rounded."""
    assert found.way is not None
    points = _without_kinks([_at(found.start), *found.way.points, _at(found.end)])
    stretch = math.cos(math.radians((found.start.lat + found.end.lat) / 2))
    flat = LineString([(lon * stretch, lat) for lon, lat in points])
    least = min(len(points), 2 + math.floor(LEAST_PER_100_KM * _length(points) / 100))
    for tolerance in (SIMPLIFY_KM, SIMPLIFY_KM / 2, SIMPLIFY_KM / 4, SIMPLIFY_KM / 8):
        line = flat.simplify(tolerance / KM_PER_DEGREE, preserve_topology=False)
        if len(line.coords) >= least:
            break
    inner = [(round(x / stretch, DECIMALS), round(y, DECIMALS)) for x, y in line.coords[1:-1]]
    return [_at(found.start), *inner, _at(found.end)]


def _without_kinks(points: Sequence[Position]) -> list[Position]:
    """Drop points that stand on each other, and near the two ends those where the line turns back."""
    line = [points[0]]
    line += [point for before, point in pairwise(points) if great_circle_km(*before, *point) > 0.05]
    if line[-1] != points[-1]:
        line[-1] = points[-1]
    while True:
        turned = [
            i for i in range(1, len(line) - 1) if _in_end_zone(line, i) and _turn(*line[i - 1 : i + 2]) > SHARPEST_TURN
        ]
        if not turned:
            return line
        del line[max(turned, key=lambda i: _turn(*line[i - 1 : i + 2]))]


def _in_end_zone(line: Sequence[Position], index: int) -> bool:
    return min(great_circle_km(*line[index], *line[0]), great_circle_km(*line[index], *line[-1])) < END_ZONE_KM


def _turn(before: Position, here: Position, after: Position) -> float:
    """By how many degrees a line turns at a point."""
    stretch = math.cos(math.radians(here[1]))
    way_in = math.atan2(here[1] - before[1], (here[0] - before[0]) * stretch)
    way_out = math.atan2(after[1] - here[1], (after[0] - here[0]) * stretch)
    return abs(math.degrees(math.remainder(way_out - way_in, math.tau)))


def _length(points: Sequence[Position]) -> float:
    return sum(great_circle_km(*a, *b) for a, b in pairwise(points))


def _at(place: Place) -> Position:
    return place.lon, place.lat


def feature(found: Measured) -> dict[str, Any]:
    """The GeoJSON feature of a leg."""
    assert found.way is not None
    properties: dict[str, Any] = {
        "id": found.leg.id,
        "source": SOURCE,
        "length_km": round(found.way.length_km, 1),
        "share_of_distance": round(found.ratio, 2),
    }
    if found.verdict == "loose":
        properties["loose"] = True
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "LineString", "coordinates": draw(found)},
    }


def write(mode: str, found: Iterable[Measured]) -> None:
    """Write the lines of one mode."""
    drawn = sorted((one for one in found if one.verdict in {"aligned", "loose"}), key=lambda one: one.leg.id)
    collection = {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": [feature(one) for one in drawn]}
    path = SHAPES / f"{mode}.geojson"
    path.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {len(drawn)} legs, {path.stat().st_size / 1e6:.2f} MB")


def row(found: Measured) -> dict[str, Any]:
    """One line of the report."""
    leg, way, figure = found.leg, found.way, found.leg.distance_km
    line: dict[str, Any] = {
        "id": leg.id,
        "mode": leg.mode,
        "state": leg.status[-1].state,
        "typed_km": figure.typical,
        "low_km": figure.low,
        "high_km": figure.high,
        "basis": figure.basis,
        "sources": len(figure.sources),
        "great_circle_km": round(found.great_circle, 1),
        "verdict": found.verdict,
    }
    if way is not None:
        line |= {
            "osm_km": round(way.length_km, 1),
            "ratio": round(found.ratio, 3),
            "snap_from_km": round(way.beside_start, 1),
            "snap_to_km": round(way.beside_end, 1),
            "longest_hop_km": round(way.longest_hop, 1),
            "hops_over_5_km_share": round(way.hops / way.length_km, 2),
            "shared_out_share": round(way.shared_out / way.length_km, 2),
            "gaps_km": round(way.gaps, 1),
        }
    return line


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
    rows: list[dict[str, Any]] = []
    for mode in GRAPHS:
        legs = [leg for leg in data.legs if leg.mode == mode and leg.start in places and leg.end in places]
        found = measure(legs, places, mode)
        counts: dict[str, int] = defaultdict(int)
        for one in found:
            counts[one.verdict] += 1
        print(f"{mode}: {len(legs)} legs;", ", ".join(f"{count} {verdict}" for verdict, count in counts.items()))
        rows += map(row, found)
        if options.write:
            write(mode, found)
    if options.report:
        with options.report.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=max(rows, key=len).keys())
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
