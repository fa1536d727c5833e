"""``landbridge large`` answers from a file, keeps its preparation, and says what is wrong."""

import json
from pathlib import Path

import pytest

from planner.cli import main

LAKE = "from,to,weight\n0,1,5\n1,2,5\n2,5,5\n0,3,6\n3,4,6\n4,5,6\n1,6,3\n6,2,3\n"


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """Two ways round a lake."""
    file = tmp_path / "lake.csv"
    file.write_text(LAKE, encoding="utf-8")
    return file


def test_ways_from_a_file(lake: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Both ways round are printed, the lightest first."""
    assert main(["large", str(lake), "0", "5", "--json"]) == 0
    answer = json.loads(capfdbinary.readouterr().out)
    assert [way["nodes"] for way in answer["ways"]] == [["0", "1", "2", "5"], ["0", "3", "4", "5"]]
    assert answer["schema"] == "landbridge/large/1"
    assert answer["engine"] == "scipy"  # one question does not repay a preparation
    assert main(["large", str(lake), "0", "5"]) == 0
    told = capfdbinary.readouterr().out.decode()
    assert "1  weight 15, 1.000 of the lightest, repeats 0% by 2 nodes" in told
    assert "2  weight 18, 1.200 of the lightest" in told


def test_a_scenario_closes_and_reweights(lake: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A scenario's weights are laid over; a row that names no arc is refused."""
    other = tmp_path / "closed.csv"
    other.write_text("from,to,weight\n1,2,inf\n0,3,1\n", encoding="utf-8")
    ask = ["large", str(lake), "0", "5", "--json", "--scenario", str(other)]
    assert main(ask) == 0
    ways = json.loads(capfdbinary.readouterr().out)["ways"]
    assert [(way["weight"], way["nodes"][1]) for way in ways] == [(13.0, "3"), (16.0, "1")]
    other.write_text("from,to,weight\n5,0,1\nz,0,1\n", encoding="utf-8")
    assert main(ask) == 3
    told = capfdbinary.readouterr().err.decode()
    assert "5 - 0: no arc of the network joins these nodes" in told
    assert "z - 0: no arc of the network" in told


def test_the_preparation_is_kept(lake: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """The first call writes it, the second reads it, and for another network it is refused."""
    kept = tmp_path / "lake.prepared"
    ask = ["large", str(lake), "0", "5", "--prepared", str(kept), "--engine", "routingkit-cch"]
    assert main(ask) == 0
    assert b"prepared:" in capfdbinary.readouterr().err
    assert main(ask) == 0
    assert capfdbinary.readouterr().err == b""
    lake.write_text(LAKE + "5,0,1\n", encoding="utf-8")
    assert main(ask) == 3
    assert b"made for another graph" in capfdbinary.readouterr().err


@pytest.mark.parametrize(
    ("more", "code", "told"),
    [
        (["5", "0"], 1, "no way leads from 5 to 0"),
        (["0", "x"], 2, "no node is called 'x'"),
        (["0", "5", "--engine", "magic"], 2, "no engine is called 'magic'"),
        (["0", "5", "--overlap", "2"], 2, "overlap = 2.0 is out of bounds"),
        (["0", "5", "--weight", "km"], 2, "no column is called 'km'"),
    ],
)
def test_mistakes(lake: Path, more: list[str], code: int, told: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Each mistake ends in its own code and words."""
    assert main(["large", str(lake), *more]) == code
    assert told in capfdbinary.readouterr().err.decode()
