"""Scenarios, comparisons and timelines on the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.corridors.test_scenarios import BROKEN, BYPASS

PAIR = ("alpha_city", "beta_city")


@pytest.fixture
def bypass(tmp_path: Path) -> str:
    """The file of a user's own scenario."""
    path = tmp_path / "mine.toml"
    path.write_text(BYPASS)
    return str(path)


def test_a_file_is_a_scenario(tiny_run: Run, bypass: str) -> None:
    """``route``, ``compare`` and ``timeline`` take the file of a scenario, whose places can be asked for."""
    ran = tiny_run("route", "Gamma City", "beta_city", "--scenario", bypass, "--json")
    assert ran.code == 0
    plan = json.loads(ran.out)
    assert plan["query"]["scenario"] == "bypass"
    assert plan["data_version"].endswith("+bypass")
    assert "road-gamma-post" in {step.get("id") for step in plan["itineraries"][0]["steps"]}
    assert tiny_run("route", "Gamma City", "beta_city").code == 2
    assert tiny_run("timeline", "gamma_city", "beta_city", "--scenario", bypass).code == 0
    assert tiny_run("compare", *PAIR, "--scenario", bypass).code == 0
    assert "gamma_city" in tiny_run("matrix", "gamma_city", "beta_city", "--scenario", bypass).out


def test_a_file_has_no_certificate(tiny_run: Run, bypass: str, tmp_path: Path) -> None:
    """A certificate is checked against the data folder: a scenario that is not in it gets none, and nothing is written."""
    target = tmp_path / "proof.json"
    ran = tiny_run("route", *PAIR, "--scenario", bypass, "--certificate", str(target))
    assert (ran.code, ran.out) == (2, "")
    assert "has no certificate" in ran.err
    assert not target.exists()


@pytest.mark.parametrize("words", [("route",), ("compare",), ("timeline",)])
def test_a_broken_file_is_bad_data(tiny_run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    """A broken scenario and an unknown one end with 3 and one list, and nothing is answered."""
    path = tmp_path / "mine.toml"
    path.write_text(BROKEN)
    ran = tiny_run(*words, *PAIR, "--scenario", str(path))
    assert (ran.code, ran.out) == (3, "")
    assert "5 problems" in ran.err
    assert f"{path}:4: mine.reasonning: unknown key; did you mean reasoning?" in ran.err
    ran = tiny_run(*words, *PAIR, "--scenario", "strom", "--scenario", str(path))
    assert (ran.code, ran.out) == (3, "")
    assert "6 problems" in ran.err
    assert "did you mean storm" in ran.err


def test_a_timeline_is_told(tiny_run: Run) -> None:
    """The table has a row a period and the event that changed it; JSON and Markdown say the same."""
    asked = ("timeline", *PAIR, "--modes", "road", "--from", "2026-01-01", "--to", "2026-12-31")
    ran = tiny_run(*asked)
    assert ran.code == 0
    assert "> event begins: The gate was shut (gate-shut)" in ran.out
    assert "2026-05-01  2026-05-31  no way" in ran.out
    found = json.loads(tiny_run(*asked, "--json").out)
    assert found["schema"] == "landbridge/timeline/1"
    assert [period["first"] for period in found["periods"]] == ["2026-01-01", "2026-05-01", "2026-06-01"]
    assert "| 2026-05-01 | 2026-05-31 | no way |" in tiny_run(*asked, "--format", "markdown").out


def test_a_planned_part_is_flagged(tiny_run: Run) -> None:
    """A way with a planned leg says so, with the promise and its source."""
    ran = tiny_run("timeline", *PAIR, "--modes", "rail", "--include", "planned")
    assert "(PLANNED PARTS)" in ran.out
    assert "planned, not open: 4 km planned, promised for 2030" in ran.out
    assert "PLANNED" not in tiny_run("timeline", *PAIR, "--modes", "rail").out


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--from", "2026-02-01", "--to", "2026-01-01"), 3, "lies after"),
        (("--from", "yesterday"), 2, "'yesterday' is not a date"),
    ],
)
def test_a_timeline_needs_its_days_in_order(tiny_run: Run, options: tuple[str, ...], code: int, said: str) -> None:
    """Dates out of order are refused with 3, words that are none with 2."""
    ran = tiny_run("timeline", *PAIR, *options)
    assert ran.code == code
    assert said in ran.err


def test_a_comparison_is_told(tiny_run: Run) -> None:
    """The table has a row a variant, the scenario's reasoning and source, and where days and dollars go."""
    asked = ("compare", *PAIR, "--scenario", "storm", "--on", "2026-05-10")
    ran = tiny_run(*asked)
    assert ran.code == 0
    for expected in (
        "1  as it is",
        "2  storm",
        "3  2026-05-10",
        "made up",
        "source: made-up",
        "differs: ",
        "where the days",
    ):
        assert expected in ran.out
    found = json.loads(tiny_run(*asked, "--json").out)
    assert found["schema"] == "landbridge/comparison/1"
    assert [column["label"] for column in found["columns"]] == ["as it is", "storm", "2026-05-10"]
    assert "## 2 storm: A storm on the sea" in tiny_run(*asked, "--format", "markdown").out


def test_a_comparison_without_any_way_ends_with_one(tiny_run: Run) -> None:
    """Where no variant has a way the columns say why, and the exit code is 1."""
    ran = tiny_run("compare", *PAIR, "--modes", "rail", "--scenario", "storm")
    assert ran.code == 1
    assert ran.out.count("no way: ") == 2


def test_pairs_are_compared(tiny_run: Run, tmp_path: Path) -> None:
    """A file of pairs gives totals with losers; a broken one is bad data."""
    path = tmp_path / "pairs.csv"
    path.write_text("from,to,weight\nalpha_city,beta_city,2\nalpha_port,beta_port,1\n")
    ran = tiny_run("compare", "--pairs", str(path), "--on", "2026-05-10")
    assert ran.code == 0
    assert "2 pairs; totals over the 2" in ran.out
    assert "loses: Alpha City–Beta City" in ran.out
    found = json.loads(
        tiny_run("compare", "--pairs", str(path), "--scenario", "storm", "--modes", "sea,rail", "--json").out
    )
    assert found["schema"] == "landbridge/pairs-comparison/1"
    assert found["sums"][1]["cut_off"] == ["Alpha City–Beta City", "Alpha Port–Beta Port"]
    assert "| variant |" in tiny_run("compare", "--pairs", str(path), "--scenario", "storm", "--format", "markdown").out
    path.write_text("from,to\nalpha_city,\n")
    ran = tiny_run("compare", "--pairs", str(path), "--scenario", "storm")
    assert (ran.code, ran.out) == (3, "")
    assert f"{path}:2" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*PAIR,), "nothing to compare"),
        (("alpha_city", "--scenario", "storm"), "two places are needed"),
        ((*PAIR, "--pairs", "x.csv", "--scenario", "storm"), "both FROM and TO and a file"),
        ((*PAIR, "--scenario", "storm", "--base", "calm"), "no column is called 'calm'"),
        ((*PAIR, "--on", "soon"), "'soon' is not a date"),
    ],
)
def test_a_comparison_that_makes_no_sense_is_refused(tiny_run: Run, words: tuple[str, ...], said: str) -> None:
    """A comparison of nothing, of half a pair, of two kinds of pairs, against no column, on no day ends with 2."""
    ran = tiny_run("compare", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
