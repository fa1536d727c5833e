"""The nearest switching values against all of them."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

import msgspec
import pytest

from corridors.errors import NoRouteError
from corridors.network import Network
from planner.breakeven import breakeven
from planner.frame import Frame
from planner.parameters import Parameters
from planner.plan import plan
from planner.query import Query, ask
from planner.search.nearby import nearby
from planner.search.parametric import Parametric
from planner.search.paths import distances_to, shortest, weigh
from planner.switching import NEAREST, REACHES, Nearest, Takeover
from planner.ways import Ways
from tests.planner.random_graphs import case as graph_case
from tests.random_networks import priced_case


def _asked(seeds: Iterable[int]) -> Iterator[tuple[int, Network, Query, Ways]]:
    """The networks and the questions of seeds that have a way."""
    for seed in seeds:
        network, query = priced_case(seed)
        query = msgspec.structs.replace(query, switches=True)
        ways = Ways(network, query)
        if ways.different:
            yield seed, network, query, ways


def _all(network: Network, query: Query) -> Iterator[tuple[Takeover, dict[int, int]]]:
    """Every place on either side of now at which the best path is left, over the whole graph and all numbers."""
    frame = Frame(network, query)
    search = Parametric(frame.open, frame.source, frame.target)
    parameters = Parameters(frame.graph)
    for name, parts in parameters.parts.items():
        parameter = parameters.known[name]
        if not parameter.value:
            continue
        now, low, high = parameter.span
        pairs = list(pairwise(search.pieces(parts, now, low, high)))
        for before, _ in [pair for pair in pairs if pair[0].end <= now][-1:]:
            yield Takeover(parameter, before.end, above=False, path=before.line.path), parts
        for before, after in [pair for pair in pairs if pair[0].end > now][:1]:
            yield Takeover(parameter, before.end, above=True, path=after.line.path), parts


def _told(takeovers: list[Takeover]) -> list[tuple[str, Fraction, bool]]:
    return [(takeover.parameter.name, takeover.factor, takeover.above) for takeover in takeovers]


@pytest.mark.parametrize("start", range(0, 120, 30))
def test_the_nearest_are_the_nearest_of_all(start: int) -> None:
    """What a search of a small part of the graph finds is what comes first of all switching values of all numbers."""
    near = 0
    for seed, network, query, ways in _asked(range(start, start + 30)):
        paths = [tuple(arc.number for arc in way) for way in ways.different]
        every = list(_all(network, query))
        within = Nearest(found for found, _ in every if found.place[0] <= REACHES[-1]).found
        if len(within) == NEAREST:
            near += 1
        else:
            owing = {number for path in paths for number in path}
            within = Nearest(found for found, parts in every if not owing.isdisjoint(parts)).found
        assert _told(ways.switching.nearest(paths[0], paths[1:])[0]) == _told(within), seed
    assert near


@pytest.mark.parametrize("seed", range(40))
def test_a_small_graph_has_every_light_path(seed: int) -> None:
    """Losing any arc that the part does not have leaves all paths up to the bound, and the lightest path is the same."""
    example = graph_case(seed)
    whole = example.graph()
    to_target = distances_to(whole, example.target)
    best = shortest(whole, 0, example.target)
    if best is None:
        return
    lightest = weigh(whole, 0, best)
    most = lightest + lightest // 3
    part = nearby(whole, 0, example.target, to_target, most)
    assert shortest(part.graph, part.source, part.target) == best
    for _, _, _, number in example.links:
        forced = _through(example.links, number, example.size, example.target)
        assert (number in part.through) == (forced is not None and forced <= most), number
        if number in part.through:
            assert part.through[number] == [forced]


def _through(links: list[tuple[int, int, int, int]], number: int, size: int, target: int) -> int | None:
    """The weight of the lightest walk over an arc, by relaxing all arcs until nothing changes."""
    tail, head, weight, _ = links[number]
    ends = []
    for source, reverse, wanted in ((0, False, tail), (target, True, head)):
        found: dict[int, int] = {source: 0}
        for _ in range(size):
            for one, other, step, _ in links:
                a, b = (other, one) if reverse else (one, other)
                if a in found and found[a] + step < found.get(b, 1 << 60):
                    found[b] = found[a] + step
        ends.append(found.get(wanted))
    before, after = ends
    return None if before is None or after is None else before + weight + after


def test_another_route_draws_level_where_it_is_said_to() -> None:
    """At its value the two paths weigh the same; on its side the other is lighter."""
    tried = 0
    for _, network, query, ways in _asked(range(60)):
        best, *others = [tuple(arc.number for arc in way) for way in ways.different]
        frame = Frame(network, query)
        parameters = Parameters(frame.graph)
        for path, found in zip(others, ways.switching.nearest(best, others)[1:], strict=True):
            for takeover in found:
                parts = parameters.parts[takeover.parameter.name]
                now = takeover.parameter.span[0]
                slopes = [sum(parts.get(number, 0) for number in each) for each in (best, path)]
                weights = [weigh(frame.open, frame.source, each) for each in (best, path)]
                at, beyond = (
                    [weight + slope * (t - now) for weight, slope in zip(weights, slopes, strict=True)]
                    for t in (
                        takeover.factor,
                        takeover.factor + (Fraction(1, 1000) if takeover.above else Fraction(-1, 1000)),
                    )
                )
                assert at[0] == at[1]
                assert beyond[1] < beyond[0]
                tried += 1
    assert tried > 20


def test_every_route_names_its_switching_values_as_breakeven_does() -> None:
    """The first route's are those that the table of switching values calls the nearest, at the same values."""
    tried = 0
    for _, network, query, _ in _asked(range(60)):
        first = plan(network, query).itineraries[0]
        try:
            table = breakeven(network, query)
        except NoRouteError:
            continue
        assert tuple(switch.parameter for switch in first.switches) == table.nearest
        for switch in first.switches:
            row = next(row for row in table.rows if row.parameter == switch.parameter)
            assert min(row.switches, key=lambda each: each.relative).value == switch.value
            tried += 1
    assert tried > 30


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"by": "distance"}, "moves the distance"),
        ({"max_borders": 5}, "within limits"),
        ({"pareto": "time,cost"}, "no one best way"),
        ({"depart": "2026-01-01"}, "in time"),
    ],
)
def test_questions_without_switching_values_say_so(
    tiny_network: Network, options: dict[str, object], reason: str
) -> None:
    """Where none can be worked out the answer says why, and has none."""
    answer = plan(tiny_network, ask(tiny_network, "alpha_city", "beta_city", switches=True, **options))  # type: ignore[arg-type]
    assert not any(item.switches for item in answer.itineraries)
    assert any("Switching values are not worked out" in line and reason in line for line in answer.method)
