"""What a dossier is made of: sections of sentences, lists, tables and drawings, all plain text until they are rendered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NewType

Svg = NewType("Svg", str)
"""A drawing whose texts are escaped already: only :mod:`maps.report.sheet` and :mod:`maps.report.curves` make one."""


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere: to a place on the page (``#…``) or to an address on the web."""

    text: str
    address: str


Cell = str | Sequence["str | Link"]
"""What stands in a cell, a sentence or an item."""


@dataclass(frozen=True)
class Paragraph:
    """A sentence or several; ``tone`` is ``""``, ``lead``, ``warning`` or ``small``."""

    words: Cell
    tone: str = ""


@dataclass(frozen=True)
class Listing:
    """Sentences one below the other."""

    items: Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """Rows below a head; the columns in ``right`` hold numbers, those in ``firm`` words that stay on one line."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    right: frozenset[int] = frozenset()
    anchors: Sequence[str] = ()
    """Names of the rows that links lead to, where they have any."""
    firm: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Picture:
    """A drawing and what it shows."""

    svg: Svg
    caption: str


Block = Paragraph | Listing | Table | Picture


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    id: str
    title: str
    blocks: Sequence[Block]
