"""Sections as one HTML file that runs nothing and asks for nothing; every text is escaped here and nowhere else."""

from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files

from maps import policy
from maps.report.parts import Block, Cell, Link, Listing, Paragraph, Picture, Section, Table

TONES = frozenset({"lead", "warning", "small"})


def rendered(title: str, about: str, sections: Sequence[Section]) -> str:
    """The page: a title, a line about it, a table of contents, the sections in order."""
    style = _style()
    contents = "".join(f'<li><a href="#{escape(part.id)}">{escape(part.title)}</a></li>' for part in sections)
    body = "\n".join(map(_section, sections))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy.of_sheet(style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)} · landbridge</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f'<header>\n<h1>{escape(title)}</h1>\n<p class="small">{escape(about)}</p>\n<ol class="contents">{contents}</ol>\n</header>\n'
        f"{body}\n</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return files("maps").joinpath("assets", "report.css").read_text(encoding="utf-8")


def _section(part: Section) -> str:
    blocks = "\n".join(map(_block, part.blocks))
    return f'<section id="{escape(part.id)}">\n<h2>{escape(part.title)}</h2>\n{blocks}\n</section>'


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        tone = f' class="{block.tone}"' if block.tone in TONES else ""
        return f"<p{tone}>{_words(block.words)}</p>"
    if isinstance(block, Listing):
        return "<ul>" + "".join(f"<li>{_words(item)}</li>" for item in block.items) + "</ul>"
    if isinstance(block, Picture):
        return f"<figure>{block.svg}<figcaption>{escape(block.caption)}</figcaption></figure>"
    return _table(block)


def _table(table: Table) -> str:
    def cell(tag: str, column: int, words: Cell) -> str:
        kind = ' class="number"' if column in table.right else ' class="firm"' if column in table.firm else ""
        return f"<{tag}{kind}>{_words(words)}</{tag}>"

    head = "".join(cell("th", column, words) for column, words in enumerate(table.head))
    names = [f' id="{escape(name)}"' for name in table.anchors] or [""] * len(table.rows)
    rows = "\n".join(
        f"<tr{name}>" + "".join(cell("td", column, words) for column, words in enumerate(row)) + "</tr>"
        for name, row in zip(names, table.rows, strict=True)
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _words(words: Cell) -> str:
    if isinstance(words, str):
        return escape(words)
    return "".join(escape(part) if isinstance(part, str) else _link(part) for part in words)


def _link(link: Link) -> str:
    """Only a web address or a place on this page leads anywhere; anything else is told as text."""
    if link.address.startswith("#"):
        return f'<a href="{escape(link.address)}">{escape(link.text)}</a>'
    if link.address.startswith(("https://", "http://")):
        return f'<a href="{escape(link.address)}" rel="noopener noreferrer">{escape(link.text)}</a>'
    return escape(link.text)
