"""The way of every rail and road leg on the graphs of OpenStreetMap, and how good it is."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from corridors.model import ESTIMATED_BASES, Leg, Place
from corridors.units import great_circle_km
from tools.guides import Guide
from tools.track_graph import Hold, Hop, Position, TrackGraph, Way

GRAPHS: dict[str, tuple[str, float]] = {"rail": ("world_railways", 15.0), "road": ("world_highways", 10.0)}
"""The graph of each mode, and how far a place may lie from its track, in km."""

CLOSE, LOOSE, ESTIMATED = 0.10, 0.20, 0.30
"""How far the way may be off the leg's length: a good line, one that is marked as loose, and the same for an estimate."""
CLOSE_KM, LOOSE_KM = 2.0, 4.0
"""The same for short legs, in km."""
MOST_GAP, SHORT_GAP_KM = 0.35, 15.0
VIA_REACH_KM = 5.0
FARTHEST_PLACE_KM = 25.0
COARSE = 0.005
"""An edge no longer than its straight hop, to this share, has been measured on a shape of two points."""
LONG_HOP_KM = 5.0


class Measured(NamedTuple):
    """A leg, and what the graph says about it."""

    leg: Leg
    start: Place
    end: Place
    way: Way | None
    verdict: str
    """aligned, loose, or why the graph is of no use for the leg."""

    @property
    def great_circle(self) -> float:
        """Straight km between the ends."""
        return great_circle_km(self.start.lon, self.start.lat, self.end.lon, self.end.lat)

    @property
    def ratio(self) -> float:
        """The way's length as a share of the leg's."""
        return self.way.length_km / self.leg.distance_km.typical if self.way else math.nan


def at(place: Place) -> Position:
    """Longitude and latitude of a place."""
    return place.lon, place.lat


def is_coarse(hop: Hop) -> bool:
    """Whether a long hop was measured as a straight line."""
    return hop.straight > LONG_HOP_KM and (hop.gap or hop.km < hop.straight * (1 + COARSE))


def measure(legs: Sequence[Leg], places: Mapping[str, Place], mode: str, guides: Mapping[str, Guide]) -> list[Measured]:
    """Find the ways of all legs of one mode."""
    name, reach = GRAPHS[mode]
    used = sorted({place for leg in legs for place in (leg.start, leg.end)})
    graph = TrackGraph(name, [at(places[place]) for place in used])
    print(f"{mode}: {graph.mend()} gaps of the graph bridged")
    holds = {place: graph.holds(at(places[place]), reach) for place in used}
    groups: dict[str, list[Leg]] = defaultdict(list)
    for leg in legs:
        groups[leg.start].append(leg)
    found: list[Measured] = []
    for start, group in groups.items():
        limit = 2 * max(leg.distance_km.typical for leg in group) + 100
        ways = graph.ways(holds[start], [holds[leg.end] for leg in group], limit)
        for leg, shortest in zip(group, ways, strict=True):
            via = guides[leg.id].via if leg.id in guides else ()
            way = _by_way_of(graph, [holds[start], holds[leg.end]], [p[:2] for p in via]) if via else shortest
            found.append(Measured(leg, places[start], places[leg.end], way, verdict(leg, way)))
    return found


def _by_way_of(graph: TrackGraph, ends: Sequence[Sequence[Hold]], via: Sequence[Position]) -> Way | None:
    """The shortest way by way of some points."""
    stops = [ends[0], *(graph.holds(point, VIA_REACH_KM) for point in via), ends[1]]
    parts = [graph.ways(one, [other], math.inf)[0] for one, other in pairwise(stops)]
    whole = [part for part in parts if part is not None]
    if len(whole) < len(parts):
        return None
    hops = list(whole[0].parts)
    for before, after in pairwise(whole):
        step = great_circle_km(*before.points[-1], *after.points[0])
        hops += [Hop(step, step), *after.parts]
    return Way(
        length_km=sum(part.length_km for part in whole),
        points=[point for part in whole for point in part.points],
        parts=hops,
        beside_start=whole[0].beside_start,
        beside_end=whole[-1].beside_end,
        access=whole[0].access + whole[-1].access,
        longest_hop=max(part.longest_hop for part in whole),
        hops=sum(part.hops for part in whole),
        gaps=sum(part.gaps for part in whole),
        shared_out=whole[0].shared_out + whole[-1].shared_out,
    )


def verdict(leg: Leg, way: Way | None) -> str:
    """How good a way is for a leg."""
    if way is None:
        return "no way"
    typical = leg.distance_km.typical
    off = abs(way.length_km - typical)
    most = ESTIMATED if leg.distance_km.basis in ESTIMATED_BASES else LOOSE
    faults = {
        "place off the line": way.access > FARTHEST_PLACE_KM,
        "length off": off > max(most * typical, LOOSE_KM),
        "gap": way.gaps > max(SHORT_GAP_KM, MOST_GAP * way.length_km),
    }
    good = "aligned" if off <= max(CLOSE * typical, CLOSE_KM) else "loose"
    return next((fault for fault, found in faults.items() if found), good)
