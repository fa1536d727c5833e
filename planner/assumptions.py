"""What an answer owes to the break of gauge, whose time and price are assumptions: its weight, and whether it decides."""

from collections.abc import Sequence

from corridors.itinerary import GaugeWeight, HandlingStep, Itinerary
from planner.objectives import carbon_usd, delay_usd
from planner.query import Query


def gauge_weight(itineraries: Sequence[Itinerary], query: Query) -> GaugeWeight | None:
    """The weight of all changes of gauge on the ways shown; None where no way has one.

    The assumption is moved to its low and to its high end for all ways at once, and the ways are ranked again by the
    objective of the query.
    """
    if not any(_changes(item) for item in itineraries):
        return None
    return GaugeWeight(
        shares_of_time=tuple(_share(item, "time_h") for item in itineraries),
        shares_of_cost=tuple(_share(item, "cost_usd") for item in itineraries),
        best=_best(itineraries, query, "typical"),
        best_at_low=_best(itineraries, query, "low"),
        best_at_high=_best(itineraries, query, "high"),
    )


def sentence(weight: GaugeWeight, itineraries: Sequence[Itinerary]) -> str:
    """The weight in words, for a reader."""
    changed = [item for item in itineraries if _changes(item)]
    step = _changes(changed[0])[0]
    hours, dollars = step.time_h, step.cost_usd
    times = [share for share in weight.shares_of_time if share]
    costs = [share for share in weight.shares_of_cost if share]
    known = (
        "assumed" if all(change.basis == "assumed" for item in changed for change in _changes(item)) else "estimated"
    )
    ends = []
    for end, best in (("low", weight.best_at_low), ("high", weight.best_at_high)):
        stays = "the first way stays first" if best == 1 else f"way {best} stays the best"
        stays = stays if best == weight.best else f"way {best} is the best"
        ends.append(f"at its {end} end {stays}")
    return (
        f"A change of gauge is {known}: {hours.typical:.0f} h ({hours.low:.0f}–{hours.high:.0f}) and USD"
        f" {dollars.typical:.0f} ({dollars.low:.0f}–{dollars.high:.0f}) each. It makes {_span(times)} of the time and"
        f" {_span(costs)} of the money of the ways that have one; {', '.join(ends)}."
    )


def _span(shares: Sequence[float]) -> str:
    low, high = min(shares, default=0.0), max(shares, default=0.0)
    return f"{high:.0%}" if f"{low:.0%}" == f"{high:.0%}" else f"{low:.0%} to {high:.0%}"


def _changes(item: Itinerary) -> list[HandlingStep]:
    return [step for step in item.steps if isinstance(step, HandlingStep) and step.type == "gauge_change"]


def _share(item: Itinerary, measure: str) -> float:
    whole: float = getattr(item, measure).typical
    part: float = sum(getattr(step, measure).typical for step in _changes(item))
    return part / whole if whole else 0.0


def _best(itineraries: Sequence[Itinerary], query: Query, end: str) -> int:
    """The rank of the way that is best when every change of gauge takes this end of its range."""

    def weight(item: Itinerary) -> float:
        hours = item.time_h.typical + sum(getattr(step.time_h, end) - step.time_h.typical for step in _changes(item))
        dollars = item.cost_usd.typical + sum(
            getattr(step.cost_usd, end) - step.cost_usd.typical for step in _changes(item)
        )
        by = {
            "time": hours,
            "cost": dollars,
            "distance": item.distance_km,
            "emissions": item.co2e_kg.typical,
            "generalised": dollars + delay_usd(hours, query) + carbon_usd(item.co2e_kg.typical, query),
        }
        return float(by[query.by])

    return min(itineraries, key=lambda item: (weight(item), item.rank)).rank
