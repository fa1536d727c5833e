"""The forms of a document: a table, JSON, Markdown."""

from collections.abc import Callable
from typing import TypeVar

import click

from corridors.network import Network
from planner.commands.output import emit
from planner.report import pretty_json

T = TypeVar("T")
Teller = Callable[[T, Network], str]

form_option = click.option(
    "--format", "form", type=click.Choice(["table", "json", "markdown"]), default="table", show_default=True,
    help="Form of the answer.",
)  # fmt: skip


def emit_as(form: str, found: T, network: Network, table: Teller[T], markdown: Teller[T]) -> None:
    """Print a document in one of its forms."""
    if form == "json":
        emit(pretty_json(found))
    else:
        emit((markdown if form == "markdown" else table)(found, network))
