"""The records of the rates that price a step where nothing nearer is known."""

from corridors.model import Basis, Country, Figure, HandlingType, Id, Mode, NonNegative, Positive, Record, Text


class HandlingRate(Record, frozen=True, kw_only=True):
    """Time and cost per TEU of one kind of handling where the facility has no figure of its own."""

    id: Id
    type: HandlingType
    tracks: tuple[Text, ...]
    """The two tracks joined, as mode names (``rail``, ``road``, ``sea`` ...); one name is loading at the ends."""
    time_h: Figure
    cost_usd: Figure
    note: str = ""


class RunRate(Record, frozen=True, kw_only=True):
    """Speed and freight rate of one mode, for all countries or for the ones named."""

    id: Id
    mode: Mode
    countries: tuple[Country, ...] = ()
    speed_km_per_day: Figure
    cost_usd_per_teu_km: Figure
    emission_factor: Id
    electric_emission_factor: Id | None = None
    """The factor of legs with electric traction."""
    note: str = ""


class WaitRate(Record, frozen=True, kw_only=True):
    """Waiting on boarding where no service is recorded for the leg."""

    mode: Mode
    time_h: Figure
    note: str = ""


class BorderRate(Record, frozen=True, kw_only=True):
    """Dwell and fee at a land border whose leg has none of its own."""

    mode: Mode
    countries: tuple[Country, ...] = ()
    """The two countries, in any order; empty for the rest of the world."""
    dwell_h: Figure
    fee_usd: Figure


class EmissionFactor(Record, frozen=True, kw_only=True):
    """Greenhouse gas per tonne-km, tank-to-wheel and well-to-tank, in kg CO2e."""

    id: Id
    title: Text
    tank_to_wheel_kg_per_tkm: NonNegative
    well_to_tank_kg_per_tkm: NonNegative
    basis: Basis
    source: Id
    year: int
    note: str = ""

    @property
    def well_to_wheel_kg_per_tkm(self) -> float:
        """The factor used: fuel burnt and fuel supplied."""
        return self.tank_to_wheel_kg_per_tkm + self.well_to_tank_kg_per_tkm


class PriceLevel(Record, frozen=True, kw_only=True):
    """The consumer price level of one year, by which money of that year is brought to another."""

    year: int
    index: Positive
    source: Id
    note: str = ""
