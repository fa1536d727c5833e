"""What can be lost on a way: crossings, ports, passages and legs, by name and by the arcs that need them."""

from collections.abc import Iterable

from corridors.network import Network
from planner.frame import Frame
from planner.words import decision_name

KINDS = ("crossing", "port", "passage", "leg")
_KIND_OF = {"border": "crossing", "port": "port", "passage": "passage", "leg": "leg"}


def kind_of(element: str) -> str:
    """The kind of an element by its name, as ``crossing`` of ``border:astara_az-astara_ir``."""
    return _KIND_OF[element.partition(":")[0]]


def elements_of(frame: Frame, path: Iterable[int], kinds: Iterable[str] = KINDS) -> tuple[str, ...]:
    """The elements on a path, each once, in order; a port is none where the journey starts or ends."""
    wanted, graph = frozenset(kinds), frame.graph
    found = (
        name for number in path for name in (*graph.decisions(number), *(f"leg:{leg}" for leg in graph.legs(number)))
    )
    return tuple(name for name in dict.fromkeys(found) if kind_of(name) in wanted)


def every_element(frame: Frame, kinds: Iterable[str]) -> tuple[str, ...]:
    """All elements of the network, but for ports where the journey starts or ends."""
    wanted, graph = frozenset(kinds), frame.graph
    topology = graph.setting.topology
    found = (
        *(f"border:{gate}" for gate in topology.crossings.values()),
        *(f"port:{place}" for place in topology.of_port if place not in {graph.query.origin, graph.query.destination}),
        *(f"passage:{name}" for leg in graph.network.data.legs for name in leg.passages),
        *(f"leg:{leg}" for leg in topology.of_leg),
    )
    return tuple(name for name in dict.fromkeys(found) if kind_of(name) in wanted)


def carriers(frame: Frame, element: str) -> list[int]:
    """The arcs that are lost with an element: both ways, all lines, all tracks of a crossing."""
    return frame.graph.setting.topology.carriers(element.removeprefix("leg:"))


def label(network: Network, element: str) -> str:
    """An element as people say it."""
    kind, _, name = element.partition(":")
    if kind != "leg":
        return decision_name(network, element)
    leg = network.legs[name]
    return f"{leg.track} {network.places[leg.start].name}–{network.places[leg.end].name}"
