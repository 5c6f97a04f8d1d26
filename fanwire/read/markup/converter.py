"""Python-Markdown, set up once: every extension the contract promises, in a fixed order."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from pygments.formatters import HtmlFormatter

from fanwire.read.markup.blocks import NewsBlocks
from fanwire.read.markup.collected import Collected, RawBlock, RawLink
from fanwire.read.markup.headings import headings, slug
from fanwire.read.markup.inline import NewsInline
from fanwire.read.swiftmark import AS_STOCK, accelerate
from fanwire.records.document import MARK_CLOSE, MARK_OPEN, Heading
from fanwire.records.record import Record

_EXTENSIONS = (
    "tables", "footnotes", "fenced_code", "codehilite", "attr_list", "def_list", "abbr", "sane_lists", "smarty", "toc",
    "pymdownx.quotes", "pymdownx.tasklist", "pymdownx.mark", "pymdownx.tilde",
)  # fmt: skip
# Those that do nothing in a text without one of their signs, and whose long patterns take a while to compile.
_SIGNS: Mapping[str, tuple[str, ...]] = {"pymdownx.mark": ("=",), "pymdownx.tilde": ("~", "\\ ")}
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


class Converted(Record, frozen=True):
    """One document's HTML, with marks, and what the marks stand for."""

    html: str
    headings: tuple[Heading, ...]
    blocks: tuple[RawBlock, ...]
    links: tuple[RawLink, ...]


def converter() -> Callable[[str], Converted]:
    """Make a function that converts one Markdown source after another. Making it takes 30 ms, so keep it."""
    collected = Collected()
    markdown = cache(partial(_markdown, collected))

    def convert(source: str) -> Converted:
        collected.clear()
        md = markdown(tuple(name for name in _EXTENSIONS if any(sign in source for sign in _SIGNS.get(name, ("",)))))
        md.reset()
        html = md.convert(source.replace(MARK_OPEN, "").replace(MARK_CLOSE, ""))
        told = headings(md.toc_tokens, html, collected.blocks)  # type: ignore[attr-defined]
        return Converted(html, told, tuple(collected.blocks), tuple(collected.links))

    return convert


def _markdown(collected: Collected, extensions: tuple[str, ...]) -> Markdown:
    md = Markdown(
        extensions=[*extensions, NewsBlocks(collected), NewsInline(collected)],
        extension_configs={
            **_SETTINGS,
            "codehilite": {**_SETTINGS["codehilite"], "pygments_formatter": _kept_formatters()},
            "toc": {**_SETTINGS["toc"], "slugify": _slugger(collected.links)},
        },
        output_format="html",
    )
    accelerate(md)
    # The theme makes the table of contents from `headings`; Markdown's own HTML of it would be thrown away.
    md.treeprocessors["toc"].build_toc_div = lambda _: Element("div")  # type: ignore[attr-defined]
    return md


def _slugger(links: Sequence[RawLink]) -> Callable[[str, str], str]:
    """Make the function that makes headings' ids; of plain words it makes what Markdown would make."""
    slugger = partial(slug, links=links)
    vars(slugger)[AS_STOCK] = True
    return slugger


def _kept_formatters() -> Callable[..., HtmlFormatter[str]]:
    """Make the function that gives Pygments' formatters. Making one takes longer than colouring code, so keep them."""
    kept: dict[str, HtmlFormatter[str]] = {}

    def formatter(**options: Any) -> HtmlFormatter[str]:  # noqa: ANN401 - whatever codehilite passes on
        key = repr(sorted(options.items()))
        if key not in kept:
            kept[key] = HtmlFormatter(**options)
        return kept[key]

    return formatter
