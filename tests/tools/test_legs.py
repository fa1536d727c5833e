"""Lengths are written into the lines they belong to, and nothing else of a file is touched."""

from pathlib import Path

import pytest

from tools.legs import planned, read_legs, set_lengths, spread

LEG = """\
[[leg]]
id = "{}"
from = "{}"
to = "b"
mode = "road"
distance_km = {{ typical = 80, basis = "assumed", note = "kept" }}
status = [{{ state = "{}" }}]
"""
FILE = "# head\n" + LEG.format("one", "a", "open") + "\n" + LEG.format("other", "a", "planned")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two legs between two places, and one that starts nowhere."""
    (tmp_path / "legs").mkdir()
    (tmp_path / "legs" / "some.toml").write_text(FILE)
    (tmp_path / "legs" / "lost.toml").write_text(LEG.format("lost", "nowhere", "open"))
    head = "id,name,country,lon,lat,kind,position_basis\n"
    (tmp_path / "places.csv").write_text(head + "".join(f"{name},{name},XA,60,40,city,assumed\n" for name in "ab"))
    (tmp_path / "settings.toml").write_text(
        'title = "t"\nversion = "1"\nas_of = 2026-01-01\nmoney_year = 2025\nlicence = "l"\nattribution = "a"\n'
        'value_of_time_usd_per_day = { typical = 40, basis = "assumed", note = "made up" }\n'
    )
    return tmp_path


def test_legs_between_known_places_are_read(folder: Path) -> None:
    """A leg that ends nowhere is left out, and a leg that was never in use is told."""
    legs, places = read_legs(folder)
    assert {leg.id: planned(leg) for leg in legs} == {"one": False, "other": True}
    assert set(places) == {"a", "b"}


def test_a_folder_that_cannot_be_read_ends_the_tool(tmp_path: Path) -> None:
    """Where there are no settings nothing is read."""
    with pytest.raises(SystemExit, match="cannot be read"):
        read_legs(tmp_path)


def test_a_length_takes_the_place_of_its_line(folder: Path) -> None:
    """Only the line of the leg that gets a length changes; a file in which none does stays as it is."""
    path, lost = folder / "legs" / "some.toml", folder / "legs" / "lost.toml"
    written = lost.stat().st_mtime_ns
    assert set_lengths(lambda leg: "{ new }" if leg["id"] == "other" else None, folder) == 1
    before, after = FILE.splitlines(), path.read_text().splitlines()
    assert [pair for pair in zip(before, after, strict=True) if len(set(pair)) > 1] == [
        ('distance_km = { typical = 80, basis = "assumed", note = "kept" }', "distance_km = { new }")
    ]
    assert after.index("distance_km = { new }") > after.index('id = "other"')
    assert lost.stat().st_mtime_ns == written


def test_short_lengths_have_a_fraction() -> None:
    """From a hundred km on a length is whole."""
    assert spread(100.0, 1.0, 0.98, 1.049) == "typical = 100, low = 98.0, high = 105"
