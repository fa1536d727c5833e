"""The planner against an enumeration of every simple way, on two thousand random networks."""

from collections import Counter

import pytest

from corridors.errors import NoRouteError
from corridors.itinerary import HandlingStep, Itinerary, LegStep
from planner.plan import plan
from tests.brute_force import MILLION, BruteForce, TooManyError, Walk, exact
from tests.random_networks import Case, case

BLOCK = 50
PLAIN, VIA, CORRIDOR = 1600, 200, 200
BLOCKS = [
    *(("plain", first) for first in range(0, PLAIN, BLOCK)),
    *(("via", first) for first in range(10_000, 10_000 + VIA, BLOCK)),
    *(("corridor", first) for first in range(20_000, 20_000 + CORRIDOR, BLOCK)),
]


def signature(item: Itinerary) -> tuple[tuple[str, ...], ...]:
    """What happens on the way, as the brute force says it."""
    happens: list[tuple[str, ...]] = []
    for step in item.steps:
        if not isinstance(step, HandlingStep):
            happens.append(("leg", step.id, step.end))
        elif step.type in ("border", "wait"):
            happens.append((step.type, step.place, *step.between))
        else:
            happens.append(("handling", step.place, *step.between))
    return tuple(happens)


def millionths(number: float) -> int:
    """A number of the answer in whole millionths."""
    return round(number * MILLION)


def same(item: Itinerary, walk: Walk, brute: BruteForce) -> bool:
    """Whether an itinerary is this walk, to the millionth in every measure."""
    total = walk.total
    value = brute.query.value_of_time_usd_per_day * brute.query.cargo.teu
    shown = [
        item.time_h.typical,
        item.cost_usd.typical,
        item.co2e_kg.typical,
        item.distance_km,
        item.generalised_cost_usd,
    ]
    carbon = total.kg / 1000 * exact(brute.query.carbon_price_usd_per_tonne)
    generalised = total.dollars + total.hours * exact(value) / 24 + carbon
    wanted = [total.hours, total.dollars, total.kg, total.km, generalised]
    return (
        signature(item) == walk.happens
        and set(item.decisions) == walk.decisions
        and [millionths(number) for number in shown] == [number * MILLION for number in wanted]
    )


def compare(made: Case) -> Counter[str]:
    """Compare the answer to one case with all its walks; returns what the case held."""
    brute = BruteForce(made.network, made.query)
    walks = brute.walks()
    if made.query.corridor is not None:
        least = brute.least_off_corridor()
        walks = [walk for walk in walks if not brute.strays_too_far(walk, least)]
    return compare_with(made, brute, walks)


def compare_with(made: Case, brute: BruteForce, walks: list[Walk]) -> Counter[str]:
    """Compare the answer to one case with the walks that may answer it."""
    held = Counter({"networks": 1, "walks": len(walks)})
    try:
        items = list(plan(made.network, made.query).itineraries)
    except NoRouteError:
        assert not walks, "the planner finds nothing where there is a way"
        return held + Counter({"without a way": 1})
    left = walks
    first: Walk | None = None
    for rank, item in enumerate(items, start=1):
        assert item.rank == rank
        legs = tuple(step.id for step in item.steps if isinstance(step, LegStep))
        found = [walk for walk in walks if walk.legs == legs and same(item, walk, brute)]
        assert found, f"itinerary {rank} is no way of the network, or is priced wrongly"
        lightest = min((walk.weight for walk in left), default=None)
        shown = next((walk for walk in found if walk in left and walk.weight == lightest), None)
        if shown is None or rank > made.query.alternatives:
            voyages = [walk for walk in walks if brute.one_voyage(walk)]
            assert rank == len(items), f"itinerary {rank} is not the best of what is left"
            assert "sea baseline" in item.labels, f"itinerary {rank} is not the best of what is left"
            assert found[0] in voyages
            assert found[0].weight == min(walk.weight for walk in voyages)
            assert rank > made.query.alternatives or not left, "the list ends too early"
            return held + Counter({"baselines": 1})
        first = first or shown
        left = [
            walk
            for walk in left
            if not brute.repeats_too_much(walk, shown) and not brute.stretched_too_far(walk, first)
        ]
        held["routes"] += 1
        held["without decisions"] += not shown.decisions
        held["alternatives"] += rank > 1
    assert len(items) == made.query.alternatives or not left, "the list ends too early"
    return held


@pytest.mark.parametrize(("kind", "first"), BLOCKS)
def test_answers_equal_brute_force(kind: str, first: int) -> None:
    """Best route, alternatives, their order, their number and all their sums equal those of an enumeration of all ways."""
    too_large = 0
    for seed in range(first, first + BLOCK):
        try:
            compare(case(seed, kind))
        except TooManyError:
            too_large += 1
        except AssertionError as error:
            raise AssertionError(f"seed {seed} ({kind}): {error}") from error
    assert too_large <= 1, "nearly every network is compared"


def test_random_networks_hold_what_matters() -> None:
    """The random cases have alternatives, baselines, routes without decision points and journeys without a way."""
    held = Counter[str]()
    for seed in range(200):
        held += compare(case(seed))
    assert held["alternatives"] > 40
    assert held["baselines"] > 1
    assert held["without decisions"] > 10
    assert 20 < held["without a way"] < 100
