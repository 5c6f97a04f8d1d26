"""Python-Markdown, set up once: every extension the contract promises, in a fixed order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown

from fanwire.read.markup.blocks import NewsBlocks
from fanwire.read.markup.collected import Collected, RawBlock, RawLink
from fanwire.read.markup.headings import headings, slug
from fanwire.read.markup.inline import NewsInline
from fanwire.read.swiftmark import accelerate
from fanwire.records.document import MARK_CLOSE, MARK_OPEN, Heading

_EXTENSIONS = (
    "tables", "footnotes", "fenced_code", "codehilite", "attr_list", "def_list", "abbr", "sane_lists", "smarty", "toc",
    "pymdownx.quotes", "pymdownx.tasklist", "pymdownx.mark", "pymdownx.tilde",
)  # fmt: skip
_SETTINGS: Mapping[str, dict[str, Any]] = {
    "codehilite": {"guess_lang": False},
    "footnotes": {"BACKLINK_TITLE": "Back to the text of note {}"},
    "pymdownx.quotes": {"callouts": True},
    "toc": {
        "marker": "",
        "permalink": "#",
        "permalink_title": "Link to this section",
        "toc_depth": "2-4",
    },
}


@dataclass(frozen=True, slots=True)
class Converted:
    """One document's HTML, with marks, and what the marks stand for."""

    html: str
    headings: tuple[Heading, ...]
    blocks: tuple[RawBlock, ...]
    links: tuple[RawLink, ...]


def converter() -> Callable[[str], Converted]:
    """Make a function that converts one Markdown source after another. Making it takes 60 ms, so keep it."""
    collected = Collected()
    markdown = Markdown(
        extensions=[*_EXTENSIONS, NewsBlocks(collected), NewsInline(collected)],
        extension_configs={**_SETTINGS, "toc": _SETTINGS["toc"] | {"slugify": partial(slug, links=collected.links)}},
        output_format="html",
    )
    accelerate(markdown)
    # The theme makes the table of contents from `headings`; Markdown's own HTML of it would be thrown away.
    markdown.treeprocessors["toc"].build_toc_div = lambda _: Element("div")  # type: ignore[attr-defined]

    def convert(source: str) -> Converted:
        collected.clear()
        markdown.reset()
        html = markdown.convert(source.replace(MARK_OPEN, "").replace(MARK_CLOSE, ""))
        told = headings(markdown.toc_tokens, html, collected.blocks)  # type: ignore[attr-defined]
        return Converted(html, told, tuple(collected.blocks), tuple(collected.links))

    return convert
