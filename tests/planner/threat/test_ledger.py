"""Which closures on record count, and of what."""

import datetime as dt
from pathlib import Path

import pytest

from corridors import Network
from corridors.errors import UsageError
from corridors.network import load
from planner.threat.ledger import Ledger
from tests import tiny


def ids(ledger: Ledger, leg: str) -> list[str]:
    """The events that shut a leg."""
    return [spell.id for spell in ledger.of_leg(leg)]


def test_a_closure_to_transit_shuts_nothing_for_goods_of_the_country(shipped: Network) -> None:
    """The closure of Iran to transit counts for goods between others, and not for those from or to Iran."""
    through, of_iran = Ledger(shipped, frozenset({"UZ", "PK"})), Ledger(shipped, frozenset({"RU", "IR"}))
    leg = "rail-torbat_heydarieh-khaf"
    assert "iran-war-2026" in ids(through, leg)
    assert "iran-war-2026" not in ids(of_iran, leg)


def test_only_suspensions_of_the_listed_kinds_count(shipped: Network) -> None:
    """Every closure counted is of a kind listed for what it shut; a border closure shuts no leg within a country."""
    closes = {kind.id: kind.closes for kind in shipped.data.incident_kinds}
    ledger = Ledger(shipped, frozenset({"UZ", "PK"}))
    counted = 0
    for leg in shipped.data.legs:
        for spell in ledger.of_leg(leg.id):
            assert ledger.exposed(leg) in closes[spell.kind]
            assert any(effect.state == "suspended" for effect in shipped.events[spell.id].effects)
            counted += 1
    assert counted > 100
    assert {event.kind for event in shipped.data.events} <= closes.keys()


def test_two_spells_of_one_event_count_as_two(shipped: Network) -> None:
    """Khunjerab was shut twice in the winter of 2023, with an opening between: two spells, with their own lengths."""
    ledger = Ledger(shipped, frozenset({"UZ", "PK"}))
    winter = [spell for spell in ledger.of_passage("khunjerab") if spell.id == "khunjerab-winter-2023"]
    assert [(spell.start, ledger.days(spell)) for spell in winter] == [
        (dt.date(2023, 12, 1), 32),
        (dt.date(2024, 1, 17), 75),
    ]


def test_without_years_there_is_no_rate(tiny_network: Network) -> None:
    """A network that does not say over which years its events were collected is refused a rate."""
    with pytest.raises(UsageError, match="which years"):
        Ledger(tiny_network, frozenset())


def test_a_kind_that_is_not_listed_closes_nothing(tmp_path: Path) -> None:
    """An event of a kind that incidents.toml does not list is no closure, and one that it lists is."""
    folder = tiny.write(tmp_path)
    years = '[[observation]]\nid = "watched"\nstart = 2021-08-01\nnote = "made up"\n'
    kind = '[[incident_kind]]\nid = "{}"\ncloses = ["leg", "border"]\nnote = "made up"\n'
    for name, found in (("attack", []), ("border_closure", ["gate-shut"])):
        (folder / "incidents.toml").write_text(years + kind.format(name), encoding="utf-8")
        assert ids(Ledger(load(folder), frozenset()), "road-gate") == found
