"""Why this way: what the first route wins by, and what each candidate failed that is not shown."""

from collections.abc import Sequence

from corridors.itinerary import Dropped, Itinerary
from planner import words
from planner.caveats import places_of
from planner.endings import MEASURED, weighed, weight_of_way
from planner.likeness import Way, repeated
from planner.objectives import UNITS_PER_ONE, carbon_usd
from planner.query import Query
from planner.search.distinct import part_of
from planner.ways import Ways


def dropped(ways: Ways, found: Sequence[Way]) -> tuple[Dropped, ...]:
    """The lightest open ways that are not shown, each with what it failed."""
    return tuple(failed(ways, found, way) for way in ways.candidates if not any(same(way, other) for other in found))


def same(one: Way, other: Way) -> bool:
    """Whether two ways run the same arcs."""
    return [arc.number for arc in one] == [arc.number for arc in other]


def failed(ways: Ways, found: Sequence[Way], way: Way) -> Dropped:
    """What an open way failed that is not among those shown."""
    graph, query = ways.graph, ways.graph.query
    weight = weight_of_way(way)
    places = places_of(graph, way)
    best = weight_of_way(found[0])
    for rank, better in enumerate(found, start=1):
        part, whole = repeated(better, way, query.differ_by)
        if part > part_of(whole, query.overlap) and weight_of_way(better) <= weight:
            measured = MEASURED[query.differ_by]
            if query.differ_by == "decisions" and not any(arc.decisions for arc in better):
                measured = MEASURED["km"]
            names = [words.decision_name(graph.network, mark) for mark in _shared(better, way)]
            by = f" ({', '.join(names)})" if names else ""
            reason = (
                f"repeats {part / whole:.0%} of the {measured} of {rank}{by}, more than the"
                f" {100 * query.overlap:g} % allowed"
            )
            return Dropped(places, reason, "overlap", weight / UNITS_PER_ONE, rank, part / whole)
    if query.stretch is not None and weight > part_of(best, query.stretch):
        reason = f"weighs {weight / (best or 1):.2f} times the best, more than the {query.stretch:g} allowed"
        return Dropped(places, reason, "stretch", weight / UNITS_PER_ONE)
    more = weighed(graph, weight - weight_of_way(found[-1]))
    reason = f"is heavier by {more} than route {len(found)}, the last of the {query.alternatives} asked for"
    return Dropped(places, reason, "rank", weight / UNITS_PER_ONE)


def _shared(better: Way, way: Way) -> list[str]:
    theirs = {mark for arc in way for mark in arc.decisions}
    return list(dict.fromkeys(mark for arc in better for mark in arc.decisions if mark in theirs))


def why(ways: Ways, found: Sequence[Way], itineraries: Sequence[Itinerary]) -> tuple[str, ...]:
    """What the first route wins by, each further one loses by, and how the sea baseline stands."""
    graph, query = ways.graph, ways.graph.query
    first = itineraries[0]
    best = weight_of_way(found[0])
    lines = [
        f"1 is the lightest of all open ways: {weighed(graph, best)} ({_of(query, first)})."
        if query.corridor is None
        else f"1 leaves the corridor for the fewest km, and of those ways is the lightest: {weighed(graph, best)}."
    ]
    for way, item in zip(found[1:], itineraries[1:], strict=False):
        more = weight_of_way(way) - best
        lines.append(
            f"{item.rank} is the lightest of all that repeat at most {100 * query.overlap:g} % of the"
            f" {MEASURED[query.differ_by]} of each before it; it weighs {weighed(graph, more)} more than 1"
            f" ({_against(first, item)})."
        )
    baseline = next((item for item in itineraries if "sea baseline" in item.labels), None)
    if baseline is not None:
        lines.append(f"{baseline.rank} is the sea baseline: one voyage, no land border.")
    elif len(graph.goods_of) == 1:
        lines.append("There is no sea baseline: the journey stays in one country.")
    else:
        lines.append("There is no sea baseline: no open way leads from port to port by sea without a land border.")
    return tuple(lines)


def _of(query: Query, item: Itinerary) -> str:
    if query.by != "generalised":
        return f"by {query.by}"
    carbon = carbon_usd(item.co2e_kg.typical, query)
    delay = item.generalised_cost_usd - item.cost_usd.typical - carbon
    told = (
        f"freight and fees {words.number(item.cost_usd.typical)}, {item.time_h.typical / 24:.1f} days at USD"
        f" {query.value_of_time_usd_per_day:g} {words.number(delay)}"
    )
    return f"{told}, CO2e {words.number(carbon)}" if query.carbon_price_usd_per_tonne else told


def _against(first: Itinerary, item: Itinerary) -> str:
    hours = item.time_h.typical - first.time_h.typical
    usd = item.cost_usd.typical - first.cost_usd.typical
    return f"{hours / 24:+.1f} days, USD {usd:+,.0f}, {item.distance_km - first.distance_km:+,.0f} km"
