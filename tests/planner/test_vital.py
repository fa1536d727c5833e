"""The worst losses and the smallest cuts of random graphs, against all subsets."""

from itertools import combinations
from random import Random

import pytest

from planner.search.digraph import Digraph
from planner.search.flow import narrowest
from planner.search.paths import shortest
from tests.planner.vital_trials import arc_flow, example, faults


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_the_most_vital_are_those_of_brute_force(start: int) -> None:
    """One, two and three elements that cost most, and the fewest that cut, are those that trying all subsets finds."""
    for seed in range(start, start + 50):
        assert not faults(example(seed)), f"seed {seed}"


def test_maximum_flow_is_minimum_cut() -> None:
    """With an element an arc, the fewest that cut are as many as ways apart and as the maximum flow of networkx."""
    for seed in range(100):
        assert len(set(arc_flow(seed))) == 1, f"seed {seed}"


@pytest.mark.parametrize("alone", [True, False])
def test_the_narrowest_cut_is_the_lightest_of_all_that_cut(*, alone: bool) -> None:
    """No set of elements that leaves no way can do with less than the cut, which leaves none; without one there is no bound.

    Where several arcs share an element the cut may let a little more through than the lightest, never less.
    """
    bounded = 0
    for seed in range(150):
        case, rnd = example(seed), Random(seed)  # noqa: S311 - repeatable, not secret
        needs = {number: (f"a{number}",) for _, _, _, number in case.links[:10]} if alone else case.needs
        pool = sorted({name for names in needs.values() for name in names})
        most = {name: rnd.randint(1, 9) for name in pool if rnd.random() < 0.8}
        source, target, _ = case.journeys[0]

        def cut_by(lost: frozenset[str]) -> bool:
            links = [link for link in case.links if lost.isdisjoint(needs.get(link[3], ()))]  # noqa: B023 - called at once
            return shortest(Digraph.of(case.size, links), source, target) is None  # noqa: B023 - as above

        cutting = [
            sum(most[name] for name in lost)
            for count in range(len(most) + 1)
            for lost in combinations(sorted(most), count)
            if cut_by(frozenset(lost))
        ]
        found = narrowest(
            [(tail, head, needs.get(number, ())) for tail, head, _, number in case.links], source, target, most
        )
        if found is None:
            assert alone is False or not cutting, seed
            continue
        value, cut = found
        assert cut_by(cut), seed
        assert value == sum(most[name] for name in cut)
        assert value == min(cutting) if alone else value >= min(cutting), seed
        bounded += 1
    assert bounded > 20
