"""Large networks: the planner's questions on a directed graph of 10^5 to 10^6 arcs of one's own.

Needs ``landbridge[large]``; see docs/large-networks.md. Nothing here is imported by ``landbridge route``.
"""

from collections.abc import Mapping

import numpy.typing as npt

from planner.large.engines import AUTO, installed
from planner.large.graph import LargeGraph
from planner.large.preparation import Preparation, StaleError
from planner.large.router import Router, Way
from planner.large.table import Matrix

__all__ = ["LargeGraph", "Matrix", "Preparation", "Router", "StaleError", "Way", "installed", "matrix"]


def matrix(  # noqa: PLR0913 - what is asked, and how
    graph: LargeGraph,
    origins: npt.ArrayLike,
    destinations: npt.ArrayLike,
    *,
    engine: str = AUTO,
    preparation: Preparation | None = None,
    along: Mapping[str, npt.ArrayLike] | None = None,
) -> Matrix:
    """One matrix of a graph under its own weights; a :class:`Router` answers many questions on one preparation."""
    return Router(graph, engine=engine, preparation=preparation).matrix(origins, destinations, along=along)
