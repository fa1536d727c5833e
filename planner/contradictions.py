"""Refuses questions whose options rule each other out: one error, which names both sides."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corridors.errors import UsageError
from corridors.network import Network

if TYPE_CHECKING:
    from planner.query import Query


def refuse_contradictions(network: Network, query: "Query") -> None:
    """See to it that something can answer the question.

    Raises:
        UsageError: for the first contradiction.
    """
    for error in _contradictions(network, query):
        raise error


def _contradictions(network: Network, query: "Query") -> Iterator[UsageError]:
    avoid, only = query.avoid, query.only
    wanted = [("FROM", query.origin), ("TO", query.destination), *(("--via", place) for place in query.via)]
    for option, place in wanted:
        country = network.places[place].country
        if place in avoid.places or country in avoid.countries:
            yield _against(f"{option} {place}", f"--avoid {place if place in avoid.places else country}", option)
        if only.countries and country not in only.countries and not network.places[place].at_sea:
            yield _against(f"{option} {place}", f"--only {' --only '.join(sorted(only.countries))}", option)
    for word in only.words:
        if word in avoid.words:
            yield _against(f"--only {word}", f"--avoid {word}", "--only")
    if not query.modes - avoid.modes:
        yield _no_mode("--modes and --avoid")
    elif only.modes and not (query.modes - avoid.modes) & only.modes:
        yield _no_mode("--only, --modes and --avoid")
    if query.pareto and query.by != "generalised":
        yield UsageError(
            what=f"--by {query.by} contradicts --pareto", where="--by and --pareto",
            why="a front weighs its criteria against each other and minimises none alone", remedy="drop one of the two",
        )  # fmt: skip
    if query.pareto and query.depart is not None:
        yield UsageError(
            what="--pareto cannot be asked with --depart", where="--pareto and --depart",
            why="fronts are made of the typical values of one day", remedy="give the day with --on",
        )  # fmt: skip


def _against(one: str, other: str, option: str) -> UsageError:
    return UsageError(
        what=f"{one} contradicts {other}", where=f"{option} and {other.partition(' ')[0]}",
        why="a constraint is never softened", remedy="drop one of the two",
    )  # fmt: skip


def _no_mode(options: str) -> UsageError:
    return UsageError(
        what=f"{options} leave no mode", where=options, why="a constraint is never softened",
        remedy="drop one of the two",
    )  # fmt: skip
