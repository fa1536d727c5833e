"""``landbridge chokepoints``: what the loss of a crossing, port, passage or leg costs, and what cuts off."""

from pathlib import Path
from typing import Any

import click

from corridors.errors import UsageError
from corridors.network import load
from planner import chokepoints_table
from planner.chokepoints import MOST_TOGETHER, Asked, chokepoints
from planner.commands.completion import complete_corridor, complete_place
from planner.commands.journey import journey
from planner.commands.output import emit
from planner.elements import KINDS
from planner.journey_files import read_pairs
from planner.query import ask
from planner.report import pretty_json


@journey
@click.command(name="chokepoints")
@click.argument("origin", metavar="[FROM", required=False, shell_complete=complete_place)
@click.argument("destination", metavar="TO]", required=False, shell_complete=complete_place)
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Journeys of a CSV file, origin,destination,weight, in the place of FROM and TO.",
)
@click.option(
    "--of",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help="What is lost together and cut; repeatable. Default: crossings, ports and passages.",
)
@click.option(
    "--together", type=click.IntRange(1, MOST_TOGETHER), default=MOST_TOGETHER, show_default=True, metavar="K",
    help="How many are lost together, at most.",
)  # fmt: skip
@click.option(
    "--branch", "branches", multiple=True, metavar="ID", shell_complete=complete_corridor,
    help="Hold the ways along these corridors against each other; repeatable. Default: the ways of the answer.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print landbridge/chokepoints/1 JSON.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    origin: str | None,
    destination: str | None,
    data: Path | None,
    pairs: Path | None,
    kinds: tuple[str, ...],
    together: int,
    branches: tuple[str, ...],
    *,
    as_json: bool,
    **asked: Any,
) -> None:
    """Say what each loss on the way FROM one place TO another costs, by which way one goes round, and what cuts off.

    With --pairs the journeys of a file count together, each by its weight.
    """
    if (pairs is None) == (origin is None) or (origin is None) != (destination is None):
        raise UsageError(
            what="which journeys?", where="FROM, TO and --pairs", why="name two places, or a file of pairs, one of the two",
            remedy="landbridge chokepoints Moscow Mumbai",
        )  # fmt: skip
    network = load(data)
    if pairs is None:
        journeys = [Asked(ask(network, origin or "", destination or "", **asked))]
    else:
        journeys = read_pairs(network, pairs, **asked)
    first = journeys[0].query
    corridors = [ask(network, first.origin, first.destination, corridor=name).corridor for name in branches]
    found = chokepoints(
        network, journeys, kinds=kinds, together=together, branches=[name for name in corridors if name is not None]
    )
    emit(pretty_json(found) if as_json else chokepoints_table.text(found))
