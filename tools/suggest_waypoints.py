"""Choose stations and towns for the lines whose shape the graph does not know, and write them to ``tools/waypoints.toml``.

Input is a table of candidates, ``kind,lon,lat,name,detail,source`` without a head line, where kind is ``rail`` (a station or
halt) or ``town``. For every rail and road leg the long hops of its way on the graph, or the whole leg where the graph has no
way of about its length, are filled with a chain of candidates of fitting length (:mod:`tools.chain`). Guides whose points were chosen
by hand stay as they are. Only needed when legs are added or moved: the build itself reads the points that were chosen. Run::

    python -m tools.suggest_waypoints candidates.csv
"""

import argparse
import csv
import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corridors.units import great_circle_km
from tools.chain import chain
from tools.draw_lines import length_km
from tools.guides import GUIDES, Guide, read_guides, write_guides
from tools.leg_ways import GRAPHS, Measured, at, is_coarse, measure
from tools.legs import planned, read_legs
from tools.track_graph import Position

FILL_KM = 5.0
"""Hops longer than this are filled."""
LEAST_PER_100_KM = 4.5
BENDS = {"rail": 1.06, "road": 1.08}
"""How much longer than its straight line a hop may be that has not been measured."""
MOST_MISSING = 0.25
NEARLY = 0.95
"""A chain of this share of the known length is long enough."""
SOURCES = {"osm": "OpenStreetMap stations", "geonames": "GeoNames", "datameet": "datameet railways"}


class Pool:
    """Candidates of one kind."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        """Keep the rows beside their positions."""
        self.rows = rows
        self.at: NDArray[np.float64] = np.array([(float(row[1]), float(row[2])) for row in rows])

    def chain(self, a: Position, b: Position, length: float) -> list[Sequence[str]]:
        """The chosen rows between two points."""
        return [self.rows[i] for i in chain(a, b, length, self.at)]


def _at(row: Sequence[str]) -> Position:
    return float(row[1]), float(row[2])


def _best(pools: Sequence[Pool], a: Position, b: Position, length: float) -> list[Sequence[str]]:
    """The chain of the first pool that is nearly as long as the track, else the longest."""
    best: list[Sequence[str]] = []
    most = 0.0
    for pool in pools:
        rows = pool.chain(a, b, length)
        km = length_km([a, *map(_at, rows), b])
        thin = (len(best) + 1) / length * 100 < LEAST_PER_100_KM
        if km > most + 0.01 * length or (thin and len(rows) > len(best)):
            best, most = rows, km
        if most >= NEARLY * length and (len(best) + 1) / length * 100 >= LEAST_PER_100_KM:
            break
    return best


def choose(found: Measured, pools: Sequence[Pool]) -> Guide | None:
    """The guide of a leg."""
    leg = found.leg
    usable = found.verdict in {"aligned", "loose"} and found.way is not None
    if planned(leg):
        usable = found.verdict == "aligned"
    rows: list[Sequence[str]] = []
    if usable and found.way is not None:
        missing = max(0.0, leg.distance_km.typical - found.way.length_km)
        coarse = sum(hop.km for hop in found.way.parts if is_coarse(hop))
        for hop, (a, b) in zip(found.way.parts, pairwise(found.way.points), strict=True):
            if hop.straight > FILL_KM:
                km = hop.km
                if is_coarse(hop):
                    km = max(km * (1 + min(MOST_MISSING, missing / coarse)), hop.straight * BENDS[leg.mode])
                rows += _best(pools, a, b, max(km, hop.straight))
    else:
        ends = at(found.start), at(found.end)
        rows = _best(pools, *ends, max(leg.distance_km.typical, found.great_circle * 1.02))
    if not rows:
        return None
    source = ", ".join(sorted({SOURCES[row[5]] for row in rows}))
    points = tuple((*_at(row), row[3]) for row in rows)
    return Guide(leg.id, points, only=not usable, by="chain", source=source)


def main() -> None:
    """Read the candidates, choose, write, tell what is still without points."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("candidates", type=Path)
    parser.add_argument(
        "--new", action="store_true", help="keep all that was chosen, choose only for legs without points"
    )
    options = parser.parse_args()
    with options.candidates.open(encoding="utf-8", newline="") as file:
        table = [row for row in csv.reader(file) if row[0] == "town" or row[4] in {"station", "halt"}]
    stations, towns, both = (
        Pool([row for row in table if row[0] in kinds]) for kinds in (("rail",), ("town",), ("rail", "town"))
    )
    every, places = read_legs()
    before = read_guides()
    kept = {name: guide for name, guide in before.items() if options.new or guide.by.startswith("hand")}
    chosen = dict(kept)
    for mode in GRAPHS:
        legs = [leg for leg in every if leg.mode == mode]
        pools = (stations, both) if mode == "rail" else (towns, both)
        for found in measure(legs, places, mode, kept):
            hand = kept.get(found.leg.id)
            if hand and (hand.points or hand.only):
                continue
            guide = choose(found, pools)
            if guide and hand:
                guide = guide._replace(via=hand.via, why=hand.why, by="hand and chain")
            why = before[found.leg.id].why if found.leg.id in before else ""
            if guide:
                chosen[found.leg.id] = guide._replace(why=guide.why or why)
            elif found.verdict not in {"aligned", "loose"} and math.isfinite(found.great_circle):
                print(
                    f"{found.leg.id}: {found.verdict}, no points, {great_circle_km(*at(found.start), *at(found.end)):.0f} km"
                )
    head = GUIDES.read_text(encoding="utf-8").partition("[[leg]]")[0] if GUIDES.exists() else ""
    write_guides(chosen, head)
    print(f"{len(chosen)} guides, {sum(len(guide.points) for guide in chosen.values())} points")
    thin = [
        g.id for g in chosen.values() if g.only and g.by == "chain" and 100 * len(g.points) < 4 * length_km(g.spots)
    ]
    print("thin:", *thin)


if __name__ == "__main__":
    main()
