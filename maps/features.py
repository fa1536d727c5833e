"""Everything the page shows, as one plain JSON-able record: names, lines, marks, figures and sources of a plan."""

from collections.abc import Iterable, Mapping, Sequence

from corridors.itinerary import HandlingStep, Itinerary, LegStep, Plan, QueryEcho, Range
from corridors.model import FUTURE_STATES
from maps import marks, names, palette
from maps.names import Facts

Json = dict[str, object]
Point = tuple[float, float]
Shapes = Mapping[str, Sequence[Point]]
"""Lines of legs by id: (lon, lat) in degrees WGS 84, in from-to order. A leg without one is drawn straight."""

DECIMALS = 3
"""Of a degree, kept in drawn lines: about 100 m."""
THIN_DEG = 0.004
"""Points nearer than this to the one before are left out of a drawn line."""

_ARROW = "\N{RIGHTWARDS ARROW}"
_GROUND_CREDIT = "Land, water and borders: Natural Earth (public domain)"
_NEUTRALITY = "Borders and names on this map express no opinion on the legal status of any territory."
_OBJECTIVES = {
    "generalised": "generalised cost: freight, fees and the value of time",
    "time": "time",
    "cost": "cost",
    "distance": "distance",
    "emissions": "emissions",
}


def collect(plan: Plan, facts: Facts, shapes: Shapes, *, shape_credits: Sequence[str] = ()) -> Json:
    """The page's data: all that is drawn or said, nothing that is looked up later.

    Figures keep their units in their names (``time_h``, ``cost_usd``, ``co2e_kg``, ``distance_km``) and hold for the
    whole shipment. ``shape_credits`` are lines of attribution that the shapes ask for.
    """
    query = plan.query
    return {
        "title": f"{query.origin.name} {_ARROW} {query.destination.name}",
        "facts": _facts(plan, facts),
        "warnings": list(plan.warnings),
        "method": list(plan.method),
        "palette": palette.as_data(),
        "legs": _legs(plan, facts, shapes),
        "sources": _sources(plan, facts),
        "itineraries": [_itinerary(facts, item) for item in plan.itineraries],
        "credits": [facts.settings.attribution, *shape_credits, _GROUND_CREDIT, _NEUTRALITY],
    }


def _facts(plan: Plan, facts: Facts) -> list[list[str]]:
    """The question and the data behind the answer, as pairs of a term and its value."""
    query, settings = plan.query, facts.settings
    cargo = f"{query.cargo.teu:g} TEU of {query.cargo.tonnes_per_teu:g} t net"
    pairs = [
        ["Date", query.on.isoformat()],
        ["Shipment", cargo],
        ["Ranked by", _OBJECTIVES.get(query.by, query.by)],
        ["Value of time", f"{query.value_of_time_usd_per_day:g} USD a day"],
        *_constraints(query, facts),
        ["Data", f"{plan.data_version}, as of {plan.data_as_of.isoformat()}"],
        ["Money", f"US dollars of {settings.money_year}"],
    ]
    return [pair for pair in pairs if pair[1]]


def _constraints(query: QueryEcho, facts: Facts) -> list[list[str]]:
    def listed(ids: Iterable[str]) -> str:
        return ", ".join(names.of_any(facts, name) for name in ids)

    return [
        ["Via", listed(query.via)],
        ["Avoiding", listed(query.avoid)],
        ["Corridor", listed([query.corridor] if query.corridor else [])],
        ["Scenario", query.scenario or ""],
        ["Including", listed(query.include)],
    ]


def _legs(plan: Plan, facts: Facts, shapes: Shapes) -> dict[str, Json]:
    """Every leg of every itinerary once: mode, line, and whether that line is only a straight one."""
    found: dict[str, Json] = {}
    for step in (step for item in plan.itineraries for step in item.steps if isinstance(step, LegStep)):
        if step.id not in found:
            schematic = len(shapes.get(step.id, ())) < 2  # noqa: PLR2004 - two ends
            found[step.id] = {"mode": step.mode, "line": line_of(step, facts, shapes), "schematic": schematic}
    return found


def line_of(step: LegStep, facts: Facts, shapes: Shapes) -> list[Point]:
    """The line that is drawn for a step: its shape, or a straight one between its ends."""
    line = shapes.get(step.id, ())
    return thinned(line) if len(line) > 1 else _straight(step, facts)


def _straight(step: LegStep, facts: Facts) -> list[Point]:
    ends = [facts.places[name] for name in (step.start, step.end) if name in facts.places]
    return [(round(place.lon, DECIMALS), round(place.lat, DECIMALS)) for place in ends] if len(ends) == 2 else []  # noqa: PLR2004 - as above


def thinned(line: Sequence[Point]) -> list[Point]:
    """A line rounded to :data:`DECIMALS`, without points that no screen tells apart; both ends stay."""
    kept: list[Point] = []
    for lon, lat in line:
        if not kept or abs(lon - kept[-1][0]) + abs(lat - kept[-1][1]) >= THIN_DEG:
            kept.append((round(lon, DECIMALS), round(lat, DECIMALS)))
    last = (round(line[-1][0], DECIMALS), round(line[-1][1], DECIMALS))
    if kept[-1] != last:
        kept.append(last)
    return kept


def _sources(plan: Plan, facts: Facts) -> dict[str, Json]:
    """The sources that any step or published figure of the plan cites."""
    cited = {name for item in plan.itineraries for step in item.steps for name in step.sources}
    cited |= {figure.source for item in plan.itineraries for figure in item.published}
    return {name: _source(facts, name) for name in sorted(cited)}


def _source(facts: Facts, name: str) -> Json:
    source = facts.sources.get(name)
    if source is None:
        return {"producer": "", "title": name, "published": "", "url": ""}
    return {
        "producer": source.producer,
        "title": source.title,
        "published": source.published,
        "url": source.url,
    }


def _range(quantity: Range) -> list[float]:
    """Low, typical, high."""
    return [round(value, 3) for value in (quantity.low, quantity.typical, quantity.high)]


def _itinerary(facts: Facts, item: Itinerary) -> Json:
    ends = {*item.places[:1], *item.places[-1:]}
    return {
        "rank": item.rank,
        "labels": list(item.labels),
        "via": [names.of_any(facts, name) for name in item.decisions if name.partition(":")[2] not in ends],
        "countries": [names.of_country(facts, code) for code in item.countries],
        "corridors": [names.of_any(facts, name) for name in item.corridors],
        "modes": list(item.modes),
        "distance_km": round(item.distance_km, 1),
        "time_h": _range(item.time_h),
        "cost_usd": _range(item.cost_usd),
        "co2e_kg": _range(item.co2e_kg),
        "borders": len(item.borders),
        "gauge_breaks": item.gauge_breaks,
        "weakest_basis": item.weakest_basis,
        "estimated_share": round(item.estimated_share, 3),
        "warnings": list(item.warnings),
        "switches": [switch.statement for switch in item.switches],
        "published": [
            {
                "between": names.of_journey(facts, figure.origin, figure.destination),
                "metric": figure.metric,
                "range": [figure.low, figure.high],
                "ours": _range(figure.ours),
                "date": figure.date,
                "nature": figure.nature,
                "conditions": figure.conditions,
                "source": figure.source,
            }
            for figure in item.published
        ],
        "steps": [_step(facts, step) for step in item.steps],
        "marks": marks.of_itinerary(facts, item),
    }


def _step(facts: Facts, step: LegStep | HandlingStep) -> Json:
    common: Json = {
        "title": names.of_step(facts, step),
        "time_h": _range(step.time_h),
        "cost_usd": _range(step.cost_usd),
        "basis": step.basis,
        "sources": list(step.sources),
        "note": step.note,
    }
    if isinstance(step, HandlingStep):
        return {**common, "kind": "handling", "type": step.type, "between": names.of_between(facts, step)}
    return {
        **common,
        "kind": "leg",
        "leg": step.id,
        "mode": step.mode,
        "gauge_mm": step.gauge_mm,
        "distance_km": round(step.distance_km, 1),
        "distance_basis": step.distance_basis,
        "status": step.status,
        "planned": step.status in FUTURE_STATES,
        "service": step.service or "",
        "passages": [names.of_any(facts, name) for name in step.passages],
        "corridors": [names.of_any(facts, name) for name in step.corridors],
    }
