"""Small random graphs with arcs that change or can be lost, and the plain ways to ask them the same thing."""

from fractions import Fraction
from random import Random
from typing import NamedTuple

from planner.search.digraph import Digraph, Link
from planner.search.paths import shortest


class Case(NamedTuple):
    """Arcs between vertex 0 and the last one, and by number what changes."""

    size: int
    links: list[Link]
    parts: dict[int, int]
    now: int

    @property
    def target(self) -> int:
        """The last vertex."""
        return self.size - 1

    def graph(self) -> Digraph:
        """As it is now."""
        return Digraph.of(self.size, self.links)

    def least(self, t: Fraction) -> Fraction | None:
        """The weight of a lightest path at a value, by a graph made for it."""
        q, by = t.denominator, t - self.now
        changed = [
            (tail, head, int((weight + self.parts.get(number, 0) * by) * q), number)
            for tail, head, weight, number in self.links
        ]
        path = shortest(Digraph.of(self.size, changed), 0, self.target)
        if path is None:
            return None
        weights = {number: weight for _, _, weight, number in changed}
        return Fraction(sum(weights[number] for number in path), q)


def case(seed: int) -> Case:
    """The graph of a seed: now at 1, where parts are no heavier than their arcs, or now at 0."""
    rnd = Random(seed)  # noqa: S311 - repeatable, not secret
    size, now = rnd.randint(4, 14), rnd.choice((1, 1, 0))
    most = rnd.choice((3, 20, 10**6))
    links: list[Link] = []
    parts: dict[int, int] = {}
    while len(links) < rnd.randint(2, 4) * size:
        tail, head = rnd.sample(range(size), 2)
        weight = rnd.randint(0, most)
        if rnd.random() < 0.6:
            parts[len(links)] = rnd.randint(0, weight if now else most)
        links.append((tail, head, weight, len(links)))
    return Case(size, links, parts, now)
