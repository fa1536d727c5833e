"""Fronts, limits and what alone may be used, from the command line."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
ROUTE = ("route", "alpha_city", "beta_city")


def test_a_front_is_printed_with_what_each_step_buys(tiny_run: Run) -> None:
    """The table says how much of the front is shown, and each step's price and gain in words."""
    ran = tiny_run(*ROUTE, "--pareto", "time,emissions")
    assert (ran.code, ran.err) == (0, "")
    assert "front of time and emissions" in ran.out
    assert "these 2 are all trades between time and emissions" in ran.out
    assert "1 → 2: +111 kg CO2e buys 2.2 days" in ran.out


def test_a_front_stands_in_the_json(tiny_run: Run) -> None:
    """Size, epsilon, members with their vectors, steps; the ranks of members are those of the itineraries."""
    plan = json.loads(tiny_run(*ROUTE, "--pareto", "time,emissions", "--json").out)
    front = plan["front"]
    assert front.keys() == {"criteria", "units", "size", "epsilon", "exact", "vectors", "members", "steps"}
    assert [member["rank"] for member in front["members"]] == [item["rank"] for item in plan["itineraries"]]
    assert front["steps"][0].keys() == {"from", "to", "pays", "buys"}
    assert plan["query"]["pareto"] == ["time", "emissions"]


def test_a_price_on_carbon_shows_the_parts(tiny_run: Run) -> None:
    """With a price that is not the default the table has the parts of the generalised cost; without, it has not."""
    assert "freight and fees," not in tiny_run(*ROUTE).out
    for option in ("--carbon-price", "--value-of-time"):
        assert "freight and fees," in tiny_run(*ROUTE, option, "75").out


def test_limits_are_echoed(tiny_run: Run) -> None:
    """The limits and what alone may be used stand in the head of the table and in the JSON."""
    options = ("--max-time", "12d", "--max-borders", "2", "--only", "road")
    assert "at most time 288h" in " ".join(tiny_run(*ROUTE, *options).out.split())
    query = json.loads(tiny_run(*ROUTE, *options, "--json").out)["query"]
    assert query["limits"] == ["--max-borders 2", "--max-time 288h"]
    assert query["only"] == ["road"]


def test_a_journey_in_time_says_when_each_step_is_reached(tiny_run: Run) -> None:
    """Steps carry the moment they are reached, in order from the departure on; without a departure they carry none."""
    plan = json.loads(tiny_run(*ROUTE, "--depart", "2026-07-01T06:00", "--json").out)
    for item in plan["itineraries"]:
        reached = [step["reached"] for step in item["steps"]]
        assert reached[0] == "2026-07-01T06:00:00"
        assert reached == sorted(reached)
    plain = json.loads(tiny_run(*ROUTE, "--json").out)
    assert all("reached" not in step for item in plain["itineraries"] for step in item["steps"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--max-cost", "1"), "--max-cost 1, where the way takes USD"),
        (("--only", "rail"), "planned lines"),
        (("--depart", "2026-05-02", "--max-time", "1h"), "on the day of departure"),
    ],
)
def test_no_way_names_what_is_in_the_way(tiny_run: Run, options: tuple[str, ...], said: str) -> None:
    """Exit code 1, and the fewest things that would have to go."""
    ran = tiny_run(*ROUTE, *options)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--pareto", "time"), "two or three"),
        (("--only", "sea", "--avoid", "sea"), "contradicts"),
        (("--max-time", "0d"), "leaves no journey"),
        (("--avoid", "operator:Nobdy"), "did you mean Nobody"),
        (("--max-borders", "-1"), "no count"),
        (("--carbon-price", "nan"), "out of range"),
        (("--depart", "yesterday"), "not a date"),
    ],
)
def test_options_that_make_no_sense_are_two(tiny_run: Run, options: tuple[str, ...], said: str) -> None:
    """Exit code 2 with what, where, why and a way out."""
    ran = tiny_run(*ROUTE, *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    for part in ("where:", "why:", "try:"):
        assert part in ran.err
