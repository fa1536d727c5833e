"""What a reader must know beside an answer: closures in the way, plans, restrictions, data beyond their date."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from corridors.conditions import Condition, span_on
from corridors.errors import NoRouteError
from corridors.itinerary import Dropped, Itinerary, LegStep
from corridors.model import FUTURE_STATES, PASSABLE_STATES, Leg
from corridors.model import Way as Direction
from planner.arcs import Arc, Barrier
from planner.graph import Graph
from planner.likeness import Way
from planner.objectives import UNITS_PER_ONE
from planner.ways import Ways

if TYPE_CHECKING:
    from planner.blockers import Blocked, Blocker


def of_plan(graph: Graph, closed: Sequence[Way], found: Sequence[Sequence[Arc]]) -> tuple[str, ...]:
    """Warnings that hold for the whole answer; ``closed`` as :func:`closed_ways` gives them."""
    warnings = dict.fromkeys(of_day(graph))
    for way in closed:
        which = "A better way is" if _weight(way) < _weight(found[0]) else "A way that would be shown is"
        for text in barriers(graph, way):
            if not any(warning.endswith(text) for warning in warnings):
                warnings[f"{which} not open: {text}"] = None
    return tuple(warnings)


def of_day(graph: Graph) -> tuple[str, ...]:
    """Warnings that the day alone calls for."""
    on, reach = graph.query.on, graph.network.settings.as_of
    if on <= reach:
        return ()
    return (f"The data reach {reach}; for {on} the last known status of every leg is taken to hold.",)


def of_number(graph: Graph, found: Sequence[object]) -> tuple[str, ...]:
    """The warning that there are fewer journeys in time than asked for."""
    query = graph.query
    if len(found) >= query.alternatives:
        return ()
    more = " or leaves the corridor for much longer than it must" if query.corridor else ""
    more += " or exceeds a limit" if query.limits.given else ""
    every = f"every further one repeats more than {100 * query.overlap:g} % of the decision points of one that is shown"
    return (f"Only {len(found)} of {query.alternatives} journeys asked for: {every}{more}.",)


def of_arrival(graph: Graph, itineraries: Sequence[Itinerary]) -> tuple[str, ...]:
    """The warning that journeys which set out while the data reach arrive after that."""
    reach = graph.network.settings.as_of
    days = [step.reached.date() for item in itineraries for step in item.steps if step.reached]
    if graph.query.on > reach or max(days) <= reach:
        return ()
    return (
        f"The data reach {reach}; for later days of the journey the last known status of every leg is taken to hold.",
    )


def closed_ways(ways: Ways, found: Sequence[Way]) -> list[Way]:
    """The ways that would be among those shown if nothing were closed or barred on the date."""
    weights = {_weight(way) for way in found}
    return [
        way
        for way in ways.different_if_open
        if any(arc.barrier is not None for arc in way) and _weight(way) not in weights
    ]


def _weight(way: Sequence[Arc]) -> int:
    return sum(arc.weight for arc in way)


def dropped(graph: Graph, closed: Sequence[Way]) -> tuple[Dropped, ...]:
    """The ways that are not open, as dropped routes with their reasons."""
    return tuple(
        Dropped(places_of(graph, way), "; ".join(barriers(graph, way)), "closed", _weight(way) / UNITS_PER_ONE)
        for way in closed
    )


def places_of(graph: Graph, way: Way) -> tuple[str, ...]:
    """The places along a way, each once."""
    return tuple(dict.fromkeys(graph.place_of(vertex) for arc in way for vertex in (arc.tail, arc.head)))


def barriers(graph: Graph, arcs: Iterable[Arc]) -> list[str]:
    """Each barrier on a path once, with the places it stands at and its dates."""
    places: dict[Barrier, list[str]] = {}
    for arc in arcs:
        if arc.barrier is not None:
            names = (graph.network.places[graph.place_of(vertex)].name for vertex in (arc.tail, arc.head))
            places.setdefault(arc.barrier, []).append("–".join(dict.fromkeys(names)))
    return [_sentence(graph, barrier, spots) for barrier, spots in places.items()]


def blockers(graph: Graph, blocked: "Blocked") -> list[str]:
    """The things that stand in the way, as :func:`barriers` tells of them."""
    return [_blocker(graph, blocker) for blocker in blocked.blockers]


def _in_time(blocked: "Blocked", why: str) -> str:
    if blocked.blockers:
        return f"on the day of departure, {why}"
    return (
        "there is a way on the day of departure; what opens and shuts on the journey, or a limit, leaves none in time"
    )


def _blocker(graph: Graph, blocker: "Blocker") -> str:
    from planner.blockers import spots  # noqa: PLC0415 - most questions have an answer

    if not blocker.arcs:
        return blocker.barrier.text
    barrier = blocker.barrier
    if barrier.kind == "planned":
        found = (graph.setting.barriers[number] for number in blocker.arcs)
        promises = dict.fromkeys(one.text for one in found if one.kind == "planned")
        barrier = msgspec.structs.replace(
            barrier, text=f"{'; '.join(promises)} ({barrier.text})" if promises else barrier.text
        )
    return _sentence(graph, barrier, spots(graph, blocker.arcs))


def _sentence(graph: Graph, barrier: Barrier, spots: Sequence[str]) -> str:
    where = ", ".join(dict.fromkeys(spots[:3])) + (" and on" if len(spots) > 3 else "")  # noqa: PLR2004 - a short list
    network = graph.network
    if barrier.source in network.events:
        event = network.events[barrier.source]
        ends = [
            effect.end or event.end
            for effect, reason in graph.bound
            if reason.id == event.id and effect.state == "suspended"
        ]
        until = f" until {max(end for end in ends if end)}" if ends and all(ends) else ", no end known"
        return f"{where}: {event.title} (from {event.start}{until}; event {event.id})"
    for permission in network.data.permissions:
        if permission.id == barrier.source:
            return f"{where}: {permission.title} (from {permission.start}; permission {permission.id})"
    return f"{where}: {barrier.text}"


def of_itinerary(
    graph: Graph, itinerary: Itinerary, graph_of: Callable[[LegStep], Graph] | None = None
) -> tuple[str, ...]:
    """Warnings that hold for one itinerary: what is planned on it, and what is restricted.

    ``graph_of`` knows the graph of the day of each leg, where the journey runs in time.
    """
    found = list(_conditions(graph, itinerary, graph_of))
    warnings: dict[str, None] = {}
    for future, group in groupby(found, key=lambda item: _promise(item[2])):
        stretch = list(group)
        if not future:
            continue
        start, end = stretch[0][0].start, stretch[-1][0].end
        names = f"{graph.network.places[start].name}–{graph.network.places[end].name}"
        km = sum(step.distance_km for step, _, _ in stretch)
        warnings[f"{names} ({km:.0f} km of {stretch[0][0].mode}) is {future}."] = None
        for step, leg, _ in stretch:
            for reason in graph.conditions.unbound(leg):
                posts = f"{graph.network.places[step.start].name}–{graph.network.places[step.end].name}"
                warnings[
                    f"{posts}: “{reason.text}” ({reason.id}) shuts what stands there today; it does not bind the"
                    " planned line."
                ] = None
    for _, _, condition in found:
        if condition.state == "restricted":
            for reason in condition.reasons:
                warnings[f"Restricted: {reason.text} ({reason.id})."] = None
    warnings |= dict.fromkeys((*_supposed(graph, found), *_to_look_into(graph, found)))
    return tuple(warnings)


def _supposed(graph: Graph, found: Iterable[tuple[LegStep, Leg, Condition]]) -> Iterator[str]:
    """Lines that are not there and that a scenario takes as open."""
    kilometres: dict[tuple[str, str], float] = {}
    for step, leg, condition in found:
        way: Direction = "forward" if step.start == leg.start else "backward"
        span = span_on(leg.status, graph.query.on, way)
        planned = span is None or span.state in FUTURE_STATES
        if condition.state in PASSABLE_STATES and condition.reasons and (planned or condition.expected):
            reason = condition.reasons[-1]
            by = f"{reason.text} ({reason.id})" if planned else reason.text
            kilometres[by, step.mode] = kilometres.get((by, step.mode), 0.0) + step.distance_km
    for (by, mode), km in kilometres.items():
        yield f"{km:.0f} km of {mode} on this way are not there today and are taken as open: {by}."


def _to_look_into(graph: Graph, found: Iterable[tuple[LegStep, Leg, Condition]]) -> Iterator[str]:
    """What somebody must look into before the goods go, and in which countries; it weighs nothing."""
    where: dict[tuple[str, str], dict[str, None]] = {}
    for _, leg, condition in found:
        for effect, reason in condition.checks:
            ends = [graph.network.places[end] for end in (leg.start, leg.end)]
            named = [end.country for end in ends if not end.at_sea and end.country in effect.countries]
            named = named or [end.name for end in ends if not end.at_sea]
            where.setdefault((effect.check, reason.id), {}).update(dict.fromkeys(named))
    for (text, name), spots in where.items():
        listed = list(spots)
        yield f"To check, not in the cost: {text} ({', '.join(listed[:4])}{' …' if len(listed) > 4 else ''}; {name})."  # noqa: PLR2004 - a short list


def _conditions(
    graph: Graph, itinerary: Itinerary, graph_of: Callable[[LegStep], Graph] | None
) -> Iterator[tuple[LegStep, Leg, Condition]]:
    for step in itinerary.steps:
        if isinstance(step, LegStep):
            leg = graph.network.legs[step.id]
            on_day = graph if graph_of is None else graph_of(step)
            yield step, leg, on_day.conditions.of(leg, "forward" if step.start == leg.start else "backward")


def _promise(condition: Condition) -> str:
    if condition.state not in FUTURE_STATES:
        return ""
    state = "under construction" if condition.state == "construction" else condition.state
    return f"{state}, expected {condition.expected}" if condition.expected else f"{state}, without a date"


def no_route(ways: Ways) -> NoRouteError:
    """The error for a query that nothing answers, with the fewest different things in the way.

    For a journey that runs in time they are those of the day of departure.
    """
    graph = ways.graph
    places = graph.network.places
    origin, destination = places[graph.query.origin].name, places[graph.query.destination].name
    blocked = ways.fewest_blockers()
    lead = "the least that stands in the way: " if graph.query.corridor is None else "on the corridor: "
    touched = {end for leg in graph.network.data.legs for end in (leg.start, leg.end)}
    alone = [places[end].name for end in (graph.query.origin, graph.query.destination) if end not in touched]
    why = "no chain of legs in the network joins them under these rules"
    if alone:
        why = f"no leg of the network reaches {' or '.join(alone)}; name a town or station near by"
    if blocked is not None:
        why = lead + "; ".join(blockers(graph, blocked))
        if graph.query.depart is not None:
            why = _in_time(blocked, why)
    return NoRouteError(
        what=f"no way from {origin} to {destination} on {graph.query.on}",
        where="the network under the constraints given",
        why=why,
        remedy="another date, fewer constraints, or --include planned",
    )
