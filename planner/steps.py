"""The steps a traveller takes on the arcs of a way, priced with their ranges and sources."""

from collections.abc import Iterable

from corridors.conditions import Condition
from corridors.itinerary import HandlingStep, LegStep, Step
from corridors.model import Leg, Way
from planner.arcs import Arc, Part
from planner.graph import Graph


def steps_of(graph: Graph, arcs: Iterable[Arc]) -> tuple[Step, ...]:
    """The steps that a chain of arcs takes, in order."""
    kept = graph.weights.steps
    found: list[Step] = []
    for arc in arcs:
        steps = kept.get(arc.number)
        if steps is None:
            steps = tuple(_step(graph, part) for part in graph.parts(arc.number))
            if graph.is_inner(arc.number):
                kept[arc.number] = steps
        found += steps
    return tuple(found)


def _step(graph: Graph, part: Part) -> Step:
    if part.leg is not None and part.condition is not None:
        return _leg_step(graph, part.leg, part.way, part.condition, part.service)
    price = part.price
    assert price is not None, "only a leg is priced when it is shown"
    return HandlingStep(
        type="border" if part.kind == "border" else part.handling,
        place=part.place,
        time_h=price.time_h,
        cost_usd=price.cost_usd,
        co2e_kg=price.co2e_kg,
        basis=price.basis,
        sources=tuple(dict.fromkeys((*price.sources, *part.sources))),
        between=part.between,
        note=price.note,
    )


def _leg_step(graph: Graph, leg: Leg, way: Way, condition: Condition, service: str | None) -> LegStep:
    price = graph.prices.leg(leg, condition, service)
    reasons = (source for reason in condition.reasons for source in reason.sources)
    return LegStep(
        id=leg.id,
        mode=leg.mode,
        gauge_mm=leg.gauge_mm,
        start=leg.start if way == "forward" else leg.end,
        end=leg.end if way == "forward" else leg.start,
        distance_km=leg.distance_km.typical,
        time_h=price.time_h,
        cost_usd=price.cost_usd,
        co2e_kg=price.co2e_kg,
        status=condition.state,
        basis=price.basis,
        distance_basis=leg.distance_km.basis,
        sources=tuple(dict.fromkeys((*price.sources, *reasons))),
        service=service,
        passages=leg.passages,
        corridors=graph.network.corridors_of.get(leg.id, ()),
        note=price.note,
    )
