"""Random small multimodal networks and questions about them, from a seed.

Every number is chosen so that what it leads to is a whole number of millionths: a brute force in fractions and a search
in floats then agree to the last digit, and a difference is a fault and never a rounding.
"""

import datetime as dt
from random import Random
from typing import Literal, NamedTuple

import msgspec

from corridors.dataset import NetworkData
from corridors.edits import Scenario
from corridors.itinerary import Cargo
from corridors.model import (
    MODES,
    Corridor,
    Crossing,
    Effect,
    Event,
    Facility,
    Figure,
    HandlingType,
    Leg,
    Mode,
    Nation,
    Passage,
    Permission,
    Place,
    Rival,
    Season,
    Service,
    Settings,
    Source,
    Span,
    State,
    Way,
)
from corridors.network import Network
from corridors.rates import BorderRate, EmissionFactor, HandlingRate, RunRate, WaitRate
from planner.constraints import Avoid
from planner.query import DifferBy, Objective, Query

COUNTRIES = ("AA", "BB", "CC")
Gauge = Literal[1435, 1520, 1676]
GAUGES: tuple[Gauge, ...] = (1435, 1520, 1676)
LIKELY_GAUGES: tuple[Gauge, ...] = (1520, *GAUGES)
WATERS: tuple[Mode, ...] = ("sea", "ferry", "river")
DAYS = (dt.date(2026, 1, 10), dt.date(2026, 7, 31))
BEFORE, AFTER = dt.date(2025, 1, 1), dt.date(2027, 1, 1)
SOURCE = "made-up"
FEW_PLACES = 5


class Case(NamedTuple):
    """A network and a question about it."""

    network: Network
    query: Query


def figure(typical: float, spread: float = 0.0) -> Figure:
    """A made-up figure with a range of plus and minus ``spread``."""
    return Figure(
        typical=typical,
        low=typical * (1 - spread),
        high=typical * (1 + spread),
        basis="assumed",
        note="made up for a test",
    )


def settings() -> Settings:
    """Settings of a made-up data set."""
    return Settings(
        title="random", version="0", as_of=DAYS[1], money_year=2025, value_of_time_usd_per_day=figure(24.0),
        licence="CC0-1.0", attribution="nobody",
    )  # fmt: skip


def sources() -> tuple[Source, ...]:
    """The one source of all made-up facts."""
    return (Source(id=SOURCE, producer="nobody", title="made up", licence="CC0-1.0", kind="personal"),)


class Maker:
    """Draws the records of one network."""

    def __init__(self, seed: int, most_places: int, most_legs: int) -> None:
        """Draw everything; the same seed gives the same network."""
        self.most_legs = most_legs
        self.rnd = Random(seed)  # noqa: S311 - repeatable, not secret
        self.main: Mode = self.rnd.choice(("rail", "road", "sea"))
        self.places = self._places(self.rnd.randint(3, most_places))
        self.passages = tuple(
            Passage(
                id=f"gate{number}", name=f"Gate {number}", kind="strait", lon=0, lat=0,
                season=self._season() if self.rnd.random() < 0.2 else None,
                delay_h=figure(float(self.rnd.randint(0, 9)), 0.25) if self.rnd.random() < 0.5 else None,
                fee_usd=figure(float(self.rnd.randint(0, 90)), 0.25) if self.rnd.random() < 0.5 else None,
            )
            for number in range(2)
        )  # fmt: skip
        self.run_rates = self._run_rates()
        self.legs = self._legs()
        self.facilities = self._facilities()
        self.services = self._services()
        self.events = tuple(self._event(number) for number in range(self.rnd.choice((0, 0, 1, 2))))
        self.scenarios = (self._scenario(),)
        self.permissions = self._permissions()

    def _chance(self, share: float) -> bool:
        return self.rnd.random() < share

    def _places(self, count: int) -> tuple[Place, ...]:
        found = []
        for number in range(count):
            water = number > 1 and self._chance(0.15)
            found.append(
                Place(
                    id=f"p{number}", name=f"Place {number}", country=self.rnd.choice(COUNTRIES),
                    lon=round(self.rnd.uniform(0, 0.6), 2), lat=round(self.rnd.uniform(0, 0.6), 2),
                    kind="waypoint" if water else "port", position_basis="assumed", position_note="made up",
                )
            )  # fmt: skip
        return tuple(found)

    def _season(self) -> Season:
        return self.rnd.choice(
            (Season(closed_from="11-15", closed_to="03-01"), Season(closed_from="06-01", closed_to="08-31"))
        )

    def _hours(self, most: int) -> Figure:
        return figure(self.rnd.randint(0, 2 * most) / 2, self.rnd.choice((0.0, 0.5)))

    def _dollars(self, most: int) -> Figure:
        return figure(float(self.rnd.randint(0, most)), self.rnd.choice((0.0, 0.5)))

    def _run_rates(self) -> tuple[RunRate, ...]:
        rates = [self._run_rate(f"{mode}-all", mode, ()) for mode in MODES]
        rates += [self._run_rate("rail-aa", "rail", ("AA",)), self._run_rate("road-bb", "road", ("BB", "CC"))]
        rates.append(self._run_rate("rail-special", "rail", ("ZZ",)))
        return tuple(rates)

    def _run_rate(self, name: str, mode: Mode, countries: tuple[str, ...]) -> RunRate:
        return RunRate(
            id=name, mode=mode, countries=countries,
            speed_km_per_day=figure(float(self.rnd.choice((240, 480, 600, 960, 1200))), 0.5),
            cost_usd_per_teu_km=figure(self.rnd.choice((0.05, 0.1, 0.25, 0.4)), 0.5),
            emission_factor=self.rnd.choice(("clean", "dirty")),
            electric_emission_factor="electric" if mode == "rail" and self._chance(0.5) else None,
        )  # fmt: skip

    def _legs(self) -> tuple[Leg, ...]:
        count = len(self.places)
        return tuple(self._leg(number) for number in range(self.rnd.randint(count, min(2 * count + 2, self.most_legs))))

    def _leg(self, number: int) -> Leg:
        start, end = self.rnd.sample(self.places, 2)
        if number + 1 < len(self.places) and self._chance(0.8):
            start, end = self.places[number + 1], self.rnd.choice(self.places[: number + 1])
        mode: Mode = self.rnd.choice(("rail", "rail", "rail", "road", "road", "sea", "sea", "ferry", "river"))
        if self._chance(0.35):
            mode = self.main
        if "waypoint" in (start.kind, end.kind):
            mode = "sea"
        border = mode in {"rail", "road"} and start.country != end.country
        return Leg(
            id=f"leg{number}", start=start.id, end=end.id, mode=mode,
            gauge_mm=self.rnd.choice(LIKELY_GAUGES) if mode == "rail" else None,
            oneway=self._chance(0.15),
            distance_km=figure(10.0 * self.rnd.randint(1, 60), self.rnd.choice((0.0, 0.05))),
            rivals=(Rival(value=1.0, sources=()),) if self._chance(0.1) else (),
            time_h=self._hours(60) if self._chance(0.15) else None,
            cost_usd=self._dollars(300) if self._chance(0.15) else None,
            rate="rail-special" if mode == "rail" and self._chance(0.15) else None,
            traction=self.rnd.choice((None, "electric", "diesel")) if mode == "rail" else None,
            passages=tuple(self.rnd.sample(("gate0", "gate1"), self.rnd.choice((1, 1, 2)))) if self._chance(0.2) else (),
            season=self._season() if self._chance(0.1) else None,
            status=self._status(),
            forward=self._crossing() if border and self._chance(0.6) else None,
            backward=self._crossing() if border and self._chance(0.6) else None,
        )  # fmt: skip

    def _crossing(self) -> Crossing:
        return Crossing(
            dwell_h=self._hours(80) if self._chance(0.8) else None,
            fee_usd=self._dollars(100) if self._chance(0.5) else None,
        )

    def _status(self) -> tuple[Span, ...]:
        draw = self.rnd.random()
        if draw < 0.78:
            return (Span(state="open"),)
        state: State = self.rnd.choice(("restricted", "suspended", "planned", "construction"))
        other: Way = self.rnd.choice(("forward", "backward"))
        same: Way = "backward" if other == "forward" else "forward"
        choices: tuple[tuple[Span, ...], ...] = (
            (Span(state=state),),
            (Span(state="open", end=dt.date(2026, 3, 31)), Span(state=state, start=dt.date(2026, 4, 1))),
            (Span(state=state, end=dt.date(2026, 3, 31)), Span(state="open", start=dt.date(2026, 4, 1))),
            (Span(state=state, way=other), Span(state="open", way=same)),
            (Span(state="open", start=AFTER),),
            (Span(state="open", end=BEFORE),),
            (Span(state="open", start=BEFORE, end=AFTER),),
        )
        return self.rnd.choice(choices)

    def _tracks_at(self, place: str) -> list[str]:
        return sorted({leg.track for leg in self.legs if place in (leg.start, leg.end)})

    def _facilities(self) -> tuple[Facility, ...]:
        found = []
        for place in self.places:
            tracks = self._tracks_at(place.id)
            for _ in range(self.rnd.choice((0, 1, 1, 1, 1, 2))):
                if len(tracks) < 2 or place.kind == "waypoint":
                    continue
                own = self._chance(0.4)
                found.append(
                    Facility(
                        place=place.id,
                        tracks=tuple(self.rnd.sample(tracks, self.rnd.randint(2, len(tracks)))),
                        time_h=self._hours(40) if own else None,
                        cost_usd=self._dollars(200) if own and self._chance(0.7) else None,
                        start=self.rnd.choice((None, None, None, BEFORE, AFTER)),
                        end=self.rnd.choice((None, None, None, BEFORE, AFTER)),
                    )
                )
        return tuple(found)

    def _services(self) -> tuple[Service, ...]:
        found: list[Service] = []
        for number in range(self.rnd.choice((0, 1, 1, 2))):
            tracks = {leg.track for leg in self.legs}
            few = len(self.places) <= FEW_PLACES  # one line by land, and on a small network, or the walks explode
            land = sorted(tracks) if few and not found else []
            track = self.rnd.choice(sorted(tracks & {*WATERS, *land}) or ["none"])
            legs = [leg.id for leg in self.legs if leg.track == track]
            if not legs:
                continue
            regular = self._chance(0.6)
            found.append(
                Service(
                    id=f"ship{number}", name="ship", operator="nobody",
                    legs=tuple(self.rnd.sample(legs, self.rnd.randint(1, min(3, len(legs))))),
                    departures_per_week=figure(float(self.rnd.choice((1, 2, 3, 4, 6, 7))), 0.2) if regular else None,
                    leaves_when_full_wait_h=None if regular else self._hours(100),
                    speed_km_per_day=figure(float(self.rnd.choice((100, 200, 400))), 0.2) if self._chance(0.4) else None,
                    first=self.rnd.choice((None, None, BEFORE, AFTER)),
                    last=self.rnd.choice((None, None, AFTER, dt.date(2026, 3, 31))),
                )
            )  # fmt: skip
        return tuple(found)

    def _event(self, number: int) -> Event:
        effects = tuple(self._effect(self.rnd.choice(("suspended", "suspended", "restricted", None))) for _ in range(2))
        return Event(
            id=f"event{number}", title="something happened", kind="made up", start=BEFORE,
            end=self.rnd.choice((None, None, dt.date(2026, 3, 31))),
            effects=effects, sources=(SOURCE,), confidence="low",
        )  # fmt: skip

    def _effect(self, state: State | None) -> Effect:
        countries = tuple(self.rnd.sample(COUNTRIES, 1))
        kind = self.rnd.choice(("legs", "places", "passages", "countries", "transit", "borders"))
        return Effect(
            legs=tuple(self.rnd.sample([leg.id for leg in self.legs], 2)) if kind == "legs" else (),
            places=(self.rnd.choice(self.places).id,) if kind == "places" else (),
            passages=("gate0",) if kind == "passages" else (),
            countries=countries if kind in {"countries", "transit"} else (),
            borders=(self.rnd.choice(("AA-BB", "AA-CC", "BB-CC")),) if kind == "borders" else (),
            modes=self.rnd.choice(((), ("road",), ("rail", "sea"))),
            scope="transit" if kind == "transit" else "all",
            built=self._chance(0.7),
            state=state,
            time_factor=self.rnd.choice((None, 0.5, 1.25, 2.0)),
            cost_factor=self.rnd.choice((None, 0.5, 1.5)),
            delay_h=self._hours(30) if self._chance(0.2) else None,
            surcharge_usd=self._dollars(200) if self._chance(0.2) else None,
            end=self.rnd.choice((None, None, dt.date(2026, 3, 31))),
        )

    def _scenario(self) -> Scenario:
        return Scenario(
            id="what-if", title="what if", reasoning="made up",
            effects=(self._effect(self.rnd.choice(("open", "suspended", "restricted"))),),
            lifts=tuple(event.id for event in self.events[:1]) if self._chance(0.3) else (),
            sources=(SOURCE,),
        )  # fmt: skip

    def _permissions(self) -> tuple[Permission, ...]:
        if not self._chance(0.2):
            return ()
        one, other = self.rnd.sample(COUNTRIES, 2)
        return (
            Permission(
                side=self.rnd.choice(("either", "origin", "destination")), id="ban", title="a ban", goods_of=(one,), through=(other,),
                modes=self.rnd.choice(((), ("road",))),
                start=self.rnd.choice((BEFORE, AFTER)), end=self.rnd.choice((None, dt.date(2026, 3, 31), AFTER)),
                sources=(SOURCE,),
            ),
        )  # fmt: skip

    def _corridors(self) -> tuple[Corridor, ...]:
        some = self.rnd.sample([leg.id for leg in self.legs], min(3, len(self.legs)))
        return (Corridor(id="way", name="The Way", promoter="nobody", ways=(tuple(some),), sources=(SOURCE,)),)

    def network(self) -> Network:
        """All records, as a network."""
        handling = []
        for position, mode in enumerate(MODES):
            for other in MODES[position:]:
                kind: HandlingType = "gauge_change" if mode == other == "rail" else "quay"
                handling.append(
                    HandlingRate(
                        id=f"{mode}-{other}", type=kind, tracks=(mode, other),
                        time_h=self._hours(40), cost_usd=self._dollars(200),
                    )
                )  # fmt: skip
        handling += [
            HandlingRate(
                id=f"end-{mode}", type="transfer", tracks=(mode,), time_h=self._hours(20), cost_usd=self._dollars(90)
            )
            for mode in MODES
        ]
        borders = [
            BorderRate(mode=mode, countries=pair, dwell_h=self._hours(60), fee_usd=self._dollars(90))
            for mode in ("rail", "road")
            for pair in ((), ("BB", "AA"))
        ]
        factors = tuple(
            EmissionFactor(
                id=name, title=name, tank_to_wheel_kg_per_tkm=value, well_to_tank_kg_per_tkm=0.002, basis="assumed",
                source=SOURCE, year=2025,
            )
            for name, value in (("clean", 0.004), ("dirty", 0.08), ("electric", 0.0))
        )  # fmt: skip
        data = NetworkData(
            capacities=(),
            settings=settings(),
            nations=tuple(Nation(code=code, name=code) for code in (*COUNTRIES, "ZZ")),
            places=self.places,
            legs=self.legs,
            services=self.services,
            passages=self.passages,
            facilities=self.facilities,
            handling_rates=tuple(handling),
            run_rates=self.run_rates,
            wait_rates=tuple(WaitRate(mode=mode, time_h=self._hours(60)) for mode in MODES),
            border_rates=tuple(borders),
            emission_factors=factors,
            permissions=self.permissions,
            corridors=self._corridors(),
            events=self.events,
            scenarios=self.scenarios,
            published=(),
            rankings=(),
            price_levels=(),
            sources=sources(),
        )
        return Network(data, "random")

    def query(self, network: Network, kind: str) -> Query:
        """A question: ``plain``, ``via`` or ``corridor``."""
        rnd = self.rnd
        ends = [place.id for place in self.places if place.kind != "waypoint"]
        origin, destination = rnd.sample(ends, 2) if len(ends) > 1 else ("p0", "p1")
        inner = [place.id for place in self.places if place.id not in (origin, destination)]
        likely = [place for place in inner if len(self._tracks_at(place)) > 1] or inner
        via = (rnd.choice(likely),) if kind == "via" and likely else ()
        by: Objective = rnd.choice(
            ("generalised", "generalised", "generalised", "time", "cost", "distance", "emissions")
        )
        modes = frozenset(MODES)
        if rnd.random() < 0.12:
            modes -= {rnd.choice(MODES)}
        return Query(
            origin=origin,
            destination=destination,
            on=rnd.choice(DAYS),
            by=by,
            value_of_time_usd_per_day=float(rnd.choice((0, 24, 48, 120))),
            alternatives=rnd.randint(1, 6),
            via=via,
            avoid=self._avoid(network, inner, via) if rnd.random() < 0.25 else Avoid(),
            modes=modes,
            corridor="way" if kind == "corridor" else None,
            scenarios=("what-if",) if rnd.random() < 0.15 else (),
            include_planned=rnd.random() < 0.3,
            cargo=Cargo(teu=rnd.choice((1, 1, 1, 2, 3)), tonnes_per_teu=float(rnd.choice((10, 12, 24)))),
        )

    def _avoid(self, network: Network, inner: list[str], via: tuple[str, ...]) -> Avoid:
        kind = self.rnd.choice(("places", "countries", "modes", "passages", "legs", "corridors"))
        taken = {network.places[place].country for place in via}
        known: dict[str, list[str]] = {
            "places": [place for place in inner if place not in via],
            "countries": [country for country in COUNTRIES if country not in taken],
            "modes": list(MODES),
            "passages": ["gate0", "gate1"],
            "legs": [leg.id for leg in self.legs],
            "corridors": ["way"],
        }
        if not known[kind]:
            return Avoid()
        word = self.rnd.choice(known[kind])
        chosen = frozenset({word})
        return Avoid(
            places=chosen if kind == "places" else frozenset(),
            countries=chosen if kind == "countries" else frozenset(),
            modes=chosen if kind == "modes" else frozenset(),
            passages=chosen if kind == "passages" else frozenset(),
            legs=chosen if kind == "legs" else frozenset(),
            corridors=chosen if kind == "corridors" else frozenset(),
            words=(word,),
        )


def case(seed: int, kind: str = "plain") -> Case:
    """The network and the question of a seed."""
    maker = Maker(seed, 7, 11) if kind == "plain" else Maker(seed, 5, 6)
    network = maker.network()
    return Case(network, maker.query(network, kind))


def priced_case(seed: int) -> Case:
    """A case asked by generalised cost, which prices and times both move."""
    network, query = case(seed)
    return Case(network, msgspec.structs.replace(query, by="generalised", corridor=None))


def option_case(seed: int) -> Case:
    """A case with drawn options for what tells routes apart, how far they may stretch, and a backup."""
    made = case(seed, "via" if seed % 8 == 0 else "plain")
    rnd = Random(seed + 10**6)  # noqa: S311 - as above
    by: DifferBy = rnd.choice(("decisions", "weight", "weight", "km", "km"))
    query = msgspec.structs.replace(
        made.query,
        alternatives=rnd.randint(1, 8),
        differ_by=by,
        overlap=rnd.choice((0.0, 0.2, 0.3, 0.5, 0.5, 0.7, 0.8, 0.95, 0.99)),
        stretch=rnd.choice((None, None, 1.0, 1.1, 1.25, 1.5, 2.0, 4.0)),
        backup=True,
    )
    passages = tuple(
        msgspec.structs.replace(passage, kind=rnd.choice(("tunnel", "strait")))
        for passage in made.network.data.passages
    )
    return Case(Network(msgspec.structs.replace(made.network.data, passages=passages), "random"), query)
