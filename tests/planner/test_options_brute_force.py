"""Overlap, stretch, local optimality and backup against an enumeration of every simple way, on a thousand random networks.

``LANDBRIDGE_CASES=10000`` compares ten thousand.
"""

import os
from collections import Counter
from fractions import Fraction

import pytest

from corridors.errors import NoRouteError
from corridors.itinerary import Itinerary, LegStep, Plan
from planner.plan import plan
from tests.brute_force import MILLION, BruteForce, TooManyError, Walk
from tests.planner.test_brute_force import same
from tests.random_networks import Case, option_case

CASES = int(os.environ.get("LANDBRIDGE_CASES", "1000"))
BLOCK = 50
FIRST = 100_000
MOST_STEPS = 100_000
"""Networks with so many partial walks are passed over, and counted."""


def walk_of(item: Itinerary, walks: list[Walk], brute: BruteForce) -> list[Walk]:
    """The walks that an itinerary may be: the same steps, priced alike."""
    legs = tuple(step.id for step in item.steps if isinstance(step, LegStep))
    return [walk for walk in walks if walk.legs == legs and same(item, walk, brute)]


def compare(made: Case) -> Counter[str]:
    """Compare every option of the answer with all walks; returns what the case held."""
    brute = BruteForce(made.network, made.query)
    try:
        walks = brute.walks(MOST_STEPS)
    except TooManyError:
        return Counter({"too many walks": 1})
    held = Counter({"networks": 1, "walks": len(walks), made.query.differ_by: 1})
    try:
        answer = plan(made.network, made.query)
    except NoRouteError:
        assert not walks, "the planner finds nothing where there is a way"
        return held + Counter({"without a way": 1})
    left = walks
    shown: list[Walk] = []
    for item in answer.itineraries:
        found = walk_of(item, walks, brute)
        assert found, f"itinerary {item.rank} is no way of the network, or is priced wrongly"
        lightest = min((walk.weight for walk in left), default=None)
        walk = next((walk for walk in found if walk in left and walk.weight == lightest), None)
        if walk is None or len(shown) == made.query.alternatives:
            break
        shown.append(walk)
        left = [
            other
            for other in left
            if not brute.repeats_too_much(other, walk) and not brute.stretched_too_far(other, shown[0])
        ]
        held["routes"] += 1
    assert len(shown) == made.query.alternatives or not left, "the list ends too early"
    for item in answer.itineraries[len(shown) :]:
        assert {"sea baseline", "backup"} & set(item.labels), f"itinerary {item.rank} is not the best of what is left"
    check_ending(answer, brute, walks, shown, held)
    check_local_optimality(answer, brute, walks, shown, held)
    check_backup(answer, brute, walks, shown[0], held)
    return held


def check_ending(answer: Plan, brute: BruteForce, walks: list[Walk], shown: list[Walk], held: Counter[str]) -> None:
    """A list that is too short says so, and its bound holds for every walk that keeps apart from those shown."""
    ended = answer.exhausted
    assert (ended is None) == (len(shown) == brute.query.alternatives)
    if ended is None:
        return
    held["exhausted"] += 1
    assert (ended.shown, ended.asked) == (len(shown), brute.query.alternatives)
    apart = [walk.weight[1] for walk in walks if not any(brute.repeats_too_much(walk, better) for better in shown)]
    if ended.next_weighs_at_least is None:
        assert not apart, "there is a further way"
        assert set(ended.limits) <= set(range(1, len(shown) + 1))
        return
    held["bounded by stretch"] += 1
    bound = round(ended.next_weighs_at_least * MILLION)
    assert bound > Fraction(repr(brute.query.stretch)) * shown[0].weight[1]
    assert all(weight >= bound for weight in apart), "the bound is too high"


def check_local_optimality(
    answer: Plan, brute: BruteForce, walks: list[Walk], shown: list[Walk], held: Counter[str]
) -> None:
    """Each route says truly whether it is locally optimal."""
    for item in answer.itineraries:
        told = {brute.locally_optimal(walk, shown[0]) for walk in walk_of(item, walks, brute)}
        assert item.locally_optimal in told, f"itinerary {item.rank} is wrong about being locally optimal"
        assert item.locally_optimal == (not item.shortcut)
        held["not locally optimal"] += not item.locally_optimal


def check_backup(answer: Plan, brute: BruteForce, walks: list[Walk], first: Walk, held: Counter[str]) -> None:
    """The backup is the lightest walk that shares no border crossing, port or tunnel with the first."""
    backup = answer.backup
    assert backup is not None
    marks = brute.to_keep_clear_of(first)
    assert set(backup.clear_of) == marks
    clear = [walk.weight for walk in walks if marks and not walk.decisions & marks]
    assert (backup.rank is None) == (not clear)
    if backup.rank is None:
        held["no backup"] += bool(marks)
        assert not marks or backup.shares_at_least
        return
    held["backups"] += 1
    item = answer.itineraries[backup.rank - 1]
    assert "backup" in item.labels
    assert not set(item.decisions) & marks
    assert min(clear) in {walk.weight for walk in walk_of(item, walks, brute)}


@pytest.mark.parametrize("first", range(FIRST, FIRST + CASES, BLOCK))
def test_options_equal_brute_force(first: int) -> None:
    """Routes told apart by decisions, weight or km, stretch, local optimality and backup equal an enumeration of all ways."""
    held = Counter[str]()
    for seed in range(first, first + BLOCK):
        try:
            held += compare(option_case(seed))
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
    assert held["networks"] >= BLOCK - 5


def test_random_options_hold_what_matters() -> None:
    """The random cases have every way to differ, ends by overlap and by stretch, backups and none."""
    held = Counter[str]()
    for seed in range(200):
        held += compare(option_case(FIRST + seed))
    assert min(held[by] for by in ("decisions", "weight", "km")) > 20
    assert held["exhausted"] > 40
    assert held["bounded by stretch"] > 5
    assert held["backups"] > 10
    assert held["no backup"] > 10
    assert held["not locally optimal"] > 0
