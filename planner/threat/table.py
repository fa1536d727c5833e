"""What the ways of a question are exposed to, as text for a terminal."""

from collections.abc import Iterator, Sequence

from corridors.network import Network
from planner.layout import wrapped
from planner.threat.answer import Breakeven, Exposure, Lost, Threat, WayThreat
from planner.threat.sentences import interval, name_of


def text(found: Threat, network: Network) -> str:
    """The best way with its beliefs, the others with their closures, the worst losses."""
    asked = found.query
    question = f"{asked.origin.name} ({asked.origin.country}) → {asked.destination.name} ({asked.destination.country}) · on {asked.on}"
    lines = [question, f"data {found.data_version}, as of {found.data_as_of}"]
    own = f"; {found.own_incidents} of your own file among them" if found.own_incidents else ""
    seen = f"closures of {found.observed_from} to {found.observed_to}, {found.years:.1f} years{own}. {found.observed}"
    lines += [*wrapped("", seen, 0), *wrapped("", f"consequence: {found.consequence}", 0)]
    beliefs = {item.id: item for item in found.beliefs}
    for way in found.ways:
        lines += ["", *_way(way, beliefs if way is found.ways[0] else {}, found.none_on_record)]
    lines += ["", *_worst(found, network), ""]
    for sentence in found.method:
        lines += wrapped("", sentence, 0)
    return "\n".join(lines) + "\n"


def _way(way: WayThreat, beliefs: dict[str, Breakeven], none: tuple[float, float]) -> Iterator[str]:
    """What is on record, and what is not."""
    yield f"{way.rank}  {way.title}"
    for exposure in told_exposures(way):
        yield from wrapped("", f"{exposure.kind} {exposure.name}: {exposure.says}", 3)
        if exposure.id in beliefs:
            yield from wrapped("→ ", beliefs[exposure.id].says, 5)
    quiet = [exposure for exposure in way.exposures if exposure.per_trip is None]
    if quiet:
        yield from wrapped(
            "", f"{len(quiet)} legs, borders and passages without a closure on record: {interval(*none)} each", 3
        )
        earlier = [f"{event.id} ({event.start}, {exposure.name})" for exposure in quiet for event in exposure.events]
        if earlier:
            yield from wrapped("", f"outside those years, not counted: {', '.join(earlier)}", 5)
        yield from _least(quiet, beliefs)


def told_exposures(way: WayThreat) -> Iterator[Exposure]:
    """What has closures on record; a leg stands for itself where no passage or run of legs with the same closures does."""
    wide = [exposure for exposure in way.exposures if exposure.kind in {"passage", "together"}]
    for exposure in way.exposures:
        counted = {event for event in exposure.events if event.counted}
        told = any(exposure.id in other.legs and counted <= set(other.events) for other in wide)
        if counted and (exposure in wide or not told):
            yield exposure


def _least(quiet: Sequence[Exposure], beliefs: dict[str, Breakeven]) -> Iterator[str]:
    """Of what has no closure on record, the one whose closure would take the weakest belief to change the way."""
    told = [
        (share, exposure)
        for exposure in quiet
        if exposure.id in beliefs and (share := beliefs[exposure.id].your_belief) is not None
    ]
    if told:
        _, exposure = min(told, key=lambda pair: pair[0])
        line = f"the weakest belief among them: {exposure.kind} {exposure.name}: {beliefs[exposure.id].says}"
        yield from wrapped("→ ", line, 5)


def _worst(found: Threat, network: Network) -> Iterator[str]:
    yield "where an attacker who knows the network chooses"
    if found.cuts:
        cut = ", ".join(name_of(network, leg) for leg in found.cuts)
        yield from wrapped("", f"nothing leads there without any one of {cut}", 3)
    for count, lost in (("one leg", found.worst_one), ("two legs", found.worst_two)):
        if lost is not None:
            yield from wrapped("", f"{count}: {lost_line(lost, found.unit, network)}", 3)


def lost_line(lost: Lost, unit: str, network: Network) -> str:
    """What a loss costs, in a line."""
    legs = " and ".join(name_of(network, leg) for leg in lost.legs)
    if lost.costs is None:
        return f"{legs}: nothing leads there any more"
    return f"{legs}: {unit} {lost.costs:,.0f} more, by {lost.next_way}"
