"""A matrix says of each pair what a plan with one alternative says of it."""

from random import Random

import msgspec
import pytest

import planner
from corridors import Network
from corridors.errors import NoRouteError, UsageError
from planner.many.distances import Distances
from planner.many.hierarchy import FAR
from planner.many.matrix import Cell, cells, weights
from planner.plan import plan
from planner.query import Query, ask
from planner.search.paths import UNREACHED, distances_to
from tests.random_networks import case


def agree(network: Network, query: Query, cell: Cell) -> bool:
    """Assert that a cell is what a plan says; returns whether there is a route."""
    query = msgspec.structs.replace(query, origin=cell.origin, destination=cell.destination, alternatives=1)
    if cell.status == "no route":
        with pytest.raises(NoRouteError) as refused:
            plan(network, query)
        assert (cell.reason, cell.weight) == (refused.value.why, None)
        return False
    item = plan(network, query).itineraries[0]
    assert cell.status == "ok"
    for field in (
        "distance_km", "time_h", "cost_usd", "co2e_kg", "generalised_cost_usd", "countries", "borders", "gauge_breaks",
    ):  # fmt: skip
        assert getattr(cell, field) == getattr(item, field), field
    return True


@pytest.mark.parametrize("block", range(10))
def test_cells_equal_plans_on_random_networks(block: int) -> None:
    """Every pair of every random network, with closures, permissions, transit, constraints and ties, equals its plan."""
    routes = 0
    for seed in range(300_000 + 10 * block, 300_000 + 10 * block + 10):
        made = case(seed)
        network, query = made.network, made.query
        ends = [place.id for place in network.data.places if not place.at_sea]
        avoided = query.avoid.places | {
            place for place in ends if network.places[place].country in query.avoid.countries
        }
        pairs = [(one, other) for one in ends for other in ends]
        table = weights(network, query, ends, ends)
        light = list(cells(network, query, pairs, weights_only=True))
        for cell, weighed in zip(cells(network, query, pairs), light, strict=True):
            assert (cell.status, cell.weight) == (weighed.status, weighed.weight)
            assert cell.weight == table[ends.index(cell.origin)][ends.index(cell.destination)]
            if cell.origin == cell.destination:
                assert cell.status == "same place"
            elif {cell.origin, cell.destination} & avoided:
                assert cell.status == "no route"
                assert "contradicts --avoid" in cell.reason
            else:
                routes += agree(network, query, cell)
    assert routes > 50


def test_cells_equal_plans_on_the_shipped_network(shipped: Network) -> None:
    """Two hundred pairs of the shipped network equal their plans."""
    rnd = Random(7)  # noqa: S311 - repeatable, not secret
    ends = [place.id for place in shipped.data.places if not place.at_sea]
    pairs = [tuple(rnd.sample(ends, 2)) for _ in range(200)]
    query = ask(shipped, "moscow", "mumbai")
    routes = [agree(shipped, query, cell) for cell in cells(shipped, query, [(one, other) for one, other in pairs])]
    assert sum(routes) > 150


def test_distances_equal_dijkstra_from_everywhere(shipped: Network) -> None:
    """The hierarchy gives what a plain search gives, from every vertex to a few destinations; so do numbers of any size."""
    query = ask(shipped, "moscow", "mumbai")
    pairs = [("moscow", place) for place in ("mumbai", "tashkent", "karachi")]
    block = (["moscow"], [place for _, place in pairs])
    distances, slow = Distances(shipped, query, [block]), Distances(shipped, query, [block])
    slow._found = slow._searched_one_by_one()
    for (setting, place), column in distances._column.items():
        graph = distances._graphs[setting].setting.open
        ends = [(arc.tail, arc.head, arc.weight, arc.number) for arc in distances.ends(place).unloading]
        wanted = distances_to(graph.and_also(ends), 1)
        got = distances._found[:, column].tolist()
        assert [None if one >= FAR else one >> distances._bits for one in got[2:]] == [
            None if one >= UNREACHED else one >> 24 for one in wanted[2:]
        ]
        assert [None if one >= FAR else one for one in got[2:]] == [
            None if one >= UNREACHED else one for one in slow._found[2:, column].tolist()
        ]
    assert distances.weights(block) == slow.weights(block)


def test_a_matrix_takes_names_and_pairs(tiny_network: Network) -> None:
    """Names make a table of all pairs, pairs a list; a field of all cells is a list of lists."""
    ends = ["alpha_city", "beta_city"]
    whole = planner.matrix(tiny_network, ends)
    assert [cell.status for cell in whole.cells] == ["same place", "ok", "ok", "same place"]
    table = whole.table("time_h")
    assert table[0][0] is None
    assert whole.weights == whole.table("weight") == planner.matrix(tiny_network, ends, weights_only=True).weights
    assert table[0][1] == whole.cells[1].time_h.typical  # type: ignore[union-attr]
    one = planner.matrix(tiny_network, pairs=[("beta_city", "alpha_city")])
    assert one.cells == (whole.cells[2],)
    assert msgspec.json.decode(msgspec.json.encode(whole), type=type(whole)) == whole


def test_a_matrix_refuses_what_makes_no_sense(tiny_network: Network) -> None:
    """Options of alternatives and unknown names are refused."""
    with pytest.raises(UsageError, match="takes no 'via'"):
        planner.matrix(tiny_network, ["alpha_city"], ["beta_city"], via=["gamma"])
    with pytest.raises(UsageError, match="no place is called"):
        planner.matrix(tiny_network, ["nowhere at all"], ["beta_city"])
