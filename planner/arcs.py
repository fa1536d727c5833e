"""The arcs of the search graph: what they weigh, what happens on them, and what may bar them."""

from typing import NamedTuple

from corridors.conditions import Condition
from corridors.model import HandlingType, Leg, Way
from planner.pricing import Measures, Price

NOTHING = Measures(0.0, 0.0, 0.0)

Terminal = tuple[str, str, str]
"""Place, track, and what stands there: ``at``, ``off`` (set down by a line), ``in``, ``out``, ``mid`` or a service."""


class Barrier(NamedTuple):
    """Why an arc may not be used."""

    kind: str
    """``closed`` (by an event, a season or a scenario), ``disused``, ``planned``, ``barred`` or ``constraint``."""
    text: str
    source: str = ""


class Arc(NamedTuple):
    """An arc of the search graph and the steps a traveller on it takes."""

    tail: int
    head: int
    weight: int
    legs: tuple[str, ...]
    parts: tuple["Part", ...]
    decisions: tuple[str, ...]
    distance_km: float
    barrier: Barrier | None

    @property
    def original(self) -> "Arc":
        """Itself: an arc of a graph without layers is its own original."""
        return self


class Part(NamedTuple):
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
