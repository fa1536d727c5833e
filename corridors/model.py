"""The records of the network: what a place, a leg or a figure is, and which values it may hold.

Every record is frozen and refuses unknown keys. Every number carries its unit in its name; the numbers
that decide an answer are a :class:`Figure`, which says how it is known and from where.
"""

import datetime as dt
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, field

Mode = Literal["rail", "road", "sea", "ferry", "river"]
State = Literal["open", "restricted", "suspended", "construction", "planned"]
Basis = Literal["measured", "published", "modelled", "assumed"]
HandlingType = Literal["gauge_change", "quay", "transfer", "border", "wait"]
Way = Literal["both", "forward", "backward"]

MODES: tuple[Mode, ...] = ("rail", "road", "sea", "ferry", "river")
BASES: tuple[Basis, ...] = ("measured", "published", "modelled", "assumed")
"""How a figure is known, the surest first."""

WATER_MODES: frozenset[str] = frozenset({"sea", "ferry", "river"})
PASSABLE_STATES: frozenset[str] = frozenset({"open", "restricted"})
FUTURE_STATES: frozenset[str] = frozenset({"planned", "construction"})
ESTIMATED_BASES: frozenset[str] = frozenset({"modelled", "assumed"})
INFINITE = float("inf")


class Matches:
    """How a text must be spelt in sources: :mod:`corridors.strict` holds them against it."""

    __slots__ = ("pattern",)

    def __init__(self, pattern: str) -> None:
        """Keep the regular expression."""
        self.pattern = pattern


Id = Annotated[str, Meta(max_length=80), Matches(r"^[a-z0-9]+(?:[_-][a-z0-9]+)*$")]
Country = Annotated[str, Matches(r"^[A-Z]{2}$")]
MonthDay = Annotated[str, Matches(r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
PartialDate = Annotated[str, Matches(r"^$|^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
Positive = Annotated[float, Meta(gt=0)]
NonNegative = Annotated[float, Meta(ge=0)]
Text = Annotated[str, Meta(min_length=1)]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """The ground of all records: frozen, keyword-only, no key that is not named."""


class Figure(Record, frozen=True, kw_only=True):
    """A number with its range, its source and how it is known.

    ``low`` and ``high`` are the 10th and 90th percentile; left out, the figure is taken as exact.
    ``measured`` and ``published`` figures name a source; ``modelled`` and ``assumed`` ones say in ``note`` how they
    were made. ``as_of`` is the year, month or day the figure holds for.
    """

    typical: NonNegative
    low: NonNegative | None = None
    high: NonNegative | None = None
    basis: Basis
    sources: tuple[Id, ...] = ()
    as_of: PartialDate = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a range out of order and a number that nobody vouches for."""
        low, typical, high = self.low, self.typical, self.high
        if (low is not None and not low <= typical) or (high is not None and not typical <= high):
            raise ValueError("low, typical and high must rise in that order")
        if not (typical < INFINITE and (high is None or high < INFINITE)):
            raise ValueError("a figure must be finite")
        if self.basis in ESTIMATED_BASES:
            if not self.note:
                raise ValueError(f"a figure that is {self.basis} needs a note that says how it was made")
        elif not self.sources:
            raise ValueError(f"a {self.basis} figure needs a source")

    @property
    def floor(self) -> float:
        """The low end, or the typical value where no range is given."""
        return self.typical if self.low is None else self.low

    @property
    def ceiling(self) -> float:
        """The high end, or the typical value where no range is given."""
        return self.typical if self.high is None else self.high


class Rival(Record, frozen=True, kw_only=True):
    """Another published value for the same thing, kept beside the one that is used."""

    value: NonNegative
    sources: tuple[Id, ...]
    note: str = ""
    """Between which end points, or why it is not the one used."""


class Nation(Record, frozen=True, kw_only=True):
    """A country or territory by its ISO 3166 code, with the names people type."""

    code: Country
    name: Text
    aliases: tuple[Text, ...] = ()


class Source(Record, frozen=True, kw_only=True):
    """Where a number or a fact comes from."""

    id: Id
    producer: Text
    title: Text
    published: PartialDate = ""
    url: str = ""
    licence: Text
    kind: Literal["official", "operator", "intergovernmental", "press", "reference", "dataset", "trade", "personal"]
    superseded_by: Id | None = None
    """The source that replaces this one: no figure should rest on this one alone any more."""
    note: str = ""


class Place(Record, frozen=True, kw_only=True):
    """A point where goods start, end, change track or cross a border. Longitude and latitude in degrees, WGS 84."""

    id: Id
    name: Text
    country: Country
    lon: Annotated[float, Meta(ge=-180, le=180)]
    lat: Annotated[float, Meta(ge=-90, le=90)]
    kind: Literal[
        "city", "port", "station", "junction", "border_post", "dry_port", "free_zone", "waypoint", "pass", "mine"
    ]
    unlocode: Annotated[str, Matches(r"^$|^[A-Z]{2}[A-Z2-9]{3}$")] = ""
    aliases: tuple[Text, ...] = ()
    position_basis: Basis
    position_source: Id | None = None
    position_note: str = ""

    @property
    def at_sea(self) -> bool:
        """Whether ships only pass here: nothing is handled, and no country's borders are crossed."""
        return self.kind == "waypoint"


class Season(Record, frozen=True, kw_only=True):
    """A yearly closure, month and day, both ends closed; it may run over the new year."""

    closed_from: MonthDay
    closed_to: MonthDay
    sources: tuple[Id, ...] = ()
    note: str = ""


class Span(Record, frozen=True, kw_only=True):
    """What state holds from ``start`` (included) to ``end`` (included), or until further notice."""

    state: State
    start: dt.date | None = None
    end: dt.date | None = None
    way: Way = "both"
    expected: PartialDate = ""
    """For planned and construction: the promised date, empty where none is known."""
    sources: tuple[Id, ...] = ()
    note: str = ""


class Crossing(Record, frozen=True, kw_only=True):
    """What a border costs in one direction of its leg."""

    dwell_h: Figure | None = None
    fee_usd: Figure | None = None


class Leg(Record, frozen=True, kw_only=True):
    """A stretch of rail, road, sea, ferry or river between two places, both ways unless ``oneway``."""

    id: Id
    start: Id = field(name="from")
    end: Id = field(name="to")
    mode: Mode
    gauge_mm: Literal[762, 1000, 1435, 1520, 1676] | None = None
    oneway: bool = False
    distance_km: Figure
    rivals: tuple[Rival, ...] = ()
    """Other published lengths in km."""
    time_h: Figure | None = None
    """Running time of the whole leg, where one is published; else rates give it."""
    cost_usd: Figure | None = None
    """Freight per TEU for the whole leg, where one is published; else rates give it."""
    rate: Id | None = None
    """The run rate that prices the leg, where mode and country do not choose it."""
    operator: str = ""
    traction: Literal["electric", "diesel"] | None = None
    passages: tuple[Id, ...] = ()
    season: Season | None = None
    status: Annotated[tuple[Span, ...], Meta(min_length=1)]
    forward: Crossing | None = None
    backward: Crossing | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a leg to itself, and a gauge where there is none or none where there must be one."""
        if self.start == self.end:
            raise ValueError("a leg must join two different places")
        if (self.mode == "rail") != (self.gauge_mm is not None):
            raise ValueError("gauge_mm belongs to every rail leg and to no other")

    @property
    def track(self) -> str:
        """Mode and gauge: what cargo runs on, as ``rail-1520`` or ``road``."""
        return f"rail-{self.gauge_mm}" if self.mode == "rail" else self.mode


def mode_of(track: str) -> str:
    """The mode of a track: ``rail`` of ``rail-1520``."""
    return track.partition("-")[0]


class Service(Record, frozen=True, kw_only=True):
    """What runs over legs, in order. Waiting is paid once, on boarding."""

    id: Id
    name: Text
    operator: Text
    legs: Annotated[tuple[Id, ...], Meta(min_length=1)]
    departures_per_week: Figure | None = None
    leaves_when_full_wait_h: Figure | None = None
    speed_km_per_day: Figure | None = None
    """Running speed between its ends, stops included and borders left out; else that of the rates."""
    first: dt.date | None = None
    last: dt.date | None = None
    sources: tuple[Id, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        """A service has a headway or leaves when full, one of the two."""
        if (self.departures_per_week is None) == (self.leaves_when_full_wait_h is None):
            raise ValueError("give departures_per_week or leaves_when_full_wait_h, one of the two")


class Passage(Record, frozen=True, kw_only=True):
    """A named strait, canal, tunnel or pass that stands on legs."""

    id: Id
    name: Text
    kind: Literal["strait", "canal", "tunnel", "pass", "cape", "channel"]
    lon: Annotated[float, Meta(ge=-180, le=180)]
    lat: Annotated[float, Meta(ge=-90, le=90)]
    aliases: tuple[Text, ...] = ()
    season: Season | None = None
    fee_usd: Figure | None = None
    delay_h: Figure | None = None
    sources: tuple[Id, ...] = ()
    note: str = ""


class Facility(Record, frozen=True, kw_only=True):
    """Where cargo can change between tracks. No facility, no change of mode or gauge."""

    place: Id
    name: str = ""
    tracks: Annotated[tuple[Text, ...], Meta(min_length=2)]
    time_h: Figure | None = None
    cost_usd: Figure | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    sources: tuple[Id, ...] = ()
    note: str = ""


class Effect(Record, frozen=True, kw_only=True):
    """What an event or a scenario does to the legs it selects. Selectors given together must all hold."""

    legs: tuple[Id, ...] = ()
    passages: tuple[Id, ...] = ()
    places: tuple[Id, ...] = ()
    countries: tuple[Country, ...] = ()
    """Legs that touch one of these countries."""
    borders: tuple[Annotated[str, Matches(r"^[A-Z]{2}-[A-Z]{2}$")], ...] = ()
    """Border legs between two countries, as ``AF-PK``."""
    modes: tuple[Mode, ...] = ()
    scope: Literal["all", "transit"] = "all"
    """``transit`` binds goods that neither start nor end in ``countries``."""
    built: bool = True
    """Whether only legs that are in use are bound; a planned line keeps its own plan."""
    state: State | None = None
    time_factor: Positive | None = None
    cost_factor: Positive | None = None
    delay_h: Figure | None = None
    """Hours added on each leg that is bound, as a detour or a queue adds them."""
    surcharge_usd: Figure | None = None
    """Money per TEU added on each leg that is bound."""
    start: dt.date | None = None
    end: dt.date | None = None


class Event(Record, frozen=True, kw_only=True):
    """Something dated that happened to the network."""

    id: Id
    title: Text
    kind: Text
    start: dt.date
    end: dt.date | None = None
    start_precision: Literal["day", "month", "year"] = "day"
    places: tuple[Id, ...] = ()
    effects: tuple[Effect, ...] = ()
    detail: str = ""
    sources: Annotated[tuple[Id, ...], Meta(min_length=1)]
    confidence: Literal["high", "medium", "low"]


class Permission(Record, frozen=True, kw_only=True):
    """Goods that may not pass: those from or to ``goods_of`` do not enter ``through``."""

    id: Id
    title: Text
    goods_of: Annotated[tuple[Country, ...], Meta(min_length=1)]
    side: Literal["either", "origin", "destination"] = "either"
    """Whether ``goods_of`` are the countries the goods come from, go to, or either."""
    through: Annotated[tuple[Country, ...], Meta(min_length=1)]
    modes: tuple[Mode, ...] = ()
    start: dt.date
    end: dt.date | None = None
    sources: Annotated[tuple[Id, ...], Meta(min_length=1)]
    note: str = ""


class Corridor(Record, frozen=True, kw_only=True):
    """A named way through the network; each of its ways is an unbroken chain of legs."""

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    promoter: Text
    ways: Annotated[tuple[Annotated[tuple[Id, ...], Meta(min_length=1)], ...], Meta(min_length=1)]
    sources: Annotated[tuple[Id, ...], Meta(min_length=1)]
    on: dt.date | None = None
    """A day on which it is open or planned from end to end; left out, the day the data reach."""
    note: str = ""


class Scenario(Record, frozen=True, kw_only=True):
    """Named edits that compose: a date, and effects on legs."""

    id: Id
    title: Text
    reasoning: Text
    on: dt.date | None = None
    include_planned: bool = False
    effects: tuple[Effect, ...] = ()
    lifts: tuple[Id, ...] = ()
    """Events that are taken as not having happened."""
    sources: Annotated[tuple[Id, ...], Meta(min_length=1)]


class Settings(Record, frozen=True, kw_only=True):
    """What holds for the whole data set."""

    title: Text
    version: Text
    as_of: dt.date
    money_year: int
    value_of_time_usd_per_day: Figure
    licence: Text
    attribution: Text
