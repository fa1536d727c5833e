"""Which engine answers, and what is said where one is missing."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from corridors.errors import UsageError
from planner.large import LargeGraph, Router, engines


def hide(monkeypatch: pytest.MonkeyPatch, *hidden: str) -> None:
    """Make modules look as if they were not installed."""
    find: Callable[[str], ModuleSpec | None] = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in hidden else find(name))


def test_the_first_installed_engine_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without being told a router takes a hierarchy, and SciPy where none is installed."""
    graph = LargeGraph([0], [1], [1.0])
    assert Router(graph).engine == "routingkit-cch"
    hide(monkeypatch, "routingkit_cch", "pyroutingkit")
    assert Router(graph).engine == "scipy"


@pytest.mark.parametrize(
    ("hidden", "engine", "package"),
    [
        ("routingkit_cch", "routingkit-cch", "routingkit-cch"),
        ("pyroutingkit", "pyroutingkit", "pyroutingkit"),
        ("scipy", "auto", "scipy"),
        ("scipy", "routingkit-cch", "scipy"),
    ],
)
def test_a_missing_engine_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, hidden: str, engine: str, package: str
) -> None:
    """A missing package is named with the extra that brings it."""
    hide(monkeypatch, hidden)
    with pytest.raises(UsageError) as caught:
        Router(LargeGraph([0], [1], [1.0]), engine=engine)
    assert f"the package {package} is not installed" in str(caught.value)
    assert "landbridge[large]" in str(caught.value)


def test_an_unknown_engine_is_refused() -> None:
    """An unknown engine is refused with those that are known."""
    with pytest.raises(UsageError, match="no engine is called 'magic'") as caught:
        engines.choose("magic")
    assert "routingkit-cch, pyroutingkit, scipy" in str(caught.value)


def test_large_networks_load_no_library_before_they_are_asked() -> None:
    """Importing the package brings in neither SciPy nor a hierarchy."""
    code = "import sys, planner.large; print(sorted(set(sys.modules) & {'scipy', 'routingkit_cch', 'pyroutingkit'}))"
    root = Path(__file__).parents[3]
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert ran.stdout.strip() == "[]"
