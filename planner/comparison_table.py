"""A comparison of variants as text for a terminal, and as Markdown."""

from collections.abc import Iterator

from corridors.network import Network
from corridors.units import HOURS_PER_DAY, KG_PER_TONNE
from planner import words
from planner.comparison import PARTS, Column, Comparison
from planner.deciding import Deciding
from planner.layout import Row, aligned, pipe_table, wrapped
from planner.pairs import PairMove, PairsComparison, Sum
from planner.records import cite

HEAD: Row = ("", "variant", "best way", "days", "Δ", "USD", "Δ", "t CO2e", "Δ", "km", "Δ")
SUM_HEAD: Row = ("variant", "days", "Δ", "USD", "Δ", "t CO2e", "Δ", "winners", "losers", "same", "cut off", "joined")
MOST_NAMED = 5


def text(found: Comparison, network: Network) -> str:
    """The comparison for a terminal: a row a variant, what differs, where days and money go, why each variant is as it is."""
    lines = [_title(found), _about(found.data_version, found.money_year), ""]
    lines += aligned([HEAD, *rows_of(found)], right=frozenset(range(3, 11)))
    for number, column in enumerate(found.columns, start=1):
        lines += ["", f"{number}  {_head(column)}"]
        for mark, line in _told(network, column):
            lines += wrapped(mark, line, 3)
    lines += [
        "",
        "where the days and dollars go",
        *(f"  {line}" for line in aligned(_parts(found), right=_right(found))),
    ]
    return "\n".join(lines) + "\n"


def markdown(found: Comparison, network: Network) -> str:
    """The comparison as a page."""
    lines = [
        f"# {_title(found)}",
        "",
        _about(found.data_version, found.money_year),
        "",
        *pipe_table([HEAD, *rows_of(found)]),
    ]
    for number, column in enumerate(found.columns, start=1):
        lines += ["", f"## {number} {_head(column)}", "", *(f"- {mark}{line}" for mark, line in _told(network, column))]
    lines += ["", "## Where the days and dollars go", "", *pipe_table(_parts(found))]
    return "\n".join(lines) + "\n"


def _title(found: Comparison) -> str:
    query = found.query
    by = "generalised cost" if query.by == "generalised" else query.by
    return (
        f"{query.origin.name} ({query.origin.country}) → {query.destination.name} ({query.destination.country}) ·"
        f" {query.cargo.teu} TEU of {query.cargo.tonnes_per_teu:g} t · best by {by}, time at USD"
        f" {query.value_of_time_usd_per_day:g} a day"
    )


def _about(version: str, year: int) -> str:
    return f"data {version}; money of {year}; Δ is against the first row"


def rows_of(found: Comparison) -> Iterator[Row]:
    """A row a variant, the cells of ``HEAD`` each."""
    for number, column in enumerate(found.columns, start=1):
        if column.time_h is None or column.cost_usd is None or column.co2e_kg is None or column.distance_km is None:
            yield (str(number), column.label, "no way", *[""] * 8)
            continue
        d = column.differs
        tonnes = KG_PER_TONNE
        yield (
            str(number), column.label, column.title,
            f"{column.time_h.typical / HOURS_PER_DAY:.1f}", "" if d is None else f"{d.time_h / HOURS_PER_DAY:+.1f}",
            words.number(round(column.cost_usd.typical, -1)), "" if d is None else f"{round(d.cost_usd, -1):+,.0f}",
            f"{column.co2e_kg.typical / tonnes:.2f}", "" if d is None else f"{d.co2e_kg / tonnes:+.2f}",
            words.number(column.distance_km), "" if d is None else f"{d.distance_km:+,.0f}",
        )  # fmt: skip


def _head(column: Column) -> str:
    titles = " + ".join(scenario.title for scenario in column.scenarios)
    name = f"{column.label}: {titles}" if titles else column.label
    corridor = f", on corridor {column.corridor}" if column.corridor else ""
    return f"{name}, on {column.on}{corridor}"


def _told(network: Network, column: Column) -> Iterator[tuple[str, str]]:
    """What a reader must know of a variant: its reasoning and sources, its way, what differs, its warnings."""
    for scenario in column.scenarios:
        if scenario.reasoning:
            yield "", scenario.reasoning
        for source in scenario.sources:
            yield "source: ", cite(network.sources[source]) if source in network.sources else source
    if column.time_h is None:
        yield "no way: ", column.why_none
        return
    points = f" by {', '.join(column.points)}" if column.points else ""
    yield "way: ", "–".join(column.countries) + points
    if column.differs is not None:
        yield "differs: ", _differs(column)
    for rank, number in enumerate(column.deciding):
        yield ("then: " if rank else "weighs most in that: "), _deciding(number)
    for warning in column.warnings:
        yield "! ", warning


def _differs(column: Column) -> str:
    d = column.differs
    assert d is not None, "only columns that differ are told"
    parts = [
        ("enters ", d.countries_entered), ("leaves ", d.countries_left), ("by ", d.points_entered),
        ("no more by ", d.points_left),
    ]  # fmt: skip
    return "; ".join(f"{lead}{', '.join(names)}" for lead, names in parts if names) or "the same way"


def _deciding(number: Deciding) -> str:
    """A number, and the difference at the two ends of its range."""
    figure = words.figure
    told = f"{number.label} (now {figure(number.now)}, record {figure(number.low)}–{figure(number.high)} {number.unit}, {number.basis}): "
    ends = [
        f"{hours / HOURS_PER_DAY:+.1f} days and USD {round(usd, -1):+,.0f} at {figure(value)}"
        for value, hours, usd in zip((number.low, number.high), number.time_h, number.cost_usd, strict=True)
    ]
    return told + ", ".join(ends)


def _parts(found: Comparison) -> list[Row]:
    """A row a kind of step, two cells a variant."""
    numbered = [(n, column) for n, column in enumerate(found.columns, start=1) if column.time_h is not None]
    columns = [column for _, column in numbered]
    head = ["part", *(cell for number, _ in numbered for cell in (f"{number}: days", "USD"))]
    rows: list[Row] = [tuple(head)]
    for name in PARTS:
        cells = [name]
        for column in columns:
            part = next((part for part in column.parts if part.name == name), None)
            cells += ["", ""] if part is None else [f"{part.time_h / HOURS_PER_DAY:.1f}", words.number(part.cost_usd)]
        if any(cells[1:]):
            rows.append(tuple(cells))
    return rows


def _right(found: Comparison) -> frozenset[int]:
    return frozenset(range(1, 1 + 2 * len(found.columns)))


# --- many pairs --------------------------------------------------------------------------------------------------------


def pairs_text(found: PairsComparison, network: Network) -> str:
    """Many pairs for a terminal: totals, then the losers and winners of each variant."""
    del network
    lines = [_pairs_title(found), _about(found.data_version, found.money_year), ""]
    lines += aligned([SUM_HEAD, *_sums(found)], right=frozenset(range(1, 12)))
    for each in found.sums[1:]:
        lines += ["", each.label]
        for name, line in _moves(each):
            lines += wrapped(name, line, 2)
    return "\n".join(lines) + "\n"


def pairs_markdown(found: PairsComparison, network: Network) -> str:
    """Many pairs as a page."""
    del network
    lines = [f"# {_pairs_title(found)}", "", _about(found.data_version, found.money_year), ""]
    lines += pipe_table([SUM_HEAD, *_sums(found)])
    for each in found.sums[1:]:
        lines += ["", f"## {each.label}", "", *(f"- {name}{line}" for name, line in _moves(each))]
    return "\n".join(lines) + "\n"


def _pairs_title(found: PairsComparison) -> str:
    return f"{found.pairs} pairs; totals over the {found.counted} that have a way under every variant, each times its weight"


def _sums(found: PairsComparison) -> Iterator[Row]:
    base = found.sums[0]
    for each in found.sums:
        first = each is base
        yield (
            each.label,
            f"{each.time_h / HOURS_PER_DAY:,.1f}", "" if first else f"{(each.time_h - base.time_h) / HOURS_PER_DAY:+,.1f}",
            words.number(each.cost_usd), "" if first else f"{each.cost_usd - base.cost_usd:+,.0f}",
            f"{each.co2e_kg / KG_PER_TONNE:,.2f}",
            "" if first else f"{(each.co2e_kg - base.co2e_kg) / KG_PER_TONNE:+,.2f}",
            *(("",) * 5 if first else _counts(each)),
        )  # fmt: skip


def _counts(each: Sum) -> tuple[str, ...]:
    return (
        str(len(each.winners)), str(len(each.losers)), str(each.same), str(len(each.cut_off)), str(len(each.joined)),
    )  # fmt: skip


def _moves(each: Sum) -> Iterator[tuple[str, str]]:
    for name, moves in (("loses: ", each.losers), ("wins: ", each.winners)):
        for move in moves[:MOST_NAMED]:
            yield name, _move(move)
        if len(moves) > MOST_NAMED:
            yield name, f"and {len(moves) - MOST_NAMED} more"
    for name, pairs in (("cut off: ", each.cut_off), ("joined: ", each.joined)):
        if pairs:
            yield name, ", ".join(pairs)


def _move(move: PairMove) -> str:
    return (
        f"{move.origin.name}–{move.destination.name} {move.time_h / HOURS_PER_DAY:+.1f} days, USD {move.cost_usd:+,.0f}"
        f" ({move.generalised_usd:+,.0f} with time)"
    )
