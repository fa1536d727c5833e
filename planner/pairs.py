"""Many pairs of places under several variants: totals, losers and winners, and who is cut off."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from corridors.errors import DataError, Problem, UsageError
from corridors.itinerary import EndPoint
from corridors.units import HOURS_PER_DAY
from planner.comparison import Column, Comparison, Stage


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two places and how much goes between them."""

    origin: str
    destination: str
    weight: float = 1.0


class PairMove(msgspec.Struct, frozen=True, kw_only=True):
    """What a variant does to a pair, beside the base."""

    origin: EndPoint
    destination: EndPoint
    weight: float
    time_h: float
    cost_usd: float
    generalised_usd: float
    """Money and time, at the value of time: what losers and winners are ranked by."""


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """A variant over all pairs: weighted sums over the pairs that have a way under every variant."""

    label: str
    time_h: float
    cost_usd: float
    co2e_kg: float
    distance_km: float
    losers: tuple[PairMove, ...]
    winners: tuple[PairMove, ...]
    same: int
    cut_off: tuple[str, ...]
    """Pairs without a way here that have one in the base."""
    joined: tuple[str, ...]
    """Pairs with a way here that have none in the base."""


class PairsComparison(msgspec.Struct, frozen=True, kw_only=True):
    """Many pairs under all variants."""

    schema: str = "landbridge/pairs-comparison/1"
    data_version: str
    data_as_of: dt.date
    money_year: int
    pairs: int
    counted: int
    """Pairs that have a way under every variant."""
    sums: tuple[Sum, ...]
    comparisons: tuple[Comparison, ...]


def over_pairs(staged: Stage, pairs: Sequence[Pair], asked: Mapping[str, Any]) -> PairsComparison:
    """Every pair under every variant, with totals, losers and winners.

    Raises:
        DataError: with every pair whose places are unknown.
    """
    problems: list[Problem] = []
    found: list[tuple[Pair, Comparison]] = []
    for number, pair in enumerate(pairs, start=2):
        try:
            found.append((pair, staged.ask(pair.origin, pair.destination, asked)))
        except UsageError as error:
            problems.append(
                Problem(
                    file="--pairs", record=f"row {number}", field="", value=f"{pair.origin} to {pair.destination}",
                    rule=error.what, remedy=error.remedy or "mend the row",
                )
            )  # fmt: skip
    if problems:
        raise DataError(tuple(problems), where="--pairs")
    whole = [(pair, each) for pair, each in found if all(column.time_h is not None for column in each.columns)]
    labels = [each.label for each, _, _ in staged.columns]
    settings = staged.base.settings
    return PairsComparison(
        data_version=staged.base.version, data_as_of=settings.as_of, money_year=settings.money_year, pairs=len(found),
        counted=len(whole), sums=tuple(_sum(label, number, found, whole) for number, label in enumerate(labels)),
        comparisons=tuple(each for _, each in found),
    )  # fmt: skip


def _sum(
    label: str, number: int, found: Sequence[tuple[Pair, Comparison]], whole: Sequence[tuple[Pair, Comparison]]
) -> Sum:
    def total(measure: Callable[[Column], float]) -> float:
        return sum(pair.weight * measure(each.columns[number]) for pair, each in whole)

    moves = [_move(pair, each, number) for pair, each in found if each.columns[number].differs is not None]
    names = {id(each): f"{each.query.origin.name}–{each.query.destination.name}" for _, each in found}
    open_here = [(names[id(each)], _has_way(each.columns[number]), _has_way(each.columns[0])) for _, each in found]
    return Sum(
        label=label,
        time_h=total(lambda column: column.time_h.typical if column.time_h else 0.0),
        cost_usd=total(lambda column: column.cost_usd.typical if column.cost_usd else 0.0),
        co2e_kg=total(lambda column: column.co2e_kg.typical if column.co2e_kg else 0.0),
        distance_km=total(lambda column: column.distance_km or 0.0),
        losers=tuple(sorted((m for m in moves if m.generalised_usd > 0.5), key=lambda m: -m.generalised_usd)),  # noqa: PLR2004 - half a dollar
        winners=tuple(sorted((m for m in moves if m.generalised_usd < -0.5), key=lambda m: m.generalised_usd)),  # noqa: PLR2004 - as above
        same=sum(1 for move in moves if abs(move.generalised_usd) <= 0.5),  # noqa: PLR2004 - as above
        cut_off=tuple(name for name, here, base in open_here if base and not here),
        joined=tuple(name for name, here, base in open_here if here and not base),
    )


def _has_way(column: Column) -> bool:
    return column.time_h is not None


def _move(pair: Pair, comparison: Comparison, number: int) -> PairMove:
    differs, query = comparison.columns[number].differs, comparison.query
    assert differs is not None, "only columns that differ move"
    delay = differs.time_h / HOURS_PER_DAY * query.value_of_time_usd_per_day * query.cargo.teu
    return PairMove(
        origin=query.origin, destination=query.destination, weight=pair.weight, time_h=differs.time_h,
        cost_usd=differs.cost_usd, generalised_usd=differs.cost_usd + delay,
    )  # fmt: skip


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a CSV file with the columns from, to and, if wanted, weight.

    Raises:
        DataError: with every row that is broken.
    """
    from corridors.tables import read_csv  # noqa: PLC0415 - one pair needs no file

    problems: list[Problem] = []
    pairs: list[Pair] = []

    def bad(line: int, field: str, value: str, rule: str, remedy: str) -> None:
        problems.append(
            Problem(file=f"{path}:{line}", record="row", field=field, value=value, rule=rule, remedy=remedy)
        )

    for line, row in read_csv(path, problems):
        before = len(problems)
        for field in row.keys() - {"from", "to", "weight"}:
            bad(line, field, row[field], "unknown column", "columns are from, to and weight")
        for field in ("from", "to"):
            if field not in row:
                bad(line, field, "", "is missing", "name a place")
        weight = row.get("weight", "1")
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", weight) is None or float(weight) <= 0:
            bad(line, "weight", weight, "is no weight", "give a number above zero")
        if len(problems) == before:
            pairs.append(Pair(origin=row["from"], destination=row["to"], weight=float(weight)))
    if not pairs and not problems:
        bad(1, "", "", "holds no pair", "a head from,to,weight and a row a pair")
    if problems:
        raise DataError(tuple(problems), where="--pairs")
    return pairs
