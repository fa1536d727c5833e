"""The data block stays data."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.encoding import encoded
from tests.maps.standin import HOSTILE

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values)
def test_encoded_data_reads_back_as_it_was(value: object) -> None:
    assert json.loads(encoded(value)) == value


@given(st.text(alphabet='<>&{}"\\%u0'))
def test_no_character_of_markup_or_template_is_left_in_a_string(text: str) -> None:
    written = encoded({text: [text]})
    assert not set("<>&") & set(written)
    assert written.count("{") == written.count("}") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_escaped(text: str) -> None:
    assert text not in encoded(text)
    assert json.loads(encoded(text)) == text


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encoded(float("nan"))
