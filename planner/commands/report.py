"""``landbridge report``: the dossier of a journey as one file to send or print."""

from pathlib import Path
from typing import Any

import click

from corridors.network import load
from planner import exits
from planner.commands.completion import complete_scenario
from planner.commands.journey import journey
from planner.commands.output import emit
from planner.query import ask, day


@journey
@click.command(name="report")
@click.option(
    "--scenario",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_scenario,
    help="A row of the scenario table: a scenario, the file of one, several as a+b; repeatable. Default: all of the data.",
)
@click.option(
    "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Write the dossier here: HTML."
)
@click.option("--from", "first", metavar="DATE", help="First day of the timeline; default: 24 months before its last.")
@click.option("--to", "last", metavar="DATE", help="Last day of the timeline; default: the day the data reach.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    origin: str,
    destination: str,
    data: Path | None,
    output: Path,
    first: str | None,
    last: str | None,
    scenario: tuple[str, ...],
    **asked: Any,
) -> int:
    """Write the dossier of a journey FROM one place TO another: one file that runs nothing, asks for nothing and prints on A4.

    It holds the ways and their map, when the answer changed, how sure it is, what a loss costs, what would change it,
    what scenarios do to it, what it rests on. Ends with 1 where there is no way; the file then says why.
    """
    start, end = day(first, "--from"), day(last, "--to")
    if start is not None and end is not None and start > end:
        from planner.timeline import out_of_order  # noqa: PLC0415 - only a mistake needs it

        raise out_of_order(start, end)
    network = load(data)
    query = ask(network, origin, destination, **asked)
    from corridors.files import write_atomically  # noqa: PLC0415 - after the question is known to make sense
    from planner.comparison import Stage  # noqa: PLC0415 - as above
    from planner.dossier import collected, columns, page  # noqa: PLC0415 - numpy is slow to import

    staged = Stage(network, columns(network, scenario, asked["on"]))
    found = collected(network, query, staged, asked, first=start, last=end)
    write_atomically(output, page(found, network))
    emit(f"report: {output}\n")
    return exits.ANSWERED if found.answered else exits.NO_ROUTE
