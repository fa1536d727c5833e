"""Scenarios laid over a network: shipped ones by name and a user's own by file, composed, checked, never written into it.

Effects enter through weights. What adds legs or shifts dates makes a network of its own beside the given one, kept with it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from msgspec.structs import replace

from corridors.edits import Scenario, Shift
from corridors.errors import DataError, Problem
from corridors.gazetteer import suggest
from corridors.model import PASSABLE_STATES, Effect, Event, Leg, Service, Source, Span
from corridors.network import Network

ONE_DAY = dt.timedelta(1)
MOST_STAGED = 24
"""Networks kept beside the one they were made of: the oldest goes first."""


class _Staged(dict[tuple[Scenario, ...], Network]):
    """Networks by the scenarios that made them."""

    def __init__(self, _network: Network) -> None:
        super().__init__()


def is_file(word: str) -> bool:
    """Whether a word names the file of a scenario: it ends in .toml or has a slash in it."""
    return word.endswith(".toml") or "/" in word or "\\" in word


def stage(network: Network, words: Sequence[str], *, on: object = None) -> tuple[Network, tuple[str, ...]]:
    """The network that scenarios are asked of, and their ids in order.

    Args:
        network: Where shipped scenarios are looked up; nothing in it is changed.
        words: Names of scenarios, or paths of files that hold some; later ones override earlier ones.
        on: The day asked about, where one is: it overrides the days of the scenarios.

    Raises:
        DataError: with every name that is unknown, every problem of every file, and every contradiction between the scenarios.
    """
    chosen: list[Scenario] = []
    own: list[Scenario] = []
    sources: list[Source] = []
    problems: list[Problem] = []
    for word in words:
        if not is_file(word):
            found = network.scenarios.get(word)
            if found is None:
                problems.append(_unknown(network, word))
            else:
                chosen.append(found)
            continue
        from corridors.scenario_files import read  # noqa: PLC0415 - most scenarios are shipped ones

        read_in, cited = read(Path(word), network, problems)
        chosen += read_in
        own += read_in
        sources += cited
    chosen = list(dict.fromkeys(chosen))
    problems += [each for one, other in combinations(chosen, 2) for each in _contradictions(one, other, on)]
    if not problems:
        problems += [each for scenario in chosen for each in _dates_out_of_order(network, scenario)]
    if problems:
        raise DataError(tuple(problems), where="--scenario", of="with the scenarios")
    ids = tuple(scenario.id for scenario in chosen)
    if not own and not any(scenario.rebuilds for scenario in chosen):
        return network, ids
    kept = network.derived(_Staged)
    key = tuple(chosen)
    if key not in kept:
        while len(kept) >= MOST_STAGED:
            del kept[next(iter(kept))]
        kept[key] = laid(network, chosen, tuple(sources))
    return kept[key], ids


def laid(network: Network, chosen: Iterable[Scenario], sources: tuple[Source, ...] = ()) -> Network:
    """A network with the places and legs that scenarios add and the dates that they shift."""
    chosen = tuple(chosen)
    data = network.data
    shifts = [(shift, scenario) for scenario in chosen for shift in scenario.shifts]
    ids = {scenario.id for scenario in chosen}
    done = [replace(each, shifts=(), new_places=(), new_legs=(), new_facilities=()) for each in chosen]
    changes = {
        "scenarios": (*(each for each in data.scenarios if each.id not in ids), *done),
        "legs": _shifted_legs((*data.legs, *(leg for each in chosen for leg in each.new_legs)), shifts),
        "events": tuple(_shifted_event(event, shifts) for event in data.events),
        "services": tuple(_shifted_service(service, shifts) for service in data.services),
        "facilities": (*data.facilities, *(facility for each in chosen for facility in each.new_facilities)),
    }
    places = tuple(place for each in chosen for place in each.new_places)
    if places:
        changes["places"] = (*data.places, *places)
    return network.replaced("+".join(each.id for each in chosen), new_sources=sources, **changes)


def _unknown(network: Network, name: str) -> Problem:
    close = suggest(name, list(network.scenarios))
    return Problem(
        file="scenarios", record=name[:200], field="", value="",
        rule=f"no scenario of the {len(network.scenarios)} there are is called that; the file of one ends in .toml",
        remedy=f"did you mean {' or '.join(close)}?" if close else "landbridge list scenarios",
    )  # fmt: skip


# --- shifts ------------------------------------------------------------------------------------------------------------


def _shifted_legs(legs: Iterable[Leg], shifts: Sequence[tuple[Shift, Scenario]]) -> tuple[Leg, ...]:
    to = {shift.leg: (shift, scenario) for shift, scenario in shifts if shift.leg is not None}
    return tuple(_opened(leg, *to[leg.id]) if leg.id in to else leg for leg in legs)


def _opened(leg: Leg, shift: Shift, scenario: Scenario) -> Leg:
    """A leg that comes into use on another day: a plan comes true, an opening comes sooner or later."""
    day = shift.opens
    assert day is not None, "a leg is shifted by opens"
    text = f"taken as open from {day} by {scenario.title} ({scenario.id})"
    last, before = leg.status[-1], leg.status[:-1]
    if last.state in PASSABLE_STATES:
        opened = replace(last, start=day, expected=str(day), note=text)
    else:
        opened, before = Span(state="open", start=day, expected=str(day), note=text), leg.status
    kept = [span for span in before if span.start is None or span.start < day]
    spans = [replace(span, end=day - ONE_DAY) if span.end is None or span.end >= day else span for span in kept]
    if spans and last.state in PASSABLE_STATES:  # what stood before lasts until the new day
        spans[-1] = replace(spans[-1], end=day - ONE_DAY)
    return replace(leg, status=(*spans, opened))


def _shifted_event(event: Event, shifts: Sequence[tuple[Shift, Scenario]]) -> Event:
    """An event that starts or ends on another day; its effects that start or end with it do too, those left outside go."""
    for shift, _ in shifts:
        if shift.event == event.id:
            start, end = shift.start or event.start, shift.end or event.end
            event = replace(event, start=start, end=end, effects=tuple(_within(event, start, end)))
    return event


def _within(event: Event, start: dt.date, end: dt.date | None) -> Iterator[Effect]:
    for effect in event.effects:
        first, last = effect.start or event.start, effect.end or event.end
        first = start if first == event.start or first < start else first
        last = end if last == event.end or (end is not None and (last is None or last > end)) else last
        if last is None or first <= last:
            yield replace(effect, start=first, end=last)


def _shifted_service(service: Service, shifts: Sequence[tuple[Shift, Scenario]]) -> Service:
    for shift, _ in shifts:
        if shift.service == service.id:
            service = replace(service, first=shift.start or service.first, last=shift.end or service.last)
    return service


def _dates_out_of_order(network: Network, scenario: Scenario) -> Iterator[Problem]:
    """Shifts after which something would end before it starts."""
    for shift in scenario.shifts:
        first = last = None
        if shift.event is not None and (event := network.events.get(shift.event)) is not None:
            first, last = shift.start or event.start, shift.end or event.end
        elif shift.service is not None and (service := network.services.get(shift.service)) is not None:
            first, last = shift.start or service.first, shift.end or service.last
        if first is not None and last is not None and first > last:
            yield Problem(
                file=scenario.id, record=shift.of, field="shifts", value=f"{first} to {last}",
                rule="it would end before it starts", remedy="shift both dates, or mend the one given",
            )  # fmt: skip


# --- contradictions ----------------------------------------------------------------------------------------------------


def _contradictions(one: Scenario, other: Scenario, on: object) -> Iterator[Problem]:
    """Everything in which two scenarios cannot hold together."""
    found = [
        *([("id", one.id, "two scenarios bear one id", "rename yours")] if one.id == other.id else []),
        *_declared(one, other),
        *([] if on is not None else _days(one, other)),
        *_dates(one, other),
        *_dates(other, one),
        *_additions(one, other),
        *_states(one, other),
    ]
    for field, value, rule, remedy in dict.fromkeys(found):
        yield Problem(
            file=f"{one.id} and {other.id}", record="scenarios", field=field, value=value, rule=rule, remedy=remedy
        )


Contradiction = tuple[str, str, str, str]
LEAVE_OUT = "leave one of the two out"


def _declared(one: Scenario, other: Scenario) -> Iterator[Contradiction]:
    if other.id in one.contradicts or one.id in other.contradicts:
        yield "contradicts", "", "they contradict each other", LEAVE_OUT


def _days(one: Scenario, other: Scenario) -> Iterator[Contradiction]:
    if one.on is not None and other.on is not None and one.on != other.on:
        yield "on", f"{one.on} and {other.on}", "they stand for different days", "leave one out, or give --on"


def _dates(one: Scenario, other: Scenario) -> Iterator[Contradiction]:
    for shift in one.shifts:
        if shift.event is not None and shift.event in other.lifts:
            yield "lifts", shift.event, f"{other.id} lifts what {one.id} shifts", LEAVE_OUT
        for second in other.shifts:
            if (shift.leg, shift.event, shift.service) == (
                second.leg,
                second.event,
                second.service,
            ) and shift != second:
                yield "shifts", shift.of, "both shift its dates", LEAVE_OUT


def _additions(one: Scenario, other: Scenario) -> Iterator[Contradiction]:
    pairs = (("new_places", one.new_places, other.new_places), ("new_legs", one.new_legs, other.new_legs))
    for field, ours, theirs in pairs:
        for name in {record.id for record in ours} & {record.id for record in theirs}:
            yield field, name, "both add it", "rename one of the two"


def _states(one: Scenario, other: Scenario) -> Iterator[Contradiction]:
    for effect in one.effects:
        for second in other.effects:
            if _opposite(effect, second):
                yield (
                    "effects.state",
                    f"{effect.state} and {second.state}",
                    "one opens what the other closes",
                    LEAVE_OUT,
                )


def _opposite(one: Effect, other: Effect) -> bool:
    """Whether one opens and the other closes the very same legs."""
    if one.state is None or other.state is None or (one.state in PASSABLE_STATES) == (other.state in PASSABLE_STATES):
        return False
    apart = (one.start and other.end and one.start > other.end) or (other.start and one.end and other.start > one.end)
    names = ("legs", "passages", "places", "countries", "borders", "modes")
    return not apart and all(set(getattr(one, name)) == set(getattr(other, name)) for name in names)
