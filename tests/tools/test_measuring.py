"""A measured length is trusted only where nothing speaks against it, and replaces only what it agrees with."""

import datetime as dt
from typing import Any

import pytest

from corridors.model import Figure, Leg, Place, Span
from corridors.units import great_circle_km
from tools.leg_ways import Measured, verdict
from tools.measure_lengths import GRADES, Accuracy, accuracy, chosen, figure, grade
from tools.track_graph import Hop, Way

POINTS = [(60.0 + i / 10, 40.0) for i in range(11)]
ACCURACY = Accuracy(67, 0.975, 0.994, 1.014, 0.009, 0.031, 0.93)


def place(name: str, lon: float, country: str = "XA") -> Place:
    """A place on the fortieth parallel."""
    return Place(id=name, name=name, country=country, lon=lon, lat=40.0, kind="station", position_basis="assumed")


def measured(km: float = 90.0, country: str = "XA", **changed: Any) -> Measured:
    """A leg of 90 km by estimate, and a way of so many km."""
    straight = great_circle_km(*POINTS[0], *POINTS[1])
    way = Way(
        length_km=km, points=POINTS, parts=[Hop(straight, km / 10)] * 10, beside_start=0.1, beside_end=0.1, access=0.0,
        longest_hop=straight, hops=km, gaps=0.0, shared_out=0.0,
    )  # fmt: skip
    leg = Leg(
        id="rail-a-b", start="a", end="b", mode="rail", gauge_mm=1520,
        distance_km=Figure(typical=90.0, basis="modelled", note="great circle times 1.06"),
        status=(Span(state="open", start=dt.date(2000, 1, 1)),),
    )  # fmt: skip
    return Measured(leg, place("a", 60.0, country), place("b", 61.0, country), way._replace(**changed), "aligned")


def told(found: Measured) -> tuple[str, ...]:
    """What speaks against a measured leg."""
    graded = grade(found, None)
    assert graded is not None
    return graded.faults


def test_a_clean_way_is_trustworthy() -> None:
    """Nothing speaks against it."""
    graded = grade(measured(), None)
    assert graded is not None
    assert (graded.grade, graded.faults) == (GRADES[0], ())


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"gaps": 3.0}, "gaps"),
        ({"beside_start": 3.5}, "end off the track"),
        ({"beside_start": 1.0, "beside_end": 1.0}, "ends off for its length"),
        ({"shared_out": 40.0}, "starts inside long edges"),
        ({"points": [*POINTS[:5], (60.2, 40.3), *POINTS[6:]]}, "reverses"),
        ({"km": 25.0}, "short"),
        ({"km": 130.0}, "roundabout"),
        ({"country": "CN"}, "a fast line beside"),
    ],
)
def test_each_fault_is_told(changed: dict[str, Any], fault: str) -> None:
    """What is known to go wrong takes the trust away, and is named."""
    assert fault in told(measured(**changed))


def test_no_way_has_no_grade() -> None:
    """What the graph does not know is not graded."""
    assert grade(measured()._replace(way=None), None) is None


def test_only_an_estimate_that_agrees_gives_way() -> None:
    """An estimate 3 % off is replaced, one 8 % off is not."""
    near, off = (grade(measured(km), None) for km in (92.5, 98.0))
    assert near is not None
    assert off is not None
    assert set(chosen([near])) == {"rail-a-b"}
    assert chosen([off]) == {}


def test_the_range_is_what_the_grade_is_off_by() -> None:
    """Measured lengths come out short by 2.5 % in one of ten: the high end is as much higher; the note names the estimate."""
    graded = grade(measured(92.5), None)
    assert graded is not None
    text = figure(graded, ACCURACY)
    assert text.startswith('{ typical = 92.5, low = 91.2, high = 94.9, basis = "measured"')
    assert "the earlier estimate of 90 km agrees within 3 %" in text


def test_accuracy_needs_published_lengths() -> None:
    """Too few of them tell nothing."""
    graded = grade(measured(), None)
    assert graded is not None
    assert accuracy([graded] * 9) is None


def test_the_verdict_tells_what_is_wrong() -> None:
    """A way of another length is another line; an estimate may be further off than a published length."""
    leg = measured().leg
    assert verdict(leg, None) == "no way"
    assert [verdict(leg, measured(km).way) for km in (90.0, 105.0, 115.0, 150.0)] == [
        "aligned",
        "loose",
        "loose",
        "length off",
    ]
