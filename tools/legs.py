"""The legs of the data folder, for the tools that draw them and set their lengths."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corridors.loader import read_folder
from corridors.model import FUTURE_STATES, Leg, Place

DATA = Path("corridors/data")
NO_FRACTION_KM = 100.0


def read_legs(folder: Path = DATA) -> tuple[list[Leg], dict[str, Place]]:
    """The legs whose ends are both known, and the places by id.

    Raises:
        SystemExit: where the folder cannot be read.
    """
    data, problems = read_folder(folder)
    if data is None:
        raise SystemExit(f"the data folder cannot be read: {problems}")
    places = {place.id: place for place in data.places}
    return [leg for leg in data.legs if leg.start in places and leg.end in places], places


def planned(leg: Leg) -> bool:
    """Whether a leg has never been in use."""
    return all(span.state in FUTURE_STATES for span in leg.status)


def spread(km: float, typical: float, low: float, high: float) -> str:
    """So many km times three factors, as the ``distance_km`` of a leg has them in its file."""
    numbers = (f"{km * factor:.{0 if km * factor >= NO_FRACTION_KM else 1}f}" for factor in (typical, low, high))
    return ", ".join(f"{name} = {number}" for name, number in zip(("typical", "low", "high"), numbers, strict=True))


def set_lengths(length_of: Callable[[dict[str, Any]], str | None], folder: Path = DATA) -> int:
    """Write another ``distance_km`` into the files of the legs that get one; returns how many lines changed."""
    count = 0
    for path in sorted((folder / "legs").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        blocks = text.split("[[leg]]")
        for i, block in enumerate(blocks[1:], start=1):
            length = length_of(tomllib.loads(block))
            if length is not None:
                line = f"distance_km = {length}"
                blocks[i], done = re.subn(r"(?m)^distance_km = \{.*\}$", lambda _, new=line: new, block, count=1)  # type: ignore[misc]
                count += done
        if (changed := "[[leg]]".join(blocks)) != text:
            path.write_text(changed, encoding="utf-8")
    return count
