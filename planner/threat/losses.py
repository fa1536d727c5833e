"""What the loss of legs costs, exactly: of one, and of the two that cost most together."""

from collections.abc import Iterable
from typing import NamedTuple

from planner.likeness import Way
from planner.ways import Ways


class Loss(NamedTuple):
    """Legs lost and the way that is left; its weight in whole millionths of the objective, None where no way is left."""

    legs: tuple[str, ...]
    weight: int | None


class Losses:
    """The best ways of a question without some legs, each searched once."""

    def __init__(self, ways: Ways, best: Way) -> None:
        """Keep the best way of the question."""
        self._ways = ways
        self._found: dict[frozenset[str], Way | None] = {frozenset(): best}
        self.best = best

    def way(self, legs: Iterable[str]) -> Way | None:
        """The best way without some legs; None where none is left."""
        lost = frozenset(legs)
        if lost not in self._found:
            for leg in lost:  # a way that does not use a leg is the best without it too
                fewer = self._found.get(lost - {leg}, ())
                if fewer is None or (fewer and leg not in legs_of(fewer)):
                    self._found[lost] = fewer
                    break
            else:
                self._found[lost] = self._ways.best_without(lost)
        return self._found[lost]

    def weight(self, legs: Iterable[str]) -> int | None:
        """What the best way without some legs weighs."""
        way = self.way(legs)
        return None if way is None else weight_of(way)

    def of_one(self) -> list[Loss]:
        """The loss of each leg of the best way; the loss of another changes nothing."""
        return [Loss((leg,), self.weight((leg,))) for leg in legs_of(self.best)]

    def of_two(self) -> list[Loss]:
        """The loss of each pair of legs that can matter: one of the best way, and one of the best way without that.

        Legs whose loss alone leaves no way are not paired.
        """
        pairs: dict[frozenset[str], Loss] = {}
        for first in legs_of(self.best):
            left = self.way((first,))
            if left is None:
                continue
            for second in legs_of(left):
                pair = frozenset((first, second))
                if pair not in pairs and self.way((second,)) is not None:
                    pairs[pair] = Loss((first, second), self.weight(pair))
        return list(pairs.values())


def legs_of(way: Way) -> tuple[str, ...]:
    """The legs of a way, each once, in order."""
    return tuple(dict.fromkeys(leg for arc in way for leg in arc.legs))


def weight_of(way: Way) -> int:
    """The weight of a way."""
    return sum(arc.weight for arc in way)


def worst(losses: Iterable[Loss]) -> Loss | None:
    """The loss that costs most, a loss of connection above all; of equal ones the first."""
    found: Loss | None = None
    for loss in losses:
        if loss.weight is None:
            return loss
        if found is None or found.weight is None or loss.weight > found.weight:
            found = loss
    return found
