"""Reads a large graph from a file of arcs: CSV, edge list, GeoJSON or GraphML; or takes it from NetworkX."""

import csv
import json
import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from corridors.errors import DataError, Problem, UsageError
from corridors.units import great_circle_km
from planner.large.graph import LargeGraph
from planner.large.weights import MOST_TOLD, Real

DIGITS = 6
"""Line ends of GeoJSON that agree to this many digits of a degree are one node."""
LINE_KINDS = ("LineString", "MultiLineString")


class _Rows:
    """Arcs by name as they are read, and what is wrong with them; each problem names its row."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.names: dict[str, int] = {}
        self.tail: list[int] = []
        self.head: list[int] = []
        self.weight: list[float] = []
        self.places: list[tuple[float, float]] = []
        self.problems: list[Problem] = []
        self.bad = 0

    def number(self, name: str) -> int:
        return self.names.setdefault(name, len(self.names))

    def add(self, row: str, ends: tuple[str, str], weight: object, *, both: bool) -> None:
        """Add an arc, and the arc back if it may be run both ways."""
        value = _weight(weight)
        if value is None:
            self.refuse(row, "weight", weight, "a weight is a number from 0 on, or inf for a closed arc")
            return
        tail, head = (self.number(name) for name in ends)
        for one, other in ((tail, head), (head, tail))[: 2 if both else 1]:
            self.tail.append(one)
            self.head.append(other)
            self.weight.append(value)

    def refuse(self, row: str, field: str, value: object, rule: str) -> None:
        self.bad += 1
        if self.bad <= MOST_TOLD:
            told = "" if value is None else str(value)
            self.problems.append(
                Problem(
                    file=self.file,
                    record=row,
                    field=field,
                    value=told,
                    rule=rule,
                    remedy="mend the row or leave it out",
                )
            )

    def check(self) -> None:
        if self.bad > MOST_TOLD:
            rule = f"{self.bad - MOST_TOLD} rows more are wrong"
            self.problems.append(Problem(file=self.file, record="", field="", value="", rule=rule, remedy=""))
        if self.problems:
            raise DataError(tuple(self.problems), where=self.file)

    def graph(self, scale: int | None) -> LargeGraph:
        self.check()
        places = np.array(self.places) if self.places else None
        return LargeGraph(
            np.array(self.tail, dtype=np.int64),
            np.array(self.head, dtype=np.int64),
            np.array(self.weight, dtype=np.float64),
            scale=scale,
            names=tuple(self.names),
            lon=None if places is None else places[:, 0],
            lat=None if places is None else places[:, 1],
            origin=self.file,
        )


def _weight(value: object) -> float | None:
    """A weight as a number, or None where it is none."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if number >= 0 else None


def read(  # noqa: PLR0913 - what the forms need to be told
    path: Path | str,
    *,
    weight: str | None = None,
    tail: str = "from",
    head: str = "to",
    both_ways: bool = False,
    scale: int | None = None,
) -> LargeGraph:
    """The graph in a file; its ending says how it is written.

    Args:
        path: ``.csv`` with a header, ``.txt`` or ``.edges`` (tail, head and weight in a line, apart by blanks, ``#``
            before a remark), ``.geojson`` or ``.json`` (lines), ``.graphml``.
        weight: The column, property or attribute with the weights; default: ``weight``, and of GeoJSON lines without
            such a property their length in km.
        tail: The CSV column that names where an arc starts.
        head: The column that names where it ends.
        both_ways: Whether arcs of a CSV, an edge list or GeoJSON lead back as well; a line whose property ``oneway``
            is true does not.
        scale: Units to one, see :class:`LargeGraph`.

    Raises:
        UsageError: where there is no such file, or its form is not known.
        DataError: naming the rows that are wrong.
    """
    file = Path(path)
    form = FORMS.get(file.suffix.lower())
    if form is None:
        raise UsageError(
            what=f"cannot tell the form of {file.name}", where=str(file), remedy="use one of " + ", ".join(FORMS)
        )
    rows = _Rows(str(file))
    _from_file(form, file, rows, weight=weight, tail=tail, head=head, both_ways=both_ways)
    return rows.graph(scale)


def _from_file(form: Callable[..., None], file: Path, rows: _Rows, **options: object) -> None:
    try:
        form(file, rows, **options)
    except OSError as error:
        raise UsageError(
            what=f"cannot read {file}", why=error.strerror or str(error), remedy="name a file that exists"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(what=f"cannot read {file}", why=str(error), remedy="save it as UTF-8") from error


def _read_csv(  # noqa: PLR0913 - as above
    file: Path, rows: _Rows, *, weight: str | None, tail: str, head: str, both_ways: bool
) -> None:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        header = next(reader, [])
        wanted = (tail, head, weight or "weight")
        missing = [name for name in wanted if name not in header]
        if missing:
            raise UsageError(
                what=f"no column is called {missing[0]!r}",
                where=f"{file}, line 1",
                why="its columns are " + (", ".join(header) or "none"),
                remedy="name the columns with tail, head and weight",
            )
        first, second, third = (header.index(name) for name in wanted)
        least = max(first, second, third) + 1
        for row in reader:
            line = f"line {reader.line_num}"
            if not row:
                continue
            if len(row) < least:
                rows.refuse(line, "", None, f"{len(row)} cells where {least} are needed")
            elif not row[first] or not row[second]:
                rows.refuse(line, head if row[first] else tail, None, "an arc has two ends")
            else:
                rows.add(line, (row[first], row[second]), row[third], both=both_ways)


def scenario(path: Path | str, graph: LargeGraph) -> Real:
    """The weights of a graph with those of a CSV (``from,to,weight``) laid over; ``inf`` closes.

    Raises:
        UsageError: where there is no such file, or a column is missing.
        DataError: naming the rows that are wrong, or name nodes that no arc joins.
    """
    rows = _Rows(str(path))
    weights = graph.weight.copy()
    _from_file(_read_csv, Path(path), rows, weight="weight", tail="from", head="to", both_ways=False)
    names = tuple(rows.names)
    for tail, head, value in zip(rows.tail, rows.head, rows.weight, strict=True):
        ends = graph.numbers.get(names[tail], -1), graph.numbers.get(names[head], -1)
        found = graph.arcs_between(*ends)
        if not len(found):
            rows.refuse(f"{names[tail]} - {names[head]}", "", None, "no arc of the network joins these nodes")
        weights[found] = value
    rows.check()
    return weights


def _read_edges(file: Path, rows: _Rows, *, both_ways: bool, **_: object) -> None:
    with file.open(encoding="utf-8-sig") as stream:
        for number, text in enumerate(stream, start=1):
            match text.partition("#")[0].split():
                case []:
                    continue
                case [tail, head, weight]:
                    rows.add(f"line {number}", (tail, head), weight, both=both_ways)
                case words:
                    rows.refuse(
                        f"line {number}", "", None, f"{len(words)} words where tail, head and weight are needed"
                    )


def _read_geojson(file: Path, rows: _Rows, *, weight: str | None, both_ways: bool, **_: object) -> None:
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
        features = content["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            what=f"{file.name} is no GeoJSON",
            where=str(file),
            why=str(error),
            remedy="give a FeatureCollection of lines",
        ) from error
    for number, feature in enumerate(features):
        row = f"feature {number}"
        geometry = feature.get("geometry") or {}
        properties = feature.get("properties") or {}
        if geometry.get("type") not in LINE_KINDS:
            rows.refuse(row, "geometry", geometry.get("type"), "an arc is a line")
            continue
        both = both_ways and properties.get("oneway") not in {True, "yes", "true", "1"}
        for line in _lines(geometry):
            if len(line) < 2 or not all(_is_position(at) for at in line):  # noqa: PLR2004 - a line has two ends
                rows.refuse(row, "geometry", None, "a line has two positions or more, each of two finite numbers")
                continue
            ends = tuple(f"{at[0]:.{DIGITS}f},{at[1]:.{DIGITS}f}" for at in (line[0], line[-1]))
            for name, at in zip(ends, (line[0], line[-1]), strict=True):
                if rows.number(name) == len(rows.places):
                    rows.places.append((float(at[0]), float(at[1])))
            if weight is None and "weight" not in properties:
                value: object = sum(great_circle_km(*one[:2], *other[:2]) for one, other in pairwise(line))
            else:
                value = properties.get(weight or "weight")
            rows.add(row, (ends[0], ends[1]), value, both=both)


def _lines(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    coordinates = geometry.get("coordinates") or []
    yield from coordinates if geometry["type"] == "MultiLineString" else [coordinates]


def _is_position(at: object) -> bool:
    return (
        isinstance(at, list)
        and len(at) >= 2  # noqa: PLR2004 - longitude and latitude
        and all(isinstance(value, (int, float)) and math.isfinite(value) for value in at[:2])
    )


def _read_graphml(file: Path, rows: _Rows, *, weight: str | None, **_: object) -> None:
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415 - names an error; NetworkX does the reading

    import networkx as nx  # noqa: PLC0415 - heavy, and only this form needs it

    try:
        graph = nx.read_graphml(file)
    except (ParseError, nx.NetworkXError) as error:
        raise UsageError(
            what=f"{file.name} is no GraphML", where=str(file), why=str(error), remedy="give a GraphML file"
        ) from error
    _take(graph, rows, weight or "weight")


def from_networkx(graph: Any, *, weight: str = "weight", scale: int | None = None) -> LargeGraph:
    """The graph that NetworkX holds; an undirected one leads both ways.

    Args:
        graph: Any of its graphs, multigraphs too; names are the nodes as text.
        weight: The edge attribute with the weights; each edge must have it.
        scale: Units to one, see :class:`LargeGraph`.

    Raises:
        DataError: naming the edges that are wrong.
    """
    rows = _Rows("NetworkX graph")
    _take(graph, rows, weight)
    return rows.graph(scale)


def _take(graph: Any, rows: _Rows, weight: str) -> None:
    for node in graph.nodes:
        rows.number(str(node))
    if len(rows.names) < len(graph):
        raise UsageError(
            what="two nodes have one name", where=rows.file, why="nodes are told apart by their text",
            remedy="give each node a name of its own",
        )  # fmt: skip
    for tail, head, attributes in graph.edges(data=True):
        rows.add(f"edge {tail} - {head}", (str(tail), str(head)), attributes.get(weight), both=not graph.is_directed())


FORMS: dict[str, Callable[..., None]] = {
    ".csv": _read_csv,
    ".txt": _read_edges,
    ".edges": _read_edges,
    ".geojson": _read_geojson,
    ".json": _read_geojson,
    ".graphml": _read_graphml,
}
