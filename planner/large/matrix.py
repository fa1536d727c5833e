"""A table of lightest ways from many origins to many destinations."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from planner.large.weights import Real, Whole, as_weights

if TYPE_CHECKING:
    from planner.large.router import Router


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
    """Measures summed along the lightest ways: each way is unpacked once for all of them."""
    if not measures:
        return {}
    figures = {name: as_weights(values, router.graph.arc_count, name) for name, values in measures.items()}
    sums = {name: np.full(reachable.shape, np.nan) for name in figures}
    for row, column in np.argwhere(reachable).tolist():
        path = router.path(int(origins[row]), int(destinations[column]))
        if path is None:
            continue
        for name, values in figures.items():
            sums[name][row, column] = values[path.arcs].sum()
    return sums
