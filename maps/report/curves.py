"""Curves of arrival: the share of trips that have arrived by each day, a line a way."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from maps.report.parts import Svg

WIDTH, HEIGHT = 960, 360
LEFT, RIGHT, TOP, BOTTOM = 56, 310, 16, 44
INKS = ("#1d2b3a", "#cf4a00", "#1479cc", "#8f0f5c", "#1e6b4f", "#8a6d00", "#6b6f76")
DASHES = ("", "8 4", "2 3", "10 3 2 3", "5 5", "14 4", "1 5")
"""One a way, so that the lines stay apart without colour."""
FONT = 'font-family="sans-serif" font-size="12"'
MARKS = (0.5, 0.9)
TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MOST_TICKS = 12


class Curve(NamedTuple):
    """A way: its name, and the days by which the shares have arrived."""

    name: str
    days: Sequence[float]


def drawn(curves: Sequence[Curve], shares: Sequence[float]) -> Svg:
    """The curves of one question, P50 and P90 marked."""
    low = min(curve.days[0] for curve in curves)
    high = max(curve.days[-1] for curve in curves)
    step = next((tick for tick in TICKS if (high - low) / tick <= MOST_TICKS), TICKS[-1])
    first, last = low // step * step, (high // step + 1) * step

    def x(days: float) -> float:
        return LEFT + (days - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(share: float) -> float:
        return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Share of trips arrived" {FONT}>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for share in (0.0, 0.25, 0.5, 0.75, 0.9, 1.0):
        dash = ' stroke-dasharray="4 3"' if share in MARKS else ""
        ink = "#8b949c" if share in MARKS else "#dfe3e6"
        parts.append(f'<path d="M{LEFT} {y(share):.1f}H{WIDTH - RIGHT}" stroke="{ink}"{dash}/>')
        label = f"P{share * 100:.0f}" if share in MARKS else f"{share:.0%}"
        parts.append(f'<text x="{LEFT - 8}" y="{y(share) + 4:.1f}" text-anchor="end" fill="#3a4550">{label}</text>')
    for number in range(round((last - first) / step) + 1):
        day = first + number * step
        parts.append(f'<path d="M{x(day):.1f} {y(0):.1f}v5" stroke="#3a4550"/>')
        parts.append(f'<text x="{x(day):.1f}" y="{y(0) + 19:.1f}" text-anchor="middle" fill="#3a4550">{day:g}</text>')
    parts.append(
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 6}" text-anchor="middle" fill="#3a4550">days after setting out</text>'
    )
    for place, curve in reversed(list(enumerate(curves))):
        line = "L".join(f"{x(days):.1f} {y(share):.1f}" for days, share in zip(curve.days, shares, strict=True))
        parts.append(f'<path d="M{line}" fill="none" {_stroke(place)}/>')
    for place, curve in enumerate(curves):
        at, left = TOP + 14 + place * 22, WIDTH - RIGHT + 18
        parts.append(f'<path d="M{left} {at - 4}h30" fill="none" {_stroke(place)}/>')
        parts.append(f'<text x="{left + 38}" y="{at}" fill="#1b2430">{escape(_short(curve.name))}</text>')
    return Svg("".join([*parts, "</svg>"]))


def _stroke(place: int) -> str:
    dash = DASHES[place % len(DASHES)]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'stroke="{INKS[place % len(INKS)]}" stroke-width="{3 if place == 0 else 2}"{dashes}'


def _short(name: str, most: int = 40) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"
