"""Python-Markdown at full speed: the same output, byte for byte, in a fifth of the time.

    md = markdown.Markdown(extensions=["tables", "footnotes", "smarty", "toc"])
    swiftmark.accelerate(md)
    html = md.convert(text)

The objects of Python-Markdown stay where they are, with their types and attributes; single methods of single objects
are replaced by faster ones that do the same. That is done for objects of exactly the stock classes. Subclasses and
all that other extensions bring keep their own code and their place in the order. This package imports the standard
library and `markdown`, nothing else; docs/decisions/0010-swiftmark.md says why it exists and when to delete it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import markdown
from markdown.blockparser import BlockParser

from . import guards, headings, known, source, spans, tables, tree
from .blocks import SwiftBlocks
from .contents import AS_STOCK
from .direct import Direct
from .serializer import SWIFT
from .smart_quotes import SmartQuotes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from markdown.extensions.tables import TableProcessor

__all__ = ["AS_STOCK", "VERSION", "accelerate", "directly"]

# The version whose behaviour is reproduced here. Another one may differ, so it is left as it is.
VERSION = (3, 11)

# For each class of exactly which an object gets another `run`, by name: what makes it.
MAKERS: dict[str, Callable[[Any], Any]] = {
    "markdown.preprocessors.NormalizeWhitespace": source.whitespace,
    "markdown.extensions.fenced_code.FencedBlockPreprocessor": source.fences,
    "markdown.preprocessors.HtmlBlockPreprocessor": source.html_blocks,
    "markdown.extensions.md_in_html.HtmlBlockPreprocessor": source.html_blocks,
    "markdown.treeprocessors.InlineProcessor": lambda stock: SmartQuotes(stock).run,
    "markdown.treeprocessors.PrettifyTreeprocessor": tree.line_breaks,
    "markdown.extensions.attr_list.AttrListTreeprocessor": tree.attribute_lists,
    "markdown.extensions.toc.TocTreeprocessor": headings.contents,
    "markdown.treeprocessors.UnescapeTreeprocessor": tree.backslash_escapes,
    "markdown.postprocessors.RawHtmlPostprocessor": source.raw_html,
    "markdown.extensions.md_in_html.MarkdownInHTMLPostprocessor": source.raw_html,
}


def accelerate(md: markdown.Markdown) -> bool:
    """Make `md` convert faster, to the same result; say whether it could be done.

    Call it once, after all extensions are loaded. What is registered later is run too, at its own speed. Nothing is
    done for another version of Python-Markdown than `VERSION`, as its classes may do something else.

    >>> md = markdown.Markdown(extensions=["smarty"])
    >>> accelerate(md)
    True
    >>> md.convert("*It's* quick.")
    '<p><em>It&rsquo;s</em> quick.</p>'
    """
    if not _is_known():
        return False
    _quicken(md.preprocessors)
    _quicken(md.treeprocessors)
    _quicken(md.postprocessors)
    for pattern in md.inlinePatterns:
        spans.quicken(pattern)
    for processor in md.parser.blockprocessors:
        if known.name(processor) == known.TABLES:
            vars(processor).setdefault("_split_row", tables.row_splitter(cast("TableProcessor", processor)))
    guards.guard(md.parser.blockprocessors)
    if type(md.parser) is BlockParser and "parseBlocks" not in vars(md.parser):
        blocks = SwiftBlocks(md.parser)
        vars(md.parser).update(parseDocument=blocks.parse_document, parseBlocks=blocks.parse_blocks)
    md.serializer = SWIFT.get(md.serializer, md.serializer)
    if type(md) is markdown.Markdown and "convert" not in vars(md):
        vars(md)["convert"] = Direct(md).convert
    return True


def directly(md: markdown.Markdown, foreign: Sequence[str]) -> Callable[[str], str | None]:
    """Make a function that converts what can be converted without a tree, as `md` does; it gives None for the rest.

    That is any text that isn't of the usual forms, has one of the strings `foreign` outside of code and addresses, or
    holds what an extension of `markdown` or pymdownx would change that isn't loaded. So `md` can do without those.
    """
    return Direct(md, foreign).directly if _is_known() else lambda _: None


def _is_known() -> bool:
    return tuple(markdown.__version_info__[:2]) == VERSION


def _quicken(processors: Iterable[Any]) -> None:
    for processor in processors:
        make = MAKERS.get(known.name(processor))
        if make is not None and "run" not in vars(processor):
            vars(processor)["run"] = make(processor)
