"""Copies of a graph in layers: how a path is made to pass places in order, or to stay on a corridor.

A rule sees each arc in each layer and says to which layer it leads, or that it may not be used there, and what it adds
to the weight. A path through the layered graph is a path of the graph that keeps the rule.
"""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from planner.search.paths import Edge

E = TypeVar("E", bound=Edge)

Rule = Callable[[int, E], tuple[int, int] | None]
"""(layer, arc) -> (next layer, weight added), or None where the arc may not be used."""


class LayeredArc(NamedTuple, Generic[E]):
    """An arc of the layered graph, and the arc it copies."""

    tail: int
    head: int
    weight: int
    original: E


def layered(out: Sequence[Sequence[E]], layers: int, rule: Rule[E]) -> list[list[LayeredArc[E]]]:
    """The product graph: vertex ``v`` in layer ``i`` has the number ``i * len(out) + v``."""
    size = len(out)
    product: list[list[LayeredArc[E]]] = []
    for layer in range(layers):
        for arcs in out:
            copies: list[LayeredArc[E]] = []
            for arc in arcs:
                step = rule(layer, arc)
                if step is not None:
                    to_layer, added = step
                    copies.append(
                        LayeredArc(layer * size + arc.tail, to_layer * size + arc.head, arc.weight + added, arc)
                    )
            product.append(copies)
    return product
