"""Trials of fronts, limits and blockers against brute force, one a seed, for the tests and for longer campaigns.

``python -m tests.planner.trials --networks 10000`` runs them all and prints what they held; ``LANDBRIDGE_NETWORKS`` sets how many
the tests run.
"""

import argparse
import os
import sys
from collections import Counter

import msgspec

from corridors.errors import NoRouteError
from corridors.itinerary import Front, HandlingStep, LegStep
from planner.journeys import Journey, Journeys
from planner.plan import plan
from planner.ways import Ways
from tests.brute_force import MILLION, Walk
from tests.constrained_brute_force import Constrained, Unhindered
from tests.constrained_networks import constrained, in_time, limited, weighing
from tests.planner.test_brute_force import compare_with, same
from tests.random_networks import Case
from tests.timed_brute_force import TimedBruteForce

NETWORKS = int(os.environ.get("LANDBRIDGE_NETWORKS", "2000"))
TOO_MANY = "too many walks"


def kind_of(seed: int) -> str:
    """One case in ten passes a place, one in ten follows a corridor."""
    return {8: "via", 9: "corridor"}.get(seed % 10, "plain")


def trial(seed: int) -> Counter[str]:
    """Everything about one network; returns what it held.

    Raises:
        AssertionError: where the planner and the brute force differ.
    """
    made = constrained(seed, kind_of(seed))
    brute = Constrained(made.network, made.query)
    walks = _allowed(brute, brute.walks())
    query = limited(made.query, walks, seed)
    brute.query = query
    within = brute.within(walks)
    held = Counter({"networks": 1, "walks": len(walks), "walks that a limit bars": len(walks) - len(within)})
    held += compare_with(Case(made.network, query), brute, within)
    held["networks"] -= 1
    held += compare_fronts(Case(made.network, weighing(query, seed)), within)
    if not within:
        held += compare_blockers(Case(made.network, query))
    return held


def _allowed(brute: Constrained, walks: list[Walk]) -> list[Walk]:
    if brute.query.corridor is None:
        return walks
    least = brute.least_off_corridor()
    return [walk for walk in walks if not brute.strays_too_far(walk, least)]


def compare_fronts(made: Case, walks: list[Walk]) -> Counter[str]:
    """The whole front is that of all walks; its members are walks that take what they say; they cover it as they say."""
    brute = Constrained(made.network, made.query)
    wanted = brute.front(walks)
    try:
        answer = plan(made.network, made.query)
    except NoRouteError:
        assert not wanted, "no front is found where there is one"
        return Counter()
    front = answer.front
    assert isinstance(front, Front)
    shown = [tuple(round(value * MILLION) for value in vector) for vector in front.vectors]
    assert shown == wanted, "the front is not that of all walks"
    for item, member in zip(answer.itineraries, front.members, strict=True):
        vector = tuple(round(value * MILLION) for value in member.vector)
        assert vector in wanted
        assert item.labels == member.names
        found = [walk for walk in walks if brute.vector(walk) == vector and same(item, walk, brute)]
        assert found, "a member is no way that takes what it says"
    reached = max(
        min(max(_above(a, b) for a, b in zip(member.vector, vector, strict=True)) for member in front.members)
        for vector in front.vectors
    )
    assert reached == front.epsilon, "the members do not cover the front as they say"
    return Counter(
        {"fronts": 1, "fronts of several": len(wanted) > 1, "vectors": len(wanted), f"of {len(front.criteria)}": 1}
    )


def _above(one: float, other: float) -> float:
    a, b = round(one * MILLION), round(other * MILLION)
    return 0.0 if a <= b else a / b - 1 if b else float("inf")


def compare_blockers(made: Case) -> Counter[str]:
    """The fewest things in the way are as few as those of any walk, and the way named is the lightest of these walks."""
    brute = Unhindered(made.network, made.query)
    try:
        walks = brute.walks()
    except AssertionError as error:
        if TOO_MANY in str(error):
            return Counter({"too many walks to look for blockers": 1})
        raise
    if made.query.corridor is not None:
        least = min((walk.weight[0] for walk in walks), default=0)
        walks = [walk for walk in walks if not brute.strays_too_far(walk, least)]
    blocked = Ways(made.network, made.query).fewest_blockers()
    if blocked is None:
        assert not walks, "nothing is said to help where something does"
        return Counter({"nothing helps": 1})
    fewest, weight = min((len(brute.blockers(walk)), walk.weight) for walk in walks)
    assert len(blocked.blockers) == fewest, f"{len(blocked.blockers)} things are named and {fewest} are enough"
    ways = Ways(made.network, made.query)
    arcs = [ways.graph.arc(number) for number in blocked.path]
    assert sum(arc.weight for arc in arcs) == weight[1], "the way that is named is not the lightest"
    return Counter({"blocked": 1, f"blocked by {min(fewest, 4)}": 1})


def trial_in_time(seed: int) -> Counter[str]:
    """The best journey in time and its alternatives weigh what the best of all walks with all waits weigh.

    Raises:
        AssertionError: where they do not.
    """
    made = in_time(seed, "via" if seed % 10 == 8 else "plain")
    brute = TimedBruteForce(made.network, made.query)
    plain = brute.days[0][1]
    left = [timed for timed in brute.journeys() if not set(plain.exceeded(timed.walk)) - {"time_h"}]
    try:
        found = Journeys(made.network, made.query).different
    except NoRouteError:
        found = []
    held = Counter({"in time": 1, "journeys": len(found), "no journey": not left})
    for journey in found:
        lightest = min((timed.weight for timed in left), default=None)
        weight = _weight(journey, made)
        assert weight == lightest, f"a journey weighs {weight} and the best of what is left {lightest}"
        legs = tuple(leg for arc in journey.arcs for leg in arc.legs)
        decisions = frozenset(mark for arc in journey.arcs for mark in arc.decisions)
        held["with a wait"] += any(
            isinstance(step, HandlingStep) and step.note.startswith("waits") for step in journey.steps
        )
        shown = next(t for t in left if t.weight == weight and t.walk.legs == legs and t.walk.decisions == decisions)
        left = [timed for timed in left if not plain.repeats_too_much(timed.walk, shown.walk)]
    assert len(found) == made.query.alternatives or not left, "the list ends too early"
    return held


def _weight(journey: Journey, made: Case) -> int:
    """What a journey weighs by its steps: in millionths of the objective."""
    query = made.query
    hours = sum(step.time_h.typical for step in journey.steps)
    dollars = sum(step.cost_usd.typical for step in journey.steps)
    value = {
        "time": hours,
        "cost": dollars,
        "generalised": dollars + hours * query.value_of_time_usd_per_day * query.cargo.teu / 24,
        "emissions": sum(step.co2e_kg.typical for step in journey.steps),
        "distance": sum(step.distance_km for step in journey.steps if isinstance(step, LegStep)),
    }[query.by]
    return round(value * MILLION)


def main() -> None:
    """Run a campaign and print what it held."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--networks", type=int, default=10_000)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--in-time", action="store_true", help="journeys that depart on a day, instead of all else")
    given = options.parse_args()
    held, failed = Counter[str](), []
    for seed in range(given.first, given.first + given.networks):
        try:
            held += trial_in_time(seed) if given.in_time else trial(seed)
        except AssertionError as error:
            if TOO_MANY in str(error):
                held["left out: too many walks"] += 1
                continue
            failed.append(seed)
            print(f"seed {seed}: {error}", file=sys.stderr)  # noqa: T201 - a script
    print(msgspec.json.format(msgspec.json.encode(dict(held))).decode())  # noqa: T201 - as above
    print(f"{given.networks} networks, {len(failed)} differences: {failed[:20]}")  # noqa: T201 - as above
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
