"""Weights of a large graph: whole numbers inside, so that sums are exact and equal on every engine."""

import math

import numpy as np
import numpy.typing as npt

from corridors.errors import DataError, Problem, UsageError

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]

CLOSED: int = 2**63 - 1
"""The units of an arc that may not be used."""
UNREACHED = -1
"""The distance of a pair that no way joins."""
EXACT = 2**53
"""Sums below this are exact in SciPy, which counts in floating point."""
FINEST = 10**6
"""The finest scale chosen without being asked: millionths, as in the rest of the planner."""
HIERARCHY_LIMIT = 2**31 - 1
"""Contraction hierarchies cannot tell this weight, or a heavier one, from no way at all."""
MOST_TOLD = 20
"""How many bad rows a message lists."""


def as_weights(values: npt.ArrayLike, count: int, origin: str = "weights") -> Real:
    """Weights as floating-point numbers, one an arc; infinite ones stand for closed arcs.

    Raises:
        DataError: naming the rows whose weight is no number or is negative.
        UsageError: where there are too many or too few.
    """
    try:
        weights = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise UsageError(
            what="the weights are no numbers", where=origin, why=str(error), remedy="give one number for each arc"
        ) from error
    if weights.shape != (count,):
        raise UsageError(
            what=f"{count} arcs have weights of shape {weights.shape}",
            where=origin,
            remedy="give one number for each arc, in the order of the arcs",
        )
    refuse(
        np.flatnonzero(~(weights >= 0)),
        weights,
        field="weight",
        rule="a weight is a number from 0 on, or infinite for a closed arc",
        origin=origin,
    )
    return weights


def refuse(rows: npt.NDArray[np.intp], values: npt.NDArray[np.generic], *, field: str, rule: str, origin: str) -> None:
    """Refuse the rows given, naming the first of them; rows count from 0.

    Raises:
        DataError: where there is any.
    """
    if not len(rows):
        return
    told = [
        Problem(
            file=origin,
            record=f"row {row}",
            field=field,
            value=str(values[row]),
            rule=rule,
            remedy="mend the row or leave it out",
        )
        for row in rows[:MOST_TOLD].tolist()
    ]
    if len(rows) > MOST_TOLD:
        told.append(
            Problem(file=origin, record=f"{len(rows) - MOST_TOLD} more rows", field="", value="", rule=rule, remedy="")
        )
    raise DataError(tuple(told), where=origin)


def heaviest_path(weights: Real, tail: Whole, head: Whole, node_count: int) -> float:
    """An upper bound on the weight of every path without a cycle: it leaves each node once at most."""
    usable = np.isfinite(weights) & (tail != head)
    most = np.zeros(node_count)
    np.maximum.at(most, tail[usable], weights[usable])
    return float(most.sum())


def choose_scale(weights: Real, heaviest: float) -> int:
    """Units to one: 1 where all weights are whole, else the finest power of ten that the hierarchies can count in."""
    usable = weights[np.isfinite(weights)]
    if bool((usable == np.rint(usable)).all()):
        return 1
    scale = FINEST
    while scale > 1 and heaviest * scale >= HIERARCHY_LIMIT:
        scale //= 10
    return scale


def to_units(weights: Real, scale: int) -> Whole:
    """Weights in whole units, each rounded to the nearest; ``CLOSED`` for infinite ones.

    Raises:
        UsageError: where a weight is too large to be summed exactly.
    """
    usable = np.isfinite(weights)
    every = bool(usable.all())
    scaled = weights * scale if every else np.where(usable, weights, 0.0) * scale
    np.rint(scaled, out=scaled)
    heaviest = float(scaled.max()) if scaled.size else 0.0
    if heaviest >= EXACT:
        raise UsageError(
            what=f"a weight of {heaviest / scale:g} has more than 2^53 units at a scale of {scale}",
            why="sums would no longer be exact",
            remedy="use a smaller scale, or weights in a larger unit",
        )
    units = scaled.astype(np.int64)
    if not every:
        units[~usable] = CLOSED
    return units


def heaviest_units(units: Whole) -> int:
    """The units of the heaviest arc that is not closed."""
    heaviest = int(units.max()) if units.size else 0
    return int(units[units != CLOSED].max(initial=0)) if heaviest == CLOSED else heaviest


def checked_scale(scale: object) -> int:
    """A scale itself, if it is one.

    Raises:
        UsageError: for anything but a whole number from 1 on.
    """
    if isinstance(scale, bool) or not isinstance(scale, int) or scale < 1:
        raise UsageError(
            what=f"{scale!r} is not a scale", remedy="whole units to one: a whole number from 1 on, as 1000"
        )
    return scale


def checked_share(name: str, value: float, *, least: float = 0.0, most: float = math.inf) -> float:
    """A share or factor itself, if it lies between its bounds.

    Raises:
        UsageError: where it does not, or is no number.
    """
    if not (math.isfinite(value) and least <= value <= most):
        bounds = f"from {least:g} on" if math.isinf(most) else f"from {least:g} to {most:g}"
        raise UsageError(what=f"{name} = {value!r} is out of bounds", remedy=f"a number {bounds}")
    return value
