"""The records as flat tables: what a spreadsheet, a database or a data package holds.

Columns follow from the record types: a figure becomes eight columns, a season three, a list of ids one cell
with ``; `` between them, and a list of records a table of its own that points back to its parent.
"""

import datetime as dt
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from corridors import capacity, edits, evidence, model, rates
from corridors.dictionary import DESCRIPTIONS, TITLES
from corridors.model import Figure, Record, Season
from corridors.network import Network

Cell = str | float | int | bool | dt.date | None
Kind = Literal["string", "number", "integer", "boolean", "date"]
SEPARATOR = "; "

UNITS = {
    "_km_per_day": "km per day", "_per_week": "per week", "_usd_per_teu_km": "USD per TEU-km", "_usd_per_teu": "USD per TEU",
    "_kg_per_tkm": "kg CO2e per tonne-km", "_km": "km", "_h": "h", "_usd": "USD", "_mm": "mm", "_factor": "1",
    "mt_per_year": "million tonnes a year",
}  # fmt: skip
DEGREES = {"lon", "lat"}
FIGURE_TAILS = ("low", "high", "basis", "as_of", "sources", "note")


class Column(NamedTuple):
    """A column of a table; ``unit`` is empty where a value has none."""

    name: str
    kind: Kind
    unit: str
    description: str
    choices: tuple[str, ...] = ()


class ForeignKey(NamedTuple):
    """A column whose every value is a key of another table."""

    column: str
    table: str
    key: str


class Table(NamedTuple):
    """A table: its columns, its rows in that order, and what identifies and joins them."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()


class _Spec(NamedTuple):
    """Which records make a table, which lists inside them make tables of their own, and which cells are keys."""

    name: str
    type: type[Record]
    key: tuple[str, ...] = ("id",)
    joins: Mapping[str, str] = {}
    children: Mapping[str, tuple[str, Mapping[str, str]]] = {}
    left_out: frozenset[str] = frozenset()
    """Fields that are in no table: what a scenario adds is no part of the network."""


ENDS = {"from": "places", "to": "places"}
SPECS = (
    _Spec("countries", model.Nation, ("code",)),
    _Spec("places", model.Place, joins={"country": "countries", "position_source": "sources"}),
    _Spec("legs", model.Leg, joins={**ENDS, "rate": "run_rates"}, children={
        "status": ("leg_status", {}), "rivals": ("leg_rivals", {}),
    }),
    _Spec("services", model.Service, children={"legs": ("service_legs", {"leg": "legs"})}),
    _Spec("passages", model.Passage),
    _Spec("capacities", capacity.Capacity),
    _Spec("facilities", model.Facility, (), joins={"place": "places"}),
    _Spec("handling_rates", rates.HandlingRate),
    _Spec("run_rates", rates.RunRate, joins={
        "emission_factor": "emission_factors", "electric_emission_factor": "emission_factors",
    }),
    _Spec("wait_rates", rates.WaitRate, ("mode",)),
    _Spec("border_rates", rates.BorderRate, ()),
    _Spec("emission_factors", rates.EmissionFactor, joins={"source": "sources"}),
    _Spec("permissions", model.Permission),
    _Spec("corridors", model.Corridor, children={"ways": ("corridor_legs", {"leg": "legs"})}),
    _Spec("events", model.Event, children={"effects": ("event_effects", {})}),
    _Spec("scenarios", edits.Scenario, children={
        "effects": ("scenario_effects", {}), "shifts": ("scenario_shifts", {}),
    }, left_out=frozenset({"new_places", "new_legs", "new_facilities"})),
    _Spec("published", evidence.PublishedFigure, joins={
        "origin": "places", "destination": "places", "source": "sources",
    }),
    _Spec("rankings", evidence.Ranking, joins={"origin": "places", "destination": "places"}, children={
        "ways": ("ranking_ways", {"corridor": "corridors"}),
    }),
    _Spec("price_levels", rates.PriceLevel, ("year",), joins={"source": "sources"}),
    _Spec("sources", model.Source, joins={"superseded_by": "sources"}),
)  # fmt: skip


def tables(network: Network) -> tuple[Table, ...]:
    """All records of the network as tables, parents before their children."""
    found: list[Table] = []
    for spec in SPECS:
        records: Sequence[Record] = (
            tuple(network.sources.values()) if spec.name == "sources" else getattr(network.data, _attribute(spec.name))
        )
        found.append(
            _table(spec.name, spec.type, records, spec.key, spec.joins, leave_out=spec.left_out.union(spec.children))
        )
        parent = spec.name.removesuffix("s")
        for field, (name, joins) in spec.children.items():
            found.append(_child(name, parent, spec, field, records, joins))
    return tuple(found)


def _attribute(name: str) -> str:
    return {"countries": "nations"}.get(name, name)


def _table(  # noqa: PLR0913 - what makes a table
    name: str,
    kind: type[Record],
    records: Iterable[Record],
    key: tuple[str, ...],
    joins: Mapping[str, str],
    *,
    leave_out: frozenset[str],
) -> Table:
    fields = [field for field in msgspec.structs.fields(kind) if field.name not in leave_out]
    columns = tuple(column for field in fields for column in _columns(name, field.encode_name, _plain(field.type)))
    rows = tuple(
        tuple(cell for field in fields for cell in _cells(getattr(record, field.name), _plain(field.type)))
        for record in records
    )
    return Table(name, TITLES[name], columns, rows, key, _keys(joins))


def _keys(joins: Mapping[str, str]) -> tuple[ForeignKey, ...]:
    return tuple(ForeignKey(column, table, "code" if table == "countries" else "id") for column, table in joins.items())


def _child(  # noqa: PLR0913, PLR0917 - what makes a table
    name: str, parent: str, spec: _Spec, field: str, records: Iterable[Record], joins: Mapping[str, str]
) -> Table:
    """A list inside records as a table: one row an item, with its parent's id and its position from 1."""
    head = (_column(name, parent, "string"), _column(name, "position", "integer"))
    inner = _item_type(spec.type, field)
    rows: list[tuple[Cell, ...]] = []
    if isinstance(inner, type) and issubclass(inner, Record):
        body = _table(name, inner, (), (), {}, leave_out=frozenset())
        columns = (*head, *body.columns)
        for record in records:
            items = getattr(record, field)
            flat = _table(name, inner, items, (), {}, leave_out=frozenset()).rows
            rows += [(str(getattr(record, "id", "")), number, *cells) for number, cells in enumerate(flat, start=1)]
    else:
        nested = get_origin(inner) is tuple
        columns = (*head, *([_column(name, "way", "integer")] if nested else []), _column(name, "leg", "string"))
        for record in records:
            ways = getattr(record, field) if nested else (getattr(record, field),)
            for way, legs in enumerate(ways, start=1):
                rows += [
                    (str(getattr(record, "id", "")), number, *([way] if nested else []), leg)
                    for number, leg in enumerate(legs, start=1)
                ]
    key = (parent, "way", "position") if any(column.name == "way" for column in columns[:3]) else (parent, "position")
    return Table(name, TITLES[name], columns, tuple(rows), key, (ForeignKey(parent, spec.name, "id"), *_keys(joins)))


def _item_type(kind: type[Record], field: str) -> Any:
    """What a tuple field holds: a record type, or the inner tuple of a list of lists."""
    found = next(each.type for each in msgspec.structs.fields(kind) if each.name == field)
    inner = get_args(_plain(found))[0]
    return _plain(inner)


def _plain(annotation: Any) -> Any:
    """A type without its constraints and without None."""
    while get_origin(annotation) is typing.Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in {typing.Union, types.UnionType}:
        inner = [each for each in get_args(annotation) if each is not type(None)]
        return _plain(inner[0]) if len(inner) == 1 else annotation
    return annotation


def _columns(table: str, name: str, kind: Any) -> Iterator[Column]:
    if kind is Figure:
        yield _column(table, name, "number")
        for tail in FIGURE_TAILS:
            yield _column(table, f"{name}_{tail}", "number" if tail in {"low", "high"} else "string")
    elif kind is Season:
        for tail in ("closed_from", "closed_to", "sources"):
            yield _column(table, f"season_{tail}", "string")
    elif kind is model.Crossing:
        for tail in ("dwell_h", "fee_usd"):
            yield from _columns(table, f"{name}_{tail}", Figure)
    elif get_origin(kind) is Literal and all(isinstance(choice, str) for choice in get_args(kind)):
        yield _column(table, name, "string", get_args(kind))
    else:
        yield _column(table, name, _kind(kind))


def _kind(kind: Any) -> Kind:
    simple: dict[Any, Kind] = {float: "number", int: "integer", bool: "boolean", dt.date: "date"}
    if get_origin(kind) is Literal:
        return "integer"
    return simple.get(kind, "string")


def _column(table: str, name: str, kind: Kind, choices: tuple[str, ...] = ()) -> Column:
    unit = next((unit for tail, unit in UNITS.items() if name.endswith((tail, f"{tail}_low", f"{tail}_high"))), "")
    if name in DEGREES:
        unit = "degree, WGS 84"
    return Column(name, kind, unit if kind in {"number", "integer"} else "", describe(table, name), choices)


def describe(table: str, column: str) -> str:
    """What a column means.

    Raises:
        KeyError: for a column that the data dictionary does not explain.
    """
    for name in (f"{table}.{column}", column):
        if name in DESCRIPTIONS:
            return DESCRIPTIONS[name]
    for tail in FIGURE_TAILS:
        if column.endswith(f"_{tail}"):
            return f"{DESCRIPTIONS['figure.' + tail]} Belongs to {column.removesuffix('_' + tail)}."
    raise KeyError(f"{table}.{column}")


def _cells(value: Any, kind: Any) -> Iterator[Cell]:
    if kind is Figure:
        yield from (None,) * (1 + len(FIGURE_TAILS)) if value is None else _figure(value)
    elif kind is Season:
        yield from (
            (None, None, None)
            if value is None
            else (value.closed_from, value.closed_to, SEPARATOR.join(value.sources) or None)
        )
    elif kind is model.Crossing:
        for tail in ("dwell_h", "fee_usd"):
            yield from _cells(None if value is None else getattr(value, tail), Figure)
    elif isinstance(value, tuple):
        yield SEPARATOR.join(str(item) for item in value) or None
    else:
        yield None if value == "" else value


def _figure(figure: Figure) -> tuple[Cell, ...]:
    return (
        figure.typical, figure.low, figure.high, figure.basis, figure.as_of or None,
        SEPARATOR.join(figure.sources) or None, figure.note or None,
    )  # fmt: skip
