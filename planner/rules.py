"""The rules a route must keep along its way: pass places in order, stay on a corridor."""

from planner.arcs import Arc
from planner.graph import Graph
from planner.search.layers import Rule

OFF_CORRIDOR_PER_KM = 10**15
"""Added to the weight for each km off the corridor: above any weight, so that km off it are minimised first."""
OTHER_MODE = 2.0
"""A km off the corridor counts this often in a mode that the corridor does not use: a railway's trains come by rail."""

ACCESS, ON, EGRESS = range(3)


def rule_of(graph: Graph) -> tuple[int, Rule[Arc]]:
    """How many layers the query needs, and its rule; one layer and no constraint for most queries.

    With ``--via``, layer *i* means that *i* of the places are behind. With ``--corridor`` each of those has three
    phases: before the corridor, on it, and after it; a route uses the corridor in one unbroken stretch, and legs off
    it only to reach and to leave it, over as few km as can be; km in a mode the corridor does not use count twice.
    """
    query = graph.query
    via = query.via
    corridor = query.corridor
    ways = graph.network.corridors[corridor].ways if corridor is not None else ()
    on_corridor = {leg for way in ways for leg in way}
    legs = graph.network.legs
    modes = {legs[name].mode for name in on_corridor}
    phases = 3 if corridor is not None else 1
    last_layer = (len(via) + 1) * phases - 1
    passed_at_start = 0
    while passed_at_start < len(via) and via[passed_at_start] == query.origin:
        passed_at_start += 1

    def rule(layer: int, arc: Arc) -> tuple[int, int] | None:
        passed, phase = divmod(layer, phases)
        if arc.tail == Graph.ORIGIN:
            passed = max(passed, passed_at_start)
        added = 0
        if corridor is not None and arc.legs:
            if all(leg in on_corridor for leg in arc.legs):
                if phase == EGRESS:
                    return None
                phase = ON
            else:
                phase = EGRESS if phase == ON else phase
                times = 1.0 if all(legs[name].mode in modes for name in arc.legs) else OTHER_MODE
                added = round(arc.distance_km * times * OFF_CORRIDOR_PER_KM)
        place = graph.place_of(arc.head)
        while passed < len(via) and via[passed] == place:
            passed += 1
        if arc.head == Graph.DESTINATION:
            if passed < len(via) or (corridor is not None and phase == ACCESS):
                return None
            return last_layer, added
        return passed * phases + phase, added

    return last_layer + 1, rule
