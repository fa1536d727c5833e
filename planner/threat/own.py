"""Reads closures of the user's own: a CSV file that stays where it is."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from corridors.errors import DataError, Problem
from corridors.network import Network
from corridors.tables import read_csv
from planner.threat.ledger import Own, Spell, watched

COLUMNS = ("id", "date", "end", "place", "leg", "passage", "kind", "source")
REQUIRED = ("id", "date", "kind", "source")
TARGETS = ("place", "leg", "passage")

Cells = dict[str, str]


def read(path: Path, network: Network) -> tuple[Own, ...]:
    """The closures of a file with the columns id, date, end, place, leg, passage, kind, source.

    ``date`` and ``end`` are days, ``end`` empty while it lasts; one of place, leg and passage names what was shut by its
    id; ``kind`` is one of the kinds that close something.

    Raises:
        DataError: with every broken row; then none is taken.
    """
    problems: list[Problem] = []
    found: list[Own] = []
    taken = set(network.events)
    seen: dict[str, int] = {}
    for line, cells in read_csv(path, problems):
        wrong = list(_problems(cells, network, taken))
        name = cells.get("id", "")
        if name and name in seen:
            wrong.append(("id", name, f"stands in line {seen[name]} already", "give each row an id of its own"))
        seen.setdefault(name, line)
        label = f"{name or 'row'} (line {line})"
        problems += [
            Problem(file=path.name, record=label, field=field, value=value, rule=rule, remedy=remedy)
            for field, value, rule, remedy in wrong
        ]
        if not wrong:
            found.append(_own(cells))
    if problems:
        raise DataError(tuple(problems), where=str(path))
    return tuple(found)


def _own(cells: Cells) -> Own:
    end = dt.date.fromisoformat(cells["end"]) if "end" in cells else None
    spell = Spell(cells["id"], dt.date.fromisoformat(cells["date"]), end, cells["kind"])
    return Own(spell, **{name: cells.get(name, "") for name in TARGETS})


def _problems(cells: Cells, network: Network, taken: set[str]) -> Iterator[tuple[str, str, str, str]]:
    for name in cells.keys() - set(COLUMNS):
        yield name, cells[name], "unknown column", "columns are " + ", ".join(COLUMNS)
    for name in REQUIRED:
        if name not in cells:
            yield name, "", "is required", f"fill {name}"
    if cells.get("id") in taken:
        yield "id", cells["id"], "is an event of the network", "give it an id of its own, or leave the row out"
    yield from _wrong_days(cells, network)
    named = [name for name in TARGETS if name in cells]
    if len(named) != 1:
        yield "place", "", "one of place, leg and passage must name what was shut", "fill one of them"
    for name, known in zip(TARGETS, (network.places, network.legs, network.passages), strict=True):
        if name in cells and cells[name] not in known:
            yield name, cells[name], f"no such {name}", f"landbridge list {name}s"
    kinds = [kind.id for kind in network.data.incident_kinds if kind.closes]
    if "kind" in cells and cells["kind"] not in kinds:
        yield "kind", cells["kind"], "is no kind that closes anything", "kinds are " + ", ".join(kinds)


def _wrong_days(cells: Cells, network: Network) -> Iterator[tuple[str, str, str, str]]:
    days: dict[str, dt.date] = {}
    for name in ("date", "end"):
        if name in cells:
            try:
                days[name] = dt.date.fromisoformat(cells[name])
            except ValueError:
                yield name, cells[name], "is not a day", "write it as 2025-11-30"
    if len(days) == len(("date", "end")) and days["end"] < days["date"]:
        yield "end", cells["end"], "lies before date", "put the two in order"
    seen = watched(network)
    if "date" in days and not seen.start <= days["date"] <= seen.end:
        rule = f"lies outside the years over which closures are counted, {seen.start} to {seen.end}"
        yield "date", cells["date"], rule, "leave the row out"
