"""A data folder is read whole, and all that is wrong is told at once."""

from pathlib import Path

import pytest

from corridors.checks import problems as check
from corridors.errors import DataError, Problem
from corridors.loader import load_folder, read_folder
from tests import tiny


def found(folder: Path) -> dict[tuple[str, str, str], Problem]:
    """Problems of a folder by file, record and field."""
    _, problems = read_folder(folder)
    return {(problem.file, problem.record, problem.field): problem for problem in problems}


def test_a_good_folder_has_no_problem(tiny_folder: Path) -> None:
    """All files of a good folder become records, and nothing is said."""
    data, problems = read_folder(tiny_folder)
    assert problems == []
    assert data is not None
    counts = (
        len(data.places),
        len(data.legs),
        len(data.services),
        len(data.events),
        len(data.published),
        len(data.scenarios),
    )
    assert counts == (9, 11, 1, 1, 2, 1)
    assert data.places[0].aliases == ("Альфа", "الفا")


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    """A folder with faults in many files yields each of them with file, record, field and remedy."""
    bad_leg = tiny.leg("bad-leg", "alpha_city", "beta_city", "road", 300, "colour = 1\ngauge_mm = 1521")
    folder = tiny.write(
        tmp_path,
        land=tiny.LAND
        + bad_leg
        + bad_leg.replace("bad-leg", "worse-leg").replace('mode = "road"', 'mode = "air"')
        + '[[leg]]\nid = "no-ends"\n[[legs]]\nid = "x"\n',
        places=tiny.PLACES + "far,Far,XA,200,95,city,,,assumed,,\nshort,Short,XA\n",
        emission_factors=tiny.FACTORS.replace("0.08", "much"),
        events=tiny.EVENTS.replace("2026-05-01", '"in May"'),
        facts="[[source",
        passages=tiny.PASSAGES.replace("12-01", "31-12"),
    )
    problems = found(folder)
    wanted = {
        ("legs/land.toml", "bad-leg", "colour"): "unknown key",
        ("legs/land.toml", "bad-leg", "gauge_mm"): "invalid enum",
        ("legs/land.toml", "worse-leg", "mode"): "invalid enum",
        ("legs/land.toml", "worse-leg", "colour"): "unknown key",
        ("legs/land.toml", "no-ends", "from"): "is required",
        ("legs/land.toml", "no-ends", "distance_km"): "is required",
        ("legs/land.toml", "[[legs]]", ""): "not a table",
        ("places.csv", "far (line 11)", "lon"): "<= 180",
        ("places.csv", "far (line 11)", "lat"): "<= 90",
        ("places.csv", "line 12", ""): "11 cells",
        ("emission_factors.csv", "lorry (line 2)", "tank_to_wheel_kg_per_tkm"): "float",
        ("events.toml", "gate-shut", "start"): "date",
        ("all.toml", "file", ""): "TOML",
        ("passages.toml", "narrows", "season.closed_from"): "regex",
    }
    wanted[("facts.toml", "file", "")] = wanted.pop(("all.toml", "file", ""))
    for key, rule in wanted.items():
        hits = [problem for place, problem in problems.items() if place[1:] == key[1:] and place[0].endswith(key[0])]
        assert hits, f"nothing is said about {key}; said: {list(problems)}"
        assert rule in hits[0].rule
        assert hits[0].remedy
    assert len(problems) >= len(wanted)


def test_loading_raises_with_all_problems(tmp_path: Path) -> None:
    """``load_folder`` raises one error that lists problems of records and of references."""
    folder = tiny.write(
        tmp_path, sea=tiny.SEA.replace('"beta_port"', '"beta_prot"'), settings=tiny.SETTINGS + "colour = 1\n"
    )
    with pytest.raises(DataError) as caught:
        load_folder(folder, check)
    assert "colour" in str(caught.value)
    folder = tiny.write(tmp_path, sea=tiny.SEA.replace('"beta_port"', '"beta_prot"') + "\n[[leg]]\nid = 'x'\n")
    with pytest.raises(DataError) as caught:
        load_folder(folder, check)
    message = str(caught.value)
    assert "beta_prot" in message
    assert "x.from" in message
    assert len(caught.value.problems) > 3
    assert message.startswith(f"{len(caught.value.problems)} problems in the data")


def test_an_unknown_key_suggests_the_known_one(tmp_path: Path) -> None:
    """A misspelt key names the key that was meant."""
    folder = tiny.write(tmp_path, land=tiny.LAND.replace("distance_km", "distanec_km", 1))
    problem = found(folder)["legs/land.toml", "road-alpha", "distanec_km"]
    assert problem.remedy == "did you mean distance_km?"


@pytest.mark.parametrize("name", [name for name in tiny.FILES if name.endswith(".toml")])
def test_any_unreadable_toml_is_one_problem(tmp_path: Path, name: str) -> None:
    """A file that is no TOML, or no UTF-8, is a problem that names it and not a crash."""
    folder = tiny.write(tmp_path)
    for content in (b"[[", b"x = '\xff'"):
        (folder / name).write_bytes(content)
        problems = [problem for problem in read_folder(folder)[1] if problem.rule.startswith("cannot be read as TOML")]
        assert [problem.file for problem in problems] == [name]


@pytest.mark.parametrize("name", [name for name in tiny.FILES if name.endswith(".csv")])
def test_any_unreadable_csv_is_one_problem(tmp_path: Path, name: str) -> None:
    """A table that is no UTF-8, or has a cell without end, is a problem that names it and not a crash."""
    folder = tiny.write(tmp_path)
    head = (folder / name).read_bytes().splitlines()[0]
    for content in (b"\xff\xfe", head + b'\n"' + b"x" * 200_000):
        (folder / name).write_bytes(content)
        assert {problem.file for problem in read_folder(folder)[1]} == {name}


def test_scalars_where_tables_belong_are_problems(tmp_path: Path) -> None:
    """``leg = 3`` and ``leg = ["x"]`` are told, not crashed on."""
    for text in ("leg = 3", 'leg = ["x"]', "leg = [[1]]"):
        folder = tiny.write(tmp_path, land=text)
        assert [problem.file for problem in read_folder(folder)[1]] == ["legs/land.toml"]
