"""Times how sure an answer is: 10,000 draws of one pair with four alternatives, beside a plain loop over draws.

    python benchmarks/reliability.py [--from Moscow] [--to Mumbai] [--draws 10000] [--workers 1 2]

The network is loaded and the question asked once before. The peer is the same model, term by term, in a Python loop over
draws with ``random`` and ``math``: no closures, no percentiles, fewer draws where told, scaled up. Prints seconds of the whole answer and of
the draws alone, and ratios within this run.
"""

import argparse
import math
import random
import time
from collections.abc import Callable, Sequence
from statistics import NormalDist
from typing import Any

from corridors.network import load
from planner import ask, plan
from planner.sure.causes import Modelled, Term, all_causes, modelled
from planner.sure.draws import drawn
from planner.sure.reliability import digest, reliability
from planner.sure.shapes import Z90
from planner.threat.ledger import Ledger

QUANTILE = NormalDist().inv_cdf


def seconds(work: Callable[[], Any]) -> float:
    """Wall-clock time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def value(term: Term, scores: dict[str, float], numbers: dict[str, float]) -> float:
    """One figure in one draw, as one would write it first; a gamma stands as a lognormal, which flatters the loop."""
    shape = term.shape
    if not term.causes:
        return shape.typical
    score = sum(scores[cause] for cause in term.causes) / math.sqrt(len(term.causes))
    if shape.kind == "uniform":
        return 2 * shape.typical * numbers[term.causes[0]]
    if shape.typical == 0:
        return max(score, 0.0) * shape.high / Z90
    end = shape.high if score >= 0 else shape.typical**2 / (shape.low or shape.typical)
    return shape.typical * math.exp(math.log(end / shape.typical) / Z90 * score)


def naive(ways: Sequence[Modelled], draws: int) -> list[list[tuple[float, float]]]:
    """Hours and USD of every way, draw by draw."""
    rnd = random.Random(1)  # noqa: S311 - repeatable, not secret
    causes = all_causes(ways)
    found = []
    for _ in range(draws):
        numbers = {cause: rnd.random() or 0.5 for cause in causes}
        scores = {cause: QUANTILE(number) for cause, number in numbers.items()}
        found.append(
            [
                (
                    sum(value(term, scores, numbers) for term in way.time),
                    sum(value(term, scores, numbers) for term in way.cost),
                )
                for way in ways
            ]
        )
    return found


def main() -> None:
    """Time it and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="origin", default="Moscow")
    parser.add_argument("--to", dest="destination", default="Mumbai")
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--peer-draws", type=int, default=2_000, help="how many the loop makes; its time is scaled up")
    parser.add_argument("--workers", type=int, nargs="*", default=[2])
    given = parser.parse_args()
    network = load()
    query = ask(network, given.origin, given.destination, alternatives=5)
    reliability(network, query, draws=1_000)
    ledger = Ledger(network, frozenset(network.places[end].country for end in (query.origin, query.destination)))
    ways = [modelled(network, item, ledger) for item in plan(network, query).itineraries]
    print(
        f"{given.origin} – {given.destination}: {len(ways)} ways, {len(all_causes(ways))} causes, {given.draws} draws"
    )
    whole = min(seconds(lambda: reliability(network, query, within_h=720, draws=given.draws)) for _ in range(3))
    alone = min(seconds(lambda: drawn(ways, draws=given.draws, seed=1)) for _ in range(3))
    peer = seconds(lambda: naive(ways, given.peer_draws)) * given.draws / given.peer_draws
    print(f"whole answer, warm     {whole:6.2f} s")
    print(f"draws alone            {alone:6.2f} s")
    print(
        f"plain loop over draws  {peer:6.2f} s   {peer / alone:.1f} times the draws alone, {peer / whole:.1f} times the whole answer"
    )
    serial = digest(drawn(ways, draws=given.draws, seed=1))
    for workers in given.workers:
        same = digest(drawn(ways, draws=given.draws, seed=1, workers=workers)) == serial
        print(f"{workers} workers: {'the same digits' if same else 'OTHER DIGITS'}")


if __name__ == "__main__":
    main()
