"""The fewest different things that stand in the way of a journey: closures, plans, permissions, constraints, limits.

One event that shuts ten legs is one thing, and so are one option of the question, one permission, one yearly closure, and
all planned lines together. What nothing in the question or the day can lift is none: lines that do not run, handling places
that do not stand, places to pass and the corridor.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planner.arcs import Barrier
from planner.constraints import option_of
from planner.graph import Graph
from planner.objectives import UNITS_PER_ONE
from planner.search.bounded import Bounds
from planner.search.digraph import Digraph
from planner.search.fewest import Fewest
from planner.search.fronts import Amounts
from planner.search.paths import Path

Limits = Mapping[str, tuple[Amounts, int]]


class Blocker(NamedTuple):
    """One thing in the way, and the arcs that it bars on the way that has the fewest."""

    barrier: Barrier
    arcs: tuple[int, ...]


class Blocked(NamedTuple):
    """The lightest of the ways with the fewest things in the way."""

    path: Path
    blockers: tuple[Blocker, ...]


def fewest(graph: Graph, whole: Digraph, ends: tuple[int, int], *, limits: Limits, corridor: Limits) -> Blocked | None:
    """What must go for a journey to be possible, or None where nothing helps.

    Args:
        graph: The question.
        whole: All arcs, whatever bars them, in the layers of the rules.
        ends: Where the journey starts and ends in it.
        limits: The limits that may be lifted.
        corridor: The one that keeps to the corridor, which may not.
    """
    setting = graph.setting
    barriers: dict[tuple[str, str], tuple[int, Barrier]] = {}
    on_arcs: dict[int, tuple[tuple[str, str], ...]] = {}
    marks: dict[int, int] = {}
    for number in setting.barriers:
        found = {_key(barrier): barrier for barrier in setting.all_barriers(number)}
        on_arcs[number] = tuple(found)
        for key, barrier in found.items():
            barriers.setdefault(key, (len(limits) + len(barriers), barrier))
        marks[number] = sum(1 << barriers[key][0] for key in found)
    bounds = Bounds.of(whole, ends[1], {**limits, **corridor})
    met = Fewest(whole, *ends, marks=marks, bounds=bounds, firm=len(corridor)).best()
    if met is None:
        return None
    blockers = [
        Blocker(barrier, tuple(number for number in met.path if key in on_arcs.get(number, ())))
        for key, (bit, barrier) in barriers.items()
        if met.marks >> bit & 1
    ]
    blockers += [
        Blocker(Barrier("limit", _limit(graph, name, sum(limits[name][0][n] for n in met.path)), name), ())
        for bit, name in enumerate(limits)
        if met.marks >> bit & 1
    ]
    return Blocked(met.path, tuple(blockers))


def _key(barrier: Barrier) -> tuple[str, str]:
    return barrier.kind, barrier.source or barrier.text


def _limit(graph: Graph, name: str, taken: int) -> str:
    value = taken / UNITS_PER_ONE
    told = {"time_h": f"{value:,.0f} h", "cost_usd": f"USD {value:,.0f}"}.get(name, str(taken))
    return f"{option_of(graph.query.limits, name)}, where the way takes {told}"


def spots(graph: Graph, arcs: Sequence[int]) -> list[str]:
    """Where a blocker bars a way: the two places of each arc, as one word where they are one."""
    places = graph.network.places
    named = ((places[graph.place_of(vertex)].name for vertex in graph.ends_of(number)) for number in arcs)
    return ["–".join(dict.fromkeys(names)) for names in named]
