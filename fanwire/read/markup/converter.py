"""Python-Markdown, set up once: every extension the contract promises, in a fixed order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.util import ETX, STX
from pymdownx.quotes import QuotesExtension
from pymdownx.tasklist import TasklistExtension

from fanwire.read.markup.collected import Collected, RawBlock, RawLink
from fanwire.read.markup.headings import headings, slug
from fanwire.read.markup.inline import NewsInline
from fanwire.read.swiftmark import AS_STOCK, accelerate
from fanwire.records.document import MARK_CLOSE, MARK_OPEN, Heading
from fanwire.records.record import Record

if TYPE_CHECKING:
    from pygments.formatters import HtmlFormatter

# Extensions that do nothing in a text without one of their signs; to import them takes longer than all the others.
# A tab may become blanks, a backslash takes the meaning from signs that only an extension knows.
_SIGNS: Mapping[str, tuple[str, ...]] = {
    "code": ("{", "~", "\t", "```", "    "),
    "marks and blocks": ("~", "\t", "\\", "==", "///"),
}
_IGNORED = (MARK_OPEN, MARK_CLOSE, STX, ETX)


class Converted(Record, frozen=True):
    """One document's HTML, with marks, and what the marks stand for."""

    html: str
    headings: tuple[Heading, ...]
    blocks: tuple[RawBlock, ...]
    links: tuple[RawLink, ...]


def converter() -> Callable[[str], Converted]:
    """Make a function that converts one Markdown source after another. Making it takes 20 ms, so keep it."""
    collected = Collected()
    markdown = cache(partial(_markdown, collected))

    def convert(source: str) -> Converted:
        collected.clear()
        for each in _IGNORED:
            source = source.replace(each, "")
        md = markdown(tuple([name for name, signs in _SIGNS.items() if any(sign in source for sign in signs)]))
        md.reset()
        html = md.convert(source)
        told = headings(md.toc_tokens, html, collected.blocks)  # type: ignore[attr-defined]
        return Converted(html, told, tuple(collected.blocks), tuple(collected.links))

    return convert


def _markdown(collected: Collected, wanted: tuple[str, ...]) -> Markdown:
    # Given by name, each would be looked for among all that is installed.
    extensions = [*_always(collected.links)]
    if "code" in wanted:
        extensions += _code()
    if "marks and blocks" in wanted:
        extensions += _marks_and_blocks(collected)
    md = Markdown(extensions=[*extensions, NewsInline(collected)], output_format="html")
    accelerate(md)
    # The theme makes the table of contents from `headings`; Markdown's own HTML of it would be thrown away.
    md.treeprocessors["toc"].build_toc_div = lambda _: Element("div")  # type: ignore[attr-defined]
    return md


def _always(links: Sequence[RawLink]) -> Iterator[Extension]:
    yield TableExtension()
    yield FootnoteExtension(BACKLINK_TITLE="Back to the text of note {}")
    yield DefListExtension()
    yield AbbrExtension()
    yield SaneListExtension()
    yield SmartyExtension()
    yield TocExtension(
        marker="",
        permalink="#",
        permalink_title="Link to this section",
        toc_depth="2-4",
        slugify=_slugger(links),
    )
    yield QuotesExtension(callouts=True)
    yield TasklistExtension()


def _code() -> Iterator[Extension]:
    from markdown.extensions.attr_list import AttrListExtension
    from markdown.extensions.codehilite import CodeHiliteExtension
    from markdown.extensions.fenced_code import FencedCodeExtension

    yield FencedCodeExtension()
    yield CodeHiliteExtension(guess_lang=False, pygments_formatter=_kept_formatters())
    yield AttrListExtension()


def _marks_and_blocks(collected: Collected) -> Iterator[Extension]:
    from pymdownx.mark import MarkExtension
    from pymdownx.tilde import DeleteSubExtension

    from fanwire.read.markup.blocks import NewsBlocks

    yield MarkExtension()
    yield DeleteSubExtension()
    yield NewsBlocks(collected)


def _slugger(links: Sequence[RawLink]) -> Callable[[str, str], str]:
    """Make the function that makes headings' ids; of plain words it makes what Markdown would make."""
    slugger = partial(slug, links=links)
    vars(slugger)[AS_STOCK] = True
    return slugger


def _kept_formatters() -> "Callable[..., HtmlFormatter[str]]":
    """Make the function that gives Pygments' formatters. Making one takes longer than colouring code, so keep them."""
    from pygments.formatters import HtmlFormatter

    kept: dict[str, HtmlFormatter[str]] = {}

    def formatter(**options: Any) -> "HtmlFormatter[str]":  # noqa: ANN401 - whatever codehilite passes on
        key = repr(sorted(options.items()))
        if key not in kept:
            kept[key] = HtmlFormatter(**options)
        return kept[key]

    return formatter
