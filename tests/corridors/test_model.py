"""What a record may hold."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors import model
from corridors.model import Figure, Leg, Place, Service
from corridors.strict import convert

GOOD: dict[str, Any] = {"typical": 10, "low": 8, "high": 12, "basis": "assumed", "note": "made up"}
LEG: dict[str, Any] = {
    "id": "a-b", "from": "a", "to": "b", "mode": "road", "distance_km": GOOD, "status": [{"state": "open"}],
}  # fmt: skip
SERVICE: dict[str, Any] = {
    "id": "s", "name": "s", "operator": "o", "legs": ["a-b"], "departures_per_week": GOOD,
}  # fmt: skip
RECORDS = [
    kind
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, model.Record) and kind is not model.Record
]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"low": 11}, "must rise"),
        ({"high": 9}, "must rise"),
        ({"typical": -1, "low": None}, ">= 0"),
        ({"typical": float("nan")}, ">= 0"),
        ({"typical": float("inf"), "high": float("inf")}, "finite"),
        ({"high": float("inf")}, "finite"),
        ({"high": float("nan")}, ">= 0"),
        ({"basis": "published"}, "needs a source"),
        ({"basis": "measured"}, "needs a source"),
        ({"basis": "guessed"}, "Invalid enum"),
        ({"note": ""}, "needs a note"),
        ({"basis": "modelled", "note": ""}, "needs a note"),
        ({"as_of": "last year"}, "regex"),
        ({"typical": "10"}, "float"),
        ({"typical": True}, "float"),
        ({"unit": "km"}, "unknown field"),
        ({"sources": ["Not An Id"]}, "regex"),
    ],
)
def test_figures_nobody_vouches_for_are_refused(change: dict[str, Any], said: str) -> None:
    """A figure out of order, not finite, without source or note, or with an unknown key does not load."""
    with pytest.raises(msgspec.ValidationError, match=said):
        convert(GOOD | change, Figure)


def test_a_published_figure_needs_no_note() -> None:
    """A figure with a source loads, and without a range it is exact."""
    figure = convert({"typical": 3, "basis": "published", "sources": ["s"]}, Figure)
    assert (figure.floor, figure.typical, figure.ceiling) == (3, 3, 3)


@given(*[st.floats(min_value=0, allow_infinity=False, allow_nan=False)] * 3)
def test_a_range_holds_its_typical_value(low: float, typical: float, high: float) -> None:
    """A figure exists exactly if its low, typical and high rise in that order."""
    ordered = low <= typical <= high
    try:
        Figure(typical=typical, low=low, high=high, basis="assumed", note="n")
    except ValueError:
        assert not ordered
    else:
        assert ordered


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_record_is_frozen_and_closed(kind: type[model.Record]) -> None:
    """Every record type is frozen and refuses keys that it does not name."""
    config = kind.__struct_config__
    assert config.frozen
    assert config.forbid_unknown_fields
    with pytest.raises(TypeError):
        kind("positional")


def test_a_frozen_record_stays() -> None:
    """Setting a field of a record raises."""
    leg = convert(LEG, Leg)
    with pytest.raises(AttributeError):
        leg.mode = "rail"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"to": "a"}, "two different places"),
        ({"mode": "rail"}, "gauge_mm belongs"),
        ({"gauge_mm": 1520}, "gauge_mm belongs"),
        ({"mode": "rail", "gauge_mm": 1521}, "Invalid enum"),
        ({"mode": "air"}, "Invalid enum"),
        ({"status": []}, "length"),
        ({"status": [{"state": "shut"}]}, "Invalid enum"),
        ({"season": {"closed_from": "13-01", "closed_to": "02-01"}}, "regex"),
        ({"gauge": 1520}, "unknown field"),
        ({"id": "Bad Id"}, "regex"),
    ],
)
def test_legs_that_cannot_be_are_refused(change: dict[str, Any], said: str) -> None:
    """A leg to itself, a gauge where there is none, an unknown mode, state or key does not load."""
    with pytest.raises(msgspec.ValidationError, match=said):
        convert(LEG | change, Leg)


def test_a_track_is_mode_and_gauge() -> None:
    """A rail leg's track names its gauge, others are their mode."""
    assert convert(LEG, Leg).track == "road"
    assert convert(LEG | {"mode": "rail", "gauge_mm": 1676}, Leg).track == "rail-1676"


def test_a_service_has_one_way_of_leaving() -> None:
    """A service with both a headway and a wait until full, or with neither, does not load."""
    assert convert(SERVICE, Service).departures_per_week is not None
    for change in ({"leaves_when_full_wait_h": GOOD}, {"departures_per_week": None}):
        with pytest.raises(msgspec.ValidationError, match="one of the two"):
            convert(SERVICE | change, Service)


@pytest.mark.parametrize(
    "change",
    [
        {"lon": 181}, {"lat": -91}, {"lon": float("nan")}, {"country": "Iran"}, {"unlocode": "IRBN"}, {"kind": "town"},
        {"name": ""}, {"id": "Tehran"},
    ],
    ids=str,
)  # fmt: skip
def test_places_off_the_earth_are_refused(change: dict[str, Any]) -> None:
    """A place off the map, without an ISO country or of an unknown kind does not load."""
    place = {"id": "t", "name": "T", "country": "IR", "lon": 51, "lat": 35, "kind": "city", "position_basis": "assumed"}
    assert convert(place, Place).id == "t"
    with pytest.raises(msgspec.ValidationError):
        convert(place | change, Place)
