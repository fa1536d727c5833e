"""The symbols along one itinerary: its ends, borders, ports, gauge breaks and passages."""

from collections.abc import Iterator

from corridors.itinerary import HandlingStep, Itinerary, LegStep
from corridors.model import WATER_MODES, Place
from maps import names
from maps.names import Facts

Mark = dict[str, object]
"""``symbol``, ``name``, ``kind`` (a line that says what is there), ``lon``, ``lat`` in degrees, and ``steps``: the
indices of the itinerary's steps that happen there."""

_CHANGES = {"gauge_change": "gauge", "quay": "handling", "transfer": "handling"}


def of_itinerary(facts: Facts, itinerary: Itinerary) -> list[Mark]:
    """All marks of an itinerary, along the way; a place without a position has none."""
    return [mark for kind in (_ends, _handlings, _passages, _borders) for mark in kind(facts, itinerary)]


def _mark(symbol: str, place: Place, kind: str, steps: list[int]) -> Mark:
    return {
        "symbol": symbol,
        "name": place.name,
        "kind": kind,
        "lon": place.lon,
        "lat": place.lat,
        "steps": steps,
    }


def _steps_by_place(itinerary: Itinerary) -> dict[str, list[int]]:
    """Indices of the handlings at each place, in order."""
    found: dict[str, list[int]] = {}
    for index, step in enumerate(itinerary.steps):
        if isinstance(step, HandlingStep):
            found.setdefault(step.place, []).append(index)
    return found


def _ends(facts: Facts, itinerary: Itinerary) -> Iterator[Mark]:
    steps = _steps_by_place(itinerary)
    for symbol, found in (("origin", itinerary.places[:1]), ("destination", itinerary.places[-1:])):
        for place in (facts.places[name] for name in found if name in facts.places):
            kind = f"{symbol.capitalize()}, {names.of_country(facts, place.country)}"
            yield _mark(symbol, place, kind, steps.get(place.id, []))


def _handlings(facts: Facts, itinerary: Itinerary) -> Iterator[Mark]:
    ends = {*itinerary.places[:1], *itinerary.places[-1:]}
    for name, steps in _steps_by_place(itinerary).items():
        types = [step.type for step in (itinerary.steps[index] for index in steps) if isinstance(step, HandlingStep)]
        symbols = {_CHANGES[kind] for kind in types if kind in _CHANGES}
        place = facts.places.get(name)
        if not symbols or place is None or (name in ends and "gauge" not in symbols):
            continue
        titles = dict.fromkeys(names.HANDLING_TITLES.get(kind, kind) for kind in types)
        country = names.of_country(facts, place.country)
        yield _mark("gauge" if "gauge" in symbols else "handling", place, f"{', '.join(titles)}; {country}", steps)


def _passages(facts: Facts, itinerary: Itinerary) -> Iterator[Mark]:
    found: dict[str, list[int]] = {}
    for index, step in enumerate(itinerary.steps):
        for name in step.passages if isinstance(step, LegStep) else ():
            found.setdefault(name, []).append(index)
    for name, steps in found.items():
        passage = facts.passages.get(name)
        if passage is not None:
            yield {
                "symbol": "passage",
                "name": passage.name,
                "kind": passage.kind.capitalize(),
                "lon": passage.lon,
                "lat": passage.lat,
                "steps": steps,
            }


def _borders(facts: Facts, itinerary: Itinerary) -> Iterator[Mark]:
    """One diamond half way between the two posts of every land border."""
    for index, step in enumerate(itinerary.steps):
        if not isinstance(step, LegStep) or step.mode in WATER_MODES:
            continue
        start, end = facts.places.get(step.start), facts.places.get(step.end)
        if start is None or end is None or start.country == end.country:
            continue
        near = [other for other in (index - 1, index, index + 1) if _is_border_step(itinerary, other, index)]
        yield {
            "symbol": "border",
            "name": names.of_posts(facts, step.start, step.end),
            "kind": f"{names.of_country(facts, start.country)} to {names.of_country(facts, end.country)}",
            "lon": (start.lon + end.lon) / 2,
            "lat": (start.lat + end.lat) / 2,
            "steps": near,
        }


def _is_border_step(itinerary: Itinerary, index: int, leg: int) -> bool:
    if index == leg:
        return True
    if not 0 <= index < len(itinerary.steps):
        return False
    step = itinerary.steps[index]
    return isinstance(step, HandlingStep) and step.type == "border"
