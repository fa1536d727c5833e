"""Beliefs at which the answer changes, and that no chance stands without events or the words your belief."""

from fractions import Fraction
from pathlib import Path

import msgspec
import pytest

from corridors import Network
from corridors.network import load
from planner import ask, plan
from planner.threat.answer import Threat
from planner.threat.judgement import Judge, threat
from planner.threat.losses import weight_of
from planner.threat.own import read
from planner.threat.table import text
from tests import tiny

PAIRS = (("Tashkent", "Karachi"), ("Herat", "Baku"), ("Moscow", "Mumbai"))
INCIDENTS = """[[observation]]
id = "watched"
start = 2021-08-01
note = "made up for a test: five years"

[[incident_kind]]
id = "border_closure"
closes = ["border"]
note = "made up for a test"

[[incident_kind]]
id = "attack"
closes = ["leg", "border", "passage"]
note = "made up for a test"
"""
"""From 1 August 2021 to 31 July 2026: five years."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small data folder with a list of kinds and its years."""
    made = tiny.write(tmp_path_factory.mktemp("watched"))
    (made / "incidents.toml").write_text(INCIDENTS, encoding="utf-8")
    return made


@pytest.fixture(scope="module", params=PAIRS, ids="-".join)
def found(request: pytest.FixtureRequest, shipped: Network) -> Threat:
    """The threat to a journey over the shipped network."""
    return threat(shipped, ask(shipped, *request.param, alternatives=3))


def flat(words: str) -> str:
    """Words with one blank between them, however they were wrapped."""
    return " ".join(words.split())


def test_no_chance_without_events_or_your_belief(found: Threat, shipped: Network) -> None:
    """Each sentence with a per cent sign names events of the record, or says that it is your belief."""
    said = [exposure.says for way in found.ways for exposure in way.exposures] + [
        belief.says for belief in found.beliefs
    ]
    told = [words for words in map(flat, said) if "%" in words]
    assert told
    for words in told:
        assert "your belief" in words or any(event in words for event in shipped.events), words
    rest = flat(text(found, shipped))
    assert "%" in rest
    for words in sorted(map(flat, said), key=len, reverse=True):
        rest = rest.replace(words, "")
    assert "%" not in rest, rest
    for way in found.ways:
        for exposure in way.exposures:
            counted = [event for event in exposure.events if event.counted]
            assert (exposure.per_trip is not None) == bool(counted)
            assert all(event.id in exposure.says for event in counted)
            assert counted or "no closure on record" in exposure.says
    assert all("belief" in belief.says for belief in found.beliefs)


def test_events_outside_the_years_are_shown_and_not_counted(found: Threat) -> None:
    """Only closures that began in the stated years are counted."""
    for way in found.ways:
        for event in (event for exposure in way.exposures for event in exposure.events):
            assert event.counted == (found.observed_from <= event.start <= found.observed_to)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@pytest.mark.parametrize("delay_h", [None, 240.0])
def test_at_the_belief_the_two_ways_cost_the_same(
    shipped: Network, pair: tuple[str, str], delay_h: float | None
) -> None:
    """At the belief the expected cost of the best way equals that of the other, in whole numbers; below it is less."""
    judge = Judge(shipped, ask(shipped, *pair, alternatives=1), (), delay_h)
    seen = 0
    for exposure in judge.exposures(judge.plan.itineraries[0]):
        belief = judge.breakeven(exposure)
        if belief.your_belief is None:
            continue
        assert belief.closure_costs is not None
        other = judge.losses.way(judge._legs_of(exposure))
        assert other is not None
        more, closed = weight_of(other) - weight_of(judge.best), round(belief.closure_costs * 10**6)
        assert belief.your_belief == float(Fraction(more, closed))
        assert 0 < more < closed
        assert belief.next_way_costs == more / 10**6
        if delay_h is not None:
            assert closed == 10 * 40 * 10**6  # ten days at USD 40
        seen += 1
    assert seen


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_the_way_round_is_what_route_finds(shipped: Network, pair: tuple[str, str]) -> None:
    """What the way without a leg or a passage costs more is what ``route --avoid`` says, to the cent."""
    found = threat(shipped, ask(shipped, *pair, alternatives=1))
    best = plan(shipped, ask(shipped, *pair, alternatives=1)).itineraries[0].generalised_cost_usd
    beliefs = {belief.id: belief for belief in found.beliefs}
    asked = [exposure for exposure in found.ways[0].exposures if exposure.kind != "together"][::3]
    for exposure in asked:
        other = plan(shipped, ask(shipped, *pair, alternatives=1, avoid=[exposure.id])).itineraries[0]
        assert beliefs[exposure.id].next_way_costs == pytest.approx(other.generalised_cost_usd - best, abs=0.01)
    assert len(asked) > 2


def test_one_closure_in_five_years_on_the_small_network(folder: Path) -> None:
    """The gate shut once in five years; the road before it never; the sea way needs no belief in a closure of its own."""
    network = load(folder)
    found = threat(network, ask(network, "alpha_city", "beta_city"))
    rates = {exposure.id: exposure for exposure in found.ways[0].exposures}
    assert found.years == pytest.approx(5.0, abs=0.003)
    assert [event.id for event in rates["road-gate"].events] == ["gate-shut"]
    assert rates["road-gate"].kind == "border"
    assert rates["road-alpha"].yearly_rate == pytest.approx((0.0, 0.384), abs=1e-3)
    assert rates["road-alpha"].events == ()
    assert "no closure on record in 5.0 years: 0–0.38 closures a year" in rates["road-alpha"].says


def test_own_incidents_are_counted_and_named(folder: Path, tmp_path: Path) -> None:
    """Rows of the user's own file count beside the record, by place, leg or passage."""
    network = load(folder)
    file = tmp_path / "own.csv"
    file.write_text(
        "id,date,end,place,leg,passage,kind,source\n"
        "mine-1,2024-02-01,2024-02-03,,road-alpha,,attack,my desk\n"
        "mine-2,2024-03-01,,beta_post,,,attack,my desk\n",
        encoding="utf-8",
    )
    found = threat(network, ask(network, "alpha_city", "beta_city"), own=read(file, network))
    events = {exposure.id: [event.id for event in exposure.events] for exposure in found.ways[0].exposures}
    assert events["road-alpha"] == ["mine-1"]
    assert events["road-gate"] == ["mine-2", "gate-shut"]
    assert events["road-beta"] == ["mine-2"]
    assert found.own_incidents == 2
    again = msgspec.json.decode(msgspec.json.encode(found), type=Threat)
    assert again == found
