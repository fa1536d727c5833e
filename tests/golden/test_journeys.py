"""Journeys that a person who knows the region will try, on the shipped network."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from corridors import Network, load
from corridors.errors import NoRouteError
from corridors.itinerary import Itinerary, LegStep, Plan
from planner.plan import plan
from planner.query import ask

ESTIMATES = {"modelled", "assumed"}


@pytest.fixture(scope="session")
def network() -> Network:
    """The shipped network."""
    return load()


Answer = Callable[..., Plan]


@pytest.fixture(scope="session")
def answer(network: Network) -> Answer:
    """Ask a question of the shipped network; answers are kept for all tests."""
    kept: dict[str, Plan] = {}

    def ask_once(origin: str, destination: str, **options: Any) -> Plan:
        key = repr((origin, destination, sorted(options.items())))
        if key not in kept:
            kept[key] = plan(network, ask(network, origin, destination, **options))
        return kept[key]

    return ask_once


def _countries(item: Itinerary) -> set[str]:
    return set(item.countries)


def _legs(item: Itinerary) -> Iterator[LegStep]:
    return (step for step in item.steps if isinstance(step, LegStep))


def _gauges(item: Itinerary) -> list[int]:
    found: list[int] = []
    for leg in _legs(item):
        if leg.gauge_mm is not None and found[-1:] != [leg.gauge_mm]:
            found.append(leg.gauge_mm)
    return found


def _passes(item: Itinerary, *places: str) -> bool:
    stops = list(item.places)
    return all(place in stops for place in places)


def _corridors(found: Plan) -> set[str]:
    return {item.corridors[0] for item in found.itineraries if item.corridors}


def test_st_petersburg_to_nhava_sheva_shows_the_three_branches_and_suez(answer: Answer) -> None:
    """INSTC western, trans-Caspian and eastern and the Suez way are all among six alternatives."""
    found = answer("St Petersburg", "Nhava Sheva", on="2025-11-30", alternatives=6)
    corridors = _corridors(found)
    assert {"instc-western", "instc-trans-caspian"} <= corridors
    assert corridors & {"instc-eastern", "instc-eastern-sarakhs"}
    assert corridors & {"suez-baltic", "suez-black-sea"}


def test_the_three_branches_and_suez_stand_beside_what_is_published(answer: Answer) -> None:
    """Some branch shows published days and some way shows published dollars, each beside our own for the same stretch."""
    found = answer("St Petersburg", "Nhava Sheva", on="2025-11-30", alternatives=6)
    metrics = {figure.metric for item in found.itineraries for figure in item.published}
    assert {"time_h", "cost_usd_per_teu"} <= metrics


def test_the_direct_sea_way_is_always_shown_as_the_baseline(answer: Answer) -> None:
    """One itinerary bears the label of the sea baseline even when one alternative is asked for."""
    for wanted in (1, 6):
        found = answer("St Petersburg", "Nhava Sheva", on="2025-11-30", alternatives=wanted)
        baselines = [item for item in found.itineraries if "sea baseline" in item.labels]
        assert len(baselines) == 1
        assert not baselines[0].borders


def test_no_alternative_repeats_more_than_half_of_a_better_ones_decisions(answer: Answer) -> None:
    """The overlap by decision points stays at or below one half for all but the baseline."""
    found = answer("St Petersburg", "Nhava Sheva", on="2025-11-30", alternatives=6)
    for item in found.itineraries[: found.query.alternatives]:
        assert all(overlap.decisions <= 0.5 for overlap in item.overlaps)


def test_termez_to_karachi_while_the_borders_are_open(answer: Answer) -> None:
    """On 1 September 2025 the ways by Torkham and by Chaman are both among the alternatives."""
    found = answer("Termez", "Karachi", on="2025-09-01", alternatives=7)
    assert any(_passes(item, "torkham", "torkham_pk") for item in found.itineraries)
    assert any(_passes(item, "spin_boldak", "chaman") for item in found.itineraries)
    assert "AF" in found.itineraries[0].countries


def test_termez_to_karachi_after_the_closure_crosses_no_pakistani_afghan_border(
    answer: Answer, network: Network
) -> None:
    """On 15 January 2026 no itinerary crosses between Afghanistan and Pakistan, and a warning says why."""
    found = answer("Termez", "Karachi", on="2026-01-15")
    for item in found.itineraries:
        for leg in _legs(item):
            assert {network.places[leg.start].country, network.places[leg.end].country} != {"AF", "PK"}
    assert any("af-pk-crossings-shut-2025" in warning and "2025-10-12" in warning for warning in found.warnings)


def test_the_trans_afghan_railway_in_2032_is_planned_and_undated(answer: Answer) -> None:
    """Kharlachi with one break of gauge 1520/1676, flagged as planned and undated, the road closure named, not binding."""
    found = answer(
        "Termez",
        "Karachi",
        on="2032-01-01",
        include=["planned"],
        corridor="trans-afghan-kharlachi",
        modes="rail",
    )
    best = found.itineraries[0]
    assert _passes(best, "hairatan", "maidan_shahr", "borki", "kharlachi")
    assert best.gauge_breaks == 1
    assert _gauges(best) == [1520, 1676]
    assert any("planned, without a date" in warning for warning in best.warnings)
    assert any("af-pk-crossings-shut-2025" in warning for warning in best.warnings)
    assert any("2026-07-31" in warning for warning in found.warnings)


def test_planned_lines_stay_out_unless_asked_for(answer: Answer) -> None:
    """The same question without planned lines is answered by none of them, or not at all."""
    with pytest.raises(NoRouteError):
        answer("Termez", "Karachi", on="2032-01-01", corridor="trans-afghan-kharlachi", modes="rail", avoid=["IR"])
    found = answer("Termez", "Karachi", on="2032-01-01")
    assert all(leg.status in {"open", "restricted"} for item in found.itineraries for leg in _legs(item))


def test_a_cut_corridor_is_no_reason_to_leave_it(answer: Answer) -> None:
    """While Iran is shut to transit the western branch has no way, and the error names the event; before, it has."""
    assert answer("Moscow", "Mumbai", on="2025-11-30", corridor="instc-western").itineraries[0].corridors[0] == (
        "instc-western"
    )
    with pytest.raises(NoRouteError) as error:
        answer("Moscow", "Mumbai", on="2026-03-10", corridor="instc-western")
    assert "iran-war-2026" in error.value.why
    with pytest.raises(NoRouteError, match="Termez") as error:
        answer("Termez", "Karachi", corridor="trans-afghan-kharlachi")
    assert "planned, no date" in error.value.why


def test_lahore_to_moscow_by_rail(answer: Answer) -> None:
    """Taftan, then 1676/1435 at Zahedan, Iran, 1435/1520; Lahore-Astrakhan is about 6,000 km, not 8,000."""
    best = answer("Lahore", "Moscow", on="2025-11-30", modes="rail").itineraries[0]
    assert _passes(best, "taftan", "mirjaveh", "zahedan")
    assert _gauges(best) == [1676, 1435, 1520]
    assert best.gauge_breaks == 2
    to_astrakhan = answer("Lahore", "Astrakhan", on="2025-11-30", modes="rail").itineraries[0]
    assert 5_500 <= to_astrakhan.distance_km <= 6_300


def test_herat_to_baku_has_the_caspian_way(answer: Answer) -> None:
    """Torghundi, Turkmenbashi and Alat are among the alternatives, and the best when Iran is avoided."""
    found = answer("Herat", "Baku", on="2025-11-30")
    assert any(_passes(item, "torghundi", "turkmenbashi", "alat_az") for item in found.itineraries)
    best = answer("Herat", "Baku", on="2025-11-30", avoid=["IR"]).itineraries[0]
    assert _passes(best, "torghundi", "turkmenbashi", "alat_az")
    assert "IR" not in best.countries


def test_almaty_to_poti_without_russia_is_the_middle_corridor(answer: Answer) -> None:
    """Aktau or Kuryk and Alat when Russia is avoided; and nothing of Russia in any itinerary."""
    assert answer("Almaty", "Poti", on="2025-11-30").itineraries
    found = answer("Almaty", "Poti", on="2025-11-30", avoid=["RU"])
    best = found.itineraries[0]
    assert _passes(best, "alat_az")
    assert _passes(best, "aktau") or _passes(best, "kuryk")
    assert all("RU" not in item.countries for item in found.itineraries)


def test_moscow_to_mumbai_without_iran(answer: Answer) -> None:
    """No Iran, and no Indian cargo through Pakistan: Suez or the Black Sea, or round the Cape."""
    found = answer("Moscow", "Mumbai", on="2025-11-30", avoid=["IR"])
    for item in found.itineraries:
        assert not _countries(item) & {"IR", "PK"}
    best = found.itineraries[0]
    assert any(point.startswith("passage:suez") for point in best.decisions) or "passage:bosporus" in best.decisions


def test_moscow_to_mumbai_after_traffic_through_iran_stopped(answer: Answer) -> None:
    """On 10 March 2026 the routes are others than in November, none through Iran, and a warning names the event."""
    before = answer("Moscow", "Mumbai", on="2025-11-30")
    found = answer("Moscow", "Mumbai", on="2026-03-10")
    assert any("IR" in item.countries for item in before.itineraries)
    assert all("IR" not in item.countries for item in found.itineraries)
    assert any("Iran" in warning and "2026-02-28" in warning for warning in found.warnings)


def test_tashkent_to_bandar_abbas_goes_by_the_turkmen_border(answer: Answer) -> None:
    """By Farap and Sarakhs, there and back."""
    there = answer("Tashkent", "Bandar Abbas", on="2025-11-30").itineraries[0]
    back = answer("Bandar Abbas", "Tashkent", on="2025-11-30").itineraries[0]
    for item in (there, back):
        assert _passes(item, "sarakhs")
        assert _countries(item) == {"UZ", "TM", "IR"}


def test_mashhad_to_istanbul_stays_in_iran_and_turkey(answer: Answer) -> None:
    """By Tabriz and one border, both ways, by rail or road."""
    for ends in (("Mashhad", "Istanbul"), ("Istanbul", "Mashhad")):
        item = answer(*ends, on="2025-11-30").itineraries[0]
        assert _countries(item) == {"IR", "TR"}
        assert len(item.borders) == 1


def test_mazar_to_novorossiysk_leaves_by_the_north(answer: Answer) -> None:
    """Through Uzbekistan or Turkmenistan, both ways."""
    for ends in (("Mazar-i-Sharif", "Novorossiysk"), ("Novorossiysk", "Mazar-i-Sharif")):
        item = answer(*ends, on="2025-11-30").itineraries[0]
        assert _countries(item) & {"UZ", "TM"}
        assert not _countries(item) & {"PK"}


GOLDEN = (
    ("St Petersburg", "Nhava Sheva", {"on": "2025-11-30", "alternatives": 6}),
    ("Termez", "Karachi", {"on": "2025-09-01"}),
    ("Termez", "Karachi", {"on": "2026-01-15"}),
    (
        "Termez",
        "Karachi",
        {"on": "2032-01-01", "include": ["planned"], "corridor": "trans-afghan-kharlachi", "modes": "rail"},
    ),
    ("Lahore", "Moscow", {"on": "2025-11-30", "modes": "rail"}),
    ("Lahore", "Astrakhan", {"on": "2025-11-30", "modes": "rail"}),
    ("Moscow", "Mumbai", {"on": "2025-11-30"}),
    ("Herat", "Baku", {"on": "2025-11-30"}),
    ("Herat", "Baku", {"on": "2025-11-30", "avoid": ["IR"]}),
    ("Almaty", "Poti", {"on": "2025-11-30"}),
    ("Almaty", "Poti", {"on": "2025-11-30", "avoid": ["RU"]}),
    ("Moscow", "Mumbai", {"on": "2025-11-30", "avoid": ["IR"]}),
    ("Moscow", "Mumbai", {"on": "2026-03-10"}),
    ("Tashkent", "Bandar Abbas", {"on": "2025-11-30"}),
    ("Bandar Abbas", "Tashkent", {"on": "2025-11-30"}),
    ("Mashhad", "Istanbul", {"on": "2025-11-30"}),
    ("Istanbul", "Mashhad", {"on": "2025-11-30"}),
    ("Mazar-i-Sharif", "Novorossiysk", {"on": "2025-11-30"}),
    ("Novorossiysk", "Mazar-i-Sharif", {"on": "2025-11-30"}),
)


@pytest.mark.parametrize(("origin", "destination", "options"), GOLDEN)
def test_every_leg_has_two_sources_or_says_that_it_is_an_estimate(
    answer: Answer, network: Network, origin: str, destination: str, options: dict[str, Any]
) -> None:
    """A length used by a known journey is witnessed twice, stands in the railways' tariff guide, or is an estimate."""
    for item in answer(origin, destination, **options).itineraries:
        for step in _legs(item):
            leg = network.legs[step.id]
            witnesses = set(leg.distance_km.sources) | {source for rival in leg.rivals for source in rival.sources}
            in_the_guide = any(network.sources[name].kind == "intergovernmental" for name in witnesses)
            assert leg.distance_km.basis in ESTIMATES or len(witnesses) > 1 or in_the_guide, leg.id


def test_a_place_that_no_leg_reaches_is_said_to_be_so(answer: Answer) -> None:
    """A mine that analysts name resolves, and the error says that nothing leads there yet."""
    with pytest.raises(NoRouteError) as error:
        answer("Hajigak", "Karachi")
    assert "no leg of the network reaches Hajigak" in error.value.why


def test_legs_sailed_with_a_recorded_line_name_it(answer: Answer, network: Network) -> None:
    """After the wait for a line every leg up to the port where the box leaves it names that line."""
    best = answer("Herat", "Baku", on="2025-11-30").itineraries[0]
    (ferry,) = (leg for leg in _legs(best) if leg.mode == "ferry")
    assert ferry.service is not None
    assert ferry.id in network.services[ferry.service].legs
