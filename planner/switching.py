"""The switching values that lie nearest to the numbers as they are: where another way becomes as good as a route."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from planner.graph import Graph
from planner.parameters import Parameter, Parameters
from planner.search.digraph import Digraph
from planner.search.nearby import Nearby, nearby
from planner.search.parametric import Parametric, switches
from planner.search.paths import Path, weigh

NEAREST = 3
REACHES = (Fraction(1, 64), Fraction(3, 4))
"""How far from a number is looked, as a share of it, before all of its span is."""
Span = tuple[int, Fraction, Fraction]
"""The factor now, the least and the most."""
FINEST = 10**6
"""Parts of a share that are told apart where it only says how far to look."""


class Takeover(NamedTuple):
    """A value of a number at which another path weighs as little as the one that is looked at."""

    parameter: Parameter
    factor: Fraction
    above: bool
    """Whether the other path is lighter where the factor is higher."""
    path: Path
    """The other path."""

    @property
    def value(self) -> float:
        """The value of the number."""
        return self.parameter.at(self.factor)

    @property
    def place(self) -> tuple[float, str]:
        """What the nearest comes first by."""
        return self.parameter.relative(self.value), self.parameter.name


class Nearest:
    """The nearest of the takeovers found so far."""

    def __init__(self, takeovers: Iterable[Takeover] = ()) -> None:
        """Take some in."""
        self._alike: dict[tuple[Fraction, Path], Takeover] = {}
        self.add(takeovers)

    def add(self, takeovers: Iterable[Takeover]) -> None:
        """Take some in; a number that stands for many leaves out where one of them alone does the same."""
        for takeover in takeovers:
            key = (takeover.factor, takeover.path)
            known = self._alike.get(key)
            if known is None or (known.parameter.common and not takeover.parameter.common):
                self._alike[key] = takeover

    @property
    def found(self) -> list[Takeover]:
        """As many as are wanted, the nearest first, one a number."""
        by_number: dict[str, Takeover] = {}
        for takeover in sorted(self._alike.values(), key=lambda takeover: takeover.place):
            by_number.setdefault(takeover.parameter.name, takeover)
        return list(by_number.values())[:NEAREST]

    def reach(self, most: Fraction) -> Fraction:
        """A share beyond which nothing is among the nearest, and no more than ``most``."""
        found = self.found
        if len(found) < NEAREST:
            return most
        return min(most, Fraction(int(found[-1].place[0] * FINEST) + 1, FINEST))


class Switching:
    """The graph of one question, to be asked what the nearest switching values of its routes are."""

    def __init__(self, graph: Graph, opened: Digraph, ends: tuple[int, int], to_target: Sequence[int]) -> None:
        """Take what a search of the question is made of.

        Args:
            graph: The arcs and what they owe to which number.
            opened: The arcs that may be used, in the layers of the question's rules.
            ends: The vertices where paths start and end.
            to_target: Steps to the end from each vertex, or fewer.
        """
        self._graph = graph
        self._opened = opened
        self._ends = ends
        self._to_target = to_target

    def nearest(self, best: Path, others: Sequence[Path]) -> list[list[Takeover]]:
        """The nearest values, one a number, for a lightest path and then for each of some other ones.

        For the lightest they are those from which on it is one no more; any path may take over. Nothing nearer is missed
        within three quarters of a number. Where fewer than are wanted lie there, the numbers that one of the paths owes to
        are moved over all of their span. For another path they are those at which it draws level with the lightest.
        """
        levels = [list(self._levels(best, path)) for path in others]
        return [self._of_best(best, others, levels), *(Nearest(each).found for each in levels)]

    def _of_best(self, best: Path, others: Sequence[Path], levels: Iterable[list[Takeover]]) -> list[Takeover]:
        enough = Nearest(chain.from_iterable(levels)).reach(REACHES[-1])
        found: list[Takeover] = []
        for reach in sorted({*REACHES, enough}):
            found = self._within(best, reach, found)
            if len(found) == NEAREST:
                return found
        return self._anywhere({*best}.union(*others))

    def _within(self, path: Path, reach: Fraction, known: Iterable[Takeover]) -> list[Takeover]:
        """The nearest values within a share of the numbers, some of which are known.

        A path that overtakes there is not much heavier now: what it owes to one number is at most all of its weight, and
        that shrinks to ``1 - reach`` of it, or the best path grows by as much. So only a part of the graph is searched.
        """
        own, weight = sum(map(self._graph.weight, path)), self._weight(path)
        part = nearby(self._opened, *self._ends, self._to_target, weight + int(own * reach / (1 - reach)) + 1)
        search = Parametric(part.graph, part.source, part.target)
        parameters = Parameters(self._graph, part.through)
        promise = _Promise(part, path, weight)
        nearest = Nearest(known)
        weightiest = sorted(parameters.parts.items(), key=lambda item: sum(item[1].values()), reverse=True)
        for name, parts in weightiest:  # what moves most is likely to lie nearest, and narrows the search for the rest
            parameter = parameters.known[name]
            if parameter.value:
                span = promise.narrowed(parts, parameter.within(nearest.reach(reach)))
                nearest.add(_first(search, parameter, parts, span))
        return nearest.found

    def _anywhere(self, owing: set[int]) -> list[Takeover]:
        parameters = Parameters(self._graph)
        search = Parametric(self._opened, *self._ends)
        nearest = Nearest()
        for name, parts in parameters.parts.items():
            parameter = parameters.known[name]
            if parameter.value and not owing.isdisjoint(parts):
                nearest.add(_first(search, parameter, parts, parameter.span))
        return nearest.found

    def _levels(self, best: Path, path: Path) -> Iterator[Takeover]:
        parameters = Parameters(self._graph, {*best, *path})
        gap = self._weight(path) - self._weight(best)
        for name, parts in parameters.parts.items():
            parameter = parameters.known[name]
            slope = sum(parts.get(number, 0) for number in path) - sum(parts.get(number, 0) for number in best)
            now, low, high = parameter.span
            if parameter.value and slope and gap > 0:
                factor = now - Fraction(gap, slope)
                if low < factor < high:
                    yield Takeover(parameter, factor, above=factor > now, path=path)

    def _weight(self, path: Path) -> int:
        return weigh(self._opened, self._ends[0], path)


class _Promise:
    """Whether another path can take over at all as a number is moved, from what paths through single arcs weigh now."""

    def __init__(self, part: Nearby, path: Path, weight: int) -> None:
        self._part = part
        self._path = path
        own = frozenset(path)
        self._gaps = {number: min(whole) - weight for number, whole in part.through.items() if number not in own}
        self._least = min(self._gaps.values(), default=None)

    def narrowed(self, parts: Mapping[int, int], span: Span) -> Span:
        """A span without the side on which the path stays the best: what others save there is less than they lag."""
        now, low, high = span
        owed = sum(parts.get(number, 0) for number in self._path)
        if self._least is None or (high - now) * owed <= self._least:
            high = Fraction(now)
        gaps = [self._gaps[number] for number in parts if number in self._gaps]
        save = sum(part * len(self._part.through[number]) for number, part in parts.items())
        if not gaps or (now - low) * save <= min(gaps):
            low = Fraction(now)
        return now, low, high


def _first(search: Parametric, parameter: Parameter, parts: Mapping[int, int], span: Span) -> Iterator[Takeover]:
    """Where the present path is left inside a span of a number: at most once on either side."""
    now, low, high = span
    found = list(switches(search.pieces(parts, now, low, high), now))
    below, beyond = ([switch for switch in found if switch[1] is above] for above in (False, True))
    for factor, above, line in (*below[-1:], *beyond[:1]):
        yield Takeover(parameter, factor, above, line.path)
