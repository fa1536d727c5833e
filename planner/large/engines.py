"""The engines behind a router, by name, and which of them are installed."""

import importlib.util
from typing import Protocol

import numpy as np

from corridors.errors import UsageError
from planner.large.bindings import BINDINGS
from planner.large.graph import LargeGraph
from planner.large.preparation import Preparation
from planner.large.weights import Whole

AUTO = "auto"
SCIPY = "scipy"
NAMES = (*BINDINGS, SCIPY)
"""The first that is installed is taken for ``auto``."""


class Engine(Protocol):
    """Answers for nodes that exist, in units; ``UNREACHED`` where no way leads."""

    name: str

    def weigh(self, pair_units: Whole) -> None:
        """Take new weights, one a pair."""
        ...

    def each(self, sources: Whole, targets: Whole, limit: float = np.inf) -> Whole:
        """The distance from each source to the target beside it; what is beyond the limit may be left out."""
        ...

    def table(self, sources: Whole, targets: Whole) -> Whole:
        """The distances from all sources to all targets."""
        ...

    def path(self, source: int, target: int) -> tuple[int, Whole]:
        """The distance, and the pairs of a lightest path."""
        ...


def installed() -> tuple[str, ...]:
    """The engines that can be used here, the preferred first."""
    modules = {name: binding.module_name for name, binding in BINDINGS.items()} | {SCIPY: "scipy"}
    if importlib.util.find_spec("scipy") is None:  # every engine leans on it
        return ()
    return tuple(name for name in NAMES if importlib.util.find_spec(modules[name]) is not None)


def choose(name: str) -> str:
    """The name of an engine that is installed.

    Raises:
        UsageError: where the name is unknown or its package is missing.
    """
    if name not in (AUTO, *NAMES):
        raise UsageError(
            what=f"no engine is called {name!r}", where="engine", remedy="one of " + ", ".join((AUTO, *NAMES))
        )
    found = installed()
    if not found or name not in (AUTO, *found):
        missing = SCIPY if not found else name
        raise UsageError(
            what=f"the package {missing} is not installed",
            where="engine",
            why="large networks need more than landbridge brings by itself",
            remedy="pip install 'landbridge[large]'"
            + ("" if missing != "pyroutingkit" else f", or pip install {missing}"),
        )
    return found[0] if name == AUTO else name


def make(name: str, graph: LargeGraph, preparation: Preparation | None) -> Engine:
    """An engine for a graph; it has no weights yet."""
    from planner.large.scipy_engine import SciPyEngine  # noqa: PLC0415 - SciPy may be missing, which is said above

    if name == SCIPY or not len(graph.pair_tail):
        return SciPyEngine(graph)
    from planner.large.hierarchy import HierarchyEngine  # noqa: PLC0415 - as above

    return HierarchyEngine(graph, name, preparation)
