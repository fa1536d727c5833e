"""Shortest paths by a customizable contraction hierarchy: prepared once, re-weighted in milliseconds.

Dibbelt, Strasser and Wagner, Customizable contraction hierarchies, ACM Journal of Experimental Algorithmics 21 (2016).
Its weights have 31 bits and stop at the largest: a distance below it is exact, one at it means either no way or a long
one. Where the weights leave room for doubt a second weighting, of one an arc, tells the two apart, and long ways are
asked of SciPy again, so that no answer is wrong.
"""

from array import array
from functools import cached_property
from typing import Any

import numpy as np

from planner.large.bindings import BINDINGS, Binding, load
from planner.large.graph import LargeGraph
from planner.large.landmarks import positions
from planner.large.preparation import Preparation
from planner.large.scipy_engine import SciPyEngine
from planner.large.weights import CLOSED, HIERARCHY_LIMIT, UNREACHED, Whole


def prepare(graph: LargeGraph, binding: str) -> Preparation:
    """Work out an order of contraction: seconds for 10^5 arcs, minutes for 10^6."""
    x, y = positions(graph)
    order = BINDINGS[binding].order(load(binding), graph.pair_tail, graph.pair_head, x, y)
    return Preparation(order, graph.digest)


class HierarchyEngine:
    """Answers by a contraction hierarchy; nodes are checked by the caller."""

    def __init__(self, graph: LargeGraph, binding: str, preparation: Preparation | None = None) -> None:
        """Contract a graph in the prepared order, or prepare it first; it has no weights yet."""
        self.graph = graph
        self.name = binding
        self.preparation = preparation or prepare(graph, binding)
        self.preparation.check(graph)
        module: Any = load(binding)
        self._binding: Binding = BINDINGS[binding](module, self.preparation.order, graph.pair_tail, graph.pair_head)
        self._units: Whole = np.empty(0, dtype=np.int64)
        self._doubtful = False

    def weigh(self, pair_units: Whole) -> None:
        """Take new weights; what is closed or too heavy to be told is closed to the hierarchy."""
        self._units = pair_units
        self._binding.weigh(np.minimum(pair_units, HIERARCHY_LIMIT))
        self._doubtful = self.graph.heaviest(pair_units) >= HIERARCHY_LIMIT
        for known in ("_exact", "_steps"):
            self.__dict__.pop(known, None)

    @cached_property
    def _exact(self) -> SciPyEngine:
        """Answers that need more than 31 bits."""
        engine = SciPyEngine(self.graph)
        engine.weigh(self._units)
        return engine

    @cached_property
    def _steps(self) -> Binding:
        """The same hierarchy with a weight of one for each arc that is not closed: a number of arcs always fits."""
        binding = self._binding.another()
        binding.weigh(np.where(self._units == CLOSED, HIERARCHY_LIMIT, 1))
        return binding

    def each(self, sources: Whole, targets: Whole, limit: float = np.inf) -> Whole:  # noqa: ARG002 - spares SciPy work
        """The distance from each source to the target beside it."""
        found = np.array(self._binding.each(sources.tolist(), targets.tolist()), dtype=np.int64)
        beyond = np.flatnonzero(found >= HIERARCHY_LIMIT)
        found[beyond] = UNREACHED
        if self._doubtful and len(beyond):
            steps = np.array(self._steps.each(sources[beyond].tolist(), targets[beyond].tolist()))
            beyond = beyond[steps < HIERARCHY_LIMIT]
            found[beyond] = self._exact.each(sources[beyond], targets[beyond])
        return found

    def table(self, sources: Whole, targets: Whole) -> Whole:
        """The distances from all sources to all targets."""
        if not len(sources) or not len(targets):
            return np.empty((len(sources), len(targets)), dtype=np.int64)
        found = self._binding.table(sources, targets)
        beyond = found >= HIERARCHY_LIMIT
        found[beyond] = UNREACHED
        if self._doubtful and beyond.any():
            beyond &= self._steps.table(sources, targets) < HIERARCHY_LIMIT
            rows = np.flatnonzero(beyond.any(axis=1))
            if len(rows):
                again = self._exact.table(sources[rows], targets)
                found[rows] = np.where(beyond[rows], again, found[rows])
        return found

    def path(self, source: int, target: int) -> tuple[int, Whole]:
        """The distance, and the pairs of a lightest path; ``UNREACHED`` and nothing where none leads."""
        distance, pairs = self._binding.path(source, target)
        if distance < HIERARCHY_LIMIT:
            return distance, np.frombuffer(array("I", pairs), dtype=np.uintc).astype(np.int64)  # the quickest of many
        if self._doubtful and self._steps.each([source], [target])[0] < HIERARCHY_LIMIT:
            return self._exact.path(source, target)
        return UNREACHED, np.empty(0, dtype=np.int64)
