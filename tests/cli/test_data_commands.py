"""The commands about the data: check, validate, export."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from corridors.audits import AUDITS
from corridors.checks import CHECKS
from corridors.shape_checks import SHAPE_CHECKS
from tests import tiny

Run = Callable[..., Any]


def test_every_check_is_listed(run: Run) -> None:
    """``check --list`` names every check with what it holds."""
    ran = run("check", "--list")
    assert ran.code == 0
    names = [line.split()[0] for line in ran.out.splitlines()]
    assert names == [check.__name__ for check in (*CHECKS, *AUDITS, *SHAPE_CHECKS)]
    assert all(len(line.split()) > 3 for line in ran.out.splitlines())


def test_one_check_can_be_run_alone(run: Run, tmp_path: Path) -> None:
    """``--only`` runs the checks it names, and an unknown name is refused with the known ones."""
    folder = tiny.write(tmp_path, facts=tiny.SOURCES.replace('note = "undated; lies here"', ""))
    assert run("check", str(folder), "--only", "unique_ids").code == 0
    ran = run("check", str(folder), "--only", "complete_sources")
    assert ran.code == 1
    assert "complete_sources: " in ran.out
    ran = run("check", "--only", "no_such")
    assert ran.code == 2
    assert "unique_ids" in ran.err


def test_lines_of_a_folder_are_checked(run: Run, tmp_path: Path) -> None:
    """A folder with a geometry folder has its lines checked; one without is told that it has not."""
    folder = tiny.write(tmp_path)
    assert "no geometry folder" in run("check", str(folder)).out
    (folder / "geometry").mkdir()
    ran = run("check", str(folder), "--json")
    assert ran.code == 1
    problems = json.loads(ran.out)["problems"]
    assert {problem["check"] for problem in problems} == {"every_leg_has_a_line"}


def test_the_shipped_data_have_no_problem(run: Run) -> None:
    """The shipped network passes every check and audit, its lines too."""
    ran = run("check")
    assert (ran.code, ran.out.count("\n")) == (0, 1), ran.out


def test_validate_says_the_same_in_every_form(run: Run, tiny_folder: Path) -> None:
    """Table, JSON and Markdown hold the same figures; ``--metric`` keeps one kind."""
    answer = json.loads(run("validate", "--data", str(tiny_folder), "--json").out)
    assert answer["schema"] == "landbridge/validation/1"
    assert {row["id"] for row in answer["rows"]} == {"p1", "p2"}
    for form in ("table", "markdown"):
        ran = run("validate", "--data", str(tiny_folder), "--format", form)
        assert ran.code == 0
        assert "p1" in ran.out
        assert "p2" in ran.out
        assert "land-or-sea" not in ran.out
    costs = json.loads(run("validate", "--data", str(tiny_folder), "--metric", "cost", "--json").out)
    assert [row["id"] for row in costs["rows"]] == ["p2"]
    assert costs["rankings"] == []


def test_export_takes_its_format_from_the_ending(run: Run, tiny_folder: Path, tmp_path: Path) -> None:
    """``.gpkg`` makes a GeoPackage of the folder's own network; the answer goes to the error stream."""
    target = tmp_path / "tiny.gpkg"
    ran = run("export", str(target), "--data", str(tiny_folder))
    assert (ran.code, ran.out) == (0, "")
    assert str(target) in ran.err
    assert set(gpd.read_file(target, layer="places")["id"]) >= {"alpha_city", "beta_city"}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [(("out.xyz",), 2, "--format"), (("missing/out.gpkg",), 5, "cannot write"), (("full", "--format", "csv"), 5, "empty"),
     (("out", "--format", "shp"), 2, "gpkg")],
)  # fmt: skip
def test_a_bad_target_is_told_and_nothing_is_lost(
    run: Run, tiny_folder: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    """An unknown ending, a missing folder, a folder in use and an unknown format are each one message."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("keep")
    ran = run("export", str(tmp_path / arguments[0]), *arguments[1:], "--data", str(tiny_folder))
    assert ran.code == code
    assert told in ran.err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["full", "mine.txt"]
