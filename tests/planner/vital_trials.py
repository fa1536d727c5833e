"""Losses in random graphs against all subsets of their elements, for as many graphs as are asked for.

python -m tests.planner.vital_trials [--graphs 2000] [--seed 0]
"""

import argparse
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import NamedTuple

import networkx as nx

from planner.search.digraph import Digraph, Link
from planner.search.paths import Path, shortest
from planner.search.vital import Journey, Losses

Subset = frozenset[str]


class Example(NamedTuple):
    """Arcs, what each needs, and journeys with their shares."""

    size: int
    links: list[Link]
    needs: dict[int, tuple[str, ...]]
    pool: tuple[str, ...]
    journeys: list[tuple[int, int, Fraction]]

    def losses(self) -> Losses:
        """As the planner sees it."""
        graph = Digraph.of(self.size, self.links)
        weights = {number: weight for _, _, weight, number in self.links}

        def weight(path: Path) -> int:
            return sum(weights[number] for number in path)

        def elements(path: Path) -> Sequence[str]:
            return list(dict.fromkeys(name for number in path for name in self.needs[number]))

        def carriers(element: str) -> Iterable[int]:
            return [number for number, names in self.needs.items() if element in names]

        def pool() -> Iterable[str]:
            return self.pool

        return Losses(
            [Journey(graph, one, other, weight, elements, carriers, pool, share) for one, other, share in self.journeys]
        )

    def least(self, lost: Subset, source: int, target: int) -> int | None:
        """The weight of a lightest path in a graph without what is lost."""
        links = [link for link in self.links if lost.isdisjoint(self.needs[link[3]])]
        path = shortest(Digraph.of(self.size, links), source, target)
        weights = {number: weight for _, _, weight, number in links}
        return None if path is None else sum(weights[number] for number in path)

    def cost(self, lost: Subset) -> Fraction | None:
        """What a loss costs; None where it cuts a journey off that had a way."""
        total = Fraction(0)
        for source, target, share in self.journeys:
            before, after = self.least(frozenset(), source, target), self.least(lost, source, target)
            if before is not None and after is None:
                return None
            if before is not None and after is not None:
                total += share * (after - before)
        return total


def example(seed: int) -> Example:
    """The graph of a seed: elements on many arcs, on one each, or on none."""
    rnd = Random(seed)  # noqa: S311 - repeatable, not secret
    size, most = rnd.randint(4, 9), rnd.choice((3, 30, 1000))
    links: list[Link] = []
    while len(links) < rnd.randint(2, 4) * size:
        tail, head = rnd.sample(range(size), 2)
        links.append((tail, head, rnd.randint(0, most), len(links)))
    pool = tuple(f"e{number}" for number in range(rnd.randint(3, 9)))
    bare = rnd.choice((0.0, 0.0, 0.2))
    needs = {
        number: () if rnd.random() < bare else tuple(rnd.sample(pool, rnd.choice((1, 1, 1, 2))))
        for _, _, _, number in links
    }
    count = rnd.choice((1, 1, 2))
    journeys = [(0, size - 1 - number, Fraction(rnd.randint(1, 4), rnd.randint(1, 3))) for number in range(count)]
    return Example(size, links, needs, pool, journeys)


def faults(case: Example) -> list[str]:
    """What is wrong with the losses of a graph, held against all subsets."""
    losses, found = case.losses(), []
    for most in (1, 2, 3):
        costs = [
            cost
            for count in range(most + 1)
            for lost in combinations(case.pool, count)
            if (cost := case.cost(frozenset(lost))) is not None
        ]
        worst = losses.worst(most)
        if losses.cost(worst) != max(costs) or case.cost(worst.elements) != max(costs) or len(worst.elements) > most:
            found.append(f"the worst {most} cost {max(costs)}, not {losses.cost(worst)}")
    for number, (source, target, _) in enumerate(case.journeys):
        if losses.present.paths[number] is not None:
            found += _cut_faults(case, losses, number, source, target)
    return found


def _cut_faults(case: Example, losses: Losses, number: int, source: int, target: int) -> list[str]:
    fewest = next(
        (
            count
            for count in range(1, len(case.pool) + 1)
            if any(case.least(frozenset(lost), source, target) is None for lost in combinations(case.pool, count))
        ),
        None,
    )
    cutting = losses.cut(number)
    if cutting is None or fewest is None:
        return [] if cutting is None and fewest is None else [f"cut by {fewest}, not by {cutting}"]
    if len(cutting.elements) != fewest or cutting.least != fewest or cutting.apart > fewest:
        return [f"cut by {fewest}, not by {cutting}"]
    return [] if case.least(cutting.elements, source, target) is None else ["what is said to cut does not"]


def arc_flow(seed: int) -> tuple[int, int, int]:
    """Of a graph with an element an arc: the fewest that cut, ways apart, and the maximum flow by networkx."""
    case = example(seed)
    own: dict[int, tuple[str, ...]] = {number: (f"a{number}",) for _, _, _, number in case.links}
    alone = case._replace(needs=own, pool=tuple(name for names in own.values() for name in names))
    source, target, _ = case.journeys[0]
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from((source, target))
    for tail, head, _, _ in case.links:
        capacity = graph[tail][head]["capacity"] + 1 if graph.has_edge(tail, head) else 1
        graph.add_edge(tail, head, capacity=capacity)
    cutting = alone.losses().cut()
    assert cutting is not None, "every arc needs something"
    return len(cutting.elements), cutting.apart, nx.maximum_flow_value(graph, source, target)


def main() -> None:
    """Try the graphs and say what was found."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--graphs", type=int, default=2000)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    wrong = unequal = 0
    for seed in range(given.seed, given.seed + given.graphs):
        found = faults(example(seed))
        if found:
            wrong += 1
            print(f"seed {seed}: {found[0]}")  # noqa: T201 - a script
        unequal += len(set(arc_flow(seed))) > 1
    print(f"{given.graphs} graphs: {wrong} with a fault, {unequal} where maximum flow is not minimum cut")  # noqa: T201


if __name__ == "__main__":
    main()
