"""What is proved beside an answer: that no further route exists, and the route to fall back on."""

from collections.abc import Sequence

from corridors.itinerary import Backup, Exhausted
from planner import words
from planner.constraints import options_of
from planner.graph import Graph
from planner.likeness import Way
from planner.objectives import UNITS_PER_ONE
from planner.search.digraph import weight_of
from planner.ways import Ways

MEASURED = {"decisions": "decision points", "weight": "weight", "km": "km"}
UNITS = {"generalised": "USD", "cost": "USD", "time": "h", "distance": "km", "emissions": "kg CO2e"}


def weight_of_way(way: Way) -> int:
    """What a way weighs, in whole millionths."""
    return sum(arc.weight for arc in way)


def weighed(graph: Graph, weight: float) -> str:
    """A weight with the unit of the objective."""
    return f"{UNITS[graph.query.by]} {weight / UNITS_PER_ONE:,.2f}"


def ranks(numbers: Sequence[int]) -> str:
    """Ranks as people list them: ``1``, ``1 or 2``, ``1, 2 or 3``."""
    *first, last = map(str, numbers)
    return f"{', '.join(first)} or {last}" if first else last


def exhausted(ways: Ways, found: Sequence[Way]) -> Exhausted | None:
    """Why there are fewer routes than asked for, if there are."""
    query = ways.graph.query
    if len(found) >= query.alternatives:
        return None
    ending = ways.ending
    limits = tuple(sorted(ending.limits))
    beyond = None if ending.beyond is None else weight_of(ending.beyond)
    share = f"{100 * query.overlap:g} %"
    repeats = f"repeats more than {share} of the {MEASURED[query.differ_by]} of {ranks(limits)}" if limits else ""
    parts = [repeats] if repeats else []
    if beyond is not None and query.stretch is not None:
        best = weight_of_way(found[0])
        parts.append(
            f"weighs at least {weighed(ways.graph, beyond)}, more than {query.stretch:g} times the"
            f" {weighed(ways.graph, best)} of the best"
        )
    if query.corridor is not None:
        parts.append("leaves the corridor for much longer than it must")
    if query.limits.given:
        parts.append(f"exceeds {' or '.join(options_of(query.limits))}")
    every = f"every further way {' or '.join(parts)}" if parts else "there is no other way"
    return Exhausted(
        asked=query.alternatives,
        shown=len(found),
        differ_by=query.differ_by,
        overlap=query.overlap,
        stretch=query.stretch,
        labels_settled=ending.labels,
        limits=limits,
        next_weighs_at_least=None if beyond is None else beyond / UNITS_PER_ONE,
        statement=f"Only {len(found)} of {query.alternatives} routes asked for: the search ended, {every}"
        + (f"; {ending.labels:,} labels settled." if ending.labels else "."),
    )


def to_keep_clear_of(graph: Graph, first: Way) -> tuple[str, ...]:
    """The border crossings, ports and tunnels of a way, in order; a port at an end of the journey is none."""
    passages = graph.network.passages
    return tuple(
        dict.fromkeys(
            mark
            for arc in first
            for mark in arc.decisions
            if not mark.startswith("passage:") or passages[mark.removeprefix("passage:")].kind == "tunnel"
        )
    )


def backup(ways: Ways, first: Way) -> tuple[Way | None, Backup]:
    """The lightest way that shares no border crossing, port or tunnel with the first, and what to say of it."""
    graph = ways.graph
    marks = to_keep_clear_of(graph, first)
    if not marks:
        statement = (
            "The first route has no border crossing, port on the way or tunnel that a backup would keep clear of."
        )
        return None, Backup(rank=None, clear_of=(), shares_at_least=(), statement=statement)
    way = ways.clear_of(marks)
    if way is not None:
        more = weighed(graph, weight_of_way(way) - weight_of_way(first))
        statement = f"The lightest route that shares no border crossing, port or tunnel with 1 weighs {more} more."
        return way, Backup(rank=None, clear_of=marks, shares_at_least=(), statement=statement)
    least = ways.least_of(marks) or first
    shared = tuple(dict.fromkeys(mark for arc in least for mark in arc.decisions if mark in marks))
    names = ", ".join(words.decision_name(graph.network, mark) for mark in shared)
    statement = (
        f"There is no backup: every route shares a border crossing, port or tunnel with 1; the least is {names}."
    )
    return None, Backup(rank=None, clear_of=marks, shares_at_least=shared, statement=statement)
