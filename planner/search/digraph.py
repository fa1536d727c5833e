"""A plain directed graph with whole-number weights, by tail and by head; the one door by which weights enter."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

HOP_BITS = 24
"""A step holds its weight above these bits and counts one arc below them: one comparison settles both."""
HEAVIEST = 1 << 140

Row = Sequence[tuple[int, int, int]]
"""Arcs of one vertex: the vertex at the other end, the step, the number of the arc."""
Link = tuple[int, int, int, int]
"""Tail, head, weight, number."""


def checked(weight: object) -> int:
    """The weight itself, if a search can trust it.

    Raises:
        ValueError: for anything but a whole number that is not negative.
    """
    if type(weight) is not int or not 0 <= weight < HEAVIEST:
        raise ValueError(f"{weight!r} is not a weight: whole numbers from 0 on are")
    return weight


def step_of(weight: int) -> int:
    """A weight and one arc, as a search adds them up."""
    return checked(weight) << HOP_BITS | 1


def weight_of(steps: int) -> int:
    """The weight in a sum of steps."""
    return steps >> HOP_BITS


class Digraph:
    """Arcs by tail and by head, in the order given. Never changed: other arcs make another graph, which shares rows."""

    __slots__ = ("into", "out")

    def __init__(self, out: list[Row], into: list[Row]) -> None:
        """Take rows that belong together; :meth:`of` makes them."""
        self.out = out
        self.into = into

    @classmethod
    def of(cls, size: int, links: Iterable[Link]) -> "Digraph":
        """The graph of ``size`` vertices and these arcs.

        Raises:
            ValueError: for a weight that is none.
        """
        out: list[list[tuple[int, int, int]]] = [[] for _ in range(size)]
        into: list[list[tuple[int, int, int]]] = [[] for _ in range(size)]
        for tail, head, weight, number in links:
            if type(weight) is not int or not 0 <= weight < HEAVIEST:
                checked(weight)
            step = weight << HOP_BITS | 1  # as step_of does; calling it thousands of times would cost
            out[tail].append((head, step, number))
            into[head].append((tail, step, number))
        return cls([*out], [*into])

    def __len__(self) -> int:
        return len(self.out)

    @property
    def turned(self) -> "Digraph":
        """The graph with all arcs turned round."""
        return Digraph(self.into, self.out)

    def links(self) -> Iterable[Link]:
        """All arcs by tail."""
        return (
            (tail, head, weight_of(step), number) for tail, row in enumerate(self.out) for head, step, number in row
        )

    def without(self, ends: Mapping[int, tuple[int, int]]) -> "Digraph":
        """The graph without some arcs: tail and head by number."""
        if not ends:
            return self
        out, into = self.out.copy(), self.into.copy()
        for tail in {tail for tail, _ in ends.values()}:
            out[tail] = [arc for arc in out[tail] if arc[2] not in ends]
        for head in {head for _, head in ends.values()}:
            into[head] = [arc for arc in into[head] if arc[2] not in ends]
        return Digraph(out, into)

    def without_numbers(self, numbers: AbstractSet[int]) -> "Digraph":
        """The graph without the arcs of these numbers, wherever they are."""
        return Digraph(
            [[arc for arc in row if arc[2] not in numbers] for row in self.out],
            [[arc for arc in row if arc[2] not in numbers] for row in self.into],
        )

    def and_also(self, links: Iterable[Link]) -> "Digraph":
        """The graph with more arcs, each after the ones its ends have."""
        out, into = self.out.copy(), self.into.copy()
        for tail, head, weight, number in links:
            step = step_of(weight)
            out[tail] = (*out[tail], (head, step, number))
            into[head] = (*into[head], (tail, step, number))
        return Digraph(out, into)
