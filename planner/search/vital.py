"""What a journey can least do without: the worst losses of a few elements together, and what cuts it off.

An element is anything arcs need (a crossing, a port, a leg): with it go all arcs that carry it. The searches are exact.
A set whose loss makes a lightest path heavier must hold an element of that path, and what is left of the set must, if it
does anything more, hold an element of the path that takes over: so it is enough to branch over the elements of the
path of each state. What cuts is a minimum cut, and where a flow does not prove it the smallest, a hitting set of paths:
a set that cuts holds an element of every path, and paths are added until what is hit cuts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from planner.search.digraph import Digraph
from planner.search.flow import flow
from planner.search.guided import guided
from planner.search.paths import Path, distances_to

Elements = frozenset[str]


class Loss(NamedTuple):
    """Elements that are lost together and the lightest paths that are left, one a journey; None where none is left."""

    elements: Elements
    paths: tuple[Path | None, ...]


class Cutting(NamedTuple):
    """Elements whose loss cuts a journey off."""

    elements: Elements
    least: int
    """How many it takes at least: the elements are the fewest where they are no more."""
    apart: int
    """How many ways were found that have no element in common."""


class Journey(NamedTuple):
    """Two vertices of a graph, and how much each counts."""

    graph: Digraph
    source: int
    target: int
    weight: Callable[[Path], int]
    """What a path takes; never less than the graph makes it."""
    elements: Callable[[Path], Sequence[str]]
    carriers: Callable[[str], Iterable[int]]
    all_elements: Callable[[], Iterable[str]]
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
            lost |= self._carried(number, each)
        return guided(journey.graph, journey.source, journey.target, self._to_target[number], lost)

    def _carried(self, number: int, element: str) -> dict[int, None]:
        key = (number, element)
        if key not in self._carriers:
            self._carriers[key] = dict.fromkeys(self.journeys[number].carriers(element))
        return self._carriers[key]

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

    def cut(self, number: int = 0, *, most_steps: int = 20_000) -> Cutting | None:
        """The fewest elements whose loss cuts a journey off; None where a way needs none.

        The minimum cut of the flow is proven where all ways of the maximum flow are ways of the graph. Where not, smallest
        hitting sets are looked for, in at most ``most_steps`` steps.
        """
        journey = self.journeys[number]
        needs: dict[int, list[str]] = {}
        for name in journey.all_elements():
            for arc in self._carried(number, name):
                needs.setdefault(arc, []).append(name)
        graph = journey.graph
        arcs = [(tail, head, needs.get(arc, ())) for tail, head, _, arc in graph.links()]
        found = flow(arcs, journey.source, journey.target)
        if found is None:
            return None
        apart = sum(self._stands(number, way, needs) for way in found.ways)
        if apart == len(found.cut):
            return Cutting(found.cut, apart, apart)
        cut, least = self._hit(number, most_steps)
        return Cutting(found.cut if cut is None else cut, max(apart, least), apart)

    def _stands(self, number: int, way: Elements, needs: Mapping[int, Iterable[str]]) -> bool:
        """Whether a path of the graph needs no other elements than these."""
        journey = self.journeys[number]
        lost: dict[int, int | None] = {arc: None for arc, names in needs.items() if not way.issuperset(names)}
        return guided(journey.graph, journey.source, journey.target, self._to_target[number], lost) is not None

    def _hit(self, number: int, most_steps: int) -> tuple[Elements | None, int]:
        """The fewest elements that cut, or None where the steps ran out, and how many it takes at least."""
        journey = self.journeys[number]
        sets: list[Elements] = []
        least, budget = 0, _Budget(most_steps)
        hit: Elements = frozenset()
        path = self.present.paths[number]
        while path is not None:
            sets.append(frozenset(journey.elements(path)))
            found = _hitting(sets, least, budget)
            while found is None:
                if budget.spent:
                    return None, least
                least += 1
                found = _hitting(sets, least, budget)
            hit = found
            path = self._path(number, hit)
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
