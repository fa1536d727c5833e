"""What records hold: every figure and every citation, with the record and the field it stands in."""

from collections.abc import Iterator

from corridors.dataset import NetworkData
from corridors.model import Figure, Record

CITING = frozenset({"sources", "source", "position_source"})
"""The fields that hold ids of sources."""


def values(record: Record, inside: str = "") -> Iterator[tuple[str, object]]:
    """Every value of a record with its field, what lists hold one by one, and what records hold after these."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) else (value,):
            yield f"{inside}{name}", one
            if isinstance(one, Record):
                yield from values(one, f"{inside}{name}.")


def cites(record: Record) -> Iterator[tuple[str, str]]:
    """The field and the id of every source that a record, or one inside it, cites."""
    for field, value in values(record):
        if isinstance(value, str) and field.rpartition(".")[2] in CITING:
            yield field, value


def records(data: NetworkData) -> Iterator[tuple[str, str, Record]]:
    """Every record with its kind and what it is called."""
    for kind in data.__struct_fields__:
        found = getattr(data, kind)
        for record in found if isinstance(found, tuple) else (found,):
            name = getattr(record, "id", "") or getattr(record, "place", "") or getattr(record, "mode", kind)
            yield kind, str(name), record


def figures(data: NetworkData) -> Iterator[tuple[str, str, str, Figure]]:
    """Every figure with the kind, the record and the field it stands in."""
    for kind, name, record in records(data):
        for field, value in values(record):
            if isinstance(value, Figure):
                yield kind, name, field, value


def citations(data: NetworkData) -> Iterator[tuple[str, str, str, str]]:
    """Every citation: kind, record and field, and the id of the source."""
    for kind, name, record in records(data):
        for field, source in cites(record):
            yield kind, name, field, source
