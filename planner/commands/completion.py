"""Shell completion of the names that records have."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def _completer(kind: str) -> Complete:
    def complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - needed when completing only

        from corridors.network import load  # noqa: PLC0415 - a command that runs loads it itself

        network = load()
        records: Iterable[tuple[str, str]] = (
            (record.id, getattr(record, "name", "") or getattr(record, "title", ""))
            for record in getattr(network, kind).values()
        )
        wanted = incomplete.casefold()
        return [
            CompletionItem(name, help=text)
            for name, text in records
            if name.startswith(wanted) or text.casefold().startswith(wanted)
        ]

    return complete


complete_place = _completer("places")
complete_corridor = _completer("corridors")
complete_scenario = _completer("scenarios")
