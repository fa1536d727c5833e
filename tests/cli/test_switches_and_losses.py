"""``landbridge breakeven`` and ``landbridge chokepoints``, as typed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
PAIR = ("alpha_city", "beta_city")


@pytest.mark.parametrize("name", ["breakeven", "chokepoints"])
def test_json_follows_its_schema_and_the_table_its_words(tiny_run: Run, run: Run, name: str) -> None:
    """Both forms answer; the JSON has the fields that its schema asks for."""
    ran = tiny_run(name, *PAIR, "--json")
    assert ran.code == 0, ran.err
    answer = json.loads(ran.out)
    assert answer["schema"] == f"landbridge/{name}/1"
    schema = json.loads(run("schema", name).out)
    fields = schema["$defs"][schema["$ref"].rpartition("/")[2]]
    assert set(fields["required"]) <= set(answer) <= set(fields["properties"])
    assert tiny_run(name, *PAIR).code == 0


def test_three_nearest_are_named(tiny_run: Run) -> None:
    """The table names the switches that lie nearest to what holds now, and every belief as yours."""
    out = tiny_run("breakeven", *PAIR).out
    assert "nearest: " in out
    assert "your belief" in out


def test_pairs_or_two_places(tiny_run: Run, tmp_path: Path) -> None:
    """A file of pairs stands in the place of two places, never beside them."""
    file = tmp_path / "pairs.csv"
    file.write_text("origin,destination\nalpha_city,beta_city\nbeta_city,alpha_city\n", encoding="utf-8")
    assert tiny_run("chokepoints", "--pairs", str(file)).code == 0
    assert tiny_run("chokepoints", *PAIR, "--pairs", str(file)).code == 2
    assert tiny_run("chokepoints").code == 2
    file.write_text("origin\nalpha_city\n", encoding="utf-8")
    assert tiny_run("chokepoints", "--pairs", str(file)).code == 3
