"""``landbridge check``: all problems of a data folder."""

from pathlib import Path

import click

from corridors.checks import problems, unused_sources
from corridors.dataset import DATA_DIR
from corridors.loader import read_folder
from planner import exits
from planner.commands.output import emit
from planner.report import pretty_json


@click.command(name="check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def command(folder: Path | None, *, as_json: bool) -> int:
    """Check the data in DIR (default: the network that is shipped) and list every problem with its remedy."""
    folder = folder or DATA_DIR
    data, found = read_folder(folder)
    if data is not None:
        found += problems(data)
    if as_json:
        answer = {"schema": "landbridge/check/1", "folder": folder.name, "problems": found}
        emit(pretty_json(answer))
    else:
        emit("".join(f"{problem}\n" for problem in found))
    if data is None:
        return exits.BAD_DATA
    if not as_json:
        emit(
            f"{len(data.places)} places, {len(data.legs)} legs, {len(data.sources)} sources"
            f" ({len(unused_sources(data))} not cited): {len(found)} problem{'s' if len(found) != 1 else ''}\n"
        )
    return exits.NO_ROUTE if found else exits.ANSWERED
