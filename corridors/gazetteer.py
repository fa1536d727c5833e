"""Finds the record a person means: ids, names, aliases in any script, UN/LOCODEs, old names, near misses."""

from collections.abc import Iterable, Sequence

from corridors.errors import UsageError
from corridors.model import Place
from corridors.network import Network
from corridors.spelling import key_of
from corridors.units import great_circle_km

SUGGESTIONS = 4
LONGEST_NAME = 200
SAME_GATE_KM = 25.0
"""Posts this close belong to one border gate."""


class Gazetteer:
    """Names of places, countries, passages and corridors of one network."""

    def __init__(self, network: Network) -> None:
        """Take the network's index of names."""
        self._network = network
        self._places = network.names

    def place(self, name: str) -> Place:
        """The one place a name means.

        An id or UN/LOCODE is taken first; ``Astara, IR`` narrows a name to a country.

        Raises:
            UsageError: where no place or several places bear the name.
        """
        found = self._candidates(name)
        if len(found) == 1:
            return self._network.places[found[0]]
        if found:
            raise UsageError(
                what=f"the name {name!r} is ambiguous",
                where="place name",
                why="several places bear it: " + "; ".join(self._describe(place) for place in found),
                remedy="use an id: " + " or ".join(found),
            )
        close = self.near(name)
        raise UsageError(
            what=f"no place is called {name[:LONGEST_NAME]!r}",
            where="place name",
            why="it matches no id, name, alias or UN/LOCODE of the network",
            remedy=f"did you mean {', '.join(close)}?" if close else "landbridge list places",
        )

    def crossing(self, name: str) -> tuple[str, ...]:
        """The posts of the one border gate a name means: both bear it and stand close together; else nothing."""
        found = [self._network.places[place] for place in self._candidates(name)]
        first = found[0] if found else None
        if first is None or len(found) < 2:  # noqa: PLR2004 - a gate has two posts
            return ()
        close = all(great_circle_km(first.lon, first.lat, other.lon, other.lat) <= SAME_GATE_KM for other in found)
        return tuple(place.id for place in found) if close else ()

    def near(self, name: str) -> list[str]:
        """Up to four place descriptions whose names come close."""
        import difflib  # noqa: PLC0415 - only a name that is not found needs it

        close = difflib.get_close_matches(key_of(name[:LONGEST_NAME]), self._places, n=3 * SUGGESTIONS, cutoff=0.68)
        ids = dict.fromkeys(place for spelling in close for place in self._places[spelling])
        return [self._describe(place) for place in list(ids)[:SUGGESTIONS]]

    def country(self, name: str) -> str | None:
        """The ISO code a country name or code means, or None."""
        if name.upper() in self._network.nations and len(name) == 2:  # noqa: PLR2004 - an ISO 3166 alpha-2 code
            return name.upper()
        wanted = key_of(name)
        for nation in self._network.data.nations:
            if any(key_of(spelling) == wanted for spelling in (nation.name, *nation.aliases)):
                return nation.code
        return None

    def passage(self, name: str) -> str | None:
        """The passage a name means, or None."""
        return _first(name, ((p.id, (p.id, p.name, *p.aliases)) for p in self._network.data.passages))

    def corridor(self, name: str) -> str | None:
        """The corridor a name means, or None."""
        return _first(name, ((c.id, (c.id, c.name, *c.aliases)) for c in self._network.data.corridors))

    def _candidates(self, name: str) -> Sequence[str]:
        name = name.strip()
        if name in self._network.places:
            return [name]
        found: Sequence[str] = self._places.get(key_of(name), ())
        if not found and "," in name:
            bare, _, rest = name.rpartition(",")
            country = self.country(rest.strip())
            found = [
                place
                for place in self._places.get(key_of(bare), ())
                if country is not None and self._network.places[place].country == country
            ]
        locode = name.replace(" ", "").upper()
        coded = [place for place in found if self._network.places[place].unlocode == locode]
        return coded or found

    def _describe(self, place_id: str) -> str:
        place = self._network.places[place_id]
        nation = self._network.nations.get(place.country)
        return f"{place.name}, {nation.name if nation else place.country} ({place.id})"


def _first(name: str, records: Iterable[tuple[str, tuple[str, ...]]]) -> str | None:
    wanted = key_of(name)
    return next((record for record, names in records if wanted in map(key_of, names)), None)


def suggest(name: str, known: Iterable[str]) -> list[str]:
    """Up to four known ids that come close to a name."""
    import difflib  # noqa: PLC0415 - as above

    return difflib.get_close_matches(name, list(known), n=SUGGESTIONS, cutoff=0.6)
