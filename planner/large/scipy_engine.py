"""Shortest paths by SciPy's Dijkstra: needs no preparation and always works.

SciPy adds up parallel arcs and may drop arcs of weight zero when it builds its matrix. Here each pair of nodes is one
entry already, and the matrix is put together from its own arrays, which keeps zeros; closed arcs are infinite.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from planner.large.graph import LargeGraph
from planner.large.weights import CLOSED, UNREACHED, Real, Whole

CELLS = 2**24
"""Distances asked of SciPy at one time: 128 MB."""


class Tree(NamedTuple):
    """The lightest paths from one node, or to one: distance (infinite where none leads) and neighbour on the way."""

    distance: Real
    neighbour: npt.NDArray[np.int32]
    """The node before on the way from the root, or after on the way to it; negative where there is none."""


class SciPyEngine:
    """Answers by Dijkstra's algorithm from every origin."""

    name = "scipy"

    def __init__(self, graph: LargeGraph) -> None:
        """Lay out the matrix of a graph; it has no weights yet."""
        self.graph = graph
        count = graph.node_count
        starts = np.searchsorted(graph.pair_tail, np.arange(count + 1)).astype(np.int32)
        weights = np.empty(len(graph.pair_tail))
        self._out = csr_array((weights, graph.pair_head.astype(np.int32), starts), shape=(count, count))
        turned = np.lexsort((graph.pair_tail, graph.pair_head))
        self._turned = turned
        starts = np.searchsorted(graph.pair_head[turned], np.arange(count + 1)).astype(np.int32)
        self._into = csr_array((weights.copy(), graph.pair_tail[turned].astype(np.int32), starts), shape=(count, count))

    def weigh(self, pair_units: Whole) -> None:
        """Take new weights."""
        self._out.data[:] = np.where(pair_units == CLOSED, np.inf, pair_units)
        self._into.data[:] = self._out.data[self._turned]

    def tree(self, root: int, *, towards: bool = False, limit: float = np.inf) -> Tree:
        """The lightest paths from a node, or towards it, up to a weight."""
        distance, neighbour = dijkstra(
            self._into if towards else self._out, indices=root, limit=limit, return_predecessors=True
        )
        return Tree(distance, neighbour)

    def each(self, sources: Whole, targets: Whole, limit: float = np.inf) -> Whole:
        """The distance from each source to the target beside it; ``UNREACHED`` where it is beyond the limit."""
        found = np.full(len(sources), UNREACHED, dtype=np.int64)
        different, inverse = np.unique(sources, return_inverse=True)
        step = max(1, CELLS // max(self.graph.node_count, 1))
        for start in range(0, len(different), step):
            rows = dijkstra(self._out, indices=different[start : start + step], limit=limit)
            mine = np.flatnonzero((inverse >= start) & (inverse < start + step))
            found[mine] = _whole(rows[inverse[mine] - start, targets[mine]])
        return found

    def table(self, sources: Whole, targets: Whole) -> Whole:
        """The distances from all sources to all targets."""
        if len(targets) < len(sources):
            return np.ascontiguousarray(self._table(self._into, targets, sources).T)
        return self._table(self._out, sources, targets)

    def _table(self, matrix: csr_array, sources: Whole, targets: Whole) -> Whole:
        found = np.empty((len(sources), len(targets)), dtype=np.int64)
        step = max(1, CELLS // max(self.graph.node_count, 1))
        for start in range(0, len(sources), step):
            rows = dijkstra(matrix, indices=sources[start : start + step])
            found[start : start + step] = _whole(rows[:, targets])
        return found

    def path(self, source: int, target: int) -> tuple[int, Whole]:
        """The distance, and the pairs of a lightest path; ``UNREACHED`` and nothing where none leads."""
        tree = self.tree(source)
        if not np.isfinite(tree.distance[target]):
            return UNREACHED, np.empty(0, dtype=np.int64)
        return int(tree.distance[target]), self.graph.pairs_between(walk(tree, target)[::-1])


def walk(tree: Tree, node: int) -> Whole:
    """The nodes from a node to the root of a tree, both with it."""
    neighbour = tree.neighbour
    found = [node]
    while (node := int(neighbour[node])) >= 0:
        found.append(node)
    return np.array(found, dtype=np.int64)


def sums_to_root(parent: npt.NDArray[np.intp], values: Real) -> Real:
    """The values of each node and all its parents; those without a parent are their own, and worth nothing."""
    while True:
        values = values + values[parent]
        further = parent[parent]
        if np.array_equal(further, parent):
            return values
        parent = further


def _whole(distances: Real) -> Whole:
    reached = np.isfinite(distances)
    return np.where(reached, distances, UNREACHED).astype(np.int64)
