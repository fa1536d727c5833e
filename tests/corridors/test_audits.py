"""Each audit finds what it is for, and only that."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from corridors.audits import AUDITS
from corridors.dataset import NetworkData
from corridors.loader import read_folder

Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def good(tiny_folder: Path) -> dict[str, Any]:
    """A data set without a fault, as plain values."""
    data, problems = read_folder(tiny_folder)
    assert problems == []
    plain: dict[str, Any] = msgspec.to_builtins(data) | {"incident_kinds": []}
    return plain


def record(data: dict[str, Any], kind: str, name: str) -> dict[str, Any]:
    """A record by its id."""
    found: dict[str, Any] = next(each for each in data[kind] if each["id"] == name)
    return found


def setting(kind: str, name: str, **changed: object) -> Change:
    """A change of fields of one record."""
    return lambda data: record(data, kind, name).update(changed)


def added(kind: str, name: str, **changed: object) -> Change:
    """A copy of a record with some fields changed."""
    return lambda data: data[kind].append(record(data, kind, name) | changed)


def moved_to_georgia(data: dict[str, Any]) -> None:
    """A place that says it lies in Georgia and stands in the Caspian steppe."""
    data["nations"].append({"code": "GE", "name": "Georgia"})
    record(data, "places", "alpha_city").update(country="GE")


def one_rate(data: dict[str, Any], **changed: object) -> None:
    """A change of the speed of the first run rate."""
    data["run_rates"][0]["speed_km_per_day"].update(changed)


def replaced(data: dict[str, Any]) -> None:
    """A published length whose only source has a successor."""
    data["sources"].append(data["sources"][0] | {"id": "newer"})
    data["sources"].append(data["sources"][0] | {"id": "older", "superseded_by": "newer"})
    record(data, "legs", "road-alpha")["distance_km"].update(basis="published", sources=["older"])
    record(data, "legs", "road-beta")["distance_km"].update(sources=["newer", "older"])


CASES: list[tuple[str, Change, str]] = [
    ("complete_sources", setting("sources", "made-up", note=""), "made-up.url: is missing"),
    ("cited", added("sources", "made-up", id="never-read"), "never-read: nothing cites it"),
    ("current_sources", replaced, "legs: road-alpha.distance_km = older: was replaced by newer"),
    ("current_sources", added("sources", "made-up", id="older", superseded_by="nobody"), "no such source"),
    ("dated_money", lambda data: data["run_rates"][0]["cost_usd_per_teu_km"].update(as_of=""), "names no year"),
    ("dated_money", lambda data: data["border_rates"][0]["fee_usd"].update(as_of="2019-05"), "2019: is a year without"),
    ("dated_money", lambda data: data["price_levels"].pop(), "year = 2025: has no level"),
    ("plausible_figures", lambda data: one_rate(data, typical=4800.0, high=9600.0), "is outside 120-1100 for road"),
    ("plausible_figures", setting("legs", "road-alpha", time_h={
        "typical": 1.0, "basis": "assumed", "note": "a slip"}), "makes 2400 km a day"),
    ("plausible_figures", lambda data: data["border_rates"][0]["dwell_h"].update(high=5000.0), "is longer than 1080 h"),
    ("plausible_figures", lambda data: data["border_rates"][0]["fee_usd"].update(high=50000.0), "is more than USD 3000"),
    ("single_legs", added("legs", "road-alpha", id="road-again"), "road-again: is road-alpha again"),
    ("single_places", added("places", "alpha_city", id="alpha_again", lon=50.001), "stands where"),
    ("inside_their_country", moved_to_georgia, "outside that country"),
    ("corridors_on_their_date", setting("legs", "rail-beta", status=[
        {"state": "open", "end": "2020-01-01"}]), "rail-beta: is not in use on 2026-07-31"),
    ("corridors_can_be_handled", lambda data: data["facilities"].pop(1),
     "no facility at alpha_port joins rail-1520 and sea"),
    ("judged_kinds", lambda data: data["incident_kinds"].append({"id": "attack", "note": "made up"}),
     "gate-shut.kind = border_closure: stands not in incidents.toml"),
]  # fmt: skip


def told(data: dict[str, Any], name: str) -> list[str]:
    """What an audit says of a data set."""
    audit = next(each for each in AUDITS if each.__name__ == name)
    return [str(problem) for problem in audit(msgspec.convert(data, NetworkData))]


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.__name__)
def test_good_data_pass(good: dict[str, Any], audit: Any) -> None:
    """The data set without a fault passes each audit."""
    assert told(good, audit.__name__) == []


@pytest.mark.parametrize(("name", "change", "said"), CASES, ids=[f"{name}-{said[:20]}" for name, _, said in CASES])
def test_a_fault_is_found(good: dict[str, Any], name: str, change: Change, said: str) -> None:
    """One fault in good data is told with its record, its rule and a remedy."""
    bad = msgspec.json.decode(msgspec.json.encode(good))
    change(bad)
    lines = told(bad, name)
    assert any(said in line for line in lines), lines
    assert all("; " in line for line in lines)


def test_every_audit_is_shown_failing() -> None:
    """Each audit has a case above."""
    assert {audit.__name__ for audit in AUDITS} == {name for name, _, _ in CASES}


def test_a_corridor_may_name_its_day(good: dict[str, Any]) -> None:
    """A corridor that is closed today is held against the day it was open on."""
    bad = msgspec.json.decode(msgspec.json.encode(good))
    record(bad, "legs", "rail-beta")["status"] = [{"state": "open", "end": "2020-01-01"}]
    record(bad, "corridors", "ring")["on"] = "2019-01-01"
    assert told(bad, "corridors_on_their_date") == []
