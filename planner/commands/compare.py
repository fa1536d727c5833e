"""``landbridge compare``: one question under several scenarios, dates or corridors, side by side."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from corridors.errors import UsageError
from corridors.network import load
from planner import comparison_table
from planner.commands.completion import complete_corridor, complete_place, complete_scenario
from planner.commands.forms import emit_as, form_option
from planner.commands.journey import journey
from planner.comparison import Stage, variants
from planner.pairs import over_pairs, read_pairs


@partial(journey, without=("alternatives",))
@click.command(name="compare")
@click.argument("origin", metavar="[FROM", required=False, shell_complete=complete_place)
@click.argument("destination", metavar="TO]", required=False, shell_complete=complete_place)
@click.option(
    "--scenario", multiple=True, metavar="NAME", shell_complete=complete_scenario,
    help="A column: a scenario, the file of one, several as a+b, on a day as a@2030-01-01; repeatable.",
)  # fmt: skip
@click.option("--on", multiple=True, metavar="DATE", help="A column: the network of this day; repeatable.")
@click.option(
    "--corridor", multiple=True, metavar="ID", shell_complete=complete_corridor,
    help="A column: the best way on this corridor; repeatable.",
)  # fmt: skip
@click.option("--base", metavar="COLUMN", help="The column that others are set against; default: the network as it is.")
@click.option("--pairs", type=click.Path(path_type=Path), metavar="FILE", help="Many pairs: a CSV with from,to,weight.")
@click.option("--json", "as_json", is_flag=True, help="Print landbridge/comparison/1 (or pairs-comparison/1) JSON.")
@form_option
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    origin: str | None,
    destination: str | None,
    scenario: tuple[str, ...],
    on: tuple[str, ...],
    corridor: tuple[str, ...],
    base: str | None,
    pairs: Path | None,
    form: str,
    data: Path | None,
    *,
    as_json: bool,
    **asked: Any,
) -> int:
    """Set the best way FROM one place TO another side by side under scenarios, on dates, on corridors.

    Ends with 1 where no variant has a way.
    """
    if pairs is not None and (origin or destination):
        raise UsageError(
            what="both FROM and TO and a file of pairs are given", where="FROM, TO and --pairs",
            why="one comparison is of one pair or of a file", remedy="drop one of the two",
        )  # fmt: skip
    if not (scenario or on or corridor):
        raise UsageError(
            what="nothing to compare", where="--scenario, --on and --corridor", why="each of them makes a column",
            remedy="for example --scenario iran-closed --scenario iran-closed+red-sea-cape",
        )  # fmt: skip
    form = "json" if as_json else form
    columns = variants(scenario, on, corridor, base)
    if pairs is not None:
        wanted = read_pairs(pairs)
        staged = Stage(load(data), columns)
        many = over_pairs(staged, wanted, asked)
        emit_as(form, many, staged.base, comparison_table.pairs_text, comparison_table.pairs_markdown)
        return 0
    if origin is None or destination is None:
        raise UsageError(
            what="two places are needed", where="FROM and TO", why="a comparison is of a pair, or of a file of pairs",
            remedy="landbridge compare FROM TO …, or --pairs FILE",
        )  # fmt: skip
    staged = Stage(load(data), columns)
    found = staged.ask(origin, destination, asked)
    emit_as(form, found, staged.base, comparison_table.text, comparison_table.markdown)
    return 0 if any(column.time_h is not None for column in found.columns) else 1
