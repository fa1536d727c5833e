"""What a route must keep to beside its two ends: what to avoid, what alone to use, and how much it may take."""

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from corridors.errors import UsageError
from corridors.gazetteer import Gazetteer, suggest
from corridors.model import MODES
from corridors.network import Network
from corridors.units import HOURS_PER_DAY

Criterion = Literal["time", "cost", "emissions", "distance"]
CRITERIA: tuple[Criterion, ...] = ("time", "cost", "emissions", "distance")
FEWEST_CRITERIA, MOST_CRITERIA = 2, 3
DEFAULT_OVERLAP = 0.5
OPERATOR = "operator:"
"""Before a name, says that an operator is meant."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Things of the network that a question names, by kind."""

    places: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    passages: frozenset[str] = frozenset()
    legs: frozenset[str] = frozenset()
    corridors: frozenset[str] = frozenset()
    operators: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    """All of them as ids, in the order given."""


class Avoid(Choice, frozen=True, kw_only=True):
    """What a route must keep clear of."""


class Only(Choice, frozen=True, kw_only=True):
    """What alone a route may use: any one of a kind will do, and every kind named must hold.

    Cargo changes track at these places alone, and at the two ends. Legs touch these countries alone (a point at sea lies in
    none), have no passage but these, are part of one of these corridors, and are run by one of these operators or with
    a line of theirs.
    """


class Rival(msgspec.Struct, frozen=True):
    """Something a route could go through: its kind, the ids it stands for, and the word that was typed."""

    kind: str
    """A field of :class:`Choice`."""
    ids: tuple[str, ...]
    word: str
    """As it was typed."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much a route may take, by typical values for the whole shipment; none is no limit."""

    gauge_breaks: int | None = None
    borders: int | None = None
    time_h: float | None = None
    cost_usd: float | None = None

    @property
    def given(self) -> tuple[str, ...]:
        """The limits that hold, by name."""
        return tuple(name for name in self.__struct_fields__ if getattr(self, name) is not None)


def options_of(limits: Limits) -> tuple[str, ...]:
    """The limits as they are typed: ``--max-time 700h``."""
    return tuple(option_of(limits, name) for name in limits.given)


def option_of(limits: Limits, name: str) -> str:
    """One limit as it is typed."""
    value = getattr(limits, name)
    return {
        "gauge_breaks": f"--max-gauge-breaks {value}",
        "borders": f"--max-borders {value}",
        "time_h": f"--max-time {value:g}h" if value is not None else "",
        "cost_usd": f"--max-cost {value:g}" if value is not None else "",
    }[name]


# --- names -------------------------------------------------------------------------------------------------------


def avoid_of(network: Network, names: Gazetteer, words: Sequence[str]) -> Avoid:
    """What is to be avoided.

    Raises:
        UsageError: for a word that means nothing, or several things.
    """
    found, ids = _sorted_by_kind(network, names, words, "--avoid")
    return Avoid(**found, words=ids)


def only_of(network: Network, names: Gazetteer, words: Sequence[str]) -> Only:
    """What alone may be used.

    Raises:
        UsageError: as above.
    """
    found, ids = _sorted_by_kind(network, names, words, "--only")
    return Only(**found, words=ids)


def rival_of(network: Network, names: Gazetteer, word: str) -> Rival:
    """What a route could have gone through.

    Raises:
        UsageError: as above.
    """
    posts = () if word in network.places else names.crossing(word)
    if posts:
        return Rival("places", posts, word)
    kind, record = named(network, names, word, "--why-not")
    return Rival(kind, (record,), word)


def _sorted_by_kind(
    network: Network, names: Gazetteer, words: Sequence[str], option: str
) -> tuple[dict[str, frozenset[str]], tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    ids: list[str] = []
    for word in words:
        posts = () if word in network.places else names.crossing(word)
        for kind, record in [("places", post) for post in posts] or [named(network, names, word, option)]:
            found.setdefault(kind, set()).add(record)
            ids.append(f"{OPERATOR}{record}" if kind == "operators" else record)
    return {kind: frozenset(records) for kind, records in found.items()}, tuple(ids)


def named(network: Network, names: Gazetteer, word: str, option: str) -> tuple[str, str]:
    """The kind and the id of what a word of an option names.

    Raises:
        UsageError: as above.
    """
    if word.startswith(OPERATOR):
        return "operators", _operator(network, word.removeprefix(OPERATOR).strip(), option)
    known_as: tuple[tuple[str, str | None], ...] = (
        ("modes", word if word in MODES else None),
        ("legs", word if word in network.legs else None),
        ("corridors", word if word in network.corridors else None),
        ("places", word if word in network.places else None),
        ("countries", names.country(word)),
        ("passages", names.passage(word)),
        ("corridors", names.corridor(word)),
    )
    for kind, record in known_as:
        if record is not None:
            return kind, record
    try:
        return "places", names.place(word).id
    except UsageError as error:
        if "ambiguous" in error.what:
            raise
        operators = network.derived(operators_of)
        if word in operators:
            return "operators", word
        known = [*network.legs, *network.corridors, *network.passages, *operators]
        known += [corridor.name for corridor in network.data.corridors]
        known += [passage.name for passage in network.data.passages]
        close = names.near(word) or suggest(word, known)
        ending = {"--avoid": " can be avoided", "--only": " can be kept to"}.get(option, "")
        raise UsageError(
            what=f"nothing {'is ' if not ending else ''}called {word[:200]!r}{ending}", where=option,
            why="it is no place, country, mode, passage, leg, corridor or operator of the network",
            remedy=f"did you mean {', '.join(close)}?" if close else "landbridge list places, passages, corridors or legs",
        ) from None  # fmt: skip


def _operator(network: Network, word: str, option: str) -> str:
    known = network.derived(operators_of)
    folded = {name.casefold(): name for name in known}
    if word in known:
        return word
    if word.casefold() in folded:
        return folded[word.casefold()]
    close = suggest(word, known)
    raise UsageError(
        what=f"no operator is called {word[:200]!r}", where=option,
        why=f"legs and lines of the network name {len(known)} of them",
        remedy=f"did you mean {' or '.join(close)}?" if close else "known are " + ", ".join(known[:6]) + " …",
    )  # fmt: skip


def operators_of(network: Network) -> tuple[str, ...]:
    """The operators that legs and lines name."""
    records: Iterable[str] = (
        *(leg.operator for leg in network.data.legs),
        *(service.operator for service in network.data.services),
    )
    return tuple(sorted({name for name in records if name}))


# --- amounts -----------------------------------------------------------------------------------------------------


def limits_of(
    *, gauge_breaks: float | None, borders: float | None, time: str | float | None, cost: float | None
) -> Limits:
    """The limits as given.

    Raises:
        UsageError: for a limit that no number keeps, or that no journey can keep.
    """
    return Limits(
        gauge_breaks=_whole("--max-gauge-breaks", gauge_breaks),
        borders=_whole("--max-borders", borders),
        time_h=None if time is None else _hours(time),
        cost_usd=None if cost is None else _positive("--max-cost", cost, "a sum in USD, as --max-cost 4500"),
    )


def _whole(option: str, value: float | None) -> int | None:
    if value is None:
        return None
    if value != value or value < 0 or value != int(value):  # noqa: PLR0124 - NaN is no number
        raise UsageError(
            what=f"{option} {value} is no count", where=option, why="it must be a whole number from 0 on",
            remedy=f"for example {option} 1",
        )  # fmt: skip
    return int(value)


def _positive(option: str, value: float, wanted: str) -> float:
    if not (math.isfinite(value) and value > 0):
        raise UsageError(
            what=f"{option} {value:g} leaves no journey", where=option, why="every journey takes time and money",
            remedy=f"give {wanted}",
        )  # fmt: skip
    return float(value)


def _hours(time: str | float) -> float:
    wanted = "days or hours, as --max-time 30d or 700h"
    if not isinstance(time, str):
        return _positive("--max-time", float(time), wanted)
    written = re.fullmatch(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(d|h)\s*", time)
    if written is None:
        raise UsageError(
            what=f"{time[:60]!r} is no length of time", where="--max-time", why="it must be a number and its unit",
            remedy=f"give {wanted}",
        )  # fmt: skip
    number, unit = written.groups()
    return _positive("--max-time", float(number) * (HOURS_PER_DAY if unit == "d" else 1), wanted)


def criteria_of(words: str | Sequence[str]) -> tuple[Criterion, ...]:
    """What a front of routes weighs against each other.

    Raises:
        UsageError: for anything but two or three different criteria.
    """
    given = [word.strip() for word in (words.split(",") if isinstance(words, str) else words) if word.strip()]
    example = "for example --pareto time,cost"
    for word in given:
        if word not in CRITERIA:
            close = suggest(word, CRITERIA)
            raise UsageError(
                what=f"{word!r} is no criterion", where="--pareto", why="criteria are " + ", ".join(CRITERIA),
                remedy=f"did you mean {close[0]}?" if close else example,
            )  # fmt: skip
    if given and not (len(set(given)) == len(given) and FEWEST_CRITERIA <= len(given) <= MOST_CRITERIA):
        raise UsageError(
            what="--pareto weighs two or three different criteria against each other", where="--pareto",
            why=f"{','.join(given)} is not that", remedy=example,
        )  # fmt: skip
    return tuple(criterion for word in given for criterion in CRITERIA if criterion == word)


def moment_of(depart: str | dt.date | dt.datetime | None) -> dt.datetime | None:
    """When a journey that runs in time begins; a day alone is its midnight.

    Raises:
        UsageError: for what is no date and no time.
    """
    if depart is None or isinstance(depart, dt.datetime):
        return depart
    if isinstance(depart, dt.date):
        return dt.datetime.combine(depart, dt.time())
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?", depart) is None:
            raise ValueError  # noqa: TRY301 - one message for every spelling that is no moment
        return dt.datetime.fromisoformat(depart)
    except ValueError:
        raise UsageError(
            what=f"{depart[:60]!r} is not a date", where="--depart",
            why="a day is written year-month-day, a time after it as T08:00, and both must exist",
            remedy="for example --depart 2025-11-30 or 2025-11-30T08:00",
        ) from None  # fmt: skip
