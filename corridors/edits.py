"""The records of a scenario: edits laid over a network, which itself stays as it is."""

import datetime as dt

from corridors.model import Effect, Facility, Id, Leg, Place, Record, Text


class Shift(Record, frozen=True, kw_only=True):
    """A date set anew: the opening of a planned leg, or the first and last day of an event or a service."""

    leg: Id | None = None
    event: Id | None = None
    service: Id | None = None
    opens: dt.date | None = None
    """The first day on which the leg is in use."""
    start: dt.date | None = None
    end: dt.date | None = None

    def __post_init__(self) -> None:
        """Refuse a shift of nothing, of two things, to no date, or to dates out of order."""
        if [self.leg, self.event, self.service].count(None) != 2:  # noqa: PLR2004 - all but one
            raise ValueError("a shift names one leg, event or service")
        if self.leg is not None and (self.opens is None or self.start is not None or self.end is not None):
            raise ValueError("a leg is shifted by opens, the day it comes into use")
        if self.leg is None and (self.opens is not None or (self.start is None and self.end is None)):
            raise ValueError("an event or a service is shifted by start, end or both")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError("it ends before it starts")

    @property
    def of(self) -> str:
        """The id of what is shifted."""
        return self.leg or self.event or self.service or ""


class Scenario(Record, frozen=True, kw_only=True):
    """Named edits that compose: a date, effects on legs, legs that are added, dates that are shifted."""

    id: Id
    title: Text
    reasoning: str = ""
    on: dt.date | None = None
    include_planned: bool = False
    effects: tuple[Effect, ...] = ()
    lifts: tuple[Id, ...] = ()
    """Events that are taken as not having happened."""
    shifts: tuple[Shift, ...] = ()
    new_places: tuple[Place, ...] = ()
    new_legs: tuple[Leg, ...] = ()
    new_facilities: tuple[Facility, ...] = ()
    contradicts: tuple[Id, ...] = ()
    """Scenarios that cannot hold together with this one."""
    sources: tuple[Id, ...] = ()

    @property
    def rebuilds(self) -> bool:
        """Whether it needs a network of its own: legs are added or dates shifted."""
        return bool(self.shifts or self.new_places or self.new_legs or self.new_facilities)
