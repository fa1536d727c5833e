"""What the arcs of one question take of everything that a front weighs or a limit bounds, in whole numbers."""

from collections.abc import Callable, Sequence
from functools import cached_property

from planner.constraints import Criterion
from planner.graph import Graph
from planner.objectives import UNITS_PER_ONE, to_units
from planner.topology import Link

Amounts = list[int]
"""By number of the arc, those at the ends of the journey last."""


class Ledger:
    """The amounts of one question."""

    def __init__(self, graph: Graph) -> None:
        """Nothing is counted before it is asked for."""
        self._graph = graph

    def of_criterion(self, criterion: Criterion) -> Amounts:
        """Hours, dollars, kilograms or kilometres, in millionths."""
        return self._graph.amounts_by(criterion)

    @cached_property
    def limits(self) -> dict[str, tuple[Amounts, int]]:
        """By the limit that holds: what counts towards it, and the most a route may take."""
        return {name: (self._of_limit(name), self._allowance(name)) for name in self._graph.query.limits.given}

    def _of_limit(self, name: str) -> Amounts:
        if name in _MEASURED:
            return self.of_criterion(_MEASURED[name])
        graph, counts = self._graph, _COUNTED[name]
        inner = [int(counts(graph, link)) for link in graph.setting.topology.links]
        return inner + [0] * (len(graph.amounts) - len(inner))

    def _allowance(self, name: str) -> int:
        value: float = getattr(self._graph.query.limits, name)
        return to_units(value) if name in _MEASURED else int(value)


def _breaks_gauge(graph: Graph, link: Link) -> bool:
    what = link[5]
    if what.kind != "change":
        return False
    mode_from, mode_to = what.track_from.partition("-")[0], what.track.partition("-")[0]
    return graph.prices.handling_rate(mode_from, mode_to).type == "gauge_change"


def _crosses_border(graph: Graph, link: Link) -> bool:
    return link[5].leg is not None and graph.network.is_border(link[5].leg)


_MEASURED: dict[str, Criterion] = {"time_h": "time", "cost_usd": "cost"}
_COUNTED: dict[str, Callable[[Graph, Link], bool]] = {"gauge_breaks": _breaks_gauge, "borders": _crosses_border}


def plain(units: Sequence[int]) -> tuple[float, ...]:
    """Millionths as numbers."""
    return tuple(unit / UNITS_PER_ONE for unit in units)
