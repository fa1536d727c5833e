"""How many tonnes a year get through between two places at most, by the capacities on record."""

from collections.abc import Mapping

import msgspec

from corridors.itinerary import Range
from corridors.model import Figure
from corridors.network import Network
from planner.elements import carriers, label
from planner.frame import Frame
from planner.search.digraph import Digraph
from planner.search.flow import narrowest
from planner.search.paths import Path, shortest

KT_PER_MT = 1_000
"""Capacities flow as whole thousands of tonnes, so that sums are exact."""


class Bottleneck(msgspec.Struct, frozen=True, kw_only=True):
    """A port, a leg or a passage with the most that goes through it in a year."""

    element: str
    label: str
    mt_per_year: float
    basis: str
    capacity: str
    """The record of the capacity, by id."""


class Throughput(msgspec.Struct, frozen=True, kw_only=True):
    """What all ways of a journey together can carry in a year, as far as capacities are on record."""

    journey: int
    mt_per_year: Range | None
    """None where a way has no capacity on record all along."""
    cut: tuple[Bottleneck, ...]
    """The bottlenecks that let no more through, with typical capacities."""
    unrecorded: int | None
    """Where there is no bound: the best way without a capacity on record, by its number."""
    best: tuple[Bottleneck, ...]
    """The bottlenecks of the best way, the narrowest first."""


class Narrows:
    """The bottlenecks in the graph of one journey."""

    def __init__(self, network: Network, frame: Frame) -> None:
        """Find which arcs need which element that has a capacity; a port where the journey starts or ends has none."""
        self._network = network
        self._frame = frame
        ends = {f"port:{frame.graph.query.origin}", f"port:{frame.graph.query.destination}"}
        self._known = {name: capacity for name, capacity in network.capacities.items() if name not in ends}
        self._needs: dict[int, list[str]] = {}
        for name in self._known:
            for number in carriers(frame, name):
                self._needs.setdefault(number, []).append(name)

    def most(self) -> tuple[Range, tuple[Bottleneck, ...]] | None:
        """The most that gets through and what narrows it; None where nothing on record does."""
        frame = self._frame
        arcs = [(tail, head, self._needs.get(number, ())) for tail, head, _, number in frame.open.links()]
        ends: list[float] = []
        cut: frozenset[str] = frozenset()
        for end in ("floor", "typical", "ceiling"):
            found = narrowest(arcs, frame.source, frame.target, self._tonnes(end))
            if found is None:
                return None
            ends.append(found[0] / KT_PER_MT)
            cut = found[1] if end == "typical" else cut
        return Range(*ends), tuple(map(self._bottleneck, sorted(cut)))

    def _tonnes(self, end: str) -> Mapping[str, int]:
        def of(figure: Figure) -> int:
            return round(float(getattr(figure, end)) * KT_PER_MT)

        return {name: of(capacity.mt_per_year) for name, capacity in self._known.items()}

    def unrecorded(self) -> Path | None:
        """The best way that needs nothing with a capacity on record."""
        rest: Digraph = self._frame.open.without_numbers(self._needs.keys())
        return shortest(rest, self._frame.source, self._frame.target)

    def along(self, path: Path) -> tuple[Bottleneck, ...]:
        """The bottlenecks of a way, the narrowest first."""
        names = dict.fromkeys(name for number in path for name in self._needs.get(number, ()))
        return tuple(sorted(map(self._bottleneck, names), key=lambda each: (each.mt_per_year, each.element)))

    def _bottleneck(self, name: str) -> Bottleneck:
        known = self._known[name]
        return Bottleneck(
            element=name, label=label(self._network, name), mt_per_year=known.mt_per_year.typical,
            basis=known.mt_per_year.basis, capacity=known.id,
        )  # fmt: skip
