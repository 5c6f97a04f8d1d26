"""Code spans, links and emphasis: the usual forms by one expression, the unusual by the stock code.

The stock handlers step through a text character by character in Python. Each function here gives exactly what the
stock method would, or asks it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import (
    BacktickInlineProcessor,
    Delimiter,
    DelimiterProcessor,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.util import STX

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown.inlinepatterns import Pattern

REFERENCES = (
    ReferenceInlineProcessor,
    ImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
)
LINKS = (LinkInlineProcessor, ImageInlineProcessor, *REFERENCES)
TICKS = re.compile("`+")
BRACKETS = re.compile(r"[\[\]]")
# `(target)` or `(target "title")` without brackets or other quotes; `<` at the start has a meaning of its own.
TARGET = re.compile(r"""\(\s*(?![\s<])([^()'"]*)(?:"([^"'()]*)"\ *|'([^"'()]*)'\ *)?\)""")
# `*one*` or `**two**` with no other delimiter inside.
EMPHASIS = re.compile(r"(\*\*?)(?=[^\s*_])([^*_]*)(?<=[^\s*])\1(?!\*)")

Text = tuple[str, int, bool]
Target = tuple[str, str | None, int, bool]


def needs_references(pattern: Pattern) -> bool:
    """Say whether a pattern does nothing in a document that defines no references."""
    return type(pattern) in REFERENCES and "handleMatch" not in vars(pattern)


def quicken(pattern: Pattern) -> None:
    """Give a pattern of exactly a stock class the faster methods; leave any other alone."""
    own = vars(pattern)
    if type(pattern) is BacktickInlineProcessor:
        own.setdefault("find_code_spans", find_code_spans)
    elif type(pattern) in LINKS and isinstance(pattern, LinkInlineProcessor):
        own.setdefault("getText", bracketed)
        own.setdefault("getLink", _link_reader(pattern))
    elif type(pattern) is DelimiterProcessor:
        own.setdefault("handleMatch", _emphasis_handler(pattern))


def find_code_spans(start: int, text: str) -> tuple[int, int | None]:
    """Find where the code begins and ends whose opening backticks stand at `start`; no end when it isn't closed."""
    opening = TICKS.match(text, start)
    ticks = opening.end() - start if opening else 0
    start += ticks
    longest = end = 0
    for run in TICKS.finditer(text, start):
        length = run.end() - run.start()
        if length == ticks:
            return start, run.start()
        if length > longest:
            longest, end = length, run.end()
    if 0 < longest < ticks:
        return start - (ticks - longest), end - longest
    return start + ticks, None


def bracketed(data: str, index: int) -> Text:
    """Read the text up to the `]` that closes the `[` before `index`: the text, the index after it, whether it is."""
    close = data.find("]", index)
    if close == -1:
        return data[index:], len(data), False
    if data.find("[", index, close) == -1:
        return data[index:close], close + 1, True
    depth = 1
    for bracket in BRACKETS.finditer(data, index):
        depth += 1 if bracket.group() == "[" else -1
        if depth == 0:
            return data[index : bracket.start()], bracket.end(), True
    return data[index:], len(data), False


def _link_reader(pattern: LinkInlineProcessor) -> Callable[[str, int], Target]:
    stock = pattern.getLink

    def target(data: str, index: int) -> Target:
        """Read `(target "title")`: target, title, the index after it, whether it is one."""
        if not data.startswith("(", index):
            return "", None, index, False
        match = TARGET.match(data, index)
        if match is None and not any(data.find(mark, index) != -1 for mark in ")'\""):
            return "", None, index, False
        if match is None or STX in match.group():
            return stock(data, index)
        href, double, single = match.groups()
        title = single if double is None else double
        if title is not None:
            title = pattern.RE_TITLE_CLEAN.sub(" ", title.strip())
        return href.strip(), title, match.end(), True

    return target


Handled = tuple[Element | str | None, int | None, int | None]


def _emphasis_handler(pattern: DelimiterProcessor) -> Callable[[re.Match[str], str], Handled]:
    stock = pattern.handleMatch
    usual = vars(Delimiter("*", "strong,em", smart=False, double=False))
    star = pattern.delimiters.get("*")
    mine = vars(star) if type(star) is Delimiter else {}
    if any(mine.get(name) != usual[name] for name in ("boundary", "tags", "tag_count", "double", "max_size")):
        return stock

    def handle(match: re.Match[str], data: str) -> Handled:
        begin = match.start()
        simple = EMPHASIS.match(data, begin)
        if (
            simple is None
            or pattern.regions
            or data.startswith("*", begin - 1 if begin else len(data))
            or pattern.delimiters.get("*") is not star
            or pattern.delimiters.keys() != {"*", "_"}
        ):
            return stock(match, data)
        element = Element("strong" if simple.end(1) - begin > 1 else "em")
        element.text = simple.group(2)
        return element, begin, simple.end()

    return handle
