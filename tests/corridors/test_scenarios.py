"""Scenarios compose, leave the network as it is, and say all that is wrong with them at once."""

import datetime as dt
from itertools import combinations
from pathlib import Path

import msgspec
import pytest

from corridors import Network
from corridors.conditions import span_on
from corridors.edits import Scenario, Shift
from corridors.errors import DataError
from corridors.model import Effect
from corridors.scenarios import laid, stage
from tests.tiny import FIGURE

SHIPPED = (
    "today", "before-2026-war", "hormuz-closed", "iran-closed", "red-sea-cape", "pak-afghan-borders-shut",
    "pak-afghan-borders-open", "rasht-astara-open", "trans-afghan-kharlachi", "trans-afghan-western",
    "torghundi-herat-open", "chabahar-zahedan-open", "caspian-low-water", "volga-winter", "salang-snow", "bolan-line-cut",
    "sanctions-strict", "zangezur-open", "kazakh-turkmen-iran-tariff-cut",
)  # fmt: skip

BYPASS = f"""[[source]]
id = "my-survey"
producer = "me"
title = "My survey"
licence = "mine"
kind = "personal"
note = "undated"

[[scenario]]
id = "bypass"
title = "A road round the gate"
sources = ["my-survey"]

[[scenario.new_places]]
id = "gamma_city"
name = "Gamma City"
country = "XA"
lon = 50.6
lat = 38.2
kind = "city"
position_basis = "assumed"
position_note = "made up"

[[scenario.new_legs]]
id = "rail-alpha-gamma"
from = "alpha_city"
to = "gamma_city"
mode = "rail"
gauge_mm = 1520
distance_km = {{ typical = 260, low = 250, high = 300, {FIGURE} }}
status = [{{ state = "open" }}]

[[scenario.new_legs]]
id = "road-gamma-post"
from = "gamma_city"
to = "alpha_post"
mode = "road"
distance_km = {{ typical = 260, low = 250, high = 300, {FIGURE} }}
status = [{{ state = "open" }}]

[[scenario.new_facilities]]
place = "gamma_city"
tracks = ["rail-1520", "road"]
"""


def scenario(name: str, **fields: object) -> Scenario:
    """A scenario that does what the fields say."""
    plain = {"id": name, "title": name, "reasoning": "made up", "sources": ["made-up"], **fields}
    return msgspec.convert(plain, Scenario)


def holding(network: Network, *scenarios: Scenario) -> Network:
    """The network with more scenarios in its data."""
    return network.replaced("", scenarios=(*network.data.scenarios, *scenarios))


def problems(network: Network, *words: str) -> list[str]:
    """What is wrong with scenarios, one line a problem."""
    with pytest.raises(DataError) as error:
        stage(network, words)
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scenario_is_shipped(shipped: Network, name: str) -> None:
    """Each scenario that is promised is there, with its reasoning and sources, and can be laid."""
    record = shipped.scenarios[name]
    assert record.reasoning
    assert record.sources
    assert stage(shipped, [name])[1] == (name,)


def test_shipped_scenarios_compose(shipped: Network) -> None:
    """Any two shipped scenarios can be laid together, but for those that say they contradict each other."""
    refused = set()
    for pair in combinations(shipped.scenarios, 2):
        try:
            assert stage(shipped, pair)[1] == pair
        except DataError:
            refused.add(frozenset(pair))
    assert refused == {frozenset({"pak-afghan-borders-open", "pak-afghan-borders-shut"})}


def test_effects_need_no_network_of_their_own(tiny_network: Network) -> None:
    """A scenario of effects alone is laid over the very network that is given, once however often it is named."""
    assert stage(tiny_network, ["storm", "storm"]) == (tiny_network, ("storm",))


def test_a_file_adds_places_legs_and_facilities(tiny_network: Network, tmp_path: Path) -> None:
    """What a file adds is in a network beside the given one, which stays as it was; the same file gives the same network."""
    before = msgspec.json.encode(tiny_network.data)
    path = tmp_path / "mine.toml"
    path.write_text(BYPASS)
    network, names = stage(tiny_network, [str(path)])
    assert names == ("bypass",)
    assert {"rail-alpha-gamma", "road-gamma-post"} <= network.legs.keys()
    assert "gamma_city" in network.places
    assert "gamma_city" in network.facilities
    assert "my-survey" in network.sources
    assert not network.scenarios["bypass"].rebuilds
    assert stage(tiny_network, [str(path)])[0] is network
    assert "gamma_city" not in tiny_network.places
    assert msgspec.json.encode(tiny_network.data) == before


def test_a_planned_leg_opens_on_another_day(tiny_network: Network) -> None:
    """A promise that is shifted makes the leg a plan until its day and open from then on."""
    opens = dt.date(2027, 5, 1)
    network, _ = stage(holding(tiny_network, scenario("soon", shifts=[{"leg": "rail-gate", "opens": opens}])), ["soon"])
    spans = network.legs["rail-gate"].status
    states = [span_on(spans, day, "forward") for day in (opens - dt.timedelta(1), opens)]
    assert [span.state for span in states if span is not None] == ["planned", "open"]


def test_an_open_leg_opens_later(tiny_network: Network) -> None:
    """An opening that is shifted leaves no day with two states and none without one after it."""
    day = dt.date(2026, 9, 1)
    network = laid(tiny_network, [scenario("late", shifts=[{"leg": "road-gate", "opens": day}])])
    spans = network.legs["road-gate"].status
    assert span_on(spans, day - dt.timedelta(1), "forward") is None
    found = span_on(spans, day, "backward")
    assert found is not None
    assert found.state == "open"


def test_an_event_ends_earlier(tiny_network: Network) -> None:
    """The effects of an event that is shifted end with it."""
    end = dt.date(2026, 5, 10)
    (event,) = laid(tiny_network, [scenario("brief", shifts=[{"event": "gate-shut", "end": end}])]).data.events
    assert event.end == end
    assert [(effect.start, effect.end) for effect in event.effects] == [(dt.date(2026, 5, 1), end)]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({"contradicts": ["b"]}, {}, "contradict each other"),
        ({"on": "2026-01-01"}, {"on": "2026-02-01"}, "different days"),
        (
            {"shifts": [{"leg": "rail-gate", "opens": "2027-01-01"}]},
            {"shifts": [{"leg": "rail-gate", "opens": "2028-01-01"}]},
            "both shift",
        ),
        ({"shifts": [{"event": "gate-shut", "end": "2026-05-09"}]}, {"lifts": ["gate-shut"]}, "lifts what"),
        (
            {"effects": [{"legs": ["road-gate"], "state": "open"}]},
            {"effects": [{"legs": ["road-gate"], "state": "suspended"}]},
            "opens what the other closes",
        ),
    ],
)
def test_contradictions_are_told(
    tiny_network: Network, one: dict[str, object], other: dict[str, object], said: str
) -> None:
    """Two scenarios that cannot hold together are refused in either order; each alone is not."""
    network = holding(tiny_network, scenario("a", **one), scenario("b", **other))
    for words in (("a", "b"), ("b", "a")):
        (problem,) = problems(network, *words)
        assert said in problem
    assert stage(network, ["a"])[1] == ("a",)
    assert stage(network, ["b"])[1] == ("b",)


def test_a_given_day_settles_two_days(tiny_network: Network) -> None:
    """Scenarios of different days do not contradict each other when the question names its own."""
    network = holding(tiny_network, scenario("a", on="2026-01-01"), scenario("b", on="2026-02-01"))
    assert stage(network, ["a", "b"], on="2026-03-01")[1] == ("a", "b")


def test_all_that_is_wrong_with_scenarios_is_one_list(tiny_network: Network) -> None:
    """Names that are not there, each with the nearest one, stand beside what contradicts; nothing is laid."""
    network = holding(tiny_network, scenario("a", on="2026-01-01"), scenario("b", on="2026-02-01"))
    with pytest.raises(DataError) as error:
        stage(network, ["strom", "a", "b", "gale"])
    assert error.value.exit_code == 3
    assert [problem.record.split()[0].rstrip(":") for problem in error.value.problems] == ["strom", "gale", "scenarios"]
    assert "storm" in error.value.problems[0].remedy


BROKEN = """[[scenario]]
id = "mine"
title = "Mine"
reasonning = "typo"

[[scenario.effects]]
legs = ["road-gate"]
state = "shut"

[[scenario.effects]]
legs = ["road-gate"]
start = 2026-05-01
end = 2026-04-01
state = "suspended"

[[scenario.shifts]]
leg = "rail-gate"

[[scenarios]]
id = "x"
"""


def test_all_problems_of_a_file_are_told_with_their_lines(tiny_network: Network, tmp_path: Path) -> None:
    """Unknown keys, wrong values, dates out of order and unknown tables come in one list, each with its line."""
    path = tmp_path / "mine.toml"
    path.write_text(BROKEN)
    found = problems(tiny_network, str(path))
    assert [problem.partition(": ")[0].rpartition(":")[2] for problem in sorted(found)] == ["10", "16", "19", "4", "8"]
    text = "\n".join(found)
    assert "did you mean reasoning?" in text
    assert "ends before it starts" in text
    assert "shifted by opens" in text


def test_a_leg_that_is_not_there_is_told_with_the_nearest(tiny_network: Network, tmp_path: Path) -> None:
    """A file that names a leg which is not there says in which line, and which one may be meant."""
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[scenario]]\nid = "mine"\ntitle = "Mine"\n\n[[scenario.effects]]\nlegs = ["road-gat"]\nstate = "open"\n'
    )
    (problem,) = problems(tiny_network, str(path))
    assert problem == f"{path}:6: mine.effects.legs = road-gat: no such leg; did you mean road-gate?"


@pytest.mark.parametrize("text", ["", "[[scenario]\n", "[[source]]\n"])
def test_a_file_without_a_scenario_is_refused(tiny_network: Network, tmp_path: Path, text: str) -> None:
    """An empty file, one that is no TOML and one without a scenario are refused."""
    path = tmp_path / "mine.toml"
    path.write_text(text)
    assert problems(tiny_network, str(path))
    assert problems(tiny_network, str(tmp_path / "missing.toml"))


def test_a_shift_after_which_an_event_would_end_before_it_starts(tiny_network: Network) -> None:
    """An end that is shifted before the start is refused."""
    network = holding(tiny_network, scenario("early", shifts=[{"event": "gate-shut", "end": "2026-04-01"}]))
    (problem,) = problems(network, "early")
    assert "end before it starts" in problem


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"leg": "a", "event": "b", "start": dt.date(2026, 1, 1)},
        {"leg": "a", "start": dt.date(2026, 1, 1)},
        {"event": "a", "opens": dt.date(2026, 1, 1)},
        {"event": "a"},
        {"event": "a", "start": dt.date(2026, 2, 1), "end": dt.date(2026, 1, 1)},
    ],
)
def test_a_shift_names_one_thing_and_its_dates(fields: dict[str, object]) -> None:
    """A shift of nothing, of two things, to no date or to dates out of order is no record."""
    with pytest.raises(ValueError, match=r"shift|before"):
        Shift(**fields)  # type: ignore[arg-type]


def test_a_check_does_nothing_else() -> None:
    """An effect that asks for a check has no say in state, time or cost."""
    with pytest.raises(ValueError, match="does nothing else"):
        Effect(check="law", cost_factor=2.0)
