"""Columns, wrapped lines and Markdown tables: how rows of cells become text."""

import textwrap
from collections.abc import Sequence

WIDTH = 118
"""Columns of a terminal."""
Row = tuple[str, ...]


def aligned(rows: Sequence[Row], *, right: frozenset[int]) -> list[str]:
    """Rows as lines with their columns under each other, those in ``right`` set to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            cell.rjust(widths[column]) if column in right else cell.ljust(widths[column])
            for column, cell in enumerate(row)
        ).rstrip()
        for row in rows
    ]


def wrapped(mark: str, line: str, indent: int) -> list[str]:
    """A sentence as lines, the first behind ``mark``."""
    lead = " " * indent + mark
    return textwrap.wrap(
        line, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False
    ) or [lead.rstrip()]


def pipe_table(rows: Sequence[Row]) -> list[str]:
    """Rows as a Markdown table, the first as its head."""

    def line(cells: Row) -> str:
        return "| " + " | ".join(cell.strip().replace("|", "\\|") for cell in cells) + " |"

    return [line(rows[0]), "|" + " --- |" * len(rows[0]), *(line(row) for row in rows[1:])]
