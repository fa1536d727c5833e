"""``landbridge route``: what tells routes apart, backup, explanations and rivals, as text and JSON, and what is refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
ROUTE = ("route", "alpha_city", "beta_city")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--differ-by", "colour"), "--differ-by"),
        (("--overlap", "1"), "--overlap"),
        (("--overlap", "-0.1"), "--overlap"),
        (("--overlap", "nan"), "--overlap"),
        (("--stretch", "0.9"), "--stretch"),
        (("--stretch", "inf"), "--stretch"),
        (("--stretch", "2", "--corridor", "line"), "--corridor"),
        (("--why-not", "nowhere at all"), "--why-not"),
    ],
)
def test_options_that_make_no_sense_are_refused(tiny_run: Run, arguments: tuple[str, ...], said: str) -> None:
    """A bad option ends in exit 2, names itself and prints no answer."""
    ran = tiny_run(*ROUTE, *arguments)
    assert ran.code == 2
    assert not ran.out
    assert said in ran.err


@pytest.mark.parametrize("by", ["decisions", "weight", "km"])
def test_the_answer_says_how_routes_are_told_apart(tiny_run: Run, by: str) -> None:
    """JSON holds the options, the likeness by decisions, weight and km, local optimality, and what ended the list."""
    ran = tiny_run(*ROUTE, "--differ-by", by, "--overlap", "0.4", "--alternatives", "40", "--json")
    assert ran.code == 0
    plan = json.loads(ran.out)
    assert (plan["query"]["differ_by"], plan["query"]["overlap"]) == (by, 0.4)
    ended = plan["exhausted"]
    assert ended["asked"] == 40
    assert ended["statement"] in plan["warnings"]
    measure = {"decisions": "decisions", "weight": "weight", "km": "distance"}[by]
    found = [item for item in plan["itineraries"] if item["rank"] <= ended["shown"]]
    for item in found:
        assert isinstance(item["locally_optimal"], bool)
        for overlap in item["overlaps"]:
            assert overlap[measure] <= 0.4 + 1e-9


def test_explanations_are_printed_when_they_are_asked_for(tiny_run: Run) -> None:
    """--explain, --why-not and --backup add their parts to table, Markdown and JSON; without them nothing is there."""
    asked = (*ROUTE, "--explain", "--backup", "--why-not", "beta_city")
    for form in ("table", "markdown"):
        text = tiny_run(*asked, "--format", form).out.lower()
        assert "why this way" in text
        assert "why not beta_city" in text
        assert "backup: " in text
    plan = json.loads(tiny_run(*asked, "--json").out)
    assert plan["why"]
    assert plan["why_not"][0]["status"] == "shown"
    assert plan["why_not"][0]["rank"] == 1
    assert plan["backup"]["statement"]
    bare = json.loads(tiny_run(*ROUTE, "--json").out)
    assert (bare["why"], bare["why_not"], bare["backup"]) == ([], [], None)
    assert "why" not in tiny_run(*ROUTE).out


def test_the_schema_names_what_is_new(run: Run) -> None:
    """The schema of a plan describes the ending of the search, the backup and the rivals."""
    schema = json.loads(run("schema", "plan").out)
    assert {"Exhausted", "Backup", "WhyNot", "Difference"} <= schema["$defs"].keys()
