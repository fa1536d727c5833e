"""How the command refuses: exit codes, suggestions, and never a traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner import cli, exits
from planner.commands import route
from tests import tiny

Run = Callable[..., Any]
ROUTE = ("route", "alpha_city", "beta_city")


def test_codes_are_the_documented_ones() -> None:
    """The exit codes are those of the design."""
    codes = (
        exits.ANSWERED,
        exits.NO_ROUTE,
        exits.USAGE,
        exits.BAD_DATA,
        exits.CANNOT_WRITE,
        exits.BUG,
        exits.INTERRUPTED,
    )
    assert codes == (0, 1, 2, 3, 5, 70, 130)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("rout", "a", "b"), "'route'"),
        (("frobnicate",), "No such command"),
        ((*ROUTE, "--avoidd", "x"), "--avoid"),
        (("route", "alpha_city"), "Missing argument"),
        (("route", "Alpha Citty", "beta_city"), "did you mean Alpha City"),
        (("route", "alpha_city", "zzzzqqqq"), "landbridge list places"),
        (("route", "alpha_city", "Alpha City"), "same place"),
        (("route", "Gate", "beta_city"), "alpha_post or beta_post"),
        (("route", "Homonym", "beta_city"), "island_west or island_east"),
        (("route", "mid_sea", "beta_city"), "point at sea"),
        ((*ROUTE, "--on", "2026-02-30"), "not a date"),
        ((*ROUTE, "--on", "20260731"), "not a date"),
        ((*ROUTE, "--on", "2026-W31-5"), "not a date"),
        ((*ROUTE, "--on", "tomorrow"), "not a date"),
        ((*ROUTE, "--on", ""), "not a date"),
        ((*ROUTE, "--modes", "rial"), "did you mean rail"),
        ((*ROUTE, "--modes", "camel"), "not a mode"),
        ((*ROUTE, "--by", "speed"), "not an objective"),
        ((*ROUTE, "--via", "beta_port", "--avoid", "beta_port"), "contradicts"),
        ((*ROUTE, "--avoid", "XB"), "contradicts"),
        ((*ROUTE, "--avoid", "alpha_city"), "contradicts"),
        ((*ROUTE, "--modes", "sea", "--avoid", "sea"), "leave no mode"),
        ((*ROUTE, "--avoid", "The Narows"), "did you mean"),
        ((*ROUTE, "--corridor", "rings"), "did you mean ring"),
        ((*ROUTE, "--include", "everything"), "--include planned"),
        ((*ROUTE, "--alternatives", "0"), "out of range"),
        ((*ROUTE, "--alternatives", "x"), "not a valid integer"),
        ((*ROUTE, "--teu", "-1"), "out of range"),
        ((*ROUTE, "--tonnes", "nan"), "out of range"),
        ((*ROUTE, "--value-of-time", "inf"), "out of range"),
        ((*ROUTE, "--format", "xml"), "xml"),
        (("show", "alpha_citty"), "did you mean"),
        (("list", "place"), "did you mean places"),
    ],
)
def test_a_question_that_makes_no_sense_is_two(tiny_run: Run, arguments: tuple[str, ...], said: str) -> None:
    """Unknown names, dates that do not exist and options that contradict end with 2, empty stdout and a way out."""
    ran = tiny_run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize(
    "name", ["", " ", "\x00", "\udcff", "a" * 100_000, "{{7*7}}", "%s%n", "../../etc/passwd", "💥", "\u202e", "-", ","]
)
def test_hostile_names_are_refused_cleanly(tiny_run: Run, name: str) -> None:
    """A name that is none, however odd or long, is a usage error in a few short lines."""
    ran = tiny_run("route", "alpha_city", name)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err) < 2000


def test_an_unknown_schema_is_two(run: Run) -> None:
    """``schema`` suggests the name that was meant."""
    ran = run("schema", "plans")
    assert ran.code == 2
    assert "did you mean plan" in ran.err


def test_help_needs_no_data(run: Run) -> None:
    """``--help`` of the command and of each subcommand answers with 0."""
    assert run("--help").code == 0
    for name in cli.COMMANDS:
        ran = run(name, "--help")
        assert ran.code == 0
        assert "Usage:" in ran.out


def test_broken_data_is_three_with_all_problems(run: Run, tmp_path: Path) -> None:
    """A data folder with three faults in three files ends with 3 and names all three."""
    folder = tiny.write(
        tmp_path,
        land=tiny.LAND + tiny.leg("bad-leg", "alpha_city", "beta_city", "road", 300, "colour = 1"),
        sea=tiny.SEA.replace('"beta_port"', '"beta_prot"'),
        facts="[[source",
    )
    ran = run(*ROUTE, "--data", str(folder))
    assert (ran.code, ran.out) == (3, "")
    for said in ("bad-leg", "colour", "beta_prot", "TOML"):
        assert said in ran.err


def test_a_folder_that_is_none_is_three(run: Run, tmp_path: Path) -> None:
    """A data folder that is missing, empty or a file ends with 3."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for folder in ("missing", ".", "file"):
        assert run(*ROUTE, "--data", str(tmp_path / folder)).code == 3


def test_check_lists_problems(run: Run, tmp_path: Path, tiny_folder: Path) -> None:
    """``check`` ends with 0 on good data, and with 1 and every problem on bad data."""
    ran = run("check", str(tiny_folder))
    assert (ran.code, ran.err) == (0, "")
    assert "0 problems" in ran.out
    folder = tiny.write(tmp_path, sea=tiny.SEA.replace('"beta_port"', '"beta_prot"'))
    ran = run("check", str(folder), "--json")
    assert ran.code == 1
    found = json.loads(ran.out)
    assert found["schema"] == "landbridge/check/1"
    assert {problem["value"] for problem in found["problems"]} >= {"beta_prot"}
    assert all(
        problem.keys() == {"check", "file", "record", "field", "value", "rule", "remedy"}
        for problem in found["problems"]
    )


def test_check_json_is_json_even_without_settings(run: Run, tmp_path: Path) -> None:
    """``check --json`` prints JSON where not even the settings can be read."""
    ran = run("check", str(tmp_path), "--json")
    assert ran.code == 3
    assert json.loads(ran.out)["problems"]


def test_interruption_is_130(tiny_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control-C ends with 130 and one word."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(route, "plan", interrupt)
    ran = tiny_run(*ROUTE)
    assert (ran.code, ran.out) == (130, "")
    assert "interrupted" in ran.err


def test_a_bug_is_70(tiny_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception nobody foresaw ends with 70, its name, and how to report it."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(route, "plan", fail)
    monkeypatch.delenv("LANDBRIDGE_DEBUG", raising=False)
    ran = tiny_run(*ROUTE)
    assert (ran.code, ran.out) == (70, "")
    assert "ZeroDivisionError: oops" in ran.err
    assert "LANDBRIDGE_DEBUG" in ran.err


def command(*arguments: str) -> list[str]:
    """The command as a process of its own."""
    return [sys.executable, "-m", "planner.cli", *arguments]


def environment() -> dict[str, str]:
    """An environment with a terminal that cannot show much."""
    return {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "NO_COLOR": "1"}


def test_process_prints_utf8_on_any_terminal(tiny_folder: Path) -> None:
    """As a process, with an ASCII terminal, the answer is UTF-8 on stdout and the exit code 0."""
    ran = subprocess.run(
        command(*ROUTE, "--data", str(tiny_folder)), capture_output=True, env=environment(), check=False
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Alpha City (XA) → Beta City (XB)" in ran.stdout.decode()


def test_process_refuses_non_ascii_names_cleanly(tiny_folder: Path) -> None:
    """As a process, with an ASCII terminal, an unknown Cyrillic name is refused with 2 and no traceback."""
    ran = subprocess.run(
        command("route", "Нигде", "beta_city", "--data", str(tiny_folder)),
        capture_output=True, env=environment(), check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"no place is called" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_a_closed_pipe_is_no_error(tiny_folder: Path) -> None:
    """A reader that goes away, as ``head`` does, leaves no traceback and exit code 0."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = subprocess.run(
            command(*ROUTE, "--data", str(tiny_folder)), stdout=writing, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_full_disk_is_five(tiny_folder: Path) -> None:
    """Where stdout cannot take the answer the exit code is 5, with a sentence and no bug report."""
    full = Path("/dev/full")
    assert full.exists(), "the claim is about systems that have it"
    with full.open("wb") as target:
        ran = subprocess.run(
            command(*ROUTE, "--data", str(tiny_folder)), stdout=target, stderr=subprocess.PIPE, check=False
        )
    assert ran.returncode == 5
    assert b"cannot write" in ran.stderr
    assert b"bug" not in ran.stderr
