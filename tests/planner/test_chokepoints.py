"""Losses on whole networks."""

from fractions import Fraction
from pathlib import Path

import msgspec
import pytest

from corridors.errors import DataError, NoRouteError
from corridors.itinerary import Range
from corridors.network import Network
from planner.chokepoints import Asked, chokepoints
from planner.chokepoints_table import text
from planner.journey_files import read_pairs
from planner.query import ask
from planner.ways import Ways


def test_a_loss_costs_what_avoiding_it_costs(tiny_network: Network) -> None:
    """Without a crossing the best way is the one that ``--avoid`` finds."""
    query = ask(tiny_network, "alpha_city", "beta_city")
    found = chokepoints(tiny_network, [Asked(query)])
    row = next(row for row in found.rows if row.elements == ("leg:road-gate",))
    before = Ways(tiny_network, query).best
    after = Ways(tiny_network, ask(tiny_network, "alpha_city", "beta_city", avoid=["road-gate"])).best
    assert before is not None
    assert after is not None
    more = sum(arc.weight for arc in after) - sum(arc.weight for arc in before)
    assert row.objective_more == pytest.approx(more / 10**6)
    assert row.cut_off == 0


def test_what_cuts_a_journey_off_is_named(tiny_network: Network) -> None:
    """Alpha City is reached from Beta City by its border or by its port: two cut, one does not."""
    (cut,) = chokepoints(tiny_network, [Asked(ask(tiny_network, "alpha_city", "beta_city"))]).cuts
    assert cut.exact
    assert len(cut.elements) == cut.at_least == 2


def test_weights_count(tiny_network: Network) -> None:
    """A journey of weight three hurts three times as much."""
    query = ask(tiny_network, "alpha_city", "beta_city")
    one, three = (chokepoints(tiny_network, [Asked(query, Fraction(weight))]) for weight in (1, 3))
    assert three.rows[0].objective_more == pytest.approx(3 * one.rows[0].objective_more)
    assert three.worst[-1].elements == one.worst[-1].elements


def test_every_broken_row_is_listed(tiny_network: Network, tmp_path: Path) -> None:
    """A file of pairs with three broken rows is refused once, with all three."""
    file = tmp_path / "pairs.csv"
    file.write_text(
        "origin,destination,weight\nalpha_city,beta_city,2\nalpha_city,nowhere_at_all,1\nalpha_city,beta_city,-1\n"
        "alpha_city,alpha_city,1\n",
        encoding="utf-8",
    )
    with pytest.raises(DataError) as caught:
        read_pairs(tiny_network, file)
    assert [problem.record for problem in caught.value.problems] == ["line 3", "line 4", "line 5"]


def test_no_way_is_no_dossier(tiny_network: Network) -> None:
    """A journey that cannot be made ends in what stands in its way."""
    with pytest.raises(NoRouteError):
        chokepoints(tiny_network, [Asked(ask(tiny_network, "alpha_city", "island_west"))])


def test_tonnes_are_those_of_the_capacities_on_record(tiny_network: Network) -> None:
    """Beta City is reached over a border of two and a strait of five million tonnes a year: seven, the border's range in it."""
    found = chokepoints(tiny_network, [Asked(ask(tiny_network, "alpha_city", "beta_city"))])
    (throughput,) = found.throughput
    assert throughput.mt_per_year == Range(6.5, 7.0, 8.0)
    assert {each.element for each in throughput.cut} == {"leg:road-gate", "passage:narrows"}
    assert throughput.unrecorded is None
    printed = " ".join(text(found).split())
    assert "by the capacities on record at most 7 Mt a year (6.5–8) get through" in printed


def test_a_capacity_of_a_port_where_nothing_is_handled_narrows_nothing(tiny_network: Network) -> None:
    """A record may be of a place that no ship of the network calls at."""
    idle = msgspec.structs.replace(tiny_network.data.capacities[0], id="idle", kind="port", of="alpha_city")
    wider = tiny_network.replaced("idle", capacities=(*tiny_network.data.capacities, idle))
    asked = [Asked(ask(wider, "alpha_city", "beta_city"))]
    assert chokepoints(wider, asked).throughput == chokepoints(tiny_network, asked).throughput


def test_without_a_capacity_all_along_there_is_no_bound(tiny_network: Network) -> None:
    """Where a way has no capacity on record the answer names it instead of a figure."""
    bare = tiny_network.replaced("bare", capacities=tiny_network.data.capacities[:1])
    found = chokepoints(bare, [Asked(ask(bare, "alpha_city", "beta_city"))])
    (throughput,) = found.throughput
    assert throughput.mt_per_year is None
    assert throughput.unrecorded is not None
    way = found.ways[throughput.unrecorded - 1]
    assert "road-gate" not in way.legs
    assert f"way {throughput.unrecorded} has no capacity on record" in text(found)
