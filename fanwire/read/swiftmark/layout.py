"""A document cut into blocks, for the direct way: paragraphs, headings, plain lists, quotations, tables, rules, notes.

Every block must be of a form that the stock processors can only take for one thing; the first one that isn't ends the
attempt. What comes out is the texts in which inline markup may stand, and the HTML around and between them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from markdown.blockprocessors import HashHeaderProcessor, HRProcessor
from markdown.util import STX

from .signs import Unusual

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BLANK_LINE = re.compile("\n\n")  # in Python 3.11 three times as fast as `str.split`
# Lines that begin with one of these, after spaces, may be something other than text.
MAYBE_SPECIAL = re.compile(r"\n *[#=\-_*+>\[:|/!]")
# Lines of which it is certain, or not certain enough, that they are something other than text: headings and their
# underlines, rules, quotations, definitions of terms, links, notes and abbreviations, blocks between slashes.
SPECIAL = re.compile(
    r"^(?:#"
    r"|[ ]{0,3}(?:[-_*][ ]*){3,}$"
    r"|(?:=+|-+)[ ]*$"
    r"|[ ]{0,3}(?:>|:[ ]|/{3}|!!!|\[[^\]]*\]:)"
    r"|\*\[)",
    re.MULTILINE,
)
FIRST_OF_LIST = re.compile(r"(?:[*+-]|\d+\.)[ ]")
PLAIN_LIST = re.compile(r"- [\"`*]{0,2}[^\W\d_].*(?:\n- [\"`*]{0,2}[^\W\d_].*)*")
ITEM = re.compile(r"(?:[*+-]|(\d+)\.)[ ]+(?=[^ ])")
CHECKBOX = re.compile(r"\[[xX ]\]")
CALLOUT = "[!"
NOTE_LINE = re.compile(r"\[\^([^\]\n]*)\]:[ ]*(.*)")
LOWEST = 6  # the level of the smallest heading
OF_TABLE_LINE = frozenset("|:- ")
ALIGNED = {(True, True): "center", (True, False): "left", (False, True): "right", (False, False): ""}


class Rules(NamedTuple):
    """How the blocks of this configuration behave where configurations differ."""

    end: str  # of an empty tag: `">"` or `" />"`
    lists_mix: bool  # a list goes on in a list of the other kind, and counts from 1
    quotes_join: bool  # a quotation goes on in the next
    tables: bool  # tables are known
    aligns: tuple[str, str]  # the attribute that aligns a cell, up to its value and after: `style="text-align: `, `;"`
    stashed: Callable[[str], str | None]  # the HTML that a placeholder alone in its block stands for
    note: Callable[[str, int], tuple[str, str]] | None  # the HTML around a note, by its name and number


class Layout(NamedTuple):
    """The texts of a document in their order, and the HTML before each and at the end."""

    texts: list[str]
    gaps: list[str]
    headings: list[tuple[int, int]]  # which of the texts are headings, and their levels; their tags are in no gap
    notes: dict[str, str]


def layout(source: str, rules: Rules) -> Layout:
    """Cut a document into blocks. Raises Unusual for whatever isn't certain."""
    work = _Work(rules, [], [], [], {})
    work.blocks(BLANK_LINE.split(source))
    if work.notes and rules.note:
        work.footnotes(rules.note)
    return Layout(work.texts, [*work.gaps, work.pending], work.headings, work.notes)


class _Work:
    """The blocks laid out so far; `pending` is the HTML after the last text."""

    def __init__(
        self, rules: Rules, texts: list[str], gaps: list[str], headings: list[tuple[int, int]], notes: dict[str, str]
    ) -> None:
        self.rules = rules
        self.texts, self.gaps, self.headings, self.notes = texts, gaps, headings, notes
        self.pending = ""
        self.last = ""  # what the last block became, where the next may go on with it

    def blocks(self, blocks: Sequence[str]) -> None:
        for block in blocks:
            text = block[1:] if block[:1] == "\n" else block
            if not text:
                continue
            if text[0].isalpha() and "\n" not in text:
                self.gaps.append(self.pending + "<p>")
                self.texts.append(text)
                self.pending, self.last = "</p>\n", ""
            else:
                self.other(text, text[0])

    def text(self, text: str, before: str, after: str) -> None:
        self.gaps.append(self.pending + before)
        self.texts.append(text)
        self.pending = after

    def other(self, block: str, first: str) -> None:
        last, self.last = self.last, ""
        if first == "#":
            self.heading(block)
        elif first == ">":
            self.quotation(block, last)
        elif first == "|":
            self.table(block)
        elif first == STX:
            self.stashed(block)
        elif first == "[" and self.rules.note and block.startswith("[^"):
            self.last = last
            self.definitions(block)
        elif first in "-_*" and "\n" not in block and HRProcessor.SEARCH_RE.match(block):
            self.pending += f"<hr{self.rules.end}\n"
        elif FIRST_OF_LIST.match(block):
            self.list(block, last)
        else:
            self.text(_plain(block), "<p>", "</p>\n")

    def heading(self, block: str) -> None:
        text = block.lstrip("#")
        level = len(block) - len(text)
        if level <= LOWEST and "#" not in text and "\n" not in text and "\\" not in text:
            self.headings.append((len(self.texts), level))
            self.text(text.strip(), "", "\n")
            return
        match = HashHeaderProcessor.RE.match(block)
        if not match or _may_be_table(block):
            raise Unusual
        self.headings.append((len(self.texts), len(match["level"])))
        self.text(match["header"].strip(), "", "\n")
        if block[match.end() :]:
            self.blocks([block[match.end() :]])

    def quotation(self, block: str, last: str) -> None:
        if last == "quote" and self.rules.quotes_join:
            raise Unusual
        lines = block.split("\n")
        if not all(line.startswith(">") for line in lines):
            raise Unusual
        inner = "\n".join("" if line.strip() == ">" else line[2:] if line[1:2] == " " else line[1:] for line in lines)
        if not inner.strip() or CALLOUT in inner:
            raise Unusual
        self.pending += "<blockquote>\n"
        for paragraph in inner.split("\n\n"):
            text = paragraph[1:] if paragraph[:1] == "\n" else paragraph
            if text:
                self.text(_plain(text), "<p>", "</p>\n")
        self.pending += "</blockquote>\n"
        self.last = "quote"

    def list(self, block: str, last: str) -> None:
        items, start = _items(block)
        tag = "ul" if start is None else "ol"
        if last == tag or (last in {"ul", "ol"} and self.rules.lists_mix) or _may_be_table(block):
            raise Unusual
        number = "" if self.rules.lists_mix or start in {None, "1"} else f' start="{start}"'
        self.gaps.append(f"{self.pending}<{tag}{number}>\n<li>")
        self.gaps += ["</li>\n<li>"] * (len(items) - 1)
        self.texts += items
        self.pending = f"</li>\n</{tag}>\n"
        self.last = tag

    def table(self, block: str) -> None:
        rows = [row.strip(" ") for row in block.split("\n")]
        if not self.rules.tables or len(rows) <= 2 or "\\" in block or "`" in block:  # noqa: PLR2004  (head, line, rows)
            raise Unusual
        if not all(len(row) > 1 and row[0] == row[-1] == "|" for row in rows):
            raise Unusual
        columns = rows[1][1:-1].split("|")
        if len(columns) == 1 or rows[0].count("|") != len(columns) + 1 or not OF_TABLE_LINE.issuperset(rows[1]):
            raise Unusual
        aligns = [self.aligned(column.strip(" ")) for column in columns]
        self.rows(rows[:1], "th", aligns, "<table>\n<thead>\n", "</thead>\n")
        self.rows(rows[2:], "td", aligns, "<tbody>\n", "</tbody>\n</table>\n")

    def aligned(self, column: str) -> str:
        where = ALIGNED[column[:1] == ":", column[-1:] == ":"]
        before, after = self.rules.aligns
        return f" {before}{where}{after}" if where else ""

    def rows(self, rows: Sequence[str], tag: str, aligns: Sequence[str], before: str, after: str) -> None:
        first = f"<tr>\n<{tag}{aligns[0]}>"
        between = [f"</{tag}>\n<{tag}{align}>" for align in aligns[1:]]
        end = f"</{tag}>\n</tr>\n"
        bars = len(aligns) + 1
        cells = "".join([row[1:] if row.count("|") == bars else _filled(row, bars) for row in rows])
        self.texts += [cell.strip(" ") for cell in cells[:-1].split("|")]
        self.gaps.append(self.pending + before + first)
        self.gaps += between
        self.gaps += [end + first, *between] * (len(rows) - 1)
        self.pending = end + after

    def stashed(self, block: str) -> None:
        html = self.rules.stashed(block)
        if html is None:
            raise Unusual
        self.pending += f"{html}\n"

    def definitions(self, block: str) -> None:
        for line in block.split("\n"):
            match = NOTE_LINE.fullmatch(line)
            if not match:
                raise Unusual
            self.notes[match[1]] = _plain(match[2].rstrip())

    def footnotes(self, note: Callable[[str, int], tuple[str, str]]) -> None:
        self.pending += f'<div class="footnote">\n<hr{self.rules.end}\n<ol>\n'
        for number, (name, text) in enumerate(self.notes.items(), start=1):
            self.text(text, *note(name, number))
        self.pending += "</ol>\n</div>\n"


def _filled(row: str, bars: int) -> str:
    """Give the cells of a row that has more than the head, or fewer, each with the bar after it."""
    cells = [*row[1:-1].split("|")[: bars - 1], *[""] * bars]
    return "".join(f"{cell}|" for cell in cells[: bars - 1])


def _items(block: str) -> tuple[list[str], str | None]:
    """Give the texts of a list's items and, of a numbered one, its first number."""
    if PLAIN_LIST.fullmatch(block):
        return block[2:].split("\n- "), None
    items: list[str] = []
    start: str | None = None
    for line in block.split("\n"):
        match = ITEM.match(line)
        if match and (not items or (match[1] is None) == (start is None)):
            start = start if items else match[1]
            items.append(line[match.end() :])
        elif items and not line.startswith("    ") and not FIRST_OF_LIST.match(line.lstrip(" ")):
            items[-1] += f"\n{line}"
        else:
            raise Unusual
    if any(map(CHECKBOX.match, items)):
        raise Unusual
    return [_plain(item) for item in items], start


def _plain(block: str) -> str:
    """Give back a text that can be nothing but a paragraph."""
    if not block or block[0].isspace():
        raise Unusual
    first = block[0]
    if "\n" not in block:
        special = not first.isalpha() and SPECIAL.match(block)
    else:
        special = (not first.isalpha() or MAYBE_SPECIAL.search(block)) and SPECIAL.search(block)
    if special or FIRST_OF_LIST.match(block) or first == STX:
        raise Unusual
    if _may_be_table(block):
        raise Unusual
    return block


def _may_be_table(block: str) -> bool:
    """Say whether the second line could be that below the head of a table."""
    return "|" in block and "\n" in block and OF_TABLE_LINE.issuperset(block.split("\n", 2)[1])
