"""The ways that an answer names, each once and by a number."""

import msgspec

from corridors.itinerary import Itinerary, LegStep
from corridors.network import Network
from corridors.units import HOURS_PER_DAY
from planner.assemble import assemble
from planner.graph import Graph
from planner.objectives import UNITS_PER_ONE
from planner.search.paths import Path
from planner.words import decision_points, stretches, title

MOST_INSTEAD = 3


class ShownWay(msgspec.Struct, frozen=True, kw_only=True):
    """A way that is the best at some value, or after some loss."""

    number: int
    id: str
    origin: str
    destination: str
    title: str
    decisions: tuple[str, ...]
    time_h: float
    cost_usd: float
    objective: float
    """What is minimised, with all numbers as they are now."""
    legs: tuple[str, ...]
    lines: tuple[str, ...]
    instead: tuple[str, ...]
    """Its stretches that the first way between these ends does not have."""


def way_line(way: ShownWay, first: ShownWay, *, called: str = "") -> str:
    """A way in a line; one that looks like the first by what it has instead."""
    by = f"; by {', '.join(way.decisions)}" if way.decisions else ""
    if way is not first and (way.title, way.decisions) == (first.title, first.decisions):
        by = f"; as {called or f'way {first.number}'}, but for {'; '.join(way.instead[:MOST_INSTEAD]) or 'other legs between'}"
    return f"{way.title}: {way.time_h / HOURS_PER_DAY:.1f} days, USD {way.cost_usd:,.0f}{by}"


class ShownWays:
    """The ways that are named, each once."""

    def __init__(self, network: Network) -> None:
        """Name none yet."""
        self._network = network
        self._numbers: dict[tuple[str, str, Path], int] = {}
        self._first: dict[tuple[str, str], frozenset[str]] = {}
        self.ways: list[ShownWay] = []

    def number(self, graph: Graph, path: Path) -> int:
        """The number of a way, which is put on the list where it is new."""
        key = (graph.query.origin, graph.query.destination, path)
        if key not in self._numbers:
            item = assemble(graph, tuple(map(graph.arc, path)), rank=1)
            self.ways.append(self._shown(item, sum(map(graph.weight, path)), key[:2]))
            self._numbers[key] = len(self.ways)
        return self._numbers[key]

    def _shown(self, item: Itinerary, weight: int, ends: tuple[str, str]) -> ShownWay:
        parts = [f"{part.what} {part.where}" for part in stretches(self._network, item.steps)]
        first = self._first.setdefault(ends, frozenset(parts))
        new = tuple(part for part in parts if part not in first)
        lines = dict.fromkeys(step.service for step in item.steps if isinstance(step, LegStep) and step.service)
        return ShownWay(
            number=len(self.ways) + 1, id=item.id, origin=ends[0], destination=ends[1],
            title=title(self._network, item),
            decisions=tuple(decision_points(self._network, item)), time_h=item.time_h.typical,
            cost_usd=item.cost_usd.typical, objective=weight / UNITS_PER_ONE,
            legs=tuple(step.id for step in item.steps if isinstance(step, LegStep)),
            lines=tuple(lines), instead=new,
        )  # fmt: skip
