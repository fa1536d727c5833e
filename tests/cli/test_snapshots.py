"""What is printed for the small network, to the letter.

After a wanted change: ``LANDBRIDGE_RENEW_SNAPSHOTS=1 python -m pytest tests/cli/test_snapshots.py``, then read the diff.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SNAPSHOTS = Path(__file__).parent / "snapshots"

CASES = {
    "route.txt": ("route", "alpha_city", "beta_city"),
    "route_steps.txt": ("route", "alpha_city", "beta_city", "--steps", "--alternatives", "1"),
    "route.json": ("route", "alpha_city", "beta_city", "--json"),
    "route.csv": ("route", "alpha_city", "beta_city", "--format", "csv"),
    "route.md": ("route", "alpha_city", "beta_city", "--format", "markdown"),
    "show_place.txt": ("show", "alpha_city"),
    "list_legs.txt": ("list", "legs"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_output_is_the_recorded_one(name: str, tiny_run: Callable[..., Any]) -> None:
    """The same question on the same data prints the same bytes as when it was last read by a person."""
    ran = tiny_run(*CASES[name])
    assert (ran.code, ran.err) == (0, "")
    file = SNAPSHOTS / name
    if os.environ.get("LANDBRIDGE_RENEW_SNAPSHOTS"):
        file.write_bytes(ran.out.encode())
    assert ran.out.encode() == file.read_bytes()
