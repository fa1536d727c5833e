"""The dossier on the command line."""

import re
from pathlib import Path

import pytest

from tests import tiny
from tests.cli.conftest import Run
from tests.maps.standin import HOSTILE

PAIR = ("alpha_city", "beta_city")
SECTIONS = (
    "question", "answer", "alternatives", "map", "steps", "timeline", "reliability", "chokepoints", "switching", "scenarios",
    "assumptions", "threat", "sources",
)  # fmt: skip


def _written(run: Run, target: Path, *options: str) -> str:
    ran = run("report", *PAIR, "--output", str(target), *options)
    assert (ran.code, ran.out) == (0, f"report: {target}\n"), ran.err
    return target.read_text(encoding="utf-8")


def test_every_section_is_there(tiny_run: Run, tmp_path: Path) -> None:
    """The page has each section once, in order, with what it is about."""
    page = _written(tiny_run, tmp_path / "report.html")
    assert tuple(re.findall(r'<section id="([a-z]+)">', page)) == SECTIONS
    told = dict(zip(SECTIONS, page.split("<section ")[1:], strict=True))
    assert "the best way from Alpha City to Beta City" in told["answer"]
    assert told["map"].count("<svg ") == 1
    assert "Gate" in told["map"]
    assert "by the loss of" in told["chokepoints"] or "leaves no way" in told["chokepoints"]
    assert "storm" in told["scenarios"]
    assert 'id="source-1"' in told["sources"]
    assert "Made up for a test" in told["sources"]


def test_the_page_is_inert(tiny_run: Run, tmp_path: Path) -> None:
    """No script, no handler, nothing that is loaded: addresses stand in links alone, and the policy allows one style."""
    page = _written(tiny_run, tmp_path / "report.html")
    assert not re.search(r"<(script|img|link|iframe|object|embed|form|base|use|image)\b", page)
    assert not re.search(r"<[^>]*\s(on\w+|src|style|srcset|data)=", page)
    assert "@import" not in page
    assert "url(" not in page
    assert {match[1] for match in re.finditer(r'<(\w+)[^>]*"https?://', page)} <= {"a"}
    assert "default-src 'none'; style-src 'sha256-" in page


def test_the_same_question_gives_the_same_bytes(tiny_run: Run, tmp_path: Path) -> None:
    """A dossier asked for twice is the same file."""
    assert _written(tiny_run, tmp_path / "one.html") == _written(tiny_run, tmp_path / "two.html")


@pytest.mark.parametrize("text", HOSTILE)
def test_names_are_text(run: Run, tmp_path: Path, text: str) -> None:
    """Whatever a place is called and a source leads to stays text."""
    quoted = text.replace('"', '""')
    places = tiny.PLACES.replace(",Alpha City,", f',"Alpha {quoted}",').replace(",Gate,XA", f',"Gate {quoted}",XA')
    sources = tiny.SOURCES.replace("licence =", "url = '''javascript:alert(1)'''\nlicence =").replace(
        '"Made up for a test"', f"'''T {text}'''"
    )
    folder = tiny.write(tmp_path / "data", places=places, facts=sources)
    page = _written(run, tmp_path / "report.html", "--data", str(folder))
    assert text not in page or "<" not in text
    assert 'href="javascript' not in page
    assert not re.search(r"<(script|img)\b", page)
    assert page.count("<svg ") == 2
    assert page.count("</html>") == 1


def test_a_bad_path_leaves_nothing(tiny_run: Run, tmp_path: Path) -> None:
    """Where the file cannot be written the command ends with 5 and nothing is left."""
    ran = tiny_run("report", *PAIR, "--output", str(tmp_path / "none" / "report.html"))
    assert (ran.code, ran.out) == (5, "")
    assert "cannot write" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_no_way_is_told(tiny_run: Run, tmp_path: Path) -> None:
    """Without a way the file says so in each section that needs one, and the command ends with 1."""
    target = tmp_path / "report.html"
    ran = tiny_run("report", "alpha_city", "island_east", "--output", str(target))
    assert ran.code == 1
    page = target.read_text(encoding="utf-8")
    assert tuple(re.findall(r'<section id="([a-z]+)">', page)) == SECTIONS
    assert "There is no way" in page
    assert page.count("Not told") >= 5


def test_scenarios_are_rows(tiny_run: Run, tmp_path: Path) -> None:
    """A scenario named is a row of the table and no part of the question; an unknown one ends with 2 and no file."""
    page = _written(tiny_run, tmp_path / "report.html", "--scenario", "storm")
    assert "storm" in page.partition('<section id="scenarios">')[2].partition("</section>")[0]
    assert "storm" not in page.partition('<section id="question">')[2].partition("</section>")[0]
    target = tmp_path / "none.html"
    assert tiny_run("report", *PAIR, "--output", str(target), "--scenario", "strom").code == 3
    assert not target.exists()


def test_the_timeline_has_its_days(tiny_run: Run, tmp_path: Path) -> None:
    """The timeline runs over 24 months to the day the data reach, or over the days asked for; days out of order end with 3."""
    assert "2024-07-01 to 2026-07-31" in _written(tiny_run, tmp_path / "report.html")
    page = _written(tiny_run, tmp_path / "report.html", "--from", "2025-01-01", "--to", "2025-12-31")
    assert "2025-01-01 to 2025-12-31" in page
    target = tmp_path / "none.html"
    ran = tiny_run("report", *PAIR, "--output", str(target), "--from", "2026-01-01", "--to", "2025-01-01")
    assert ran.code == 3
    assert not target.exists()
