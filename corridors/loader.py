"""Loads the data folder into records, and tells every problem at once."""

import difflib
import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from corridors.capacity import Capacity
from corridors.dataset import NetworkData
from corridors.edits import Scenario
from corridors.errors import DataError, Problem
from corridors.evidence import PublishedFigure, Ranking
from corridors.incidents import IncidentKind, Observation
from corridors.model import (
    Corridor,
    Event,
    Facility,
    Leg,
    Nation,
    Passage,
    Permission,
    Place,
    Record,
    Service,
    Settings,
    Source,
)
from corridors.rates import BorderRate, EmissionFactor, HandlingRate, PriceLevel, RunRate, WaitRate
from corridors.strict import convert, strict
from corridors.tables import Row, read_csv, read_toml

T = TypeVar("T", bound=Record)


def read_folder(folder: Path) -> tuple[NetworkData | None, list[Problem]]:
    """Read every file of a data folder.

    Returns the records, or None where the settings themselves are broken, and all problems of single records found
    on the way. References between records are :mod:`corridors.checks`' business.
    """
    problems: list[Problem] = []
    if not folder.is_dir():
        problems.append(
            Problem(
                file=str(folder),
                record="folder",
                field="",
                value="",
                rule="is not a folder",
                remedy="name a folder with settings.toml, places.csv and legs/",
            )
        )
        return None, problems

    @functools.cache
    def document(name: str) -> Row:
        return read_toml(folder / name, problems, name)

    def documents(pattern: str) -> Iterator[tuple[str, Row]]:
        for path in sorted(folder.glob(pattern)):
            name = path.relative_to(folder).as_posix()
            yield name, document(name)

    def toml(pattern: str, key: str, kind: type[T]) -> tuple[T, ...]:
        return tuple(_from_toml(documents(pattern), key, kind, problems))

    def table(pattern: str, kind: type[T], split: tuple[str, ...] = ()) -> tuple[T, ...]:
        return tuple(_from_csv(folder, pattern, kind, split, problems))

    settings_row = document("settings.toml")
    settings = record_of(settings_row, Settings, "settings.toml", "settings", problems) if settings_row else None
    records: dict[str, Any] = {
        "nations": table("countries.csv", Nation, ("aliases",)),
        "places": table("places*.csv", Place, ("aliases",)) + table("waypoints*.csv", Place, ("aliases",)),
        "legs": toml("legs/*.toml", "leg", Leg),
        "services": toml("services/*.toml", "service", Service),
        "passages": toml("passages.toml", "passage", Passage),
        "capacities": toml("capacities.toml", "capacity", Capacity),
        "facilities": toml("facilities/*.toml", "facility", Facility),
        "handling_rates": toml("rates.toml", "handling", HandlingRate),
        "run_rates": toml("rates.toml", "run", RunRate),
        "wait_rates": toml("rates.toml", "wait", WaitRate),
        "border_rates": toml("rates.toml", "border", BorderRate),
        "emission_factors": table("emission_factors.csv", EmissionFactor),
        "permissions": toml("permissions.toml", "permission", Permission),
        "corridors": toml("corridors.toml", "corridor", Corridor),
        "events": toml("events.toml", "event", Event),
        "scenarios": toml("scenarios/*.toml", "scenario", Scenario),
        "published": table("published_figures.csv", PublishedFigure, ("corridors", "modes", "through")),
        "rankings": toml("rankings.toml", "ranking", Ranking),
        "price_levels": table("price_levels.csv", PriceLevel),
        "sources": toml("sources/*.toml", "source", Source),
        "incident_kinds": toml("incidents.toml", "incident_kind", IncidentKind),
        "observations": toml("incidents.toml", "observation", Observation),
    }
    for pattern, keys in _TOML_KEYS.items():
        problems += unknown_tables(documents(pattern), keys)
    if settings is None:
        return None, problems
    return NetworkData(settings=settings, **records), problems


def load_folder(folder: Path, check: Callable[[NetworkData], list[Problem]]) -> NetworkData:
    """Read a data folder and check it.

    Raises:
        DataError: with every problem of every record and of every reference between them.
    """
    data, problems = read_folder(folder)
    if data is not None:
        problems += check(data)
    if problems or data is None:
        raise DataError(tuple(problems), where=str(folder))
    return data


_TOML_KEYS: dict[str, frozenset[str]] = {
    "legs/*.toml": frozenset({"leg"}),
    "services/*.toml": frozenset({"service"}),
    "facilities/*.toml": frozenset({"facility"}),
    "sources/*.toml": frozenset({"source"}),
    "scenarios/*.toml": frozenset({"scenario"}),
    "passages.toml": frozenset({"passage"}),
    "capacities.toml": frozenset({"capacity"}),
    "permissions.toml": frozenset({"permission"}),
    "corridors.toml": frozenset({"corridor"}),
    "events.toml": frozenset({"event"}),
    "rankings.toml": frozenset({"ranking"}),
    "incidents.toml": frozenset({"incident_kind", "observation"}),
    "rates.toml": frozenset({"handling", "run", "wait", "border"}),
}


def unknown_tables(documents: Iterable[tuple[str, Row]], known: frozenset[str]) -> Iterator[Problem]:
    """Tables of files that are none of the known ones."""
    remedy = "use " + " or ".join(f"[[{name}]]" for name in sorted(known))
    for name, document in documents:
        for key in document.keys() - known:
            yield Problem(
                file=name,
                record=f"[[{key}]]",
                field="",
                value="",
                rule="is not a table of this file",
                remedy=remedy,
            )


def _from_toml(documents: Iterable[tuple[str, Row]], key: str, kind: type[T], problems: list[Problem]) -> Iterator[T]:
    for name, document in documents:
        rows = document.get(key, [])
        if not isinstance(rows, list):
            rows = [rows]
        for number, row in enumerate(rows, start=1):
            record = record_of(row, kind, name, label_of(row, key, number), problems)
            if record is not None:
                yield record


def _from_csv(
    folder: Path, pattern: str, kind: type[T], split: tuple[str, ...], problems: list[Problem]
) -> Iterator[T]:
    for path in sorted(folder.glob(pattern)):
        for line, row in read_csv(path, problems):
            cells: Row = dict(row)
            for column in split:
                if column in cells:
                    cells[column] = [part.strip() for part in str(cells[column]).split(";") if part.strip()]
            label = f"{row.get('id') or row.get('code') or 'row'} (line {line})"
            record = record_of(cells, kind, path.name, label, problems, lax=True)
            if record is not None:
                yield record


def label_of(row: object, key: str, number: int) -> str:
    """What a row is called in a problem: its id, or its table and its number."""
    if isinstance(row, dict):
        for name in ("id", "place", "mode", "code"):
            if isinstance(row.get(name), str):
                return str(row[name])
    return f"{key} {number}"


def record_of(  # noqa: PLR0913 - the place a problem is reported at travels with the row
    row: object, kind: type[T], file: str, label: str, problems: list[Problem], *, lax: bool = False
) -> T | None:
    """A record of a kind from a row of a file, or None and its problems, each with what mends it."""
    try:
        return convert(row, kind, lax=lax)
    except msgspec.ValidationError as error:
        found = list(_field_problems(row, kind, file, label, lax=lax)) if isinstance(row, dict) else []
        problems.extend(found or [_problem(file, label, "", row, str(error))])
        return None


def _field_problems(row: Row, kind: type[Record], file: str, label: str, *, lax: bool) -> Iterator[Problem]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(strict(kind))}
    for key, value in row.items():
        if key not in fields:
            close = difflib.get_close_matches(key, fields, n=1)
            hint = f"did you mean {close[0]}?" if close else "remove it; known: " + ", ".join(fields)
            yield Problem(file=file, record=label, field=key, value="", rule="unknown key", remedy=hint)
            continue
        try:
            msgspec.convert(value, fields[key].type, strict=not lax)
        except msgspec.ValidationError as error:
            yield _problem(file, label, key, value, str(error))
    for key, field in fields.items():
        if field.required and key not in row:
            yield Problem(file=file, record=label, field=key, value="", rule="is required", remedy=f"add {key}")


def _problem(file: str, label: str, key: str, value: object, message: str) -> Problem:
    rule, _, path = message.partition(" - at `$")
    inner = path.rstrip("`").lstrip(".")
    return Problem(
        file=file,
        record=label,
        field=".".join(part for part in (key, inner) if part),
        value=str(value)[:80] if not isinstance(value, dict) else "",
        rule=rule[:1].lower() + rule[1:],
        remedy="mend the value",
    )
