"""A table of lightest ways from many origins to many destinations."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from planner.large.weights import Real, Whole, as_weights

if TYPE_CHECKING:
    from planner.large.router import Router


NODES_A_WAY = 400
"""Unpacking one way takes about as long as a search spends on this many nodes."""


class Matrix(NamedTuple):
    """One row an origin, one column a destination."""

    origins: Whole
    destinations: Whole
    weight: Real
    """Infinite where no way leads."""
    units: Whole
    """The same in whole units, -1 where no way leads."""
    reachable: npt.NDArray[np.bool_]
    along: dict[str, Real]
    """Further measures of the ways chosen, NaN where no way leads."""


def sums_along(
    router: "Router",
    origins: Whole,
    destinations: Whole,
    reachable: npt.NDArray[np.bool_],
    measures: Mapping[str, npt.ArrayLike],
) -> dict[str, Real]:
    """Measures summed along the lightest ways, the same way for all of them.

    For many destinations one search from each origin serves all of them; for a few each way is unpacked by itself.
    """
    if not measures:
        return {}
    figures = {name: as_weights(values, router.graph.arc_count, name) for name, values in measures.items()}
    sums = {name: np.full(reachable.shape, np.nan) for name in figures}
    by_tree = len(destinations) * NODES_A_WAY > router.graph.node_count
    for row, origin in enumerate(origins.tolist()):
        columns = np.flatnonzero(reachable[row])
        if not len(columns):
            continue
        if by_tree:
            for name, found in _by_tree(router, origin, figures).items():
                sums[name][row, columns] = found[destinations[columns]]
            continue
        for column in columns.tolist():
            path = router.path(origin, int(destinations[column]))
            if path is not None:
                for name, values in figures.items():
                    sums[name][row, column] = values[path.arcs].sum()
    return sums


def _by_tree(router: "Router", origin: int, figures: Mapping[str, Real]) -> dict[str, Real]:
    """Measures from an origin to every node, where it reaches them."""
    from planner.large.scipy_engine import sums_to_root  # noqa: PLC0415 - SciPy may be missing, which engines say

    before = router.trees.tree(origin).neighbour.astype(np.int64)
    nodes = np.arange(router.graph.node_count)
    led = before >= 0
    parent = np.where(led, before, nodes)
    if not led.any():
        return {name: np.zeros(len(nodes)) for name in figures}
    arcs = router.arcs[router.graph.pairs_of(parent, nodes)]
    return {name: sums_to_root(parent, np.where(led, values[arcs], 0.0)) for name, values in figures.items()}
