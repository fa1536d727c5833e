"""Reading single files."""

from pathlib import Path

from corridors.errors import Problem
from corridors.tables import read_csv, read_toml


def test_csv_rows_carry_their_line(tmp_path: Path) -> None:
    """Rows come with their line number, stripped, without blank cells; a byte-order mark is no part of the head."""
    path = tmp_path / "t.csv"
    path.write_text('\ufeffa,b,c\n1, ,"x\ny"\n\n 2 ,"3,4",\n', encoding="utf-8")
    problems: list[Problem] = []
    assert list(read_csv(path, problems)) == [(3, {"a": "1", "c": "x\ny"}), (5, {"a": "2", "b": "3,4"})]
    assert problems == []


def test_csv_rows_of_the_wrong_width_are_told(tmp_path: Path) -> None:
    """Too many and too few cells are problems with their line; the other rows are read."""
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2,3\n4\n5,6\n", encoding="utf-8")
    problems: list[Problem] = []
    assert list(read_csv(path, problems)) == [(4, {"a": "5", "b": "6"})]
    assert [problem.record for problem in problems] == ["line 2", "line 3"]


def test_csv_keeps_unusual_line_separators_inside_a_cell(tmp_path: Path) -> None:
    """A cell may hold letters that Unicode calls line ends."""
    path = tmp_path / "t.csv"
    path.write_text("a,b\nx\u2028y,\x0bz\n", encoding="utf-8")
    problems: list[Problem] = []
    assert [row["a"] for _, row in read_csv(path, problems)] == ["x\u2028y"]
    assert problems == []


def test_toml_is_read_or_told(tmp_path: Path) -> None:
    """A TOML file becomes its table; one that is missing or broken becomes an empty table and a problem."""
    path = tmp_path / "t.toml"
    path.write_text("a = 1", encoding="utf-8")
    problems: list[Problem] = []
    assert read_toml(path, problems) == {"a": 1}
    assert problems == []
    path.write_text("a = ", encoding="utf-8")
    assert read_toml(path, problems) == {}
    assert read_toml(tmp_path / "none.toml", problems) == {}
    assert [problem.file for problem in problems] == ["t.toml", "none.toml"]
    assert all("TOML" in str(problem) for problem in problems)
