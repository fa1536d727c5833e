"""Many pairs add up, and bad ones are told at once."""

from pathlib import Path

import pytest

from corridors import Network
from corridors.errors import DataError
from planner.comparison import Stage, variants
from planner.pairs import Pair, over_pairs, read_pairs


def test_pairs_add_up(tiny_network: Network) -> None:
    """Totals are weighted sums over the pairs with a way everywhere; losers, winners and cut-off pairs are named."""
    staged = Stage(tiny_network, variants([], ["2026-05-10"], [], None))
    pairs = [
        Pair(origin="alpha_city", destination="beta_city", weight=2.0),
        Pair(origin="alpha_port", destination="beta_port"),
        Pair(origin="alpha_post", destination="beta_post"),
    ]
    found = over_pairs(staged, pairs, {"modes": "road,sea,rail"})
    base, shut = found.sums
    assert found.pairs == 3
    whole = [
        (pair, each)
        for pair, each in zip(pairs, found.comparisons, strict=True)
        if all(column.time_h for column in each.columns)
    ]
    assert found.counted == len(whole)
    for number, total in enumerate((base, shut)):
        costs = [(pair.weight, each.columns[number].cost_usd) for pair, each in whole]
        expected = sum(weight * cost.typical for weight, cost in costs if cost is not None)
        assert total.cost_usd == pytest.approx(expected)
    assert {move.origin.id for move in shut.losers} == {"alpha_city", "alpha_post"}
    assert len(shut.losers) + len(shut.winners) + shut.same + len(shut.cut_off) == 3


def test_bad_pairs_are_told_at_once(tiny_network: Network, tmp_path: Path) -> None:
    """Rows without a place or with a weight that is none come in one list with their lines; so do unknown places."""
    path = tmp_path / "pairs.csv"
    path.write_text("from,to,weight,colour\nalpha_city,,1,\nalpha_city,beta_city,-2,\nalpha_city,beta_city,1,red\n")
    with pytest.raises(DataError) as error:
        read_pairs(path)
    assert [problem.file.rpartition(":")[2] for problem in error.value.problems] == ["2", "3", "4"]
    staged = Stage(tiny_network, variants(["storm"], [], [], None))
    with pytest.raises(DataError) as error:
        over_pairs(staged, [Pair(origin="nowhere", destination="beta_city"), Pair(origin="x1", destination="x2")], {})
    assert len(error.value.problems) == 2
