"""What holds for every answer: sums, ranges, chains, repeatability, scaling."""

import datetime as dt
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corridors import Network
from corridors.errors import NoRouteError, UsageError
from corridors.itinerary import Cargo, HandlingStep, Itinerary, LegStep, Plan, Range
from corridors.model import BASES
from planner import ask, plan
from tests.random_networks import Case, case

SEEDS = st.integers(min_value=0, max_value=5000)
KINDS = st.sampled_from(["plain", "via", "corridor"])


def answered(made: Case) -> Plan:
    """The answer to a case; cases without one are passed over."""
    try:
        return plan(made.network, made.query)
    except NoRouteError:
        assume(False)  # noqa: FBT003 - hypothesis' own way to pass over an example
        raise


def ranges(item: Itinerary) -> Iterator[tuple[Range, list[Range]]]:
    """Each measure of an itinerary with those of its steps."""
    yield item.time_h, [step.time_h for step in item.steps]
    yield item.cost_usd, [step.cost_usd for step in item.steps]
    yield item.co2e_kg, [step.co2e_kg for step in item.steps]


@given(SEEDS, KINDS)
def test_totals_are_sums_and_ranges_hold(seed: int, kind: str) -> None:
    """Typical values are sums of the steps'; low, typical and high rise; no range is wider than the steps' extremes."""
    for item in answered(case(seed, kind)).itineraries:
        for total, parts in ranges(item):
            assert total.typical == pytest.approx(sum(part.typical for part in parts), abs=1e-6)
            for part in (total, *parts):
                assert 0 <= part.low <= part.typical <= part.high < float("inf")
            assert total.low >= sum(part.low for part in parts) - 1e-6
            assert total.high <= sum(part.high for part in parts) + 1e-6
        legs = [step for step in item.steps if isinstance(step, LegStep)]
        assert item.distance_km == pytest.approx(sum(leg.distance_km for leg in legs), abs=1e-6)
        assert item.weakest_basis == max((step.basis for step in item.steps), key=BASES.index)
        assert 0 <= item.estimated_share <= 1


@given(SEEDS, KINDS)
def test_places_chain(seed: int, kind: str) -> None:
    """Steps follow each other from FROM to TO; places, modes, countries and borders are those of the legs."""
    made = case(seed, kind)
    for item in answered(made).itineraries:
        here, track = made.query.origin, ""
        places, borders = [here], []
        for step in item.steps:
            if isinstance(step, HandlingStep):
                assert step.place == here
                if step.type not in ("border", "wait"):
                    assert not track or step.between[0] == track
                    track = step.between[-1]
            else:
                leg = made.network.legs[step.id]
                assert leg.track == track
                assert step.start == here
                assert {step.start, step.end} == {leg.start, leg.end}
                assert step.start == leg.start or not leg.oneway
                here = step.end
                places.append(here)
                if made.network.is_border(leg):
                    borders.append(f"{step.start}-{step.end}")
        assert here == made.query.destination
        assert item.places == tuple(places)
        assert item.borders == tuple(borders)
        assert set(places) <= made.network.places.keys()
        assert set(item.modes) == {step.mode for step in item.steps if isinstance(step, LegStep)}
        assert item.gauge_breaks == sum(
            isinstance(step, HandlingStep) and step.type == "gauge_change" for step in item.steps
        )
        assert set(made.query.via) <= set(places)


@given(SEEDS)
def test_borders_are_dwelt_at(seed: int) -> None:
    """Each border leg comes right after a border step at the post it leaves."""
    made = case(seed)
    for item in answered(made).itineraries:
        for before, step in zip((None, *item.steps), item.steps, strict=False):
            if isinstance(step, LegStep) and made.network.is_border(made.network.legs[step.id]):
                assert isinstance(before, HandlingStep)
                assert (before.type, before.place, before.between) == ("border", step.start, (step.end,))


@given(SEEDS, KINDS)
def test_ranks_labels_and_overlaps(seed: int, kind: str) -> None:
    """Ranks count from one, ids differ, the first is best, each label stands where it is true, overlaps are shares."""
    made = case(seed, kind)
    items = answered(made).itineraries
    assert [item.rank for item in items] == list(range(1, len(items) + 1))
    assert "best" in items[0].labels
    for label, measure in (("cheapest", "cost_usd"), ("fastest", "time_h"), ("least CO2e", "co2e_kg")):
        (bearer,) = [item for item in items if label in item.labels]
        assert getattr(bearer, measure).typical == min(getattr(item, measure).typical for item in items)
    for item in items:
        assert [overlap.rank for overlap in item.overlaps] == list(range(1, item.rank))
        for overlap in item.overlaps:
            assert 0 <= overlap.decisions <= 1
            assert 0 <= overlap.distance <= 1 + 1e-9
            assert 0 <= overlap.time <= 1 + 1e-9


@given(SEEDS, KINDS)
def test_answers_round_trip_and_repeat(seed: int, kind: str) -> None:
    """JSON decodes to the same plan, and the same question asked of a network built anew has the same bytes."""
    made = case(seed, kind)
    answer = answered(made)
    encoded = msgspec.json.encode(answer)
    assert msgspec.json.decode(encoded, type=Plan) == answer
    again = case(seed, kind)
    assert msgspec.json.encode(plan(again.network, again.query)) == encoded


@given(SEEDS)
def test_shipments_scale(seed: int) -> None:
    """Twice the tonnes is twice the emissions and nothing else; twice the TEU is twice the cost and the same time."""
    made = case(seed)
    network, query = made.network, made.query
    one = answered(made).itineraries
    cargo = query.cargo
    heavy = msgspec.structs.replace(query, cargo=Cargo(teu=cargo.teu, tonnes_per_teu=2 * cargo.tonnes_per_teu))
    many = msgspec.structs.replace(query, cargo=Cargo(teu=2 * cargo.teu, tonnes_per_teu=cargo.tonnes_per_teu))
    for light, twice in zip(one, plan(network, heavy).itineraries, strict=True):
        assert twice.places == light.places
        assert twice.co2e_kg.typical == pytest.approx(2 * light.co2e_kg.typical)
        assert (twice.time_h, twice.cost_usd) == (light.time_h, light.cost_usd)
    for few, twice in zip(one, plan(network, many).itineraries, strict=True):
        assert twice.places == few.places
        assert twice.cost_usd.typical == pytest.approx(2 * few.cost_usd.typical)
        assert twice.co2e_kg.typical == pytest.approx(2 * few.co2e_kg.typical)
        assert twice.time_h == few.time_h


@given(SEEDS)
def test_constraints_are_never_softened(seed: int) -> None:
    """No route uses a place, country, mode, passage, leg or corridor that is to be avoided, nor a mode not asked for."""
    made = case(seed)
    avoid, network = made.query.avoid, made.network
    banned = {leg for name in avoid.corridors for way in network.corridors[name].ways for leg in way} | avoid.legs
    ends = {made.query.origin, made.query.destination}
    for item in answered(made).itineraries:
        assert set(item.modes) <= made.query.modes - avoid.modes
        assert not set(item.places) & avoid.places
        for step in item.steps:
            if isinstance(step, LegStep):
                assert step.id not in banned
                assert not set(step.passages) & avoid.passages
        ports = [place for place in item.places if network.places[place].kind != "waypoint" and place not in ends]
        assert not {network.places[place].country for place in ports} & avoid.countries


@given(SEEDS)
def test_asking_for_more_keeps_what_was_there(seed: int) -> None:
    """More alternatives extend the list and change none of the better ones."""
    made = case(seed)
    few = answered(Case(made.network, msgspec.structs.replace(made.query, alternatives=1))).itineraries
    many = answered(Case(made.network, msgspec.structs.replace(made.query, alternatives=6))).itineraries
    assert many[0].id == few[0].id


@given(SEEDS)
def test_the_network_is_untouched(seed: int) -> None:
    """A query leaves all records as they were."""
    made = case(seed)
    before = msgspec.json.encode(made.network.data)
    answered(made)
    assert msgspec.json.encode(made.network.data) == before


@given(SEEDS)
def test_including_plans_never_makes_it_worse(seed: int) -> None:
    """With planned lines let in, the best route is at least as good."""
    made = case(seed)
    strict = msgspec.structs.replace(made.query, include_planned=False, by="generalised")
    wide = msgspec.structs.replace(strict, include_planned=True)
    best = answered(Case(made.network, strict)).itineraries[0].generalised_cost_usd
    assert plan(made.network, wide).itineraries[0].generalised_cost_usd <= best + 1e-6


@given(st.floats(allow_nan=True), st.floats(allow_nan=True), st.integers(), st.integers())
def test_ask_takes_sane_numbers_only(tiny_network: Network, value: float, tonnes: float, teu: int, most: int) -> None:
    """Whatever numbers are given, the question is sane or refused as a usage error."""
    try:
        query = ask(
            tiny_network, "alpha_city", "beta_city", value_of_time=value, tonnes=tonnes, teu=teu, alternatives=most
        )
    except UsageError:
        return
    assert 0 <= query.value_of_time_usd_per_day <= 1e6
    assert 0 <= query.cargo.tonnes_per_teu <= 30
    assert 1 <= query.cargo.teu <= 10_000
    assert 1 <= query.alternatives <= 50


@given(st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2060, 1, 1)))
def test_any_day_is_answered(tiny_network: Network, day: dt.date) -> None:
    """Every day has an answer on the small network, by road, by sea or by both; the day is echoed."""
    answer = plan(tiny_network, ask(tiny_network, "alpha_city", "beta_city", on=day))
    assert answer.query.on == day
    assert {mode for item in answer.itineraries for mode in item.modes} <= {"road", "rail", "sea"}
