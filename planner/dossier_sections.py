"""The sections of a dossier, in the order in which a desk reads them."""

from collections.abc import Iterable, Iterator

from corridors.itinerary import Itinerary, LegStep, Plan, Step
from corridors.model import BASES
from corridors.network import Network
from corridors.units import HOURS_PER_DAY
from maps.report import curves, sheet
from maps.report.parts import Block, Cell, Listing, Paragraph, Picture, Section, Table
from planner import (
    breakeven_table,
    chokepoints_table,
    comparison_table,
    dossier_summary,
    table,
    timeline_table,
    words,
)
from planner.assumptions import sentence
from planner.breakeven import Breakeven
from planner.chokepoints import Chokepoints
from planner.citations import Citations
from planner.comparison import Comparison
from planner.dossier import Dossier, Missing
from planner.objectives import delay_usd
from planner.query import Query
from planner.shown import way_line
from planner.sure import table as sure_table
from planner.sure.answer import Reliability
from planner.threat import table as threat_table
from planner.threat.answer import Threat
from planner.threat.sentences import between, interval, name_of
from planner.timeline import Timeline

MOST_SWITCHES = 20
STEPS = ("step", "where", "km", "time", "USD", "basis", "sources")
PARTS = ("what", "basis", "days", "of the time", "USD", "of the money")
SPREADS = ("cause", "typical days", "P90 days without its spread")
LEDGER = ("what", "record", "closures a year", "a trip", "what one would have to believe")
CAUSES = ("from", "to", "best way", "days", "USD", "what changed it", "sources")


def all_of(found: Dossier, network: Network) -> list[Section]:
    """Every section; the sources come last, when all are cited."""
    cited = Citations(network)
    return [
        Section("question", "Question", list(_question(found, network))),
        Section("answer", "Answer", list(dossier_summary.answer(found, network))),
        Section("alternatives", "Alternatives", list(_alternatives(found.plan, network))),
        Section("map", "Map", list(_map(found.plan, network))),
        Section("steps", "The best way, step by step", list(_steps(found.plan, network, cited))),
        Section("timeline", "When the answer changed", list(_timeline(found.timeline, cited))),
        Section("reliability", "How sure", list(_reliability(found.reliability, network, cited))),
        Section("chokepoints", "Chokepoints", list(_chokepoints(found.chokepoints))),
        Section("switching", "What would change the answer", list(_switching(found.breakeven))),
        Section("scenarios", "Scenarios", list(_scenarios(found.comparison, cited))),
        Section("assumptions", "Assumptions by weight", list(_assumptions(found))),
        Section("threat", "Threat ledger", list(_threat(found.threat, network, cited))),
        Section("sources", "Sources", [Paragraph("In the order in which they are first cited.", "small"), cited.table()]),
    ]  # fmt: skip


def _none(missing: Missing) -> Paragraph:
    return Paragraph(f"Not told: {missing.why}")


def _question(found: Dossier, network: Network) -> Iterator[Block]:
    if isinstance(found.plan, Plan):
        yield Paragraph(table.question(found.plan), "lead")
        return
    query = found.query
    ends = " → ".join(network.places[place].name for place in (query.origin, query.destination))
    yield Paragraph(f"{ends} · {query.cargo.teu} TEU of {query.cargo.tonnes_per_teu:g} t · on {query.on}", "lead")


def _alternatives(plan: Plan | Missing, network: Network) -> Iterator[Block]:
    if isinstance(plan, Missing):
        yield _none(plan)
        return
    rows: list[list[Cell]] = []
    for item in plan.itineraries:
        number, name, *figures = table.summary(network, item)
        marks = ", ".join((*item.labels, *words.flags(item)))
        by = ", ".join(words.decision_points(network, item))
        rows.append([number, f"{name}{f' ({marks})' if marks else ''}", by, *figures])
    head = (*table.HEAD[:2], "by", *table.HEAD[2:])
    yield Table(head, rows, frozenset({0, *range(3, 10)}))
    ranks: dict[str, list[str]] = {}
    for item in plan.itineraries:
        for warning in item.warnings:
            ranks.setdefault(warning, []).append(str(item.rank))
    notes = [f"Way{'s'[: len(of) > 1]} {', '.join(of)}: {warning}" for warning, of in ranks.items()]
    if plan.warnings or notes:
        yield Listing([*plan.warnings, *notes])
    published = [
        f"Way {item.rank}, published: {line}" for item in plan.itineraries for line in table.beside(network, item)
    ]
    if published:
        yield Paragraph("Published beside ours:")
        yield Listing(published)
    yield Paragraph(" ".join(plan.method), "small")


def _map(plan: Plan | Missing, network: Network) -> Iterator[Block]:
    if isinstance(plan, Missing):
        yield _none(plan)
        return
    due = [
        network.settings.attribution,
        *network.shape_credits(),
        "Land, water and borders: Natural Earth (public domain).",
    ]
    caption = (
        "The best way in thick lines, the others thin with their number; open circle: origin, full circle: destination,"
        " diamond: border, square: port where cargo changes, two bars: change of gauge, triangle: passage. Mercator."
        " Borders and names express no opinion on the legal status of any territory. "
    )
    yield Picture(sheet.drawn(plan, network, network.shapes()), caption + " ".join(due))


def _steps(plan: Plan | Missing, network: Network, cited: Citations) -> Iterator[Block]:
    if isinstance(plan, Missing):
        yield _none(plan)
        return
    item = plan.itineraries[0]
    rows: list[list[Cell]] = []
    for part in words.stretches(network, item.steps):
        marks = "; ".join((*(flag.upper() for flag in part.flags), _weakest(part.steps)))
        rows.append([
            part.what, part.where, words.number(part.distance_km) if part.distance_km else "", words.span(part.time_h),
            words.number(part.cost_usd) if part.cost_usd else "", marks,
            cited.cell(name for step in part.steps for name in step.sources),
        ])  # fmt: skip
    yield Table(STEPS, rows, frozenset({2, 3, 4}))
    yield Paragraph(
        "Basis is the weakest among the figures of the step: measured along a mapped track, published by a source, modelled,"
        " assumed.",
        "small",
    )


def _weakest(steps: Iterable[Step]) -> str:
    return max((step.basis for step in steps), key=BASES.index)


def _timeline(found: Timeline | Missing, cited: Citations) -> Iterator[Block]:
    if isinstance(found, Missing):
        yield _none(found)
        return
    rows: list[list[Cell]] = []
    for period in found.periods:
        causes = "; ".join(
            f"{cause.kind} {cause.phase}{'' if cause.alone else ', with others'}: {cause.text}"
            for cause in period.causes
        )
        why = period.why_none if period.answer is None else ""
        names = [name for cause in period.causes for name in cause.sources]
        if period.answer is not None:
            names += [name for promise in period.answer.promises for name in promise.sources]
        first, last, way, *figures = timeline_table.row_of(period)
        if period.answer is not None and period.answer.decisions:
            way += f", by {timeline_table.points_of(period.answer)}"
        rows.append([first, last, way, *figures, "; ".join(filter(None, (causes, why))), cited.cell(names)])
    changes = len(found.periods) - 1
    yield Paragraph(
        f"{found.first} to {found.last}: {changes} change{'' if changes == 1 else 's'} on {found.days_looked_at} days on"
        " which something in the data starts, changes or ends."
    )
    yield Table(CAUSES, rows, frozenset({3, 4}), firm=frozenset({0, 1}))


def _reliability(found: Reliability | Missing, network: Network, cited: Citations) -> Iterator[Block]:
    if isinstance(found, Missing):
        yield _none(found)
        return
    head = sure_table.head_of(found)
    rows = [list(sure_table.row_of(found, way)) for way in found.ways]
    yield Table(head, rows, frozenset({0, *range(2, len(head))}))
    lines = [
        curves.Curve(f"{way.rank}  {way.title}", [hours / HOURS_PER_DAY for hours in way.curve_h[:-1]])
        for way in found.ways
    ]
    yield Picture(
        curves.drawn(lines, found.curve_shares[:-1]),
        f"Share of trips that have arrived, by day, up to {found.curve_shares[-2]:.0%}; {found.draws:,} draws, seed {found.seed}.",
    )
    notes = {(note.legs, note.events): note for way in found.ways for note in way.closures}
    told = [
        cited.behind(sure_table.closure_line(note, network), _of_events(network, note.events))
        for note in notes.values()
    ]
    if told:
        yield Paragraph("Closures on record that the draws met:")
        yield Listing(told)
    left_out = (
        "" if found.observed else "Closures are left out: every chance holds under your belief that nothing closes."
    )
    yield Paragraph(" ".join(filter(None, (left_out, *found.method, found.observed))), "small")


def _of_events(network: Network, events: Iterable[str]) -> list[str]:
    return [name for event in events if event in network.events for name in network.events[event].sources]


def _chokepoints(found: Chokepoints | Missing) -> Iterator[Block]:
    if isinstance(found, Missing):
        yield _none(found)
        return
    unit = chokepoints_table.UNITS[found.queries[0].by]
    (head, *rows) = [[cell.strip() for cell in row] for row in chokepoints_table.rankings(found, unit)]
    yield Paragraph("Two rankings side by side: what the loss of each costs, and which losses leave no way at all.")
    yield Table([*head[:1], "kind", *head[2:]], rows, frozenset({2, 3, 4}))
    yield Paragraph("Worst lost together:")
    head, *rows = [list(row) for row in chokepoints_table.together(found, unit)]
    yield Table(head, rows, frozenset({2, 3, 4}))
    tonnes = [line for each in found.throughput for line in chokepoints_table.tonnes_lines(found, each)]
    yield Listing([*(chokepoints_table.cut_line(found, cut) for cut in found.cuts), *tonnes])
    yield Paragraph("Ways round, by number:")
    named = {hit.way for row in (*found.rows, *found.worst) for hit in row.hits}
    yield Listing(
        [
            f"way {way.number}: {chokepoints_table.among(way, found.ways)}"
            for way in found.ways
            if way.number == 1 or way.number in named
        ]
    )
    yield Paragraph(" ".join(found.method), "small")


def _switching(found: Breakeven | Missing) -> Iterator[Block]:
    if isinstance(found, Missing):
        yield _none(found)
        return
    nearest = list(breakeven_table.nearest(found))
    if nearest:
        yield Paragraph("The nearest:")
        yield Listing(nearest)
    else:
        yield Paragraph("No number moved alone changes the best way within the values looked at.")
    moved = [row for row in found.rows if row.switches]
    rows = [cells for row in moved for cells in breakeven_table.rows_of(found, row)]
    if rows:
        yield Table(breakeven_table.HEAD, rows[:MOST_SWITCHES], frozenset({2, 5, 8, 9}))
    if len(rows) > MOST_SWITCHES:
        yield Paragraph(f"{len(rows) - MOST_SWITCHES} more by landbridge breakeven.", "small")
    yield Listing(
        [f"way {way.number}: {way_line(way, found.ways[0])}" for way in found.ways if _named(way.number, rows)]
    )
    if found.beliefs:
        unit = breakeven_table.UNITS[found.query.by]
        head, *believed = [row[:4] for row in breakeven_table.belief_rows(found, unit)]
        yield Paragraph(f"{found.belief_words} More than the best way, {unit}:")
        yield Table(head, believed, frozenset({1, 2, 3}))
    yield Paragraph(" ".join(found.method), "small")


def _named(number: int, rows: Iterable[tuple[str, ...]]) -> bool:
    return number == 1 or any(row[7] == str(number) for row in rows)


def _scenarios(found: Comparison, cited: Citations) -> Iterator[Block]:
    base, *others = zip(found.columns, comparison_table.rows_of(found), strict=True)
    changed = [(column, row) for column, row in others if not column.like(base[0])]
    same = [column.label for column, _ in others if column.like(base[0])]
    shown = [base, *changed]
    head = (*comparison_table.HEAD[1:], "sources")
    rows = [[*row[1:], cited.cell(name for laid in column.scenarios for name in laid.sources)] for column, row in shown]
    yield Table(head, rows, frozenset(range(2, 10)))
    if same:
        yield Paragraph(f"Nothing about the best way changes under: {', '.join(same)}.")
    reasons = {laid.id: f"{laid.title}: {laid.reasoning}" for column, _ in changed for laid in column.scenarios}
    why_none = [f"{column.label}: {column.why_none}" for column, _ in shown if column.why_none]
    yield Listing([*reasons.values(), *why_none])
    yield Paragraph("Δ is against the first row.", "small")


def _assumptions(found: Dossier) -> Iterator[Block]:
    plan = found.plan
    if isinstance(plan, Missing):
        yield _none(plan)
        return
    if plan.gauge_weight is None:
        yield Paragraph("No way shown changes gauge.")
    else:
        yield Paragraph(sentence(plan.gauge_weight, plan.itineraries))
    yield Paragraph("What the best way rests on, the heaviest first:")
    yield Table(PARTS, list(_weights(plan.itineraries[0], found.query)), frozenset({2, 3, 4, 5}))
    item = plan.itineraries[0]
    yield Paragraph(
        f"{1 - item.estimated_share:.0%} of its {words.number(item.distance_km)} km have a length that is published or measured."
    )
    if isinstance(found.reliability, Missing) or not found.reliability.spreads:
        return
    rows = [
        [spread.cause, f"{spread.typical_h / HOURS_PER_DAY:.1f}", sure_table.estimate_days(spread.p90_time_h_without)]
        for spread in found.reliability.spreads
    ]
    p90 = sure_table.estimate_days(found.reliability.ways[0].p90_time_h)
    yield Paragraph(f"Which spread makes the best way's P90 of {p90} days, the widest first:")
    yield Table(SPREADS, rows, frozenset({1, 2}))


def _weights(item: Itinerary, query: Query) -> Iterator[tuple[str, ...]]:
    groups: dict[tuple[str, str], list[Step]] = {}
    for step in item.steps:
        name = f"running by {step.mode}" if isinstance(step, LegStep) else words.HANDLING_WORDS[step.type]
        groups.setdefault((name, step.basis), []).append(step)
    sums = [
        (key, sum(step.time_h.typical for step in steps), sum(step.cost_usd.typical for step in steps))
        for key, steps in groups.items()
    ]
    for (name, basis), hours, dollars in sorted(sums, key=lambda each: -(each[2] + delay_usd(each[1], query))):
        yield (
            name, basis, f"{hours / HOURS_PER_DAY:.1f}", _share(hours, item.time_h.typical), words.number(dollars),
            _share(dollars, item.cost_usd.typical),
        )  # fmt: skip


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.0%}" if whole else ""


def _threat(found: Threat | Missing, network: Network, cited: Citations) -> Iterator[Block]:
    if isinstance(found, Missing):
        yield _none(found)
        return
    yield Paragraph(
        f"Closures of {found.observed_from} to {found.observed_to}, {found.years:.1f} years, along the best way."
        f" Consequence: {found.consequence}."
    )
    way = found.ways[0]
    beliefs = {item.id: item.says for item in found.beliefs}
    rows: list[list[Cell]] = []
    for exposure in threat_table.told_exposures(way):
        counted = tuple(dict.fromkeys(event.id for event in exposure.events if event.counted))
        told = cited.behind(f"{len(counted)} on record: {', '.join(counted)}", _of_events(network, counted))
        name = f"{exposure.kind} {exposure.name}"
        chance = "" if exposure.per_trip is None else between(exposure.per_trip)
        rows.append(
            [
                name,
                told,
                interval(*exposure.yearly_rate).removesuffix(" closures a year"),
                chance,
                beliefs.get(exposure.id, ""),
            ]
        )
    if rows:
        yield Table(LEDGER, rows, firm=frozenset({2, 3}))
    quiet = [exposure for exposure in way.exposures if exposure.per_trip is None]
    if quiet:
        yield Paragraph(
            f"{len(quiet)} legs, borders and passages have no closure on record: {interval(*found.none_on_record)} each,"
            " so a chance there is a matter of your belief."
        )
    yield Paragraph("Where an attacker who knows the network chooses:")
    worst = [("one leg", found.worst_one), ("two legs", found.worst_two)]
    yield Listing([
        *(f"nothing leads there without {name}" for name in (name_of(network, leg) for leg in found.cuts)),
        *(f"{count}: {threat_table.lost_line(lost, found.unit, network)}" for count, lost in worst if lost is not None),
    ])  # fmt: skip
    yield Paragraph(" ".join((found.observed, *found.method)), "small")
