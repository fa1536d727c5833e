"""The ledger of closures: which recorded spells shut a leg or a passage, and over how many years they were watched for."""

import datetime as dt
import functools
from collections.abc import Iterable
from typing import NamedTuple

from corridors.conditions import Conditions
from corridors.errors import UsageError
from corridors.incidents import Exposed
from corridors.model import Effect, Leg
from corridors.network import Network

DAYS_PER_YEAR = 365.25


class Spell(NamedTuple):
    """A closure on record: from its first day to its last, both closed, or still on."""

    id: str
    """Of the event, or of the row of the user's own file."""
    start: dt.date
    end: dt.date | None
    kind: str


class Own(NamedTuple):
    """A closure of the user's own file, and what it shut."""

    spell: Spell
    place: str = ""
    leg: str = ""
    passage: str = ""


class Watched(NamedTuple):
    """The years over which closures were collected."""

    start: dt.date
    end: dt.date
    reason: str

    @property
    def years(self) -> float:
        """Their length."""
        return ((self.end - self.start).days + 1) / DAYS_PER_YEAR


def watched(network: Network) -> Watched:
    """The years that the data state.

    Raises:
        UsageError: where they state none: no rate can be told without.
    """
    if not network.data.observations:
        raise UsageError(
            what="the network does not say over which years its events were collected", where="incidents.toml",
            why="a rate is a count over years", remedy="add an [[observation]] with start and note",
        )  # fmt: skip
    first = network.data.observations[0]
    return Watched(first.start, first.end or network.settings.as_of, first.note)


class Ledger:
    """The closures of a network for goods of some countries, by what they shut."""

    def __init__(self, network: Network, goods_of: frozenset[str], own: Iterable[Own] = ()) -> None:
        """Sort the effects that suspend traffic; ``own`` are the user's."""
        self.watched = watched(network)
        self._network = network
        self._own = tuple(own)
        self._closes = {kind.id: kind.closes for kind in network.data.incident_kinds}
        self._conditions = Conditions(network.places, network.passages, network.settings.as_of, ())
        self._suspending: list[tuple[Spell, Effect]] = []
        for event in network.data.events:
            for effect in event.effects:
                bound = effect.scope == "all" or not goods_of.intersection(effect.countries)
                if effect.state == "suspended" and bound and self._closes.get(event.kind):
                    spell = Spell(event.id, effect.start or event.start, effect.end or event.end, event.kind)
                    self._suspending.append((spell, effect))
        self.of_leg = functools.cache(self._of_leg)
        self.of_passage = functools.cache(self._of_passage)

    def exposed(self, leg: Leg) -> Exposed:
        """What a leg is, as incident kinds name it."""
        return "border" if self._network.is_border(leg) else "leg"

    def _of_leg(self, name: str) -> tuple[Spell, ...]:
        """The closures of a leg, earliest first, those outside the years watched among them."""
        leg = self._network.legs[name]
        kind = self.exposed(leg)
        found = {
            spell
            for spell, effect in self._suspending
            if kind in self._closes[spell.kind] and self._conditions.selects(effect, leg)
        }
        found |= {
            own.spell
            for own in self._own
            if name == own.leg or own.passage in leg.passages or own.place in {leg.start, leg.end}
        }
        return _in_order(found)

    def _of_passage(self, name: str) -> tuple[Spell, ...]:
        """The closures of a passage: those that name it."""
        found = {
            spell
            for spell, effect in self._suspending
            if "passage" in self._closes[spell.kind] and name in effect.passages
        }
        return _in_order(found | {own.spell for own in self._own if own.passage == name})

    def counted(self, spells: Iterable[Spell]) -> tuple[Spell, ...]:
        """Those that began in the years watched."""
        return tuple(spell for spell in spells if self.watched.start <= spell.start <= self.watched.end)

    def days(self, spell: Spell) -> int:
        """How long a closure lasted; one that is still on has lasted to the day the data reach, at least."""
        return ((spell.end or self._network.settings.as_of) - spell.start).days + 1


def _in_order(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """Earliest first; of what one event did on one day to one thing the longest spell stands for all."""
    kept: dict[tuple[str, dt.date], Spell] = {}
    for spell in sorted(spells, key=lambda spell: (spell.start, spell.id, spell.end or dt.date.max)):
        kept[spell.id, spell.start] = spell
    return tuple(kept.values())
