"""How many ways have no element in common, and the fewest elements that cut: maximum flow and minimum cut.

Each element is a gate through which one unit can flow; arcs that need no element carry any number. A gate joins all its
arcs, so that the flow may turn there from one arc to another: the cut always cuts the graph itself, while each way of the
flow is to be tried there before it counts.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import networkx as nx

Needs = tuple[int, int, Sequence[str]]
"""Tail, head, and the elements an arc needs."""


class Flow(NamedTuple):
    """The elements of a smallest cut, and as many ways by their elements, which have none in common."""

    cut: frozenset[str]
    ways: tuple[frozenset[str], ...]


def flow(arcs: Iterable[Needs], source: int, target: int) -> Flow | None:
    """Maximum flow and minimum cut; None where a way needs no element at all."""
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_nodes_from((source, target))
    for tail, head, elements in arcs:
        last: Any = tail
        for name in elements:
            graph.add_edge(last, ("in", name))
            graph.add_edge(("in", name), ("out", name), capacity=1)
            last = ("out", name)
        graph.add_edge(last, head)
    try:
        residual = nx.algorithms.flow.edmonds_karp(graph, source, target)
    except nx.NetworkXUnbounded:
        return None
    reached: set[Any] = {source}
    stack: list[Any] = [source]
    while stack:
        for head, arc in residual.adj[stack.pop()].items():
            if head not in reached and arc["flow"] < arc["capacity"]:
                reached.add(head)
                stack.append(head)
    entered = (node[1] for node in reached if isinstance(node, tuple) and node[0] == "in")
    cut = frozenset(name for name in entered if ("out", name) not in reached)
    found = Flow(cut, tuple(_ways(residual, source, target)))
    assert len(found.cut) == len(found.ways) == residual.graph["flow_value"], "maximum flow is minimum cut"
    return found


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
