"""The states of a journey: where the goods are, which places they have passed, how they stand to the corridor."""

import heapq
from collections.abc import Callable, Container, Iterable, Sequence
from functools import cached_property
from itertools import count
from typing import NamedTuple

from planner.proof.moves import DESTINATION, ORIGIN, Move, Moves
from planner.proof.numbers import MILLION

OFF = 10**24
"""A millimetre off the corridor weighs more than any way."""

OTHER_MODE = 2
"""Off the corridor a millimetre counts this often in a mode that the corridor does not use."""

State = tuple[str, int, int]
"""Terminal, places passed, and whether the corridor is ahead, under the goods, or behind."""
AHEAD, ON, BEHIND = range(3)
GROUND = ("ahead", "on", "behind")
END: State = (DESTINATION, 0, 0)


class Arc(NamedTuple):
    """A move between two states, by their numbers."""

    number: int
    tail: int
    head: int
    weight: int
    """The most it may weigh in millionths, and its millimetres off the corridor before them."""
    off_mm: int
    move: Move
    marks: frozenset[str]
    """Its decision points and its leg: what a later route may repeat only in part."""


class Web:
    """All states that can be reached from the origin, and the arcs between them."""

    def __init__(self, moves: Moves, *, lifted: bool = False) -> None:
        """Explore from the origin."""
        self.moves = moves
        question = moves.question
        self._via = question.via
        corridors = {corridor["id"]: corridor for corridor in moves.corridors}
        corridors = {corridor["id"]: corridor for corridor in moves.corridors}
        ways = corridors[question.corridor]["ways"] if question.corridor is not None else ()
        self._on = {leg for way in ways for leg in way}
        self._modes = {str(moves.legs[leg]["mode"]) for leg in self._on}
        by_tail: dict[str, list[Move]] = {}
        for move in moves.all(lifted=lifted):
            by_tail.setdefault(move.tail, []).append(move)
        start: State = (ORIGIN, 0, 0)
        self.states: list[State] = [start, END]
        numbers = {start: 0, END: 1}
        self.out: list[list[Arc]] = []
        self.arcs: list[Arc] = []
        position = 0
        while position < len(self.states):
            state = self.states[position]
            arcs: list[Arc] = []
            for move in by_tail.get(state[0], ()):
                step = self._next(state, move)
                if step is None:
                    continue
                head, off = step
                if head not in numbers:
                    numbers[head] = len(self.states)
                    self.states.append(head)
                marks = frozenset((*move.decisions, *((f"leg:{move.leg}",) if move.leg else ())))
                weight = move.weight.most + off * OFF
                arcs.append(Arc(len(self.arcs) + len(arcs), position, numbers[head], weight, off, move, marks))
            self.arcs += arcs
            self.out.append(arcs)
            position += 1

    def _next(self, state: State, move: Move) -> tuple[State, int] | None:
        """The state after a move and the millimetres it counts off the corridor; None where the question forbids it."""
        _, passed, ground = state
        here = [self.moves.question.origin] if move.tail == ORIGIN else []
        for place in (*here, move.place):
            while passed < len(self._via) and self._via[passed] == place:
                passed += 1
        off = 0
        asked = self.moves.question.corridor is not None
        if asked and move.leg:
            if move.leg in self._on:
                if ground == BEHIND:
                    return None
                ground = ON
            else:
                ground = BEHIND if ground == ON else ground
                off = round(move.km * MILLION) * (1 if move.mode in self._modes else OTHER_MODE)
        if move.head == DESTINATION:
            return None if passed < len(self._via) or (asked and ground == AHEAD) else (END, off)
        return (move.head, passed, ground), off

    def name(self, number: int) -> str:
        """A state as a certificate names it."""
        terminal, passed, ground = self.states[number]
        if terminal in (ORIGIN, DESTINATION):
            return terminal
        layers = [str(passed)] if self._via or self.moves.question.corridor is not None else []
        layers += [GROUND[ground]] if self.moves.question.corridor is not None else []
        return "|".join((terminal, *layers))

    @cached_property
    def to_end(self) -> list[int | None]:
        """For every state what it takes to the destination; None where it cannot be reached."""
        into: list[list[Arc]] = [[] for _ in self.states]
        for arc in self.arcs:
            into[arc.head].append(arc)
        found: list[int | None] = [None] * len(self.states)
        waiting = [(0, 1)]
        while waiting:
            weight, state = heapq.heappop(waiting)
            if found[state] is not None:
                continue
            found[state] = weight
            for arc in into[state]:
                if found[arc.tail] is None:
                    heapq.heappush(waiting, (weight + arc.weight, arc.tail))
        return found

    def lightest(
        self, shut: Container[int] = (), allowed: Callable[[Arc], bool] | None = None
    ) -> tuple[int, tuple[Arc, ...]] | None:
        """A lightest way without the arcs that are shut, and what it weighs; guided by :attr:`to_end`."""
        to_end, out = self.to_end, self.out
        if to_end[0] is None:
            return None
        best: dict[int, int] = {0: 0}
        came: dict[int, Arc] = {}
        done: set[int] = set()
        order = count()
        waiting = [(to_end[0], next(order), 0)]
        while waiting:
            _, _, state = heapq.heappop(waiting)
            if state in done:
                continue
            if state == 1:
                return best[1], _unwind(came)
            done.add(state)
            so_far = best[state]
            for arc in out[state]:
                rest = to_end[arc.head]
                if rest is None or arc.number in shut or arc.head in done or (allowed and not allowed(arc)):
                    continue
                weight = so_far + arc.weight
                if weight < best.get(arc.head, weight + 1):
                    best[arc.head] = weight
                    came[arc.head] = arc
                    heapq.heappush(waiting, (weight + rest, next(order), arc.head))
        return None


def _unwind(came: dict[int, Arc]) -> tuple[Arc, ...]:
    arcs: list[Arc] = []
    state = 1
    while state != 0:
        arcs.append(came[state])
        state = arcs[-1].tail
    return tuple(reversed(arcs))


def marks_of(arcs: Iterable[Arc]) -> tuple[str, ...]:
    """The decision points of a way, each once, in order."""
    return tuple(dict.fromkeys(decision for arc in arcs for decision in arc.move.decisions))


def worths(arcs: Sequence[Arc]) -> dict[str, int]:
    """What a way is compared by: its decision points, each worth one, or else its legs by their metres."""
    decisions = marks_of(arcs)
    if decisions:
        return dict.fromkeys(decisions, 1)
    return {f"leg:{arc.move.leg}": max(1, round(arc.move.km * 1000)) for arc in arcs if arc.move.leg}
