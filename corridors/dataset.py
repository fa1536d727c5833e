"""All records of a data folder in one: what is read from sources, compiled, shipped and decoded again."""

from pathlib import Path

from corridors.capacity import Capacity
from corridors.edits import Scenario
from corridors.evidence import PublishedFigure, Ranking
from corridors.incidents import IncidentKind, Observation
from corridors.model import (
    Corridor,
    Event,
    Facility,
    Leg,
    Nation,
    Passage,
    Permission,
    Place,
    Record,
    Service,
    Settings,
    Source,
)
from corridors.rates import BorderRate, EmissionFactor, HandlingRate, PriceLevel, RunRate, WaitRate

DATA_DIR = Path(__file__).parent / "data"


class NetworkData(Record, frozen=True, kw_only=True):
    """All records of a data folder, in file order: what is compiled, shipped and decoded again."""

    settings: Settings
    nations: tuple[Nation, ...]
    places: tuple[Place, ...]
    legs: tuple[Leg, ...]
    services: tuple[Service, ...]
    passages: tuple[Passage, ...]
    capacities: tuple[Capacity, ...]
    facilities: tuple[Facility, ...]
    handling_rates: tuple[HandlingRate, ...]
    run_rates: tuple[RunRate, ...]
    wait_rates: tuple[WaitRate, ...]
    border_rates: tuple[BorderRate, ...]
    emission_factors: tuple[EmissionFactor, ...]
    permissions: tuple[Permission, ...]
    corridors: tuple[Corridor, ...]
    events: tuple[Event, ...]
    scenarios: tuple[Scenario, ...]
    published: tuple[PublishedFigure, ...]
    rankings: tuple[Ranking, ...]
    price_levels: tuple[PriceLevel, ...]
    sources: tuple[Source, ...]
    incident_kinds: tuple[IncidentKind, ...] = ()
    observations: tuple[Observation, ...] = ()
