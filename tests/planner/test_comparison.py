"""Variants of a question stand side by side, each as the planner answers it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from corridors import Network
from corridors.edits import Scenario, Shift
from corridors.errors import DataError, UsageError
from corridors.scenarios import stage
from planner import ask, plan
from planner.comparison import AS_IT_IS, Stage, variants


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


def test_problems_of_all_variants_come_at_once(tiny_network: Network, tmp_path: Path) -> None:
    """Two broken files make one list."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text("[[scenario]]\n")
    words = [str(tmp_path / f"{name}.toml") for name in ("one", "two")]
    with pytest.raises(DataError) as error:
        Stage(tiny_network, variants(words, [], [], None))
    assert {Path(problem.file.rpartition(":")[0]).stem for problem in error.value.problems} == {"one", "two"}


def test_a_scenario_that_rebuilds_is_not_passed_over(tiny_network: Network) -> None:
    """A scenario that adds legs or shifts dates and was not laid over the network is refused, never half applied."""
    shift = Shift(leg="rail-gate", opens=dt.date(2026, 1, 1))
    late = Scenario(id="late", title="late", reasoning="made up", shifts=(shift,), sources=("made-up",))
    network = tiny_network.replaced("", scenarios=(*tiny_network.data.scenarios, late))
    with pytest.raises(UsageError, match="was not laid over this network"):
        ask(network, "alpha_city", "beta_city", scenario=["late"])
    staged, names = stage(network, ["late"])
    itinerary = plan(staged, ask(staged, "alpha_city", "beta_city", scenario=names, modes="rail")).itineraries[0]
    assert [warning for warning in itinerary.warnings if "taken as open from 2026-01-01" in warning]
