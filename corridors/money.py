"""Money of one year: brings a price of another year to it by the consumer price level."""

from collections.abc import Iterable

from corridors.rates import PriceLevel


def year_of(as_of: str) -> int | None:
    """The year of a partial date, None for an empty one."""
    return int(as_of[:4]) if as_of else None


class Money:
    """Factors from the money of any year of the table to that of ``year``."""

    def __init__(self, levels: Iterable[PriceLevel], year: int) -> None:
        """Divide the level of ``year`` by each; a table without that year leaves all money as it is."""
        by_year = {level.year: level.index for level in levels}
        target = by_year.get(year)
        self.year = year
        self._factors = {} if target is None else {each: target / index for each, index in by_year.items()}

    def factor(self, as_of: str) -> float:
        """What a price of ``as_of`` (YYYY, YYYY-MM or YYYY-MM-DD) is multiplied by; 1 for an undated one."""
        year = year_of(as_of)
        return 1.0 if year is None else self._factors.get(year, 1.0)
