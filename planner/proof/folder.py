"""Reads a data folder into plain records, with nothing but the parsers of the standard library."""

import csv
import io
import tomllib
import zlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

Records = Mapping[str, Any]
"""Each table's records by its name, as ``legs``; ``settings`` is one record."""

TABLES = {
    "legs": ("legs/*.toml", "leg"),
    "services": ("services/*.toml", "service"),
    "passages": ("passages.toml", "passage"),
    "facilities": ("facilities/*.toml", "facility"),
    "handling_rates": ("rates.toml", "handling"),
    "run_rates": ("rates.toml", "run"),
    "wait_rates": ("rates.toml", "wait"),
    "border_rates": ("rates.toml", "border"),
    "permissions": ("permissions.toml", "permission"),
    "corridors": ("corridors.toml", "corridor"),
    "events": ("events.toml", "event"),
    "scenarios": ("scenarios/*.toml", "scenario"),
}
SHEETS = {
    "places": ("places*.csv", "waypoints*.csv"),
    "emission_factors": ("emission_factors.csv",),
    "price_levels": ("price_levels.csv",),
}
VERSIONED = ("*.toml", "*.csv", "*/*.toml")


class UnreadableError(Exception):
    """A file of the folder cannot be read; the message names it and says why."""


def read(folder: Path) -> tuple[Records, str]:
    """All records that an answer rests on, and the version of the data.

    Raises:
        UnreadableError: where a file is missing or broken.
    """
    settings = _toml(folder / "settings.toml")
    parsed: dict[Path, dict[str, Any]] = {}
    records: dict[str, Any] = {"settings": settings}
    for name, (pattern, key) in TABLES.items():
        records[name] = []
        for path in sorted(folder.glob(pattern)):
            if path not in parsed:
                parsed[path] = _toml(path)
            found = parsed[path].get(key, [])
            records[name] += found if isinstance(found, list) else [found]
    for name, patterns in SHEETS.items():
        records[name] = [row for pattern in patterns for path in sorted(folder.glob(pattern)) for row in _csv(path)]
    if "version" not in settings:
        raise UnreadableError(f"{folder / 'settings.toml'} states no version")
    return records, f"{settings['version']}+{_digest(folder)[:12]}"


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path}: {error}") from error


def _csv(path: Path) -> Iterator[dict[str, str]]:
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), restkey=""))
    except (OSError, ValueError, csv.Error) as error:
        raise UnreadableError(f"{path}: {error}") from error
    for row in rows:
        yield {key: value.strip() for key, value in row.items() if isinstance(value, str) and value.strip()}


def _digest(folder: Path) -> str:
    """The checksum that names a state of the folder: CRC-32 and Adler-32 over the names and bytes of its files."""
    cyclic, sums = 0, 1
    for name in sorted({path.relative_to(folder).as_posix() for pattern in VERSIONED for path in folder.glob(pattern)}):
        try:
            block = b"\0".join((name.encode(), (folder / name).read_bytes()))
        except OSError as error:
            raise UnreadableError(f"{folder / name}: {error}") from error
        cyclic, sums = zlib.crc32(block, cyclic), zlib.adler32(block, sums)
    return f"{cyclic:08x}{sums:08x}"
