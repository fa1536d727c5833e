"""The dossier of losses for a terminal."""

from collections.abc import Iterator
from itertools import zip_longest

from corridors.units import HOURS_PER_DAY
from planner.breakeven_table import heading
from planner.chokepoints import Chokepoints, Cut, LossRow
from planner.layout import Row, aligned, wrapped
from planner.shown import ShownWay, way_line
from planner.throughput import Bottleneck, Throughput

MOST_NARROW = 3
MOST_WAYS = 12
MOST_SHARED = 8
UNITS = {"generalised": "USD generalised", "time": "h", "cost": "USD", "distance": "km", "emissions": "kg CO2e"}


def text(found: Chokepoints) -> str:
    """Two rankings side by side, the worst together, what cuts off, the ways round, what ways share."""
    several = len(found.queries) > 1
    lines: list[str] = []
    for query, weight in zip(found.queries, found.weights, strict=True):
        lines += [line + (f" · weight {weight:g}" if several else "") for line in heading(query)]
    unit = UNITS[found.queries[0].by]
    lines += [f"data {found.data_version}", "", *aligned([*rankings(found, unit)], right=frozenset({2, 3, 4}))]
    lines += ["", f"worst together, of {_kinds(found)}"]
    lines += [f"  {line}" for line in aligned([*together(found, unit)], right=frozenset({2, 3, 4}))]
    lines.append("")
    for cut in found.cuts:
        lines += wrapped("", cut_line(found, cut), 0)
    for throughput in found.throughput:
        for line in tonnes_lines(found, throughput):
            lines += wrapped("", line, 0)
    lines += ["", "ways"]
    for way in found.ways[:MOST_WAYS]:
        lines += wrapped(f"{way.number:>3}  ", among(way, found.ways), 0)
    if len(found.ways) > MOST_WAYS:
        lines.append(f"     {len(found.ways) - MOST_WAYS} more in --json")
    if found.independence:
        lines += ["", "do two ways share a crossing, a port, a passage or a leg?"]
        for way in found.branches:
            lines += wrapped(f"  branch {way.number}  ", among(way, found.branches[:1]), 0)
        lines += [line for pair in _independence(found) for line in wrapped("  ", pair, 0)]
    return "\n".join([*lines, "", *wrapped("", " ".join(found.method), 0)]) + "\n"


def _kinds(found: Chokepoints) -> str:
    words = [f"{kind}s" for kind in found.kinds]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def rankings(found: Chokepoints, unit: str) -> Iterator[Row]:
    """Two rankings side by side, the first row as their head."""
    yield ("cost of loss", "", f"more, {unit}", "days", "USD", "round by way", "   loss of connection", "")
    rows = {row.elements[0]: row for row in found.rows}
    costly = [row for row in found.rows if row.objective_more > 0]
    total = sum(found.weights)
    for row, name in zip_longest(costly, found.cuts_off):
        left = ("", "", "", "", "", "") if row is None else (row.labels[0], row.kinds[0], *_more(row), _round(row))
        right = ("", "")
        if name is not None:
            share = "no way left" if len(found.queries) == 1 else f"{rows[name].cut_off:g} of {total:g}"
            right = (f"   {rows[name].labels[0]}", share)
        yield (*left, *right)


def _more(row: LossRow) -> tuple[str, str, str]:
    return f"{row.objective_more:+,.0f}", f"{row.time_h_more / HOURS_PER_DAY:+.1f}", f"{row.cost_usd_more:+,.0f}"


def _round(row: LossRow) -> str:
    return ", ".join(dict.fromkeys(str(hit.way) for hit in row.hits if hit.way is not None))


def together(found: Chokepoints, unit: str) -> Iterator[Row]:
    """The worst losses together, the first row as their head."""
    yield ("", "lost", f"more, {unit}", "days", "USD", "round by way")
    for row in found.worst:
        yield (str(len(row.elements)), " + ".join(row.labels), *_more(row), _round(row))
    last = len(found.worst[-1].elements) if found.worst else 0
    if last < found.together:
        yield (str(last + 1), "no loss of more that leaves a way costs more", "", "", "", "")


def cut_line(found: Chokepoints, cut: Cut) -> str:
    """What cuts a journey off, in a sentence."""
    pair = _pair(found, cut.journey)
    if cut.at_least == 0:
        return f"{pair}no loss of {_kinds(found)} leaves no way: a way has none of them."
    names = " + ".join(cut.labels)
    if cut.exact:
        return f"{pair}cut off by the loss of {len(cut.elements)}, and by no fewer: {names}."
    return f"{pair}cut off by the loss of {len(cut.elements)}, perhaps of fewer, but by no fewer than {cut.at_least}: {names}."


def _pair(found: Chokepoints, journey: int) -> str:
    """The ends of a journey, where there are several."""
    query = found.queries[journey]
    return f"{query.origin.name}–{query.destination.name}: " if len(found.queries) > 1 else ""


def tonnes_lines(found: Chokepoints, throughput: Throughput) -> Iterator[str]:
    """What gets through in a year by the capacities on record, and what narrows the best way."""
    pair = _pair(found, throughput.journey)
    most = throughput.mt_per_year
    if most is not None:
        spread = "" if most.low == most.high else f" ({most.low:g}–{most.high:g})"
        yield f"{pair}by the capacities on record at most {most.typical:g} Mt a year{spread} get through: {' + '.join(map(_narrow, throughput.cut))}."
    elif throughput.unrecorded is not None:
        yield f"{pair}no bound in tonnes: way {throughput.unrecorded} has no capacity on record."
    if throughput.best:
        narrow = ", then ".join(map(_narrow, throughput.best[:MOST_NARROW]))
        yield f"{pair}the narrowest on the best way, by the capacities on record: {narrow} (Mt a year)."


def _narrow(bottleneck: Bottleneck) -> str:
    return f"{bottleneck.label} {bottleneck.mt_per_year:g}"


def among(way: ShownWay, ways: tuple[ShownWay, ...]) -> str:
    """A way in a line, beside the first of those between its ends."""
    first = next(each for each in ways if (each.origin, each.destination) == (way.origin, way.destination))
    return way_line(way, first)


def _independence(found: Chokepoints) -> Iterator[str]:
    for pair in found.independence:
        one, other = f"branch {pair.one}", pair.other
        if not pair.shared:
            yield f"{one} and {other}: independent, nothing shared"
            continue
        named = sorted(zip(pair.shared, pair.labels, strict=True), key=lambda each: each[0].startswith("leg:"))
        labels = [label for _, label in named]
        more = f" and {len(labels) - MOST_SHARED} more legs" if len(labels) > MOST_SHARED else ""
        yield f"{one} and {other} share {len(labels)}: {', '.join(labels[:MOST_SHARED])}{more}"
