"""A small made-up plan and network for tests: three itineraries, five modes, a planned leg, two changes of gauge.

Places are where they are; every figure is invented for the test and says so in its source.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from corridors.itinerary import (
    Cargo,
    EndPoint,
    HandlingStep,
    Itinerary,
    LegStep,
    Plan,
    Published,
    QueryEcho,
    Range,
    Step,
    SwitchingValue,
)
from corridors.model import (
    Corridor,
    Figure,
    HandlingType,
    Leg,
    Mode,
    Nation,
    Passage,
    Place,
    Service,
    Settings,
    Source,
    Span,
    State,
)
from corridors.units import great_circle_km

HOSTILE = (
    "{{7*7}}",
    "{% A",
    "<img src=x onerror=alert(1)>",
    "</script>",
    '"><svg onload=alert(1)>',
)
"""Texts that run, break or end something where they are not treated as text."""

_PLACES = """
st_petersburg RU 30.21 59.96 Saint Petersburg|moscow RU 37.62 55.75 Moscow|volgograd RU 44.51 48.71 Volgograd
astrakhan RU 48.03 46.35 Astrakhan|samur RU 48.53 41.83 Samur|yalama AZ 48.62 41.78 Yalama
absheron AZ 49.62 40.47 Absheron|astara_az AZ 48.87 38.46 Astara|astara_ir IR 48.86 38.42 Astara
rasht IR 49.62 37.25 Rasht|qazvin IR 50.00 36.27 Qazvin|tehran IR 51.42 35.69 Tehran
bandar_abbas IR 56.20 27.14 Bandar Abbas|nhava_sheva IN 72.95 18.95 Nhava Sheva|anzali IR 49.47 37.48 Anzali
novorossiysk RU 37.80 44.72 Novorossiysk
"""
_LEGS = """
rail st_petersburg moscow|rail moscow volgograd|rail volgograd astrakhan|rail astrakhan samur|rail samur yalama
rail yalama absheron|rail absheron astara_az|rail astara_az astara_ir|road astara_ir rasht|rail astara_ir rasht
rail rasht qazvin|rail qazvin tehran|rail tehran bandar_abbas|sea bandar_abbas nhava_sheva|ferry astrakhan anzali
road anzali qazvin|river volgograd novorossiysk|sea novorossiysk nhava_sheva
"""
_STANDARD_GAUGE = {"astara_ir", "rasht", "qazvin", "tehran", "bandar_abbas"}
_GULF = ((56.2, 27.14), (56.3, 26.6), (56.75, 26.5), (57.2, 25.2), (60.0, 23.5), (68.0, 20.0), (72.95, 18.95))
_SUEZ = (
    (37.8, 44.72), (34.0, 43.6), (29.3, 41.4), (29.0, 41.0), (27.5, 40.7), (26.2, 40.1), (25.0, 38.0), (27.0, 35.0), (32.3, 31.4),
    (32.55, 29.9), (34.5, 27.0), (38.5, 20.0), (42.6, 13.6), (43.3, 12.6), (46.0, 12.0), (52.0, 13.5), (65.0, 17.5), (72.95, 18.95),
)  # fmt: skip
SHAPES: Mapping[str, tuple[tuple[float, float], ...]] = {
    "sea-bandar_abbas-nhava_sheva": _GULF,
    "sea-novorossiysk-nhava_sheva": _SUEZ,
    "ferry-astrakhan-anzali": ((48.03, 46.35), (47.8, 45.6), (49.0, 44.0), (50.5, 41.0), (50.5, 39.0), (49.47, 37.48)),
}
SOURCE = "test-bureau-2026"


@dataclass(frozen=True, kw_only=True)
class StandIn:
    """The part of a network that a map reads."""

    places: Mapping[str, Place]
    legs: Mapping[str, Leg]
    sources: Mapping[str, Source]
    passages: Mapping[str, Passage]
    corridors: Mapping[str, Corridor]
    settings: Settings
    nations: Mapping[str, Nation] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)


def _records(table: str) -> list[str]:
    return [record for line in table.split("\n") for record in line.split("|") if record]


def _place(record: str) -> Place:
    key, country, lon, lat, name = record.split(" ", 4)
    return Place(
        id=key, name=name, country=country, lon=float(lon), lat=float(lat), kind="city",
        position_basis="assumed", position_note="for tests",
    )  # fmt: skip


def _leg(record: str, places: Mapping[str, Place]) -> Leg:
    mode, start, end = record.split(" ")
    a, b = places[start], places[end]
    state: State = "planned" if (mode, end) == ("rail", "rasht") else "open"
    return msgspec.convert(
        {
            "id": f"{mode}-{start}-{end}",
            "from": start,
            "to": end,
            "mode": mode,
            "gauge_mm": None if mode != "rail" else 1435 if {start, end} <= _STANDARD_GAUGE else 1520,
            "distance_km": Figure(
                typical=round(1.2 * great_circle_km(a.lon, a.lat, b.lon, b.lat)), basis="published", sources=(SOURCE,)
            ),
            "status": (Span(state=state),),
        },
        Leg,
    )


def network() -> StandIn:
    """The stand-in network."""
    places = {place.id: place for place in map(_place, _records(_PLACES))}
    legs = {leg.id: leg for leg in (_leg(record, places) for record in _records(_LEGS))}
    source = Source(
        id=SOURCE, producer="Test Bureau", title="Figures invented for tests", published="2026-01", kind="reference",
        url="https://example.org/figures?a=1&b=2", licence="none",
    )  # fmt: skip
    passages = {
        item.id: item
        for item in (
            Passage(id="hormuz", name="Strait of Hormuz", kind="strait", lon=56.5, lat=26.57),
            Passage(id="suez", name="Suez Canal", kind="canal", lon=32.35, lat=30.6),
            Passage(id="bosporus", name="Bosporus", kind="strait", lon=29.05, lat=41.1),
            Passage(id="bab_el_mandeb", name="Bab-el-Mandeb", kind="strait", lon=43.4, lat=12.6),
            Passage(id="volga_don_canal", name="Volga\N{EN DASH}Don Canal", kind="canal", lon=43.8, lat=48.6),
        )
    }
    corridor = Corridor(
        id="instc-west",
        name="INSTC, western branch",
        promoter="test",
        ways=(("rail-st_petersburg-moscow",),),
        sources=(SOURCE,),
    )
    settings = Settings(
        title="test network", version="2026.11", as_of=dt.date(2026, 11, 1), money_year=2025, licence="none",
        value_of_time_usd_per_day=Figure(typical=30, basis="assumed", note="for tests"), attribution="Figures: Test Bureau",
    )  # fmt: skip
    nations = {
        code: Nation(code=code, name=name)
        for code, name in (("RU", "Russia"), ("AZ", "Azerbaijan"), ("IR", "Iran"), ("IN", "India"))
    }
    return StandIn(
        places=places, legs=legs, sources={source.id: source}, passages=passages, corridors={corridor.id: corridor},
        settings=settings, nations=nations,
    )  # fmt: skip


def _spread(value: float) -> Range:
    return Range(low=0.8 * value, typical=value, high=1.4 * value)


_KM_PER_DAY: Mapping[Mode, float] = {"rail": 300, "road": 450, "sea": 550, "ferry": 400, "river": 200}
_USD_PER_KM: Mapping[Mode, float] = {"rail": 0.6, "road": 1.6, "sea": 0.15, "ferry": 0.4, "river": 0.3}


def _run(facts: StandIn, name: str, passages: tuple[str, ...] = ()) -> LegStep:
    leg = facts.legs[name]
    km = leg.distance_km.typical
    return LegStep(
        id=name, mode=leg.mode, gauge_mm=leg.gauge_mm, start=leg.start, end=leg.end, distance_km=km, status=leg.status[0].state,
        time_h=_spread(24 * km / _KM_PER_DAY[leg.mode]), cost_usd=_spread(km * _USD_PER_KM[leg.mode]), co2e_kg=_spread(km / 4),
        basis="published" if leg.mode == "rail" else "modelled", distance_basis="published", sources=(SOURCE,), passages=passages,
    )  # fmt: skip


def _handle(kind: HandlingType, place: str, hours: float, *between: str) -> HandlingStep:
    return HandlingStep(
        type=kind, place=place, time_h=_spread(hours), cost_usd=_spread(4 * hours), co2e_kg=_spread(1), basis="assumed",
        sources=(SOURCE,), between=between, note="invented for tests",
    )  # fmt: skip


def _sum(steps: tuple[Step, ...], measure: str) -> Range:
    ranges: list[Range] = [getattr(step, measure) for step in steps]
    return Range(*(sum(getattr(item, end) for item in ranges) for end in ("low", "typical", "high")))


def _itinerary(facts: StandIn, rank: int, labels: tuple[str, ...], steps: tuple[Step, ...]) -> Itinerary:
    runs = [step for step in steps if isinstance(step, LegStep)]
    places = (runs[0].start, *(step.end for step in runs))
    handled = [step for step in steps if isinstance(step, HandlingStep)]
    return Itinerary(
        rank=rank, id=f"test-{rank}", labels=labels, distance_km=sum(step.distance_km for step in runs),
        time_h=_sum(steps, "time_h"), cost_usd=_sum(steps, "cost_usd"), co2e_kg=_sum(steps, "co2e_kg"), generalised_cost_usd=1.0,
        modes=tuple(dict.fromkeys(step.mode for step in runs)),
        countries=tuple(dict.fromkeys(facts.places[place].country for place in places)), places=places,
        borders=tuple(step.place for step in handled if step.type == "border"),
        decisions=tuple(dict.fromkeys(
            [f"{'port' if step.type == 'quay' else 'border'}:{step.place}" for step in handled if step.type in {"border", "quay"}]
            + [f"passage:{name}" for step in runs for name in step.passages]
        )),
        gauge_breaks=sum(step.type == "gauge_change" for step in handled), weakest_basis="assumed", estimated_share=0.4,
        corridors=("instc-west",) if rank == 1 else (), overlaps=(),
        published=(Published(
            id="p1", metric="time_h", low=600, high=720, date="2025", nature="reported", source=SOURCE, conditions="invented",
            origin=places[0], destination=places[-1], ours=_sum(steps, "time_h"),
        ),),
        warnings=("Part of this way is planned, not open.",) if rank == 1 else (), steps=steps,
    )  # fmt: skip


def plan(facts: StandIn | None = None) -> Plan:
    """The stand-in plan: Saint Petersburg to Nhava Sheva by the planned Astara line, over the Caspian, and by Suez."""
    facts = facts or network()
    north = [_run(facts, f"rail-{leg}") for leg in ("st_petersburg-moscow", "moscow-volgograd", "volgograd-astrakhan")]
    south = (
        _run(facts, "rail-qazvin-tehran"), _run(facts, "rail-tehran-bandar_abbas"), _handle("quay", "bandar_abbas", 60, "rail-1435", "sea"),
        _run(facts, "sea-bandar_abbas-nhava_sheva", ("hormuz",)), _handle("quay", "nhava_sheva", 24, "sea", "road"),
    )  # fmt: skip
    west: tuple[Step, ...] = (
        _handle("wait", "st_petersburg", 20), *north, _run(facts, "rail-astrakhan-samur"), _handle("border", "samur", 12, "yalama"),
        _run(facts, "rail-samur-yalama"), _run(facts, "rail-yalama-absheron"), _run(facts, "rail-absheron-astara_az"),
        _handle("border", "astara_az", 18, "astara_ir"), _run(facts, "rail-astara_az-astara_ir"),
        _handle("gauge_change", "astara_ir", 16, "rail-1520", "rail-1435"), _run(facts, "rail-astara_ir-rasht"),
        _run(facts, "rail-rasht-qazvin"), *south,
    )  # fmt: skip
    caspian: tuple[Step, ...] = (
        *north, _handle("quay", "astrakhan", 30, "rail-1520", "ferry"), _run(facts, "ferry-astrakhan-anzali"),
        _handle("quay", "anzali", 30, "ferry", "road"), _run(facts, "road-anzali-qazvin"),
        _handle("transfer", "qazvin", 10, "road", "rail-1435"), *south,
    )  # fmt: skip
    deep: tuple[Step, ...] = (
        *north[:2], _handle("quay", "volgograd", 30, "rail-1520", "river"),
        _run(facts, "river-volgograd-novorossiysk", ("volga_don_canal",)), _handle("quay", "novorossiysk", 40, "river", "sea"),
        _run(facts, "sea-novorossiysk-nhava_sheva", ("bosporus", "suez", "bab_el_mandeb")), _handle("quay", "nhava_sheva", 24, "sea", "road"),
    )  # fmt: skip
    query = QueryEcho(
        origin=EndPoint("st_petersburg", "Saint Petersburg", "RU"), destination=EndPoint("nhava_sheva", "Nhava Sheva", "IN"),
        on=dt.date(2026, 11, 1), by="generalised", value_of_time_usd_per_day=30, alternatives=3, via=(), avoid=(),
        modes=("rail", "road", "sea", "ferry", "river"), corridor=None, scenario=None, include=("planned",), cargo=Cargo(),
    )  # fmt: skip
    return Plan(
        data_version="2026.11+0123456789ab", data_as_of=dt.date(2026, 11, 1), query=query,
        itineraries=(
            _itinerary(facts, 1, ("best",), west), _itinerary(facts, 2, ("fastest",), caspian), _itinerary(facts, 3, ("cheapest",), deep),
        ),
        gauge_weight=None, money_year=2025, dropped=(), warnings=("Rail Astara\N{EN DASH}Rasht is planned.",),
        method=("Ranges are 10th and 90th percentiles.",),
    )  # fmt: skip


def hostile(text: str) -> tuple[Plan, StandIn]:
    """The stand-in with ``text`` in every field of free text that a map may show."""
    facts, answer = network(), plan()
    replace = msgspec.structs.replace
    source = replace(facts.sources[SOURCE], producer=f"P {text}", title=f"T {text}", url=f"javascript:{text}")
    marred = StandIn(
        places={key: replace(place, name=f"{place.name} {text}") for key, place in facts.places.items()},
        legs=facts.legs,
        sources={SOURCE: source},
        passages={key: replace(passage, name=f"{passage.name} {text}") for key, passage in facts.passages.items()},
        corridors={key: replace(corridor, name=f"{corridor.name} {text}") for key, corridor in facts.corridors.items()},
        settings=replace(facts.settings, attribution=f"A {text}"),
        nations={key: replace(nation, name=f"{nation.name} {text}") for key, nation in facts.nations.items()},
    )
    query = replace(
        answer.query, origin=EndPoint("st_petersburg", f"O {text}", "RU"), destination=EndPoint("nhava_sheva", f"D {text}", "IN"),
        scenario=f"S {text}", avoid=(f"V {text}",),
    )  # fmt: skip
    itineraries = tuple(
        replace(
            item, labels=(f"L {text}",), warnings=(f"W {text}",), decisions=(*item.decisions, f"X {text}"),
            steps=tuple(
                replace(step, note=f"N {text}", **({"service": f"R {text}"} if isinstance(step, LegStep) else {"between": (text,)}))
                for step in item.steps
            ),
            published=tuple(replace(figure, conditions=f"C {text}", date=text, nature=text) for figure in item.published),
            switches=(SwitchingValue(
                parameter="wait:rail", label="wait", unit="h", now=2.0, low=1.0, high=3.0, value=2.5, side="above",
                relative=0.25, undecided=True, rank=None, way="", statement=f"Z {text}",
            ),),
        )
        for item in answer.itineraries
    )  # fmt: skip
    plan_marred = replace(
        answer, query=query, itineraries=itineraries, warnings=(f"G {text}",), method=(f"M {text}",), data_version=text
    )
    return plan_marred, marred
