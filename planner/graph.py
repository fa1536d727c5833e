"""The search graph of one question: the setting it shares with others, and the arcs at the two ends of its journey."""

from collections.abc import Callable, Hashable, Iterable, Iterator

import msgspec

from corridors.model import WATER_MODES, mode_of
from corridors.network import Network
from planner.arcs import Arc, Part
from planner.pricing import Price
from planner.query import Objective, Query
from planner.search.digraph import Digraph
from planner.setting import operators_on, setting_of, weights_of
from planner.topology import DESTINATION, ORIGIN, Happening, tracks_at


class Graph:
    """The arcs of one question by number; vertex 0 is the origin and vertex 1 the destination."""

    ORIGIN = ORIGIN
    DESTINATION = DESTINATION

    def __init__(self, network: Network, query: Query) -> None:
        """Join origin and destination to the network: O(1) where a like question was asked before."""
        self.network = network
        self.query = query
        self.goods_of = frozenset(network.places[end].country for end in (query.origin, query.destination))
        self.setting = setting_of(network, query, self.goods_of)
        self.weights = self.setting.weights
        self.prices = self.weights.prices
        self.bound = self.weights.bound
        self.conditions = self.weights.conditions
        self._topology = self.setting.topology
        self.terminals = self._topology.terminals
        self._inner = len(self._topology.links)
        self._ends: list[Arc] = []
        self._end_parts: dict[int, tuple[Part, ...]] = {}
        self._add_ends()
        self._not_marks = {f"port:{query.origin}", f"port:{query.destination}"}

    # --- the two ends ----------------------------------------------------------------------------------------------

    def _add_ends(self) -> None:
        topology, query = self._topology, self.query
        tracks = self.network.derived(tracks_at)
        for track in tracks.get(query.origin, ()):
            loading = self._end_part(query.origin, track)
            waiting = () if track in WATER_MODES else (self._wait(query.origin, mode_of(track)),)
            self._add_end(ORIGIN, topology.numbers.get(topology.leaving(query.origin, track)), loading, *waiting)
            for line in topology.lines.get((query.origin, track), ()):
                aboard = topology.numbers[query.origin, track, line.id]
                self._add_end(ORIGIN, aboard, loading, self._boarding(line.id, query.origin))
        for track in tracks.get(query.destination, ()):
            unloading = self._end_part(query.destination, track)
            landed = topology.numbers.get(topology.arriving(query.destination, track))
            self._add_end(landed, DESTINATION, unloading)
            if (query.destination, track) in topology.lines:
                self._add_end(topology.numbers[query.destination, track, "off"], DESTINATION, unloading)

    def _add_end(self, tail: int | None, head: int | None, *parts: Part) -> None:
        if tail is None or head is None:
            return  # a track that nothing arrives on, or leaves by
        weight = sum(self.weights.of(part.price) for part in parts if part.price is not None)
        number = self._inner + len(self._ends)
        self._ends.append(Arc(number, tail, head, weight, (), (), 0.0, None))
        self._end_parts[number] = parts

    def _end_part(self, place: str, track: str) -> Part:
        mode = mode_of(track)
        return Part(
            "handling", self.prices.end(mode), place=place, between=(track,), handling=self.prices.end_type(mode).type
        )

    def joined(self, graph: Digraph) -> Digraph:
        """A graph of the setting with the arcs at the two ends."""
        return graph.and_also((arc.tail, arc.head, arc.weight, arc.number) for arc in self._ends)

    @property
    def ends(self) -> tuple[Arc, ...]:
        """The arcs at the two ends of the journey."""
        return tuple(self._ends)

    @property
    def amounts(self) -> list[int]:
        """The weight of every arc by its number."""
        return self.weights.arcs + [arc.weight for arc in self._ends]

    def amounts_by(self, objective: Objective) -> list[int]:
        """What every arc weighs under another objective."""
        query = msgspec.structs.replace(self.query, by=objective)
        weights = weights_of(self.network, query, self.goods_of)
        ends = (self._end_parts[arc.number] for arc in self._ends)
        return weights.arcs + [
            sum(weights.of(part.price) for part in parts if part.price is not None) for parts in ends
        ]

    # --- arcs ------------------------------------------------------------------------------------------------------

    @property
    def arcs(self) -> Iterator[Arc]:
        """All arcs in the order of the data, those at the ends last."""
        return (self.arc(number) for number in range(self.count))

    @property
    def count(self) -> int:
        """How many arcs there are."""
        return self._inner + len(self._ends)

    def arc(self, number: int) -> Arc:
        """An arc by its number."""
        if number >= self._inner:
            return self._ends[number - self._inner]
        tail, head, _, _, _, what = self._topology.links[number]
        legs = () if what.leg is None else (what.leg.id,)
        km = 0.0 if what.leg is None else what.leg.distance_km.typical
        barrier = self.setting.barriers.get(number)
        return Arc(number, tail, head, self.weights.arcs[number], legs, self.decisions(number), km, barrier)

    def any_barred(self, numbers: Iterable[int]) -> bool:
        """Whether anything bars one of these arcs."""
        return not self.setting.barriers.keys().isdisjoint(numbers)

    def decisions(self, number: int) -> tuple[str, ...]:
        """The decision points on an arc; a port is none where the journey starts or ends."""
        if number >= self._inner:
            return ()
        return tuple(mark for mark in self._topology.decisions(number) if mark not in self._not_marks)

    def weight(self, number: int) -> int:
        """What an arc weighs, in whole millionths."""
        return self._ends[number - self._inner].weight if number >= self._inner else self.weights.arcs[number]

    def legs(self, number: int) -> tuple[str, ...]:
        """The leg run on an arc, if any."""
        if number >= self._inner:
            return ()
        leg = self._topology.links[number][5].leg
        return () if leg is None else (leg.id,)

    def operators(self, number: int) -> set[str]:
        """Who runs the leg of an arc, or its line."""
        return (
            operators_on(self.network, self._topology.links[number])
            if number < self._inner and self.legs(number)
            else set()
        )

    def km(self, number: int) -> float:
        """The length of an arc."""
        leg = None if number >= self._inner else self._topology.links[number][5].leg
        return 0.0 if leg is None else leg.distance_km.typical

    def alike(self, done: Hashable) -> list[int]:
        """The arcs that do one thing: tail, head and legs."""
        ends = [arc.number for arc in self._ends if (arc.tail, arc.head, arc.legs) == done]
        return ends or self._topology.alike[done]

    def ends_of(self, number: int) -> tuple[int, int]:
        """Tail and head of an arc."""
        arc = self._ends[number - self._inner] if number >= self._inner else None
        return self._topology.links[number][:2] if arc is None else (arc.tail, arc.head)

    def place_of(self, vertex: int) -> str:
        """The place a vertex stands at."""
        if vertex == ORIGIN:
            return self.query.origin
        return self.query.destination if vertex == DESTINATION else self.terminals[vertex][0]

    # --- what happens ----------------------------------------------------------------------------------------------

    def parts(self, number: int) -> tuple[Part, ...]:
        """The steps in the making of a traveller on an arc."""
        if number >= self._inner:
            return self._end_parts[number]
        what = self._topology.links[number][5]
        return tuple(_SPELLED[what.kind](self, number, what))

    def is_inner(self, number: int) -> bool:
        """Whether an arc is of the network, and not at an end of this journey."""
        return number < self._inner

    def _run(self, number: int, what: Happening) -> Iterator[Part]:
        leg, way = what.leg, what.way
        assert leg is not None, "a run has a leg"
        if what.waits:
            yield self._wait(what.place, leg.mode)
        if self.network.is_border(leg):
            other = leg.end if way == "forward" else leg.start
            yield Part("border", self.prices.border(leg, way), leg, way, place=what.place, between=(other,))
        condition = self.weights.condition[self._topology.links[number][2]]
        yield Part("leg", None, leg, way, condition=condition, service=what.service)

    def _board(self, _number: int, what: Happening) -> Iterator[Part]:
        assert what.service is not None, "a line is boarded"
        yield self._boarding(what.service, what.place)

    def _leave(self, _number: int, _what: Happening) -> Iterator[Part]:
        return iter(())

    def _stand(self, _number: int, what: Happening) -> Iterator[Part]:
        yield self._wait(what.place, mode_of(what.track))

    def _change(self, _number: int, what: Happening) -> Iterator[Part]:
        assert what.facility is not None, "a change is made by a facility"
        mode_from, mode_to = mode_of(what.track_from), mode_of(what.track)
        yield Part(
            "handling", self.prices.handling(mode_from, mode_to, what.facility), place=what.place,
            between=(what.track_from, what.track), handling=self.prices.handling_rate(mode_from, mode_to).type,
            sources=what.facility.sources,
        )  # fmt: skip
        if what.service is not None:
            yield self._boarding(what.service, what.place)
        elif what.waits:
            yield self._wait(what.place, mode_to)

    def _boarding(self, service: str, place: str) -> Part:
        mode = self.network.legs[self.network.services[service].legs[0]].mode
        return _wait(self.prices.wait(mode, service), place, service)

    def _wait(self, place: str, mode: str) -> Part:
        return _wait(self.prices.wait(mode, None), place, mode)


def _wait(price: Price, place: str, waited_for: str) -> Part:
    return Part("wait", price, place=place, between=(waited_for,))


_SPELLED: dict[str, Callable[[Graph, int, Happening], Iterator[Part]]] = {
    "run": Graph._run,  # noqa: SLF001 - its own table
    "board": Graph._board,  # noqa: SLF001 - as above
    "leave": Graph._leave,  # noqa: SLF001 - as above
    "wait": Graph._stand,  # noqa: SLF001 - as above
    "change": Graph._change,  # noqa: SLF001 - as above
}
