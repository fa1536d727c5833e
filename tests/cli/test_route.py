"""What ``landbridge route`` prints and how it ends."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from corridors.itinerary import Plan

Run = Callable[..., Any]

ROUTE = ("route", "alpha_city", "beta_city")


def answer(run: Run, *arguments: str) -> dict[str, Any]:
    """The JSON of a route."""
    ran = run(*arguments, "--json")
    assert ran.code == 0, ran.err
    assert ran.err == ""
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_table_is_an_answer(tiny_run: Run) -> None:
    """Without options a comparison and the legs of each route are printed, and nothing on stderr."""
    ran = tiny_run(*ROUTE)
    assert (ran.code, ran.err) == (0, "")
    for text in (
        "Alpha City (XA) → Beta City (XB)",
        "on 2026-07-31",
        "Ring Corridor",
        "Gate",
        "The Narrows",
        "best, cheapest, fastest",
    ):
        assert text in ran.out


def test_json_keeps_the_contract(tiny_run: Run) -> None:
    """All keys of landbridge/plan/1 stand where the design says."""
    plan = answer(tiny_run, *ROUTE)
    assert plan["schema"] == "landbridge/plan/1"
    assert plan.keys() >= {"schema", "data_version", "query", "itineraries", "dropped", "warnings"}
    assert plan["query"].keys() >= {"origin", "destination", "on", "by", "scenario", "cargo"}
    for end in ("origin", "destination"):
        assert plan["query"][end].keys() == {"id", "name", "country"}
    assert plan["query"]["on"] == "2026-07-31"
    assert plan["query"]["scenario"] is None
    assert len(plan["itineraries"]) == 2
    for rank, item in enumerate(plan["itineraries"], start=1):
        assert item["rank"] == rank
        assert item.keys() >= {
            "rank", "id", "labels", "distance_km", "time_h", "cost_usd", "co2e_kg", "modes", "countries", "places",
            "borders", "decisions", "gauge_breaks", "weakest_basis", "steps",
        }  # fmt: skip
        for measure in ("time_h", "cost_usd", "co2e_kg"):
            assert item[measure].keys() == {"low", "typical", "high"}
        assert {step["kind"] for step in item["steps"]} == {"leg", "handling"}
        for step in item["steps"]:
            if step["kind"] == "leg":
                wanted = {
                    "kind", "id", "mode", "gauge_mm", "from", "to", "distance_km", "time_h", "cost_usd", "co2e_kg",
                    "status", "basis", "sources",
                }  # fmt: skip
            else:
                wanted = {"kind", "type", "place", "time_h", "cost_usd", "basis", "sources"}
                assert step["type"] in {"gauge_change", "quay", "transfer", "border", "wait"}
            assert step.keys() >= wanted


def test_json_round_trips(tiny_run: Run) -> None:
    """The printed JSON decodes to a Plan that encodes to the same JSON."""
    ran = tiny_run(*ROUTE, "--json")
    plan = msgspec.json.decode(ran.out, type=Plan)
    assert json.loads(msgspec.json.encode(plan)) == json.loads(ran.out)


def test_json_fits_its_schema_names(run: Run, tiny_run: Run) -> None:
    """``landbridge schema plan`` names every key that the JSON has."""
    schema = json.loads(run("schema", "plan").out)
    definitions = schema["$defs"]
    plan = answer(tiny_run, *ROUTE)
    assert definitions["Plan"]["properties"].keys() == {*plan, "front"}, "a front is there where it is asked for"
    assert definitions["Itinerary"]["properties"].keys() == plan["itineraries"][0].keys()
    assert definitions["QueryEcho"]["properties"].keys() == plan["query"].keys()


def test_json_is_the_same_twice(tiny_run: Run) -> None:
    """One question has one answer, byte for byte."""
    assert tiny_run(*ROUTE, "--json").out == tiny_run(*ROUTE, "--json").out


def test_csv_has_a_row_a_step(tiny_run: Run) -> None:
    """``--format csv`` is parsed by the csv module into one row a step whose sums are the itinerary's."""
    plan = answer(tiny_run, *ROUTE)
    ran = tiny_run(*ROUTE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out, newline="")))
    assert ran.code == 0
    assert len(rows) == sum(len(item["steps"]) for item in plan["itineraries"])
    for item in plan["itineraries"]:
        hours = sum(float(row["time_h"]) for row in rows if row["rank"] == str(item["rank"]))
        assert hours == pytest.approx(item["time_h"]["typical"], abs=0.02)


def test_geojson_is_a_collection(tiny_run: Run) -> None:
    """``--format geojson`` is a FeatureCollection with a line for each leg, in the direction of travel."""
    plan = answer(tiny_run, *ROUTE)
    found = json.loads(tiny_run(*ROUTE, "--format", "geojson").out)
    assert found["type"] == "FeatureCollection"
    lines = [feature for feature in found["features"] if feature["geometry"]["type"] == "LineString"]
    legs = [step for item in plan["itineraries"] for step in item["steps"] if step["kind"] == "leg"]
    assert [line["properties"]["id"] for line in lines] == [leg["id"] for leg in legs]
    points = {
        feature["properties"]["id"]: feature["geometry"]["coordinates"]
        for feature in found["features"]
        if feature["geometry"]["type"] == "Point"
    }
    for line in lines:
        ends = [line["geometry"]["coordinates"][0], line["geometry"]["coordinates"][-1]]
        assert ends == [points[line["properties"]["from"]], points[line["properties"]["to"]]]


def test_markdown_is_a_table(tiny_run: Run) -> None:
    """``--format markdown`` has a pipe table whose rows all have as many cells as its head."""
    ran = tiny_run(*ROUTE, "--format", "markdown")
    tables = [line for line in ran.out.splitlines() if line.startswith("|")]
    assert ran.code == 0
    assert any(line.startswith("| # |") for line in tables)
    heads = {line.count("|") for line in tables}
    assert len(heads) == 2, "the comparison and the steps have one width each"


def test_steps_print_every_source(tiny_run: Run) -> None:
    """``--steps`` shows the basis of each leg and the list of sources."""
    ran = tiny_run(*ROUTE, "--steps")
    assert "assumed" in ran.out
    assert "made-up: Nobody: Made up for a test" in ran.out


@pytest.mark.parametrize(
    "name", ["XAACT", "xa act", "ALPHA  CITY", "Альфа", "الفا", "Alpha City, XA", "Alpha City, Альфия"]
)
def test_names_in_any_spelling(tiny_run: Run, name: str) -> None:
    """FROM takes UN/LOCODEs, names in any script and case, and names narrowed by country."""
    assert answer(tiny_run, "route", name, "Old Beta")["query"]["origin"]["id"] == "alpha_city"


def test_a_date_closes_the_gate(tiny_run: Run) -> None:
    """On a day of the closure the sea way is best, and the answer says what is shut and until when."""
    plan = answer(tiny_run, *ROUTE, "--on", "2026-05-15")
    assert [item["modes"] for item in plan["itineraries"]] == [["rail", "sea"]]
    assert any("gate-shut" in warning and "2026-05-31" in warning for warning in plan["warnings"])
    assert len(plan["dropped"]) == 1
    assert "alpha_post" in plan["dropped"][0]["places"]


def test_a_date_beyond_the_data_is_flagged(tiny_run: Run) -> None:
    """A day after the as-of date is answered with a warning."""
    plan = answer(tiny_run, *ROUTE, "--on", "2027-07-01")
    assert any("2026-07-31" in warning for warning in plan["warnings"])


def test_planned_lines_only_when_asked(tiny_run: Run) -> None:
    """A planned line is used with ``--include planned`` alone, and flagged."""
    without = answer(tiny_run, *ROUTE, "--alternatives", "9")
    ids = {step.get("id") for item in without["itineraries"] for step in item["steps"]}
    assert "rail-gate" not in ids
    rail = answer(tiny_run, *ROUTE, "--modes", "rail", "--include", "planned")
    assert rail["query"]["include"] == ["planned"]
    (item,) = rail["itineraries"]
    assert "planned" in {step.get("status") for step in item["steps"]}
    assert any("planned" in warning and "2030" in warning for warning in item["warnings"])


def test_a_scenario_closes_the_sea(tiny_run: Run) -> None:
    """``--scenario`` lays its effects over the day."""
    plan = answer(tiny_run, *ROUTE, "--scenario", "storm")
    assert plan["query"]["scenario"] == "storm"
    assert all("sea" not in item["modes"] for item in plan["itineraries"])


@pytest.mark.parametrize("word", ["XB-gate", "road", "Gate", "road-gate", "alpha_post"])
def test_avoid_takes_every_kind(tiny_run: Run, word: str) -> None:
    """``--avoid`` with a mode, a leg, a post or a whole gate leaves the sea way; an unknown word is refused."""
    ran = tiny_run(*ROUTE, "--avoid", word, "--json")
    if word == "XB-gate":
        assert ran.code == 2
        return
    assert ran.code == 0, ran.err
    assert [item["modes"] for item in json.loads(ran.out)["itineraries"]] == [["rail", "sea"]]


@pytest.mark.parametrize("word", ["ring", "Ring Corridor", "narrows", "Slim Strait", "sea"])
def test_avoiding_the_sea_way(tiny_run: Run, word: str) -> None:
    """``--avoid`` with a corridor, a passage or the sea itself leaves the road."""
    plan = answer(tiny_run, *ROUTE, "--avoid", word)
    assert [item["modes"] for item in plan["itineraries"]] == [["road"]]


def test_via_and_corridor_bind(tiny_run: Run) -> None:
    """``--via`` makes every route pass the place, there and back if need be; ``--corridor`` keeps to its legs."""
    plan = answer(tiny_run, *ROUTE, "--via", "beta_port")
    assert all("beta_port" in item["places"] for item in plan["itineraries"])
    plan = answer(tiny_run, *ROUTE, "--corridor", "Ring Corridor")
    assert [item["modes"] for item in plan["itineraries"]] == [["rail", "sea"]]


def test_a_closed_season_closes_the_sea(tiny_run: Run) -> None:
    """In the season in which a passage is closed, over the new year, no route uses it."""
    for day in ("2026-12-01", "2026-01-10", "2026-02-15"):
        plan = answer(tiny_run, *ROUTE, "--on", day)
        assert all("sea" not in item["modes"] for item in plan["itineraries"])
    assert len(answer(tiny_run, *ROUTE, "--on", "2026-02-16")["itineraries"]) == 2


def test_no_route_is_one(tiny_run: Run) -> None:
    """Where nothing leads there the exit code is 1, stdout is empty, and stderr says what, why and what to try."""
    for arguments in (("route", "alpha_city", "island_west"), (*ROUTE, "--avoid", "road", "--avoid", "sea")):
        ran = tiny_run(*arguments, "--json")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("landbridge: no way from Alpha City")
        assert "why:" in ran.err
        assert "try:" in ran.err


def test_no_route_names_what_stands_in_the_way(tiny_run: Run) -> None:
    """The refusal names the constraint that leaves nothing."""
    ran = tiny_run(*ROUTE, "--avoid", "road", "--avoid", "rail-gate", "--avoid", "narrows")
    assert ran.code == 1
    assert "Gate–Beta City: --avoid road" in ran.err


def test_map_is_written_or_refused(tiny_run: Run, tmp_path: Path) -> None:
    """``--map`` writes a file that exists afterwards; a folder that is missing is exit code 5."""
    target = tmp_path / "map.html"
    ran = tiny_run(*ROUTE, "--map", str(target), "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["schema"] == "landbridge/plan/1"
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    ran = tiny_run(*ROUTE, "--map", str(tmp_path / "nowhere" / "map.html"))
    assert ran.code == 5
    assert "nowhere" in ran.err
    assert ran.out == ""
