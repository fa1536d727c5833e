"""Answers a question: searches wide, keeps routes that are different decisions, says what it dropped and why."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from corridors.itinerary import Backup, EndPoint, Itinerary, LegStep, Plan, QueryEcho, Step, WhyNot
from corridors.model import MODES
from corridors.network import Network
from planner import caveats, endings
from planner.arcs import Arc
from planner.assemble import assemble, overlap_with
from planner.assumptions import gauge_weight
from planner.constraints import DEFAULT_OVERLAP, options_of
from planner.graph import Graph
from planner.likeness import Way, share
from planner.query import Query
from planner.ways import Ways

if TYPE_CHECKING:
    from planner.journeys import Journeys

GraphOf = Callable[[LegStep], Graph]

METHOD = tuple(
    """\
Time, cost and emissions are for the whole shipment; typical values are sums of the steps.
Low and high are the 10th and 90th percentile: steps with a common cause (running in one mode, one kind of handling, one line, \
one border) move together, the rest is taken as independent.
Emissions are well-to-wheel CO2e of the transport operations in the sense of ISO 14083 (vehicle operation and energy \
provision): net tonne-km times the intensity of the operation's category, by mode and traction; hub operations are left out.
""".splitlines()
)
TIES = "Ties go to fewer steps, then to the order of the data."
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
    query = graph.query
    if not found:
        raise caveats.no_route(ways)
    shown = Shown(graph, list(found), _itineraries(graph, found))
    baseline = ways.by_sea
    if baseline is not None:
        shown.add(baseline, "sea baseline")
    spare = _with_backup(ways, shown) if query.backup else None
    items = shown.labelled()
    itineraries = [
        finished(ways, shown.ways[:position], items[:position], way, item)
        for position, (way, item) in enumerate(zip(shown.ways, items, strict=True))
    ]
    closed = caveats.closed_ways(ways, found)
    ended = endings.exhausted(ways, found)
    dropped = caveats.dropped(graph, closed)
    why: tuple[str, ...] = ()
    if query.explain:
        from planner import explain  # noqa: PLC0415 - only who asks why pays for it

        dropped = (*dropped, *explain.dropped(ways, found))
        why = explain.why(ways, found, itineraries)
    method: tuple[str, ...] = (*METHOD, f"{_alternatives(query)} {TIES}", *_unswitched(query))
    if query.switches and not _unswitched(query):
        from planner import switches  # noqa: PLC0415 - as above

        itineraries = switches.told(ways, shown.ways, itineraries)
        method = (*method, switches.METHOD)
    rivals: tuple[WhyNot, ...] = ()
    if query.why_not:
        from planner.rivals import why_not  # noqa: PLC0415 - as above

        rivals = tuple(why_not(ways, shown.ways, itineraries, rival) for rival in query.why_not)
    return _answer(
        graph,
        itineraries,
        dropped=dropped,
        warnings=(*caveats.of_plan(graph, closed, found), *(() if ended is None else (ended.statement,))),
        method=method,
        exhausted=ended,
        backup=spare,
        why=why,
        why_not=rivals,
    )


def _unswitched(query: Query) -> tuple[str, ...]:
    """Why a question that asks for switching values has none; nothing where it does not ask, or has them."""
    reasons = {
        f"no price, time or wait moves the {query.by} of a way": query.by in {"distance", "emissions"},
        "a lightest way within limits is no lightest way of the network": query.limits.given,
        "a front has no one best way": bool(query.pareto),
        "a journey in time meets other closures as soon as a number moves": query.depart is not None,
    }
    told = [reason for reason, holds in reasons.items() if query.switches and holds]
    return (f"Switching values are not worked out: {'; '.join(told)}.",) if told else ()


def _traded(ways: Ways) -> Plan:
    """The routes that stand for a whole front."""
    from planner.trades import trade  # noqa: PLC0415 - as above

    graph, traded = ways.graph, trade(ways)
    if traded is None:
        raise caveats.no_route(ways)
    items = [
        msgspec.structs.replace(item, labels=member.names)
        for item, member in zip(_itineraries(graph, traded.ways), traded.front.members, strict=True)
    ]
    return _answer(
        graph,
        [
            compared(graph, traded.ways[:position], items[:position], way, item)
            for position, (way, item) in enumerate(zip(traded.ways, items, strict=True))
        ],
        dropped=(),
        warnings=caveats.of_day(graph),
        method=(*METHOD, FRONT, *_unswitched(graph.query)),
        front=traded.front,
    )


def _timed(journeys: "Journeys") -> Plan:
    """The best journey in time and its alternatives."""
    graph, found = journeys.ways_on(0).graph, journeys.different
    if not found:
        raise caveats.no_route(journeys.ways_on(0))
    asked = _asked(graph.query)
    shown = Shown(
        graph,
        [each.arcs for each in found],
        [assemble(graph, each.arcs, rank=rank, on=asked, steps=each.steps) for rank, each in enumerate(found, start=1)],
    )
    graphs = [each.graphs for each in found]
    baseline = journeys.by_sea()
    if baseline is not None and shown.add(baseline.arcs, "sea baseline", baseline.steps) > len(found):
        graphs.append(baseline.graphs)
    items = shown.labelled()
    itineraries = [
        compared(
            graph, shown.ways[:position], items[:position], way, item, lambda step, on=on: on[step.id, step.end]  # type: ignore[misc]
        )
        for position, (way, item, on) in enumerate(zip(shown.ways, items, graphs, strict=True))
    ]  # fmt: skip
    return _answer(
        graph,
        itineraries,
        dropped=(),
        warnings=(
            *caveats.of_plan(graph, (), shown.ways),
            *caveats.of_number(graph, found),
            *caveats.of_arrival(graph, itineraries),
        ),
        method=(*METHOD, f"{_alternatives(graph.query)} {TIES}", IN_TIME, *_unswitched(graph.query)),
    )


def _asked(query: Query) -> tuple[str, ...]:
    return () if query.corridor is None else (query.corridor,)


def _itineraries(graph: Graph, found: Sequence[Way]) -> list[Itinerary]:
    return [assemble(graph, way, rank=rank, on=_asked(graph.query)) for rank, way in enumerate(found, start=1)]


def _answer(graph: Graph, itineraries: Sequence[Itinerary], **rest: Any) -> Plan:
    network = graph.network
    return Plan(
        data_version=network.version,
        data_as_of=network.settings.as_of,
        query=echo(network, graph.query),
        itineraries=tuple(itineraries),
        gauge_weight=gauge_weight(itineraries, graph.query),
        money_year=network.settings.money_year,
        **rest,
    )


class Shown:
    """The ways that are shown and their itineraries, side by side."""

    def __init__(self, graph: Graph, found: list[Way], itineraries: list[Itinerary]) -> None:
        """Start with the ways found."""
        self._graph = graph
        self.ways = found
        self._items = itineraries

    def add(self, way: Way, label: str, steps: tuple[Step, ...] | None = None) -> int:
        """Add a way under a label, or put the label on the same way where it is there; returns its rank."""
        item = assemble(self._graph, way, rank=len(self._items) + 1, steps=steps)
        rank = next((other.rank for other in self._items if other.steps == item.steps), None)
        if rank is None:
            self.ways.append(way)
            self._items.append(item)
            rank = item.rank
        item = self._items[rank - 1]
        self._items[rank - 1] = msgspec.structs.replace(item, labels=(*item.labels, label))
        return rank

    def labelled(self) -> list[Itinerary]:
        """The itineraries with their labels, each with an id of its own."""
        return _labelled(_told_apart(self._items))


def compared(  # noqa: PLR0913, PLR0917 - a way, those before it, and the graph of its days
    graph: Graph,
    better_ways: Sequence[Sequence[Arc]],
    better: Sequence[Itinerary],
    way: Sequence[Arc],
    item: Itinerary,
    graph_of: GraphOf | None = None,
) -> Itinerary:
    """An itinerary with its warnings, and how alike it is to better ones."""
    return msgspec.structs.replace(
        item,
        overlaps=tuple(
            overlap_with(other, item, share(other_way, way, "weight"))
            for other_way, other in zip(better_ways, better, strict=True)
        ),
        warnings=caveats.of_itinerary(graph, item, graph_of),
    )


def finished(
    ways: Ways, better_ways: Sequence[Way], better: Sequence[Itinerary], way: Way, item: Itinerary
) -> Itinerary:
    """The same, and whether it is locally optimal: that is not said within limits, where a lightest part may break one."""
    item = compared(ways.graph, better_ways, better, way, item)
    if ways.graph.query.limits.given:
        return item
    detour = ways.shortcut(way, better_ways[0]) if better_ways else ()  # all of a lightest way is lightest
    return msgspec.structs.replace(item, locally_optimal=not detour, shortcut=detour)


def _with_backup(ways: Ways, shown: Shown) -> Backup:
    way, told = endings.backup(ways, shown.ways[0])
    return told if way is None else msgspec.structs.replace(told, rank=shown.add(way, "backup"))


def _alternatives(query: Query) -> str:
    counted = {
        "decisions": "decision points (border crossings, intermediate ports, passages)", "weight": "weight", "km": "km",
    }[query.differ_by]  # fmt: skip
    half = "half" if query.overlap == DEFAULT_OVERLAP else f"{100 * query.overlap:g} %"
    stretch = f" and none weighs more than {query.stretch:g} times the best" if query.stretch is not None else ""
    return (
        f"Alternatives: none repeats more than {half} of the {counted} of a better one shown{stretch}; found exactly."
    )


def _told_apart(itineraries: Sequence[Itinerary]) -> list[Itinerary]:
    """Routes over the same legs differ in what is done on the way: the later ones add their rank to the id."""
    first: dict[str, int] = {}
    return [
        item if first.setdefault(item.id, item.rank) == item.rank
        else msgspec.structs.replace(item, id=f"{item.id}-{item.rank}")
        for item in itineraries
    ]  # fmt: skip


def _labelled(itineraries: list[Itinerary]) -> list[Itinerary]:
    measures: tuple[tuple[str, Callable[[Itinerary], float]], ...] = (
        ("cheapest", lambda item: item.cost_usd.typical),
        ("fastest", lambda item: item.time_h.typical),
        ("least CO2e", lambda item: item.co2e_kg.typical),
    )
    labels: dict[int, list[str]] = {1: ["best"]}
    for label, measure in measures:
        labels.setdefault(min(itineraries, key=measure).rank, []).append(label)
    return [msgspec.structs.replace(item, labels=(*labels.get(item.rank, ()), *item.labels)) for item in itineraries]


def echo(network: Network, query: Query) -> QueryEcho:
    """The question as it was understood."""

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
        differ_by=query.differ_by,
        overlap=query.overlap,
        stretch=query.stretch,
        only=query.only.words,
        limits=options_of(query.limits),
        pareto=query.pareto,
        carbon_price_usd_per_tonne=query.carbon_price_usd_per_tonne,
        depart=query.depart,
    )
