"""Blocks: does what `markdown.blockparser.BlockParser.parseBlocks` does, asking only processors that can say yes.

The stock parser asks each of its ten to twenty processors about each block, and most of a document is plain paragraphs.
What a line begins with decides which of the stock ones can want it; processors of other classes are always asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ElementTree

from .known import name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown.blockparser import BlockParser
    from markdown.blockprocessors import BlockProcessor

DIGIT = "0"
PLACEHOLDER = "\x02"
# The characters of which one must begin a line (after spaces) of a block that the class takes; `|` may stand anywhere,
# DIGIT is any decimal digit. None of them takes other blocks, unless the block itself begins with white space.
BEGINNINGS = {
    "markdown.blockprocessors.EmptyBlockProcessor": "",
    "markdown.blockprocessors.ListIndentProcessor": "",
    "markdown.blockprocessors.CodeBlockProcessor": "",
    "markdown.blockprocessors.HashHeaderProcessor": "#",
    "markdown.blockprocessors.SetextHeaderProcessor": "=-",
    "markdown.blockprocessors.HRProcessor": "-_*",
    "markdown.blockprocessors.OListProcessor": DIGIT,
    "markdown.blockprocessors.UListProcessor": "*+-",
    "markdown.blockprocessors.BlockQuoteProcessor": ">",
    "markdown.blockprocessors.ReferenceProcessor": "[",
    "markdown.extensions.sane_lists.SaneOListProcessor": DIGIT,
    "markdown.extensions.sane_lists.SaneUListProcessor": "*+-",
    "markdown.extensions.footnotes.FootnoteBlockProcessor": "[",
    "markdown.extensions.abbr.AbbrBlockprocessor": "*",
    "markdown.extensions.def_list.DefListIndentProcessor": "",
    "markdown.extensions.def_list.DefListProcessor": ":",
    "markdown.extensions.admonition.AdmonitionProcessor": "!",
    "markdown.extensions.tables.TableProcessor": "|",
    "markdown.extensions.md_in_html.MarkdownInHtmlProcessor": PLACEHOLDER,
}
MARKS = frozenset("".join(BEGINNINGS.values())) - {DIGIT, "|"}
SECOND_LINES = re.compile(rf"\n\ *([{re.escape(''.join(sorted(MARKS)))}])")


class SwiftBlocks:
    """Parses for one stock block parser, in its state and into its tree."""

    def __init__(self, parser: BlockParser) -> None:
        """Work for this parser; its processors are read at the start of each document."""
        self.parser = parser
        self.processors: tuple[BlockProcessor, ...] = ()
        self.known: dict[str | frozenset[str], tuple[BlockProcessor, ...]] = {}

    def parse_document(self, lines: Iterable[str]) -> ElementTree:
        """Parse all the lines of a document."""
        processors = tuple(self.parser.blockprocessors)
        if processors != self.processors:
            self.processors, self.known = processors, {}
        self.parser.root = Element(self.parser.md.doc_tag)
        self.parser.parseChunk(self.parser.root, "\n".join(lines))
        return ElementTree(self.parser.root)

    def parse_blocks(self, parent: Element, blocks: list[str]) -> None:
        """Parse blocks of text into elements under `parent`; the list is used up."""
        # One frame for each level of nesting, as in the stock parser: blockquotes count the frames on the stack.
        known = self.known
        while blocks:
            block = blocks[0]
            first = block[:1]
            if not first or first.isspace():
                processors = self._all()
            else:
                marks = _marks(block, first)
                processors = known.get(marks) or self._choose(marks)
            for processor in processors:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    def _all(self) -> tuple[BlockProcessor, ...]:
        return self.processors or tuple(self.parser.blockprocessors)

    def _choose(self, marks: str | frozenset[str]) -> tuple[BlockProcessor, ...]:
        """Give the processors that may want a block with these marks, in their order."""
        wanted = tuple(p for p in self._all() if _may_want(p, marks))
        if self.processors:
            self.known[marks] = wanted
        return wanted


def _marks(block: str, first: str) -> str | frozenset[str]:
    """Give what the lines of a block begin with, as far as it matters: nothing for most paragraphs."""
    if first not in MARKS:
        first = DIGIT if first.isdecimal() else ""
    if "\n" not in block:
        return first
    marks = {first, *SECOND_LINES.findall(block)}
    if "|" in block:
        marks.add("|")
    return frozenset(marks)


def _may_want(processor: BlockProcessor, marks: str | frozenset[str]) -> bool:
    beginnings = BEGINNINGS.get(name(processor))
    if beginnings is None or "test" in vars(processor) or "run" in vars(processor):
        return True
    return any(mark in marks for mark in beginnings)
