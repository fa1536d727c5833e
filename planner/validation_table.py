"""The comparison with published figures as text for a terminal, and as Markdown."""

from collections.abc import Iterator

from corridors.network import Network
from corridors.units import HOURS_PER_DAY
from planner import words
from planner.layout import Row, aligned, pipe_table, wrapped
from planner.validation import Group, RankingRow, Total, Validation
from planner.validation import Row as Compared

METRICS = {"distance_km": "distance, km", "time_h": "time, days", "cost_usd_per_teu": "cost, USD a TEU"}
GROUP_HEAD: Row = ("metric", "nature", "role", "n", "agree", "off", "not comparable", "our high/low")
ROW_HEAD: Row = ("verdict", "from – to", "published", "ours", "off by", "how known", "figure")
RULE = (
    "A distance agrees within 5 %; a time or a cost where the published value or range overlaps our P10–P90. Each figure is"
    " taken on its own date and along its corridor. Input: the figure's source also made a number of the way compared, so"
    " that it does not count; independent: no number of that way came from it. Costs are brought to one year by the US"
    " consumer price level. A figure that is off stays in the data, with the reason where one is known."
)


def text(found: Validation, network: Network) -> str:
    """The comparison for a terminal: the summary by kind, the rankings, then every figure, the misses first."""
    lines = [f"data {found.data_version}; money of {found.money_year}", "", *wrapped("", RULE, 0), ""]
    lines += aligned([GROUP_HEAD, *map(_group, found.groups)], right=frozenset(range(3, 8)))
    lines += ["", *(f"{_total(total)}" for total in found.totals)]
    if found.rankings:
        lines += ["", "rankings"]
        for ranking in found.rankings:
            lines += wrapped("", _ranking(network, ranking), 2)
    for metric, rows in _by_metric(found):
        lines += ["", METRICS[metric]]
        table = aligned([ROW_HEAD, *(_row(network, row) for row in rows)], right=frozenset({4}))
        lines.append(f"  {table[0]}")
        for line, row in zip(table[1:], rows, strict=True):
            lines.append(f"  {line}")
            lines += wrapped("why: ", row.explanation, 4) if row.explanation else []
    return "\n".join(lines) + "\n"


def markdown(found: Validation, network: Network) -> str:
    """The comparison as a page."""
    lines = [
        "# The planner beside published figures", "",
        "Made by `landbridge validate --format markdown`; do not edit.", "",
        RULE, "", f"Money of {found.money_year}.", "",
        *pipe_table([GROUP_HEAD, *map(_group, found.groups)]), "",
        *(f"- {_total(total)}" for total in found.totals), "",
    ]  # fmt: skip
    if found.rankings:
        lines += ["## Rankings", "", *(f"- {_ranking(network, each)}" for each in found.rankings), ""]
    for metric, rows in _by_metric(found):
        lines += [f"## {METRICS[metric].capitalize()}", ""]
        lines += pipe_table([(*ROW_HEAD, "source", "why"), *(_long_row(network, row) for row in rows)])
        lines.append("")
    return "\n".join(lines)


def _by_metric(found: Validation) -> Iterator[tuple[str, list[Compared]]]:
    order = ("off", "not comparable", "agrees")
    for metric in METRICS:
        rows = [row for row in found.rows if row.metric == metric]
        rows.sort(key=lambda row: (row.role, order.index(row.verdict), -abs(row.off_by or 0.0), row.id))
        if rows:
            yield metric, rows


def _group(group: Group) -> Row:
    return (
        METRICS[group.metric], group.nature, group.role, str(group.n), str(group.agree), str(group.off),
        str(group.not_comparable), "" if group.median_range is None else f"{group.median_range:.2f}",
    )  # fmt: skip


def _total(total: Total) -> str:
    scope = "actual, tariff or reported " if total.metric == "time_h" else ""
    share = "none can be compared" if total.share is None else f"{total.agree} of {total.n} agree ({total.share:.0%})"
    spread = (
        f", median high/low {total.median_range:.2f}" if total.median_range and total.metric != "distance_km" else ""
    )
    return f"independent {scope}figures, {METRICS[total.metric]}: {share}{spread}"


def _ranking(network: Network, ranking: RankingRow) -> str:
    ends = f"{network.places[ranking.origin].name}–{network.places[ranking.destination].name}"
    parts = [
        f"{name} ({_value(ranking.metric, value)})" if value is not None else f"{name} (not open)"
        for name, value in zip(ranking.theirs, ranking.values, strict=True)
    ]
    verdict = "as the source ranks them" if ranking.agrees else "not as the source ranks them"
    return f"{ends} by {METRICS[ranking.metric]}, {ranking.on}: {' before '.join(parts)}: {verdict} [{', '.join(ranking.sources)}]"


def _row(network: Network, row: Compared) -> Row:
    ends = f"{network.places[row.origin].name} – {network.places[row.destination].name}"
    low, high = row.published_low, row.published_high
    published = _value(row.metric, low) + (f"–{_value(row.metric, high)}" if high > low else "")
    ours = ""
    if row.ours is not None:
        ours = words.number(row.ours.typical)
        if row.metric == "time_h":
            ours = words.days(row.ours)
        elif row.metric == "cost_usd_per_teu":
            ours = words.dollars(row.ours)
    verdict = row.verdict if row.role == "independent" else f"{row.verdict} (input)"
    off = "" if row.off_by is None else f"{row.off_by:+.0%}"
    return verdict, ends, published, ours, off, f"{row.nature} {row.date}".strip(), row.id


def _long_row(network: Network, row: Compared) -> Row:
    source = network.sources[row.source]
    return (*_row(network, row), f"{source.producer}: {source.title}", row.explanation)


def _value(metric: str, value: float) -> str:
    return f"{value / HOURS_PER_DAY:.1f}" if metric == "time_h" else words.number(value)
