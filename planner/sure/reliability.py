"""Draws the ways of a plan and says how sure each is, which wins how often, and what waiting to choose is worth."""

import hashlib
from collections.abc import Sequence

import numpy as np

from corridors.itinerary import Itinerary, LegStep, Plan, Step
from corridors.network import Network
from planner import words
from planner.objectives import delay_usd
from planner.plan import plan
from planner.query import Query
from planner.sure.answer import ClosureNote, Estimate, Regimes, Reliability, Spread, WaySure
from planner.sure.causes import Closure, Modelled, Term, modelled
from planner.sure.draws import Drawn, drawn, parts, waited
from planner.sure.shapes import Shape
from planner.sure.streams import Floats
from planner.threat.ledger import Ledger, Own
from planner.threat.rates import yearly

CURVE = (0.01, *(share / 20 for share in range(1, 20)), 0.99)
UNITS = {"time": "h", "cost": "USD"}

METHOD = tuple(
    """\
Chances hold under your belief that the records' ranges are right: low, typical and high are the 10th percentile, the median and the 90th.
Each figure is a lognormal through median and 90th percentile, bent below the median to go through the 10th; no range, no spread. A ferry that leaves when full is waited for with a gamma of that median and 90th percentile, a line with a headway evenly over it.
Steps of one cause (running in one mode, one kind of handling, waits for one mode or line) move together, over all ways; a border hangs in equal parts on its two countries, each in the week the goods are there. Time and money are drawn apart.
The median of a sum of skewed figures lies above the sum of their medians, which route prints as typical.
Closures enter only where events on record support them: the yearly rate from the interval of their count, the length from those on record, a day of closure waited out; goods set out while the way is open.
± is one standard error of the number of draws; a draw is the same for all ways.""".splitlines()
)


def reliability(  # noqa: PLR0913 - one parameter an option of the command line
    network: Network,
    query: Query,
    *,
    within_h: float | None = None,
    draws: int = 10_000,
    seed: int = 1,
    workers: int = 1,
    closures: bool = True,
    own: Sequence[Own] = (),
) -> Reliability:
    """How sure the ways of a question are.

    Raises:
        NoRouteError: where nothing leads from origin to destination.
    """
    answer = plan(network, query)
    ends = frozenset(network.places[end].country for end in (query.origin, query.destination))
    ledger = Ledger(network, ends, own) if closures else None
    ways = [modelled(network, item, ledger) for item in answer.itineraries]
    found = drawn(ways, draws=draws, seed=seed, workers=workers)
    time = found.time_h + found.closed_h
    money = {"time": time, "cost": found.cost_usd}.get(query.by, found.cost_usd + delay_usd(1.0, query) * time)
    firsts = [_winners(measure) for measure in (time, found.cost_usd, money)]
    every = zip(answer.itineraries, ways, strict=True)
    return Reliability(
        data_version=answer.data_version,
        data_as_of=answer.data_as_of,
        query=answer.query,
        draws=draws,
        seed=seed,
        within_h=within_h,
        ways=tuple(
            _way(network, item, way, _row(found, row), [share[row] for share in firsts], within_h, seed)
            for row, (item, way) in enumerate(every)
        ),
        spreads=_spreads(network, answer, ways[0], draws=draws, seed=seed, workers=workers),
        regimes=_regimes(answer, query, time, money, within_h),
        curve_shares=CURVE,
        digest=digest(found),
        observed="" if ledger is None else _observed(ledger),
        method=METHOD,
    )


def digest(found: Drawn) -> str:
    """A fingerprint of all drawn numbers, to the last digit."""
    seen = hashlib.blake2b(digest_size=16)
    for part in found:
        seen.update(np.ascontiguousarray(part, dtype="<f8").tobytes())
    return seen.hexdigest()


def quantile(values: Floats, share: float) -> Estimate:
    """A percentile; its error is half the distance between the order statistics one standard error of the count away."""
    ordered = np.sort(values)
    count = len(ordered)
    off = float(np.sqrt(count * share * (1 - share)))
    low, middle, high = (
        ordered[min(count - 1, max(0, round(rank)))] for rank in (count * share - off, (count - 1) * share, count * share + off)
    )  # fmt: skip
    return Estimate(float(middle), float(high - low) / 2)


def share_of(hits: Floats) -> Estimate:
    """How often something holds; half a hit more on either side, so that what never happened is not taken as certain."""
    count = len(hits)
    near = (float(np.sum(hits)) + 0.5) / (count + 1)
    return Estimate(float(np.mean(hits)), float(np.sqrt(near * (1 - near) / count)))


def mean(values: Floats) -> Estimate:
    """The mean."""
    return Estimate(float(np.mean(values)), float(np.std(values) / np.sqrt(len(values))))


def _row(found: Drawn, row: int) -> Drawn:
    return Drawn(*(part[row] for part in found))


def _winners(measure: Floats) -> list[Estimate]:
    """How often each way has the least of a measure; a tie goes to the way that stands first."""
    first = np.argmin(measure, axis=0)
    return [share_of((first == row).astype(np.float64)) for row in range(len(measure))]


def _within(time: Floats, within_h: float | None) -> Estimate | None:
    return None if within_h is None else share_of((time <= within_h).astype(np.float64))


def _way(  # noqa: PLR0913, PLR0917 - what a way's record is made of
    network: Network,
    item: Itinerary,
    way: Modelled,
    found: Drawn,
    wins: list[Estimate],
    within_h: float | None,
    seed: int,
) -> WaySure:
    time = found.time_h + found.closed_h
    return WaySure(
        rank=item.rank,
        id=item.id,
        title=words.title(network, item),
        labels=item.labels,
        route_time_h=item.time_h,
        p10_time_h=quantile(time, 0.1),
        p50_time_h=quantile(time, 0.5),
        p90_time_h=quantile(time, 0.9),
        p90_time_h_without_closures=quantile(found.time_h, 0.9),
        p50_cost_usd=quantile(found.cost_usd, 0.5),
        p90_cost_usd=quantile(found.cost_usd, 0.9),
        within=_within(time, within_h),
        within_without_closures=_within(found.time_h, within_h),
        fastest=wins[0],
        cheapest=wins[1],
        best=wins[2],
        closures=tuple(_note(closure, seed, len(time)) for closure in way.closures),
        curve_h=tuple(float(hours) for hours in np.quantile(time, CURVE)),
    )


def _note(closure: Closure, seed: int, draws: int) -> ClosureNote:
    waits = np.concatenate([waited(closure, seed, part) for part in parts(draws)])
    return ClosureNote(
        legs=closure.legs,
        events=tuple(dict.fromkeys(spell.id for spell in closure.spells)),
        years=closure.years,
        yearly_rate=yearly(len(closure.spells), closure.years),
        waits=share_of((waits > 0).astype(np.float64)),
    )


# --- what spreads weigh, and what waiting to choose is worth ---------------------------------------------------------


def _spreads(  # noqa: PLR0913 - how the draws are made
    network: Network, answer: Plan, best: Modelled, *, draws: int, seed: int, workers: int
) -> tuple[Spread, ...]:
    """The best way drawn again for each of its causes with that cause held at its typical values, widest effect first."""
    steps = answer.itineraries[0].steps
    groups: dict[str, list[int]] = {}
    for number, term in enumerate(best.time):
        if term.causes:
            groups.setdefault(_spread_name(network, steps[number]), []).append(number)
    held = [best._replace(time=_held(best.time, members), cost=()) for members in groups.values()]
    if not held:
        return ()
    found = drawn(held, draws=draws, seed=seed, workers=workers)
    spreads = [
        Spread(
            cause=cause,
            steps=tuple(_where(network, steps[number]) for number in members),
            typical_h=sum(steps[number].time_h.typical for number in members),
            p90_time_h_without=quantile(found.time_h[row] + found.closed_h[row], 0.9),
        )
        for row, (cause, members) in enumerate(groups.items())
    ]
    return tuple(sorted(spreads, key=lambda spread: spread.p90_time_h_without.value))


def _held(terms: Sequence[Term], members: Sequence[int]) -> tuple[Term, ...]:
    return tuple(
        Term(Shape("constant", *(term.shape.typical,) * 3), ()) if number in members else term
        for number, term in enumerate(terms)
    )


def _spread_name(network: Network, step: Step) -> str:
    if isinstance(step, LegStep):
        return f"running by {step.mode}"
    if step.type == "border":
        return f"border {_where(network, step)}"
    if step.type == "wait":
        service = network.services.get(step.between[-1])
        waited_for = step.between[-1] if service is None else service.name
        return f"wait for {waited_for}" if service is None else f"wait for {waited_for} at {_where(network, step)}"
    return words.HANDLING_WORDS[step.type]


def _where(network: Network, step: Step) -> str:
    if isinstance(step, LegStep):
        return f"{network.places[step.start].name} → {network.places[step.end].name}"
    posts = (step.place, *step.between[-1:]) if step.type == "border" else (step.place,)
    return " → ".join(network.places[post].name for post in posts)


def _regimes(answer: Plan, query: Query, time: Floats, measure: Floats, within_h: float | None) -> Regimes:
    means = measure.mean(axis=1)
    row = int(np.argmin(means))
    chosen = measure.min(axis=0)
    return Regimes(
        objective=query.by if query.by in UNITS else "generalised",
        unit=UNITS.get(query.by, "USD"),
        committed_rank=answer.itineraries[row].rank,
        committed_mean=mean(measure[row]),
        chosen_mean=mean(chosen),
        value_of_waiting=mean(measure[row] - chosen),
        committed_within=_within(time[row], within_h),
        chosen_within=_within(time.min(axis=0), within_h),
    )


def _observed(ledger: Ledger) -> str:
    seen = ledger.watched
    return f"closures of {seen.start} to {seen.end}, {seen.years:.1f} years: {seen.reason}"
