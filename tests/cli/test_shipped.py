"""A few questions to the network that is shipped."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("origin", "destination"),
    [
        ("St Petersburg", "Nhava Sheva"), ("Москва", "Bombay"), ("Tashkent", "بندرعباس"), ("Termez", "کراچی"),
        ("Lahore", "Moscow"), ("Herat", "Baku"), ("Almaty", "Poti"), ("Mashhad", "Istanbul"),
        ("Mazar-e-Sharif", "Novorossiysk"),
    ],
)  # fmt: skip
def test_journeys_of_the_field_are_answered(run: Run, origin: str, destination: str) -> None:
    """The journeys that the network is made for have an answer that keeps its sums."""
    ran = run("route", origin, destination, "--json")
    assert ran.code == 0, ran.err
    plan = json.loads(ran.out)
    assert plan["itineraries"]
    for item in plan["itineraries"]:
        for measure in ("time_h", "cost_usd", "co2e_kg"):
            total = sum(step[measure]["typical"] for step in item["steps"])
            assert item[measure]["typical"] == pytest.approx(total, abs=1e-6)
        assert item["places"][0] == plan["query"]["origin"]["id"]
        assert item["places"][-1] == plan["query"]["destination"]["id"]


def test_russia_is_avoided_or_nothing(run: Run) -> None:
    """``--avoid RU`` from Almaty to Poti leaves routes that never enter Russia."""
    plan = json.loads(run("route", "Almaty", "Poti", "--avoid", "RU", "--json").out)
    assert plan["itineraries"]
    assert all("RU" not in item["countries"] for item in plan["itineraries"])


def test_astara_is_refused_with_both(run: Run) -> None:
    """The two Astaras are told apart by the user, not by us."""
    ran = run("route", "Astara", "Moscow")
    assert (ran.code, ran.out) == (2, "")
    assert "astara_az or astara_ir" in ran.err or "astara_ir or astara_az" in ran.err


@pytest.mark.parametrize("name", ["turkmenbashi", "rail-yalama-absheron", "RUMOW", "Hormuz"])
def test_cards_are_shown(run: Run, name: str) -> None:
    """``show`` prints a card and its JSON for places, legs, UN/LOCODEs and names."""
    assert run("show", name).code == 0
    card = json.loads(run("show", name, "--json").out)
    assert card["schema"] == "landbridge/record/1"


@pytest.mark.parametrize(
    "kind",
    ["places", "legs", "corridors", "sources", "events", "scenarios", "services", "passages", "permissions", "countries",
     "published"],
)  # fmt: skip
def test_every_kind_is_listed(run: Run, kind: str) -> None:
    """``list`` prints a line a record, and as many in JSON."""
    lines = run("list", kind).out.splitlines()
    found = json.loads(run("list", kind, "--json").out)
    assert found["kind"] == kind
    assert len(found["records"]) == len(lines) > 0
