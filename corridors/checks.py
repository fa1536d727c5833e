"""Named checks over the whole data set: references, borders, lengths, corridors.

One function, one rule; ``CHECKS`` lists them all. Each yields a problem with its remedy for every record that breaks it.
"""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from corridors.dataset import NetworkData
from corridors.errors import Problem
from corridors.model import WATER_MODES, Effect, Leg, Record, mode_of
from corridors.units import great_circle_km

Check = Callable[[NetworkData], Iterator[Problem]]

SHORTEST_SHARE_OF_GREAT_CIRCLE = 0.97
"""Coordinates name a town, not a buffer stop: a leg may come out a little shorter than the straight line."""
COORDINATE_SLACK_KM = 6.0
ROUNDABOUT_SLACK_KM = 60.0
"""Short legs may go round a harbour or a hill."""
LONGEST_SHARE_OF_GREAT_CIRCLE = {"rail": 3.5, "road": 3.5, "sea": 6.0, "ferry": 3.0, "river": 4.0}
LONGEST_BORDER_LEG_KM = 160.0
"""The stations that hand trains over may lie this far apart in the steppe."""


def problem(kind: str, record: str, field: str, value: object, rule: str, remedy: str) -> Problem:  # noqa: PLR0913, PLR0917 - a problem has six parts
    """A problem of a record of a kind."""
    return Problem(file=kind, record=record, field=field, value=str(value), rule=rule, remedy=remedy)


def _keyed(data: NetworkData) -> Iterator[tuple[str, Iterable[str]]]:
    for name in ("places", "legs", "services", "passages", "capacities", "handling_rates", "run_rates", "emission_factors",
                 "permissions", "corridors", "events", "scenarios", "published", "rankings", "sources",
                 "incident_kinds", "observations"):  # fmt: skip
        yield name, (record.id for record in getattr(data, name))
    yield "nations", (nation.code for nation in data.nations)


def unique_ids(data: NetworkData) -> Iterator[Problem]:
    """Every id names one record of its kind."""
    for kind, ids in _keyed(data):
        for key, count in Counter(ids).items():
            if count > 1:
                yield problem(kind, key, "id", key, f"stands {count} times", "keep one, or rename the others")


def _figures(record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every ``sources`` of a record and of the records inside it, with the field it stands in."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name == "sources":
            yield name, value
        elif name in {"source", "position_source"} and isinstance(value, str):
            yield name, (value,)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Record):
                for field, sources in _figures(inner):
                    yield f"{name}.{field}", sources


def known_sources(data: NetworkData) -> Iterator[Problem]:
    """Every source that is cited exists."""
    known = {source.id for source in data.sources}
    for kind in data.__struct_fields__:
        records = getattr(data, kind)
        for record in records if isinstance(records, tuple) else (records,):
            label = str(getattr(record, "id", "") or getattr(record, "place", "") or getattr(record, "mode", kind))
            for field, sources in _figures(record):
                for source in sources:
                    if source not in known:
                        yield problem(kind, label, field, source, "no such source", "add it to sources/ or mend the id")


def known_references(data: NetworkData) -> Iterator[Problem]:  # noqa: C901, PLR0912, PLR0915 - one loop a kind, no nesting to unfold
    """Every place, leg, passage, corridor, event and factor that is named exists."""
    places = {place.id for place in data.places}
    legs = {leg.id for leg in data.legs}
    passages = {passage.id for passage in data.passages}
    corridors = {corridor.id for corridor in data.corridors}
    nations = {nation.code for nation in data.nations}
    factors = {factor.id for factor in data.emission_factors}
    events = {event.id for event in data.events}
    rates = {rate.id for rate in data.run_rates}
    services = {service.id for service in data.services}
    scenarios = {scenario.id for scenario in data.scenarios}

    def missing(kind: str, record: str, field: str, names: Iterable[str], known: set[str]) -> Iterator[Problem]:
        for name in names:
            if name not in known:
                close = difflib.get_close_matches(name, known, n=1)
                remedy = f"did you mean {close[0]}?" if close else "mend the id or add the record"
                yield problem(kind, record, field, name, f"no such {kind_of[id(known)]}", remedy)

    kind_of = {
        id(places): "place", id(legs): "leg", id(passages): "passage", id(corridors): "corridor",
        id(nations): "country", id(factors): "emission factor", id(events): "event",
        id(rates): "run rate", id(services): "service", id(scenarios): "scenario",
    }  # fmt: skip

    def effects(kind: str, record: str, items: tuple[Effect, ...]) -> Iterator[Problem]:
        for effect in items:
            yield from missing(kind, record, "effects.legs", effect.legs, legs)
            yield from missing(kind, record, "effects.places", effect.places, places)
            yield from missing(kind, record, "effects.passages", effect.passages, passages)
            yield from missing(kind, record, "effects.countries", effect.countries, nations)

    for place in data.places:
        yield from missing("places", place.id, "country", (place.country,), nations)
    for leg in data.legs:
        yield from missing("legs", leg.id, "from", (leg.start,), places)
        yield from missing("legs", leg.id, "to", (leg.end,), places)
        yield from missing("legs", leg.id, "passages", leg.passages, passages)
        yield from missing("legs", leg.id, "rate", (leg.rate,) if leg.rate else (), rates)
    for service in data.services:
        yield from missing("services", service.id, "legs", service.legs, legs)
    for capacity in data.capacities:
        known = {"port": places, "leg": legs, "passage": passages}[capacity.kind]
        yield from missing("capacities", capacity.id, "of", (capacity.of,), known)
    for facility in data.facilities:
        yield from missing("facilities", facility.place, "place", (facility.place,), places)
    for rate in data.run_rates:
        yield from missing("run_rates", rate.id, "emission_factor", (rate.emission_factor,), factors)
        electric = (rate.electric_emission_factor,) if rate.electric_emission_factor else ()
        yield from missing("run_rates", rate.id, "electric_emission_factor", electric, factors)
        yield from missing("run_rates", rate.id, "countries", rate.countries, nations)
    for corridor in data.corridors:
        for way in corridor.ways:
            yield from missing("corridors", corridor.id, "ways", way, legs)
    for event in data.events:
        yield from missing("events", event.id, "places", event.places, places)
        yield from effects("events", event.id, event.effects)
    for scenario in data.scenarios:
        yield from missing("scenarios", scenario.id, "lifts", scenario.lifts, events)
        yield from effects("scenarios", scenario.id, scenario.effects)
        yield from missing("scenarios", scenario.id, "contradicts", scenario.contradicts, scenarios)
        for shift in scenario.shifts:
            shifted = (("leg", shift.leg, legs), ("event", shift.event, events), ("service", shift.service, services))
            for kind, name, known in shifted:
                yield from missing("scenarios", scenario.id, f"shifts.{kind}", (name,) if name else (), known)
    for figure in data.published:
        yield from missing("published", figure.id, "origin", (figure.origin,), places)
        yield from missing("published", figure.id, "destination", (figure.destination,), places)
        yield from missing("published", figure.id, "corridors", figure.corridors, corridors)
        yield from missing("published", figure.id, "through", figure.through, places)
    for ranking in data.rankings:
        yield from missing("rankings", ranking.id, "origin", (ranking.origin,), places)
        yield from missing("rankings", ranking.id, "destination", (ranking.destination,), places)
        for ranked in ranking.ways:
            named = (ranked.corridor,) if ranked.corridor else ()
            yield from missing("rankings", ranking.id, "corridor", named, corridors)
            yield from missing("rankings", ranking.id, "through", ranked.through, places)
            yield from missing("rankings", ranking.id, "avoid", ranked.avoid, nations)
    for permission in data.permissions:
        yield from missing("permissions", permission.id, "goods_of", permission.goods_of, nations)
        yield from missing("permissions", permission.id, "through", permission.through, nations)


def border_is_two_posts(data: NetworkData) -> Iterator[Problem]:
    """A land leg between two countries is a short one between two posts, and only such a leg has a dwell."""
    places = {place.id: place for place in data.places}
    for leg in data.legs:
        start, end = places.get(leg.start), places.get(leg.end)
        if start is None or end is None:
            continue
        abroad = start.country != end.country
        if leg.mode in WATER_MODES:
            continue
        if abroad and leg.distance_km.typical > LONGEST_BORDER_LEG_KM:
            yield problem(
                "legs", leg.id, "distance_km", leg.distance_km.typical,
                "a border leg runs from post to post", "put a post on each side and split the leg",
            )  # fmt: skip
        if not abroad and (leg.forward or leg.backward):
            yield problem("legs", leg.id, "forward", "", "dwell belongs to border legs", "remove forward and backward")
        for post in (start, end):
            if post.at_sea:
                yield problem("legs", leg.id, "from/to", post.id, "a land leg cannot end at sea", "name a port")


def plausible_length(data: NetworkData) -> Iterator[Problem]:
    """No leg is shorter than the straight line or absurdly longer."""
    places = {place.id: place for place in data.places}
    for leg in data.legs:
        start, end = places.get(leg.start), places.get(leg.end)
        if start is None or end is None:
            continue
        straight = great_circle_km(start.lon, start.lat, end.lon, end.lat)
        length = leg.distance_km.typical
        if length < straight * SHORTEST_SHARE_OF_GREAT_CIRCLE - COORDINATE_SLACK_KM:
            yield problem(
                "legs", leg.id, "distance_km", length, f"is shorter than the straight line of {straight:.0f} km",
                "mend the length or the coordinates",
            )  # fmt: skip
        if length > straight * LONGEST_SHARE_OF_GREAT_CIRCLE[leg.mode] + ROUNDABOUT_SLACK_KM:
            yield problem(
                "legs", leg.id, "distance_km", length, f"is far longer than the straight line of {straight:.0f} km",
                "mend the length or the coordinates",
            )  # fmt: skip


def _chain(legs: list[Leg]) -> bool:
    ends: set[str] = {legs[0].start, legs[0].end}
    for leg in legs[1:]:
        joined = {leg.end if here == leg.start else leg.start for here in ends if here in (leg.start, leg.end)}
        if not joined:
            return False
        ends = joined
    return True


def unbroken_ways(data: NetworkData) -> Iterator[Problem]:
    """Each way of a corridor and each service is an unbroken chain of legs."""
    legs = {leg.id: leg for leg in data.legs}
    chains = [("corridors", corridor.id, way) for corridor in data.corridors for way in corridor.ways]
    chains += [("services", service.id, service.legs) for service in data.services]
    for kind, record, way in chains:
        found = [legs[name] for name in way if name in legs]
        for position in range(1, len(found)):
            if not _chain(found[: position + 1]):
                yield problem(
                    kind, record, "ways", found[position].id, f"does not join {found[position - 1].id}",
                    "list the legs in order, without a gap",
                )  # fmt: skip
                break


def ordered_spans(data: NetworkData) -> Iterator[Problem]:
    """Status spans of a leg stand in order of time and do not overlap."""
    for leg in data.legs:
        for way in ("forward", "backward"):
            spans = [span for span in leg.status if span.way in ("both", way)]
            for before, after in pairwise(spans):
                if after.start is None or before.end is None or before.end >= after.start:
                    yield problem("legs", leg.id, "status", after.state, "spans overlap", "order them by date")
            for span in spans:
                if span.start is not None and span.end is not None and span.start > span.end:
                    yield problem("legs", leg.id, "status", span.state, "ends before it starts", "swap the dates")


def usable_tracks(data: NetworkData) -> Iterator[Problem]:
    """A facility names tracks that legs really bring to its place."""
    tracks: dict[str, set[str]] = {}
    for leg in data.legs:
        for end in (leg.start, leg.end):
            tracks.setdefault(end, set()).add(leg.track)
    for facility in data.facilities:
        for track in facility.tracks:
            if track not in tracks.get(facility.place, set()):
                yield problem(
                    "facilities", facility.place, "tracks", track, "no leg brings this track here",
                    "add the leg or take the track out",
                )  # fmt: skip


def complete_rates(data: NetworkData) -> Iterator[Problem]:
    """Every mode in use can be priced: running, waiting, loading, borders, and each change a facility offers."""
    remedy = "add it to rates.toml"
    run = {rate.mode for rate in data.run_rates if not rate.countries}
    waits = {rate.mode for rate in data.wait_rates}
    borders = {rate.mode for rate in data.border_rates if not rate.countries}
    changes = {tuple(sorted(rate.tracks)) for rate in data.handling_rates}
    for mode in sorted({leg.mode for leg in data.legs}):
        wanted = (
            ("run", mode in run), ("wait", mode in waits), ("loading at the ends", (mode,) in changes),
            ("border", mode in borders or mode in WATER_MODES),
        )  # fmt: skip
        for what, known in wanted:
            if not known:
                yield problem("rates", mode, what, "", "has no rate for all countries", remedy)
    for facility in data.facilities:
        modes = [mode_of(track) for track in facility.tracks]
        modes += [mode for mode in modes if mode in WATER_MODES]  # from one ship to another
        for position, one in enumerate(modes):
            for other in modes[position + 1 :]:
                if tuple(sorted((one, other))) not in changes:
                    yield problem("rates", f"{one} and {other}", "handling", "", "has no rate", remedy)


def moving_rates(data: NetworkData) -> Iterator[Problem]:
    """No speed and no number of departures is zero, at the low end of its range either: hours are divided by it."""
    remedy = "give a low end above zero"
    for rate in data.run_rates:
        if rate.speed_km_per_day.floor <= 0:
            yield problem("run_rates", rate.id, "speed_km_per_day", rate.speed_km_per_day.floor, "stands still", remedy)
    for service in data.services:
        figure = service.departures_per_week
        if figure is not None and figure.floor <= 0:
            yield problem("services", service.id, "departures_per_week", figure.floor, "never leaves", remedy)


def reachable_places(data: NetworkData) -> Iterator[Problem]:
    """Every place has a leg; analysts' points of interest alone may stand without one."""
    touched = {end for leg in data.legs for end in (leg.start, leg.end)}
    for place in data.places:
        if place.id not in touched and place.kind not in {"mine", "free_zone", "waypoint", "pass"}:
            yield problem("places", place.id, "id", place.id, "no leg reaches it", "add a leg or remove the place")


def reasoned_scenarios(data: NetworkData) -> Iterator[Problem]:
    """Every scenario of the data says why it is as it is, and from where; one of a user's own need not."""
    for scenario in data.scenarios:
        for field, value in (("reasoning", scenario.reasoning), ("sources", scenario.sources)):
            if not value:
                yield problem("scenarios", scenario.id, field, "", "is missing", f"add {field}")


CHECKS: tuple[Check, ...] = (
    unique_ids,
    known_sources,
    known_references,
    border_is_two_posts,
    plausible_length,
    unbroken_ways,
    ordered_spans,
    usable_tracks,
    complete_rates,
    moving_rates,
    reachable_places,
    reasoned_scenarios,
)


def problems(data: NetworkData) -> list[Problem]:
    """All problems of all checks, in the order of ``CHECKS``."""
    return [problem for check in CHECKS for problem in check(data)]


def cited_sources(data: NetworkData) -> set[str]:
    """Ids of all sources that a record cites."""
    cited: set[str] = set()
    for kind in data.__struct_fields__:
        records = getattr(data, kind)
        for record in records if isinstance(records, tuple) else (records,):
            for _, sources in _figures(record):
                cited.update(sources)
    return cited


__all__ = ["CHECKS", "cited_sources", "problem", "problems"]
