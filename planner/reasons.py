"""Why this way and why not another, as text: what was proved, what was dropped, where a rival differs."""

from collections.abc import Iterator

from corridors.itinerary import Difference, Itinerary, Plan, Sums, WhyNot
from corridors.network import Network
from corridors.units import HOURS_PER_DAY, KG_PER_TONNE
from planner.layout import Row, aligned, pipe_table, wrapped

HEAD: Row = ("from", "to", "km", "days", "USD", "t CO2e", "generalised USD")
MOST_PLACES = 8


def text(plan: Plan, network: Network) -> list[str]:
    """The lines for a terminal; none where nothing was asked."""
    lines: list[str] = []
    if plan.backup is not None:
        lines += ["", *wrapped("backup: ", plan.backup.statement, 0)]
    if plan.why:
        lines += ["", "why this way"]
        for reason in plan.why:
            lines += wrapped("", reason, 2)
        for dropped in _dropped(plan, network):
            lines += wrapped("not shown: ", dropped, 2)
    for item in _switching(plan):
        lines += ["", _ousted(item)]
        for switch in item.switches:
            lines += wrapped("", switch.statement, 2)
    for rival in plan.why_not:
        lines += ["", f"why not {rival.asked}", *wrapped("", rival.statement, 2)]
        if rival.differences:
            lines += [f"  {line}" for line in aligned([HEAD, *_rows(rival, network)], right=frozenset(range(2, 7)))]
    return lines


def markdown(plan: Plan, network: Network) -> list[str]:
    """The same in Markdown."""
    lines: list[str] = []
    if plan.backup is not None:
        lines += ["", f"Backup: {plan.backup.statement}"]
    if plan.why:
        lines += ["", "### Why this way", "", *(f"- {reason}" for reason in plan.why)]
        lines += [f"- Not shown: {dropped}" for dropped in _dropped(plan, network)]
    for item in _switching(plan):
        lines += ["", f"{_ousted(item)}:", "", *(f"- {switch.statement}" for switch in item.switches)]
    for rival in plan.why_not:
        lines += ["", f"### Why not {rival.asked}", "", rival.statement]
        if rival.differences:
            lines += ["", *pipe_table([HEAD, *_rows(rival, network)])]
    return lines


def local(network: Network, item: Itinerary) -> str:
    """Where an itinerary is not locally optimal."""
    if item.locally_optimal is not False:
        return ""
    names = " and ".join(network.places[place].name for place in dict.fromkeys(item.shortcut))
    return f"not locally optimal: a lighter way leads {'at' if len(set(item.shortcut)) == 1 else 'between'} {names}"


def _switching(plan: Plan) -> Iterator[Itinerary]:
    """The routes whose switching values are told: those of a plan that says why."""
    return (item for item in plan.itineraries if plan.why and item.switches)


def _ousted(item: Itinerary) -> str:
    return "1 is the best no more with" if item.rank == 1 else f"{item.rank} is lighter than 1 with"


def _dropped(plan: Plan, network: Network) -> Iterator[str]:
    for dropped in plan.dropped:
        names = [network.places[place].name for place in dropped.places]
        if len(names) > MOST_PLACES:
            every = (len(names) - 1) / (MOST_PLACES - 1)
            names = [names[round(number * every)] for number in range(MOST_PLACES)]
        reason = f"closed: {dropped.reason}" if dropped.kind == "closed" else f"it {dropped.reason}"
        yield f"by {', '.join(names[1:-1])}: {reason}" if names[1:-1] else f"the direct way: {reason}"


def _rows(rival: WhyNot, network: Network) -> Iterator[Row]:
    for difference in rival.differences:
        yield (*_ends(difference, network), *_signed(difference.more))
    if rival.more is not None and len(rival.differences) > 1:
        yield ("in all", "", *_signed(rival.more))


def _ends(difference: Difference, network: Network) -> tuple[str, str]:
    return network.places[difference.start].name, network.places[difference.end].name


def _signed(more: Sums) -> tuple[str, ...]:
    return (
        f"{more.distance_km:+,.0f}", f"{more.time_h / HOURS_PER_DAY:+,.1f}", f"{more.cost_usd:+,.0f}",
        f"{more.co2e_kg / KG_PER_TONNE:+,.2f}", f"{more.generalised_cost_usd:+,.0f}",
    )  # fmt: skip
