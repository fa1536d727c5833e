"""Answers a question: searches wide, keeps routes that are different decisions, says what it dropped and why."""

from collections.abc import Callable, Sequence

import msgspec

from corridors.itinerary import Backup, EndPoint, Itinerary, Plan, QueryEcho, WhyNot
from corridors.model import MODES
from corridors.network import Network
from planner import caveats, proofs
from planner.assemble import assemble, overlap_with
from planner.assumptions import gauge_weight
from planner.likeness import Way, share
from planner.query import DEFAULT_OVERLAP, Query
from planner.ways import Ways

METHOD = tuple(
    """\
Time, cost and emissions are for the whole shipment; typical values are sums of the steps.
Low and high are the 10th and 90th percentile: steps with a common cause (running in one mode, one kind of handling, one line, \
one border) move together, the rest is taken as independent.
Emissions are well-to-wheel CO2e of the transport operations in the sense of ISO 14083 (vehicle operation and energy \
provision): net tonne-km times the intensity of the operation's category, by mode and traction; hub operations are left out.
Ties go to fewer steps, then to the order of the data.""".splitlines()
)


def plan(network: Network, query: Query) -> Plan:
    """The answer to a query.

    Raises:
        NoRouteError: where nothing leads from origin to destination; it names the fewest closures in the way.
    """
    ways = Ways(network, query)
    graph = ways.graph
    found = ways.different
    if not found:
        raise caveats.no_route(ways)
    asked = () if query.corridor is None else (query.corridor,)
    asked = () if query.corridor is None else (query.corridor,)
    shown = Shown(
        ways, list(found), [assemble(graph, way, rank=rank, on=asked) for rank, way in enumerate(found, start=1)]
    )
    baseline = ways.by_sea
    if baseline is not None:
        shown.add(baseline, "sea baseline")
    spare = _with_backup(shown) if query.backup else None
    itineraries = shown.finished()
    closed = caveats.closed_ways(ways, found)
    ended = proofs.exhausted(ways, found)
    dropped = caveats.dropped(graph, closed)
    why: tuple[str, ...] = ()
    if query.explain:
        from planner import explain  # noqa: PLC0415 - only who asks why pays for it

        dropped = (*dropped, *explain.dropped(ways, found))
        why = explain.why(ways, found, itineraries)
    rivals: tuple[WhyNot, ...] = ()
    if query.why_not:
        from planner.rivals import why_not  # noqa: PLC0415 - as above

        rivals = tuple(why_not(ways, shown.ways, itineraries, rival) for rival in query.why_not)
    return Plan(
        data_version=network.version,
        data_as_of=network.settings.as_of,
        query=echo(network, query),
        itineraries=tuple(itineraries),
        dropped=dropped,
        warnings=(*caveats.of_plan(graph, closed, found), *(() if ended is None else (ended.statement,))),
        gauge_weight=gauge_weight(itineraries, query),
        money_year=network.settings.money_year,
        method=_method(query),
        exhausted=ended,
        backup=spare,
        why=why,
        why_not=rivals,
    )


class Shown:
    """The ways that are shown and their itineraries, side by side."""

    def __init__(self, ways: Ways, found: list[Way], itineraries: list[Itinerary]) -> None:
        """Start with the ways found."""
        self.of = ways
        self.ways = found
        self._items = itineraries

    def add(self, way: Way, label: str) -> int:
        """Add a way under a label, or put the label on the same way where it is there; returns its rank."""
        item = assemble(self.of.graph, way, rank=len(self._items) + 1)
        rank = next((other.rank for other in self._items if other.steps == item.steps), None)
        if rank is None:
            self.ways.append(way)
            self._items.append(item)
            rank = item.rank
        item = self._items[rank - 1]
        self._items[rank - 1] = msgspec.structs.replace(item, labels=(*item.labels, label))
        return rank

    def finished(self) -> list[Itinerary]:
        """The itineraries with their labels, warnings, and how alike and how good they are."""
        return [
            finished(self.of, self.ways[:position], items[:position], way, item)
            for items in [_labelled(_told_apart(self._items))]
            for position, (way, item) in enumerate(zip(self.ways, items, strict=True))
        ]


def finished(
    ways: Ways, better_ways: Sequence[Way], better: Sequence[Itinerary], way: Way, item: Itinerary
) -> Itinerary:
    """An itinerary with its warnings, how alike it is to better ones, and whether it is locally optimal."""
    detour = ways.shortcut(way, better_ways[0]) if better_ways else ()  # all of a lightest way is lightest
    return msgspec.structs.replace(
        item,
        overlaps=tuple(
            overlap_with(other, item, share(other_way, way, "weight"))
            for other_way, other in zip(better_ways, better, strict=True)
        ),
        warnings=caveats.of_itinerary(ways.graph, item),
        locally_optimal=not detour,
        shortcut=detour,
    )


def _with_backup(shown: "Shown") -> Backup:
    way, told = proofs.backup(shown.of, shown.ways[0])
    return told if way is None else msgspec.structs.replace(told, rank=shown.add(way, "backup"))


def _method(query: Query) -> tuple[str, ...]:
    *rest, ties = METHOD
    counted = {
        "decisions": "decision points (border crossings, intermediate ports, passages)", "weight": "weight", "km": "km",
    }[query.differ_by]  # fmt: skip
    half = "half" if query.overlap == DEFAULT_OVERLAP else f"{100 * query.overlap:g} %"
    stretch = f" and none weighs more than {query.stretch:g} times the best" if query.stretch is not None else ""
    told = (
        f"Alternatives: none repeats more than {half} of the {counted} of a better one shown{stretch}; found exactly."
    )
    return (*rest, f"{told} {ties}")


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
    )
