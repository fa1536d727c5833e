"""How sure an answer is, as text for a terminal."""

from collections.abc import Iterator, Sequence

from corridors.network import Network
from corridors.units import HOURS_PER_DAY
from planner import words
from planner.layout import Row, aligned, wrapped
from planner.sure.answer import ClosureNote, Estimate, Reliability, WaySure

CURVE_WIDTH = 60
LEVELS = " ▁▂▃▄▅▆▇█"
MOST_LEGS = 3


def text(found: Reliability, network: Network) -> str:
    """The ways side by side, their curves, what spreads and closures do, and the two regimes."""
    lines = [*wrapped("", _question(found), 0), f"data {found.data_version}, as of {found.data_as_of}"]
    lines += [*wrapped("", found.method[0], 0), ""]
    rows = [head_of(found), *(row_of(found, way) for way in found.ways)]
    lines += aligned(rows, right=frozenset(range(2, len(rows[0]))))
    lines += ["", *_curves(found.ways)]
    lines += ["", *_spreads(found)]
    lines += ["", *_closures(found, network)]
    lines += ["", *_regimes(found), ""]
    for sentence in found.method[1:]:
        lines += wrapped("", sentence, 0)
    return "\n".join(lines) + "\n"


def days(hours: float) -> str:
    """Hours as days with a decimal."""
    return f"{hours / HOURS_PER_DAY:.1f}"


def estimate_days(found: Estimate) -> str:
    """Hours as days, with their error."""
    return f"{days(found.value)} ±{found.error / HOURS_PER_DAY:.1f}"


def percent(found: Estimate | None) -> str:
    """A share as per cent, with its error."""
    return "" if found is None else f"{found.value:.1%} ±{found.error:.1%}"


def _question(found: Reliability) -> str:
    asked = found.query
    within = "" if found.within_h is None else f" · within {found.within_h / HOURS_PER_DAY:g} days"
    return (
        f"{asked.origin.name} ({asked.origin.country}) → {asked.destination.name} ({asked.destination.country})"
        f" · on {asked.on}{within} · {found.draws:,} draws, seed {found.seed}"
    )


def head_of(found: Reliability) -> Row:
    """The head of the ways side by side."""
    within = () if found.within_h is None else (f"≤ {found.within_h / HOURS_PER_DAY:g} d",)
    return ("#", "way", "route, days", "P50 days", "P90 days", "no closures", *within, "P90 USD", "fastest", "cheapest",
            "best")  # fmt: skip


def row_of(found: Reliability, way: WaySure) -> Row:
    """A way: the cells below ``head_of``."""
    within = () if found.within_h is None else (percent(way.within),)
    usd = f"{way.p90_cost_usd.value:,.0f} ±{way.p90_cost_usd.error:,.0f}"
    return (
        str(way.rank), way.title, words.days(way.route_time_h), estimate_days(way.p50_time_h),
        estimate_days(way.p90_time_h), estimate_days(way.p90_time_h_without_closures), *within, usd,
        *(f"{share.value:.0%}" for share in (way.fastest, way.cheapest, way.best)),
    )  # fmt: skip


def _curves(ways: Sequence[WaySure]) -> Iterator[str]:
    first, last = min(way.curve_h[0] for way in ways), max(way.curve_h[-2] for way in ways)
    step = (last - first) / (CURVE_WIDTH - 1) or 1.0
    yield f"share arrived by the day, {days(first)} to {days(last)} (empty: none, █: all)"
    for way in ways:
        shares = (_arrived(way.curve_h, first + step * column) for column in range(CURVE_WIDTH))
        yield f"{way.rank:>2}  " + "".join(LEVELS[round(share * (len(LEVELS) - 1))] for share in shares)


def _arrived(curve: Sequence[float], hours: float) -> float:
    return sum(point <= hours for point in curve) / len(curve)


def _spreads(found: Reliability) -> Iterator[str]:
    if not found.spreads:
        return
    best = found.ways[0].p90_time_h
    yield f"P90 of way 1, {estimate_days(best)} days, were one cause of spread held at its typical value"
    rows: list[Row] = [("cause", "typical", "P90 days without its spread", "less")]
    for spread in found.spreads:
        without = spread.p90_time_h_without
        less = days(best.value - without.value)
        rows.append((spread.cause, words.span(spread.typical_h), estimate_days(without), less))
    yield from aligned(rows, right=frozenset({1, 2, 3}))


def _closures(found: Reliability, network: Network) -> Iterator[str]:
    if not found.observed:
        yield "closures left out: every chance holds under your belief that nothing closes"
        return
    notes = {(note.legs, note.events): note for way in found.ways for note in way.closures}
    ranks = {
        key: [way.rank for way in found.ways if key in {(n.legs, n.events) for n in way.closures}] for key in notes
    }
    if not notes:
        yield "no closure of these ways is on record: every chance holds under your belief that nothing closes"
    for key, note in notes.items():
        way = ", ".join(map(str, ranks[key]))
        yield from wrapped("", f"way {way}: {closure_line(note, network)}", 0)
    yield from wrapped("", found.observed, 0)


def closure_line(note: ClosureNote, network: Network) -> str:
    """A closure that the draws met, in a sentence."""
    names = [_leg(network, leg) for leg in note.legs[:MOST_LEGS]]
    more = f" and {len(note.legs) - MOST_LEGS} legs more" if len(note.legs) > MOST_LEGS else ""
    low, high = note.yearly_rate
    return (
        f"{', '.join(names)}{more} shut by {', '.join(note.events)}: {low:.2g}–{high:.2g} closures a year; "
        f"{percent(note.waits)} of trips wait one out"
    )


def _leg(network: Network, name: str) -> str:
    leg = network.legs[name]
    return f"{network.places[leg.start].name}–{network.places[leg.end].name} ({leg.mode})"


def _regimes(found: Reliability) -> Iterator[str]:
    two = found.regimes

    def worth(value: Estimate) -> str:
        return f"{two.unit} {value.value:,.0f} ±{value.error:,.0f}"

    within = "" if found.within_h is None else f"≤ {found.within_h / HOURS_PER_DAY:g} d"
    rows: list[Row] = [
        ("regime", f"mean {two.objective} cost" if two.unit == "USD" else "mean time", within),
        (f"way {two.committed_rank}, chosen in advance", worth(two.committed_mean), percent(two.committed_within)),
        ("chosen after seeing the draw", worth(two.chosen_mean), percent(two.chosen_within)),
        ("what waiting to choose is worth at most", worth(two.value_of_waiting), ""),
    ]
    yield from aligned(rows, right=frozenset({1, 2}))
