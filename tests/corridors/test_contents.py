"""The walk over records meets everything once, and says where it stands."""

from pathlib import Path

import msgspec

from corridors.contents import citations, cites, figures, values
from corridors.loader import read_folder
from corridors.model import Crossing, Figure, Leg, Rival, Span

PUBLISHED = Figure(typical=4.0, basis="published", sources=("one", "two"))
ASSUMED = Figure(typical=9.0, basis="assumed", note="made up")
LEG = Leg(
    id="a-b", start="a", end="b", mode="road", distance_km=PUBLISHED, rivals=(Rival(value=5.0, sources=("three",)),),
    status=(Span(state="open", sources=("four",)),), backward=Crossing(dwell_h=ASSUMED, fee_usd=PUBLISHED),
)  # fmt: skip


def test_values_of_records_within_follow_their_record() -> None:
    """A value stands under its field, that of a record within under both, and lists are told one by one."""
    told = list(values(LEG))
    assert told.index(("distance_km", PUBLISHED)) + 1 == told.index(("distance_km.typical", 4.0))
    assert [value for field, value in told if field == "distance_km.sources"] == ["one", "two"]
    assert ("rivals.value", 5.0) in told
    assert ("backward.dwell_h", ASSUMED) in told


def test_a_record_cites_what_it_and_its_parts_name() -> None:
    """Sources of figures, of other values, of states are all citations; other lists of ids are none."""
    assert list(cites(LEG)) == [
        ("distance_km.sources", "one"), ("distance_km.sources", "two"), ("rivals.sources", "three"),
        ("status.sources", "four"), ("backward.fee_usd.sources", "one"), ("backward.fee_usd.sources", "two"),
    ]  # fmt: skip


def test_figures_and_citations_of_all_data_are_told_with_their_record(tiny_folder: Path) -> None:
    """Every figure of a data set is told with kind, record and field, one that is set anew in its new form alone."""
    data, _ = read_folder(tiny_folder)
    assert data is not None
    before = list(figures(data))
    legs = tuple(msgspec.structs.replace(leg, distance_km=PUBLISHED) for leg in data.legs)
    after = list(figures(msgspec.structs.replace(data, legs=legs)))
    assert [told[:3] for told in after] == [told[:3] for told in before]
    assert {told[1] for told in after if told[::3] == ("legs", PUBLISHED)} == {leg.id for leg in data.legs}
    assert ("settings", "settings", "value_of_time_usd_per_day") in {told[:3] for told in after}
    assert {source for *_, source in citations(data)} <= {source.id for source in data.sources}
