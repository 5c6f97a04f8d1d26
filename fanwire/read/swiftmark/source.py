"""Before and after: white space, fences and raw HTML are looked for only in documents that can have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown.util import ETX, HTML_PLACEHOLDER, STX

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown.core import Markdown
    from markdown.postprocessors import RawHtmlPostprocessor
    from markdown.preprocessors import Preprocessor
    from markdown.util import HtmlStash

BLANK_LINES = re.compile(r"(?<=\n) +\n")
STASHED = re.compile(HTML_PLACEHOLDER % "([0-9]+)")
STASHED_START = HTML_PLACEHOLDER.split("%", maxsplit=1)[0]

Lines = list[str]


def whitespace(stock: Preprocessor) -> Callable[[Lines], Lines]:
    """Make the `run` of a NormalizeWhitespace."""

    def run(lines: Lines) -> Lines:
        text = "\n".join(lines)
        if STX in text or ETX in text:
            text = text.replace(STX, "").replace(ETX, "")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        text += "\n\n"
        if "\t" in text:
            text = text.expandtabs(stock.md.tab_length)
        if "\n " in text and " \n" in text:
            text = BLANK_LINES.sub("\n", text)
        return text.split("\n")

    return run


def fences(stock: Preprocessor) -> Callable[[Lines], Lines]:
    """Make the `run` of a FencedBlockPreprocessor: without three backticks or tildes there is nothing to find."""
    return _run_where(stock, "```", "~~~")


def html_blocks(stock: Preprocessor) -> Callable[[Lines], Lines]:
    """Make the `run` of an HtmlBlockPreprocessor, which changes nothing but tags and numeric references (`&#38;`)."""
    return _run_where(stock, "<", "&#")


def _run_where(stock: Preprocessor, sign: str, other: str) -> Callable[[Lines], Lines]:
    stock_run = stock.run

    def run(lines: Lines) -> Lines:
        text = "\n".join(lines)
        return stock_run(lines) if sign in text or other in text else text.split("\n")

    return run


def raw_html(stock: RawHtmlPostprocessor) -> Callable[[str], str]:
    """Make the `run` of a RawHtmlPostprocessor: each stashed piece is prepared once, not at each of its places."""
    md: Markdown = stock.md

    def run(text: str) -> str:
        return _Restoration(stock, md.htmlStash).restore(text) if md.htmlStash.html_counter else text

    return run


class _Restoration:
    """Puts stashed HTML back; a paragraph that holds nothing but a block gives way to it."""

    def __init__(self, stock: RawHtmlPostprocessor, stash: HtmlStash) -> None:
        self.stock = stock
        self.stash = stash
        self.prepared: dict[tuple[str, bool], str] = {}

    def restore(self, text: str) -> str:
        if STASHED_START not in text:
            return text
        parts = STASHED.split(text)
        for index in range(1, len(parts), 2):
            before, number, after = parts[index - 1 : index + 2]
            if int(number) >= self.stash.html_counter:
                parts[index] = HTML_PLACEHOLDER % number
                continue
            wrapped = before.endswith("<p>") and after.startswith("</p>")
            if wrapped:
                parts[index - 1], parts[index + 1] = before[:-3], after[4:]
            html = self.prepared.get((number, wrapped))
            parts[index] = self.prepare(number, wrapped=wrapped) if html is None else html
        return "".join(parts)

    def prepare(self, number: str, *, wrapped: bool) -> str:
        stashed: Any = self.stash.rawHtmlBlocks[int(number)]
        html = self.stock.stash_to_string(stashed)
        if wrapped and not self.stock.isblocklevel(html):
            html = f"<p>{html}</p>"
        html = self.prepared[number, wrapped] = self.restore(html)
        return html
