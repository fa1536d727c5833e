"""Ways on a large graph: prepared once, re-weighted at will, asked for one way, many distances, or alternatives."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from corridors.errors import UsageError
from planner.large import engines
from planner.large.graph import LargeGraph
from planner.large.preparation import Preparation
from planner.large.table import Matrix, sums_along
from planner.large.weights import UNREACHED, Whole

if TYPE_CHECKING:
    from planner.large.scipy_engine import SciPyEngine


class Way(NamedTuple):
    """Its arcs in order, as rows of the graph, and what it weighs."""

    arcs: Whole
    units: int
    weight: float


class Router:
    """Answers questions on one graph under its current weights; not to be shared between threads."""

    def __init__(
        self,
        graph: LargeGraph,
        *,
        engine: str = engines.AUTO,
        preparation: Preparation | Path | str | None = None,
    ) -> None:
        """Make the graph ready.

        Args:
            graph: The graph; its own weights hold until others are set.
            engine: ``routingkit-cch``, ``pyroutingkit``, ``scipy``, or ``auto``: the first of these that is installed.
            preparation: Or the file it was saved in; without it a hierarchy is prepared anew.

        Raises:
            UsageError: where the engine is not installed.
            StaleError: where the preparation was made for another graph.
        """
        self.graph = graph
        name = engines.choose(engine)
        if isinstance(preparation, (Path, str)):
            preparation = Preparation.load(preparation, graph)
        elif preparation is not None:
            preparation.check(graph)
        self._engine = engines.make(name, graph, preparation)
        self.units = graph.units
        self.reweight(None)

    @property
    def engine(self) -> str:
        """The name of the engine in use."""
        return self._engine.name

    @property
    def preparation(self) -> Preparation | None:
        """What can be saved, so that the next start is quicker; None where the engine needs none."""
        return getattr(self._engine, "preparation", None)

    def reweight(self, weight: npt.ArrayLike | None) -> None:
        """Set the weights of a scenario, one an arc, infinite for closed; None: the graph's own.

        Raises:
            DataError: naming the rows that are wrong; the weights that were set stay.
        """
        units = self.graph.units if weight is None else self.graph.in_units(weight)
        self._engine.weigh(self.graph.lightest(units))
        self.units = units
        for known in ("trees", "arcs"):
            self.__dict__.pop(known, None)

    def to_weight(self, units: int) -> float:
        """Units as a weight; infinite where no way leads."""
        return float("inf") if units == UNREACHED else units / self.graph.scale

    def distance(self, source: int, target: int) -> float:
        """What a lightest way weighs; infinite where none leads."""
        return self.to_weight(int(self.each([source], [target])[0]))

    def each(self, sources: npt.ArrayLike, targets: npt.ArrayLike) -> Whole:
        """The distance in units from each source to the target beside it, -1 where no way leads."""
        starts, ends = self.graph.nodes(sources), self.graph.nodes(targets)
        if len(starts) != len(ends):
            raise UsageError(what=f"{len(starts)} sources and {len(ends)} targets", remedy="give as many of each")
        return self._engine.each(starts, ends)

    def lightest(self, sources: Whole, targets: Whole, *, limit: int) -> Whole:
        """The same for nodes that are known to exist; distances beyond the limit may be told as -1."""
        return self._engine.each(sources, targets, limit)

    def path(self, source: int, target: int) -> Way | None:
        """A lightest way, or None; of equal ones the engine takes any."""
        start, end = self.graph.nodes([source, target]).tolist()
        units, pairs = self._engine.path(start, end)
        if units == UNREACHED:
            return None
        return Way(self.arcs[pairs], units, self.to_weight(units))

    def table(self, origins: npt.ArrayLike, destinations: npt.ArrayLike) -> Whole:
        """The distances in units from all origins to all destinations, -1 where no way leads."""
        return self._engine.table(self.graph.nodes(origins), self.graph.nodes(destinations))

    def matrix(
        self,
        origins: npt.ArrayLike,
        destinations: npt.ArrayLike,
        *,
        along: Mapping[str, npt.ArrayLike] | None = None,
    ) -> Matrix:
        """What the lightest ways from all origins to all destinations weigh.

        Args:
            origins: Nodes.
            destinations: Nodes.
            along: Further measures by name, one figure an arc, to be summed along the ways chosen.
        """
        starts, ends = self.graph.nodes(origins), self.graph.nodes(destinations)
        units = self._engine.table(starts, ends)
        reachable = units != UNREACHED
        weight = np.where(reachable, units / self.graph.scale, np.inf)
        sums = sums_along(self, starts, ends, reachable, along or {})
        return Matrix(starts, ends, weight, units, reachable, sums)

    def rows(
        self,
        origins: npt.ArrayLike,
        destinations: npt.ArrayLike,
        *,
        along: Mapping[str, npt.ArrayLike] | None = None,
        at_once: int = 64,
    ) -> Iterator[Matrix]:
        """The same matrix a few origins at a time, so that a caller can show progress, write and resume."""
        starts, ends = self.graph.nodes(origins), self.graph.nodes(destinations)
        for at in range(0, len(starts), max(1, at_once)):
            yield self.matrix(starts[at : at + max(1, at_once)], ends, along=along)

    @cached_property
    def arcs(self) -> Whole:
        """The lightest arc of each pair under the current weights."""
        return self.graph.lightest_arcs(self.units)

    @cached_property
    def trees(self) -> "SciPyEngine":
        """SciPy under the current weights, for searches to all nodes."""
        from planner.large.scipy_engine import SciPyEngine  # noqa: PLC0415 - SciPy may be missing, which engines say

        if isinstance(self._engine, SciPyEngine):
            return self._engine
        engine = SciPyEngine(self.graph)
        engine.weigh(self.graph.lightest(self.units))
        return engine
