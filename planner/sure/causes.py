"""What the steps of a way hang on: for each figure its shape and its cause, and the closures that may meet the trip.

Steps of one cause move together, over all ways of an answer: running in one mode, handlings of one kind, waits for one
mode or line, as for the ranges that ``route`` prints. A border hangs on the two countries it parts, each in the week the
goods are there: half of its spread is each one's, so that crossings of one country in one week go together in part, and
two posts of the same two countries in the same week wholly.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corridors.itinerary import HandlingStep, Itinerary, LegStep, Range, Step
from corridors.network import Network
from corridors.units import HOURS_PER_DAY
from planner.assemble import group_of
from planner.sure.shapes import Kind, Shape, shape
from planner.threat.ledger import Ledger, Spell

HOURS_PER_WEEK = 7 * HOURS_PER_DAY


class Term(NamedTuple):
    """One figure of one step: how it spreads, and the causes it hangs on (in equal parts, where there are two)."""

    shape: Shape
    causes: tuple[str, ...]


class Closure(NamedTuple):
    """Legs of one record of closures, and when the trip has passed the last of them."""

    legs: tuple[str, ...]
    spells: tuple[Spell, ...]
    years: float
    passed_h: float
    days: tuple[int, ...]
    """How long each of the spells lasted."""

    @property
    def cause(self) -> str:
        """What its draws are named after: two ways that fear the same closures fear them together."""
        return "closure|" + "|".join(f"{spell.id}@{spell.start}" for spell in self.spells)


class Modelled(NamedTuple):
    """A way as its terms, in the order of its steps, and the closures on record that may meet it."""

    time: tuple[Term, ...]
    cost: tuple[Term, ...]
    closures: tuple[Closure, ...]


def modelled(network: Network, item: Itinerary, ledger: Ledger | None) -> Modelled:
    """A way made ready for drawing; without a ledger nothing closes."""
    time: list[Term] = []
    cost: list[Term] = []
    begun = 0.0
    for step in item.steps:
        time.append(_time(network, step, begun))
        cost.append(_term("cost", step.cost_usd, "lognormal", ("|".join(group_of(step)),)))
        begun += step.time_h.typical
    return Modelled(tuple(time), tuple(cost), () if ledger is None else closures(item, ledger))


def _time(network: Network, step: Step, begun: float) -> Term:
    if isinstance(step, HandlingStep) and step.type == "border":
        week = int(begun // HOURS_PER_WEEK)
        posts = (step.place, *step.between[-1:])
        parted = sorted({network.places[post].country for post in posts})
        return _term("time", step.time_h, "lognormal", tuple(f"border|{country}|week {week}" for country in parted))
    return _term("time", step.time_h, _kind(network, step), ("|".join(group_of(step)),))


def _kind(network: Network, step: Step) -> Kind:
    if isinstance(step, LegStep) or step.type != "wait":
        return "lognormal"
    service = network.services.get(step.between[-1]) if step.between else None
    if service is None:
        return "lognormal"
    return "uniform" if service.leaves_when_full_wait_h is None else "gamma"


def _term(measure: str, value: Range, kind: Kind, causes: tuple[str, ...]) -> Term:
    made = shape(kind, value.low, value.typical, value.high)
    return Term(made, () if made.kind == "constant" else tuple(f"{measure}|{cause}" for cause in causes))


def passed(steps: Iterable[Step]) -> list[tuple[LegStep, float]]:
    """The legs of a way, each with the typical hours after which it lies behind."""
    found: list[tuple[LegStep, float]] = []
    hours = 0.0
    for step in steps:
        hours += step.time_h.typical
        if isinstance(step, LegStep):
            found.append((step, hours))
    return found


def closures(item: Itinerary, ledger: Ledger) -> tuple[Closure, ...]:
    """The closures that may meet a way: legs that a same event shut share one record, so that no event counts twice."""
    groups: list[tuple[list[str], set[Spell], float]] = []
    for step, hours in passed(item.steps):
        spells = set(ledger.counted(ledger.of_leg(step.id)))
        if not spells:
            continue
        events = {spell.id for spell in spells}
        together = [group for group in groups if events & {spell.id for spell in group[1]}]
        groups = [group for group in groups if group not in together]
        legs = [leg for group in together for leg in group[0]]
        groups.append(([*legs, step.id], spells.union(*(group[1] for group in together)), hours))
    years = ledger.watched.years
    return tuple(
        Closure(tuple(dict.fromkeys(legs)), ordered, years, hours, tuple(ledger.days(spell) for spell in ordered))
        for legs, spells, hours in groups
        for ordered in [_ordered(spells)]
    )


def _ordered(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """One spell for each event and first day."""
    kept: dict[tuple[str, object], Spell] = {}
    for spell in sorted(spells, key=lambda spell: (spell.start, spell.id, spell.kind, str(spell.end))):
        kept[spell.id, spell.start] = spell
    return tuple(kept.values())


def all_causes(ways: Sequence[Modelled]) -> tuple[str, ...]:
    """Every cause of some ways, each once."""
    return tuple(dict.fromkeys(cause for way in ways for term in (*way.time, *way.cost) for cause in term.causes))
