"""What the record allows and what one would have to believe, in words: no chance without the ids of events, or your belief."""

from collections.abc import Sequence

from corridors.network import Network
from corridors.units import HOURS_PER_DAY
from planner.threat.answer import Closed, Exposure, Verdict
from planner.threat.rates import per_trip

PERCENT = "\N{NO-BREAK SPACE}%"
"""Kept with its number when lines are wrapped."""
TURNED_BACK = (
    "a closure met on the way: what was spent to get there is lost, and the goods set out again from the origin by the "
    "best way without what is closed"
)


def consequence(delay_h: float | None) -> str:
    """What a closure is taken to do."""
    if delay_h is None:
        return TURNED_BACK
    return f"a closure met on the way: the goods wait {delay_h / HOURS_PER_DAY:g} days and go on"


def name_of(network: Network, name: str) -> str:
    """A leg by its ends and mode, a passage by its name."""
    leg = network.legs.get(name)
    if leg is None:
        return network.passages[name].name
    return f"{network.places[leg.start].name}–{network.places[leg.end].name} ({leg.mode})"


def percent(share: float) -> str:
    """A share with two digits that count: ``0.23 %``, ``4.1 %``, ``37 %``."""
    return f"{100 * share:.2g}{PERCENT}"


def interval(low: float, high: float) -> str:
    """A yearly rate."""
    return f"{low:.2g}–{high:.2g} closures a year"


def together(network: Network, legs: Sequence[str]) -> str:
    """Legs shut by the same events: the first and the last."""
    return f"{name_of(network, legs[0])} to {name_of(network, legs[-1])}, {len(legs)} legs"


def named(events: Sequence[Closed]) -> str:
    """The events that are counted, each once, with its spells where it had several."""
    ids = [event.id for event in events if event.counted]
    return ", ".join(
        f"{name} in {ids.count(name)} spells" if ids.count(name) > 1 else name for name in dict.fromkeys(ids)
    )


def between(chance: tuple[float, float]) -> str:
    """An interval of shares."""
    return f"{percent(chance[0]).removesuffix(PERCENT)}–{percent(chance[1])}"


def record(
    events: Sequence[Closed],
    years: float,
    rate: tuple[float, float],
    chance: tuple[float, float] | None,
    exposed_h: float,
) -> str:
    """What the record of one thing allows."""
    earlier = ", ".join(f"{event.id} ({event.start})" for event in events if not event.counted)
    before = f"; not counted, outside those years: {earlier}" if earlier else ""
    if chance is None:
        return f"no closure on record in {years:.1f} years: {interval(*rate)}{before}"
    count = sum(event.counted for event in events)
    return (
        f"{count} closure{'s' if count > 1 else ''} in {years:.1f} years ({named(events)}): {interval(*rate)}, "
        f"{between(chance)} a trip, open to one for {exposed_h / HOURS_PER_DAY:.1f} days{before}"
    )


_ENDS: dict[Verdict, str] = {
    "stays best": "it stays best",
    "hangs on your belief": "it hangs on your belief",
    "the other is better": "the other is better by the record itself",
}


def belief(exposure: Exposure, other: str, share: float | None, verdict: Verdict) -> str:
    """What one would have to believe."""
    if verdict == "no other way":
        return "nothing else leads there: no strength of your belief changes the way"
    if verdict == "costs the same":
        return f"{other} costs the same: it takes no belief to go there"
    if share is None:
        return f"no strength of your belief makes {other} better: a closure costs no more than going there at once"
    if exposure.per_trip is None:
        most = per_trip(exposure.yearly_rate[1], exposure.exposed_h)
        allows = f"no closure on record leaves room for your belief up to {percent(most)}"
    else:
        allows = f"the record ({named(exposure.events)}) allows {between(exposure.per_trip)}"
    return (
        f"this way stays best unless it is your belief that a closure is likelier than {percent(share)} a trip (then "
        f"{other}); {allows}: {_ENDS[verdict]}"
    )
