"""One plan is one inert file, written whole or not at all."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from corridors.errors import UsageError
from corridors.itinerary import Plan
from maps import page
from tests.maps import standin

MAX_BYTES = 1_500_000


class Reader(HTMLParser):
    """Collects tags, and the contents of scripts and styles, as a browser's parser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.inline: list[tuple[str, dict[str, str], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] in {"script", "style"} and data.strip():
            self.inline.append((*self.tags[-1], data))


def _policy(html: str) -> dict[str, list[str]]:
    head = next(attrs for tag, attrs in Reader(html).tags if tag == "meta")
    assert head["http-equiv"] == "Content-Security-Policy"
    return {name: values for name, *values in (part.split() for part in head["content"].split(";"))}


def test_one_plan_gives_one_file_in_any_process(html: str) -> None:
    script = (
        "import hashlib; from maps import page; from tests.maps import standin as s; f = s.network();"
        "print(hashlib.sha256(page.render(s.plan(f), f, s.SHAPES).encode()).hexdigest())"
    )
    root = Path(page.__file__).parents[1]
    found = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=root, check=True, capture_output=True, text=True
        ).stdout.strip()
        for _ in range(2)
    }
    assert found == {hashlib.sha256(html.encode()).hexdigest()}


def test_the_policy_stands_first_in_the_head_and_the_charset_soon_after(html: str) -> None:
    assert html.startswith("<!DOCTYPE html>")
    assert re.search(r"<head>\s*<meta http-equiv=\"Content-Security-Policy\"", html)
    assert "charset=UTF-8" in html[:1024]


def test_every_script_and_style_is_named_in_the_policy_by_its_hash(html: str) -> None:
    policy = _policy(html)
    inline = [(tag, body) for tag, attrs, body in Reader(html).inline if attrs.get("type") != "application/json"]
    assert {tag for tag, _ in inline} == {"script", "style"}
    for tag, body in inline:
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[f"{tag}-src"]


def test_the_policy_allows_nothing_else(html: str) -> None:
    policy = _policy(html)
    assert policy["default-src"] == ["'none'"]
    assert policy["img-src"] == ["data:"]
    assert all(value.startswith("'sha256-") for value in policy["script-src"] + policy["style-src"])


def test_no_tag_asks_for_a_resource_or_carries_a_style_or_handler(html: str) -> None:
    for tag, attrs in Reader(html).tags:
        assert tag not in {"link", "iframe", "object", "embed", "img", "base"}
        assert not {"src", "href", "style", "srcset"} & set(attrs)
        assert not [name for name in attrs if name.startswith("on")]
    assert not re.search(r"url\((?!data:|#default#VML)", html)
    assert "sourceMappingURL" not in html
    assert not re.search("jsdelivr|cdnjs|jquery|bootstrap", html)


def test_leaflet_is_as_published(html: str) -> None:
    published = page._leaflet_file("leaflet.js").decode().rpartition("\n//#")[0]
    assert published in html


def test_the_language_is_named_and_zooming_is_not_forbidden(html: str) -> None:
    assert '<html lang="en">' in html
    assert "user-scalable" not in html


def test_the_page_is_small(html: str) -> None:
    assert len(html.encode()) <= MAX_BYTES


@pytest.mark.parametrize("text", standin.HOSTILE)
def test_hostile_text_reaches_the_file_only_as_escaped_data(html: str, text: str) -> None:
    plan, facts = standin.hostile(text)
    marred = page.render(plan, facts, standin.SHAPES)
    block = re.compile(r'<script type="application/json" id="landbridge-data">(.*?)</script>', re.DOTALL)
    data = json.loads(block.findall(marred)[0])
    assert data["warnings"] == [f"G {text}"]
    assert block.sub("", marred) == block.sub("", html)
    assert [tag for tag, _ in Reader(marred).tags] == [tag for tag, _ in Reader(html).tags]


def test_tiles_open_the_policy_for_their_host_alone(plan: Plan, facts: standin.StandIn) -> None:
    html = page.render(plan, facts, {}, tiles="https://{s}.tile.example.org/{z}/{x}/{y}.png")
    assert _policy(html)["img-src"] == ["data:", "https://*.tile.example.org"]


@pytest.mark.parametrize(
    "tiles",
    [
        "http://tile.example.org/{z}/{x}/{y}.png",
        "https://tile.example.org/",
        "https://a b/{z}/{x}/{y}",
        "https://x.org; script-src */{z}/{x}/{y}",
        "https://user@x.org/{z}/{x}/{y}",
        "{{7*7}}",
        "https://[/{z}/{x}/{y}",
    ],
)
def test_an_address_that_is_none_of_tiles_is_refused(plan: Plan, facts: standin.StandIn, tiles: str) -> None:
    with pytest.raises(UsageError):
        page.render(plan, facts, {}, tiles=tiles)


def test_folium_is_imported_only_when_a_map_is_drawn() -> None:
    script = (
        "import sys, maps.page, maps.features, maps.palette; print('folium' in sys.modules, 'branca' in sys.modules)"
    )
    root = Path(page.__file__).parents[1]
    result = subprocess.run([sys.executable, "-c", script], cwd=root, check=True, capture_output=True, text=True)
    assert result.stdout.split() == ["False", "False"]
