"""Each check of the data finds what it is for, and only that."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from corridors import checks
from corridors.checks import CHECKS
from corridors.dataset import NetworkData
from corridors.loader import read_folder

Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def good(tiny_folder: Path) -> dict[str, Any]:
    """A data set without a fault, as plain values."""
    data, problems = read_folder(tiny_folder)
    assert problems == []
    plain: dict[str, Any] = msgspec.to_builtins(data)
    return plain


def by_id(data: dict[str, Any], kind: str, name: str) -> dict[str, Any]:
    """The record of a kind with an id."""
    found: dict[str, Any] = next(record for record in data[kind] if record["id"] == name)
    return found


def setting(kind: str, name: str, **changed: object) -> Change:
    """A change of fields of one record; a field named like a keyword ends in an underscore."""

    def change(data: dict[str, Any]) -> None:
        by_id(data, kind, name).update({field.rstrip("_"): value for field, value in changed.items()})

    return change


def facility(**changed: object) -> Change:
    """A change of the first facility."""
    return lambda data: data["facilities"][0].update(changed)


def twice(kind: str) -> Change:
    """A record that stands twice."""
    return lambda data: data[kind].append(data[kind][0])


def without(kind: str, **fields: object) -> Change:
    """All records of a kind but those with these values."""

    def change(data: dict[str, Any]) -> None:
        data[kind] = [r for r in data[kind] if any(r.get(field) != value for field, value in fields.items())]

    return change


def published(km: float, *sources: str) -> dict[str, Any]:
    """A published length."""
    return {"typical": km, "basis": "published", "sources": list(sources)}


CROSSING = {"dwell_h": {"typical": 1, "basis": "assumed", "note": "n"}}
ZERO: dict[str, Any] = {"typical": 0, "basis": "assumed", "note": "n"}
OPEN = {"state": "open"}
EFFECT = {"state": "suspended"}

BAD: list[tuple[str, Change, str]] = [
    ("unique_ids", twice("places"), "alpha_city"),
    ("unique_ids", twice("legs"), "road-alpha"),
    ("unique_ids", twice("nations"), "XA"),
    ("unique_ids", twice("sources"), "made-up"),
    ("known_sources", setting("legs", "road-alpha", distance_km=published(100, "nobody-knows")), "nobody-knows"),
    ("known_sources", setting("legs", "road-alpha", status=[{"state": "open", "sources": ["gone"]}]), "gone"),
    ("known_sources", setting("legs", "road-alpha", rivals=[{"value": 1, "sources": ["rumour"]}]), "rumour"),
    ("known_sources", setting("places", "beta_city", position_source="map"), "map"),
    ("known_sources", setting("emission_factors", "lorry", source="table"), "table"),
    ("known_sources", setting("published", "p1", source="paper"), "paper"),
    ("known_sources", facility(sources=["yard"]), "yard"),
    ("known_references", setting("places", "alpha_city", country="QQ"), "QQ"),
    ("known_references", setting("legs", "road-alpha", to="nowhere"), "nowhere"),
    ("known_references", setting("legs", "road-alpha", from_="nowhere"), "nowhere"),
    ("known_references", setting("legs", "road-alpha", passages=["tunnel"]), "tunnel"),
    ("known_references", setting("legs", "road-alpha", rate="dear"), "dear"),
    ("known_references", setting("services", "liner", legs=["sea-far"]), "sea-far"),
    ("known_references", setting("capacities", "narrows", of="tunnel"), "tunnel"),
    ("known_references", facility(place="nowhere"), "nowhere"),
    ("known_references", setting("run_rates", "road", emission_factor="camel"), "camel"),
    ("known_references", setting("run_rates", "road", electric_emission_factor="camel"), "camel"),
    ("known_references", setting("run_rates", "road", countries=["QQ"]), "QQ"),
    ("known_references", setting("corridors", "ring", ways=[["sea-far"]]), "sea-far"),
    ("known_references", setting("events", "gate-shut", places=["nowhere"]), "nowhere"),
    ("known_references", setting("events", "gate-shut", effects=[EFFECT | {"legs": ["sea-far"]}]), "sea-far"),
    ("known_references", setting("events", "gate-shut", effects=[EFFECT | {"places": ["nowhere"]}]), "nowhere"),
    ("known_references", setting("events", "gate-shut", effects=[EFFECT | {"passages": ["tunnel"]}]), "tunnel"),
    ("known_references", setting("scenarios", "storm", effects=[EFFECT | {"countries": ["QQ"]}]), "QQ"),
    ("known_references", setting("scenarios", "storm", lifts=["gate-open"]), "gate-open"),
    ("known_references", setting("scenarios", "storm", contradicts=["calm"]), "calm"),
    (
        "known_references",
        setting("scenarios", "storm", shifts=[{"leg": "rail-gat", "opens": "2027-01-01"}]),
        "rail-gat",
    ),
    ("reasoned_scenarios", setting("scenarios", "storm", reasoning=""), "reasoning"),
    ("reasoned_scenarios", setting("scenarios", "storm", sources=[]), "sources"),
    ("known_references", setting("published", "p1", origin="nowhere"), "nowhere"),
    ("known_references", setting("published", "p1", destination="nowhere"), "nowhere"),
    ("known_references", setting("published", "p1", corridors=["square"]), "square"),
    ("known_references", setting("permissions", "no-island-goods", goods_of=["QQ"]), "QQ"),
    ("known_references", setting("permissions", "no-island-goods", through=["QQ"]), "QQ"),
    ("border_is_two_posts", setting("legs", "road-gate", distance_km=published(400, "made-up")), "400.0"),
    ("border_is_two_posts", setting("legs", "road-alpha", forward=CROSSING), "road-alpha"),
    ("border_is_two_posts", setting("legs", "road-alpha", backward=CROSSING), "road-alpha"),
    ("border_is_two_posts", setting("legs", "road-alpha", to="mid_sea"), "mid_sea"),
    ("plausible_length", setting("legs", "road-alpha", distance_km=published(60, "made-up")), "60.0"),
    ("plausible_length", setting("legs", "road-alpha", distance_km=published(900, "made-up")), "900.0"),
    ("plausible_length", setting("legs", "sea-out", distance_km=published(1, "made-up")), "1.0"),
    ("unbroken_ways", setting("corridors", "ring", ways=[["rail-alpha", "sea-in"]]), "sea-in"),
    (
        "unbroken_ways",
        setting("corridors", "ring", ways=[["road-alpha", "rail-alpha", "rail-alpha-post"]]),
        "rail-alpha-post",
    ),
    ("unbroken_ways", setting("services", "liner", legs=["sea-out", "road-island"]), "road-island"),
    ("ordered_spans", setting("legs", "road-alpha", status=[OPEN, OPEN]), "open"),
    (
        "ordered_spans",
        setting("legs", "road-alpha", status=[OPEN | {"end": "2026-03-31"}, OPEN | {"start": "2026-03-31"}]),
        "open",
    ),
    (
        "ordered_spans",
        setting("legs", "road-alpha", status=[OPEN | {"start": "2026-03-31", "end": "2026-01-01"}]),
        "open",
    ),
    (
        "ordered_spans",
        setting("legs", "road-alpha", status=[OPEN, {"state": "suspended", "way": "backward", "start": "2026-01-01"}]),
        "suspended",
    ),
    ("usable_tracks", facility(tracks=["road", "river"]), "river"),
    ("usable_tracks", facility(tracks=["road", "rail-1435"]), "rail-1435"),
    ("complete_rates", without("run_rates", mode="sea"), "sea"),
    ("complete_rates", setting("run_rates", "sea", countries=["XA"]), "sea"),
    ("complete_rates", without("wait_rates", mode="rail"), "rail"),
    ("complete_rates", without("border_rates", mode="road"), "road"),
    ("complete_rates", without("handling_rates", id="sea"), "sea"),
    ("complete_rates", without("handling_rates", id="rail-sea"), "sea"),
    ("complete_rates", without("handling_rates", id="sea-sea"), "sea"),
    ("complete_rates", without("handling_rates", id="rail-rail"), "rail"),
    ("moving_rates", setting("run_rates", "road", speed_km_per_day=ZERO), "stands still"),
    ("moving_rates", setting("run_rates", "road", speed_km_per_day=ZERO | {"typical": 9, "low": 0}), "stands still"),
    ("moving_rates", setting("services", "liner", departures_per_week=ZERO), "never leaves"),
    ("reachable_places", without("legs", id="road-island"), "island_west"),
]


def told(data: dict[str, Any], name: str) -> list[str]:
    """What a check says of a data set."""
    check = next(check for check in CHECKS if check.__name__ == name)
    return [str(problem) for problem in check(msgspec.convert(data, NetworkData))]


def test_every_check_has_a_bad_case() -> None:
    """No check is without a data set that it must refuse."""
    assert {check.__name__ for check in CHECKS} == {name for name, _, _ in BAD}


@pytest.mark.parametrize("name", [check.__name__ for check in CHECKS])
def test_good_data_pass(good: dict[str, Any], name: str) -> None:
    """A data set without a fault passes each check."""
    assert told(good, name) == []


@pytest.mark.parametrize(
    ("name", "change", "said"), BAD, ids=[f"{name}-{number}" for number, (name, _, _) in enumerate(BAD)]
)
def test_bad_data_are_told(good: dict[str, Any], name: str, change: Change, said: str) -> None:
    """A fault of its kind is told by its check, with the value and a remedy; the summary holds it too."""
    bad = msgspec.json.decode(msgspec.json.encode(good))
    change(bad)
    lines = told(bad, name)
    assert any(said in line for line in lines), lines
    assert all("; " in line for line in lines)
    everything = [str(problem) for problem in checks.problems(msgspec.convert(bad, NetworkData))]
    assert set(lines) <= set(everything)
