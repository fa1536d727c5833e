"""Variants of a question stand side by side, each as the planner answers it."""

from pathlib import Path
from typing import Any

import pytest

from corridors import Network
from corridors.errors import DataError, UsageError
from planner import ask, plan
from planner.comparison import AS_IT_IS, Pair, Stage, over_pairs, read_pairs, variants


def test_columns_are_what_the_planner_answers(tiny_network: Network) -> None:
    """The base comes first; each column has the planner's own numbers and the difference from the base."""
    staged = Stage(tiny_network, variants(["storm"], ["2026-05-10"], ["ring"], None))
    found = staged.ask("alpha_city", "beta_city", {})
    assert [column.label for column in found.columns] == [AS_IT_IS, "storm", "2026-05-10", "ring"]
    options: tuple[dict[str, Any], ...] = ({}, {"scenario": ["storm"]}, {"on": "2026-05-10"}, {"corridor": "ring"})
    base = plan(tiny_network, ask(tiny_network, "alpha_city", "beta_city")).itineraries[0]
    for column, option in zip(found.columns, options, strict=True):
        itinerary = plan(tiny_network, ask(tiny_network, "alpha_city", "beta_city", **option)).itineraries[0]
        assert (column.id, column.time_h, column.cost_usd) == (itinerary.id, itinerary.time_h, itinerary.cost_usd)
        assert sum(part.time_h for part in column.parts) == pytest.approx(itinerary.time_h.typical)
        assert sum(part.cost_usd for part in column.parts) == pytest.approx(itinerary.cost_usd.typical)
        if column.differs is not None:
            assert column.differs.time_h == pytest.approx(itinerary.time_h.typical - base.time_h.typical)
    assert found.columns[0].differs is None
    shut = found.columns[2].differs
    assert shut is not None
    assert shut.points_entered == ("port of Alpha Port", "The Narrows", "port of Beta Port")
    assert len(shut.points_left) == 1


def test_no_way_is_a_column_too(tiny_network: Network) -> None:
    """A variant without a way keeps its column and says what stands in the way."""
    staged = Stage(tiny_network, variants(["storm@2026-05-10"], [], [], None))
    column = staged.ask("alpha_city", "beta_city", {}).columns[1]
    assert column.time_h is None
    assert str(column.on) == "2026-05-10"
    assert "that stands in the way" in column.why_none


def test_another_base(tiny_network: Network) -> None:
    """``--base`` puts its column first; one that is not there is refused; ``today`` stands for the network as it is."""
    assert [each.label for each in variants(["a", "b"], [], [], "b")] == ["b", AS_IT_IS, "a"]
    assert [each.label for each in variants(["today", "b"], [], [], None)] == ["today", "b"]
    assert variants(["a+b@2030-01-01"], [], [], None)[1].scenarios == ("a", "b")
    with pytest.raises(UsageError, match="no column is called"):
        variants(["a"], [], [], "c")
    del tiny_network


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


def test_problems_of_all_variants_come_at_once(tiny_network: Network, tmp_path: Path) -> None:
    """Two broken files make one list."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text("[[scenario]]\n")
    words = [str(tmp_path / f"{name}.toml") for name in ("one", "two")]
    with pytest.raises(DataError) as error:
        Stage(tiny_network, variants(words, [], [], None))
    assert {Path(problem.file.rpartition(":")[0]).stem for problem in error.value.problems} == {"one", "two"}
