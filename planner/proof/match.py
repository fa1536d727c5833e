"""Finds the way of the web that a certificate's steps describe, and says where they are not what the records give."""

import heapq
from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from planner.proof.certificate import HandlingClaim, LegClaim, Span, StepClaim
from planner.proof.moves import Item
from planner.proof.numbers import HIGH, LOW, TYPICAL, near
from planner.proof.web import Arc, Web

END = 1
"""The number of the destination among the states of a web."""


class Difference(NamedTuple):
    """A claim that does not hold: what it is about, what is claimed, and what holds."""

    about: str
    claimed: object
    holds: object


class Matched(NamedTuple):
    """A way, and what its steps claim wrongly."""

    arcs: tuple[Arc, ...]
    differences: tuple[Difference, ...]


class Lost(NamedTuple):
    """How far the steps can be followed, and why no further."""

    step: int
    """The step that cannot be taken, counted from 0."""
    reason: str


def key_of(step: StepClaim) -> tuple[str, tuple[str, ...]]:
    """The kind and key of the item that a step names."""
    if isinstance(step, LegClaim):
        return "leg", (step.id, step.start, step.end, step.service or "")
    kind = step.type if step.type in ("border", "wait") else "handling"
    return kind, (step.place, *step.between)


def follow(web: Web, steps: Sequence[StepClaim]) -> Matched | Lost:
    """The way from the origin to the destination that takes these steps, the one with the fewest wrong claims."""
    keys = [key_of(step) for step in steps]
    order = count()
    waiting: list[tuple[int, int, int, int]] = [(0, next(order), 0, 0)]
    came: dict[tuple[int, int], tuple[int, Arc | None]] = {(0, 0): (0, None)}
    done: set[tuple[int, int]] = set()
    furthest = 0
    while waiting:
        wrong, _, state, taken = heapq.heappop(waiting)
        if (state, taken) in done:
            continue
        done.add((state, taken))
        furthest = max(furthest, taken)
        if state == END:
            if taken == len(keys):
                return _matched(steps, came)
            continue
        for arc in web.out[state]:
            items = arc.move.items
            after = taken + len(items)
            if [(item.kind, item.key) for item in items] != keys[taken:after] or (arc.head, after) in done:
                continue
            more = wrong + sum(
                1 for item, step in zip(items, steps[taken:after], strict=True) for _ in _wrong(item, step)
            )
            known = came.get((arc.head, after))
            if known is None or more < known[0]:
                came[arc.head, after] = (more, arc)
                heapq.heappush(waiting, (more, next(order), arc.head, after))
    return Lost(furthest, _reason(web, steps, furthest))


def _matched(steps: Sequence[StepClaim], came: dict[tuple[int, int], tuple[int, Arc | None]]) -> Matched:
    arcs: list[Arc] = []
    state, taken = END, len(steps)
    while True:
        arc = came[state, taken][1]
        if arc is None:
            break
        arcs.append(arc)
        state, taken = arc.tail, taken - len(arc.move.items)
    arcs.reverse()
    items = [item for arc in arcs for item in arc.move.items]
    differences = [
        difference._replace(about=f"step {position}, {difference.about}")
        for position, (item, step) in enumerate(zip(items, steps, strict=True), start=1)
        for difference in _wrong(item, step)
    ]
    return Matched(tuple(arcs), tuple(differences))


def _wrong(item: Item, step: StepClaim) -> Iterator[Difference]:
    """What a step claims of its item and does not hold."""
    low, typical, high = (item.amount(level) for level in (LOW, TYPICAL, HIGH))
    ranges = (
        ("time_h", step.time_h, (low.hours, typical.hours, high.hours)),
        ("cost_usd", step.cost_usd, (low.dollars, typical.dollars, high.dollars)),
        ("co2e_kg", step.co2e_kg, (low.kg, typical.kg, high.kg)),
    )
    for name, span, real in ranges:
        yield from span_differs(name, span, (float(real[0]), float(real[1]), float(real[2])))
    if isinstance(step, HandlingClaim):
        if step.type != item.type:
            yield Difference("type", step.type, item.type)
        return
    if not near(step.distance_km, typical.km):
        yield Difference("distance_km", step.distance_km, float(typical.km))
    if step.mode != item.type:
        yield Difference("mode", step.mode, item.type)
    if step.status != item.state:
        yield Difference("status", step.status, item.state)


def span_differs(name: str, span: Span, real: tuple[float, float, float]) -> Iterator[Difference]:
    """Where a range is not the one that holds."""
    for end, claimed, holds in zip(("low", "typical", "high"), (span.low, span.typical, span.high), real, strict=True):
        if not near(claimed, holds):
            yield Difference(f"{name} {end}", claimed, holds)


def _reason(web: Web, steps: Sequence[StepClaim], furthest: int) -> str:
    if furthest == len(steps):
        return "the steps end before the destination, or leave out a place to pass"
    step = steps[furthest]
    ahead = next((each for each in steps[furthest:] if isinstance(each, LegClaim)), None)
    if ahead is not None:
        reason = web.moves.why_not(ahead.id, ahead.start, ahead.end)
        if reason:
            return f"{ahead.id} from {ahead.start} to {ahead.end}: {reason}"
    kind, key = key_of(step)
    return f"{kind} {' '.join(part for part in key if part)} does not follow on what is before it"
