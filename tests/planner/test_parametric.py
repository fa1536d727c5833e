"""Switching values of random graphs, exact."""

from fractions import Fraction

import pytest

from planner.search.digraph import Digraph
from planner.search.parametric import Line, Parametric, Piece, crossings
from tests.planner.parametric_trials import faults
from tests.planner.random_graphs import case


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_no_switch_is_missed_or_invented(start: int) -> None:
    """Every point of a grid has the weight of its piece, and both sides of every switch are the least there is."""
    for seed in range(start, start + 50):
        found, _ = faults(case(seed), points=41)
        assert not found, f"seed {seed}"


def test_three_lines_through_one_point_are_one_switch() -> None:
    """A path that is the lightest at a single value takes nothing over."""
    links = [(0, 1, 10, 0), (0, 1, 10, 1), (0, 1, 10, 2)]
    pieces = Parametric(Digraph.of(2, links), 0, 1).pieces({0: 10, 1: 5}, 1, Fraction(0), Fraction(10))
    assert [(piece.start, piece.line.slope) for piece in pieces] == [(Fraction(0), 10), (Fraction(1), 0)]


def test_an_exact_fraction_is_found() -> None:
    """A switch at one third is one third and no float."""
    links = [(0, 1, 3, 0), (0, 1, 1, 1)]
    pieces = Parametric(Digraph.of(2, links), 0, 1).pieces({0: 3}, 1, Fraction(0), Fraction(10))
    assert [piece.end for piece in pieces] == [Fraction(1, 3), 10]


def test_envelopes_cross_where_they_change_places() -> None:
    """Two envelopes that touch do not cross; where one goes through the other they do."""
    here, end = Fraction(0), Fraction(10)
    flat = [Piece(here, end, Line(6, 0, ()))]
    rising = [Piece(here, end, Line(0, 2, ()))]
    touching = [Piece(here, Fraction(3), Line(0, 2, ())), Piece(Fraction(3), end, Line(6, 0, ()))]
    assert crossings(flat, rising) == [3]
    assert crossings(rising, flat) == [3]
    assert crossings(flat, touching) == []
