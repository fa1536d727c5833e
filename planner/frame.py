"""The graph of one question as searches of many kinds want it: open arcs in the layers of the rules, and its two ends."""

from collections.abc import Iterable

from corridors.network import Network
from planner.graph import Graph
from planner.likeness import Way
from planner.query import Query
from planner.rules import Rules
from planner.search.digraph import Digraph
from planner.search.layers import layered
from planner.search.paths import Path


class Frame:
    """The open arcs of a question, and what its paths mean."""

    def __init__(self, network: Network, query: Query) -> None:
        """Make the graph and take its rules."""
        self.graph = Graph(network, query)
        rules = Rules(self.graph)
        self.source = Graph.ORIGIN
        self.target = (rules.layers - 1) * len(self.graph.terminals) + Graph.DESTINATION
        joined = self.graph.joined(self.graph.setting.open)
        self.open: Digraph = joined if rules.layers == 1 else layered(joined, rules.layers, rules)

    def way(self, path: Path) -> Way:
        """A path as the arcs of a way."""
        return tuple(map(self.graph.arc, path))

    def weight(self, path: Iterable[int]) -> int:
        """What a path takes by the objective, without what rules add."""
        return sum(self.graph.arc(number).weight for number in path)
