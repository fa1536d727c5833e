"""``landbridge matrix``: many journeys at once, as a table."""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import click

from corridors.errors import UsageError
from corridors.network import Network, load
from planner.commands.journey import journey
from planner.many.distances import Pair
from planner.many.matrix import cells, question
from planner.many.pairs import listed, product, table
from planner.many.sheets import (
    FORMATS,
    SHEETS,
    check_parquet,
    digest_of,
    done_before,
    opened,
    row_of,
    write_parquet,
    write_text,
)

TELL_EVERY_S = 0.2


@partial(journey, without=("origin", "destination", "alternatives", "via", "corridor"))
@click.command(name="matrix")
@click.argument("origins", metavar="[ORIGINS", required=False)
@click.argument("destinations", metavar="DESTINATIONS]", required=False)
@click.option("--pairs", metavar="FILE", help="A CSV of pairs, origin,destination; - for standard input.")
@click.option("--weights-only", is_flag=True, help="Fill only status and weight: much faster.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of --output, else csv.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Default, and -: standard output."
)
@click.option("--resume", is_flag=True, help="Go on with the rows that --output holds already.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    origins: str | None,
    destinations: str | None,
    pairs: str | None,
    form: str | None,
    output: Path | None,
    data: Path | None,
    *,
    weights_only: bool,
    as_json: bool,
    resume: bool,
    **asked: Any,
) -> None:
    """The best way of every pair: one row each, with time, cost, emissions, distance and what it crosses.

    ORIGINS and DESTINATIONS are names between commas, or between semicolons, or files with one name a line; without
    DESTINATIONS the origins stand on both sides. A single - reads pairs from standard input.
    """
    output = None if output == Path("-") else output
    form = "json" if as_json else form or _ending(output)
    if form == "parquet":
        check_parquet()
    if output is None and (resume or form == "parquet"):
        raise UsageError(
            what=f"{'--resume' if resume else '--format parquet'} needs --output", where="--output",
            why="standard output can neither be read nor sought in", remedy="--output FILE",
        )  # fmt: skip
    network = load(data)
    if asked["scenario"]:
        from corridors.scenarios import stage  # noqa: PLC0415 - most questions name none

        network, asked["scenario"] = stage(network, asked["scenario"], on=asked.get("on"))
    wanted = _wanted(network, origins, destinations, pairs)
    query = question(network, **asked)
    digest = digest_of(network, query, weights_only=weights_only)
    whole, before = done_before(output, form, digest, wanted) if resume and output is not None else ("", [])
    left = wanted[len(before) :]
    with _interruptible() as stopped:

        def rows() -> Iterator[dict[str, Any]]:
            for cell in cells(network, query, left, weights_only=weights_only):
                if stopped:
                    raise KeyboardInterrupt
                yield row_of(cell, digest)

        if output is None:
            _told(write_text(sys.stdout.buffer, SHEETS[form], rows(), done=0, whole=""), len(wanted))
        elif form == "parquet":
            _told(write_parquet(output, before, rows()), len(wanted))
        else:
            with opened(output, whole) as file:
                _told(write_text(file, SHEETS[form], rows(), done=len(before), whole=whole), len(wanted))


def _ending(output: Path | None) -> str:
    ending = output.suffix.lower().removeprefix(".") if output is not None else "csv"
    return ending if ending in FORMATS else "csv"


def _wanted(network: Network, origins: str | None, destinations: str | None, pairs: str | None) -> list[Pair]:
    if pairs is None and origins is not None and destinations is None and (origins == "-" or origins.endswith(".csv")):
        origins, pairs = None, origins
    if (pairs is None) == (origins is None):
        raise UsageError(
            what="name origins and destinations, or pairs", where="ORIGINS, DESTINATIONS and --pairs",
            why="one of the two says which journeys are asked for",
            remedy="landbridge matrix 'Moscow,Tashkent' 'Mumbai,Karachi', or landbridge matrix --pairs FILE.csv",
        )  # fmt: skip
    if pairs is None:
        assert origins is not None, "one of the two is there"
        starts = listed(network, origins, "ORIGINS")
        return product(starts, starts if destinations is None else listed(network, destinations, "DESTINATIONS"))
    if pairs == "-":
        return table(network, sys.stdin.buffer.read(), "standard input")
    try:
        content = Path(pairs).read_bytes()
    except (OSError, ValueError) as error:
        raise UsageError(
            what=f"cannot read {pairs}", where="--pairs", why=getattr(error, "strerror", None) or str(error),
            remedy="name a CSV file of pairs, or - for standard input",
        ) from None  # fmt: skip
    return table(network, content, pairs)


@contextmanager
def _interruptible() -> Iterator[list[int]]:
    """Let a first Ctrl-C end the work between two rows: the list is filled. A second one ends it at once."""
    stopped: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return

    def stop(number: int, _frame: FrameType | None) -> None:
        if stopped:
            raise KeyboardInterrupt
        stopped.append(number)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _told(progress: Iterator[int], total: int) -> None:
    """Run to the end; on a terminal say how far it is."""
    shows = sys.stderr.isatty()
    begun = told = time.monotonic()
    done = 0
    try:
        for done in progress:
            now = time.monotonic()
            if shows and (now - told >= TELL_EVERY_S or done == total):
                told = now
                left = (now - begun) / done * (total - done)
                sys.stderr.write(f"\r{done:,} of {total:,} pairs, {left:,.0f} s left \x1b[K")
                sys.stderr.flush()
    finally:
        if shows and done:
            sys.stderr.write("\n")
