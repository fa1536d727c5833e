"""``landbridge timeline``: when the best answer changed or will change, and what changed it."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from corridors.errors import UsageError
from corridors.network import load
from corridors.scenarios import stage
from planner import timeline_table
from planner.commands.forms import emit_as, form_option
from planner.commands.journey import journey
from planner.query import ask, day
from planner.timeline import timeline


@partial(journey, without=("on", "alternatives", "teu", "tonnes"))
@click.command(name="timeline")
@click.option("--from", "first", metavar="DATE", help="First day; default: five years before the data end.")
@click.option("--to", "last", metavar="DATE", help="Last day; default: a year after the data end, or the last promise.")
@click.option("--include", multiple=True, metavar="CLASS", help="planned: let planned lines in from the day promised.")
@click.option("--json", "as_json", is_flag=True, help="Print landbridge/timeline/1 JSON.")
@form_option
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    origin: str,
    destination: str,
    first: str | None,
    last: str | None,
    form: str,
    data: Path | None,
    *,
    as_json: bool,
    **asked: Any,
) -> None:
    """List the days on which the best way FROM one place TO another changed or will change, and what changed it."""
    start, end = day(first, "--from"), day(last, "--to")
    network = load(data)
    network, asked["scenario"] = stage(network, asked["scenario"])
    fixed = [name for name in asked["scenario"] if network.scenarios[name].on is not None]
    if fixed:
        raise UsageError(
            what=f"scenario {fixed[0]} stands for one day", where="--scenario", why="a timeline runs over many",
            remedy="leave it out, or ask landbridge route",
        )  # fmt: skip
    found = timeline(network, ask(network, origin, destination, **asked), start, end)
    emit_as("json" if as_json else form, found, network, timeline_table.text, timeline_table.markdown)
