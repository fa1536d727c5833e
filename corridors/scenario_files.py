"""Reads a user's own scenario file against a network, and says of every problem in which line it stands."""

import re
from pathlib import Path

from msgspec.structs import replace

from corridors.checks import problems as checked
from corridors.edits import Scenario, Shift
from corridors.errors import Problem
from corridors.loader import label_of, record_of, unknown_tables
from corridors.model import Effect, Facility, Leg, Place, Record, Source
from corridors.network import Network
from corridors.tables import Row, read_toml

INNER: dict[str, type[Record]] = {
    "effects": Effect,
    "shifts": Shift,
    "new_places": Place,
    "new_legs": Leg,
    "new_facilities": Facility,
}
TABLES = frozenset({"scenario", "source"})


def read(path: Path, network: Network, problems: list[Problem]) -> tuple[list[Scenario], list[Source]]:
    """The scenarios of a file and the sources it brings along; what is wrong with it is added to the problems."""
    found: list[Problem] = []
    row = read_toml(path, found, str(path))
    text = path.read_text(encoding="utf-8") if row else ""
    if not row and not found:
        found.append(_problem("file", "", "", "is empty", "add a [[scenario]] with id and title"))
    found += unknown_tables([(str(path), row)], TABLES)
    sources = [each for each in _records(row, "source", Source, found) if isinstance(each, Source)]
    scenarios = [each for each in _records(row, "scenario", Scenario, found) if isinstance(each, Scenario)]
    if row and "scenario" not in row:
        found.append(_problem("file", "", "", "holds no [[scenario]]", "add one with id and title"))
    if not found:
        found += _against(network, scenarios, sources)
    problems += [_with_line(problem, path, text) for problem in found]
    return scenarios, sources


def _problem(record: str, field: str, value: str, rule: str, remedy: str) -> Problem:
    return Problem(file="", record=record, field=field, value=value, rule=rule, remedy=remedy)


def _records(row: Row, key: str, kind: type[Record], problems: list[Problem]) -> list[Record]:
    """The records of one kind; those inside them are read first, so that each problem names its own record."""
    rows = row.get(key, [])
    found: list[Record] = []
    for number, each in enumerate(rows if isinstance(rows, list) else [rows], start=1):
        label = label_of(each, key, number)
        before = len(problems)
        for name, inner in INNER.items() if isinstance(each, dict) and kind is Scenario else ():
            items = each.get(name, [])
            for position, item in enumerate(items if isinstance(items, list) else [items], start=1):
                record_of(item, inner, "", f"{label}.{name} {position}", problems)
        if len(problems) > before:
            assert isinstance(each, dict), "only a table has records inside"
            each = {name: value for name, value in each.items() if name not in INNER}  # noqa: PLW2901 - its own keys are still read
        record = record_of(each, kind, "", label, problems)
        if record is not None:
            found.append(record)
    return found


def _against(network: Network, scenarios: list[Scenario], sources: list[Source]) -> list[Problem]:
    """What is wrong with the scenarios in this network: ids that are not there, ways that cannot be priced."""
    data = network.data
    full = replace(
        data,
        scenarios=(*data.scenarios, *scenarios),
        places=(*data.places, *(place for each in scenarios for place in each.new_places)),
        legs=(*data.legs, *(leg for each in scenarios for leg in each.new_legs)),
        facilities=(*data.facilities, *(facility for each in scenarios for facility in each.new_facilities)),
        sources=(*network.sources.values(), *sources),
    )
    return [problem for problem in checked(full) if problem.field not in {"reasoning", "sources"} or problem.value]


def _with_line(problem: Problem, path: Path, text: str) -> Problem:
    line = line_of(problem, text.splitlines())
    return replace(problem, file=f"{path}:{line}" if line else str(path))


def line_of(problem: Problem, lines: list[str]) -> int:
    """The line a problem stands in, from 1; 0 where it cannot be told."""
    start = _start(problem, lines)
    named = re.search("`([^`]+)`", problem.rule)
    keys = (named[1] if named else "", problem.field.rpartition(".")[2])
    needles = [rf"[\"']{re.escape(problem.value)}[\"']"] if problem.value else []
    needles += [rf"^\s*{re.escape(key)}\s*=" for key in keys if key]
    needles += [re.escape(problem.record)]
    for needle in needles:
        for number, line in enumerate(lines[start:], start=start + 1):
            if re.search(needle, line) and not line.lstrip().startswith("#"):
                return number
    return start + 1 if start < len(lines) else 0


def _start(problem: Problem, lines: list[str]) -> int:
    """How many lines stand before the record of a problem: its table by number, or its id."""
    owner, _, position = problem.record.rpartition(" ")
    table = re.match(rf"(?:.*\.)?({'|'.join((*INNER, *TABLES))})$", owner)
    if table is not None and position.isdigit():
        head = f"[[scenario.{table[1]}]]" if table[1] in INNER else f"[[{table[1]}]]"
        heads = [number for number, line in enumerate(lines) if line.strip() == head]
        return heads[int(position) - 1] if len(heads) >= int(position) else 0
    bears = re.compile(rf"^\s*id\s*=\s*[\"']{re.escape(problem.record)}[\"']")
    return next((number for number, line in enumerate(lines) if bears.search(line)), 0)
