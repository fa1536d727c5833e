"""``landbridge timeline``: when the best answer changed or will change, and what changed it."""

from pathlib import Path
from typing import Any

import click

from corridors.errors import UsageError
from corridors.network import load
from corridors.scenarios import stage
from planner import timeline_table
from planner.commands.completion import complete_corridor, complete_place, complete_scenario
from planner.commands.output import emit
from planner.query import OBJECTIVES, ask, day
from planner.report import pretty_json
from planner.timeline import timeline


@click.command(name="timeline")
@click.argument("origin", metavar="FROM", shell_complete=complete_place)
@click.argument("destination", metavar="TO", shell_complete=complete_place)
@click.option("--from", "first", metavar="DATE", help="First day; default: five years before the data end.")
@click.option("--to", "last", metavar="DATE", help="Last day; default: a year after the data end, or the last promise.")
@click.option("--by", default="generalised", show_default=True, metavar="OBJECTIVE", help=", ".join(OBJECTIVES) + ".")
@click.option("--value-of-time", type=float, metavar="USD_PER_DAY", help="What a day is worth per TEU.")
@click.option("--via", multiple=True, metavar="PLACE", shell_complete=complete_place, help="Pass this place; repeat.")
@click.option(
    "--avoid", multiple=True, metavar="X", help="Keep clear of a place, country, mode, passage, leg, corridor."
)
@click.option("--modes", default="", metavar="LIST", help="Modes allowed, as rail,sea; default: all.")
@click.option("--corridor", metavar="ID", shell_complete=complete_corridor, help="Stay on this corridor.")
@click.option(
    "--scenario", multiple=True, metavar="NAME", shell_complete=complete_scenario,
    help="Lay a scenario, or the file of one, over the events; repeatable.",
)  # fmt: skip
@click.option("--include", multiple=True, metavar="CLASS", help="planned: let planned lines in from the day promised.")
@click.option("--json", "as_json", is_flag=True, help="Print landbridge/timeline/1 JSON.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "markdown"]), default="table", show_default=True,
    help="Form of the answer.",
)  # fmt: skip
@click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Use the network in this folder.")
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
    if as_json or form == "json":
        emit(pretty_json(found))
    elif form == "markdown":
        emit(timeline_table.markdown(found, network))
    else:
        emit(timeline_table.text(found, network))
