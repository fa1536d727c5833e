"""The records of an answer: steps, the itinerary they add up to, and the plan that ranks itineraries.

They live on the ground floor so that a map can draw a route without knowing how it was found. Encoded with
:mod:`msgspec` they are the ``landbridge/plan/1`` JSON.
"""

import datetime as dt

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
    generalised_parts: GeneralisedParts | None = None


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
    method: tuple[str, ...]
    """How ranges, money and emissions are to be read."""
    front: Front | msgspec.UnsetType = msgspec.UNSET
    """Where trades between criteria were asked for: the itineraries are its members."""
