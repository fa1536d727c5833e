"""Names that people type, in the network that is shipped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors import Network
from corridors.errors import UsageError
from corridors.gazetteer import Gazetteer
from corridors.spelling import key_of


@pytest.fixture(scope="module")
def names(shipped: Network) -> Gazetteer:
    """The names of the shipped network."""
    return Gazetteer(shipped)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Москва", "moscow"), ("МОСКВА", "moscow"), ("moscow", "moscow"), ("莫斯科", "moscow"),
        ("Bombay", "mumbai"), ("मुंबई", "mumbai"), ("INNSA", "nhava_sheva"), ("IN NSA", "nhava_sheva"),
        ("in nsa", "nhava_sheva"), ("بندرعباس", "bandar_abbas"), ("بندر عباس", "bandar_abbas"),
        ("Bandar-e Abbas", "bandar_abbas"), ("BANDAR ABBAS", "bandar_abbas"), ("Mazar-e-Sharif", "mazar"),
        ("mazar i sharif", "mazar"), ("Krasnovodsk", "turkmenbashi"), ("کراچی", "karachi"),
        ("كراچي", "karachi"), ("لاہور", "lahore"), ("लाहौर", "lahore"), ("Leningrad", "st_petersburg"),
        ("Saint-Petersburg", "st_petersburg"), ("Astara, IR", "astara_ir"), ("Astara, Iran", "astara_ir"),
        ("Astara, Azerbaijan", "astara_az"), ("astara_az", "astara_az"), ("Poti, GE", "poti"), ("Ташкент", "tashkent"),
        ("  Tehran ", "tehran"), ("تهران", "tehran"), ("Алматы", "almaty"), ("Alma-Ata", "almaty"),
    ],
)  # fmt: skip
def test_names_mean_places(names: Gazetteer, typed: str, meant: str) -> None:
    """Ids, names, old names, UN/LOCODEs and aliases in any script, case and punctuation mean their place."""
    assert names.place(typed).id == meant


def test_one_name_of_two_places_is_refused(names: Gazetteer) -> None:
    """Astara is refused with both candidates, never guessed."""
    with pytest.raises(UsageError, match="ambiguous") as caught:
        names.place("Astara")
    assert "astara_az" in caught.value.remedy
    assert "astara_ir" in caught.value.remedy


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Bander Abbas", "bandar_abbas"),
        ("Karachy", "karachi"),
        ("Mosow", "moscow"),
        ("Tashknt", "tashkent"),
        ("Мосва", "moscow"),
    ],
)
def test_a_near_miss_suggests(names: Gazetteer, typed: str, near: str) -> None:
    """A name that is nearly right is refused with the place that was meant."""
    with pytest.raises(UsageError, match="no place is called") as caught:
        names.place(typed)
    assert f"({near})" in caught.value.remedy


@pytest.mark.parametrize("typed", ["Astara, XX", "Astara, Narnia", "Moscow, IR", ",", ", IR", "", "\x00", "a" * 10**6])
def test_names_of_nothing_are_refused(names: Gazetteer, typed: str) -> None:
    """A place in the wrong country, an empty or endless name is a usage error with a short message."""
    with pytest.raises(UsageError) as caught:
        names.place(typed)
    assert len(str(caught.value)) < 2000


@given(st.text(max_size=40))
def test_any_text_is_a_place_or_a_usage_error(shipped: Network, typed: str) -> None:
    """Whatever is typed gives a place or a usage error, and never anything else."""
    assert meant_by(Gazetteer(shipped), typed)


def meant_by(names: Gazetteer, spelling: str) -> str:
    """The place a spelling means, or the remedy that names all it can mean."""
    try:
        return names.place(spelling).id
    except UsageError as error:
        return error.remedy


def test_every_spelling_leads_to_its_place(names: Gazetteer, shipped: Network) -> None:
    """Every id and UN/LOCODE is one place; every name and alias is its place or an ambiguity that names it."""
    for place in shipped.data.places:
        assert names.place(place.id) is place
        for spelling in (place.name, *place.aliases):
            assert key_of(spelling), f"{place.id}: {spelling!r} has no letters"
            assert place.id in meant_by(names, spelling), f"{place.id}: {spelling} means another place"


def test_every_locode_is_one_place(names: Gazetteer, shipped: Network) -> None:
    """No UN/LOCODE stands for two places."""
    for place in shipped.data.places:
        if place.unlocode:
            assert names.place(place.unlocode) is place


@pytest.mark.parametrize(
    ("typed", "code"),
    [("RU", "RU"), ("ru", "RU"), ("Iran", "IR"), ("ایران", "IR"), ("Россия", "RU"), ("Narnia", None), ("R", None)],
)
def test_countries_by_code_or_name(names: Gazetteer, typed: str, code: str | None) -> None:
    """A country is found by its ISO code in any case or by a name in any script."""
    assert names.country(typed) == code


@given(st.text())
def test_a_key_ignores_case_and_spaces(text: str) -> None:
    """A name's key is that of the name in upper case or with spaces around, wherever upper case can be undone."""
    assert key_of(f"  {text} -") == key_of(text)
    assert key_of(key_of(text)) == key_of(text)
