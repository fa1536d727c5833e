"""Record cards and lists: what the network holds, looked up by id or name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from corridors.capacity import Capacity
from corridors.contents import cites
from corridors.errors import UsageError
from corridors.gazetteer import Gazetteer, suggest
from corridors.model import Corridor, Event, Figure, Leg, Place, Record, Source
from corridors.network import Network
from corridors.units import great_circle_km

KINDS = (
    "places",
    "legs",
    "corridors",
    "sources",
    "events",
    "scenarios",
    "services",
    "passages",
    "capacities",
    "permissions",
    "countries",
    "published",
)
"""Kinds of records, as ``landbridge list`` names them."""
_SINGULAR = {"countries": "country", "capacities": "capacity", "published": "figure"}


def records_of(network: Network, kind: str) -> Mapping[str, Record]:
    """All records of a kind by id.

    Raises:
        UsageError: for a kind that is none.
    """
    if kind not in KINDS:
        close = suggest(kind, KINDS)
        raise UsageError(
            what=f"no kind of record is called {kind!r}", where="KIND", why="kinds are " + ", ".join(KINDS),
            remedy=f"did you mean {close[0]}?" if close else "for example landbridge list places",
        )  # fmt: skip
    if kind == "sources":
        return network.sources
    if kind == "countries":
        return {nation.code: nation for nation in network.data.nations}
    return {record.id: record for record in getattr(network.data, kind)}


def find(network: Network, name: str) -> tuple[str, Record]:
    """The kind and the record an id or a name means; ``scenarios/ID`` names the kind as well.

    Raises:
        UsageError: where nothing, or several places, bear the name.
    """
    named_kind, _, bare = name.partition("/")
    if bare and named_kind in KINDS:
        records = records_of(network, named_kind)
        if bare in records:
            return named_kind, records[bare]
    for kind in KINDS:
        records = records_of(network, kind)
        if name in records:
            return kind, records[name]
    names = Gazetteer(network)
    if (corridor := names.corridor(name)) is not None:
        return "corridors", network.corridors[corridor]
    if (passage := names.passage(name)) is not None:
        return "passages", network.passages[passage]
    try:
        return "places", names.place(name)
    except UsageError as error:
        if "ambiguous" in error.what:
            raise
        ids = [key for kind in KINDS for key in records_of(network, kind)]
        close = [*names.near(name), *suggest(name, ids)][:5]
        raise UsageError(
            what=f"no record is called {name[:200]!r}", where="ID",
            why="it is no place, leg, corridor, source, event, scenario, service, passage or permission",
            remedy=f"did you mean {', '.join(close)}?" if close else "landbridge list places",
        ) from None  # fmt: skip


def as_builtins(record: Record) -> dict[str, Any]:
    """A record as JSON-able values, keys as in the data files."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return plain


def related(network: Network, record: Record) -> dict[str, list[str]]:
    """What else of the network touches a record, by heading."""
    if isinstance(record, Place):
        return _around_place(network, record)
    if isinstance(record, Leg):
        return _around_leg(network, record)
    if isinstance(record, Corridor):
        return {
            "ways": [_way(network, way) for way in record.ways],
            "published figures": _published(network, record.id),
        }
    if isinstance(record, Source):
        return {"cited by": sorted(_citing(network, record.id))}
    if isinstance(record, Event):
        bound = [leg.id for leg in network.data.legs if any(leg.id in effect.legs for effect in record.effects)]
        return {"legs named": bound}
    return {}


def _around_place(network: Network, place: Place) -> dict[str, list[str]]:
    legs = [
        f"{leg.id}: {leg.distance_km.typical:g} km, {leg.distance_km.basis}, {leg.status[-1].state}"
        for leg in network.data.legs
        if place.id in (leg.start, leg.end)
    ]
    tracks = [" / ".join(facility.tracks) for facility in network.facilities.get(place.id, ())]
    events = [f"{event.id}: {event.title}" for event in network.data.events if place.id in event.places]
    capacity = _capacity(network, f"port:{place.id}")
    return {"legs": legs, "cargo changes between": tracks, "capacity": capacity, "events": events}


def _capacity(network: Network, of: str) -> list[str]:
    known = network.capacities.get(of)
    return [] if known is None else [f"{figure_text(known.mt_per_year)} (million tonnes a year)"]


def _around_leg(network: Network, leg: Leg) -> dict[str, list[str]]:
    start, end = network.places[leg.start], network.places[leg.end]
    straight = great_circle_km(start.lon, start.lat, end.lon, end.lat)
    conflicts = [
        f"{rival.value:g} km ({', '.join(rival.sources) or 'no source'}){f': {rival.note}' if rival.note else ''}"
        for rival in leg.rivals
    ]
    if conflicts:
        conflicts.insert(
            0, f"used: {leg.distance_km.typical:g} km ({', '.join(leg.distance_km.sources) or leg.distance_km.basis})"
        )
    return {
        "between": [
            f"{start.name} ({start.country}) and {end.name} ({end.country}), {straight:.0f} km as the crow flies"
        ],
        "corridors": list(network.corridors_of.get(leg.id, ())),
        "capacity": _capacity(network, f"leg:{leg.id}"),
        "conflicting lengths": conflicts,
    }


def _way(network: Network, way: Sequence[str]) -> str:
    legs = [network.legs[name] for name in way]
    km = sum(leg.distance_km.typical for leg in legs)
    return f"{legs[0].id} … {legs[-1].id}: {len(legs)} legs, {km:,.0f} km"


def _published(network: Network, corridor: str) -> list[str]:
    return [
        f"{figure.id}: {network.places[figure.origin].name}–{network.places[figure.destination].name}"
        f" {figure.metric} {figure.low:g}–{figure.high:g} ({figure.nature} {figure.date}; {figure.source})"
        for figure in network.data.published
        if corridor in figure.corridors
    ]


def _citing(network: Network, source: str) -> Iterator[str]:
    for kind in KINDS:
        if kind == "sources":
            continue
        for key, record in records_of(network, kind).items():
            if f'"{source}"' in msgspec.json.encode(record).decode():
                yield f"{_SINGULAR.get(kind, kind.removesuffix('s'))} {key}"


def source_lines(network: Network, record: Record) -> list[str]:
    """The sources a record cites, as people cite them."""
    found = dict.fromkeys(source for _, source in cites(record))
    return [cite(network.sources[name]) for name in found if name in network.sources]


def cite(source: Source) -> str:
    """``id: producer: title, date. url (licence)``."""
    when = f", {source.published}" if source.published else ""
    return f"{source.id}: {source.producer}: {source.title}{when}. {source.url} ({source.licence})".replace(
        ".  (", ". ("
    )


def card(network: Network, kind: str, record: Record) -> str:
    """A record as text: its fields, what touches it, its sources."""
    lines = [_SINGULAR.get(kind, kind.removesuffix("s"))]
    for name, info in zip(record.__struct_fields__, msgspec.structs.fields(type(record)), strict=True):
        value = getattr(record, name)
        if value is False or value in ("", (), None) or name in {"sources", "rivals", "ways"}:
            continue
        lines += _field(info.encode_name, value)
    name = getattr(record, "id", "")
    twins = [other for other in KINDS if other != kind and name in records_of(network, other)]
    lines += [f"  also             landbridge show {other}/{name}" for other in twins]
    for heading, items in related(network, record).items():
        if items:
            lines += ["", f"  {heading}", *(f"    {item}" for item in items)]
    cited = source_lines(network, record)
    if cited:
        lines += ["", "  sources", *(f"    {line}" for line in cited)]
    return "\n".join(lines) + "\n"


def _field(name: str, value: object) -> Iterable[str]:
    label = f"  {name:<16}"
    if isinstance(value, Figure):
        yield f"{label}{figure_text(value)}"
    elif isinstance(value, Record):
        yield f"{label}{_inline(value)}"
    elif isinstance(value, tuple) and value and isinstance(value[0], Record):
        for item in value:
            yield f"{label}{_inline(item)}"
    elif isinstance(value, tuple):
        yield f"{label}{'; '.join(map(str, value))}"
    else:
        yield f"{label}{value}"


def figure_text(figure: Figure) -> str:
    """``204 (198–212), published 2026: note``."""
    spread = f" ({figure.floor:g}–{figure.ceiling:g})" if figure.floor != figure.ceiling else ""
    when = f" {figure.as_of}" if figure.as_of else ""
    note = f": {figure.note}" if figure.note else ""
    return f"{figure.typical:g}{spread}, {figure.basis}{when}{note}"


def _inline(record: Record) -> str:
    parts = []
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if value in ("", (), None) or name == "sources":
            continue
        shown = (
            figure_text(value)
            if isinstance(value, Figure)
            else ", ".join(map(str, value))
            if isinstance(value, tuple)
            else value
        )
        parts.append(f"{name} {shown}")
    return "; ".join(parts)


def row(record: Record) -> tuple[str, ...]:
    """The cells of a record in a list."""
    plain = as_builtins(record)
    name = plain.get("name") or plain.get("title") or ""
    if isinstance(record, Leg):
        return (
            record.id,
            record.track,
            f"{record.distance_km.typical:g} km",
            record.distance_km.basis,
            record.status[-1].state,
        )
    if isinstance(record, Place):
        return (record.id, name, record.country, record.kind, record.unlocode)
    if isinstance(record, Event):
        return (record.id, str(record.start), str(record.end or ""), record.title)
    if isinstance(record, Capacity):
        return (
            record.id,
            record.kind,
            record.of,
            f"{record.mt_per_year.typical:g} Mt a year",
            record.mt_per_year.basis,
        )
    if "origin" in plain:
        return (
            plain["id"],
            plain["origin"],
            plain["destination"],
            plain["metric"],
            f"{plain['low']:g}–{plain['high']:g}",
            plain["nature"],
        )
    return (plain.get("id") or plain["code"], name)
