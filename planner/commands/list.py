"""``landbridge list``: records of a kind."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from corridors.network import load
from planner import records
from planner.commands.output import emit
from planner.report import pretty_json


def _complete_kind(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(kind) for kind in records.KINDS if kind.startswith(incomplete)]


@click.command(name="list")
@click.argument("kind", metavar="KIND", shell_complete=_complete_kind)
@click.option("--json", "as_json", is_flag=True, help="Print the records as JSON.")
@click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Use the network in this folder.")
def command(kind: str, data: Path | None, *, as_json: bool) -> None:
    """List records of KIND: places, legs, corridors, sources, events, scenarios, services, passages, capacities, permissions, countries, published."""
    network = load(data)
    found = list(records.records_of(network, kind).values())
    if as_json:
        answer = {
            "schema": "landbridge/list/1",
            "data_version": network.version,
            "kind": kind,
            "records": [records.as_builtins(record) for record in found],
        }
        emit(pretty_json(answer))
        return
    rows = [records.row(record) for record in found]
    widths = [min(60, max(len(row[column]) for row in rows)) for column in range(len(rows[0]))] if rows else []
    for row in rows:
        emit("  ".join(cell.ljust(widths[column]) for column, cell in enumerate(row)).rstrip() + "\n")
