"""Times all switching values of journeys on the network that is loaded already, and a grid of questions beside them.

    python benchmarks/breakeven.py [--grid 101]

For each pair: all numbers on the best way and its rivals, moved over their spans. Beside it stands what a grid would
take: the time of the search of one best route alone, times the numbers, times the points of the grid; what a grid finds is
only between which two of its points a way changes.
"""

import argparse
import statistics
import time

from corridors.network import load
from planner import ask
from planner.breakeven import breakeven
from planner.ways import Ways

PAIRS = (
    ("Moscow", "Bandar Abbas"), ("Saint Petersburg", "Nhava Sheva"), ("Tashkent", "Karachi"), ("Herat", "Baku"),
    ("Almaty", "Poti"), ("Lahore", "Moscow"), ("Mashhad", "Istanbul"), ("Termez", "Karachi"),
)  # fmt: skip


def main() -> None:
    """Print a line a pair and the slowest."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--grid", type=int, default=101)
    given = options.parse_args()
    network = load()
    slowest = 0.0
    for origin, destination in PAIRS:
        query = ask(network, origin, destination, on="2025-11-30")
        breakeven(network, query)
        times, singles = [], []
        for _ in range(3):
            start = time.process_time()
            found = breakeven(network, query)
            times.append(time.process_time() - start)
            start = time.process_time()
            _ = Ways(network, query).best
            singles.append(time.process_time() - start)
        ours, single = statistics.median(times), statistics.median(singles)
        slowest = max(slowest, ours)
        switches = sum(len(row.switches) for row in found.rows)
        grid = single * len(found.rows) * given.grid
        print(
            f"{origin + '–' + destination:30} {len(found.rows):3} numbers, {switches:3} switching values:"
            f" {ours * 1000:6.0f} ms; a grid of {given.grid} points over it {grid / ours:6.1f}"
        )
    print(f"slowest {slowest:.2f} s (at most 1 s is wanted)")


if __name__ == "__main__":
    main()
