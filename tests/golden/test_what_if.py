"""What if: questions a desk asks, and the answers that must come out, with their reasoning."""

import pytest

from corridors import Network
from planner.comparison import Column, Comparison, Stage, variants
from planner.comparison_table import text

CENT = 0.01


def compared(network: Network, origin: str, destination: str, *scenarios: str) -> tuple[Comparison, str]:
    """A comparison, and what is printed of it."""
    staged = Stage(network, variants(scenarios, [], [], None))
    found = staged.ask(origin, destination, {})
    return found, text(found, staged.base)


def days_and_dollars(column: Column) -> tuple[float, float]:
    """The differences from the base."""
    assert column.differs is not None
    return column.differs.time_h / 24, column.differs.cost_usd


def test_what_the_trans_afghan_railway_would_save(shipped: Network) -> None:
    """Tashkent–Karachi: the railway by Kharlachi saves about a week and some hundreds of dollars against today's way by Iran."""
    found, printed = compared(shipped, "Tashkent", "Karachi", "trans-afghan-kharlachi")
    today, railway = found.columns
    assert "IR" in today.countries
    assert "AF" not in today.countries
    days, dollars = days_and_dollars(railway)
    assert -12 < days < -4
    assert -1_500 < dollars < -300
    assert railway.countries == ("UZ", "AF", "PK")
    assert [part.name for part in railway.parts if part.name == "road"] == []
    assert any("not there today and are taken as open" in warning for warning in railway.warnings)
    first = railway.deciding[0]
    assert first.low < first.now < first.high
    assert min(first.time_h) - CENT <= days * 24 <= max(first.time_h) + CENT
    assert min(first.cost_usd) - CENT <= dollars <= max(first.cost_usd) + CENT
    assert max(first.cost_usd) - min(first.cost_usd) > 100
    assert f"weighs most in that: {first.label}" in " ".join(printed.split())
    assert "promised five years of building have not begun" in " ".join(printed.split())
    assert "The Astana Times" in printed
    assert "no more by" in printed


def test_the_railway_is_shut_with_the_border(shipped: Network) -> None:
    """Scenarios compose: with the borders shut after it is opened, the railway is of no use."""
    found, _ = compared(shipped, "Tashkent", "Karachi", "trans-afghan-kharlachi+pak-afghan-borders-shut")
    today, shut = found.columns
    assert shut.id == today.id


def test_moscow_mumbai_without_iran_and_without_the_red_sea(shipped: Network) -> None:
    """Moscow–Mumbai: without Iran the Black Sea and Suez are left; without both, Vladivostok and the Strait of Malacca."""
    found, printed = compared(shipped, "Moscow", "Mumbai", "iran-closed", "iran-closed+red-sea-cape")
    today, without_iran, without_both = found.columns
    assert "IR" in today.countries
    assert "IR" not in (*without_iran.countries, *without_both.countries)
    assert "Suez Canal" in without_iran.points
    assert {"port of Vladivostok", "Strait of Malacca"} <= set(without_both.points)
    assert not {"Suez Canal", "Bab el-Mandeb", "Strait of Hormuz"} & set(without_both.points)
    assert 0 < days_and_dollars(without_iran)[0] < days_and_dollars(without_both)[0] < 30
    assert "Shows what is left of each journey without Iran" in " ".join(printed.split())


@pytest.mark.parametrize("scenario", ["sanctions-strict"])
def test_a_legal_check_is_said_and_weighs_nothing(shipped: Network, scenario: str) -> None:
    """Sanctions are a warning on the way, with the countries; days and dollars stay as they are."""
    found, printed = compared(shipped, "Moscow", "Bandar Abbas", scenario)
    plain, strict = found.columns
    assert (plain.id, plain.time_h, plain.cost_usd) == (strict.id, strict.time_h, strict.cost_usd)
    checks = [warning for warning in strict.warnings if warning.startswith("To check, not in the cost")]
    assert any("Iran" in check and "(IR" in check for check in checks)
    assert any("Russia" in check and "RU" in check for check in checks)
    assert not [warning for warning in plain.warnings if warning.startswith("To check")]
    assert "To check, not in the cost" in printed


def test_every_scenario_changes_something(shipped: Network) -> None:
    """Each shipped scenario, but for today's, changes the answer or a warning of some pair that it is about."""
    about = {
        "before-2026-war": ("Moscow", "Mumbai"), "hormuz-closed": ("Mumbai", "Jebel Ali"), "iran-closed": ("Moscow", "Tehran"),
        "red-sea-cape": ("Mumbai", "Istanbul"), "pak-afghan-borders-open": ("Kabul", "Karachi"),
        "pak-afghan-borders-shut": ("Kabul", "Karachi"), "rasht-astara-open": ("Baku", "Tehran"),
        "trans-afghan-kharlachi": ("Tashkent", "Karachi"), "trans-afghan-western": ("Tashkent", "Karachi"),
        "torghundi-herat-open": ("Ashgabat", "Herat"), "chabahar-zahedan-open": ("Tehran", "Chabahar"),
        "caspian-low-water": ("Aktau", "Baku"), "volga-winter": ("Volgograd", "Astrakhan"), "salang-snow": ("Mazar-i-Sharif", "Kabul"),
        "bolan-line-cut": ("Quetta", "Karachi"), "sanctions-strict": ("Moscow", "Tehran"), "zangezur-open": ("Baku", "Nakhchivan"),
        "kazakh-turkmen-iran-tariff-cut": ("Moscow", "Bandar Abbas"),
    }  # fmt: skip
    assert set(about) == set(shipped.scenarios) - {"today"}
    unchanged = []
    for name, (origin, destination) in about.items():
        options = (
            {"modes": "river"} if name == "volga-winter" else {"modes": "rail"} if name == "bolan-line-cut" else {}
        )
        word = "pak-afghan-borders-shut@2025-01-01" if name == "pak-afghan-borders-shut" else name
        staged = Stage(shipped, variants([word], ["2025-01-01"], [], None))
        base, what_if, earlier = staged.ask(origin, destination, options).columns
        reference = earlier if "@" in word else base
        like = (reference.id, reference.time_h, reference.cost_usd, reference.warnings)
        if (what_if.id, what_if.time_h, what_if.cost_usd, what_if.warnings) == like:
            unchanged.append(name)
    assert unchanged == []
