"""Switching values for a terminal."""

from collections.abc import Iterator

from corridors.itinerary import QueryEcho
from planner.breakeven import Breakeven, Row, Switch
from planner.layout import Row as Cells
from planner.layout import aligned, wrapped
from planner.shown import way_line
from planner.words import figure

HEAD: Cells = ("number", "unit", "now", "low–high", "looked at", "switch", "", "to way", "days", "USD", "")
NEGLIGIBLE = 1e-6
"""Of the value now: a switch below that is a tie of ways in all but the last millionth of a USD, and left to the JSON."""
UNITS = {"generalised": "USD generalised", "time": "h", "cost": "USD"}


def text(found: Breakeven) -> str:
    """The table of numbers and switching values, the nearest first."""
    query = found.query
    unit = UNITS[query.by]
    lines = [*heading(query), f"data {found.data_version}", ""]
    for way in found.ways:
        lines += wrapped(f"way {way.number}  ", way_line(way, found.ways[0]), 0)
    if found.gap is not None:
        lines += ["", *wrapped("", _gap(found, unit), 0)]
    elif found.nearest:
        lines += ["", *wrapped("nearest: ", "; ".join(nearest(found)), 0)]
    else:
        lines += ["", "No number moved alone changes the best way within the values looked at."]
    moved = [row for row in found.rows if row.switches]
    if moved:
        rows = [HEAD, *(cells for row in moved for cells in rows_of(found, row))]
        lines += ["", *aligned(rows, right=frozenset({2, 5, 8, 9}))]
    still = [row for row in found.rows if not row.switches]
    if found.gap is not None:
        for row in still:
            gaps = f"{row.gap_low:+,.0f} at {row.span_low:g}, {row.gap_high:+,.0f} at {row.span_high:g}"
            lines += wrapped(
                "not enough: ", f"{row.label}, {row.value:g} {row.unit}: way 1 less way 2 is {gaps} ({unit})", 0
            )
    elif still:
        lines += ["", *wrapped("change nothing: ", "; ".join(f"{row.label} ({_span(row)})" for row in still), 0)]
    if found.beliefs:
        lines += ["", *wrapped("", found.belief_words, 0)]
        lines += [f"  {line}" for line in aligned([*belief_rows(found, unit)], right=frozenset({1, 2, 3}))]
    return "\n".join([*lines, "", *wrapped("", " ".join(found.method), 0)]) + "\n"


def heading(query: QueryEcho) -> list[str]:
    """The question in a line."""
    extra = [f"avoiding {', '.join(query.avoid)}"] if query.avoid else []
    extra += [f"via {', '.join(query.via)}"] if query.via else []
    extra += [f"on corridor {query.corridor}"] if query.corridor else []
    extra += [f"scenario {query.scenario}"] if query.scenario else []
    line = (
        f"{query.origin.name} ({query.origin.country}) → {query.destination.name} ({query.destination.country})"
        f" · {query.cargo.teu} TEU · on {query.on} · by {'generalised cost' if query.by == 'generalised' else query.by},"
        f" time at USD {query.value_of_time_usd_per_day:g} a day"
    )
    return wrapped("", " · ".join((line, *extra)), 0)


def _gap(found: Breakeven, unit: str) -> str:
    assert found.gap is not None, "two ways are compared"
    word = "more" if found.gap > 0 else "less"
    return f"Way 1 takes {abs(found.gap):,.2f} {word} than way 2 ({unit})."


def nearest(found: Breakeven) -> Iterator[str]:
    """The nearest switching values, a sentence each."""
    rows = {row.parameter: row for row in found.rows}
    for name in found.nearest:
        row = rows[name]
        switch = min(row.switches, key=lambda each: each.relative)
        yield f"{row.label} {switch.side} {figure(switch.value)} {row.unit} (now {figure(row.value)}) → way {switch.way}"


def rows_of(found: Breakeven, row: Row) -> Iterator[Cells]:
    """The switches of a number, the cells of ``HEAD`` each."""
    for place, switch in enumerate(each for each in row.switches if each.value >= row.value * NEGLIGIBLE):
        first = (row.label, row.unit, figure(row.value), f"{figure(row.low)}–{figure(row.high)}", _span(row))
        yield (*(first if place == 0 else ("", "", "", "", "")), *_switch(found, switch))


def _switch(found: Breakeven, switch: Switch) -> Cells:
    way = found.ways[switch.way - 1]
    return (
        f"{switch.side} {figure(switch.value)}", f"{switch.relative:.0%} off", f"{way.number}", f"{way.time_h / 24:.1f}",
        f"{way.cost_usd:,.0f}", "undecided by the data" if switch.undecided else "",
    )  # fmt: skip


def _span(row: Row) -> str:
    return f"{figure(row.span_low)}–{figure(row.span_high)}"


def belief_rows(found: Breakeven, unit: str) -> Iterator[Cells]:
    """The beliefs as rows, the first as their head."""
    yield ("closed?", "your belief", "round from the outset", "found shut, then round", f"more, {unit}")
    for belief in found.beliefs:
        yield (
            belief.label,
            "" if belief.belief is None else f"{belief.belief:.0%}",
            "no way" if belief.round_more is None else f"{belief.round_more:+,.0f}",
            "no way" if belief.shut_more is None else f"{belief.shut_more:+,.0f}",
            "",
        )
