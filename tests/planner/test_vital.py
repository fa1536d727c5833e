"""The worst losses and the smallest cuts of random graphs, against all subsets."""

import pytest

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
