"""Fronts: whole, covered as they say, named as they are."""

from itertools import combinations, pairwise
from random import Random

import msgspec
import pytest

from corridors import Network
from corridors.itinerary import Front, Plan
from planner import ask, plan
from planner.search.cover import cover, excess
from planner.search.digraph import Digraph
from planner.search.fronts import Measured, front
from tests.planner.trials import NETWORKS, TOO_MANY, trial

BLOCK = 50


@pytest.mark.parametrize("first", range(0, NETWORKS, BLOCK))
def test_fronts_limits_and_blockers_equal_brute_force(first: int) -> None:
    """Limited routes, whole fronts and the fewest things in the way equal those of an enumeration of all walks."""
    for seed in range(first, min(first + BLOCK, NETWORKS)):
        try:
            trial(seed)
        except AssertionError as error:
            if TOO_MANY not in str(error):
                raise AssertionError(f"seed {seed}: {error}") from error


def test_trials_hold_what_matters() -> None:
    """The random cases have fronts of several routes, of two and of three criteria, limits that bar, blockers of many."""
    held = sum((trial(seed) for seed in range(150, 200)), start=trial(149))
    assert held["fronts of several"] > 2
    assert held["of 2"] > 5
    assert held["of 3"] > 2
    assert held["walks that a limit bars"] > 20
    assert held["blocked by 1"] > 2
    assert held["blocked by 2"] > 0


def paths_front(links: list[tuple[int, int, tuple[int, ...]]], size: int) -> set[tuple[int, ...]]:
    """The front of a small graph from vertex 0 to the last one, by enumeration."""
    out: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    for tail, head, takes in links:
        out.setdefault(tail, []).append((head, takes))
    found: set[tuple[int, ...]] = set()

    def go_on(vertex: int, seen: frozenset[int], taken: tuple[int, ...]) -> None:
        if vertex == size - 1:
            found.add(taken)
            return
        for head, takes in out.get(vertex, ()):
            if head not in seen:
                go_on(head, seen | {head}, tuple(map(sum, zip(taken, takes, strict=True))))

    go_on(0, frozenset({0}), (0,) * len(links[0][2]))
    return {
        one
        for one in found
        if not any(two != one and all(a <= b for a, b in zip(two, one, strict=True)) for two in found)
    }


@pytest.mark.parametrize("criteria", [2, 3])
def test_fronts_of_plain_graphs_equal_enumeration(criteria: int) -> None:
    """On 400 random graphs with ties, zeros and parallel arcs the front is that of all simple paths; each vector is its path's."""
    several = 0
    for seed in range(400):
        rnd = Random(seed)  # noqa: S311 - repeatable, not secret
        size = rnd.randint(2, 7)
        links = [
            (rnd.randrange(size), rnd.randrange(size), tuple(rnd.randint(0, 6) for _ in range(criteria)))
            for _ in range(rnd.randint(1, 18))
        ]
        graph = Digraph.of(size, ((tail, head, 0, number) for number, (tail, head, _) in enumerate(links)))
        amounts = [[takes[position] for _, _, takes in links] for position in range(criteria)]
        found = front(Measured.of(graph, amounts, size - 1), 0, size - 1, criteria=criteria)
        vectors = [each.vector for each in found]
        assert vectors == sorted(paths_front(links, size))
        several += len(vectors) > 1
        for vector, path in found:
            assert vector == tuple(sum(column[number] for number in path) for column in amounts)
    assert several > 60


@pytest.mark.parametrize("criteria", [2, 3])
def test_covers_are_the_closest(criteria: int) -> None:
    """No choice of as many vectors with the same ones always among them covers a front closer; fewer would not do."""
    for seed in range(60):
        rnd = Random(seed)  # noqa: S311 - repeatable, not secret
        drawn = {tuple(rnd.randint(1, 60) for _ in range(criteria)) for _ in range(40)}
        vectors = sorted(
            one
            for one in drawn
            if not any(two != one and all(a <= b for a, b in zip(two, one, strict=True)) for two in drawn)
        )
        if len(vectors) < 5:
            continue
        always = (0, len(vectors) - 1)
        answer = cover(vectors, always, 4)

        def reach(members: tuple[int, ...], vectors: list[tuple[int, ...]] = vectors) -> float:
            return max(min(excess(vectors[member], vector) for member in members) for vector in vectors)

        chosen = [
            (reach((*always, *more)), 2 + count)
            for count in range(3)
            for more in combinations(range(len(vectors)), count)
        ]
        assert answer.exact
        assert reach(answer.members) == answer.epsilon == min(epsilon for epsilon, _ in chosen)
        assert len(answer.members) <= min(count for epsilon, count in chosen if epsilon == answer.epsilon)


def asked(network: Network, **options: str) -> Plan:
    """An answer on the small network."""
    return plan(network, ask(network, "alpha_city", "beta_city", **options))  # type: ignore[arg-type]


def front_of(answer: Plan) -> Front:
    """The front of an answer that has one."""
    assert isinstance(answer.front, Front)
    return answer.front


def test_steps_say_what_is_given_and_gained(tiny_network: Network) -> None:
    """From one member to the next the differences are those of the vectors, split by their sign."""
    found = front_of(asked(tiny_network, pareto="time,emissions"))
    assert len(found.members) == found.size > 1
    assert found.epsilon == 0
    for step, (one, two) in zip(found.steps, pairwise(found.members), strict=True):
        for position, criterion in enumerate(found.criteria):
            gain = two.vector[position] - one.vector[position]
            assert step.pays.get(criterion, 0) - step.buys.get(criterion, 0) == pytest.approx(gain)
        assert step.pays
        assert step.buys


def test_members_are_named_and_ordered(tiny_network: Network) -> None:
    """The cheapest member stands first; cheapest and cleanest bear their names and are what these say; one is the knee."""
    found = front_of(asked(tiny_network, pareto="emissions,cost"))
    assert "cheapest" in found.members[0].names
    (cleanest,) = [member for member in found.members if "least CO2e" in member.names]
    assert cleanest.vector[0] == min(vector[0] for vector in found.vectors)
    assert sum("knee" in member.names for member in found.members) == 1
    costs = [member.vector[1] for member in found.members]
    assert costs == sorted(costs)


def test_plans_without_a_front_have_no_such_key(tiny_network: Network) -> None:
    """The key is there where it was asked for and nowhere else, and an answer with it reads back the same."""
    plain = msgspec.json.encode(asked(tiny_network))
    assert "front" not in msgspec.json.decode(plain)
    answer = asked(tiny_network, pareto="time,cost,emissions")
    assert msgspec.json.decode(msgspec.json.encode(answer), type=Plan) == answer
