"""Reads TOML and CSV files into plain dictionaries, and says where a record stands."""

import csv
import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corridors.errors import Problem

Row = dict[str, Any]


def read_toml(path: Path, problems: list[Problem], name: str = "") -> Row:
    """The file's top-level table; an unreadable file is one problem, under ``name``, and an empty table."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(_unreadable(name or path.name, "TOML", error))
        return {}


def read_csv(path: Path, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) with blank cells left out; a row of the wrong width is a problem."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(_unreadable(path.name, "CSV", error))
        return
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval=None)
    for row in _rows(reader, path, problems):
        if "" in row or None in row.values():
            problems.append(
                Problem(
                    file=path.name,
                    record=f"line {reader.line_num}",
                    field="",
                    value="",
                    rule=f"a row has {len(reader.fieldnames or ())} cells",
                    remedy="quote cells that hold a comma",
                )
            )
            continue
        yield reader.line_num, {key: value.strip() for key, value in row.items() if value and value.strip()}


def _rows(reader: "csv.DictReader[str]", path: Path, problems: list[Problem]) -> Iterator[dict[str, str]]:
    try:
        yield from reader
    except csv.Error as error:
        problems.append(_unreadable(path.name, "CSV", error))


def _unreadable(name: str, form: str, error: Exception) -> Problem:
    return Problem(
        file=name,
        record="file",
        field="",
        value="",
        rule=f"cannot be read as {form}: {error}",
        remedy="mend the file or restore it",
    )
