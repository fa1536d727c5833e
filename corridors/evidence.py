"""The records of what others published for whole journeys: figures and orders to hold the planner against."""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from corridors.model import Country, Id, Mode, NonNegative, PartialDate, Record, Text


class PublishedFigure(Record, frozen=True, kw_only=True):
    """A figure somebody published for a whole journey, to set beside an answer."""

    id: Id
    origin: Id
    destination: Id
    corridors: tuple[Id, ...] = ()
    """The corridors it was published for: one, or all the branches it was said of."""
    via: str = ""
    modes: tuple[Mode, ...] = ()
    """The modes it was published for; empty for any."""
    through: tuple[Id, ...] = ()
    """Places it passes, in order, where the corridor does not say enough."""
    scope: Literal["whole", "line_haul"] = "whole"
    """``line_haul`` runs from the first departure to the last arrival: no loading, no first wait, no unloading."""
    metric: Literal["distance_km", "time_h", "cost_usd_per_teu"]
    low: NonNegative
    high: NonNegative
    date: PartialDate
    """When it held."""
    nature: Literal["actual", "tariff", "reported", "forecast"]
    source: Id
    conditions: str = ""
    explanation: str = ""
    """Why our answer differs, where it does."""
    apart: str = ""
    """Why it cannot be compared: what it measures is not freight, as a passenger train."""


class RankedWay(Record, frozen=True, kw_only=True):
    """One way of a ranking: along a corridor, or by places it passes and countries it keeps clear of."""

    name: Text
    corridor: Id | None = None
    through: tuple[Id, ...] = ()
    avoid: tuple[Country, ...] = ()


class Ranking(Record, frozen=True, kw_only=True):
    """An order that a sober source gives the ways between two places, the best first."""

    id: Id
    origin: Id
    destination: Id
    metric: Literal["time_h", "cost_usd_per_teu"]
    on: dt.date
    ways: Annotated[tuple[RankedWay, ...], Meta(min_length=2)]
    sources: Annotated[tuple[Id, ...], Meta(min_length=1)]
    note: str = ""
