"""An answer as text for a terminal, and as Markdown."""

import textwrap
from collections.abc import Iterator, Sequence

from corridors.itinerary import Itinerary, LegStep, Overlap, Plan, Published, Step
from corridors.network import Network
from corridors.units import HOURS_PER_DAY
from planner import reasons, words
from planner.assumptions import sentence
from planner.layout import Row, aligned, pipe_table, wrapped
from planner.trade_words import front_lines, parts_line

WHERE = 58
"""Columns of the places in a table of steps."""
NATURES = ("actual", "tariff", "reported", "forecast")
MOST_PUBLISHED = 4

HEAD: Row = ("#", "way", "days", "USD", "t CO2e", "km", "borders", "gauge breaks", "sourced km")
STEP_HEAD: Row = ("step", "where", "km", "time", "USD", "")


def text(plan: Plan, network: Network, *, every_step: bool = False) -> str:
    """The answer for a terminal: the comparison, what to know, then the legs of each route."""
    lines = [*wrapped("", question(plan), 0), _dataset(plan), ""]
    lines += _comparison(plan, network)
    if plan.front:
        lines += ["", *(line for each in front_lines(plan.front) for line in wrapped("", each, 0))]
    lines += _told(plan)
    for item in plan.itineraries:
        lines += ["", _title(network, item), *_step_lines(network, item, every_step=every_step)]
        for warning in item.warnings:
            lines += wrapped("! ", warning, 2)
        for note in beside(network, item):
            lines += wrapped("published: ", note, 2)
        repeated = [_overlap(overlap) for overlap in item.overlaps if overlap.decisions or overlap.distance]
        if repeated:
            lines += wrapped("repeats ", "; ".join(repeated), 2)
        if local := reasons.local(network, item):
            lines += wrapped("", local, 2)
    lines += reasons.text(plan, network)
    if every_step:
        lines += ["", "sources", *_sources(network, plan)]
    lines += ["", *wrapped("", " ".join(plan.method), 0)]
    return "\n".join(lines) + "\n"


def _told(plan: Plan) -> list[str]:
    """What holds for the whole answer: warnings, and what the break of gauge weighs."""
    lines = [""] if plan.warnings else []
    for warning in plan.warnings:
        lines += wrapped("! ", warning, 0)
    if plan.gauge_weight is not None:
        lines += ["", *wrapped("", sentence(plan.gauge_weight, plan.itineraries), 0)]
    return lines


def _comparison(plan: Plan, network: Network) -> Iterator[str]:
    head, *rows = aligned([HEAD, *(summary(network, item) for item in plan.itineraries)], right=frozenset(range(2, 9)))
    yield head
    for row, item in zip(rows, plan.itineraries, strict=True):
        points = ", ".join(words.decision_points(network, item))
        marks = (*item.labels, *words.flags(item))
        labels = f"{', '.join(marks)}; " if marks else ""
        yield row
        yield from wrapped("", f"{labels}{'by ' + points if points else 'no border, port or passage'}", 3)
        if _weighs_otherwise(plan, network) and item.generalised_parts is not None:
            yield from wrapped("", parts_line(item.generalised_parts), 3)


def _step_lines(network: Network, item: Itinerary, *, every_step: bool) -> list[str]:
    """The steps as lines; a long place column runs on below itself."""
    rows: list[Row] = []
    for what, where, *rest in _steps(network, item, every_step=every_step):
        first, *more = textwrap.wrap(
            where, WHERE, subsequent_indent="  ", drop_whitespace=False, break_on_hyphens=False
        ) or [""]
        rows += [(what, first, *rest), *(("", line, *("" for _ in rest)) for line in more)]
    return [f"  {line}" for line in aligned(rows, right=frozenset({2, 3, 4}))]


def markdown(plan: Plan, network: Network) -> str:
    """The answer as Markdown: a table of the routes and a table of steps for each."""
    lines = [f"**{question(plan)}**", "", _dataset(plan), ""]
    lines += pipe_table([HEAD, *(summary(network, item) for item in plan.itineraries)])
    if plan.front:
        lines += ["", *(f"- {line}" for line in front_lines(plan.front))]
    lines += ["", *(f"- {warning}" for warning in plan.warnings)]
    if plan.gauge_weight is not None:
        lines += ["", sentence(plan.gauge_weight, plan.itineraries)]
    for item in plan.itineraries:
        points = ", ".join((*item.labels, *words.decision_points(network, item)))
        if _weighs_otherwise(plan, network) and item.generalised_parts is not None:
            points += f"; {parts_line(item.generalised_parts)}"
        lines += ["", f"### {_title(network, item)}", "", points, ""]
        lines += pipe_table(list(_steps(network, item, every_step=True)))
        lines += ["", *(f"- {note}" for note in (*item.warnings, *(f"Published: {b}" for b in beside(network, item))))]
    lines += reasons.markdown(plan, network)
    lines += ["", "Sources:", "", *(f"- {line.strip()}" for line in _sources(network, plan)), ""]
    return "\n".join(lines) + "\n"


def question(plan: Plan) -> str:
    """The question in a line."""
    query = plan.query
    extra = [f"via {', '.join(query.via)}"] if query.via else []
    extra += [f"avoiding {', '.join(query.avoid)}"] if query.avoid else []
    extra += [f"on corridor {query.corridor}"] if query.corridor else []
    extra += [f"scenario {query.scenario}"] if query.scenario else []
    extra += ["planned lines included"] if query.include else []
    extra += ["by " + ", ".join(query.modes) + " only"] if len(query.modes) < 5 else []  # noqa: PLR2004 - all modes
    extra += [f"with only {', '.join(query.only)}"] if query.only else []
    extra += [f"at most {limit.removeprefix('--max-')}" for limit in query.limits]
    weight = "generalised cost" if query.by == "generalised" else query.by
    weight = f"front of {' and '.join(query.pareto)}" if query.pareto else weight
    carbon = query.carbon_price_usd_per_tonne
    when = f"on {query.on}" if query.depart is None else f"leaving {query.depart:%Y-%m-%d %H:%M}"
    return (
        f"{query.origin.name} ({query.origin.country}) → {query.destination.name} ({query.destination.country})"
        f" · {query.cargo.teu} TEU of {query.cargo.tonnes_per_teu:g} t · {when}"
        f" · by {weight}, time at USD {query.value_of_time_usd_per_day:g} a day"
        + (f", CO2e at USD {carbon:g} a tonne" if carbon else "")
        + "".join(f" · {part}" for part in extra)
    )


def _weighs_otherwise(plan: Plan, network: Network) -> bool:
    """Whether the generalised cost is not the default one, so that its parts are shown."""
    default = network.settings.value_of_time_usd_per_day.typical
    return bool(plan.query.carbon_price_usd_per_tonne) or plan.query.value_of_time_usd_per_day != default


def _dataset(plan: Plan) -> str:
    return f"data {plan.data_version}, which reach {plan.data_as_of}; money of {plan.money_year}; low–high is P10–P90; sourced km: share whose length is published or measured"


def summary(network: Network, item: Itinerary) -> Row:
    """A way: the cells of ``HEAD``."""
    return (
        str(item.rank),
        words.title(network, item),
        words.days(item.time_h),
        words.dollars(item.cost_usd),
        words.tonnes(item.co2e_kg),
        words.number(item.distance_km),
        str(len(item.borders)),
        str(item.gauge_breaks),
        f"{1 - item.estimated_share:.0%}",
    )


def _title(network: Network, item: Itinerary) -> str:
    return (
        f"{item.rank}  {words.title(network, item)}: {words.days(item.time_h)} days, USD {words.dollars(item.cost_usd)}"
    )


def _steps(network: Network, item: Itinerary, *, every_step: bool) -> Iterator[Row]:
    yield STEP_HEAD
    for stretch in words.stretches(network, item.steps):
        parts = stretch.steps if every_step and len(stretch.steps) > 1 else ()
        yield _row(
            stretch.what,
            stretch.where,
            stretch.distance_km,
            stretch.time_h,
            stretch.cost_usd,
            _flags(stretch.flags, () if parts else stretch.steps if every_step else ()),
        )
        for step in parts:
            if isinstance(step, LegStep):
                where = f"  {network.places[step.start].name} → {network.places[step.end].name}"
                flags = (step.status,) if step.status != "open" else ()
                yield _row(
                    "", where, step.distance_km, step.time_h.typical, step.cost_usd.typical, _flags(flags, (step,))
                )


def _flags(flags: Sequence[str], steps: Sequence[Step]) -> str:
    known = [f"{step.basis}: {', '.join(step.sources)}" if step.sources else step.basis for step in steps]
    return "; ".join((*(flag.upper() for flag in flags), *known))


def _row(  # noqa: PLR0913, PLR0917 - a table's cells
    what: str, where: str, km: float, hours: float, usd: float, flags: str
) -> Row:
    return (what, where, words.number(km) if km else "", words.span(hours), words.number(usd) if usd else "", flags)


def beside(network: Network, item: Itinerary) -> list[str]:
    """What was published for the journey beside what is answered here, a line each."""
    figures = [figure for figure in item.published if figure.metric != "distance_km"]
    figures.sort(key=lambda figure: (NATURES.index(figure.nature), figure.metric))
    lines = [_published(network, figure) for figure in figures[:MOST_PUBLISHED]]
    more = len(figures) - len(lines)
    return [*lines, f"{more} more in --json"] if more > 0 else lines


def _published(network: Network, figure: Published) -> str:
    source = network.sources[figure.source]
    if figure.metric == "time_h":
        theirs = _low_high(figure.low / HOURS_PER_DAY, figure.high / HOURS_PER_DAY) + " days"
        ours = f"{words.days(figure.ours)} days"
    else:
        theirs = f"USD {_low_high(figure.low, figure.high)}"
        ours = f"USD {words.dollars(figure.ours)}"
    stretch = f"{network.places[figure.origin].name}–{network.places[figure.destination].name}"
    return f"{stretch} {theirs} ({figure.nature} {figure.date}, {source.producer}); here {ours}"


def _low_high(low: float, high: float) -> str:
    return f"{low:,.0f}" if low == high else f"{low:,.0f}–{high:,.0f}"


def _overlap(overlap: Overlap) -> str:
    return (
        f"{overlap.decisions:.0%} of the decision points of {overlap.rank} ({overlap.distance:.0%} of its km,"
        f" {overlap.time:.0%} of its running time, {overlap.weight:.0%} of its weight)"
    )


def _sources(network: Network, plan: Plan) -> list[str]:
    cited = sorted({source for item in plan.itineraries for step in item.steps for source in step.sources})
    found = []
    for name in cited:
        source = network.sources[name]
        when = f", {source.published}" if source.published else ""
        found.append(f"  {name}: {source.producer}: {source.title}{when}. {source.url}".rstrip())
    return found
