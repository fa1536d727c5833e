"""Options that cannot be asked together are refused, and those that can keep to both sides."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ROUTE = ("route", "alpha_city", "beta_city")
ALTERNATIVES = (("--differ-by", "weight"), ("--differ-by", "km"), ("--overlap", "0.4"), ("--stretch", "2"))
EXPLAINED = (("--backup",), ("--explain",), ("--why-not", "beta_city"))
FRONT = ("--pareto", "time,cost")
IN_TIME = ("--depart", "2026-07-01")
LIMITED = ("--max-time", "30d")
UNPROVED = (
    *ALTERNATIVES, ("--backup",), ("--only", "road"), ("--max-gauge-breaks", "1"), ("--max-borders", "1"),
    LIMITED, ("--max-cost", "9000"), IN_TIME, ("--carbon-price", "50"), FRONT, ("--avoid", "operator:Nobody"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *((FRONT, other) for other in (*ALTERNATIVES, *EXPLAINED)),
        *((IN_TIME, other) for other in (*ALTERNATIVES, *EXPLAINED) if other[0] != "--overlap"),
        *((LIMITED, other) for other in EXPLAINED),
    ],
)
def test_what_cannot_be_asked_together_is_refused(tiny_run: Run, one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """Exit code 2, no answer, and both options named."""
    ran = tiny_run(*ROUTE, *one, *other)
    assert (ran.code, ran.out) == (2, "")
    assert one[0] in ran.err
    assert other[0] in ran.err
    assert "drop one of the two" in ran.err


@pytest.mark.parametrize("options", UNPROVED)
def test_a_certificate_refuses_what_its_checker_does_not_know(
    tiny_run: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    """Exit code 2 before anything is searched or written, and the option named."""
    target = tmp_path / "certificate.json"
    ran = tiny_run(*ROUTE, *options, "--certificate", str(target))
    assert (ran.code, ran.out) == (2, "")
    assert "--certificate cannot be asked with" in ran.err
    assert options[0] in ran.err
    assert not target.exists()


@pytest.mark.parametrize("options", [LIMITED, IN_TIME, FRONT, ("--only", "road"), ("--carbon-price", "50")])
def test_a_matrix_refuses_what_it_does_not_know(tiny_run: Run, options: tuple[str, ...]) -> None:
    """Exit code 2: a cell is the one best way of a day."""
    ran = tiny_run("matrix", "alpha_city", "beta_city", *options)
    assert (ran.code, ran.out) == (2, "")
    assert options[0] in ran.err


@pytest.mark.parametrize("by", ["decisions", "weight", "km"])
def test_alternatives_of_every_kind_keep_to_limits(tiny_run: Run, by: str) -> None:
    """No route exceeds the limit, the list says that it ended by it, and local optimality is not said."""
    free = json.loads(tiny_run(*ROUTE, "--differ-by", by, "--json").out)["itineraries"]
    hours = sorted(item["time_h"]["typical"] for item in free)
    assert len(hours) > 1
    ran = tiny_run(*ROUTE, "--differ-by", by, "--stretch", "9", "--max-time", f"{hours[0]}h", "--json")
    plan = json.loads(ran.out)
    assert [item["time_h"]["typical"] for item in plan["itineraries"]] == hours[:1]
    assert "exceeds --max-time" in plan["exhausted"]["statement"]
    assert plan["itineraries"][0].get("locally_optimal") is None


def test_journeys_in_time_keep_to_the_overlap(tiny_run: Run) -> None:
    """With a departure the method and the warning name the share that was asked for."""
    plan = json.loads(tiny_run(*ROUTE, *IN_TIME, "--overlap", "0.4", "--alternatives", "40", "--json").out)
    assert any("more than 40 %" in line for line in plan["method"])
    assert any("more than 40 % of the decision points" in line for line in plan["warnings"])


def test_why_not_takes_an_operator(tiny_run: Run) -> None:
    """The best route with a line of an operator is a rival like any other."""
    plan = json.loads(tiny_run(*ROUTE, "--why-not", "operator:Nobody", "--json").out)
    (told,) = plan["why_not"]
    assert told["kind"] == "operators"
    assert told["status"] in {"shown", "possible", "closed"}
