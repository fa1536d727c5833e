"""The certificate: what an answer claims, and the potentials that prove its first route; ``landbridge/certificate/1``."""

import datetime as dt
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, field

CERTIFICATE_SCHEMA: Literal["landbridge/certificate/1"] = "landbridge/certificate/1"

Mode = Literal["rail", "road", "sea", "ferry", "river"]
State = Literal["open", "restricted", "suspended", "construction", "planned"]
Objective = Literal["generalised", "time", "cost", "distance", "emissions"]
Units = Annotated[int, Meta(ge=0)]
"""The objective in whole millionths, rounded for each step."""
Number = Annotated[float, Meta(ge=0)]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The ground of all parts: frozen, no key that is not named."""


class Span(_Part, frozen=True, kw_only=True):
    """A quantity with its 10th percentile, its typical value and its 90th percentile."""

    low: Number
    typical: Number
    high: Number


class LegClaim(_Part, frozen=True, kw_only=True, tag_field="kind", tag="leg"):
    """A leg run in one direction, for the whole shipment."""

    id: str
    start: str = field(name="from")
    end: str = field(name="to")
    mode: Mode
    service: str | None = None
    status: State
    distance_km: Number
    time_h: Span
    cost_usd: Span
    co2e_kg: Span


class HandlingClaim(_Part, frozen=True, kw_only=True, tag_field="kind", tag="handling"):
    """What happens to the shipment at one place: a change of track, a border, a wait."""

    type: Literal["gauge_change", "quay", "transfer", "border", "wait"]
    place: str
    between: tuple[str, ...] = ()
    time_h: Span
    cost_usd: Span
    co2e_kg: Span


StepClaim = LegClaim | HandlingClaim


class RouteClaim(_Part, frozen=True, kw_only=True):
    """One route: its rank, its steps in order, what they add up to, its decision points and what it weighs."""

    rank: Annotated[int, Meta(ge=1)]
    id: str
    alternative: bool
    """Whether it is one of the routes that differ, or only the sea baseline set beside them."""
    distance_km: Number
    time_h: Span
    cost_usd: Span
    co2e_kg: Span
    generalised_cost_usd: Number
    decisions: tuple[str, ...]
    borders: tuple[str, ...]
    gauge_breaks: int
    weight: Units
    """The objective summed over the steps: of all routes that its better ones leave, none is lighter."""
    off_corridor_mm: Units = 0
    """Millimetres off the corridor asked for, which count before the weight, and twice in a mode it does not use."""
    steps: tuple[StepClaim, ...]


class Cargo(_Part, frozen=True, kw_only=True):
    """The shipment."""

    teu: Annotated[int, Meta(ge=1, le=10_000)]
    tonnes_per_teu: Annotated[float, Meta(ge=0, le=30)]


class Avoided(_Part, frozen=True, kw_only=True):
    """What the routes keep clear of, by kind."""

    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()
    passages: tuple[str, ...] = ()
    legs: tuple[str, ...] = ()
    corridors: tuple[str, ...] = ()


class Question(_Part, frozen=True, kw_only=True):
    """The question as it was understood; all names are ids of the data."""

    origin: str
    destination: str
    on: dt.date
    by: Objective
    value_of_time_usd_per_day: Annotated[float, Meta(ge=0, le=1e6)]
    alternatives: Annotated[int, Meta(ge=1, le=50)]
    overlap: Annotated[float, Meta(ge=0, lt=1)]
    via: Annotated[tuple[str, ...], Meta(max_length=100)] = ()
    avoid: Avoided = Avoided()
    modes: tuple[Mode, ...]
    corridor: str | None = None
    scenarios: tuple[str, ...] = ()
    include_planned: bool = False
    cargo: Cargo


class Further(_Part, frozen=True, kw_only=True):
    """Whether any route is left beside the alternatives shown, and what it must weigh at least."""

    exists: bool
    at_least: Units = 0
    off_corridor_mm: Units = 0


class Claims(_Part, frozen=True, kw_only=True):
    """All that is claimed."""

    data_version: str
    query: Question
    routes: Annotated[tuple[RouteClaim, ...], Meta(min_length=1)]
    sea_baseline: int | None = None
    """The rank of the lightest way by one sea voyage; none where there is no such way."""
    further: Further


class Potentials(_Part, frozen=True, kw_only=True):
    """What it takes at least from a terminal to the destination; a terminal left out cannot reach it.

    A terminal is ``place|track|stop``, with ``|places passed`` and ``|ground`` behind it where the question asks for
    places or a corridor; the two doors are ``origin`` and ``destination``.
    """

    weight: dict[str, Units]
    off_corridor_mm: dict[str, Units] = {}
    """Likewise the millimetres off the corridor; empty without one."""


class Certificate(_Part, frozen=True, kw_only=True):
    """An answer that can be checked: its claims, and the potentials that prove the first route the lightest."""

    schema: Literal["landbridge/certificate/1"] = CERTIFICATE_SCHEMA
    claims: Claims
    potentials: Potentials
