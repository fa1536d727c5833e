"""Reads which journeys are asked for: lists of names, files of names, tables of pairs. What is wrong is told by its place."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from corridors.errors import UsageError
from corridors.network import Network
from planner.many.distances import Pair
from planner.query import places_of

HEADS = {("origin", "destination"), ("from", "to")}
BOM = "\ufeff"


def listed(network: Network, text: str, what: str) -> list[str]:
    """The places of a list of names, or of a file that holds one a line.

    Names stand between semicolons where there is one, else between commas.

    Raises:
        UsageError: where a name is empty, unknown or ambiguous, or the file cannot be read.
    """
    path = Path(text)
    if _is_file(path):
        lines = _decoded(path.read_bytes(), str(path)).splitlines()
        names = [(number, line.strip()) for number, line in enumerate(lines, start=1)]
        found = [_place(network, name, f"{path}, line {number}") for number, name in names if name]
    else:
        parts = text.split(";" if ";" in text else ",")
        found = [_place(network, name.strip(), f"{what}, name {number}") for number, name in enumerate(parts, start=1)]
    if not found:
        raise UsageError(what=f"{text} names no place", where=what, why="the file is empty", remedy="one name a line")
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def table(network: Network, data: bytes, name: str) -> list[Pair]:
    """The pairs of a CSV: two columns, origin and destination, with those words as its head or without a head.

    Raises:
        UsageError: with row and column of what is wrong.
    """
    pairs = [
        (_place(network, one, f"{name}, row {row}, column 1"), _place(network, other, f"{name}, row {row}, column 2"))
        for row, (one, other) in _rows(_decoded(data, name), name)
    ]
    if not pairs:
        raise UsageError(
            what=f"{name} holds no pair", where=f"{name}, row 1, column 1", why="it is empty, or has nothing but a head",
            remedy="one pair a row: origin,destination",
        )  # fmt: skip
    return pairs


def _rows(text: str, name: str) -> Iterator[tuple[int, tuple[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    first = True
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            if not any(row):
                continue
            if first and tuple(cell.lower() for cell in row) in HEADS:
                first = False
                continue
            first = False
            if len(row) != 2:  # noqa: PLR2004 - a pair
                column = min(len(row), 2) + 1
                raise _malformed(name, reader.line_num, column, f"the row has {len(row)} cells, not 2")
            yield reader.line_num, (row[0], row[1])
    except csv.Error as error:
        raise _malformed(name, reader.line_num, 1, f"it is no CSV: {error}") from None


def _malformed(name: str, row: int, column: int, why: str) -> UsageError:
    return UsageError(
        what=f"{name} is malformed at row {row}, column {column}", where=f"{name}, row {row}, column {column}", why=why,
        remedy="one pair a row: origin,destination; a name with a comma in quotation marks",
    )  # fmt: skip


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode().removeprefix(BOM)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        row = before.count(b"\n") + 1
        column = before[before.rfind(b"\n") + 1 :].count(b",") + 1
        raise _malformed(name, row, column, "it is not UTF-8") from None


def _place(network: Network, name: str, where: str) -> str:
    if not name:
        raise UsageError(
            what=f"an empty name at {where}", where=where, why="every journey has two ends", remedy="name a place"
        )
    try:
        return places_of(network, [name])[0]
    except UsageError as error:
        raise UsageError(what=f"{error.what} ({where})", where=where, why=error.why, remedy=error.remedy) from None


def product(origins: Sequence[str], destinations: Sequence[str]) -> list[Pair]:
    """All pairs, row by row."""
    return [(one, other) for one in origins for other in destinations]
