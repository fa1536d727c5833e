"""Files of weighted pairs: origin, destination and, if given, how much each counts."""

import csv
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from corridors.errors import DataError, Problem, UsageError
from corridors.network import Network
from planner.chokepoints import Asked
from planner.query import ask

MOST_WEIGHT = 10**9
COLUMNS = ("origin", "destination", "weight")


def read_pairs(network: Network, path: Path, **asked: Any) -> list[Asked]:
    """The journeys of a CSV file with the columns origin, destination and, if it has one, weight.

    Raises:
        DataError: with every row that cannot be read.
        UsageError: where there is no such file.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            what=f"cannot read {path}", where="--pairs", why=str(error),
            remedy="give a CSV file in UTF-8 with the columns origin,destination,weight",
        ) from error  # fmt: skip
    reader = csv.DictReader(text.splitlines())
    names = reader.fieldnames or ()
    problems = [
        Problem(
            file=path.name,
            record="header",
            field="",
            value=",".join(names),
            rule=f"no column {name!r}",
            remedy="add it",
        )
        for name in COLUMNS[:2]
        if name not in names
    ]
    found: list[Asked] = []
    if not problems:
        try:
            for row in _rows(network, path.name, reader, asked):
                (found if isinstance(row, Asked) else problems).append(row)  # type: ignore[arg-type]
        except csv.Error as error:
            record = f"line {reader.line_num}"
            problems.append(
                Problem(file=path.name, record=record, field="", value="", rule=str(error), remedy="mend it")
            )
    if not (found or problems):
        problems = [Problem(file=path.name, record="", field="", value="", rule="no pair", remedy="add a row")]
    if problems:
        raise DataError(tuple(problems), where=str(path))
    return found


def _rows(
    network: Network, file: str, reader: "csv.DictReader[str]", asked: dict[str, Any]
) -> Iterator[Asked | Problem]:
    for row in reader:
        record, weight = f"line {reader.line_num}", (row.get("weight") or "1").strip()
        try:
            share = Fraction(weight)
            if not 0 < share <= MOST_WEIGHT:
                raise ValueError  # noqa: TRY301 - one message for every weight that is none
        except (ValueError, ZeroDivisionError):
            yield Problem(
                file=file,
                record=record,
                field="weight",
                value=weight,
                rule=f"not a number above 0 and up to {MOST_WEIGHT}",
                remedy="as 2 or 0.5",
            )
            continue
        try:
            yield Asked(ask(network, row["origin"] or "", row["destination"] or "", **asked), share)
        except UsageError as error:
            yield Problem(
                file=file, record=record, field="", value=f"{row['origin']},{row['destination']}", rule=error.what,
                remedy=error.remedy,
            )  # fmt: skip
