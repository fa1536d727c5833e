"""Write the pages that are made from the data: ``docs/data-dictionary.md`` and ``docs/validation.md``.

Run, from the root of the project, after the data have changed::

    python -m tools.build_docs
"""

from pathlib import Path

from corridors import load
from corridors.files import write_atomically
from corridors.network import Network
from corridors.tabular import Table, tables
from planner.layout import pipe_table
from planner.validation import validate
from planner.validation_table import markdown

DOCS = Path("docs")
DICTIONARY = (
    "Made by `python -m tools.build_docs`; do not edit. These are the tables of `landbridge export DIR --format csv`, whose"
    " `datapackage.json` says the same to a program. Lists in a cell are separated by `; `. Every figure has, behind its"
    " typical value, `_low` and `_high` (10th and 90th percentile), `_basis`, `_as_of`, `_sources` and `_note`; they are not"
    " repeated below."
)


def dictionary(network: Network) -> str:
    """The data dictionary: every table of an export, its columns, keys and joins."""
    lines = ["# Data dictionary", "", DICTIONARY, ""]
    for table in tables(network):
        lines += [f"## {table.name}", "", f"{table.title}. {len(table.rows):,} rows.", ""]
        joins = {key.column: f"{key.table}.{key.key}" for key in table.foreign_keys}
        lines += pipe_table(
            [
                ("column", "type", "unit", "meaning"),
                *(
                    (
                        f"**{column.name}**" if column.name in table.primary_key else column.name,
                        ", ".join(column.choices) or column.kind,
                        column.unit,
                        column.description + (f" Joins {joins[column.name]}." if column.name in joins else ""),
                    )
                    for column in table.columns
                    if not _tail_of_a_figure(table, column.name)
                ),
            ]
        )
        lines.append("")
    return "\n".join(lines)


def _tail_of_a_figure(table: Table, name: str) -> bool:
    names = {column.name for column in table.columns}
    for tail in ("_low", "_high", "_basis", "_as_of", "_sources", "_note"):
        stem = name.removesuffix(tail)
        if stem != name and stem in names and f"{stem}_basis" in names:
            return True
    return False


def main() -> None:
    """Write both pages."""
    network = load()
    for name, text in (
        ("data-dictionary.md", dictionary(network)),
        ("validation.md", markdown(validate(network), network)),
    ):
        write_atomically(DOCS / name, text.rstrip("\n") + "\n")
        print(DOCS / name)


if __name__ == "__main__":
    main()
