"""The comparison with published figures says what agrees, by how much the rest is off, and what does not count."""

import datetime as dt
from pathlib import Path

import pytest

from corridors.itinerary import LegStep
from corridors.network import Network, load
from planner.plan import plan
from planner.query import ask
from planner.validation import Row, Validation, day_of, line_haul, validate
from planner.validation_table import markdown, text
from tests import tiny

HEAD = "id,origin,destination,corridors,modes,through,scope,metric,low,high,date,nature,source,explanation\n"
OTHER = tiny.SOURCES + tiny.SOURCES.replace('"made-up"', '"other"')


def compare(folder: Path, *rows: str, **changed: str) -> tuple[Validation, Network]:
    """Validate a data folder with these published figures."""
    files = {"published_figures": HEAD + "\n".join(rows) + "\n", "facts": OTHER, **changed}
    network = load(tiny.write(folder, **files))
    return validate(network), network


def row(folder: Path, line: str) -> Row:
    """The one row of one figure."""
    return compare(folder, line)[0].rows[0]


@pytest.mark.parametrize(
    ("km", "verdict"), [(224, "agrees"), (213.4, "agrees"), (235.7, "agrees"), (236.5, "off"), (213, "off")]
)
def test_a_distance_agrees_within_five_percent(tmp_path: Path, km: float, verdict: str) -> None:
    """The road from Alpha to Beta is 224 km: a published length agrees up to 5 % either way."""
    found = row(tmp_path, f"a,alpha_city,beta_city,,road,,,distance_km,{km},{km},2026,reported,other,")
    assert found.ours is not None
    assert found.ours.typical == 224
    assert found.verdict == verdict
    assert found.off_by == (None if verdict == "agrees" else pytest.approx(224 / km - 1))


def test_a_time_agrees_where_ranges_overlap(tmp_path: Path) -> None:
    """A published range that touches ours agrees; one beyond it is off by the distance to its nearer end."""
    ours = row(tmp_path / "a", "a,alpha_city,beta_city,,road,,,time_h,1,1,2026,actual,other,").ours
    assert ours is not None
    touching = f"a,alpha_city,beta_city,,road,,,time_h,{ours.high - 1},{ours.high + 90},2026,actual,other,"
    assert row(tmp_path / "b", touching).verdict == "agrees"
    beyond = row(tmp_path / "c", "a,alpha_city,beta_city,,road,,,time_h,500,600,2026,actual,other,")
    assert beyond.verdict == "off"
    assert beyond.off_by == pytest.approx(ours.typical / 500 - 1)


def test_costs_are_brought_to_one_year(tmp_path: Path) -> None:
    """A price of 2020 is compared in money of 2025: a quarter more."""
    found = row(tmp_path, "a,alpha_city,beta_city,,road,,,cost_usd_per_teu,100,200,2020,tariff,other,")
    assert (found.published_low, found.published_high) == (125, 250)


def test_a_source_that_made_a_number_makes_an_input(tmp_path: Path) -> None:
    """A figure whose source made a length on the way does not count; it does for a time, which that source did not make."""
    land = tiny.LAND.replace(
        'distance_km = { typical = 100, low = 100, high = 110.00000000000001, basis = "assumed"',
        'distance_km = { typical = 100, low = 100, high = 110, sources = ["other"], basis = "published"',
    )
    assert land != tiny.LAND
    rows = ("a,alpha_city,beta_city,,road,,,distance_km,224,224,2026,reported,other,",
            "b,alpha_city,beta_city,,road,,,time_h,50,90,2026,reported,other,")  # fmt: skip
    found, _ = compare(tmp_path, *rows, land=land)
    assert [each.role for each in found.rows] == ["input", "independent"]
    assert [(total.metric, total.n) for total in found.totals] == [("distance_km", 0), ("time_h", 1)]


def test_the_figure_is_taken_on_its_own_date(tmp_path: Path) -> None:
    """In May 2026 the gate was shut: the figure cannot be compared, and what shut it is named."""
    shut, open_ = (
        row(tmp_path / day, f"a,alpha_city,beta_city,,road,,,time_h,90,90,{day},actual,other,")
        for day in ("2026-05", "2026-04")
    )
    assert (shut.verdict, shut.ours, shut.off_by) == ("not comparable", None, None)
    assert "The gate was shut" in shut.explanation
    assert open_.verdict == "agrees"


def test_a_corridor_and_places_passed_decide_the_way(tmp_path: Path) -> None:
    """Along the ring the way is by sea; by the gate it is by road; planned lines enter for promises, and for lengths."""
    rows = ("a,alpha_city,beta_city,ring,,,,distance_km,650,650,2026-07-20,reported,other,",
            "b,alpha_city,beta_city,,,beta_post,,distance_km,650,650,2026-07-20,reported,other,too long",
            "c,alpha_city,beta_city,,rail,,,distance_km,224,224,2026-07-20,forecast,other,",
            "d,alpha_city,beta_city,,rail,,,time_h,90,90,2026-07-20,reported,other,",
            "e,alpha_city,beta_city,,rail,,,distance_km,224,224,2026-07-20,reported,other,")  # fmt: skip
    found, network = compare(tmp_path, *rows)
    assert [each.verdict for each in found.rows] == ["agrees", "off", "agrees", "not comparable", "agrees"]
    assert found.rows[1].explanation == "too long"
    for page in (text(found, network), markdown(found, network)):
        assert "too long" in page
        assert "-66%" in page
        assert "3 of 4 agree (75%)" in page


def test_line_haul_runs_from_departure_to_arrival(tiny_network: Network) -> None:
    """Loading, the first wait and unloading are left out; borders and all between legs stay."""
    steps = plan(tiny_network, ask(tiny_network, "Alpha City", "Beta City", modes="road")).itineraries[0].steps
    inner = line_haul(steps)
    assert [step.id if isinstance(step, LegStep) else step.type for step in inner] == [
        "road-alpha", "border", "road-gate", "road-beta",
    ]  # fmt: skip
    assert len(steps) == len(inner) + 3


def test_rankings_are_held_against_ours(tmp_path: Path) -> None:
    """The order of the ways by our typical values is set beside the source's."""
    found, network = compare(tmp_path)
    ranking = found.rankings[0]
    assert ranking.theirs == ("by land", "by sea")
    assert ranking.agrees
    turned = tiny.RANKINGS.replace(
        '{ name = "by land", through = ["beta_post"] }, { name = "by sea", through = ["beta_port"] }',
        '{ name = "by sea", through = ["beta_port"] }, { name = "by land", through = ["beta_post"] }',
    )
    other, _ = compare(tmp_path / "turned", rankings=turned)
    assert not other.rankings[0].agrees
    assert other.rankings[0].ours == ("by land", "by sea")
    assert "as the source ranks them" in text(found, network)


@pytest.mark.parametrize(
    ("date", "day"),
    [("2020", dt.date(2020, 7, 1)), ("2020-03", dt.date(2020, 3, 15)), ("2020-03-09", dt.date(2020, 3, 9))],
)
def test_partial_dates_stand_for_their_middle(date: str, day: dt.date) -> None:
    """A year stands for its middle, a month for its fifteenth."""
    assert day_of(date) == day
