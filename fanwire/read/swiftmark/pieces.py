"""Inline markup in all texts of a document at once, for the direct way: code, emphasis, links, pictures, notes.

Python-Markdown looks for one kind after another, each in what the ones before left. Where every mark belongs to a span
of the usual form, and spans lie beside or wholly within each other, looking once from left to right finds the same.
What a span is made of is taken out of the text as a piece of HTML; `PART` stays in its place. A mark that is left over
means something unusual: the document goes the old way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from markdown.serializers import RE_AMP
from markdown.util import STX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

# Between two texts, and where a span was. No text has it: it begins the placeholders of Python-Markdown, and is taken
# out of every source.
PART = STX
CODE = rf"`(?<!``)([^`{PART}]+)`(?!`)"
CODE_WITHIN = rf"`[^`{PART}]+`(?!`)"
# What stands between the parentheses of a link: an address, and perhaps a title. Quotes and parentheses within an
# address have rules of their own, `<` begins an address that has others, and a title may lose quotes within quotes.
NO_TARGET = rf"()\"`\\\[\]{PART}"
TARGET = (
    rf"\(\s*(?!\s|&lt;)([^'{NO_TARGET}]*)"
    rf"(?:\"(?!\s*')([^{NO_TARGET}]*)\"\ *|'([^'{NO_TARGET}]*)'\ *)?\)"
)
TARGET_WITHIN = TARGET.replace("([^", "(?:[^")
LINK = rf"\[(?<!!\[)((?:[^`\[\]{PART}]++|{CODE_WITHIN})*+)\]{TARGET}"
LINK_WITHIN = rf"\[(?<!!\[)(?:[^`\[\]{PART}*_]++|{CODE_WITHIN})*+\]{TARGET_WITHIN}"
IMAGE = rf"!\[([^`\\\[\]{PART}]*)\]{TARGET}"
NOTE = rf"\[\^([^`\\\[\]{PART}]*)\]"
WITHIN = rf"(?:[^*_`\[\]{PART}]++|{CODE_WITHIN}|{LINK_WITHIN}|\[\^[^`\[\]{PART}*_]*\])++"
STRONG = rf"\*\*(?<!\*\*\*)(?![\s*_])({WITHIN})(?<!\s)\*\*(?!\*)"
EMPHASIS = rf"\*(?<!\*\*)(?![\s*_])({WITHIN})(?<!\s)\*(?!\*)"
SPAN = re.compile(f"{PART}|{STRONG}|{EMPHASIS}|{CODE}|{NOTE}|{LINK}|{IMAGE}")
STRONG_GROUP, EMPHASIS_GROUP, CODE_GROUP, NOTE_GROUP, LINK_GROUP, IMAGE_GROUP = 1, 2, 3, 4, 5, 9
TAGS = ("", ""), ("<strong>", "</strong>"), ("<em>", "</em>")

# Marks that mean something, or might. A lone `*` between blanks doesn't, nor `_` within a word, nor brackets without an
# address.
UNSETTLED = re.compile(
    r"\*(?:(?<!\s\*)|(?!\s))"
    r"|_(?:(?<!\w_)|(?!\w))"
    rf"|\[(?:(?<=!\[)|(?![^\[\]{PART}]*\](?!\()))"
)
ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-f]+|[a-z0-9]+);", re.IGNORECASE)
SPACE = re.compile(r"\s")
# More marks than this, and looking for their ends might take long.
MOST_MARKS = 2000


class Spans(NamedTuple):
    """All that is taken out of a document's texts."""

    pieces: list[str]  # what belongs in the place of each PART
    bounds: list[int]  # which of the pieces are those between two texts, in order
    entities: bool  # whether `&copy;` or the like is in there
    notes: list[str]  # the names of the notes that are referred to, in order


class Unusual(Exception):
    """Nothing is certain about this document."""


def spans(
    texts: Sequence[str], gaps: Sequence[str], notes: Mapping[str, str], end: str, forbidden: Sequence[str]
) -> tuple[str, Spans]:
    """Take the spans out of the texts: these, each after a PART and with a PART for each tag, and what is taken out.

    The texts stand between the `gaps`, one before each and one at the end, which become pieces like tags.

    `notes` has the mark of each footnote that is defined, `end` closes an empty tag: `">"` or `" />"`.
    """
    joined = f"{PART}{PART.join(texts)}{PART}"
    if joined.count(PART) != len(gaps) or sum(map(joined.count, "*`[")) > MOST_MARKS:
        raise Unusual
    taken = Spans([], [], "&" in joined and ENTITY.search(joined) is not None, [])
    plain = SPAN.sub(_taker(taken, iter(gaps), notes, end), escaped(joined))
    if _unsettled(plain, forbidden):
        raise Unusual
    if len(set(taken.notes)) < len(taken.notes):
        raise Unusual  # the second mark of a note gets an id of its own, and a link back
    return plain, taken


def _unsettled(plain: str, forbidden: Sequence[str]) -> bool:
    """Say whether anything in the plain texts means something after all, or might."""
    if "`" in plain or "\\" in plain or ("&" in plain and "&lt;" in plain) or ("\n" in plain and "  \n" in plain):
        return True
    if any(mark[0] in plain and mark in plain for mark in forbidden):
        return True
    return ("*" in plain or "_" in plain or "[" in plain) and UNSETTLED.search(plain) is not None


def escaped(text: str) -> str:
    """Write `&`, `<` and `>` as the serializer does, which leaves entities alone."""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def _taker(taken: Spans, gaps: Iterator[str], notes: Mapping[str, str], end: str) -> Callable[[re.Match[str]], str]:
    """Make the function that takes one span out of the text and gives what stays in its place."""
    add = taken.pieces.append

    def take(match: re.Match[str]) -> str:
        kind = match.lastindex
        if kind is None:
            taken.bounds.append(len(taken.pieces))
            add(next(gaps))
        elif kind <= EMPHASIS_GROUP:
            opening, closing = TAGS[kind]
            return within(opening, match[kind], closing)
        elif kind == CODE_GROUP:
            add(_code(match[CODE_GROUP], entities=taken.entities))
        elif kind == NOTE_GROUP:
            if match[NOTE_GROUP] not in notes:
                return match[0]  # brackets that name no note are text
            taken.notes.append(match[NOTE_GROUP])
            add(notes[match[NOTE_GROUP]])
        elif kind < IMAGE_GROUP:
            return within(f'<a href="{match[6].strip()}"{_title(match[7], match[8])}>', match[LINK_GROUP], "</a>")
        else:
            add(_image(match, end))
        return PART

    def within(opening: str, text: str, closing: str) -> str:
        add(opening)
        if "`" in text or "*" in text or "[" in text:
            text = SPAN.sub(take, text)
        add(closing)
        return f"{PART}{text}{PART}"

    return take


def _code(text: str, *, entities: bool) -> str:
    """Write code; where there are entities, what was typed there can't be told any more."""
    if entities and "&" in text:
        raise Unusual
    return f"<code>{text.strip()}</code>"


def _image(match: re.Match[str], end: str) -> str:
    alt = match[IMAGE_GROUP].replace('"', "&quot;")
    return f'<img alt="{alt}" src="{match[10].strip()}"{_title(match[11], match[12])}{end}'


def _title(double: str | None, single: str | None) -> str:
    title = single if double is None else double
    return "" if title is None else f' title="{SPACE.sub(" ", title.strip())}"'
