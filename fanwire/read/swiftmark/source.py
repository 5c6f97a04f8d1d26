"""Before and after: white space, fences and raw HTML are looked for only in documents that can have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown.util import ETX, HTML_PLACEHOLDER, STX

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown.core import Markdown
    from markdown.postprocessors import RawHtmlPostprocessor
    from markdown.preprocessors import Preprocessor
    from markdown.util import HtmlStash

BLANK_LINES = re.compile(r"(?<=\n) +\n")
# Looking for two characters takes Python 3.11 three times as long by `in` as by an expression.
OF_BLANKS = re.compile(r"\n +\n")
STASHED = re.compile(HTML_PLACEHOLDER % "([0-9]+)")
STASHED_START = HTML_PLACEHOLDER.split("%", maxsplit=1)[0]

Lines = list[str]


class Whole(NamedTuple):
    """The `run` of a preprocessor that works on the whole source: joining and parting its lines can be spared."""

    change: Callable[[str], str]

    def __call__(self, lines: Lines) -> Lines:
        """Work on lines, as preprocessors do."""
        return self.change("\n".join(lines)).split("\n")


def prepared(md: Any, source: str) -> str:  # noqa: ANN401  (an attribute that `md` gets only by converting)
    """Run all preprocessors."""
    for preprocessor in md.preprocessors:
        run = vars(preprocessor).get("run")
        if isinstance(run, Whole):
            source = run.change(source)
        else:
            md.lines = source.split("\n")
            source = "\n".join(preprocessor.run(md.lines))
    md.lines = source.split("\n")
    return source


def whitespace(stock: Preprocessor) -> Whole:
    """Make the `run` of a NormalizeWhitespace."""

    def change(text: str) -> str:
        if STX in text or ETX in text:
            text = text.replace(STX, "").replace(ETX, "")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        text += "\n\n"
        if "\t" in text:
            text = text.expandtabs(stock.md.tab_length)
        return BLANK_LINES.sub("\n", text) if OF_BLANKS.search(text) else text

    return Whole(change)


def fences(stock: Preprocessor) -> Whole:
    """Make the `run` of a FencedBlockPreprocessor: without three backticks or tildes there is nothing to find."""
    return _run_where(stock, "```", "~~~")


def html_blocks(stock: Preprocessor) -> Whole:
    """Make the `run` of an HtmlBlockPreprocessor, which changes nothing but tags and numeric references (`&#38;`)."""
    return _run_where(stock, "<", "&#")


def _run_where(stock: Preprocessor, *signs: str) -> Whole:
    stock_run = stock.run
    # One expression for both would take ten times as long as the two.
    searches = [(sign[0], re.compile(sign).search) for sign in signs]

    def change(text: str) -> str:
        if any(first in text and search(text) for first, search in searches):
            return "\n".join(stock_run(text.split("\n")))
        return text

    return Whole(change)


def raw_html(stock: RawHtmlPostprocessor) -> Callable[[str], str]:
    """Make the `run` of a RawHtmlPostprocessor: each stashed piece is prepared once, not at each of its places."""
    md: Markdown = stock.md

    def run(text: str) -> str:
        return _Restoration(stock, md.htmlStash).restore(text) if md.htmlStash.html_counter else text

    return run


def stashed_block(stock: RawHtmlPostprocessor) -> Callable[[str], str | None]:
    """Make a function that gives what the placeholder stands for that is all of a block; None for another block."""

    def html(block: str) -> str | None:
        found = STASHED.fullmatch(block)
        stash = stock.md.htmlStash
        if not found or int(found[1]) >= stash.html_counter:
            return None
        return _Restoration(stock, stash).prepare(found[1], wrapped=True)

    return html


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
