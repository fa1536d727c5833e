"""Alternatives on a large graph: candidates by rule of thumb, each held to exact tests.

Candidates are ways by a plateau, a stretch that the lightest paths from the origin and those to the destination share
(Abraham, Delling, Goldberg, Werneck, Alternative routes in road networks, ACM Journal of Experimental Algorithmics 18,
2013). That set is a heuristic: a good way need not be among them, and too few alternatives prove nothing. What is
returned has passed these tests, which are exact on the whole-number weights:

- simple: no node twice;
- stretch: its weight is at most ``stretch`` times the lightest;
- overlap: of no better way shown does it repeat more than ``overlap``, by weight or by another measure;
- locally optimal: each part of it of at most ``local`` times the lightest weight is itself a lightest path.
"""

from collections import Counter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corridors.errors import UsageError
from planner.large.router import Router
from planner.large.scipy_engine import sums_to_root, walk
from planner.large.weights import Real, Whole, as_weights, checked_share

MOST_TRIED = 1000
"""Candidates held to the last test, the lightest first."""
ROUNDING = 1e-9
"""Shares of measures that are no whole numbers may differ by this much."""

Nodes = npt.NDArray[np.intp]


class Alternative(NamedTuple):
    """A way, and how it stands to the lightest and to better ones shown."""

    arcs: Whole
    units: int
    weight: float
    stretch: float
    """Its weight in terms of the lightest."""
    overlap: float
    """The largest share of a better way shown that it repeats."""
    locally_optimal: bool


class Alternatives(NamedTuple):
    """What was found, lightest way first, and why the other candidates fell."""

    ways: tuple[Alternative, ...]
    tried: int
    dropped: dict[str, int]


def alternatives(  # noqa: PLR0913 - each test has its bound
    router: Router,
    source: int,
    target: int,
    *,
    most: int = 3,
    overlap: float = 0.5,
    stretch: float = 1.5,
    local: float = 0.25,
    demand_local: bool = True,
    measure: npt.ArrayLike | None = None,
) -> Alternatives:
    """Up to ``most`` ways, the lightest first; two searches over the graph and the tests.

    Args:
        router: The graph under its current weights.
        source: Where ways start.
        target: Where they end.
        most: How many ways are wanted, the lightest among them.
        overlap: Share of a better way that may be repeated, from 0 to 1.
        stretch: How heavy a way may be in terms of the lightest, from 1 on.
        local: The length of the parts that must be lightest paths, in terms of the lightest way, from 0 to 1.
        demand_local: Whether ways that are not locally optimal are dropped, or only marked.
        measure: What overlap is counted in, one figure an arc, as km; default: the weights.

    Raises:
        UsageError: where a bound makes no sense or a node does not exist.
    """
    if most < 1:
        raise UsageError(what=f"{most} ways are asked for", remedy="ask for 1 or more")
    checked_share("overlap", overlap, most=1.0)
    checked_share("stretch", stretch, least=1.0)
    checked_share("local", local, most=1.0)
    figures = router.units if measure is None else as_weights(measure, router.graph.arc_count, "measure")
    best = router.path(source, target)
    if best is None:
        return Alternatives((), 0, {})
    found = [Alternative(best.arcs, best.units, best.weight, 1.0, 0.0, locally_optimal=True)]
    dropped: Counter[str] = Counter()
    tried = 0
    if most > 1 and len(best.arcs):
        field = _Field(router, source, target, int(best.units * stretch), figures)
        field.bar(best.arcs, overlap)
        while len(found) < most and tried < MOST_TRIED and (vertex := field.next()) is not None:
            tried += 1
            nodes, start, end = field.way_by(vertex)
            if len(np.unique(nodes)) < len(nodes):
                dropped["passes a place twice"] += 1
                continue
            arcs = router.arcs[router.graph.pairs_between(nodes)]
            units = router.units[arcs]
            optimal = _locally_optimal(router, nodes, (start, end), units, int(best.units * local))
            if demand_local and not optimal:
                dropped["not locally optimal"] += 1
                continue
            total = int(units.sum())
            stretched = total / best.units if best.units else 1.0
            shared = max(_share(way.arcs, arcs, figures) for way in found)
            found.append(Alternative(arcs, total, router.to_weight(total), stretched, shared, optimal))
            field.bar(arcs, overlap)
        if field.barred:
            dropped["repeats a better way"] = field.barred
    return Alternatives(tuple(found), tried, dict(dropped))


class _Field:
    """The nodes by which a way may go, each with the lightest way by it."""

    def __init__(self, router: Router, source: int, target: int, limit: int, figures: Real | Whole) -> None:
        """Search from both ends and rank what is within the limit: lightest first, then by the longest plateau."""
        self._figures = figures
        self._ahead = router.trees.tree(source, limit=limit)
        self._behind = router.trees.tree(target, towards=True, limit=limit)
        through = self._ahead.distance + self._behind.distance
        near = np.flatnonzero(through <= limit)
        self.near = near
        number = np.full(router.graph.node_count, -1)
        number[near] = np.arange(len(near))
        own = np.arange(len(near))
        before, after = self._ahead.neighbour[near].astype(np.int64), self._behind.neighbour[near].astype(np.int64)
        # where the lightest way to a node is within the limit, so is the way by the node before it
        self._before = np.where(before < 0, own, number[np.maximum(before, 0)])
        self._after = np.where(after < 0, own, number[np.maximum(after, 0)])
        joined = router.arcs[router.graph.pairs_of(np.where(before < 0, near, before), near)]
        self._arc_before = np.where(before < 0, -1, joined)
        joined = router.arcs[router.graph.pairs_of(near, np.where(after < 0, near, after))]
        self._arc_after = np.where(after < 0, -1, joined)
        # an arc is on a plateau if both trees use it
        on = (before >= 0) & (self._after[self._before] == own)
        self._root = _roots(np.where(on, self._before, own))
        plateau = self._ahead.distance[near] - self._ahead.distance[near[self._root]]
        self._queue = np.lexsort((near, -plateau, through[near]))
        self._open = np.ones(len(near), dtype=bool)
        self.barred = 0

    def bar(self, arcs: Whole, overlap: float) -> None:
        """Take out the nodes whose way repeats more than a share of these arcs; of arcs that measure nothing, of their number."""
        worth = np.zeros(len(self._figures) + 1)
        worth[arcs] = self._figures[arcs]
        if not worth.any():
            worth[arcs] = 1.0
        allowance = overlap * worth.sum() * (1 + ROUNDING)
        repeated = sums_to_root(self._before, worth[self._arc_before]) + sums_to_root(
            self._after, worth[self._arc_after]
        )
        keeps = repeated <= allowance
        self.barred += len(np.unique(self._root[self._open & ~keeps]))
        self._open &= keeps
        self._queue = self._queue[self._open[self._queue]]

    def next(self) -> int | None:
        """The node whose way is to be tried next; its plateau is then done with."""
        if not len(self._queue):
            return None
        vertex = int(self._queue[0])
        self._queue = self._queue[self._root[self._queue] != self._root[vertex]]
        return vertex

    def way_by(self, vertex: int) -> tuple[Whole, int, int]:
        """The nodes of the way by a node, and the positions between which its plateau lies at least."""
        to_vertex = walk(self._ahead, int(self.near[vertex]))[::-1]
        start = int(np.flatnonzero(to_vertex == self.near[self._root[vertex]])[0])
        rest = walk(self._behind, int(self.near[vertex]))[1:]
        return np.concatenate((to_vertex, rest)), start, len(to_vertex) - 1


def _roots(parent: Nodes) -> Nodes:
    """The last of the parents of each node; each step jumps twice as far."""
    while True:
        further = parent[parent]
        if np.array_equal(further, parent):
            return parent
        parent = further


def _share(better: Whole, arcs: Whole, figures: Real | Whole) -> float:
    """The share of a better way that these arcs repeat; by their number where it measures nothing."""
    repeated = np.isin(better, arcs)
    total = float(figures[better].sum())
    return float(figures[better][repeated].sum()) / total if total else float(repeated.mean())


def _locally_optimal(router: Router, nodes: Whole, plateau: tuple[int, int], units: Whole, window: int) -> bool:
    """Whether each part of at most this weight is a lightest path.

    What lies before the end of the plateau, and what lies after its start, is one already; so that only parts that
    begin before it and end after it are looked at, of these the longest from each node.
    """
    along = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(units)))
    starts = np.arange(plateau[0])
    ends = np.searchsorted(along, along[starts] + window, side="right") - 1
    keep = ends > plateau[1]
    starts, ends = starts[keep], ends[keep]
    if not len(starts):
        return True
    first = np.flatnonzero(np.diff(ends, prepend=-1))  # of parts with one end the longest holds the others
    starts, ends = starts[first], ends[first]
    expected = along[ends] - along[starts]
    middle = slice(len(starts) // 2, len(starts) // 2 + 1)
    for part in (middle, slice(None)):  # most that fail do so in the middle
        lightest = router.lightest(nodes[starts[part]], nodes[ends[part]], limit=window)
        if not np.array_equal(lightest, expected[part]):
            return False
    return True
