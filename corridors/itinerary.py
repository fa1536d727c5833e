"""The records of an answer: steps, the itinerary they add up to, and the plan that ranks itineraries.

They live on the ground floor so that a map can draw a route without knowing how it was found. Encoded with
:mod:`msgspec` they are the ``landbridge/plan/1`` JSON.
"""

import datetime as dt
from typing import Literal

import msgspec
from msgspec import field

from corridors.model import Basis, HandlingType, Mode, State

PLAN_SCHEMA = "landbridge/plan/1"


class Range(msgspec.Struct, frozen=True):
    """A quantity with its 10th percentile, its typical value and its 90th percentile."""

    low: float
    typical: float
    high: float


class LegStep(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="leg"):
    """A leg run in one direction, for the whole shipment."""

    id: str
    mode: Mode
    gauge_mm: int | None
    start: str = field(name="from")
    end: str = field(name="to")
    distance_km: float
    time_h: Range
    cost_usd: Range
    co2e_kg: Range
    status: State
    basis: Basis
    """The weakest basis among the figures that made the step."""
    distance_basis: Basis
    sources: tuple[str, ...]
    service: str | None = None
    passages: tuple[str, ...] = ()
    corridors: tuple[str, ...] = ()
    note: str = ""
    reached: dt.datetime | msgspec.UnsetType = msgspec.UNSET
    """When the goods come to it, where the journey runs in time."""


class HandlingStep(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="handling"):
    """What happens to the shipment at one place: a change of track, a border, a wait."""

    type: HandlingType
    place: str
    time_h: Range
    cost_usd: Range
    co2e_kg: Range
    basis: Basis
    sources: tuple[str, ...]
    between: tuple[str, ...] = ()
    """The tracks changed from and to, as ``rail-1520``; the border's other post; or the service or the day waited for."""
    note: str = ""
    reached: dt.datetime | msgspec.UnsetType = msgspec.UNSET


Step = LegStep | HandlingStep


class Overlap(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a better itinerary this one repeats, as shares from 0 to 1."""

    rank: int
    decisions: float
    distance: float
    time: float
    weight: float = 0.0
    """By what was minimised, over everything on the way."""


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that somebody published for this journey or for a long part of it, beside our own for that part."""

    id: str
    origin: str
    destination: str
    metric: str
    low: float
    high: float
    date: str
    nature: str
    source: str
    conditions: str
    ours: Range


class SwitchingValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value of one number at which another way weighs as little as a route, all other numbers staying as they are."""

    parameter: str
    """Its name, as ``landbridge breakeven --parameter`` takes it."""
    label: str
    unit: str
    now: float
    low: float
    high: float
    """``now`` and the low-high range are those of the number's own record."""
    value: float
    side: Literal["below", "above"]
    """On this side of the value the other way is the lighter one."""
    relative: float
    """How far from the number now: the value over it, less one, without sign."""
    undecided: bool
    """Whether the value lies within the record's own range."""
    rank: int | None
    """The other way's rank, if it is shown …"""
    way: str
    """… and what it is."""
    statement: str


class GeneralisedParts(msgspec.Struct, frozen=True):
    """What the generalised cost adds up from, in USD for the whole shipment."""

    freight_and_fees_usd: float
    time_usd: float
    carbon_usd: float


class Itinerary(msgspec.Struct, frozen=True, kw_only=True):
    """One way to make the journey: its steps in order and what they add up to, for the whole shipment."""

    rank: int
    id: str
    labels: tuple[str, ...]
    distance_km: float
    time_h: Range
    cost_usd: Range
    co2e_kg: Range
    generalised_cost_usd: float
    modes: tuple[Mode, ...]
    countries: tuple[str, ...]
    places: tuple[str, ...]
    borders: tuple[str, ...]
    decisions: tuple[str, ...]
    gauge_breaks: int
    weakest_basis: Basis
    estimated_share: float
    """Share of the distance whose length is modelled or assumed, from 0 to 1."""
    corridors: tuple[str, ...]
    overlaps: tuple[Overlap, ...]
    published: tuple[Published, ...]
    warnings: tuple[str, ...]
    steps: tuple[Step, ...]
    locally_optimal: bool | None = None
    """Whether every part of it that weighs at most a quarter of the best route is itself a lightest way.

    It is not said within limits, of a front and of journeys in time."""
    shortcut: tuple[str, ...] = ()
    """Where it is not: two places between which a lighter way leads than the part of this route does."""
    generalised_parts: GeneralisedParts | None = None
    switches: tuple[SwitchingValue, ...] = ()
    """The nearest switching values, where they were asked for: of the first route those at which it is no longer the best,
    of another those at which it draws level with the first."""


class EndPoint(msgspec.Struct, frozen=True):
    """An end of the journey."""

    id: str
    name: str
    country: str


class Cargo(msgspec.Struct, frozen=True, kw_only=True):
    """The shipment: how many TEU, and the net tonnes in each."""

    teu: int = 1
    tonnes_per_teu: float = 12.0


class QueryEcho(msgspec.Struct, frozen=True, kw_only=True):
    """The question as it was understood."""

    origin: EndPoint
    destination: EndPoint
    on: dt.date
    by: str
    value_of_time_usd_per_day: float
    alternatives: int
    via: tuple[str, ...]
    avoid: tuple[str, ...]
    modes: tuple[Mode, ...]
    corridor: str | None
    scenario: str | None
    include: tuple[str, ...]
    cargo: Cargo
    differ_by: str = "decisions"
    overlap: float = 0.5
    stretch: float | None = None
    only: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    """The limits as they are typed: ``--max-borders 2``."""
    pareto: tuple[str, ...] = ()
    carbon_price_usd_per_tonne: float = 0.0
    depart: dt.datetime | None = None
    """When the journey begins, where legs are judged on the day they are reached."""


class Dropped(msgspec.Struct, frozen=True):
    """A route that was found and not shown, and why."""

    places: tuple[str, ...]
    reason: str
    kind: Literal["closed", "overlap", "stretch", "rank"] = "closed"
    weight: float | None = None
    """What it weighs, in the unit of the objective."""
    rank: int | None = None
    """The better route of which it repeats too much …"""
    repeats: float | None = None
    """… and the share of that route it repeats."""


class Exhausted(msgspec.Struct, frozen=True, kw_only=True):
    """Why fewer routes are shown than were asked for, with the bound that proves it."""

    asked: int
    shown: int
    differ_by: str
    overlap: float
    stretch: float | None
    labels_settled: int
    """Partial ways that the last search settled before it ended."""
    limits: tuple[int, ...]
    """Ranks of the routes whose limits ended partial ways."""
    next_weighs_at_least: float | None
    """With a stretch: no further route weighs less, in the unit of the objective; else there is no further route."""
    statement: str


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """The lightest route that shares no border crossing, port or tunnel with the first."""

    rank: int | None
    """Its rank among the itineraries; none where there is no such route."""
    clear_of: tuple[str, ...]
    """The border crossings, ports and tunnels of the first route."""
    shares_at_least: tuple[str, ...]
    """Where there is none: what the route that shares the fewest still shares."""
    statement: str


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    """What a stretch takes, or by how much one takes more than another; for the whole shipment."""

    distance_km: float
    time_h: float
    cost_usd: float
    co2e_kg: float
    generalised_cost_usd: float


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch between two places that both routes pass and in which they differ."""

    start: str = field(name="from")
    end: str = field(name="to")
    shown: tuple[str, ...]
    """The legs of the route shown …"""
    rival: tuple[str, ...]
    """… and those of the rival."""
    more: Sums
    """What the rival takes more."""


class WhyNot(msgspec.Struct, frozen=True, kw_only=True):
    """The best route through something asked for, against the first route shown."""

    asked: str
    kind: str
    ids: tuple[str, ...]
    status: Literal["shown", "possible", "closed", "none"]
    rank: int | None
    """The rank it is shown at, if it is."""
    statement: str
    barriers: tuple[str, ...]
    """What stands in the way where it is closed."""
    rival: Itinerary | None
    """The best route through it; where none is open, the best with the fewest different things in the way."""
    differences: tuple[Difference, ...]
    more: Sums | None
    """What the rival takes more in all: the sum of the differences."""


class GaugeWeight(msgspec.Struct, frozen=True, kw_only=True):
    """What the assumption on the break of gauge weighs in an answer. Shares are in the order of the itineraries."""

    shares_of_time: tuple[float, ...]
    shares_of_cost: tuple[float, ...]
    best: int
    """Rank of the way that is best by the query's objective."""
    best_at_low: int
    """The same when every change of gauge takes the low end of its range."""
    best_at_high: int


class FrontMember(msgspec.Struct, frozen=True):
    """A route that stands for a part of a front: its rank among the itineraries, its names, what it takes."""

    rank: int
    names: tuple[str, ...]
    vector: tuple[float, ...]
    """Typical values for the whole shipment in the order of the criteria."""


class FrontStep(msgspec.Struct, frozen=True, kw_only=True):
    """What is given and what is gained from one member to the next, by criterion, as differences above zero."""

    start: int = field(name="from")
    end: int = field(name="to")
    pays: dict[str, float]
    buys: dict[str, float]


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """Every trade between some criteria: no route takes less of one of them without taking more of another."""

    criteria: tuple[str, ...]
    units: tuple[str, ...]
    size: int
    """How many different vectors the whole front has."""
    epsilon: float
    """Each vector has a member that is at most this share above it in every criterion."""
    exact: bool
    """Whether it is proven that no other choice of as many members comes closer."""
    vectors: tuple[tuple[float, ...], ...]
    """The whole front."""
    members: tuple[FrontMember, ...]
    steps: tuple[FrontStep, ...]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """An answer: the question, the itineraries, what was dropped, and what the reader must know."""

    schema: str = PLAN_SCHEMA
    data_version: str
    data_as_of: dt.date
    query: QueryEcho
    itineraries: tuple[Itinerary, ...]
    dropped: tuple[Dropped, ...]
    warnings: tuple[str, ...]
    gauge_weight: GaugeWeight | None
    """None where no way shown changes gauge."""
    money_year: int
    method: tuple[str, ...]
    """How ranges, money and emissions are to be read."""
    exhausted: Exhausted | None = None
    backup: Backup | None = None
    why: tuple[str, ...] = ()
    """Why this way, where that was asked."""
    why_not: tuple[WhyNot, ...] = ()
    front: Front | msgspec.UnsetType = msgspec.UNSET
    """Where trades between criteria were asked for: the itineraries are its members."""
