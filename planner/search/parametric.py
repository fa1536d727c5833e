"""The lightest path as one number changes, exactly: the lower envelope of the lines that paths draw.

An arc weighs ``w + m * (t - now)``: ``w`` and ``m`` are whole numbers, ``t`` is what changes and ``now`` its present value.
A path is a line in ``t``, and the lightest path of each ``t`` the lower envelope of all lines, which is concave. It is
found without a grid, after Eisner and Severance (1976): take the best paths at the two ends, cut their lines, look for
a lighter path where they cut; there is none and this is where one takes over from the other, or there is one and both
halves are looked at in turn. All sums are whole numbers and all values of ``t`` are fractions.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from planner.search.digraph import HOP_BITS, Digraph
from planner.search.guided import guided
from planner.search.paths import UNREACHED, Path, distances_to, trace, weigh

NEAR = Fraction(1, 4)
"""From this share of the value now on the present distances, shrunk to it, lead a search well enough."""


class Line(NamedTuple):
    """What a path weighs: ``base + slope * t``."""

    base: int
    slope: int
    path: Path

    def at(self, t: Fraction) -> Fraction:
        """The weight at one value."""
        return self.base + self.slope * t


class Piece(NamedTuple):
    """A path that is the lightest from ``start`` to ``end``."""

    start: Fraction
    end: Fraction
    line: Line


class Varying:
    """Arcs of a graph whose weight changes with one number, between two vertices."""

    def __init__(self, search: "Parametric", parts: Mapping[int, int], now: int, low: Fraction) -> None:
        """``parts`` holds the ``m`` of arcs by number; ``low`` is the least value that will be asked for."""
        self._search = search
        self._parts = parts
        self._now = now
        self._low = low
        self._to_target_at_low: list[int] | None = None

    def line(self, path: Path) -> Line:
        """The line of a path."""
        slope = sum(self._parts.get(number, 0) for number in path)
        return Line(self._search.weight(path) - self._now * slope, slope, path)

    def _changed(self, t: Fraction, scale: int) -> dict[int, int]:
        """What arcs take more than now at a value, times a scale, as steps."""
        by = t * scale - self._now * scale
        assert by.denominator == 1, "the scale makes all weights whole"
        return {number: int(by) * part << HOP_BITS for number, part in self._parts.items()}

    def _bounds_at_low(self, least: int) -> list[int]:
        if self._to_target_at_low is None:
            self._to_target_at_low = self._search.distances(least, self._changed(self._low, least))
        return self._to_target_at_low

    def lightest(self, t: Fraction) -> Line:
        """The line of a path that is lightest at ``t``."""
        search = self._search
        scale, factor, bounds, least = t.denominator, t.denominator, search.to_target, 1
        if t < self._now:
            share = self._low / self._now
            if share >= NEAR:  # no arc weighs less than this share of what it does now
                factor, least = scale * share.numerator, share.denominator
            else:
                least = self._low.denominator
                bounds = self._bounds_at_low(least)
        changed = self._changed(t, scale * least)
        ends = search.source, search.target
        path = guided(search.graph, *ends, bounds, changed, factor=factor, scale=scale * least)
        assert path is not None, "what leads there now still does"
        return self.line(path)


class Parametric:
    """Lightest paths between two vertices of a graph in which some weights change."""

    def __init__(self, graph: Digraph, source: int, target: int) -> None:
        """Find the present distances."""
        self.graph = graph
        self.source = source
        self.target = target
        self.to_target = distances_to(graph, target)
        self.path = trace(graph, self.to_target, source, target)
        """The lightest path now."""

    def weight(self, path: Path) -> int:
        """What a path weighs now."""
        return weigh(self.graph, self.source, path)

    def pieces(self, parts: Mapping[int, int], now: int, low: Fraction, high: Fraction) -> list[Piece]:
        """The lightest paths from ``low`` to ``high``, each with where it is the lightest; ``low <= now <= high``."""
        assert self.path is not None, "there is no path"
        varying, here = Varying(self, parts, now, low), Fraction(now)
        present = varying.line(self.path)
        first = varying.lightest(low) if low < now else present
        last = varying.lightest(high) if high > now else present
        cuts = [(low, first), *_cuts(varying, first, present, low, here)]
        cuts += [(here, present), *_cuts(varying, present, last, here, high)]
        found: list[Piece] = []
        for (start, line), (end, _) in zip(cuts, [*cuts[1:], (high, last)], strict=True):
            if found and found[-1].line[:2] == line[:2]:
                found[-1] = Piece(found[-1].start, end, present if line is present else found[-1].line)
            elif start < end:
                found.append(Piece(start, end, line))
        return found

    def distances(self, scale: int, changed: Mapping[int, int]) -> list[int]:
        """Steps to the target from all vertices, weights times a scale and changed."""
        into = self.graph.into
        found = [UNREACHED] * len(into)
        found[self.target] = 0
        heap = [(0, self.target)]
        pop, push = heapq.heappop, heapq.heappush
        while heap:
            done, vertex = pop(heap)
            if done > found[vertex]:
                continue
            for tail, step, number in into[vertex]:
                reached = done + (step - 1) * scale + 1 + changed.get(number, 0)
                if reached < found[tail]:
                    found[tail] = reached
                    push(heap, (reached, tail))
        return found


def switches(pieces: Sequence[Piece], now: int) -> Iterator[tuple[Fraction, bool, Line]]:
    """Where paths take over from each other: the value, whether it lies above now, and the line on its far side."""
    for before, after in pairwise(pieces):
        above = before.end > now
        yield before.end, above, (after if above else before).line


def _cuts(varying: Varying, left: Line, right: Line, low: Fraction, high: Fraction) -> Iterable[tuple[Fraction, Line]]:
    """Where other paths take over, from a path that is lightest at ``low`` to one that is at ``high``."""
    if left[:2] == right[:2]:
        return []
    if left.at(high) == right.at(high):
        return [(high, right)]
    if left.at(low) == right.at(low):
        return [(low, right)]
    cut = Fraction(right.base - left.base, left.slope - right.slope)
    middle = varying.lightest(cut)
    if middle.at(cut) == left.at(cut):
        return [(cut, right)]
    return [*_cuts(varying, left, middle, low, cut), *_cuts(varying, middle, right, cut, high)]


def crossings(one: Sequence[Piece], other: Sequence[Piece]) -> list[Fraction]:
    """Where the first envelope goes above or below the second; both over the same values."""
    ends = sorted({piece.start for piece in (*one, *other)} | {one[-1].end})
    gaps = [(end, line_at(one, end).at(end) - line_at(other, end).at(end)) for end in ends]
    found: list[Fraction] = []
    last: Fraction | None = None
    """The gap where it last was one."""
    zero: Fraction | None = None
    """Where it vanished since."""
    for (start, gap), (end, then) in zip(gaps, [*gaps[1:], gaps[-1]], strict=True):
        if gap:
            if last is not None and zero is not None and (last > 0) != (gap > 0):
                found.append(zero)
            last, zero = gap, None
        elif zero is None:
            zero = start
        if gap and then and (gap > 0) != (then > 0):
            zero = start + (end - start) * gap / (gap - then)
    return found


def line_at(pieces: Sequence[Piece], t: Fraction) -> Line:
    """The line that holds from a value on."""
    return next((piece.line for piece in pieces if piece.start <= t < piece.end), pieces[-1].line)
