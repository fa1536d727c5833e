"""Answers a question: searches wide, keeps routes that are different decisions, says what it dropped and why."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from corridors.itinerary import EndPoint, Itinerary, LegStep, Plan, QueryEcho, Step
from corridors.model import MODES
from corridors.network import Network
from planner import caveats
from planner.assemble import assemble, overlap_with
from planner.constraints import options_of
from planner.graph import Graph
from planner.query import Query
from planner.ways import Way, Ways

if TYPE_CHECKING:
    from planner.journeys import Journeys

METHOD = tuple(
    """\
Time, cost and emissions are for the whole shipment; typical values are sums of the steps.
Low and high are the 10th and 90th percentile: steps with a common cause (one mode in one country, one kind of handling, \
one border) move together, the rest is taken as independent.
Emissions are well-to-wheel CO2e: net tonne-km times an official factor by mode and traction; terminals are left out.""".splitlines()
)
ALTERNATIVES = (
    "Alternatives: none repeats more than half the decision points (border crossings, intermediate ports, passages) of a"
    " better one shown; found exactly. Ties go to fewer steps, then to the order of the data."
)
FRONT = (
    "Front: all trades between the criteria by typical values, found exactly; of routes that take the same of each the one"
    " with the fewest steps stays, then the first in the order of the data."
)
IN_TIME = (
    "The journey runs by typical hours; a leg, with the wait and the border before it, is judged on the day its first end is"
    " reached, lines and handling places on the day of departure; goods may wait anywhere for a later day."
)


def plan(network: Network, query: Query) -> Plan:
    """The answer to a query.

    Raises:
        NoRouteError: where nothing leads from origin to destination; it names the fewest closures in the way.
    """
    if query.depart is not None:
        from planner.journeys import Journeys  # noqa: PLC0415 - most questions are of one day

        return _timed(Journeys(network, query))
    ways = Ways(network, query)
    return _traded(ways) if query.pareto else _ranked(ways)


def _ranked(ways: Ways) -> Plan:
    """The best route and its alternatives."""
    graph, found = ways.graph, ways.different
    if not found:
        raise caveats.no_route(ways)
    itineraries = _itineraries(graph, found)
    baseline = ways.by_sea
    if baseline is not None:
        itineraries = _with_baseline(graph, itineraries, baseline)
    closed = caveats.closed_ways(ways, found)
    return _answer(
        graph,
        _labelled(itineraries),
        dropped=caveats.dropped(graph, closed),
        warnings=caveats.of_plan(graph, closed, found),
        method=(*METHOD, ALTERNATIVES),
    )


def _traded(ways: Ways) -> Plan:
    """The routes that stand for a whole front."""
    from planner.trades import trade  # noqa: PLC0415 - as above

    graph, traded = ways.graph, trade(ways)
    if traded is None:
        raise caveats.no_route(ways)
    itineraries = [
        msgspec.structs.replace(item, labels=member.names)
        for item, member in zip(_itineraries(graph, traded.ways), traded.front.members, strict=True)
    ]
    return _answer(
        graph, itineraries, dropped=(), warnings=caveats.of_day(graph), method=(*METHOD, FRONT), front=traded.front
    )


def _timed(journeys: "Journeys") -> Plan:
    """The best journey in time and its alternatives."""
    graph, found = journeys.ways_on(0).graph, journeys.different
    if not found:
        raise caveats.no_route(journeys.ways_on(0))
    asked = () if graph.query.corridor is None else (graph.query.corridor,)
    itineraries = [
        assemble(graph, each.arcs, rank=rank, on=asked, steps=each.steps) for rank, each in enumerate(found, start=1)
    ]
    baseline = journeys.by_sea()
    if baseline is not None:
        itineraries = _with_baseline(graph, itineraries, baseline.arcs, baseline.steps)
    legs = {item.id: each.graphs for item, each in zip(itineraries, [*found, baseline], strict=False) if each}
    return _answer(
        graph,
        _labelled(itineraries),
        lambda item: lambda step: legs[item.id][step.id, step.end],
        dropped=(),
        warnings=(*caveats.of_plan(graph, (), [each.arcs for each in found]), *caveats.of_arrival(graph, itineraries)),
        method=(*METHOD, ALTERNATIVES, IN_TIME),
    )


def _itineraries(graph: Graph, found: Sequence[Way]) -> list[Itinerary]:
    asked = () if graph.query.corridor is None else (graph.query.corridor,)
    return [assemble(graph, way, rank=rank, on=asked) for rank, way in enumerate(found, start=1)]


def _answer(
    graph: Graph,
    itineraries: Sequence[Itinerary],
    graph_of: Callable[[Itinerary], Callable[[LegStep], Graph] | None] = lambda _: None,
    **rest: Any,
) -> Plan:
    network = graph.network
    return Plan(
        data_version=network.version,
        data_as_of=network.settings.as_of,
        query=_echo(network, graph.query),
        itineraries=tuple(
            msgspec.structs.replace(
                item,
                overlaps=tuple(overlap_with(better, item) for better in itineraries[:position]),
                warnings=caveats.of_itinerary(graph, item, graph_of(item)),
            )
            for position, item in enumerate(itineraries)
        ),
        **rest,
    )


def _with_baseline(
    graph: Graph, itineraries: list[Itinerary], way: Way, steps: tuple[Step, ...] | None = None
) -> list[Itinerary]:
    baseline = assemble(graph, way, rank=len(itineraries) + 1, steps=steps)
    if all(item.id != baseline.id for item in itineraries):
        itineraries = [*itineraries, baseline]
    return [
        msgspec.structs.replace(item, labels=("sea baseline",)) if item.id == baseline.id else item
        for item in itineraries
    ]


def _labelled(itineraries: list[Itinerary]) -> list[Itinerary]:
    measures: tuple[tuple[str, Callable[[Itinerary], float]], ...] = (
        ("cheapest", lambda item: item.cost_usd.typical),
        ("fastest", lambda item: item.time_h.typical),
        ("least CO2e", lambda item: item.co2e_kg.typical),
    )
    labels: dict[str, list[str]] = {itineraries[0].id: ["best"]}
    for label, measure in measures:
        labels.setdefault(min(itineraries, key=measure).id, []).append(label)
    return [msgspec.structs.replace(item, labels=(*labels.get(item.id, ()), *item.labels)) for item in itineraries]


def _echo(network: Network, query: Query) -> QueryEcho:
    def end(place: str) -> EndPoint:
        record = network.places[place]
        return EndPoint(record.id, record.name, record.country)

    return QueryEcho(
        origin=end(query.origin),
        destination=end(query.destination),
        on=query.on,
        by=query.by,
        value_of_time_usd_per_day=query.value_of_time_usd_per_day,
        alternatives=query.alternatives,
        via=query.via,
        avoid=query.avoid.words,
        modes=tuple(mode for mode in MODES if mode in query.modes),
        corridor=query.corridor,
        scenario="+".join(query.scenarios) or None,
        include=("planned",) if query.include_planned else (),
        cargo=query.cargo,
        only=query.only.words,
        limits=options_of(query.limits),
        pareto=query.pareto,
        carbon_price_usd_per_tonne=query.carbon_price_usd_per_tonne,
        depart=query.depart,
    )
