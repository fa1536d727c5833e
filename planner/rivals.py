"""Why not by another way: the best route through something asked for, and where it differs, leg by leg."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import fsum
from typing import NamedTuple

import msgspec

from corridors.itinerary import Difference, Itinerary, LegStep, Step, Sums, WhyNot
from planner import caveats
from planner.assemble import assemble
from planner.constraints import Rival
from planner.endings import weighed, weight_of_way
from planner.explain import failed, same
from planner.graph import Graph
from planner.likeness import Way
from planner.objectives import carbon_usd, delay_usd
from planner.plan import finished
from planner.query import Query
from planner.ways import Ways


class _Found(NamedTuple):
    """The best way through something, and whether it is open."""

    ways: Ways
    way: Way | None
    is_open: bool
    barriers: tuple[str, ...] = ()


def why_not(ways: Ways, shown: Sequence[Way], itineraries: Sequence[Itinerary], rival: Rival) -> WhyNot:
    """The best route through something, against the first that is shown."""
    found = _best_through(ways, rival)
    name = name_of(ways.graph, rival)
    if found.way is None:
        statement = f"No chain of legs in the network leads through {name} from end to end, whatever is open."
        return _answer(rival, statement)
    graph = found.ways.graph
    rank = next((rank for rank, way in enumerate(shown, start=1) if same(way, found.way)), None)
    if rank is not None:
        item = itineraries[rank - 1]
    elif found.is_open and found.ways is ways:
        item = finished(ways, shown, itineraries, found.way, assemble(graph, found.way, rank=len(itineraries) + 1))
    else:
        item = assemble(graph, found.way, rank=len(itineraries) + 1, on=rival.ids if rival.kind == "corridors" else ())
        item = msgspec.structs.replace(item, warnings=caveats.of_itinerary(graph, item))
    differences = tuple(differences_of(ways.graph.query, itineraries[0], item))
    more = _sums(fsum, [difference.more for difference in differences])
    barriers = found.barriers
    heavier = weight_of_way(found.way) - weight_of_way(shown[0])
    stands = f"weighs {weighed(graph, abs(heavier))} {'more' if heavier >= 0 else 'less'} than 1"
    if rank == 1:
        statement = f"1 is the best route through {name}."
    elif rank is not None:
        statement = f"The best route through {name} is {rank}: it {stands}."
    elif not found.is_open:
        statement = f"No open way leads through {name}: {'; '.join(barriers)}. Were that open, the route {stands}."
    elif found.ways is ways:
        statement = f"The best route through {name} {stands}; it {failed(ways, ways.different, found.way).reason}."
    else:
        statement = f"The best route on {name} {stands}."
    status = "shown" if rank is not None else "possible" if found.is_open else "closed"
    return msgspec.structs.replace(
        _answer(rival, statement), status=status, rank=rank, barriers=barriers, rival=item,
        differences=differences, more=more,
    )  # fmt: skip


def _answer(rival: Rival, statement: str) -> WhyNot:
    """An answer without a route; where there is one it is filled in."""
    return WhyNot(
        asked=rival.word, kind=rival.kind, ids=rival.ids, status="none", rank=None, statement=statement, barriers=(),
        rival=None, differences=(), more=None,
    )  # fmt: skip


def name_of(graph: Graph, rival: Rival) -> str:
    """What was asked for, as people say it."""
    network = graph.network
    if rival.kind == "places":
        return "–".join(network.places[place].name for place in rival.ids)
    (name,) = rival.ids
    if rival.kind == "countries":
        return network.nations[name].name if name in network.nations else name
    if rival.kind == "passages":
        return network.passages[name].name
    return network.corridors[name].name if rival.kind == "corridors" else name


def _best_through(ways: Ways, rival: Rival) -> _Found:
    if rival.kind == "corridors":
        query = msgspec.structs.replace(ways.graph.query, corridor=rival.ids[0], stretch=None)
        along = Ways(ways.graph.network, query)
        best = along.best
        way = best or along.along_corridor
        barriers = () if way is None or best is not None else tuple(caveats.barriers(along.graph, way))
        return _Found(along, way, best is not None, barriers)
    numbers = {number for number in range(ways.graph.count) if _touches(ways.graph, number, rival)}
    way = ways.through(numbers)
    if way is not None:
        return _Found(ways, way, is_open=True)
    blocked = ways.through_blocked(numbers)
    if blocked is None:
        return _Found(ways, None, is_open=False)
    return _Found(
        ways, ways.spelled(blocked.path), is_open=False, barriers=tuple(caveats.blockers(ways.graph, blocked))
    )


def _touches(graph: Graph, number: int, rival: Rival) -> bool:
    """Whether an arc goes through what was asked for."""
    places = tuple(map(graph.place_of, graph.ends_of(number)))
    if rival.kind == "places":
        return any(place in rival.ids for place in places)
    network = graph.network
    legs = [network.legs[leg] for leg in graph.legs(number)]
    if rival.kind == "countries":
        records = [network.places[place] for place in places]
        return any(record.country in rival.ids and not record.at_sea for record in records)
    if rival.kind == "operators":
        return not graph.operators(number).isdisjoint(rival.ids)
    if rival.kind == "passages":
        return any(name in rival.ids for leg in legs for name in leg.passages)
    return any((leg.id if rival.kind == "legs" else leg.mode) in rival.ids for leg in legs)


# --- leg by leg ----------------------------------------------------------------------------------------------------------


def differences_of(query: Query, shown: Itinerary, rival: Itinerary) -> Iterator[Difference]:
    """The stretches between places that both pass and in which they differ; what they take more adds up to it all."""
    common = _common(shown.places, rival.places)
    ours, theirs = _arrivals(shown), _arrivals(rival)
    for (one, other), (next_one, next_other) in pairwise(common):
        mine = shown.steps[ours[one] : ours[next_one]]
        yours = rival.steps[theirs[other] : theirs[next_other]]
        if mine != yours:
            yield Difference(
                start=shown.places[one], end=shown.places[next_one], shown=_legs(mine), rival=_legs(yours),
                more=_sums(_more, [sums_of(query, mine), sums_of(query, yours)]),
            )  # fmt: skip


def sums_of(query: Query, steps: Sequence[Step]) -> Sums:
    """What steps take."""
    hours, usd = fsum(step.time_h.typical for step in steps), fsum(step.cost_usd.typical for step in steps)
    kg = fsum(step.co2e_kg.typical for step in steps)
    return Sums(
        distance_km=fsum(step.distance_km for step in steps if isinstance(step, LegStep)),
        time_h=hours,
        cost_usd=usd,
        co2e_kg=kg,
        generalised_cost_usd=usd + delay_usd(hours, query) + carbon_usd(kg, query),
    )


def _more(pair: Sequence[float]) -> float:
    return pair[1] - pair[0]


def _sums(combine: Callable[[list[float]], float], sums: Sequence[Sums]) -> Sums:
    return Sums(**{name: combine([getattr(one, name) for one in sums]) for name in Sums.__struct_fields__})


def _legs(steps: Sequence[Step]) -> tuple[str, ...]:
    return tuple(step.id for step in steps if isinstance(step, LegStep))


def _arrivals(item: Itinerary) -> list[int]:
    """By position of a place, the step that follows the arrival there; all steps at the last."""
    arrivals = [index for index, step in enumerate(item.steps, start=1) if isinstance(step, LegStep)]
    return [0, *arrivals[:-1], len(item.steps)]


def _common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """The longest chain of places that both pass in order, by their positions, from end to end."""
    rows, columns = len(one) - 1, len(other) - 1
    longest = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, 0, -1):
        for column in range(columns - 1, 0, -1):
            longest[row][column] = (
                longest[row + 1][column + 1] + 1
                if one[row] == other[column]
                else max(longest[row + 1][column], longest[row][column + 1])
            )
    row = column = 1
    chain = [(0, 0)]
    while row < rows and column < columns:
        if one[row] == other[column]:
            chain.append((row, column))
            row, column = row + 1, column + 1
        elif longest[row + 1][column] >= longest[row][column + 1]:
            row += 1
        else:
            column += 1
    return [*chain, (rows, columns)]
