"""How the record of events is counted: which kinds are closures of what, and over which years it was kept."""

import datetime as dt
from typing import Literal

from corridors.model import Id, Record, Text

Exposed = Literal["leg", "border", "passage"]
"""What can be closed: a leg within one country or at sea, the leg between two posts of a land border, a passage."""


class IncidentKind(Record, frozen=True, kw_only=True):
    """A kind of event, and of what a suspension of that kind counts as a closure: of nothing where the list is empty."""

    id: Id
    """The kind as events name it."""
    closes: tuple[Exposed, ...] = ()
    note: Text
    """Why."""


class Observation(Record, frozen=True, kw_only=True):
    """The years over which the record of events was kept: the exposure that a rate is counted over."""

    id: Id
    start: dt.date
    end: dt.date | None = None
    """Left out: the day the data reach."""
    note: Text
    """Why from then on."""
