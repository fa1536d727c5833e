"""What questions share is shared, and shows in no answer."""

import datetime as dt
from random import Random

import msgspec
import pytest

from corridors import Network
from corridors.errors import NoRouteError
from corridors.itinerary import Cargo
from planner import Query, ask, plan
from planner.constraints import Avoid
from planner.graph import Graph
from planner.setting import MOST_KEPT, Kept
from tests.random_networks import case


def answer(network: Network, query: Query) -> bytes:
    """The answer as JSON, or why there is none."""
    try:
        return msgspec.json.encode(plan(network, query))
    except NoRouteError as error:
        return str(error).encode()


def variations(query: Query, places: list[str], rnd: Random) -> list[Query]:
    """Like questions: another pair, day, cargo, objective, constraint."""
    change = msgspec.structs.replace
    origin, destination = rnd.sample(places, 2)
    return [
        query,
        change(query, origin=origin, destination=destination, via=()),
        change(query, origin=query.destination, destination=query.origin, via=()),
        change(query, on=dt.date(2026, 1, 10)),
        change(query, on=dt.date(2026, 7, 31)),
        change(query, by="distance"),
        change(query, by="time"),
        change(query, cargo=Cargo(teu=2, tonnes_per_teu=24.0)),
        change(query, include_planned=not query.include_planned),
        change(query, scenarios=() if query.scenarios else ("what-if",)),
        change(query, value_of_time_usd_per_day=48.0),
        change(query, modes=frozenset({"rail", "sea"})),
        change(query, avoid=Avoid(modes=frozenset({"road"}), words=("road",))),
        change(query, alternatives=1),
    ]


@pytest.mark.parametrize("block", range(10))
def test_no_answer_depends_on_what_was_asked_before(block: int) -> None:
    """Questions put one after the other to one network are answered as each is by a network of its own."""
    for seed in range(20 * block, 20 * block + 20):
        made = case(seed)
        rnd = Random(seed)  # noqa: S311 - repeatable, not secret
        places = [place.id for place in made.network.data.places if not place.at_sea]
        if len(places) < 2:
            continue
        queries = variations(made.query, places, rnd)
        rnd.shuffle(queries)
        for query in queries:
            assert answer(made.network, query) == answer(case(seed).network, query), f"seed {seed}: {query}"


def test_questions_of_one_day_share_weights(tiny_network: Network) -> None:
    """Another pair shares the setting; another day, cargo, objective or constraint does not."""
    query = ask(tiny_network, "alpha_city", "beta_city")
    setting = Graph(tiny_network, query).setting
    assert Graph(tiny_network, ask(tiny_network, "beta_port", "alpha_port", alternatives=2)).setting is setting
    for option in ({"on": "2026-05-10"}, {"teu": 2}, {"by": "time"}, {"value_of_time": 1}, {"scenario": ["storm"]}):
        other = Graph(tiny_network, ask(tiny_network, "alpha_city", "beta_city", **option)).setting
        assert other.weights is not setting.weights
    for option in ({"avoid": ["sea"]}, {"modes": "road"}):
        other = Graph(tiny_network, ask(tiny_network, "alpha_city", "beta_city", **option)).setting
        assert other is not setting
        assert other.weights is setting.weights


def test_goods_that_may_not_pass_have_their_own_barriers(tiny_network: Network) -> None:
    """Goods of the island may not enter Betaland: their setting has the barrier, that of other goods has not."""
    island = Graph(tiny_network, ask(tiny_network, "island_east", "alpha_city")).setting
    others = Graph(tiny_network, ask(tiny_network, "beta_city", "alpha_city")).setting
    assert {barrier.kind for barrier in island.barriers.values()} >= {"barred"}
    assert "barred" not in {barrier.kind for barrier in others.barriers.values()}


def test_little_is_kept() -> None:
    """However many days are asked about, a network keeps a bounded number of things, the last ones."""
    made = case(3)
    for day in range(3 * MOST_KEPT):
        query = msgspec.structs.replace(made.query, on=dt.date(2026, 1, 1) + dt.timedelta(day))
        Graph(made.network, query)
    kept = made.network.derived(Kept)
    assert len(kept) <= MOST_KEPT
    assert kept.get(("day", query.on, query.scenarios), lambda: None) is not None


def test_an_end_of_the_journey_is_no_decision(tiny_network: Network) -> None:
    """A port where the journey starts is no decision point; the same port on the way is one."""
    mark = "port:alpha_port"
    by_way = Graph(tiny_network, ask(tiny_network, "alpha_city", "beta_port"))
    at_end = Graph(tiny_network, ask(tiny_network, "alpha_port", "beta_port"))
    assert by_way.setting is at_end.setting
    assert any(mark in arc.decisions for arc in by_way.arcs)
    assert not any(mark in arc.decisions for arc in at_end.arcs)
