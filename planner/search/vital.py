"""What a journey can least do without: the worst losses of a few elements together, and what cuts it off.

An element is anything arcs need (a crossing, a port, a leg): with it go all arcs that carry it. The searches are exact.
A set whose loss makes a lightest path heavier must hold an element of that path, and what is left of the set must, if it
does anything more, hold an element of the path that takes over: so it is enough to branch over the elements of the
path of each state. A set that cuts holds an element of every path: the smallest is a smallest hitting set of the element
sets of paths, and paths are added until what is hit cuts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from planner.search.digraph import Digraph
from planner.search.guided import guided
from planner.search.paths import Path, distances_to

Elements = frozenset[str]


class Loss(NamedTuple):
    """Elements that are lost together and the lightest paths that are left, one a journey; None where none is left."""

    elements: Elements
    paths: tuple[Path | None, ...]


class Journey(NamedTuple):
    """Two vertices of a graph, and how much each counts."""

    graph: Digraph
    source: int
    target: int
    weight: Callable[[Path], int]
    """What a path takes; never less than the graph makes it."""
    elements: Callable[[Path], Sequence[str]]
    carriers: Callable[[str], Iterable[int]]
    share: Fraction = Fraction(1)


class Losses:
    """Losses of elements on journeys, each state worked out once."""

    def __init__(self, journeys: Sequence[Journey]) -> None:
        """Find the present distances and paths."""
        self.journeys = journeys
        self._to_target = [distances_to(each.graph, each.target) for each in journeys]
        self._kept: dict[Elements, Loss] = {}
        self._carriers: dict[tuple[int, str], dict[int, None]] = {}
        self.present = self.of(frozenset())

    def of(self, elements: Elements) -> Loss:
        """What is left without some elements."""
        if elements not in self._kept:
            self._kept[elements] = Loss(elements, tuple(self._path(n, elements) for n in range(len(self.journeys))))
        return self._kept[elements]

    def _path(self, number: int, elements: Elements) -> Path | None:
        journey = self.journeys[number]
        for fewer in (elements - {each} for each in elements):
            # a path of a smaller loss that uses nothing of what more is lost is the path of this one
            known = self._kept.get(fewer)
            if known is not None:
                path = known.paths[number]
                if path is None or elements.isdisjoint(journey.elements(path)):
                    return path
        lost: dict[int, int | None] = {}
        for each in elements:
            key = (number, each)
            if key not in self._carriers:
                self._carriers[key] = dict.fromkeys(journey.carriers(each))
            lost |= self._carriers[key]
        return guided(journey.graph, journey.source, journey.target, self._to_target[number], lost)

    def on_paths(self, loss: Loss) -> list[str]:
        """The elements on the paths of a state, each once."""
        found: dict[str, None] = {}
        for journey, path in zip(self.journeys, loss.paths, strict=True):
            if path is not None:
                found |= dict.fromkeys(journey.elements(path))
        return list(found)

    def cost(self, loss: Loss) -> Fraction:
        """What a loss makes the journeys that it leaves take more, by their shares."""
        total = Fraction(0)
        for journey, before, path in zip(self.journeys, self.present.paths, loss.paths, strict=True):
            if before is not None and path is not None and path is not before:
                total += journey.share * (journey.weight(path) - journey.weight(before))
        return total

    def cut_off(self, loss: Loss) -> Fraction:
        """The shares of the journeys that a loss cuts off."""
        cut = [
            journey.share
            for journey, before, path in zip(self.journeys, self.present.paths, loss.paths, strict=True)
            if before is not None and path is None
        ]
        return sum(cut, Fraction(0))

    def worst(self, most: int) -> Loss:
        """Of all losses of up to ``most`` elements that cut nothing off the one that costs most, the smaller of equals."""
        best, best_cost = self.present, Fraction(0)
        states = [self.present]
        for _ in range(most):
            following: dict[Elements, Loss] = {}
            for state in states:
                for element in self.on_paths(state):
                    elements = state.elements | {element}
                    if elements not in following:
                        loss = self.of(elements)
                        if not self.cut_off(loss):
                            following[elements] = loss
                            if (cost := self.cost(loss)) > best_cost:
                                best, best_cost = loss, cost
            states = list(following.values())
        return best

    def cut(self, number: int = 0, *, most_steps: int = 20_000) -> tuple[Elements | None, int]:
        """The fewest elements whose loss cuts a journey off, and how many it takes at least.

        Where those two differ, more than ``most_steps`` steps were needed and the elements cut, but may be too many. None
        where no loss of elements cuts the journey off, because a path has none.
        """
        journey = self.journeys[number]
        sets: list[Elements] = []
        least = 0
        budget = _Budget(most_steps)
        hit: Elements = frozenset()
        path = self.present.paths[number]
        while path is not None:
            sets.append(frozenset(journey.elements(path)))
            if not sets[-1]:
                return None, 0
            found = None if budget.spent else _hitting(sets, least, budget)
            while found is None and not budget.spent:
                least += 1
                found = _hitting(sets, least, budget)
            hit = _greedy(sets) if found is None else found
            path = self._path(number, hit)
        for name in sorted(hit) if len(hit) > least else ():
            if self._path(number, hit - {name}) is None:
                hit -= {name}
        return hit, least


class _Budget:
    """Steps that may still be taken."""

    def __init__(self, steps: int) -> None:
        """So many."""
        self._left = steps

    def take(self) -> None:
        """Take one."""
        self._left -= 1

    @property
    def spent(self) -> bool:
        """Whether one more than there were was taken."""
        return self._left < 0


def _hitting(sets: Sequence[Elements], most: int, budget: _Budget) -> Elements | None:
    """Up to ``most`` elements of which every set holds one, or None."""
    budget.take()
    if not sets:
        return frozenset()
    if budget.spent or most < _apart(sets):
        return None
    branch = min(sets, key=len)
    counts: Mapping[str, int] = {each: sum(each in other for other in sets) for each in branch}
    barred: set[str] = set()
    for each in sorted(branch, key=lambda name: (-counts[name], name)):
        rest = [other - barred for other in sets if each not in other]
        if all(rest):
            found = _hitting(rest, most - 1, budget)
            if found is not None:
                return found | {each}
        barred.add(each)  # sets that hold it were tried
    return None


def _greedy(sets: Sequence[Elements]) -> Elements:
    """Elements of which every set holds one, the commonest first: not always the fewest."""
    taken: set[str] = set()
    left = list(sets)
    while left:
        counts: dict[str, int] = {}
        for each in left:
            for name in each:
                counts[name] = counts.get(name, 0) + 1
        taken.add(min(counts, key=lambda name: (-counts[name], name)))
        left = [each for each in left if taken.isdisjoint(each)]
    return frozenset(taken)


def _apart(sets: Sequence[Elements]) -> int:
    """How many sets have no element in common with each other, chosen greedily: so many elements it takes."""
    taken: set[str] = set()
    count = 0
    for each in sorted(sets, key=len):
        if taken.isdisjoint(each):
            taken |= each
            count += 1
    return count


def shared(ways: Sequence[Sequence[str]]) -> dict[tuple[int, int], tuple[str, ...]]:
    """The elements that two ways have both, for each two of them."""
    return {
        (one, other): tuple(name for name in ways[one] if name in set(ways[other]))
        for one in range(len(ways))
        for other in islice(range(len(ways)), one + 1, None)
    }
