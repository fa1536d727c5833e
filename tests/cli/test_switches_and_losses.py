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


def test_every_route_names_its_switching_values(tiny_run: Run, tmp_path: Path) -> None:
    """In JSON, under --explain and on the map; and each statement holds the value that it is made of."""
    routes = json.loads(tiny_run("route", *PAIR, "--json").out)["itineraries"]
    assert all(route["switches"] for route in routes)
    explained = " ".join(tiny_run("route", *PAIR, "--explain").out.split())
    page = tmp_path / "page.html"
    assert tiny_run("route", *PAIR, "--map", str(page)).code == 0
    block = page.read_text(encoding="utf-8").partition('id="landbridge-data">')[2].partition("</script>")[0]
    drawn = json.loads(block)["itineraries"]
    assert [each["switches"] for each in drawn] == [[one["statement"] for one in each["switches"]] for each in routes]
    for route in routes:
        assert len(route["switches"]) <= 3
        for switch in route["switches"]:
            assert switch["statement"].startswith(f"{switch['label']} {switch['side']} ")
            assert switch["statement"] in explained
    plain = tiny_run("route", *PAIR).out
    assert routes[0]["switches"][0]["statement"] not in " ".join(plain.split())
