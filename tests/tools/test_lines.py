"""Lines go by the places they are said to, without kinks, with points enough; guides keep what was written."""

from pathlib import Path

import numpy as np
import pytest

from corridors.units import great_circle_km
from tools.chain import chain
from tools.draw_lines import filled, length_km, simplified, turn, without_kinks
from tools.guides import Guide, read_guides, write_guides
from tools.leg_ways import is_coarse
from tools.model_lengths import fitted, is_model
from tools.track_graph import Hop

WEST, EAST = (60.0, 40.0), (61.0, 40.0)
APART = great_circle_km(*WEST, *EAST)


def test_a_hop_takes_in_the_places_that_lie_on_it() -> None:
    """Places beside a long hop are put into it in their order; those too far off for its length are left."""
    near, far = [(60.3, 40.02), (60.7, 40.05)], (60.5, 41.0)
    assert filled([WEST, EAST], [Hop(APART, APART * 1.02)], [near[0], far, near[1]]) == [WEST, *near, EAST]


def test_a_short_hop_stays_as_it_is() -> None:
    """Where the graph has points enough none are added."""
    end = (60.03, 40.0)
    assert filled([WEST, end], [Hop(2.6, 2.7)], [(60.015, 40.0)]) == [WEST, end]


def test_a_chain_is_as_long_as_the_track() -> None:
    """Of the places around, those are visited that a line of the known length can visit."""
    pool = np.array([(60.25, 40.03), (60.5, 40.05), (60.75, 40.02), (60.5, 40.6)])
    assert chain(WEST, EAST, APART * 1.02, pool) == [0, 1, 2]
    assert chain(WEST, EAST, APART, np.array([(60.5, 40.6)])) == []


def test_kinks_are_taken_out() -> None:
    """A point at which the line turns back is dropped, a bend stays."""
    line = [WEST, (60.5, 40.0), (60.4, 40.01), EAST]
    mended = without_kinks(line, 95.0)
    assert mended[0] == WEST
    assert mended[-1] == EAST
    assert max(turn(*mended[i - 1 : i + 2]) for i in range(1, len(mended) - 1)) <= 95.0
    bend = [WEST, (60.5, 40.2), EAST]
    assert without_kinks(bend, 95.0) == bend


def test_a_simplified_line_keeps_points_enough() -> None:
    """A straight line of many points keeps four in a hundred km, a winding one its length."""
    straight = [(60.0 + i / 50, 40.0) for i in range(51)]
    assert len(simplified(straight)) >= 4 * APART / 100
    winding = [(60.0 + i / 50, 40.0 + 0.01 * (i % 2)) for i in range(51)]
    assert length_km(simplified(winding)) >= 0.99 * length_km(winding)


def test_hops_measured_as_straight_lines_are_known() -> None:
    """A long hop no longer than its straight line has not been measured; nor has a bridged gap."""
    assert is_coarse(Hop(50.0, 50.1))
    assert is_coarse(Hop(50.0, 60.0, gap=True))
    assert not is_coarse(Hop(50.0, 51.0))
    assert not is_coarse(Hop(2.0, 2.0))


def test_guides_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Points, the reason and what is to be passed come back; a quotation mark in a name does no harm."""
    guide = Guide(
        "rail-a-b",
        ((60.25, 40.03, 'The "Halt"'),),
        only=True,
        via=((60.5, 40.0, "Middle"),),
        source="nobody",
        why="kinks: so",
    )
    path = tmp_path / "waypoints.toml"
    write_guides({"rail-a-b": guide, "road-a-b": Guide("road-a-b")}, "# head", path)
    found = read_guides(path)
    assert found["rail-a-b"] == guide._replace(points=((60.25, 40.03, "The 'Halt'"),))
    assert found["road-a-b"] == Guide("road-a-b")
    assert read_guides(tmp_path / "none.toml") == {}


def test_a_model_is_the_median_of_what_is_published() -> None:
    """The factor is the median ratio, and errors are those of the model against the published length."""
    model = fitted([(100.0 + i, 100.0) for i in range(11)])
    assert model.factor == pytest.approx(1.05)
    assert model.low < model.factor < model.high
    assert model.error == pytest.approx(0.05 / 2, abs=0.01)


@pytest.mark.parametrize(
    ("note", "known"),
    [
        ("great circle times 1.15", True),
        ("great circle times 1.15, the median of 13 road legs with a published length", True),
        ("length of the drawn line times 1.09, the median of 64 road legs with a published length", True),
        ("great circle times 1.25, a mountain road", False),
        ("general knowledge", False),
    ],
)
def test_only_plain_models_are_replaced(note: str, known: bool) -> None:  # noqa: FBT001 - what is expected
    """A note that says more than a factor was somebody's judgement and stays."""
    assert is_model(note) is known
