"""Cut the tracks of rail legs out of full maps of railways, and write them, thinned, to ``tools/tracks.geojson``.

The maps are files of ``njfinney/Asia_Railway_Calculator`` (OpenStreetMap, ODbL 1.0, state of 2026-04-01): a list of
``{"id": way, "type": "rail", "geometry": [[lat, lon], ...]}`` each, for Afghanistan, Azerbaijan and Turkmenistan and
what of their neighbours lies in the same boxes. For every rail leg in use whose two places lie by a track the shortest
way along the tracks is sought, by the ``via`` points of its guide if it has one; a leg that a map has only a part of goes
from point to point of its guide before and after. It is taken if it is about as long as the leg. Those of the legs named after ``--also``
are taken however long they are. Only needed when such legs are added or moved: the build reads what was cut. Run::

    python -m tools.cut_tracks data/railways/afghanistan.json data/railways/azerbaijan.json data/railways/turkmenistan.json
"""

import argparse
import heapq
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from corridors.loader import read_folder
from corridors.units import great_circle_km
from tools.build_alignments import planned
from tools.draw_lines import SHARPEST_TURN, length_km, simplified, without_kinks
from tools.guides import Guide, read_guides
from tools.leg_ways import CLOSE, CLOSE_KM, at
from tools.track_graph import KM_PER_DEGREE, Position
from tools.tracks import Track, write_tracks

DATA = Path("corridors/data")
REACH_KM = 3.0
BESIDE_COST = 3.0
"""What a km between a place and its track counts in the search."""
YARD_KM = 0.5
"""The same where the place is a station: no way takes the line beside it."""
DECIMALS = 5


class TrackMap:
    """Railways with all their points."""

    def __init__(self, ways: Iterable[Sequence[Sequence[float]]]) -> None:
        """Join the ways (latitude, longitude) where they share a point."""
        self.links: dict[Position, dict[Position, float]] = {}
        for way in ways:
            points = [(round(lon, DECIMALS), round(lat, DECIMALS)) for lat, lon in way]
            for a, b in pairwise(points):
                if a != b:
                    self.links.setdefault(a, {})[b] = self.links.setdefault(b, {})[a] = great_circle_km(*a, *b)

    def near(self, place: Position, reach: float) -> dict[Position, float]:
        """The points within reach of a place, with what it costs to go there."""
        high = reach / KM_PER_DEGREE
        wide = high / math.cos(math.radians(place[1]))
        beside = {
            point: great_circle_km(*point, *place)
            for point in self.links
            if abs(point[0] - place[0]) <= wide and abs(point[1] - place[1]) <= high
        }
        return {point: BESIDE_COST * km for point, km in beside.items() if km <= reach}

    def way(self, start: Position, end: Position) -> list[Position]:
        """The shortest way along the tracks, empty where there is none."""
        strict, loose = ([self.near(place, reach) for place in (start, end)] for reach in (YARD_KM, REACH_KM))
        mixed = [near or far for near, far in zip(strict, loose, strict=True)]
        return self._way(*mixed) or self._way(*loose)

    def line(self, stops: Sequence[Position], *, gaps: bool = False) -> list[Position]:
        """The way from stop to stop; empty where there is none, or with ``gaps`` most of its length is not on tracks."""
        ways = [(pair, self.way(*pair)) for pair in pairwise(stops)]
        mapped = sum(length_km(way) for _, way in ways)
        line = [point for pair, way in ways for point in way or pair]
        enough = 2 * mapped > length_km(line) if gaps else all(way for _, way in ways)
        return line if enough else []

    def _way(self, starts: Mapping[Position, float], goals: Mapping[Position, float]) -> list[Position]:
        best = dict(starts)
        before: dict[Position, Position] = {}
        heap = [(cost, point) for point, cost in best.items()]
        heapq.heapify(heap)
        last, least = None, math.inf
        while heap and heap[0][0] < least:
            cost, point = heapq.heappop(heap)
            if cost > best[point]:
                continue
            if point in goals and cost + goals[point] < least:
                last, least = point, cost + goals[point]
            for other, km in self.links[point].items():
                if cost + km < best.get(other, math.inf):
                    best[other], before[other] = cost + km, point
                    heapq.heappush(heap, (cost + km, other))
        line = [last] if last else []
        while line and line[-1] in before:
            line.append(before[line[-1]])
        return line[::-1]


def main() -> None:
    """Cut, say what was left out, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("maps", nargs="+", type=Path)
    parser.add_argument("--also", nargs="*", default=[], metavar="LEG", help="legs whose track may be of any length")
    options = parser.parse_args()
    data, problems = read_folder(DATA)
    if data is None:
        raise SystemExit(f"the data folder cannot be read: {problems}")
    tracks = TrackMap(way["geometry"] for path in options.maps for way in json.loads(path.read_text(encoding="utf-8")))
    places = {place.id: place for place in data.places}
    guides = read_guides()
    cut: dict[str, Track] = {}
    for leg in data.legs:
        if leg.mode != "rail" or planned(leg):
            continue
        ends = at(places[leg.start]), at(places[leg.end])
        guide = guides.get(leg.id, Guide(leg.id))
        line = tracks.line([ends[0], *(point[:2] for point in guide.via), ends[1]])
        if not line and guide.only:
            line = tracks.line([ends[0], *guide.spots, ends[1]], gaps=True)
        if len(line) < 2:
            continue
        km, typical = length_km([ends[0], *line, ends[1]]), leg.distance_km.typical
        if abs(km - typical) <= max(CLOSE * typical, CLOSE_KM) or leg.id in options.also:
            smooth = line if guide.reverses else without_kinks(line, SHARPEST_TURN["rail"])
            cut[leg.id] = Track(tuple(simplified(smooth)), length_km(line))
        else:
            print(f"{leg.id}: {km:.1f} km of track, {typical:g} km recorded")
    write_tracks(cut)
    print(f"{len(cut)} tracks, {sum(len(track.line) for track in cut.values())} points")


if __name__ == "__main__":
    main()
