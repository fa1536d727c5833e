"""What a person sees and does on a map page, in headless Chromium with the network refused."""

import re

import msgspec
import pytest

from corridors.itinerary import LegStep
from maps import page, palette
from tests.browser.conftest import Open, Visit
from tests.maps import standin

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def html() -> str:
    """The page of the stand-in plan."""
    facts = standin.network()
    return page.render(standin.plan(facts), facts, standin.SHAPES)


def _chosen(visit: Visit) -> str | None:
    return visit.page.get_attribute(".card[data-chosen]", "data-rank")


def _boxes(visit: Visit, selector: str) -> list[dict[str, float]]:
    found = [item.bounding_box() for item in visit.page.query_selector_all(selector) if item.is_visible()]
    return [{"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]} for box in found if box]


def test_the_page_opens_without_a_request_an_error_or_a_breach_of_its_policy(visit: Open, html: str) -> None:
    seen = visit(html)
    assert seen.page.title() == "Saint Petersburg \N{RIGHTWARDS ARROW} Nhava Sheva"
    assert seen.troubles() == []


@pytest.mark.parametrize("text", standin.HOSTILE)
def test_hostile_text_is_shown_as_it_is_and_runs_nowhere(visit: Open, text: str) -> None:
    plan, facts = standin.hostile(text)
    seen = visit(page.render(plan, facts, standin.SHAPES))
    tab = seen.page
    tab.evaluate("document.querySelectorAll('details').forEach((item) => { item.open = true; })")
    shown = tab.inner_text("#panel-content")
    for letter in "GLWXNRCMAPTODSVZ":
        assert f"{letter} {text}" in shown, f"field {letter}"
    for place in ("Moscow", "Strait of Hormuz", "Russia", "INSTC, western branch"):
        assert f"{place} {text}" in shown
    labels = tab.evaluate("[...document.querySelectorAll('.tag')].map((tag) => tag.textContent)")
    assert f"Bandar Abbas {text}" in labels
    tab.hover(".step.leg")
    assert text in tab.inner_text(".leaflet-tooltip")
    for rank in (2, 3, 1):
        tab.click(f".card[data-rank='{rank}'] button")
    assert tab.query_selector_all("#panel a, img, .tag svg, h1 svg") == []
    assert tab.title() == f"O {text} \N{RIGHTWARDS ARROW} D {text}"
    assert seen.troubles() == []


def test_every_itinerary_is_drawn_the_chosen_one_strong(visit: Open, html: str) -> None:
    tab = visit(html).page
    plan = standin.plan()
    legs = [{step.id for step in item.steps if isinstance(step, LegStep)} for item in plan.itineraries]
    assert len(tab.query_selector_all("path.leg.chosen.line")) == len(legs[0])
    assert len(tab.query_selector_all("path.leg.others.line")) == len((legs[1] | legs[2]) - legs[0])
    assert tab.get_attribute("path.leg.chosen.line", "stroke-opacity") == "1"
    assert float(tab.get_attribute("path.leg.others.line", "stroke-opacity") or 1) < palette.PLANNED_OPACITY


def test_lines_have_the_colour_and_pattern_of_their_mode(visit: Open, html: str) -> None:
    seen = visit(html)
    found = set()
    for rank in (1, 2, 3):
        seen.page.click(f".card[data-rank='{rank}'] button")
        for stroke in palette.STROKES:
            for line in seen.page.query_selector_all(f"path.leg.chosen.line.{stroke.mode}:not(.planned)"):
                assert line.get_attribute("stroke") == stroke.colour
                assert (line.get_attribute("stroke-dasharray") or "") == stroke.dash
                found.add(stroke.mode)
    assert found == {stroke.mode for stroke in palette.STROKES}


def test_planned_legs_are_dashed_lighter_and_labelled(visit: Open, html: str) -> None:
    tab = visit(html).page
    (line,) = tab.query_selector_all("path.leg.chosen.planned.line")
    assert line.get_attribute("stroke-dasharray") == palette.PLANNED_DASH
    assert line.get_attribute("stroke-opacity") == str(palette.PLANNED_OPACITY)
    assert tab.inner_text(".tag.planned") == "planned"
    assert "Planned or under construction" in tab.inner_text(".legend")


def test_a_card_chooses_by_click_and_by_key_and_the_address_follows(visit: Open, html: str) -> None:
    seen = visit(html)
    seen.page.click(".card[data-rank='2'] .numbers")
    assert (_chosen(seen), seen.page.url.rpartition("#")[2]) == ("2", "2")
    assert seen.page.get_attribute(".card[data-rank='2'] button", "aria-pressed") == "true"
    seen.page.focus(".card[data-rank='3'] button")
    seen.page.keyboard.press("Enter")
    assert (_chosen(seen), seen.page.url.rpartition("#")[2]) == ("3", "3")
    assert "Steps of #3" in seen.page.inner_text("#detail")
    assert seen.troubles() == []


def test_a_click_on_a_pale_line_chooses_its_itinerary(visit: Open, html: str) -> None:
    seen = visit(html)
    spot = seen.page.evaluate(
        """() => {
          for (const path of document.querySelectorAll("path.hit.others")) {
            const middle = path.getPointAtLength(path.getTotalLength() / 2);
            const point = new DOMPoint(middle.x, middle.y).matrixTransform(path.getScreenCTM());
            if (document.elementFromPoint(point.x, point.y) === path) return [point.x, point.y];
          }
        }"""
    )
    seen.page.mouse.click(*spot)
    assert _chosen(seen) in {"2", "3"}


@pytest.mark.parametrize(("fragment", "rank"), [("#2", "2"), ("#3", "3"), ("", "1"), ("#99", "1"), ("#<b>", "1")])
def test_the_address_opens_the_itinerary_it_names(visit: Open, html: str, fragment: str, rank: str) -> None:
    assert _chosen(visit(html, fragment=fragment)) == rank


def test_a_tooltip_says_what_a_leg_is_by_pointer_and_by_keyboard(visit: Open, html: str) -> None:
    tab = visit(html).page
    tab.focus("path.hit.chosen")
    text = tab.inner_text(".leaflet-tooltip")
    for word in (
        "Saint Petersburg",
        "Moscow",
        "Rail 1520 mm",
        "km",
        "USD",
        "Status: open",
        "Basis: published",
        "Test Bureau",
    ):
        assert word in text
    tab.focus(".mark.gauge")
    assert "Change of gauge" in tab.inner_text(".leaflet-tooltip >> nth=-1")


def test_the_panel_tells_steps_sources_published_figures_and_credits(visit: Open, html: str) -> None:
    tab = visit(html).page
    assert len(tab.query_selector_all(".step")) == len(standin.plan().itineraries[0].steps)
    link = tab.query_selector(".step a")
    assert link is not None
    assert link.get_attribute("href") == "https://example.org/figures?a=1&b=2"
    assert link.get_attribute("rel") == "noopener noreferrer"
    shown = tab.inner_text("#panel-content")
    for word in (
        "published 25\N{EN DASH}30",
        "Rail Astara\N{EN DASH}Rasht is planned.",
        "Natural Earth",
        "no opinion",
        "1 TEU of 12 t",
    ):
        assert word in shown


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("rank", ["1", "2", "3"])
def test_labels_and_symbols_do_not_overlap_and_both_ends_are_named(
    visit: Open, html: str, size: dict[str, int], rank: str
) -> None:
    seen = visit(html, fragment=f"#{rank}", **size)
    labels = _boxes(seen, ".tag")
    assert len(_boxes(seen, ".tag.end")) == 2
    for index, a in enumerate(labels):
        for b in labels[:index]:
            apart = (
                a["x"] + a["width"] <= b["x"] + 1
                or b["x"] + b["width"] <= a["x"] + 1
                or a["y"] + a["height"] <= b["y"] + 1
                or b["y"] + b["height"] <= a["y"] + 1
            )
            assert apart


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, PHONE], ids=["desk", "phone"])
def test_the_chosen_route_is_in_view_and_nothing_scrolls_sideways(visit: Open, html: str, size: dict[str, int]) -> None:
    seen = visit(html, **size)
    (area,) = _boxes(seen, "#map_landbridge")
    for end in _boxes(seen, ".mark.origin, .mark.destination"):
        assert area["x"] <= end["x"] <= area["x"] + area["width"] - end["width"]
        assert area["y"] <= end["y"] <= area["y"] + area["height"] - end["height"]
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert seen.page.evaluate(
        "document.querySelector('table').scrollWidth <= document.querySelector('table').clientWidth"
    )


def test_the_panel_can_be_folded_away_and_back(visit: Open, html: str) -> None:
    seen = visit(html)
    seen.page.click("#collapse")
    assert not seen.page.is_visible("h1")
    assert _boxes(seen, "#map_landbridge")[0]["width"] == 1280
    seen.page.click("#collapse")
    assert seen.page.is_visible("h1")
    assert seen.troubles() == []


def test_layers_can_be_switched_off(visit: Open, html: str) -> None:
    tab = visit(html).page
    tab.hover(".leaflet-control-layers")
    tab.click("text=Other itineraries")
    assert tab.query_selector_all("path.leg.others") == []
    tab.click("text=Border crossings")
    assert tab.query_selector_all(".mark.border") == []


def test_a_plan_without_an_itinerary_still_opens(visit: Open) -> None:
    facts = standin.network()
    empty = msgspec.structs.replace(standin.plan(facts), itineraries=())
    seen = visit(page.render(empty, facts, {}))
    assert "No itinerary was found." in seen.page.inner_text("#panel-content")
    assert seen.troubles() == []


def test_the_watch_sees_requests_and_breaches(visit: Open, html: str) -> None:
    image = '<img src="https://example.org/x.png">'
    guarded = visit(html.replace("</body>", f"{image}</body>"))
    assert "img-src" in guarded.troubles()
    assert guarded.refused == []
    bare = visit(re.sub(r"<meta http-equiv=\"Content.*?>", "", html).replace("</body>", f"{image}</body>"))
    assert bare.refused == ["https://example.org/x.png"]


def test_tiles_are_asked_for_only_when_they_are_wanted(visit: Open) -> None:
    facts = standin.network()
    tiles = "https://tile.example.org/{z}/{x}/{y}.png"
    seen = visit(page.render(standin.plan(facts), facts, standin.SHAPES, tiles=tiles))
    seen.page.wait_for_function("document.querySelectorAll('.leaflet-tile').length > 0")
    assert seen.refused
    assert all(url.startswith("https://tile.example.org/") for url in seen.refused)
    assert seen.page.evaluate("window.violations") == []
