"""``landbridge reliability`` and ``landbridge threat`` as typed."""

import json
from pathlib import Path

import pytest

from planner.sure.answer import RELIABILITY_SCHEMA
from planner.threat.answer import THREAT_SCHEMA
from tests.cli.conftest import Run

HERAT = ("reliability", "Herat", "Baku", "--alternatives", "2", "--draws", "1000")


def test_reliability_says_how_sure(run: Run) -> None:
    """The text holds percentiles with their errors, the chance asked for, the two regimes and the curve."""
    ran = run(*HERAT, "--within", "20d")
    assert ran.code == 0, ran.err
    for word in (
        "P50 days",
        "P90 days",
        "≤ 20 d",
        "±",
        "chosen in advance",
        "chosen after seeing the draw",
        "█",
        "your belief",
    ):
        assert word in ran.out
    assert ran.out == run(*HERAT, "--within", "480h").out
    assert ran.out != run(*HERAT, "--within", "20d", "--seed", "2").out


def test_what_the_ferry_wait_at_turkmenbashi_does_to_p90(run: Run) -> None:
    """From Herat to Baku P90 is printed with and without the spread of the wait at Turkmenbashi, the widest of all."""
    ran = run("reliability", "Herat", "Baku", "--alternatives", "1")
    head = next(line for line in ran.out.splitlines() if line.startswith("P90 of way 1"))
    wait = next(
        line for line in ran.out.splitlines() if line.startswith("wait for Ferry Alat-Turkmenbashi at Turkmenbashi")
    )
    whole, without, less = (float(cell) for cell in (head.split()[4], wait.split()[-3], wait.split()[-1]))
    assert ran.out.splitlines().index(wait) == ran.out.splitlines().index(head) + 2
    assert whole - without == pytest.approx(less, abs=0.11)
    assert less > 1.0


def test_reliability_as_json(run: Run) -> None:
    """The JSON names its schema, carries no chance without events or the words your belief, and has the digest of all draws."""
    found = json.loads(run(*HERAT, "--within", "20d", "--json").out)
    assert found["schema"] == RELIABILITY_SCHEMA
    assert "your belief" in found["method"][0]
    assert len(found["digest"]) == 32
    assert all(note["events"] for way in found["ways"] for note in way["closures"])
    assert all(0 <= way["within"]["value"] <= 1 for way in found["ways"])
    assert len(found["ways"][0]["curve_h"]) == len(found["curve_shares"])


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--within", "0"), ("--within", "-3d"), ("--within", "soon"), ("--within", "9999d"), ("--within", "nan"),
        ("--draws", "0"), ("--draws", "-5"), ("--draws", "99"), ("--draws", "2000000"), ("--workers", "0"), ("--seed", "-1"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(tiny_run: Run, option: str, value: str) -> None:
    """A time, a number of draws, workers or a seed out of range is a usage error that names the option."""
    ran = tiny_run("reliability", "alpha_city", "beta_city", f"{option}={value}")
    assert ran.code == 2
    assert option in ran.err
    assert ran.out == ""


def test_threat_names_events_and_beliefs(run: Run) -> None:
    """The text and the JSON of a threat: events by id, an interval of yearly rate, your belief, the worst legs."""
    ran = run("threat", "Tashkent", "Karachi", "--alternatives", "2")
    assert ran.code == 0, ran.err
    flat = " ".join(ran.out.split())
    for word in (
        "bolan-bridge-2024",
        "closures a year",
        "your belief",
        "one leg:",
        "two legs:",
        "without a closure on record: 0–0.42",
    ):
        assert word in flat
    found = json.loads(run("threat", "Tashkent", "Karachi", "--alternatives", "1", "--delay", "10d", "--json").out)
    assert found["schema"] == THREAT_SCHEMA
    assert "wait 10 days" in found["consequence"]


def test_a_delay_needs_a_value_of_time(run: Run) -> None:
    """By cost alone waiting weighs nothing, and the question is refused."""
    ran = run("threat", "Herat", "Baku", "--by", "cost", "--delay", "3d")
    assert ran.code == 2
    assert "--delay" in ran.err


def test_a_broken_incident_file_is_one_list(run: Run, tmp_path: Path) -> None:
    """Every broken row is named with its line, field and remedy; the exit code is 3 and nothing is printed."""
    file = tmp_path / "own.csv"
    file.write_text(
        "id,date,end,place,leg,passage,kind,source\n"
        "good,2024-02-01,2024-02-03,torkham,,,attack,desk\n"
        "good,2024-02-01,,torkham,,,attack,desk\n"
        "backwards,2024-02-03,2024-02-01,torkham,,,attack,desk\n"
        "noday,2024-02-30,,torkham,,,attack,desk\n"
        "nowhere,2024-02-01,,atlantis,,,attack,desk\n"
        "both,2024-02-01,,torkham,,hormuz,attack,desk\n"
        "odd,2024-02-01,,torkham,,,rumour,desk\n"
        "old,1999-02-01,,torkham,,,attack,desk\n"
        "bare,2024-02-01,,torkham,,,attack,\n"
        "torkham-shut-2024-01,2024-02-01,,torkham,,,attack,desk\n",
        encoding="utf-8",
    )
    for command in ("threat", "reliability"):
        ran = run(command, "Herat", "Baku", "--incidents", str(file))
        assert ran.code == 3
        assert ran.out == ""
        assert "9 problems" in ran.err
        for word in (
            "line 3",
            "lies before date",
            "not a day",
            "atlantis",
            "one of place",
            "rumour",
            "1999-02-01",
            "source",
            "event of the network",
        ):
            assert word in ran.err


def test_a_missing_incident_file_is_told(run: Run, tmp_path: Path) -> None:
    """A file that is not there is a problem of its own, exit code 3."""
    ran = run("threat", "Herat", "Baku", "--incidents", str(tmp_path / "none.csv"))
    assert ran.code == 3
    assert "none.csv" in ran.err


def test_closures_are_not_left_out_and_brought_in_at_once(tiny_run: Run, tmp_path: Path) -> None:
    """--no-closures and --incidents contradict each other."""
    ran = tiny_run("reliability", "alpha_city", "beta_city", "--no-closures", "--incidents", str(tmp_path / "own.csv"))
    assert ran.code == 2
    assert "--incidents" in ran.err


def test_a_network_without_years_still_says_how_sure(tiny_run: Run) -> None:
    """Where the data state no years of observation, a question without closures is answered and one with them is refused."""
    assert tiny_run("reliability", "alpha_city", "beta_city", "--no-closures", "--draws", "100").code == 0
    ran = tiny_run("reliability", "alpha_city", "beta_city", "--draws", "100")
    assert ran.code == 2
    assert "[[observation]]" in ran.err
