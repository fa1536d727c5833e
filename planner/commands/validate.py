"""``landbridge validate``: the planner held against published figures."""

from pathlib import Path

import click

from corridors.network import load
from planner import validation_table
from planner.commands.forms import emit_as, form_option
from planner.validation import validate

METRICS = {"distance": "distance_km", "time": "time_h", "cost": "cost_usd_per_teu"}


@click.command(name="validate")
@click.option("--metric", "metrics", multiple=True, type=click.Choice(list(METRICS)), help="Only these; default: all.")
@form_option
@click.option("--json", "as_json", is_flag=True, help="Print landbridge/validation/1 JSON.")
@click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Use the network in this folder.")
def command(metrics: tuple[str, ...], form: str, data: Path | None, *, as_json: bool) -> None:
    """Set every published figure beside the planner's answer, on the figure's date and along its corridor.

    Misses are printed, not failed: the exit code is 0.
    """
    network = load(data)
    found = validate(network, [METRICS[name] for name in metrics])
    emit_as("json" if as_json else form, found, network, validation_table.text, validation_table.markdown)
