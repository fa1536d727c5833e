"""What things are called on the map, and what the map asks of a network."""

from collections.abc import Mapping
from typing import Protocol

from corridors.itinerary import HandlingStep, LegStep
from corridors.model import Corridor, Leg, Nation, Passage, Place, Service, Settings, Source


class Facts(Protocol):
    """The part of a network that a map reads: records by id."""

    @property
    def places(self) -> Mapping[str, Place]:
        """Places by id."""

    @property
    def legs(self) -> Mapping[str, Leg]:
        """Legs by id."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""

    @property
    def passages(self) -> Mapping[str, Passage]:
        """Passages by id."""

    @property
    def corridors(self) -> Mapping[str, Corridor]:
        """Corridors by id."""

    @property
    def nations(self) -> Mapping[str, Nation]:
        """Countries and territories by ISO 3166 code."""

    @property
    def services(self) -> Mapping[str, Service]:
        """Services by id."""

    @property
    def settings(self) -> Settings:
        """What holds for the whole data set."""


DECISION_KINDS = frozenset({"border", "port", "passage"})
"""What stands before the colon of a decision point."""

HANDLING_TITLES: dict[str, str] = {
    "gauge_change": "Change of gauge",
    "quay": "Quay",
    "transfer": "Transfer",
    "border": "Border formalities",
    "wait": "Wait for departure",
}


def of_place(facts: Facts, name: str) -> str:
    """The name of a place id; an id that the network does not know stands for itself."""
    place = facts.places.get(name)
    return place.name if place else name


def of_country(facts: Facts, code: str) -> str:
    """The name of a country code, or the code."""
    nation = facts.nations.get(code)
    return nation.name if nation else code


def of_any(facts: Facts, name: str) -> str:
    """The name behind an id, whatever it is of; any other text is returned as it is.

    Places, passages, corridors, services, legs, and two posts joined by a hyphen are known. A decision point says
    before a colon what it is (``border:``, ``port:``, ``passage:``); that is left out.
    """
    kind, _, rest = name.partition(":")
    if rest and kind in DECISION_KINDS:
        return of_any(facts, rest)
    for records in (facts.places, facts.passages, facts.corridors, facts.services):
        if name in records:
            return records[name].name
    leg = facts.legs.get(name)
    if leg:
        return of_posts(facts, leg.start, leg.end)
    start, _, end = name.partition("-")
    return of_posts(facts, start, end) if start in facts.places and end in facts.places else name


def of_posts(facts: Facts, start: str, end: str) -> str:
    """Two places joined, as the posts of a border; posts of one name are told apart by their countries."""
    a, b = facts.places.get(start), facts.places.get(end)
    if a is not None and b is not None and a.name == b.name:
        return f"{a.name} {a.country} / {b.country}"
    return f"{of_place(facts, start)} / {of_place(facts, end)}"


def of_track(track: str) -> str:
    """A track in words: ``rail-1520`` is rail of 1520 mm."""
    mode, _, gauge_mm = track.partition("-")
    return f"{mode} {gauge_mm} mm" if mode == "rail" and gauge_mm.isdigit() else track


def of_journey(facts: Facts, start: str, end: str) -> str:
    """From one place to another."""
    return f"{of_place(facts, start)} \N{RIGHTWARDS ARROW} {of_place(facts, end)}"


def of_step(facts: Facts, step: LegStep | HandlingStep) -> str:
    """One line that says what a step is."""
    if isinstance(step, LegStep):
        return of_journey(facts, step.start, step.end)
    title = HANDLING_TITLES.get(step.type, step.type)
    return f"{title}, {of_place(facts, step.place)}"


def of_between(facts: Facts, step: HandlingStep) -> str:
    """What a handling lies between: two tracks, the border's other post, the service waited for; or nothing."""
    if step.type == "border":
        return " / ".join(of_place(facts, name) for name in step.between)
    return " \N{RIGHTWARDS ARROW} ".join(of_any(facts, of_track(name)) for name in step.between)
