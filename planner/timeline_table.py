"""A timeline as text for a terminal, and as Markdown."""

from corridors.network import Network
from corridors.units import HOURS_PER_DAY
from planner.layout import Row, aligned, pipe_table, wrapped
from planner.timeline import Answer, Cause, Period, Timeline
from planner.words import number

HEAD: Row = ("from", "to", "best way", "days", "USD")
MOST_POINTS = 6
MOST_IDS = 3


def text(found: Timeline, network: Network) -> str:
    """The timeline for a terminal: a row a period, what changed it above, the decision points and promises below."""
    lines = [_title(found), *wrapped("", _about(found), 0), ""]
    rows = aligned([HEAD, *map(row_of, found.periods)], right=frozenset({3, 4}))
    lines.append(f"  {rows[0]}")
    for period, row in zip(found.periods, rows[1:], strict=True):
        for cause in period.causes:
            lines += wrapped("> ", _cause(network, cause), 0)
        lines.append(f"  {row}")
        if period.answer is not None:
            lines += wrapped("", "by " + points_of(period.answer), 4) if period.answer.decisions else []
        elif period.why_none:
            lines += wrapped("", period.why_none, 4)
        for promise in _promises(network, period):
            lines += wrapped("! ", promise, 4)
    lines += ["", *wrapped("", _note(found), 0)]
    return "\n".join(lines) + "\n"


def markdown(found: Timeline, network: Network) -> str:
    """The timeline as a page."""
    rows: list[Row] = [(*HEAD, "decision points", "what changed it", "planned parts")]
    for period in found.periods:
        causes = "; ".join(_cause(network, cause) for cause in period.causes)
        points = points_of(period.answer) if period.answer is not None else period.why_none
        rows.append((*row_of(period), points, causes, "; ".join(_promises(network, period))))
    return "\n".join([f"# {_title(found)}", "", _about(found), "", *pipe_table(rows), "", _note(found)]) + "\n"


def _title(found: Timeline) -> str:
    query = found.query
    parts = [f"{query.origin.name} ({query.origin.country}) → {query.destination.name} ({query.destination.country})"]
    parts += [
        f"{found.first} to {found.last}",
        f"best by {query.by} cost" if query.by == "generalised" else f"best by {query.by}",
    ]
    parts += [f"scenario {query.scenario}"] if query.scenario else []
    parts += [f"corridor {query.corridor}"] if query.corridor else []
    parts += ["planned lines from the day promised"] if query.include else []
    return " · ".join(parts)


def _about(found: Timeline) -> str:
    changes = len(found.periods) - 1
    return (
        f"{changes} change{'s' if changes != 1 else ''} on {found.days_looked_at} days on which something in the data starts,"
        f" changes or ends; data {found.data_version}, which reach {found.data_as_of}; money of {found.money_year}."
    )


def _note(found: Timeline) -> str:
    note = (
        "> is the record that changed the answer: with it undone, and nothing else, the earlier answer comes back; “with"
        " others” where no single record does that. * marks days after those the data reach: the last known status is"
        " taken to hold, and seasons return."
    )
    if found.query.include:
        note += " A planned line enters on the day after the promised period ends, and never without a promise."
    return note


def row_of(period: Period) -> Row:
    """Days, the best way, what it takes: the cells of ``HEAD``."""
    answer = period.answer
    first = f"{period.first}{'*' if period.beyond_data else ''}"
    if answer is None:
        return first, str(period.last), "no way", "", ""
    name = f"{answer.title}{' (PLANNED PARTS)' if answer.promises else ''}"
    return first, str(period.last), name, f"{answer.time_h / HOURS_PER_DAY:.1f}", number(round(answer.cost_usd, -1))


def points_of(answer: Answer) -> str:
    """The first decision points, and how many more."""
    points = answer.decisions
    rest = len(points) - MOST_POINTS
    return ", ".join(points[:MOST_POINTS]) + (f" and {rest} more" if rest > 0 else "")


def _cause(network: Network, cause: Cause) -> str:
    ids = ", ".join(cause.ids[:MOST_IDS]) + (
        f" and {len(cause.ids) - MOST_IDS} more" if len(cause.ids) > MOST_IDS else ""
    )
    with_others = "" if cause.alone else ", with others"
    return f"{cause.kind} {cause.phase}{with_others}: {cause.text} ({ids}){_cited(network, cause.sources)}"


def _cited(network: Network, sources: tuple[str, ...]) -> str:
    if not sources:
        return ""
    first = network.sources.get(sources[0])
    named = sources[0] if first is None else f"{first.producer}{f', {first.published}' if first.published else ''}"
    more = f" and {len(sources) - 1} more" if len(sources) > 1 else ""
    return f" [{named}{more}]"


def _promises(network: Network, period: Period) -> list[str]:
    """What is planned on the way, one line a promise."""
    groups: dict[tuple[str, str, tuple[str, ...]], float] = {}
    for promise in period.answer.promises if period.answer is not None else ():
        key = (promise.state, promise.expected, promise.sources)
        groups[key] = groups.get(key, 0.0) + promise.km
    return [
        f"planned, not open: {km:.0f} km {state}, promised for {expected or 'no day'}{_cited(network, sources)}"
        for (state, expected, sources), km in groups.items()
    ]
