"""Refuses questions whose options rule each other out: one error, which names both sides."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corridors.errors import UsageError
from corridors.network import Network
from planner.constraints import DEFAULT_OVERLAP, options_of

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
    yield from _combined(query)
    yield from _unsupported(query)


def _combined(query: "Query") -> Iterator[UsageError]:
    """Options that say two things of one."""
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
    if query.stretch is not None and query.corridor is not None:
        yield UsageError(
            what="--stretch contradicts --corridor", where="--stretch and --corridor",
            why="on a corridor the km off it come first and have a limit of their own", remedy="drop one of the two",
        )  # fmt: skip


def _unsupported(query: "Query") -> Iterator[UsageError]:
    """What would have to be searched in a way that is not there: refused rather than answered by half."""
    apart = [name for name, given in _apart(query).items() if given]
    told = [name for name, given in _told(query).items() if given]
    if query.pareto:
        refused, by = [*apart, *told], "--pareto"
        why = "a front is all trades between its criteria, and has no alternatives to tell apart or to explain"
    elif query.depart is not None:
        refused, by = [name for name in (*apart, *told) if name != "--overlap"], "--depart"
        why = "it is worked out on the graph of one day, and a journey in time has one for each day"
    elif query.limits.given:
        refused, by = told, options_of(query.limits)[0].partition(" ")[0]
        why = "it is worked out on ways that need not keep to a limit"
    else:
        return
    if refused:
        yield UsageError(
            what=f"{refused[0]} cannot be asked with {by}", where=f"{refused[0]} and {by}", why=why,
            remedy="drop one of the two",
        )  # fmt: skip


def _apart(query: "Query") -> dict[str, bool]:
    """The options that say how alternatives differ, and whether they are given."""
    return {
        f"--differ-by {query.differ_by}": query.differ_by != "decisions",
        "--overlap": query.overlap != DEFAULT_OVERLAP,
        "--stretch": query.stretch is not None,
    }


def _told(query: "Query") -> dict[str, bool]:
    """The options that set further ways beside the answer, and whether they are given."""
    return {"--backup": query.backup, "--explain": query.explain, "--why-not": bool(query.why_not)}


def refuse_unproved(query: "Query") -> None:
    """See to it that a certificate can hold the answer: its checker knows no more options than these.

    Raises:
        UsageError: for the options that it does not know, all of them named.
    """
    given = {
        **_apart(query),
        "--backup": query.backup,
        "--avoid operator:…": bool(query.avoid.operators),
        "--only": bool(query.only.words),
        **{option.partition(" ")[0]: True for option in options_of(query.limits)},
        "--depart": query.depart is not None,
        "--carbon-price": query.carbon_price_usd_per_tonne != 0,
        "--pareto": bool(query.pareto),
    }
    refused = [name for name, is_given in given.items() if is_given]
    if refused:
        raise UsageError(
            what=f"--certificate cannot be asked with {', '.join(refused)}", where=f"--certificate and {refused[0]}",
            why="the checker of certificates does not know them, and proves routes of one day told apart by half their"
            " decision points",
            remedy="drop --certificate or the others",
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
