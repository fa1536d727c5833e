"""The days on which something in the network changes: where a journey through time may find a leg other than it was."""

import datetime as dt
from collections.abc import Iterator

from corridors.model import Season
from corridors.network import Network

HORIZON_DAYS = 366
"""How long after its departure a journey still sees changes."""


def changes_after(network: Network, first: dt.date) -> tuple[dt.date, ...]:
    """The days after ``first``, up to the horizon, on which a state, a season, an event or a permission begins or is over."""
    last = first + dt.timedelta(days=HORIZON_DAYS)
    return tuple(
        sorted({day for day in _days(network, first.year, last.year) if day is not None and first < day <= last})
    )


def _days(network: Network, *years: int) -> Iterator[dt.date | None]:
    data = network.data
    for leg in data.legs:
        for span in leg.status:
            yield from _ends(span.start, span.end)
    for event in data.events:
        yield from _ends(event.start, event.end)
        for effect in event.effects:
            yield from _ends(effect.start, effect.end)
    for scenario in data.scenarios:
        for effect in scenario.effects:
            yield from _ends(effect.start, effect.end)
    for permission in data.permissions:
        yield from _ends(permission.start, permission.end)
    seasons = [leg.season for leg in data.legs] + [passage.season for passage in data.passages]
    for season in {season for season in seasons if season is not None}:
        yield from _season(season, range(years[0], years[-1] + 1))


def _ends(start: dt.date | None, end: dt.date | None) -> Iterator[dt.date | None]:
    yield start
    yield None if end is None or end == dt.date.max else end + dt.timedelta(days=1)


def _season(season: Season, years: range) -> Iterator[dt.date]:
    """The first day of each closure and the first day after it; 29 February counts as 1 March in a year without it."""
    for year in years:
        for month_day, days in ((season.closed_from, 0), (season.closed_to, 1)):
            month, day = map(int, month_day.split("-"))
            leap = (month, day) == (2, 29) and not _is_leap(year)
            yield (dt.date(year, 3, 1) if leap else dt.date(year, month, day)) + dt.timedelta(days=0 if leap else days)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
