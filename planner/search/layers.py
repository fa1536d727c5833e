"""Copies of a graph in layers: how a path is made to pass places in order, or to stay on a corridor.

A rule sees each arc in each layer and says to which layer it leads, or that it may not be used there, and what it adds
to the weight. A path through the layered graph is a path of the graph that keeps the rule.
"""

from collections.abc import Callable, Iterable

from planner.search.digraph import Digraph, Link

Rule = Callable[[int, int], tuple[int, int] | None]
"""(layer, number of an arc) -> (next layer, weight added), or None where the arc may not be used."""


def layered(graph: Digraph, layers: int, rule: Rule) -> Digraph:
    """The product graph: vertex ``v`` in layer ``i`` has the number ``i * len(graph) + v``; arcs keep their numbers."""
    size = len(graph)
    links = tuple(graph.links())

    def copies() -> Iterable[Link]:
        for layer in range(layers):
            for tail, head, weight, number in links:
                step = rule(layer, number)
                if step is not None:
                    to_layer, added = step
                    yield layer * size + tail, to_layer * size + head, weight + added, number

    return Digraph.of(layers * size, copies())
