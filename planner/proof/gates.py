"""Which border legs are one gate: posts of the same two countries that stand close together."""

import math

from planner.proof.day import Day
from planner.proof.folder import Records

ONE_GATE_KM = 25.0
EARTH_KM = 6371.0088

Spot = tuple[float, float]
"""Longitude and latitude in degrees."""


def gates_of(records: Records, day: Day) -> dict[str, str]:
    """The gate of each border leg by the leg's id, named after the first leg of the gate."""
    gates: list[tuple[frozenset[str], Spot, str]] = []
    found: dict[str, str] = {}
    for leg in sorted(records["legs"], key=lambda record: str(record["id"])):
        if not day.is_border(leg):
            continue
        ends = (day.places[leg["from"]], day.places[leg["to"]])
        pair = frozenset(str(end["country"]) for end in ends)
        spot = (sum(float(end["lon"]) for end in ends) / 2, sum(float(end["lat"]) for end in ends) / 2)
        name = next((gate for of, there, gate in gates if of == pair and _km(spot, there) <= ONE_GATE_KM), "")
        if not name:
            name = f"{ends[0]['id']}-{ends[1]['id']}"
            gates.append((pair, spot, name))
        found[leg["id"]] = name
    return found


def _km(one: Spot, other: Spot) -> float:
    """The distance of two points on a sphere, by the angle between them as vectors."""
    a, b = ([math.radians(degrees) for degrees in spot] for spot in (one, other))
    x, y, z = (
        math.cos(a[1]) * math.cos(a[0]) - math.cos(b[1]) * math.cos(b[0]),
        math.cos(a[1]) * math.sin(a[0]) - math.cos(b[1]) * math.sin(b[0]),
        math.sin(a[1]) - math.sin(b[1]),
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(x * x + y * y + z * z) / 2))
