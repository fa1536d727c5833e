"""What a port, a crossing or a stretch of line can move in a year, where somebody has said so."""

from typing import Literal

from corridors.model import Figure, Id, Record


class Capacity(Record, frozen=True, kw_only=True):
    """The most that goes through a port, a leg or a passage in a year, all goods and both directions together."""

    id: Id
    kind: Literal["port", "leg", "passage"]
    of: Id
    """The place, leg or passage; that of a border crossing by rail stands on its leg."""
    mt_per_year: Figure
    """Million tonnes a year."""
    note: str = ""
