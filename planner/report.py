"""The forms an answer can take: one entry a format."""

import io
from collections.abc import Callable
from typing import Any

import msgspec

from corridors.itinerary import LegStep, Plan
from corridors.network import Network

Report = Callable[[Plan, Network], str]

STEP_FIELDS = (
    "rank", "step", "kind", "type", "id", "mode", "gauge_mm", "from", "to", "place", "distance_km",
    "time_h_low", "time_h", "time_h_high", "cost_usd_low", "cost_usd", "cost_usd_high", "co2e_kg", "status", "basis",
    "sources",
)  # fmt: skip


def pretty_json(answer: object) -> str:
    """Records and plain values as indented JSON, one line break at the end."""
    return msgspec.json.format(msgspec.json.encode(answer), indent=1).decode() + "\n"


def as_json(plan: Plan, _network: Network) -> str:
    """The plan as ``landbridge/plan/1``."""
    return pretty_json(plan)


def as_csv(plan: Plan, _network: Network) -> str:
    """One row a step, RFC 4180."""
    import csv  # noqa: PLC0415 - one form of several

    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, STEP_FIELDS, lineterminator="\r\n")
    writer.writeheader()
    for itinerary in plan.itineraries:
        for number, step in enumerate(itinerary.steps, start=1):
            row: dict[str, Any] = {
                "rank": itinerary.rank,
                "step": number,
                "time_h_low": round(step.time_h.low, 3),
                "time_h": round(step.time_h.typical, 3),
                "time_h_high": round(step.time_h.high, 3),
                "cost_usd_low": round(step.cost_usd.low, 2),
                "cost_usd": round(step.cost_usd.typical, 2),
                "cost_usd_high": round(step.cost_usd.high, 2),
                "co2e_kg": round(step.co2e_kg.typical, 3),
                "basis": step.basis,
                "sources": " ".join(step.sources),
            }
            if isinstance(step, LegStep):
                row |= {
                    "kind": "leg", "id": step.id, "mode": step.mode, "gauge_mm": step.gauge_mm, "from": step.start,
                    "to": step.end, "distance_km": step.distance_km, "status": step.status,
                }  # fmt: skip
            else:
                row |= {"kind": "handling", "type": step.type, "place": step.place}
            writer.writerow(row)
    return buffer.getvalue()


def as_geojson(plan: Plan, network: Network) -> str:
    """A FeatureCollection (RFC 7946): a line for each leg of each itinerary, a point for each place passed."""
    shapes = network.shapes()
    features: list[dict[str, Any]] = []
    for itinerary in plan.itineraries:
        for number, step in enumerate(itinerary.steps, start=1):
            if not isinstance(step, LegStep):
                continue
            leg = network.legs[step.id]
            line = network.line(leg, shapes)
            features.append(
                {
                    "type": "Feature",
                    "geometry": {
                        "type": "LineString",
                        "coordinates": line if step.start == leg.start else line[::-1],
                    },
                    "properties": {
                        "rank": itinerary.rank, "step": number, "schematic": leg.id not in shapes, "id": step.id,
                        "mode": step.mode, "gauge_mm": step.gauge_mm, "from": step.start, "to": step.end,
                        "distance_km": step.distance_km, "time_h": step.time_h.typical,
                        "cost_usd": step.cost_usd.typical, "co2e_kg": step.co2e_kg.typical, "status": step.status,
                        "basis": step.basis, "sources": list(step.sources),
                    },
                }
            )  # fmt: skip
    for name in dict.fromkeys(place for itinerary in plan.itineraries for place in itinerary.places):
        place = network.places[name]
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
                "properties": {"id": place.id, "name": place.name, "country": place.country, "kind": place.kind},
            }
        )
    collection = {"type": "FeatureCollection", "attribution": network.settings.attribution, "features": features}
    return msgspec.json.encode(collection).decode() + "\n"


def as_table(plan: Plan, network: Network) -> str:
    """Text for a terminal."""
    from planner.table import text  # noqa: PLC0415 - an answer in JSON needs no table

    return text(plan, network)


def as_markdown(plan: Plan, network: Network) -> str:
    """Tables in Markdown."""
    from planner.table import markdown  # noqa: PLC0415 - as above

    return markdown(plan, network)


FORMATS: dict[str, Report] = {
    "table": as_table,
    "json": as_json,
    "csv": as_csv,
    "geojson": as_geojson,
    "markdown": as_markdown,
}
