"""How alike two ways are: what each runs and is told apart by, and how much of one the other repeats."""

from collections.abc import Hashable, Sequence

from planner.arcs import Arc
from planner.query import DifferBy

Way = tuple[Arc, ...]
Worth = list[tuple[Hashable, int]]

METRES_PER_KM = 1000


def weights(way: Sequence[Arc]) -> Worth:
    """The arcs by their weight, each worth one where all are weightless; arcs that do the same are one."""
    weightless = not any(arc.weight for arc in way)
    return [(_done(arc), 1 if weightless else arc.weight) for arc in way]


def _done(arc: Arc) -> tuple[int, int, tuple[str, ...]]:
    """What is done on an arc: two facilities of one place do the same."""
    return arc.tail, arc.head, arc.legs


def lengths(way: Sequence[Arc]) -> Worth:
    """The legs by their length in metres, at least one."""
    return [(leg, max(1, round(arc.distance_km * METRES_PER_KM))) for arc in way for leg in arc.legs]


def marks(way: Sequence[Arc]) -> dict[Hashable, int]:
    """Decision points, each worth one; the legs by their length where a way has no decision point."""
    decisions: dict[Hashable, int] = {mark: 1 for arc in way for mark in arc.decisions}
    return decisions or dict(lengths(way))


def repeated(better: Sequence[Arc], later: Sequence[Arc], by: DifferBy) -> tuple[int, int]:
    """How much of a better way a later one repeats, and how much there is."""
    if by == "decisions":
        wanted = marks(better)
        carried = {mark for arc in later for mark in (*arc.decisions, *arc.legs)}
        return sum(worth for mark, worth in wanted.items() if mark in carried), sum(wanted.values())
    worth_of = weights if by == "weight" else lengths
    run = worth_of(better)
    worth = dict(run)
    things: list[Hashable] = (
        [_done(arc) for arc in later] if by == "weight" else [leg for arc in later for leg in arc.legs]
    )
    return sum(worth.get(thing, 0) for thing in things), sum(value for _, value in run)


def share(better: Sequence[Arc], later: Sequence[Arc], by: DifferBy) -> float:
    """The share of a better way that a later one repeats."""
    part, whole = repeated(better, later, by)
    return part / whole
