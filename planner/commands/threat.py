"""``landbridge threat``: what a journey is exposed to, by the record and by your belief."""

from pathlib import Path
from typing import Any

import click

from corridors.errors import UsageError
from corridors.network import load
from planner.commands.journey import journey
from planner.commands.output import emit
from planner.commands.reliability import hours_of
from planner.query import ask
from planner.report import pretty_json


@journey
@click.command(name="threat")
@click.option(
    "--delay",
    metavar="TIME",
    help="What a closure costs: waiting this long, as 10d; default: setting out again by the best way round it.",
)
@click.option(
    "--incidents",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Closures of your own, beside those on record: a CSV file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print landbridge/threat/1 JSON.")
def command(  # noqa: PLR0913 - one parameter an option
    origin: str,
    destination: str,
    data: Path | None,
    delay: str | None,
    incidents: Path | None,
    *,
    as_json: bool,
    **asked: Any,
) -> None:
    """List the closures on record along the ways FROM one place TO another, and what one must believe to go another way.

    FILE has the columns id, date, end, place, leg, passage, kind, source: days as 2025-11-30, end empty while it lasts,
    one of place, leg and passage filled with an id. It is read where it is and kept nowhere.
    """
    delay_h = None if delay is None else hours_of(delay, "--delay", "to wait")
    network = load(data)
    query = ask(network, origin, destination, **asked)
    if delay_h is not None and query.by not in {"generalised", "time"}:
        raise UsageError(
            what=f"--delay weighs nothing by {query.by}", where="--delay and --by",
            why="waiting costs time alone", remedy="--by generalised or --by time",
        )  # fmt: skip
    from planner.threat.judgement import threat  # noqa: PLC0415 - numpy is slow to import: only a sound question pays
    from planner.threat.own import read  # noqa: PLC0415 - as above
    from planner.threat.table import text  # noqa: PLC0415 - as above

    found = threat(network, query, own=() if incidents is None else read(incidents, network), delay_h=delay_h)
    emit(pretty_json(found) if as_json else text(found, network))
