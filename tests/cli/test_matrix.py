"""``landbridge matrix``: forms, resuming, interruption, and input that is wrong."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest

from corridors.network import load
from planner.commands import matrix
from planner.many.matrix import cells
from planner.many.sheets import MatrixFile

ROOT = Path(__file__).parents[2]
Run = Callable[..., Any]
PLACES = "alpha_city,beta_city"


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_forms_hold_the_same_rows(tiny_run: Run, tmp_path: Path) -> None:
    """CSV, JSON and Parquet of one question have the same rows in the same order."""
    ran = tiny_run("matrix", PLACES)
    assert ran.code == 0
    assert not ran.err
    found = rows_of(ran.out)
    assert [(row["origin"], row["destination"], row["status"]) for row in found] == [
        ("alpha_city", "alpha_city", "same place"), ("alpha_city", "beta_city", "ok"),
        ("beta_city", "alpha_city", "ok"), ("beta_city", "beta_city", "same place"),
    ]  # fmt: skip
    plain = json.loads(tiny_run("matrix", PLACES, "--json").out)
    assert plain["schema"] == "landbridge/matrix/1"
    assert msgspec.convert(plain, MatrixFile).rows[1].status == "ok"
    target = tmp_path / "m.parquet"
    assert tiny_run("matrix", PLACES, "--output", str(target)).code == 0
    assert pq.read_table(target).to_pylist() == plain["rows"]
    as_text = [{name: "" if value is None else str(value) for name, value in row.items()} for row in plain["rows"]]
    assert as_text == found


def test_pairs_come_from_files_and_standard_input(
    tiny_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of pairs, standard input and files of names ask for the same journey."""
    wanted = rows_of(tiny_run("matrix", "alpha_city", "beta_city").out)
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("\ufefforigin,destination\nalpha_city,beta_city\n", encoding="utf-8")
    assert rows_of(tiny_run("matrix", "--pairs", str(pairs)).out) == wanted
    assert rows_of(tiny_run("matrix", str(pairs)).out) == wanted
    names = tmp_path / "names.txt"
    names.write_text("alpha_city\n\n", encoding="utf-8")
    assert rows_of(tiny_run("matrix", str(names), "beta_city").out) == wanted
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"alpha_city,beta_city\n")))
    assert rows_of(tiny_run("matrix", "-").out) == wanted


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"", "row 1, column 1"),
        (b"origin,destination\n", "row 1, column 1"),
        (b"alpha_city,beta_city\nalpha_city\n", "row 2, column 2"),
        (b"alpha_city,beta_city,gamma\n", "row 1, column 3"),
        (b"origin,destination\nalpha_city,\n", "row 2, column 2"),
        (b"alpha_city,beta_city\n,beta_city\n", "row 2, column 1"),
        (b"alpha_city,nowhere at all\n", "row 1, column 2"),
        (b"alpha_city,beta_city\nalpha_city,\xff\xfe\n", "row 2, column 2"),
        (b'alpha_city,beta_city\n"alpha_city,beta_city\n', "row 2, column 1"),
    ],
)
def test_malformed_pairs_are_told_by_row_and_column(tiny_run: Run, tmp_path: Path, content: bytes, where: str) -> None:
    """An empty or malformed file of pairs ends in exit 2 with row and column; an output that was there stays whole."""
    pairs, target = tmp_path / "pairs.csv", tmp_path / "out.csv"
    pairs.write_bytes(content)
    target.write_text("precious", encoding="utf-8")
    ran = tiny_run("matrix", "--pairs", str(pairs), "--output", str(target))
    assert ran.code == 2
    assert not ran.out
    assert where in ran.err
    assert target.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize(
    "arguments",
    [
        (), (PLACES, "--pairs", "x.csv"), ("--pairs", "/nonexistent/x.csv"), (PLACES, "--resume"),
        (PLACES, "--format", "parquet"), (PLACES, "--by", "luck"), (PLACES, "--value-of-time", "nan"), ("alpha_city,,",),
    ],
)  # fmt: skip
def test_contradictions_are_refused(tiny_run: Run, arguments: tuple[str, ...]) -> None:
    """What makes no sense ends in exit 2 and writes nothing."""
    ran = tiny_run("matrix", *arguments)
    assert ran.code == 2
    assert not ran.out


def test_a_target_that_cannot_be_written_is_told(tiny_run: Run, tmp_path: Path) -> None:
    """A folder that is not there ends in exit 5."""
    assert tiny_run("matrix", PLACES, "--output", str(tmp_path / "no" / "m.csv")).code == 5


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
@pytest.mark.parametrize("kept", [0, 1, 3, 4])
def test_resuming_gives_the_file_of_one_run(tiny_run: Run, tmp_path: Path, form: str, kept: int) -> None:
    """Whatever part of the rows is there, a run with --resume makes the file that one run makes."""
    whole, part = tmp_path / f"whole.{form}", tmp_path / f"part.{form}"
    assert tiny_run("matrix", PLACES, "--output", str(whole)).code == 0
    if form == "parquet":
        pq.write_table(pq.read_table(whole).slice(0, kept), part)
    else:
        lines = whole.read_bytes().split(b"\n")
        part.write_bytes(b"\n".join(lines[: kept + 1]) + b"\n" + lines[min(kept + 1, len(lines) - 1)][:7])
    assert tiny_run("matrix", PLACES, "--output", str(part), "--resume").code == 0
    if form == "parquet":
        assert pq.read_table(part) == pq.read_table(whole)
    else:
        assert part.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_another_question_is_not_resumed(tiny_run: Run, tmp_path: Path, form: str) -> None:
    """Rows of another question, of other pairs, or no rows at all stay as they are: exit 2."""
    target = tmp_path / f"m.{form}"
    assert tiny_run("matrix", PLACES, "--output", str(target)).code == 0
    before = target.read_bytes()
    assert tiny_run("matrix", PLACES, "--output", str(target), "--resume", "--by", "time").code == 2
    assert tiny_run("matrix", "beta_city,alpha_city", "--output", str(target), "--resume").code == 2
    assert target.read_bytes() == before
    target.write_text("precious", encoding="utf-8")
    assert tiny_run("matrix", PLACES, "--output", str(target), "--resume").code == 2
    assert target.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
@pytest.mark.parametrize("after", [1, 2, 3])
def test_an_interrupted_matrix_keeps_whole_rows_and_resumes(
    tiny_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, after: int
) -> None:
    """Ctrl-C ends in exit 130 with the rows done, whole, in a file that can be read; --resume completes it."""
    whole, part = tmp_path / f"whole.{form}", tmp_path / f"part.{form}"
    assert tiny_run("matrix", PLACES, "--output", str(whole)).code == 0

    def broken_off(*arguments: Any, **options: Any) -> Iterator[Any]:
        for number, cell in enumerate(cells(*arguments, **options)):
            if number == after:
                os.kill(os.getpid(), signal.SIGINT)
            yield cell

    before = signal.getsignal(signal.SIGINT)
    with monkeypatch.context() as patched:
        patched.setattr(matrix, "cells", broken_off)
        ran = tiny_run("matrix", PLACES, "--output", str(part))
    assert ran.code == 130
    assert "interrupted" in ran.err
    if form == "csv":
        found = len(rows_of(part.read_bytes().decode()))
    else:
        found = pq.read_table(part).num_rows if form == "parquet" else len(json.loads(part.read_bytes())["rows"])
    assert found <= after
    assert signal.getsignal(signal.SIGINT) is before
    assert tiny_run("matrix", PLACES, "--output", str(part), "--resume").code == 0
    if form == "parquet":
        assert pq.read_table(part) == pq.read_table(whole)
    else:
        assert part.read_bytes() == whole.read_bytes()


def test_a_process_that_is_interrupted_leaves_whole_rows(tmp_path: Path) -> None:
    """A real Ctrl-C amid a long run ends the process with 130, no traceback, and whole rows in order."""
    names, target = tmp_path / "names.txt", tmp_path / "m.csv"
    places = [place.id for place in load().data.places if not place.at_sea][:150]
    names.write_text("\n".join(places), encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from planner.cli import run; run()",
        "matrix",
        str(names),
        "--output",
        str(target),
    ]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + 60
        while time.monotonic() < until and (not target.exists() or target.stat().st_size < 5000):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    text = target.read_bytes().decode()
    assert text.endswith("\r\n")
    found = rows_of(text)
    assert 0 < len(found) < 150 * 150
    assert all(row["digest"] == found[0]["digest"] for row in found)
    assert [(row["origin"], row["destination"]) for row in found] == [
        (places[number // 150], places[number % 150]) for number in range(len(found))
    ]
