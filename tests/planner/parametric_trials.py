"""Switching values of random graphs against a grid, for as many graphs as are asked for.

python -m tests.planner.parametric_trials [--graphs 1000] [--points 10001] [--seed 0]
"""

import argparse
from fractions import Fraction
from itertools import pairwise

from planner.search.parametric import Parametric, Piece
from tests.planner.random_graphs import Case, case

LOW, HIGH = Fraction(0), Fraction(10)


def faults(example: Case, points: int) -> tuple[list[str], int]:
    """What is wrong with the pieces of a graph, held against a grid; and how many pieces there are."""
    search = Parametric(example.graph(), 0, example.target)
    if search.path is None:
        return [], 0
    pieces = search.pieces(example.parts, example.now, LOW, HIGH)
    found: list[str] = []
    if pieces[0].start != LOW or pieces[-1].end != HIGH:
        found.append("the pieces do not reach the ends")
    for before, after in pairwise(pieces):
        if before.end != after.start or before.line.at(before.end) != after.line.at(before.end):
            found.append("two pieces do not meet")
        if before.line.slope <= after.line.slope:
            found.append("a switch that is none")
        # just before and just after a switch the one line must lie below the other, and be the least there is
        for piece in (before, after):
            middle = (piece.start + piece.end) / 2
            if example.least(middle) != piece.line.at(middle):
                found.append(f"not the least at {middle}")
    found += _against_grid(example, pieces, points)
    return found, len(pieces)


def _against_grid(example: Case, pieces: list[Piece], points: int) -> list[str]:
    """Every point of the grid must have the weight of its piece: a switch missed would leave one too heavy."""
    found, place = [], 0
    for step in range(points):
        t = LOW + (HIGH - LOW) * step / (points - 1)
        while t > pieces[place].end:
            place += 1
        if example.least(t) != pieces[place].line.at(t):
            found.append(f"the grid disagrees at {t}")
    return found


def main() -> None:
    """Try the graphs and say what was found."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--graphs", type=int, default=1000)
    options.add_argument("--points", type=int, default=10_001)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    wrong, switches = 0, 0
    for seed in range(given.seed, given.seed + given.graphs):
        found, pieces = faults(case(seed), given.points)
        switches += max(0, pieces - 1)
        if found:
            wrong += 1
            print(f"seed {seed}: {found[0]}")  # noqa: T201 - a script
    print(f"{given.graphs} graphs, {given.points} points: {switches} switches, {wrong} with a fault")  # noqa: T201


if __name__ == "__main__":
    main()
