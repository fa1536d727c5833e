"""Numbers and names as people read them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corridors.itinerary import HandlingStep, Itinerary, LegStep, Range, Step
from corridors.model import FUTURE_STATES, WATER_MODES
from corridors.network import Network
from corridors.units import HOURS_PER_DAY, KG_PER_TONNE

HANDLING_WORDS = {
    "gauge_change": "change of gauge",
    "quay": "port handling",
    "transfer": "transfer",
    "border": "border",
    "wait": "wait",
}


def days(hours: Range) -> str:
    """Hours as days: ``31 (24–42)``."""
    typical, low, high = (value / HOURS_PER_DAY for value in (hours.typical, hours.low, hours.high))
    form = ".1f" if typical < 10 else ".0f"  # noqa: PLR2004 - a decimal is worth showing below ten days
    return f"{typical:{form}} ({low:{form}}–{high:{form}})"


def span(hours: float) -> str:
    """A short time: hours below two days, days above."""
    return f"{hours:.0f} h" if hours < 2 * HOURS_PER_DAY else f"{hours / HOURS_PER_DAY:.1f} d"


def number(value: float) -> str:
    """A whole number with thousands apart: ``3,910``."""
    return f"{value:,.0f}"


def figure(value: float) -> str:
    """Three figures that count, and no more than a reader wants."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - from there on decimals are noise


def dollars(money: Range) -> str:
    """USD: ``3,910 (3,100–5,020)``, rounded to tens."""
    return "{} ({}–{})".format(*(number(round(value, -1)) for value in (money.typical, money.low, money.high)))


def tonnes(mass_kg: Range) -> str:
    """Kilograms as tonnes: ``1.24``."""
    return f"{mass_kg.typical / KG_PER_TONNE:.2f}"


def decision_name(network: Network, decision: str) -> str:
    """A decision point as people say it: ``Astara (Azerbaijan)–Astara (Iran)``, ``port of Anzali``, ``Suez Canal``."""
    kind, _, name = decision.partition(":")
    if kind == "passage":
        return network.passages[name].name
    if kind == "port":
        return f"port of {network.places[name].name}"
    return "–".join(network.places[post].name for post in name.split("-") if post in network.places)


def decision_points(network: Network, itinerary: Itinerary) -> list[str]:
    """The decision points of an itinerary, borders by the posts really passed."""
    borders = iter(itinerary.borders)
    names = []
    for decision in itinerary.decisions:
        if decision.startswith("border:"):
            names.append(decision_name(network, "border:" + next(borders, decision[7:])))
        else:
            names.append(decision_name(network, decision))
    return names


def title(network: Network, itinerary: Itinerary) -> str:
    """The corridor an itinerary follows, or the modes it takes and the countries it passes."""
    if itinerary.corridors:
        return network.corridors[itinerary.corridors[0]].name
    return f"{' and '.join(itinerary.modes)} by {'–'.join(itinerary.countries)}"


def flags(itinerary: Itinerary) -> tuple[str, ...]:
    """What a reader must see beside an itinerary's name: planned parts, restricted parts."""
    states = {step.status for step in itinerary.steps if isinstance(step, LegStep)}
    found = ["PLANNED PARTS"] if states & FUTURE_STATES else []
    return (*found, "restricted in part") if "restricted" in states else tuple(found)


class Stretch(NamedTuple):
    """Steps that people count as one: running on one track through one country, or one handling."""

    what: str
    where: str
    distance_km: float
    time_h: float
    cost_usd: float
    flags: tuple[str, ...]
    steps: tuple[Step, ...]


def stretches(network: Network, steps: Sequence[Step]) -> Iterator[Stretch]:
    """Merge the legs of a run on one track through one country; every handling stays on its own."""
    run: list[LegStep] = []
    for step in steps:
        if isinstance(step, LegStep) and (not run or _joins(network, run[-1], step)):
            run.append(step)
            continue
        if run:
            yield _stretch(network, run)
            run = []
        if isinstance(step, LegStep):
            run = [step]
        else:
            yield _handling(network, step)
    if run:
        yield _stretch(network, run)


def _country(network: Network, step: LegStep) -> str:
    return "" if step.mode in WATER_MODES else network.places[step.end].country


def _joins(network: Network, before: LegStep, step: LegStep) -> bool:
    return (
        (before.mode, before.gauge_mm) == (step.mode, step.gauge_mm)
        and _country(network, before) == _country(network, step)
        and (before.status in FUTURE_STATES) == (step.status in FUTURE_STATES)
    )


def _stretch(network: Network, run: Sequence[LegStep]) -> Stretch:
    first, last = run[0], run[-1]
    gauge = f" {first.gauge_mm}" if first.gauge_mm else ""
    country = _country(network, last)
    inner = [network.places[step.end].name for step in run[:-1] if not network.places[step.end].at_sea]
    shown = inner if len(inner) <= 3 else [inner[0], inner[len(inner) // 2], inner[-1]]  # noqa: PLR2004 - a short list
    passages = [network.passages[name].name for step in run for name in step.passages]
    via = f" by {', '.join(dict.fromkeys(shown + passages))}" if shown or passages else ""
    flags = [step.status for step in run if step.status != "open"]
    return Stretch(
        f"{first.mode}{gauge}{f' {country}' if country else ''}",
        f"{network.places[first.start].name} → {network.places[last.end].name}{via}",
        sum(step.distance_km for step in run),
        sum(step.time_h.typical for step in run),
        sum(step.cost_usd.typical for step in run),
        tuple(dict.fromkeys(flags)),
        tuple(run),
    )


def _handling(network: Network, step: HandlingStep) -> Stretch:
    place = network.places[step.place].name
    detail = ""
    if step.type == "wait":
        service = network.services.get(step.between[-1]) if step.between else None
        place = f"{place}, {'until' if step.note.startswith('waits for') else 'for'} {service.name if service else ' '.join(step.between)}"
    elif step.type == "border" and step.between:
        place = f"{place} → {network.places[step.between[0]].name}"
    elif len(step.between) > 1:
        detail = f", {step.between[0]} to {step.between[1]}"
    elif step.between:
        detail = f", {step.between[0]}"
    return Stretch(
        f"{HANDLING_WORDS[step.type]}", f"{place}{detail}", 0.0, step.time_h.typical, step.cost_usd.typical, (), (step,)
    )
