"""Money is brought to one year by the price level."""

import msgspec
import pytest

from corridors.conditions import OPEN
from corridors.money import Money
from corridors.network import Network
from corridors.rates import PriceLevel
from planner.pricing import PriceList
from planner.query import ask

LEVELS = tuple(PriceLevel(year=year, index=index, source="made-up") for year, index in ((2020, 100.0), (2025, 125.0)))


@pytest.mark.parametrize(
    ("as_of", "factor"), [("2020", 1.25), ("2020-07-01", 1.25), ("2025-03", 1.0), ("", 1.0), ("1999", 1.0)]
)
def test_a_price_is_brought_to_the_year_of_account(as_of: str, factor: float) -> None:
    """The factor is the level of the year of account over that of the price's year; an unknown year changes nothing."""
    assert Money(LEVELS, 2025).factor(as_of) == factor


def test_without_a_level_for_the_year_nothing_changes() -> None:
    """A table that lacks the year of account leaves money as it is."""
    assert Money(LEVELS, 2030).factor("2020") == 1.0


def test_every_price_of_an_answer_is_money_of_one_year(tiny_network: Network) -> None:
    """Freight, border fees and handling of 2020 come out a quarter dearer in money of 2025."""
    query = ask(tiny_network, "Alpha City", "Beta City", modes="road")
    now = PriceList(tiny_network, query.cargo)
    text = msgspec.json.encode(tiny_network.data).replace(b'"as_of":"2025"', b'"as_of":"2020"')
    older = Network(msgspec.json.decode(text, type=type(tiny_network.data)), "older")
    then = PriceList(older, query.cargo)
    leg = tiny_network.legs["road-gate"]
    assert then.measures(leg, OPEN).cost_usd == pytest.approx(1.25 * now.measures(leg, OPEN).cost_usd)
    assert then.border(leg, "forward").cost_usd.typical == pytest.approx(62.5)
    assert now.border(leg, "forward").cost_usd.typical == 50
    assert then.end("road").cost_usd.high == pytest.approx(1.25 * now.end("road").cost_usd.high)
    assert then.border(leg, "forward").time_h == now.border(leg, "forward").time_h
