"""The records that are shipped."""

import datetime as dt

import pytest

from corridors import Network
from corridors.checks import CHECKS, Check
from corridors.contents import figures
from corridors.dataset import DATA_DIR
from corridors.edits import Scenario
from corridors.loader import read_folder
from corridors.model import BASES, Event
from planner.records import KINDS, card, find, records_of

LATEST = dt.date(2027, 1, 1)
A_FEW_KM = 5.0


def test_files_read_without_a_problem() -> None:
    """Every file of the shipped data reads, record by record."""
    assert [str(problem) for problem in read_folder(DATA_DIR)[1]] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_check_passes(shipped: Network, check: Check) -> None:
    """The shipped network passes each check."""
    assert [str(problem) for problem in check(shipped.data)] == []


def test_every_figure_says_how_it_is_known(shipped: Network) -> None:
    """Each figure has a basis, a rising range, and a source or a note."""
    found = 0
    for *where, figure in figures(shipped.data):
        found += 1
        assert figure.basis in BASES, where
        assert figure.floor <= figure.typical <= figure.ceiling, where
        assert figure.sources or figure.note, where
    assert found > 1000


def test_no_speed_or_frequency_is_zero(shipped: Network) -> None:
    """What is divided by is above zero at its low end too."""
    for rate in shipped.data.run_rates:
        assert rate.speed_km_per_day.floor > 0, rate.id
    for service in shipped.data.services:
        assert service.departures_per_week is None or service.departures_per_week.floor > 0, service.id


def test_estimates_have_a_range(shipped: Network) -> None:
    """A length of more than a few km that is assumed is given with its range."""
    for leg in shipped.data.legs:
        if leg.distance_km.basis == "assumed" and leg.distance_km.typical > A_FEW_KM:
            assert leg.distance_km.floor < leg.distance_km.ceiling, leg.id


def test_legs_have_length(shipped: Network) -> None:
    """Each leg is longer than nothing."""
    assert [leg.id for leg in shipped.data.legs if leg.distance_km.floor <= 0] == []


def test_sources_can_be_found(shipped: Network) -> None:
    """Each source has a url or says in its note where it is."""
    for source in shipped.data.sources:
        assert source.url or source.note, source.id
        assert not source.url or source.url.startswith(("https://", "http://")), source.id


def test_events_are_dated_in_order(shipped: Network) -> None:
    """No event or effect ends before it starts, and none starts in the far future."""
    for event in shipped.data.events:
        assert event.end is None or event.start <= event.end, event.id
        assert event.start < LATEST, event.id
        for effect in event.effects:
            start, end = effect.start or event.start, effect.end or event.end
            assert end is None or start <= end, event.id


def test_effects_bind_something(shipped: Network) -> None:
    """Each effect selects legs, names borders in the order of the alphabet, and does something to them."""
    records: list[Event | Scenario] = [*shipped.data.events, *shipped.data.scenarios]
    for record in records:
        for effect in record.effects:
            does = (
                effect.state,
                effect.time_factor,
                effect.cost_factor,
                effect.delay_h,
                effect.surcharge_usd,
                effect.check,
            )
            assert any(does), record.id
            for border in effect.borders:
                one, _, other = border.partition("-")
                assert one < other, f"{record.id}: {border} never matches"
            if effect.scope == "transit":
                assert effect.countries, record.id


def test_land_legs_join_their_tracks(shipped: Network) -> None:
    """No two legs of one track between the same two places are the same record twice."""
    seen: dict[tuple[str, ...], str] = {}
    for leg in shipped.data.legs:
        key = (*sorted((leg.start, leg.end)), leg.track, str(leg.distance_km.typical), str(leg.status), str(leg.oneway))
        assert key not in seen or leg.oneway, f"{leg.id} repeats {seen[key]}"
        seen[key] = leg.id


def test_an_id_of_two_kinds_is_shown_under_both(shipped: Network) -> None:
    """Where a strait is a place too, or a scenario opens a corridor of its name, each card names the other."""
    for kind in KINDS:
        for name, record in records_of(shipped, kind).items():
            others = {other for other in KINDS if other != kind and name in records_of(shipped, other)}
            assert others <= {"places", "passages"} or others <= {"corridors", "scenarios"}, name
            for other in others:
                assert f"landbridge show {other}/{name}" in card(shipped, kind, record)
                assert find(shipped, f"{other}/{name}") == (other, records_of(shipped, other)[name])
