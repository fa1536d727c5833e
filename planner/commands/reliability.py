"""``landbridge reliability``: how sure the ways of a journey are."""

import re
from pathlib import Path
from typing import Any

import click

from corridors.errors import UsageError
from corridors.network import load
from corridors.units import HOURS_PER_DAY
from planner.commands.journey import journey
from planner.commands.output import emit
from planner.query import ask
from planner.report import pretty_json

MOST_DAYS = 3650.0
LEAST_DRAWS = 100
"""Fewer tell no error."""
MOST_DRAWS = 1_000_000
MOST_WORKERS = 64
MOST_SEED = 2**64 - 1


@journey
@click.command(name="reliability")
@click.option("--within", metavar="TIME", help="Chance to arrive within this time, as 30d or 720h.")
@click.option("--draws", type=int, default=10_000, show_default=True, metavar="N", help="How many draws.")
@click.option(
    "--seed", type=int, default=1, show_default=True, metavar="S", help="Which draws: the same seed, the same digits."
)
@click.option(
    "--workers",
    type=int,
    default=1,
    show_default=True,
    metavar="W",
    help="Processes; the digits are the same for any number.",
)
@click.option("--no-closures", is_flag=True, help="Leave the closures on record out.")
@click.option(
    "--incidents",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Closures of your own, beside those on record: a CSV file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print landbridge/reliability/1 JSON.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    origin: str,
    destination: str,
    data: Path | None,
    within: str | None,
    draws: int,
    seed: int,
    workers: int,
    incidents: Path | None,
    *,
    no_closures: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Say how sure the ways FROM one place TO another are: median and 90th percentile, chances, and which wins how often."""
    within_h = None if within is None else hours_of(within, "--within", "to arrive within")
    whole_number("--draws", draws, LEAST_DRAWS, MOST_DRAWS)
    whole_number("--seed", seed, 0, MOST_SEED)
    whole_number("--workers", workers, 1, MOST_WORKERS)
    if no_closures and incidents is not None:
        raise UsageError(
            what="--no-closures leaves out what --incidents would bring in", where="--no-closures and --incidents",
            why="own closures are counted with those on record", remedy="drop one of the two",
        )  # fmt: skip
    network = load(data)
    query = ask(network, origin, destination, **asked)
    from planner.sure.reliability import reliability  # noqa: PLC0415 - numpy is slow to import: only a sound question pays
    from planner.sure.table import text  # noqa: PLC0415 - as above
    from planner.threat.own import read  # noqa: PLC0415 - as above

    found = reliability(
        network, query, within_h=within_h, draws=draws, seed=seed, workers=workers, closures=not no_closures,
        own=() if incidents is None else read(incidents, network),
    )  # fmt: skip
    emit(pretty_json(found) if as_json else text(found, network))


def hours_of(spelled: str, option: str, use: str) -> float:
    """A time as typed, in hours.

    Raises:
        UsageError: for what is no time, or none that makes sense.
    """
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(d|h|)", spelled.strip())
    hours = 0.0 if match is None else float(match[1]) * (1.0 if match[2] == "h" else HOURS_PER_DAY)
    if not 0.0 < hours <= MOST_DAYS * HOURS_PER_DAY:
        raise UsageError(
            what=f"{option} {spelled} is not a time {use}", where=option,
            why=f"it must be above 0 and at most {MOST_DAYS:g} days", remedy=f"for example {option} 30d",
        )  # fmt: skip
    return hours


def whole_number(option: str, value: int, low: int, high: int) -> None:
    """Refuse a number out of range.

    Raises:
        UsageError: where it is.
    """
    if not low <= value <= high:
        raise UsageError(
            what=f"{option} {value} is out of range", where=option, why=f"it must lie between {low} and {high}",
            remedy=f"give a number from {low} to {high}",
        )  # fmt: skip
