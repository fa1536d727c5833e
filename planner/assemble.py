"""Adds steps up to an itinerary: totals with their ranges, places, borders, corridors, published figures beside them."""

import math
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from corridors.itinerary import GeneralisedParts, HandlingStep, Itinerary, LegStep, Overlap, Published, Range, Step
from corridors.model import BASES, ESTIMATED_BASES, Corridor
from corridors.network import Network
from corridors.units import great_circle_km
from planner.arcs import Arc
from planner.graph import Graph
from planner.objectives import carbon_usd, delay_usd
from planner.query import Query
from planner.steps import steps_of

CORRIDOR_SHARE = 0.75
"""An itinerary follows a corridor when it runs this share of its km on it …"""
CORRIDOR_COVERED = 0.5
"""… and that is at least this share of the corridor's longest way."""
SAME_CITY_KM = 60.0
SAME_CITY_DEGREES = 0.6
"""No two points within the distance above lie further apart in latitude."""
PUBLISHED_SHARE = 0.55
"""A published figure is set beside an itinerary when it covers this share of its km."""
MOST_PUBLISHED = 12


def assemble(
    graph: Graph, arcs: Sequence[Arc], *, rank: int, on: Sequence[str] = (), steps: tuple[Step, ...] | None = None
) -> Itinerary:
    """The itinerary of a chain of arcs, ``on`` the corridors it was made to follow; labels and warnings come later.

    ``steps`` are those it takes, where they are not those of the day of the query.
    """
    network, query = graph.network, graph.query
    steps = steps_of(graph, arcs) if steps is None else steps
    legs = [step for step in steps if isinstance(step, LegStep)]
    places = _places(query, legs)
    time, cost = total(steps, lambda step: step.time_h), total(steps, lambda step: step.cost_usd)
    distance = sum(leg.distance_km for leg in legs)
    key = "|".join(f"{leg.id}>{leg.end}>{leg.service or ''}" for leg in legs)
    used = tuple(dict.fromkeys((*on, *corridors_used(network, legs))))
    kg = total(steps, lambda step: step.co2e_kg)
    parts = GeneralisedParts(cost.typical, delay_usd(time.typical, query), carbon_usd(kg.typical, query))
    return Itinerary(
        rank=rank,
        id=f"{zlib.crc32(key.encode()):08x}",
        labels=(),
        distance_km=distance,
        time_h=time,
        cost_usd=cost,
        co2e_kg=kg,
        generalised_cost_usd=parts.freight_and_fees_usd + parts.time_usd + parts.carbon_usd,
        modes=tuple(dict.fromkeys(leg.mode for leg in legs)),
        countries=_countries(network, places),
        places=places,
        borders=tuple(f"{leg.start}-{leg.end}" for leg in legs if network.is_border(network.legs[leg.id])),
        decisions=decisions_of(arcs),
        gauge_breaks=sum(1 for step in steps if isinstance(step, HandlingStep) and step.type == "gauge_change"),
        weakest_basis=max((step.basis for step in steps), key=BASES.index),
        estimated_share=sum(leg.distance_km for leg in legs if leg.distance_basis in ESTIMATED_BASES)
        / (distance or 1.0),
        corridors=used,
        overlaps=(),
        published=published_beside(network, steps, used[:1]),
        warnings=(),
        steps=steps,
        generalised_parts=parts,
    )


def decisions_of(arcs: Iterable[Arc]) -> tuple[str, ...]:
    """The decision points of a chain of arcs, each once, in order."""
    return tuple(dict.fromkeys(decision for arc in arcs for decision in arc.decisions))


def total(steps: Sequence[Step], measure: Callable[[Step], Range]) -> Range:
    """What a measure adds up to: see :func:`added`."""
    return added((group_of(step), measure(step)) for step in steps)


def added(parts: Iterable[tuple[tuple[str, ...], Range]]) -> Range:
    """The sum of ranges, each with its group: typical values are summed, ranges are not.

    Steps that share a cause (running in one mode: one truck, one class of train; handlings of one kind, waits for one
    mode, the same border) are taken as moving together: their deviations add. Groups are taken as independent: the 10th and 90th percentile
    of the sum lie at the root of the summed squares.
    """
    low: dict[tuple[str, ...], float] = {}
    high: dict[tuple[str, ...], float] = {}
    typical = 0.0
    for group, value in parts:
        typical += value.typical
        low[group] = low.get(group, 0.0) + value.typical - value.low
        high[group] = high.get(group, 0.0) + value.high - value.typical
    return Range(
        max(0.0, typical - math.sqrt(sum(part * part for part in low.values()))),
        typical,
        typical + math.sqrt(sum(part * part for part in high.values())),
    )


def group_of(step: Step) -> tuple[str, ...]:
    """The cause that a step shares with others."""
    if isinstance(step, LegStep):
        return ("run", step.mode)
    if step.type == "border":
        return ("border", step.place)
    return (step.type, *(step.between[-1:] if step.type == "wait" else ()))


def _places(query: Query, legs: Sequence[LegStep]) -> tuple[str, ...]:
    return (query.origin, *(leg.end for leg in legs))


def _countries(network: Network, places: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(network.places[p].country for p in places if not network.places[p].at_sea))


def corridors_used(network: Network, legs: Sequence[LegStep]) -> tuple[str, ...]:
    """Corridors that carry most of the km, the largest share first; of equal ones the more specific."""
    total_km = sum(leg.distance_km for leg in legs) or 1.0
    run = {leg.id: leg.distance_km for leg in legs}
    ranked: list[tuple[float, int, str]] = []
    for corridor, members in network.derived(_members):
        share = sum(km for leg, km in run.items() if leg in members) / total_km
        if share >= CORRIDOR_SHARE and _covered(network, corridor, share * total_km) >= CORRIDOR_COVERED:
            ranked.append((-round(share, 3), len(members), corridor.id))
    return tuple(name for _, _, name in sorted(ranked))


def _members(network: Network) -> tuple[tuple[Corridor, frozenset[str]], ...]:
    return tuple(
        (corridor, frozenset(leg for way in corridor.ways for leg in way)) for corridor in network.data.corridors
    )


def _covered(network: Network, corridor: Corridor, km: float) -> float:
    longest = max(sum(network.legs[leg].distance_km.typical for leg in way) for way in corridor.ways)
    return km / longest


def overlap_with(better: Itinerary, later: Itinerary, weight: float = 0.0) -> Overlap:
    """How much of a better itinerary a later one repeats: by decision points, km and hours; by weight as it is given."""
    repeated = set(better.decisions) & set(later.decisions)
    theirs = {step.id for step in later.steps if isinstance(step, LegStep)}
    legs = [step for step in better.steps if isinstance(step, LegStep)]
    same = [leg for leg in legs if leg.id in theirs]
    return Overlap(
        rank=better.rank,
        decisions=len(repeated) / len(better.decisions) if better.decisions else 0.0,
        distance=sum(leg.distance_km for leg in same) / (sum(leg.distance_km for leg in legs) or 1.0),
        time=sum(leg.time_h.typical for leg in same) / (sum(leg.time_h.typical for leg in legs) or 1.0),
        weight=weight,
    )


def published_beside(network: Network, steps: Sequence[Step], corridors: Sequence[str]) -> tuple[Published, ...]:
    """Published figures for the itinerary's corridor whose two ends lie on it, and what we have for the same stretch."""
    found: list[tuple[float, Published]] = []
    followed = frozenset(corridors)
    stops = _stops(network, steps)
    distance = sum(step.distance_km for step in steps if isinstance(step, LegStep)) or 1.0
    for figure in network.data.published:
        if followed.isdisjoint(figure.corridors):
            continue
        one = _stop(network, stops, figure.origin)
        other = None if one is None else _stop(network, stops, figure.destination)
        if one is None or other is None or one == other:
            continue
        first, last = min(one, other), max(one, other)
        start = 0 if first.arrived < 0 else first.left
        end = len(steps) if last.left == len(steps) else last.arrived + 1
        part = steps[start:end]
        km = sum(step.distance_km for step in part if isinstance(step, LegStep))
        if km < PUBLISHED_SHARE * distance:
            continue
        if figure.metric == "distance_km":
            ours = Range(km, km, km)
        elif figure.metric == "time_h":
            ours = total(part, lambda step: step.time_h)
        else:
            ours = total(part, lambda step: step.cost_usd)
        found.append(
            (
                km,
                Published(
                    id=figure.id, origin=figure.origin, destination=figure.destination, metric=figure.metric,
                    low=figure.low, high=figure.high, date=figure.date, nature=figure.nature, source=figure.source,
                    conditions=figure.conditions, ours=ours,
                ),
            )
        )  # fmt: skip
    found.sort(key=lambda pair: (-pair[0], pair[1].metric, pair[1].id))
    return tuple(record for _, record in found[:MOST_PUBLISHED])


class _Stop(NamedTuple):
    """Where a place stands among the steps: the legs that reach and leave it, beyond the ends where none does."""

    arrived: int
    left: int


def _stops(network: Network, steps: Sequence[Step]) -> dict[str, _Stop]:
    """The stops of an itinerary by place; points at sea are left out."""
    stops: dict[str, _Stop] = {}
    for index, step in enumerate(steps):
        if not isinstance(step, LegStep):
            continue
        before = stops.get(step.start, _Stop(-1, index))
        stops[step.start] = before._replace(left=index)
        stops.setdefault(step.end, _Stop(index, len(steps)))
    return {name: stop for name, stop in stops.items() if not network.places[name].at_sea}


def _stop(network: Network, stops: Mapping[str, _Stop], wanted: str) -> _Stop | None:
    """The stop at a place, or at the nearest place of the same city."""
    if wanted in stops:
        return stops[wanted]
    place = network.places[wanted]
    near = [
        (great_circle_km(place.lon, place.lat, other.lon, other.lat), stop)
        for other, stop in ((network.places[name], stop) for name, stop in stops.items())
        if abs(place.lat - other.lat) < SAME_CITY_DEGREES and abs(place.lon - other.lon) < 2 * SAME_CITY_DEGREES
    ]
    km, stop = min(near, default=(math.inf, None))
    return stop if km <= SAME_CITY_KM else None
