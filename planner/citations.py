"""Numbers the sources of a page in the order in which they are first cited."""

from collections.abc import Iterable

from corridors.model import Source
from corridors.network import Network
from maps.report.parts import Cell, Link, Table

HEAD = ("", "producer", "title", "date", "address")


class Citations:
    """The sources cited so far."""

    def __init__(self, network: Network) -> None:
        """Cite nothing yet."""
        self._sources = network.sources
        self._numbers: dict[str, int] = {}

    def cell(self, names: Iterable[str]) -> Cell:
        """Numbers that lead to the table of sources, as ``1, 4–6``."""
        known = sorted(
            {self._numbers.setdefault(name, len(self._numbers) + 1) for name in dict.fromkeys(names) if name}
        )
        parts: list[str | Link] = []
        for first, last in _runs(known):
            parts += [", "] if parts else []
            parts.append(Link(str(first), f"#source-{first}"))
            if last > first:
                parts += ["–" if last > first + 1 else ", ", Link(str(last), f"#source-{last}")]
        return parts

    def behind(self, sentence: str, names: Iterable[str]) -> Cell:
        """A sentence with its sources in brackets."""
        cited = self.cell(names)
        return [sentence, " [", *cited, "]"] if cited else sentence

    def table(self) -> Table:
        """All that was cited, by number."""
        rows = [self._row(number, self._sources.get(name), name) for name, number in self._numbers.items()]
        return Table(
            HEAD, rows, frozenset({0}), [f"source-{number}" for number in self._numbers.values()], firm=frozenset({3})
        )

    @staticmethod
    def _row(number: int, source: Source | None, name: str) -> list[Cell]:
        if source is None:
            return [str(number), "", name, "", ""]
        address: Cell = [Link(source.url, source.url)] if source.url else ""
        return [str(number), source.producer, source.title, source.published or "undated", address]


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Rising numbers as runs, the first and the last of each."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
