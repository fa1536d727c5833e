"""Writes the certificate of an answer: its claims, and the potentials that prove its first route the lightest."""

import heapq
from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec

from corridors.itinerary import Itinerary, LegStep, Plan, Range, Step
from corridors.network import Network
from planner.graph import Graph
from planner.likeness import Way
from planner.proof import certificate as form
from planner.query import Query
from planner.rules import ACCESS, EGRESS, OFF_CORRIDOR_PER_KM, ON, Rules
from planner.ways import Ways

GROUND = {ACCESS: "ahead", ON: "on", EGRESS: "behind"}
MILLION = 10**6

State = tuple[int, int]
"""A vertex and a layer."""
Weight = tuple[int, int]
"""Millimetres off the corridor, then the objective in millionths."""


def certificate(network: Network, query: Query, answer: Plan) -> form.Certificate:
    """The certificate of an answer to a query."""
    ways = Ways(network, msgspec.structs.replace(query, alternatives=query.alternatives + 1))
    weigh = _Weigher(ways.graph)
    shown, left = ways.different[: query.alternatives], ways.different[query.alternatives :]
    weights = [weigh.way(way) for way in shown]
    if len(answer.itineraries) > len(shown):
        baseline = ways.by_sea
        assert baseline is not None, "an itinerary beside the alternatives is the sea baseline"
        weights.append(weigh.way(baseline))
    routes = tuple(
        _route(item, weight, alternative=item.rank <= len(shown))
        for item, weight in zip(answer.itineraries, weights, strict=True)
    )
    named = [item.rank for item in answer.itineraries if "sea baseline" in item.labels]
    least = weigh.way(left[0]) if left else (0, 0)
    return form.Certificate(
        claims=form.Claims(
            data_version=answer.data_version,
            query=_question(query),
            routes=routes,
            sea_baseline=named[0] if named else None,
            further=form.Further(exists=bool(left), at_least=least[1], off_corridor_mm=least[0]),
        ),
        potentials=_potentials(ways.graph, weigh),
    )


def encoded(written: form.Certificate) -> bytes:
    """The certificate as JSON, one key a line."""
    return msgspec.json.format(msgspec.json.encode(written), indent=1) + b"\n"


class _Weigher:
    """What arcs and ways weigh, on a corridor and off it."""

    def __init__(self, graph: Graph) -> None:
        self.rules = Rules(graph)
        self.asked = graph.query.corridor is not None

    def off_corridor_mm(self, number: int) -> int:
        """Millimetres of an arc off the corridor; 0 where none is asked for."""
        return round(Fraction(self.rules.off_corridor(number) * MILLION, OFF_CORRIDOR_PER_KM))

    def way(self, way: Way) -> Weight:
        """The weight of a way."""
        return sum(self.off_corridor_mm(arc.number) for arc in way), sum(arc.weight for arc in way)


def _potentials(graph: Graph, weigh: _Weigher) -> form.Potentials:
    """The weight to the destination from each state that can be reached from the origin, over the arcs in use."""
    out: dict[int, list[tuple[int, int, int]]] = {}
    for tail, to, weight, number in graph.joined(graph.setting.open).links():
        out.setdefault(tail, []).append((to, weight, number))
    target = (Graph.DESTINATION, weigh.rules.layers - 1)
    into: dict[State, list[tuple[State, Weight]]] = {(Graph.ORIGIN, 0): []}
    waiting: list[State] = [(Graph.ORIGIN, 0)]
    while waiting:
        vertex, layer = state = waiting.pop()
        for to, weight, number in out.get(vertex, ()):
            step = weigh.rules(layer, number)
            if step is None:
                continue
            head = (to, step[0])
            if head not in into:
                into[head] = []
                waiting.append(head)
            into[head].append((state, (weigh.off_corridor_mm(number), weight)))
    found: dict[State, Weight] = {}
    heap: list[tuple[Weight, State]] = [((0, 0), target)]
    while heap:
        (off, weight), state = heapq.heappop(heap)
        if state in found:
            continue
        found[state] = (off, weight)
        for before, (more_off, more) in into.get(state, ()):
            if before not in found:
                heapq.heappush(heap, ((off + more_off, weight + more), before))
    names = {state: _name(graph, state, asked=weigh.asked) for state in sorted(found)}
    return form.Potentials(
        weight={name: found[state][1] for state, name in names.items()},
        off_corridor_mm={name: found[state][0] for state, name in names.items()} if weigh.asked else {},
    )


def _name(graph: Graph, state: State, *, asked: bool) -> str:
    vertex, layer = state
    if vertex in (Graph.ORIGIN, Graph.DESTINATION):
        return "origin" if vertex == Graph.ORIGIN else "destination"
    passed, ground = divmod(layer, len(GROUND)) if asked else (layer, ACCESS)
    layers = [str(passed)] if asked or graph.query.via else []
    layers += [GROUND[ground]] if asked else []
    return "|".join((*graph.terminals[vertex], *layers))


def _question(query: Query) -> form.Question:
    return form.Question(
        origin=query.origin,
        destination=query.destination,
        on=query.on,
        by=query.by,
        value_of_time_usd_per_day=query.value_of_time_usd_per_day,
        alternatives=query.alternatives,
        overlap=query.overlap,
        via=query.via,
        avoid=msgspec.convert(
            {name: sorted(getattr(query.avoid, name)) for name in form.Avoided.__struct_fields__}, form.Avoided
        ),
        modes=tuple(sorted(query.modes)),
        corridor=query.corridor,
        scenarios=query.scenarios,
        include_planned=query.include_planned,
        cargo=form.Cargo(teu=query.cargo.teu, tonnes_per_teu=query.cargo.tonnes_per_teu),
    )


def _route(item: Itinerary, weight: Weight, *, alternative: bool) -> form.RouteClaim:
    return form.RouteClaim(
        rank=item.rank,
        id=item.id,
        alternative=alternative,
        distance_km=item.distance_km,
        time_h=_span(item.time_h),
        cost_usd=_span(item.cost_usd),
        co2e_kg=_span(item.co2e_kg),
        generalised_cost_usd=item.generalised_cost_usd,
        decisions=item.decisions,
        borders=item.borders,
        gauge_breaks=item.gauge_breaks,
        weight=weight[1],
        off_corridor_mm=weight[0],
        steps=tuple(_steps(item.steps)),
    )


def _steps(steps: Sequence[Step]) -> Iterator[form.StepClaim]:
    for step in steps:
        ranges = {"time_h": _span(step.time_h), "cost_usd": _span(step.cost_usd), "co2e_kg": _span(step.co2e_kg)}
        if isinstance(step, LegStep):
            yield form.LegClaim(
                id=step.id, start=step.start, end=step.end, mode=step.mode, service=step.service, status=step.status,
                distance_km=step.distance_km, **ranges,
            )  # fmt: skip
        else:
            yield form.HandlingClaim(type=step.type, place=step.place, between=step.between, **ranges)


def _span(found: Range) -> form.Span:
    return form.Span(low=found.low, typical=found.typical, high=found.high)
