"""``landbridge breakeven``: what would have to be true for another way to be the best."""

from pathlib import Path
from typing import Any

import click

from corridors.network import load
from planner import breakeven_table
from planner.breakeven import breakeven
from planner.commands.completion import complete_corridor
from planner.commands.journey import journey
from planner.commands.output import emit
from planner.query import ask
from planner.report import pretty_json


@journey
@click.command(name="breakeven")
@click.option(
    "--parameter", "names", multiple=True, metavar="NAME", help="Only this number; repeatable. --json names all."
)
@click.option(
    "--against",
    metavar="ID",
    shell_complete=complete_corridor,
    help="Compare with the best way along this corridor: when does one win over the other?",
)
@click.option("--json", "as_json", is_flag=True, help="Print landbridge/breakeven/1 JSON.")
def command(  # noqa: PLR0913 - one parameter an option
    origin: str,
    destination: str,
    data: Path | None,
    names: tuple[str, ...],
    against: str | None,
    *,
    as_json: bool,
    **asked: Any,
) -> None:
    """Say at which value of each number the best way FROM one place TO another changes, and to what.

    Values of time, border hours, waits, freight rates, changes of gauge and speeds are moved one at a time, exactly.
    """
    network = load(data)
    query = ask(network, origin, destination, **asked)
    if against is not None:
        against = ask(network, origin, destination, corridor=against).corridor
    found = breakeven(network, query, names=names, against=against)
    emit(pretty_json(found) if as_json else breakeven_table.text(found))
