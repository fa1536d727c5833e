"""The records of a threat answer: encoded they are the ``landbridge/threat/1`` JSON."""

import datetime as dt
from typing import Literal

import msgspec

from corridors.incidents import Exposed
from corridors.itinerary import QueryEcho

THREAT_SCHEMA = "landbridge/threat/1"

Verdict = Literal[
    "stays best", "hangs on your belief", "the other is better", "costs the same", "nothing changes it", "no other way"
]  # fmt: skip


class Closed(msgspec.Struct, frozen=True, kw_only=True):
    """A closure on record."""

    id: str
    start: dt.date
    end: dt.date | None
    kind: str
    counted: bool
    """Whether it began in the years over which closures are counted."""


class Exposure(msgspec.Struct, frozen=True, kw_only=True):
    """A leg, border or passage of a way: its closures, what their count allows, and how long a trip lies open to one.

    ``together`` are the legs of a way that the very same events shut: lost with all the other legs that they shut.
    """

    id: str
    kind: Exposed | Literal["together"]
    name: str
    legs: tuple[str, ...]
    """Of the way."""
    events: tuple[Closed, ...]
    years: float
    yearly_rate: tuple[float, float]
    exposed_h: float
    """From setting out until it lies behind."""
    per_trip: tuple[float, float] | None
    """None with no closure on record: a chance is then a matter of your belief."""
    says: str
    """The same in words, with the ids of the events, or as a matter of your belief."""


class Breakeven(msgspec.Struct, frozen=True, kw_only=True):
    """The belief in a closure at which the best way and the best way round it cost the same."""

    id: str
    next_way: str
    """Empty where there is no other way."""
    next_way_costs: float | None
    """More than the best way, in the unit of the objective."""
    closure_costs: float | None
    """More than the trip as planned, in the unit of the objective, by the stated consequence."""
    your_belief: float | None
    """The chance of a closure per trip above which the other way is better; None where no belief changes it."""
    verdict: Verdict
    says: str


class WayThreat(msgspec.Struct, frozen=True, kw_only=True):
    """A way and what it is exposed to."""

    rank: int
    id: str
    title: str
    exposures: tuple[Exposure, ...]
    """Legs in order, then passages, then legs shut together."""


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """The legs an attacker who knows the network would choose, and what their loss costs."""

    legs: tuple[str, ...]
    next_way: str
    costs: float | None
    """More than the best way, in the unit of the objective; None where nothing leads there any more."""


class Threat(msgspec.Struct, frozen=True, kw_only=True):
    """What the ways of a question are exposed to, by the record and by your belief."""

    schema: str = THREAT_SCHEMA
    data_version: str
    data_as_of: dt.date
    query: QueryEcho
    unit: str
    consequence: str
    observed_from: dt.date
    observed_to: dt.date
    years: float
    observed: str
    none_on_record: tuple[float, float]
    """The yearly rate that no closure in those years allows."""
    ways: tuple[WayThreat, ...]
    beliefs: tuple[Breakeven, ...]
    """For the best way, in the order of its exposures."""
    cuts: tuple[str, ...]
    """Legs of the best way without which nothing leads there."""
    worst_one: Lost | None
    worst_two: Lost | None
    """Of the legs that leave a way when lost alone."""
    own_incidents: int
    method: tuple[str, ...]
