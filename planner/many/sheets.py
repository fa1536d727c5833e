"""Writes the rows of a matrix as they are found: CSV, JSON or Parquet, whole rows only, and goes on where one stopped.

Every row ends in a digest of the question and of the version of the data, so that a table is never continued by the
answers to another question.
"""

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any, Protocol

import msgspec

from corridors.errors import OutputError, UsageError
from corridors.files import write_atomically
from corridors.itinerary import Range
from corridors.network import Network
from planner.many.distances import Pair
from planner.many.matrix import Cell, Status
from planner.query import Query

MATRIX_SCHEMA = "landbridge/matrix/1"


class MatrixRow(msgspec.Struct, frozen=True, kw_only=True):
    """One pair: what its best way takes, for the whole shipment, or why there is none. What was not asked for is null."""

    origin: str
    origin_name: str
    destination: str
    destination_name: str
    status: Status
    reason: str
    weight: float | None
    """What was minimised, in its own unit."""
    generalised_cost_usd: float | None
    distance_km: float | None
    time_h_low: float | None
    time_h: float | None
    time_h_high: float | None
    cost_usd_low: float | None
    cost_usd: float | None
    cost_usd_high: float | None
    co2e_kg_low: float | None
    co2e_kg: float | None
    co2e_kg_high: float | None
    countries: str
    """Between semicolons, as borders are."""
    borders: str
    gauge_breaks: int | None
    digest: str
    """Of the question and of the version of the data."""


class MatrixFile(msgspec.Struct, frozen=True, kw_only=True):
    """A matrix as JSON."""

    schema: str = MATRIX_SCHEMA
    rows: tuple[MatrixRow, ...]


FIELDS = MatrixRow.__struct_fields__
RANGES = ("time_h", "cost_usd", "co2e_kg")
TEXTS = {
    "origin",
    "origin_name",
    "destination",
    "destination_name",
    "status",
    "reason",
    "countries",
    "borders",
    "digest",
}
Row = dict[str, Any]
AT_ONCE = 200
"""Rows written at a stroke."""


def digest_of(network: Network, query: Query, *, weights_only: bool) -> str:
    """What tells one question on one version of the data from another."""
    asked = msgspec.structs.replace(query, origin="", destination="")
    plain = msgspec.json.encode((MATRIX_SCHEMA, network.version, weights_only, asked), order="sorted")
    return hashlib.sha256(plain).hexdigest()[:16]


def row_of(cell: Cell, digest: str) -> Row:
    """A cell as a flat row."""
    row: Row = {}
    for field in FIELDS:
        name, _, level = field.rpartition("_")
        if field in RANGES or (name in RANGES and level in {"low", "high"}):
            value: Range | None = getattr(cell, field if field in RANGES else name)
            number = None if value is None else getattr(value, "typical" if field in RANGES else level)
            row[field] = number
        elif field in {"countries", "borders"}:
            row[field] = ";".join(getattr(cell, field))
        else:
            row[field] = digest if field == "digest" else getattr(cell, field)
    return row


class Sheet(Protocol):
    """A form that a table of rows can take."""

    def head(self) -> str:
        """What stands before the first row."""
        ...

    def lines(self, rows: Sequence[Row], *, first: bool) -> str:
        """Rows as text; ``first`` where no row stands before them."""
        ...

    def tail(self) -> str:
        """What stands after the last row."""
        ...

    def read(self, text: str) -> tuple[str, list[Row]]:
        """The part of a text that can be gone on from, without its tail, and the rows in it."""
        ...


class CsvSheet:
    """RFC 4180, one head."""

    def head(self) -> str:
        """The names of the columns."""
        return ",".join(FIELDS) + "\r\n"

    def lines(self, rows: Sequence[Row], *, first: bool) -> str:  # noqa: ARG002 - rows stand alone
        """A line a row."""
        buffer = io.StringIO()
        csv.DictWriter(buffer, FIELDS, lineterminator="\r\n").writerows(rows)
        return buffer.getvalue()

    def tail(self) -> str:
        """Nothing."""
        return ""

    def read(self, text: str) -> tuple[str, list[Row]]:
        """Rows up to the last whole line."""
        whole = text[: text.rfind("\r\n") + 2] if "\r\n" in text else ""
        return whole, list(csv.DictReader(io.StringIO(whole, newline="")))


class JsonSheet:
    """One object whose ``rows`` stand one a line."""

    def head(self) -> str:
        """The schema and the opening of the rows."""
        return f'{{"schema":"{MATRIX_SCHEMA}","rows":['

    def lines(self, rows: Sequence[Row], *, first: bool) -> str:
        """A line a row."""
        lines = ["\n" + msgspec.json.encode(row).decode() for row in rows]
        return ("" if first or not lines else ",") + ",".join(lines)

    def tail(self) -> str:
        """The closing of the rows."""
        return "\n]}\n"

    def read(self, text: str) -> tuple[str, list[Row]]:
        """Rows up to the last whole one."""
        if not text.startswith(self.head()):
            return "", []
        whole, rows = self.head(), []
        for line in text[len(whole) :].split("\n")[1:]:
            try:
                rows.append(json.loads(line.removesuffix(",")))
            except ValueError:
                break
            whole += ("," if len(rows) > 1 else "") + "\n" + line.removesuffix(",")
        return whole, rows


SHEETS: dict[str, Sheet] = {"csv": CsvSheet(), "json": JsonSheet()}
FORMATS = (*SHEETS, "parquet")


def done_before(path: Path, form: str, digest: str, pairs: Sequence[Pair]) -> tuple[str, list[Row]]:
    """What a file holds already: its text without a tail (none of Parquet), and its rows.

    Raises:
        UsageError: where the file is of another question, another version of the data, or other pairs.
    """
    if not path.exists():
        return "", []
    if form == "parquet":
        whole, rows = "", _parquet_rows(path)
    else:
        text = path.read_bytes().decode(errors="replace")
        whole, rows = SHEETS[form].read(text)
        if text and not whole.startswith(SHEETS[form].head()):
            raise _other(path, f"it does not start as the {form.upper()} of a matrix does")
    for number, row in enumerate(rows, start=1):
        if row.get("digest") != digest:
            raise _other(path, f"row {number} answers another question, or was made with another version of the data")
        if number > len(pairs) or (row["origin"], row["destination"]) != pairs[number - 1]:
            raise _other(path, f"row {number} is of another pair than the one asked for there")
    return whole, rows


def _other(path: Path, why: str) -> UsageError:
    return UsageError(
        what=f"{path} cannot be gone on with",
        where="--resume",
        why=why,
        remedy="name another file, or leave --resume out",
    )


def _parquet_rows(path: Path) -> list[Row]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    try:
        rows: list[Row] = pq.read_table(path).to_pylist()
    except (OSError, ValueError):  # pyarrow's own errors are among these
        raise _other(path, "it is no Parquet file") from None
    return rows


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows in handfuls: few at first, so that something is seen soon."""
    rows = iter(rows)
    size = 1
    while batch := list(islice(rows, size)):
        yield batch
        size = min(2 * size, AT_ONCE)


def write_text(file: IO[bytes], sheet: Sheet, rows: Iterable[Row], *, done: int, whole: str) -> Iterator[int]:
    """Write rows to an open file as they come; yields how many stand there. The tail is written whatever happens.

    Raises:
        OutputError: where the file cannot take them.
    """
    try:
        if not whole:
            _put(file, sheet.head())
        try:
            for batch in batches(rows):
                _put(file, sheet.lines(batch, first=done == 0))
                done += len(batch)
                yield done
        finally:
            _put(file, sheet.tail())
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            what="cannot write the matrix", where=str(getattr(file, "name", "standard output")),
            why=error.strerror or str(error), remedy="make room, or name another file",
        ) from error  # fmt: skip


def _put(file: IO[bytes], text: str) -> None:
    file.write(text.encode())
    file.flush()


def opened(path: Path, whole: str) -> IO[bytes]:
    """A file that holds the whole rows of before and is open for more.

    Raises:
        OutputError: where it cannot be opened.
    """
    try:
        file = path.open("r+b" if whole else "wb")
        kept = len(whole.encode())
        file.truncate(kept)
        file.seek(kept, os.SEEK_SET)
    except (OSError, ValueError) as error:
        raise OutputError(
            what=f"cannot write {path}", where=str(path.parent), why=getattr(error, "strerror", None) or str(error),
            remedy="name a file in a folder that exists and that you may write to",
        ) from error  # fmt: skip
    return file


def write_parquet(path: Path, before: Sequence[Row], rows: Iterable[Row]) -> Iterator[int]:
    """Write a Parquet file with all rows that there are, when they end or are broken off; yields how many there are."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    schema = pa.schema(
        [
            (name, pa.string() if name in TEXTS else pa.int64() if name == "gauge_breaks" else pa.float64())
            for name in FIELDS
        ]
    )
    found = [*before]
    try:
        for batch in batches(rows):
            found += batch
            yield len(found)
    finally:
        buffer = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(found, schema=schema), buffer)
        write_atomically(path, buffer.getvalue())


def check_parquet() -> None:
    """Refuse Parquet where it cannot be written.

    Raises:
        UsageError: without pyarrow.
    """
    try:
        import pyarrow  # noqa: F401, ICN001, PLC0415 - an extra
    except ImportError:
        raise UsageError(
            what="Parquet cannot be written here", where="--format parquet",
            why="the package pyarrow is not installed", remedy="pip install 'landbridge[parquet]', or another format",
        ) from None  # fmt: skip
