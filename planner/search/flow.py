"""How many ways have no element in common, and the fewest elements that cut: maximum flow and minimum cut.

Each element is a gate through which one unit, or what its capacity allows, can flow; arcs that need no element carry any
amount. A gate joins all its arcs, so that the flow may turn there from one arc to another: the cut always cuts the graph
itself, while each way of the flow is to be tried there before it counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import networkx as nx

Needs = tuple[int, int, Sequence[str]]
"""Tail, head, and the elements an arc needs."""


class Flow(NamedTuple):
    """The elements of a smallest cut, and as many ways by their elements, which have none in common."""

    cut: frozenset[str]
    ways: tuple[frozenset[str], ...]


def flow(arcs: Iterable[Needs], source: int, target: int) -> Flow | None:
    """Maximum flow and minimum cut where a unit goes through each element; None where a way needs no element at all."""
    wanted = list(arcs)
    residual = _residual(wanted, source, target, {name: 1 for _, _, names in wanted for name in names})
    if residual is None:
        return None
    found = Flow(_cut(residual, source), tuple(_ways(residual, source, target)))
    assert len(found.cut) == len(found.ways) == residual.graph["flow_value"], "maximum flow is minimum cut"
    return found


def narrowest(
    arcs: Iterable[Needs], source: int, target: int, most: Mapping[str, int]
) -> tuple[int, frozenset[str]] | None:
    """The most that flows where elements have capacities, and the cut that lets no more through; None without a bound.

    Args:
        arcs: The arcs and what they need; an element without a capacity lets any amount through.
        source: Where the flow starts.
        target: Where it ends.
        most: The capacities by element.
    """
    bounded = ((tail, head, [name for name in names if name in most]) for tail, head, names in arcs)
    residual = _residual(bounded, source, target, most)
    if residual is None:
        return None
    cut = _cut(residual, source)
    assert sum(most[name] for name in cut) == residual.graph["flow_value"], "maximum flow is minimum cut"
    return residual.graph["flow_value"], cut


def _residual(arcs: Iterable[Needs], source: int, target: int, most: Mapping[str, int]) -> Any:
    """The residual network of a maximum flow; None where the flow has no bound."""
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_nodes_from((source, target))
    for tail, head, elements in arcs:
        last: Any = tail
        for name in elements:
            graph.add_edge(last, ("in", name))
            graph.add_edge(("in", name), ("out", name), capacity=most[name])
            last = ("out", name)
        graph.add_edge(last, head)
    try:
        return nx.algorithms.flow.edmonds_karp(graph, source, target)
    except nx.NetworkXUnbounded:
        return None


def _cut(residual: Any, source: int) -> frozenset[str]:
    """The elements whose gates are full between what the source still reaches and what it does not."""
    reached: set[Any] = {source}
    stack: list[Any] = [source]
    while stack:
        for head, arc in residual.adj[stack.pop()].items():
            if head not in reached and arc["flow"] < arc["capacity"]:
                reached.add(head)
                stack.append(head)
    entered = (node[1] for node in reached if isinstance(node, tuple) and node[0] == "in")
    return frozenset(name for name in entered if ("out", name) not in reached)


def _ways(residual: Any, source: Any, target: Any) -> Iterable[frozenset[str]]:
    """The flow taken apart, a unit at a time."""
    left = {
        node: {head: arc["flow"] for head, arc in heads.items() if arc["flow"] > 0}
        for node, heads in residual.adj.items()
    }
    for _ in range(residual.graph["flow_value"]):
        node, names = source, set()
        while node != target:
            heads = left[node]
            head = next(iter(heads))
            heads[head] -= 1
            if not heads[head]:
                del heads[head]
            node = head
            if isinstance(node, tuple):
                names.add(node[1])
        yield frozenset(names)
