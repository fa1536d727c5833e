"""The dossier of a question: every answer that landbridge has about it, computed once, laid out as one page."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from corridors.errors import NoRouteError, UsageError
from corridors.itinerary import Plan
from corridors.network import Network
from maps.report.document import rendered
from planner.breakeven import Breakeven, breakeven
from planner.chokepoints import Asked, Chokepoints, chokepoints
from planner.comparison import Comparison, Stage, Variant, variants
from planner.plan import plan
from planner.query import Query
from planner.sure.answer import Reliability
from planner.sure.reliability import reliability
from planner.threat.answer import Threat
from planner.threat.judgement import threat
from planner.timeline import Timeline, timeline

MONTHS_BACK = 24
A = TypeVar("A")


class Missing(msgspec.Struct, frozen=True):
    """Why there is no answer of a kind."""

    why: str


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """All answers to one question; where one could not be had, why."""

    query: Query
    plan: Plan | Missing
    timeline: Timeline | Missing
    reliability: Reliability | Missing
    chokepoints: Chokepoints | Missing
    breakeven: Breakeven | Missing
    comparison: Comparison
    threat: Threat | Missing

    @property
    def answered(self) -> bool:
        """Whether there is a way."""
        return isinstance(self.plan, Plan)


def collected(  # noqa: PLR0913 - what a dossier is about
    network: Network, query: Query, staged: Stage, asked: dict[str, Any], *,
    first: dt.date | None = None, last: dt.date | None = None,
) -> Dossier:  # fmt: skip
    """Ask everything once.

    Args:
        network: Where ways are looked for.
        query: The question.
        staged: The scenarios of the scenario table, laid already.
        asked: The options of the question as typed, for each scenario.
        first: First day of the timeline; left out, 24 months before the last.
        last: Last day; left out, the day the data reach.
    """
    last = last or max(network.settings.as_of, first or dt.date.min)
    first = first or _months_before(last, MONTHS_BACK)
    return Dossier(
        query=query,
        plan=_had(lambda: plan(network, query)),
        timeline=_had(lambda: timeline(network, query, first, last)),
        reliability=_had(lambda: reliability(network, query, closures=bool(network.data.observations))),
        chokepoints=_had(lambda: chokepoints(network, [Asked(query)])),
        breakeven=_had(lambda: breakeven(network, query)),
        comparison=staged.ask(query.origin, query.destination, asked),
        threat=_had(lambda: threat(network, query)),
    )


def page(found: Dossier, network: Network) -> str:
    """The dossier as one HTML file."""
    from planner import dossier_sections  # noqa: PLC0415 - asks for the records of this module

    ends = [network.places[place].name for place in (found.query.origin, found.query.destination)]
    settings = network.settings
    about = (
        f"landbridge · data {network.version}, which reach {settings.as_of} · money of {settings.money_year}"
        " · low–high is P10–P90 · every number has a source, a date, or the word of its basis"
    )
    return rendered(" → ".join(ends), about, dossier_sections.all_of(found, network))


def columns(network: Network, scenarios: Sequence[str], on: str | None) -> list[Variant]:
    """The rows of the scenario table: those named, or all of the data; on the day asked, but for those with one of their own."""
    found = variants(scenarios or list(network.scenarios), (), (), None)
    if found[0].scenarios:  # ``today`` is no more than the network as it is
        found[0] = Variant(label="as it is")
    if on is None:
        return found
    return [
        each
        if each.on or any(name in network.scenarios and network.scenarios[name].on for name in each.scenarios)
        else msgspec.structs.replace(each, on=on)
        for each in found
    ]


def _had(answer: Callable[[], A]) -> A | Missing:
    """An answer, or why there is none: no way, or nothing in the data that could tell."""
    try:
        return answer()
    except (NoRouteError, UsageError) as error:
        return Missing(f"{error.what}{f': {error.why}' if error.why else ''}.")


def _months_before(day: dt.date, months: int) -> dt.date:
    """The first of the month so many months before."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, 1)
