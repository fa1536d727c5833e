"""What a reader must know beside an answer: closures in the way, plans, restrictions, data beyond their date."""

from collections.abc import Iterable, Sequence

from corridors.errors import NoRouteError
from corridors.itinerary import Dropped, Itinerary, LegStep
from corridors.model import FUTURE_STATES
from planner.graph import Arc, Barrier, Graph
from planner.search.layers import LayeredArc, layered
from planner.search.paths import shortest

Copy = LayeredArc[Arc]

ONE_BARRIER = 10**30
"""Heavier than any route, corridor penalties included: the fewest barriers come first."""


def of_plan(graph: Graph, closed: Sequence[Arc], found: int) -> tuple[str, ...]:
    """Warnings that hold for the whole answer; ``closed`` as :func:`better_but_closed` gives it."""
    query, settings = graph.query, graph.network.settings
    warnings: list[str] = []
    if query.on > settings.as_of:
        warnings.append(
            f"The data reach {settings.as_of}; for {query.on} the last known status of every leg is taken to hold."
        )
    warnings += [f"A better way is not open: {text}" for text in _named(graph, closed)]
    if found < query.alternatives:
        warnings.append(
            f"Only {found} of {query.alternatives} routes asked for: every further route repeats more than half the"
            " decision points of one that is shown."
        )
    return tuple(warnings)


def better_but_closed(product: Sequence[Sequence[Copy]], target: int, best: Sequence[Arc]) -> tuple[Arc, ...]:
    """The way that would be better than the best one if nothing were closed or barred; empty where there is none."""

    def allowed(arc: Copy) -> bool:
        barrier = arc.original.barrier
        return barrier is None or barrier.kind in {"closed", "barred"}

    path = shortest(product, Graph.ORIGIN, target, allowed)
    if path is None:
        return ()
    arcs = tuple(arc.original for arc in path)
    return arcs if sum(arc.weight for arc in arcs) < sum(arc.weight for arc in best) else ()


def dropped(graph: Graph, closed: Sequence[Arc]) -> tuple[Dropped, ...]:
    """The better way that is not open, as a dropped route with its reason."""
    if not closed:
        return ()
    places = dict.fromkeys(graph.place_of(vertex) for arc in closed for vertex in (arc.tail, arc.head))
    return (Dropped(tuple(places), "; ".join(_named(graph, closed))),)


def _named(graph: Graph, arcs: Iterable[Arc]) -> list[str]:
    """Each barrier on a path once, with the places it stands at and its dates."""
    places: dict[Barrier, list[str]] = {}
    for arc in arcs:
        if arc.barrier is not None:
            names = (graph.network.places[graph.place_of(vertex)].name for vertex in (arc.tail, arc.head))
            places.setdefault(arc.barrier, []).append("–".join(dict.fromkeys(names)))
    return [_sentence(graph, barrier, spots) for barrier, spots in places.items()]


def _sentence(graph: Graph, barrier: Barrier, spots: Sequence[str]) -> str:
    where = ", ".join(dict.fromkeys(spots[:3])) + (" and on" if len(spots) > 3 else "")  # noqa: PLR2004 - a short list
    network = graph.network
    if barrier.source in network.events:
        event = network.events[barrier.source]
        until = f" until {event.end}" if event.end else ", no end known"
        return f"{where}: {event.title} (from {event.start}{until}; event {event.id})"
    for permission in network.data.permissions:
        if permission.id == barrier.source:
            return f"{where}: {permission.title} (from {permission.start}; permission {permission.id})"
    return f"{where}: {barrier.text}"


def of_itinerary(graph: Graph, itinerary: Itinerary) -> tuple[str, ...]:
    """Warnings that hold for one itinerary."""
    warnings: dict[str, None] = {}
    for step in itinerary.steps:
        if not isinstance(step, LegStep):
            continue
        leg = graph.network.legs[step.id]
        way = "forward" if step.start == leg.start else "backward"
        condition = graph.conditions.of(leg, way)  # type: ignore[arg-type]
        stretch = f"{graph.network.places[step.start].name}–{graph.network.places[step.end].name}"
        if condition.state in FUTURE_STATES:
            when = f"expected {condition.expected}" if condition.expected else "without a date"
            warnings[f"{stretch} ({step.mode}) is {condition.state}, {when}."] = None
            for reason in graph.conditions.unbound(leg):
                warnings[
                    f"{stretch}: the planned line is not bound by “{reason.text}” ({reason.id}), which shuts what stands"
                    " there today."
                ] = None
        elif condition.state == "restricted":
            for reason in condition.reasons:
                warnings[f"Restricted: {reason.text} ({reason.id})."] = None
    return tuple(warnings)


def no_route(graph: Graph, product: Sequence[Sequence[Copy]], target: int) -> NoRouteError:
    """The error for a query that nothing answers, with the fewest barriers in the way."""
    places = graph.network.places
    origin, destination = places[graph.query.origin].name, places[graph.query.destination].name
    weighted = layered(product, 1, lambda _, arc: (0, 0 if arc.original.barrier is None else ONE_BARRIER))
    path = shortest(weighted, Graph.ORIGIN, target)
    if path is None:
        why = "no chain of legs in the network joins them under these rules"
    else:
        blocked = _named(graph, (copy.original.original for copy in path))
        why = "the least that stands in the way: " + "; ".join(blocked)
    return NoRouteError(
        what=f"no way from {origin} to {destination} on {graph.query.on}",
        where="the network under the constraints given",
        why=why,
        remedy="another date, fewer constraints, or --include planned",
    )
