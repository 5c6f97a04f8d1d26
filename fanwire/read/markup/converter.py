"""Python-Markdown, set up once: every extension the contract promises, in a fixed order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.util import ETX, STX
from pymdownx.quotes import QuotesExtension

from fanwire.read.markup.collected import Collected, RawBlock, RawLink
from fanwire.read.markup.headings import headings, slug
from fanwire.read.markup.inline import NewsInline
from fanwire.read.swiftmark import AS_STOCK, accelerate, directly
from fanwire.records.document import MARK_CLOSE, MARK_OPEN, Heading
from fanwire.records.record import Record

if TYPE_CHECKING:
    from pygments.formatters import HtmlFormatter

# On what the extensions act that plain texts do without: wherever it stands, and outside of code and addresses.
_SIGNS, _MARKS = ("{", "~", "\\", STX, ETX), ("==",)
_FENCE = "```"


class Converted(Record, frozen=True):
    """One document's HTML, with marks, and what the marks stand for."""

    html: str
    headings: tuple[Heading, ...]
    blocks: tuple[RawBlock, ...]
    links: tuple[RawLink, ...]


def converter() -> Callable[[str], Converted]:
    """Make a function that converts one Markdown source after another. Making it takes a while, so keep it.

    Most texts are plain, and converted without the extensions whose import takes longest.
    """
    collected = Collected()

    @cache
    def plain(*, with_code: bool) -> tuple[Markdown, Callable[[str], str | None]]:
        code = _for_code() if with_code else ()
        md = _markdown([*_for_all(collected.links), *code], collected)
        return md, directly(md, _MARKS)

    @cache
    def everything() -> Markdown:
        return _markdown([*_for_all(collected.links), *_for_code(), *_for_some(collected)], collected)

    def convert(source: str) -> Converted:
        source = source.replace(MARK_OPEN, "").replace(MARK_CLOSE, "")
        html = None
        collected.clear()
        if not any([sign in source for sign in _SIGNS]):  # noqa: C419 - in half the time
            md, convert_plain = plain(with_code=_FENCE in source)
            md.reset()
            html = convert_plain(source)
        if html is None:
            collected.clear()
            md = everything()
            md.reset()
            html = md.convert(source)
        told = headings(md.toc_tokens, html, collected.blocks)  # type: ignore[attr-defined]
        return Converted(html, told, tuple(collected.blocks), tuple(collected.links))

    return convert


def _markdown(extensions: Iterable[Extension], collected: Collected) -> Markdown:
    # Given by name, each would be looked for among all that is installed.
    md = Markdown(extensions=[*extensions, NewsInline(collected)], output_format="html")
    accelerate(md)
    # The theme makes the table of contents from `headings`; Markdown's own HTML of it would be thrown away.
    md.treeprocessors["toc"].build_toc_div = lambda _: Element("div")  # type: ignore[attr-defined]
    return md


def _for_all(links: Sequence[RawLink]) -> Iterator[Extension]:
    """Make the extensions that take part in the direct way of `swiftmark`."""
    yield TableExtension()
    yield FootnoteExtension(BACKLINK_TITLE="Back to the text of note {}")
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


def _for_code() -> Iterator[Extension]:
    """Make those that colour fenced code, which bring Pygments."""
    from markdown.extensions.codehilite import CodeHiliteExtension
    from markdown.extensions.fenced_code import FencedCodeExtension

    yield FencedCodeExtension()
    yield CodeHiliteExtension(guess_lang=False, pygments_formatter=_kept_formatters())


def _for_some(collected: Collected) -> Iterator[Extension]:
    """Make the others, which bring PyYAML and Python's web client."""
    from markdown.extensions.abbr import AbbrExtension
    from markdown.extensions.attr_list import AttrListExtension
    from markdown.extensions.def_list import DefListExtension
    from pymdownx.mark import MarkExtension
    from pymdownx.tasklist import TasklistExtension
    from pymdownx.tilde import DeleteSubExtension

    from fanwire.read.markup.blocks import NewsBlocks

    yield AttrListExtension()
    yield DefListExtension()
    yield AbbrExtension()
    yield TasklistExtension()
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
