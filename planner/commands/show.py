"""``landbridge show``: a record card."""

from pathlib import Path

import click

from corridors.network import load
from planner import records
from planner.commands.completion import complete_place
from planner.commands.output import emit
from planner.report import pretty_json


@click.command(name="show")
@click.argument("name", metavar="ID", shell_complete=complete_place)
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
@click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Use the network in this folder.")
def command(name: str, data: Path | None, *, as_json: bool) -> None:
    """Show a place, leg, corridor, source, event, scenario, service, passage or permission with its figures and sources."""
    network = load(data)
    kind, record = records.find(network, name)
    if as_json:
        answer = {
            "schema": "landbridge/record/1",
            "data_version": network.version,
            "kind": kind,
            "record": records.as_builtins(record),
            "related": records.related(network, record),
            "sources": records.source_lines(network, record),
        }
        emit(pretty_json(answer))
    else:
        emit(records.card(network, kind, record))
