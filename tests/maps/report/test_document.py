"""The page of a dossier: what leads somewhere, and what is only told."""

from maps.report.document import rendered
from maps.report.parts import Block, Link, Listing, Paragraph, Section, Table


def test_only_web_addresses_lead_anywhere() -> None:
    """Web addresses and places on the page are links, anything else is text."""
    links = [Link("a", "https://example.org/?a=1&b=2"), Link("b", "#there"), Link("c", "javascript:alert(1)")]
    page = rendered("T", "about", [Section("one", "One", [Paragraph(links)])])
    assert (
        '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">a</a><a href="#there">b</a>c</p>'
        in page
    )


def test_every_text_is_escaped() -> None:
    """Titles, sentences, items, heads, cells and names of rows are text."""
    text = "<b>&\"'"
    blocks: list[Block] = [Paragraph(text), Listing([text]), Table([text], [[text]], anchors=[text])]
    page = rendered(text, text, [Section(text, text, blocks)])
    assert "<b>" not in page
    assert page.count("&lt;b&gt;&amp;&quot;&#x27;") == 12
