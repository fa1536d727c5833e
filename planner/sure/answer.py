"""The records of a reliability answer: encoded they are the ``landbridge/reliability/1`` JSON."""

import datetime as dt

import msgspec

from corridors.itinerary import QueryEcho, Range

RELIABILITY_SCHEMA = "landbridge/reliability/1"


class Estimate(msgspec.Struct, frozen=True):
    """What the draws give, and the standard error that their number leaves."""

    value: float
    error: float


class ClosureNote(msgspec.Struct, frozen=True, kw_only=True):
    """Closures on record that may meet a way, and how often the draws met one that made it wait."""

    legs: tuple[str, ...]
    events: tuple[str, ...]
    years: float
    yearly_rate: tuple[float, float]
    """The interval that the count allows."""
    waits: Estimate


class WaySure(msgspec.Struct, frozen=True, kw_only=True):
    """A way and how sure it is. Hours and USD are for the whole shipment, closures on record included."""

    rank: int
    id: str
    title: str
    labels: tuple[str, ...]
    route_time_h: Range
    """What ``route`` prints."""
    p10_time_h: Estimate
    p50_time_h: Estimate
    p90_time_h: Estimate
    p90_time_h_without_closures: Estimate
    p50_cost_usd: Estimate
    p90_cost_usd: Estimate
    within: Estimate | None
    within_without_closures: Estimate | None
    fastest: Estimate
    cheapest: Estimate
    best: Estimate
    """How often it is the best by the query's objective."""
    closures: tuple[ClosureNote, ...]
    curve_h: tuple[float, ...]
    """Hours by which the shares ``curve_shares`` have arrived."""


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """What the spread of one cause does to the 90th percentile of the best way: without it, the cause stays at its typical value."""

    cause: str
    steps: tuple[str, ...]
    typical_h: float
    p90_time_h_without: Estimate


class Regimes(msgspec.Struct, frozen=True, kw_only=True):
    """One way for all draws, chosen in advance, against the best way of each draw, chosen after seeing it."""

    objective: str
    unit: str
    committed_rank: int
    """The way with the least mean."""
    committed_mean: Estimate
    chosen_mean: Estimate
    value_of_waiting: Estimate
    committed_within: Estimate | None
    chosen_within: Estimate | None
    """The fastest way of each draw."""


class Reliability(msgspec.Struct, frozen=True, kw_only=True):
    """How sure the ways of a question are."""

    schema: str = RELIABILITY_SCHEMA
    data_version: str
    data_as_of: dt.date
    query: QueryEcho
    draws: int
    seed: int
    within_h: float | None
    ways: tuple[WaySure, ...]
    spreads: tuple[Spread, ...]
    regimes: Regimes
    curve_shares: tuple[float, ...]
    digest: str
    """Of every drawn number: the same for any number of workers."""
    observed: str
    """The years over which closures were collected, and why these; empty where closures were left out."""
    method: tuple[str, ...]
