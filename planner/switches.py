"""Which single number must change, and to what, before another route is the best: told with each route of an answer."""

from collections.abc import Sequence

import msgspec

from corridors.itinerary import Itinerary, SwitchingValue
from planner.likeness import Way
from planner.shown import ShownWays, way_line
from planner.switching import Takeover
from planner.ways import Ways
from planner.words import figure, title

METHOD = (
    "Switching values: one number is moved and all others stay; for the first route those nearest to the present at which"
    " any other open way becomes the best, for each other route those at which it draws level with the first."
)


def told(ways: Ways, found: Sequence[Way], itineraries: Sequence[Itinerary]) -> list[Itinerary]:
    """The itineraries with their nearest switching values."""
    paths = [tuple(arc.number for arc in way) for way in found]
    ranks = {path: item.rank for path, item in reversed(list(zip(paths, itineraries, strict=True)))}
    shown = ShownWays(ways.graph.network)
    titles = [title(ways.graph.network, item) for item in itineraries]

    def record(takeover: Takeover, *, ousted: int) -> SwitchingValue:
        parameter, rank = takeover.parameter, ranks.get(takeover.path)
        if rank is None:
            first, other = (shown.ways[shown.number(ways.graph, path) - 1] for path in (paths[0], takeover.path))
            way = way_line(other, first, called="route 1")
        else:
            way = titles[rank - 1]
        switch = SwitchingValue(
            parameter=parameter.name, label=parameter.label, unit=parameter.unit, now=parameter.value, low=parameter.low,
            high=parameter.high, value=takeover.value, side=parameter.side(above=takeover.above),
            relative=parameter.relative(takeover.value), undecided=parameter.undecided(takeover.value), rank=rank, way=way,
            statement="",
        )  # fmt: skip
        then = "" if ousted > 1 else f": then {way if rank is None else f'route {rank}'}"
        return msgspec.structs.replace(switch, statement=_moved(switch) + then)

    best, *others = paths
    nearest = ways.switching.nearest(best, others)
    return [
        msgspec.structs.replace(item, switches=tuple(record(each, ousted=item.rank) for each in own))
        for own, item in zip(nearest, itineraries, strict=True)
    ]


def _moved(switch: SwitchingValue) -> str:
    record = "" if switch.low == switch.high else f", record {figure(switch.low)}–{figure(switch.high)}"
    return f"{switch.label} {switch.side} {figure(switch.value)} {switch.unit} (now {figure(switch.now)}{record})"
