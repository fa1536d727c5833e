"""The page's data says what the plan says."""

from typing import Any

import msgspec
import pytest

from corridors.itinerary import LegStep, Plan
from maps import features, names
from tests.maps.standin import SHAPES, StandIn


@pytest.fixture
def data(plan: Plan, facts: StandIn) -> dict[str, Any]:
    return features.collect(plan, facts, SHAPES, shape_credits=("Shapes: OpenStreetMap contributors",))


def test_every_itinerary_keeps_its_rank_and_all_its_steps_in_order(data: dict[str, Any], plan: Plan) -> None:
    assert [item["rank"] for item in data["itineraries"]] == [item.rank for item in plan.itineraries]
    for shown, item in zip(data["itineraries"], plan.itineraries, strict=True):
        assert [step["kind"] for step in shown["steps"]] == [
            "leg" if isinstance(step, LegStep) else "handling" for step in item.steps
        ]


def test_a_leg_without_a_shape_is_straight_and_says_so(data: dict[str, Any], facts: StandIn) -> None:
    moscow = facts.places["moscow"]
    leg = data["legs"]["rail-st_petersburg-moscow"]
    assert leg["schematic"]
    assert leg["line"][-1] == (moscow.lon, moscow.lat)
    assert not data["legs"]["sea-bandar_abbas-nhava_sheva"]["schematic"]


def test_a_leg_under_way_to_being_built_is_marked_planned(data: dict[str, Any]) -> None:
    planned = [step["leg"] for step in data["itineraries"][0]["steps"] if step.get("planned")]
    assert planned == ["rail-astara_ir-rasht"]


def test_marks_show_ends_borders_gauge_breaks_ports_and_passages(data: dict[str, Any]) -> None:
    found = [(mark["symbol"], mark["name"]) for mark in data["itineraries"][0]["marks"]]
    assert found == [
        ("origin", "Saint Petersburg"),
        ("destination", "Nhava Sheva"),
        ("gauge", "Astara"),
        ("handling", "Bandar Abbas"),
        ("passage", "Strait of Hormuz"),
        ("border", "Samur / Yalama"),
        ("border", "Astara AZ / IR"),
    ]


def test_decision_points_are_named_and_the_ends_left_out(data: dict[str, Any]) -> None:
    assert data["itineraries"][1]["via"] == ["Astrakhan", "Anzali", "Bandar Abbas", "Strait of Hormuz"]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("border:samur-yalama", "Samur / Yalama"),
        ("border:astara_az-astara_ir", "Astara AZ / IR"),
        ("rail-samur-yalama", "Samur / Yalama"),
        ("port:anzali", "Anzali"),
        ("passage:hormuz", "Strait of Hormuz"),
        ("instc-west", "INSTC, western branch"),
        ("somewhere else: unknown", "somewhere else: unknown"),
    ],
)
def test_every_kind_of_id_finds_its_name(facts: StandIn, key: str, name: str) -> None:
    assert names.of_any(facts, key) == name


def test_places_and_sources_that_the_network_does_not_know_do_not_stop_the_map(plan: Plan, facts: StandIn) -> None:
    bare = StandIn(places={}, legs={}, sources={}, passages={}, corridors={}, settings=facts.settings)
    data: dict[str, Any] = features.collect(plan, bare, {})
    assert data["itineraries"][0]["marks"] == []
    assert data["legs"]["rail-st_petersburg-moscow"]["line"] == []


def test_a_plan_without_an_itinerary_has_a_page(plan: Plan, facts: StandIn) -> None:
    empty = msgspec.structs.replace(plan, itineraries=())
    data: dict[str, Any] = features.collect(empty, facts, {})
    assert data["itineraries"] == []
    assert data["title"] == "Saint Petersburg \N{RIGHTWARDS ARROW} Nhava Sheva"


def test_thinning_keeps_both_ends() -> None:
    line = [(10 + index * 0.0005, 50.0) for index in range(101)]
    thin = features.thinned(line)
    assert (thin[0], thin[-1]) == ((10.0, 50.0), (10.05, 50.0))
    assert len(thin) < len(line) / 5


def test_the_credits_name_the_data_the_shapes_and_the_ground(data: dict[str, Any]) -> None:
    lines = " ".join(data["credits"])
    assert all(word in lines for word in ("Test Bureau", "Natural Earth", "OpenStreetMap", "no opinion"))
