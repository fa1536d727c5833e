"""The arcs of the search graph: what they weigh, what happens on them, and what may bar them."""

import msgspec

from corridors.conditions import Condition
from corridors.model import HandlingType, Leg, Way
from planner.pricing import Price

Terminal = tuple[str, str, str]
"""Place, track, and what stands there: ``at``, ``off`` (set down by a line), ``in``, ``out``, ``mid`` or a service."""


class Barrier(msgspec.Struct, frozen=True, gc=False):
    """Why an arc may not be used."""

    kind: str
    """``closed`` (by an event, a season or a scenario), ``disused``, ``planned``, ``barred`` or ``constraint``."""
    text: str
    source: str = ""


LIFTABLE = frozenset({"closed", "barred"})
"""The barriers that stand for now; the others put an arc out of the question."""


class Arc(msgspec.Struct, frozen=True, gc=False):
    """An arc of the search graph."""

    number: int
    tail: int
    head: int
    weight: int
    legs: tuple[str, ...]
    decisions: tuple[str, ...]
    distance_km: float
    barrier: Barrier | None


class Part(msgspec.Struct, frozen=True, gc=False):
    """One step in the making: what it is, and its price."""

    kind: str
    """``leg``, ``border``, ``handling`` or ``wait``."""
    price: Price | None
    """None for a leg: its range and sources are worked out for the routes that are shown."""
    leg: Leg | None = None
    way: Way = "forward"
    place: str = ""
    between: tuple[str, ...] = ()
    handling: HandlingType = "wait"
    condition: Condition | None = None
    sources: tuple[str, ...] = ()
    """Sources beside those of the price."""
    service: str | None = None
    """The line a leg is run with."""
