"""Sources are held against the patterns of texts, wherever a record has one."""

from typing import Any

import msgspec
import pytest

from corridors import model
from corridors.dataset import NetworkData
from corridors.model import Effect, Figure, Leg, Place
from corridors.strict import convert, strict

FIGURE: dict[str, Any] = {"typical": 1, "basis": "assumed", "note": "made up"}
LEG: dict[str, Any] = {
    "id": "a-b", "from": "a", "to": "b", "mode": "road", "distance_km": FIGURE, "status": [{"state": "open"}],
}  # fmt: skip


def test_what_passes_is_the_plain_record() -> None:
    """A row that passes is the record that the compiled file has, type and all."""
    leg = convert(LEG, Leg)
    assert type(leg) is Leg
    assert leg == msgspec.convert(LEG, Leg)


@pytest.mark.parametrize(
    ("row", "kind", "where"),
    [
        (LEG | {"id": "A B"}, Leg, "id"),
        (LEG | {"from": "A"}, Leg, "from"),
        (LEG | {"rate": "Not An Id"}, Leg, "rate"),
        (LEG | {"distance_km": FIGURE | {"sources": ["x", "Not An Id"]}}, Leg, r"distance_km\.sources\[1\]"),
        (LEG | {"season": {"closed_from": "02-30", "closed_to": "13-01"}}, Leg, r"season\.closed_to"),
        (LEG | {"status": [{"state": "planned", "expected": "soon"}]}, Leg, r"status\[0\]\.expected"),
        (FIGURE | {"as_of": "20"}, Figure, "as_of"),
        ({"borders": ["AF-PK", "AFPK"]}, Effect, r"borders\[1\]"),
        ({"countries": ["Iran"]}, Effect, r"countries\[0\]"),
    ],
)  # fmt: skip
def test_a_misspelt_text_is_refused_and_found(row: dict[str, Any], kind: type[model.Record], where: str) -> None:
    """A text that does not match is refused however deep it lies, and the message says where."""
    with pytest.raises(msgspec.ValidationError, match=rf"regex.*\$\.{where}"):
        convert(row, kind)


def test_all_that_a_record_refuses_is_refused() -> None:
    """The twin keeps the record's own rules: unknown keys, missing keys, ranges, joint conditions, defaults."""
    for change in ({"unit": 1}, {"to": "a"}, {"mode": "rail"}, {"oneway": "no"}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(LEG | change, strict(Leg))
    with pytest.raises(msgspec.ValidationError):
        convert({"id": "a"}, Leg)
    assert msgspec.structs.fields(strict(Leg))[0].required


def test_tables_have_texts_for_numbers() -> None:
    """A row of a table has texts for all its cells."""
    row = {
        "id": "a",
        "name": "A",
        "country": "AF",
        "lon": "1.5",
        "lat": "2",
        "kind": "city",
        "position_basis": "assumed",
    }
    assert convert(row, Place, lax=True).lon == 1.5
    with pytest.raises(msgspec.ValidationError, match="float"):
        convert(row, Place)


def test_every_record_of_a_network_has_a_strict_twin() -> None:
    """The twin of the whole data set is made of twins all the way down."""
    fields = msgspec.structs.fields(strict(NetworkData))
    for plain, twin in zip(msgspec.structs.fields(NetworkData), fields, strict=True):
        assert (plain.name, plain.required) == (twin.name, twin.required)
        assert plain.type != twin.type, plain.name
