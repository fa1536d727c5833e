"""The rules a route must keep along its way: pass places in order, stay on a corridor."""

from planner.graph import Graph

OFF_CORRIDOR_PER_KM = 10**15
"""Added to the weight for each km off the corridor: above any weight, so that km off it are minimised first."""
OTHER_MODE = 2.0
"""A km off the corridor counts this often in a mode that the corridor does not use: a railway's trains come by rail."""

ACCESS, ON, EGRESS = range(3)


class Rules:
    """The rules of one question; called with a layer and an arc, it says to which layer the arc leads.

    With ``--via``, layer *i* means that *i* of the places are behind. With ``--corridor`` each of those has three
    phases: before the corridor, on it, and after it; a route uses the corridor in one unbroken stretch, and legs off
    it only to reach and to leave it, over as few km as can be; km in a mode the corridor does not use count twice.
    """

    def __init__(self, graph: Graph) -> None:
        """Take the rules from the question; one layer and no constraint for most of them."""
        self._graph = graph
        self._via = graph.query.via
        corridor = graph.query.corridor
        ways = graph.network.corridors[corridor].ways if corridor is not None else ()
        self._corridor = frozenset(leg for way in ways for leg in way) if corridor is not None else None
        legs = graph.network.legs
        self._modes = {legs[name].mode for name in self._corridor or ()}
        self._phases = 1 if corridor is None else 3
        self.layers = (len(self._via) + 1) * self._phases
        self._passed_at_start = self._passed(0, graph.query.origin)

    def _passed(self, passed: int, place: str) -> int:
        while passed < len(self._via) and self._via[passed] == place:
            passed += 1
        return passed

    def off_corridor(self, number: int) -> int:
        """What is added to the weight of an arc that leaves the corridor."""
        corridor, graph = self._corridor, self._graph
        if corridor is None or all(leg in corridor for leg in graph.legs(number)):
            return 0
        foreign = any(graph.network.legs[leg].mode not in self._modes for leg in graph.legs(number))
        return round(graph.km(number) * (OTHER_MODE if foreign else 1.0) * OFF_CORRIDOR_PER_KM)

    def __call__(self, layer: int, number: int) -> tuple[int, int] | None:
        """The layer an arc leads to and the weight it adds, or None where it may not be used."""
        passed, phase = divmod(layer, self._phases)
        tail, head = self._graph.ends_of(number)
        if tail == Graph.ORIGIN:
            passed = max(passed, self._passed_at_start)
        if self._corridor is not None and (legs := self._graph.legs(number)):
            if all(leg in self._corridor for leg in legs):
                if phase == EGRESS:
                    return None
                phase = ON
            else:
                phase = EGRESS if phase == ON else phase
        passed = self._passed(passed, self._graph.place_of(head))
        added = self.off_corridor(number)
        if head == Graph.DESTINATION:
            if passed < len(self._via) or (self._corridor is not None and phase == ACCESS):
                return None
            return self.layers - 1, added
        return passed * self._phases + phase, added
