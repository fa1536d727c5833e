"""The answer of a dossier in one paragraph: the way, the runner-up, how sure, what hurts, what would change it."""

from collections.abc import Iterator

from corridors.itinerary import Itinerary, Plan
from corridors.network import Network
from corridors.units import HOURS_PER_DAY
from maps.report.parts import Block, Paragraph
from planner import breakeven_table, chokepoints_table, words
from planner.breakeven import Breakeven
from planner.chokepoints import Chokepoints
from planner.dossier import Dossier, Missing
from planner.sure.answer import Reliability
from planner.sure.table import days


def answer(found: Dossier, network: Network) -> Iterator[Block]:
    """One paragraph, then what must be known before anybody acts on it."""
    if isinstance(found.plan, Missing):
        yield Paragraph(f"There is no way: {found.plan.why}", "lead")
        return
    parts = [_best(found.plan, network), _second(found.plan, network)]
    parts += [_sure(found.reliability)] if isinstance(found.reliability, Reliability) else []
    parts += [_hurts(found.chokepoints)] if isinstance(found.chokepoints, Chokepoints) else []
    parts += [_nearest(found.breakeven)] if isinstance(found.breakeven, Breakeven) else []
    yield Paragraph(" ".join(filter(None, parts)), "lead")
    for warning in found.plan.itineraries[0].warnings:
        yield Paragraph(warning, "warning")


def _best(plan: Plan, network: Network) -> str:
    item = plan.itineraries[0]
    points = ", ".join(words.decision_points(network, item))
    ends = f"from {plan.query.origin.name} to {plan.query.destination.name}"
    flags = words.flags(item)
    marks = f" ({', '.join(flags)})" if flags else ""
    return (
        f"On {plan.query.on} the best way {ends} is {words.title(network, item)}{marks}:"
        f" {words.days(item.time_h)} days, USD {words.dollars(item.cost_usd)}, {words.tonnes(item.co2e_kg)} t CO2e over"
        f" {words.number(item.distance_km)} km{f', by {points}' if points else ''}."
    )


def _second(plan: Plan, network: Network) -> str:
    if len(plan.itineraries) == 1:
        return "No way is a different decision."
    first, second = plan.itineraries[:2]
    before = words.decision_points(network, first)
    new = [point for point in words.decision_points(network, second) if point not in before]
    return f"Next comes {words.title(network, second)}{f' by {new[0]}' if new else ''}, {_beside(first, second)}."


def _beside(first: Itinerary, second: Itinerary) -> str:
    hours = second.time_h.typical - first.time_h.typical
    dollars = second.cost_usd.typical - first.cost_usd.typical
    return (
        f"{abs(hours) / HOURS_PER_DAY:.1f} days {'slower' if hours > 0 else 'faster'} and USD {abs(round(dollars, -1)):,.0f}"
        f" {'dearer' if dollars > 0 else 'cheaper'}"
    )


def _sure(found: Reliability) -> str:
    way = found.ways[0]
    return (
        f"Half of all trips by the best way arrive within {days(way.p50_time_h.value)} days and nine in ten within"
        f" {days(way.p90_time_h.value)}, if the records' ranges are right; it is the best in {way.best.value:.0%} of the draws."
    )


def _hurts(found: Chokepoints) -> str:
    named = [row for row in found.rows if row.kinds[0] != "leg"] or list(found.rows)
    cut = next((row for row in named if row.cut_off), None)
    if cut is not None:
        return f"Without {cut.labels[0]} no way is left."
    if not named or named[0].objective_more <= 0:
        return ""
    unit = chokepoints_table.UNITS[found.queries[0].by]
    row = named[0]
    return f"The loss that costs most is {row.labels[0]}: {row.objective_more:,.0f} {unit} more."


def _nearest(found: Breakeven) -> str:
    line = next(breakeven_table.nearest(found), "")
    if not line:
        return "No number moved alone changes the best way within the values looked at."
    told, _, number = line.rpartition(" → way ")
    first, way = found.ways[0], found.ways[int(number) - 1]
    new = [f"by {point}" for point in way.decisions if point not in first.decisions] or [
        f"with {part}" for part in way.instead
    ]
    by = f" {new[0]}" if new else ""
    return (
        f"The nearest thing that would change it: {told}; then {way.title}{by} is the best, now {days(way.time_h)} days and"
        f" USD {words.number(round(way.cost_usd, -1))}."
    )
