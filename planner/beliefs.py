"""How likely a closure must be believed for another way to be as good from the outset."""

from fractions import Fraction

import msgspec

from planner.elements import carriers, elements_of, label
from planner.frame import Frame
from planner.objectives import UNITS_PER_ONE
from planner.search.guided import guided, passed
from planner.search.paths import Path


class Belief(msgspec.Struct, frozen=True, kw_only=True):
    """A crossing, port or passage of the best way, and the belief in its closure at which another way is as good.

    Whoever goes the best way and finds it shut on arrival goes round from there. With ``p`` the believed chance of that,
    the best way takes ``(1 - p) * best + p * shut`` and is as good as the way that never comes near at ``belief``.
    """

    element: str
    label: str
    belief: float | None
    """Your belief, from 0 to 1; none where no way leads round, or where going to see costs no more than going round."""
    round_more: float | None
    """What the best way that never uses it takes more than the best way, in the unit of the objective; none if none."""
    shut_more: float | None
    """What going there, finding it shut and going round from there takes more than the best way; none if there is no way."""


def beliefs(frame: Frame, path: Path, to_target: list[int]) -> list[Belief]:
    """The beliefs for what can close on a path: crossings, ports, passages; legs where it has none of those."""
    names = elements_of(frame, path, ("crossing", "port", "passage")) or elements_of(frame, path)
    vertices = passed(frame.open, frame.source, path)
    return [_belief(frame, path, vertices, name, to_target) for name in names]


def _belief(frame: Frame, path: Path, vertices: list[int], element: str, to_target: list[int]) -> Belief:
    lost: dict[int, int | None] = dict.fromkeys(carriers(frame, element))
    reached = next(place for place, number in enumerate(path) if number in lost)
    best = frame.weight(path)
    away = guided(frame.open, frame.source, frame.target, to_target, lost)
    back = guided(frame.open, vertices[reached], frame.target, to_target, lost)
    away_more = None if away is None else frame.weight(away) - best
    shut_more = None if back is None else frame.weight((*path[:reached], *back)) - best
    belief = None
    if away_more is not None and shut_more is not None and away_more < shut_more:
        belief = float(Fraction(away_more, shut_more))
    return Belief(
        element=element, label=label(frame.graph.network, element), belief=belief,
        round_more=None if away_more is None else away_more / UNITS_PER_ONE,
        shut_more=None if shut_more is None else shut_more / UNITS_PER_ONE,
    )  # fmt: skip
