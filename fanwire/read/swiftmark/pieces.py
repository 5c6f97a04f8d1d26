"""Inline markup in all texts of a document at once, for the direct way: code, links, pictures, notes, emphasis.

As Python-Markdown does, it looks for one kind after another, each in what the ones before left. What is found is taken
out of the text; a sign that no text contains stays for each piece of HTML with quotes in it, or code. Only spans of the
usual form are taken, that lie beside or wholly within each other. A mark that is left over means something unusual: the
document goes the old way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from markdown.serializers import RE_AMP

from .guests import Guest, Visit, visits
from .signs import CODE_AT, ESCAPED, LINK_AT, PART, SIGNS, SPOT, Unusual

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Python looks for a first character a good deal faster than for one of several. That is why each kind has its own
# expression, and why what has to stand before comes after.
CODE = re.compile(rf"`(?<!``)([^`{PART}]+)`(?!`)")
ESCAPE = re.compile(r"\\(.)", re.DOTALL)
# What stands between the parentheses of a link: an address, and perhaps a title. Quotes and parentheses within an
# address have rules of their own, `<` begins an address that has others, and a title may lose quotes within quotes.
NOT_IN_TARGET = rf'()"\[\]{PART}{SIGNS}'
BRACKETS = re.compile(
    rf"\[(?:\^([^\[\]{PART}{SIGNS}]*)\]|([^\[\]{PART}]*)\]"
    rf"\(\s*(?!\s|&lt;)([^'{NOT_IN_TARGET}]*)"
    rf"(?:\"(?!\s*')([^{NOT_IN_TARGET}]*)\"\ *|'([^'{NOT_IN_TARGET}]*)'\ *)?\))"
)
FIELDS = BRACKETS.groups + 1
LINE_BREAK = re.compile(rf"  \n(?=[^\s{PART}])")
WITHIN = rf"(?:[^*_{PART}{LINK_AT}<]++|{LINK_AT}[^*_{PART}<]*+</a>|</?strong>|<br(?: /)?>)++"
STRONGLY = re.compile(rf"\*\*(?<!\*\*\*)(?![\s*_])({WITHIN})(?<!\s)\*\*(?!\*)")
EMPHATICALLY = re.compile(rf"\*(?<!\*\*)(?![\s*_<])({WITHIN})(?<!\s)\*(?!\*)")

# Marks that mean something, or might. A lone `*` between blanks doesn't, nor `_` within a word, nor brackets without an
# address.
UNSETTLED = re.compile(
    r"\*(?:(?<!\s\*)|(?!\s))"
    r"|_(?:(?<!\w_)|(?!\w))"
    rf"|\[(?:(?<=!\[)|(?![^\[\]{PART}{SIGNS}<]*\](?!\()))"
)
ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-f]+|[a-z0-9]+);", re.IGNORECASE)
SPACE = re.compile(r"\s")
# In longer texts there may not be more marks: looking for the ends of so many might take long.
LONG, MOST_MARKS = 10_000, 2000


class Rules(NamedTuple):
    """How inline markup behaves where configurations differ."""

    end: str  # of an empty tag: `">"` or `" />"`
    marks: tuple[str, ...]  # of extensions, which no text may contain
    escaped: Sequence[str]  # the characters that a backslash takes their meaning from
    guests: tuple[Guest, ...]


class Spans(NamedTuple):
    """All texts without their spans, and what was taken out, of each kind in order."""

    plain: str
    pieces: dict[str, list[str]]
    notes: list[str]  # the names of the notes that are referred to
    entities: bool  # whether `&copy;` or the like is in there
    visits: list[Visit]


def spans(texts: Sequence[str], notes: Mapping[str, str], rules: Rules) -> Spans:
    """Take the spans out of the texts; `notes` has the mark of each footnote that is defined."""
    text = PART.join(texts)
    if (
        text.count(PART) != len(texts) - 1
        or any(sign in text for sign in SIGNS)
        or (len(text) > LONG and sum(map(text.count, "*`[\\")) > MOST_MARKS)
    ):
        raise Unusual
    entities = "&" in text and ENTITY.search(text) is not None
    text = escaped(text)
    pieces: dict[str, list[str]] = {}
    named: list[str] = []
    if "`" in text:
        text = _without_code(text, pieces, entities=entities)
    if "\\" in text:
        text = _without_escapes(text, pieces, rules.escaped)
    text, visitors = visits(text, rules.guests)
    if "[" in text:
        text = _without_brackets(text, pieces, notes, named, rules.end)
    if "\n" in text:
        text = LINE_BREAK.sub(f"<br{rules.end}\n", text)
    if "*" in text:
        text = _without_emphasis(text)
    if _unsettled(text, rules.marks):
        raise Unusual
    return Spans(text, pieces, named, entities, visitors)


def filled(plain: str, pieces: Mapping[str, Sequence[str]]) -> str:
    """Put all pieces where their signs stand."""
    for sign, found in pieces.items():
        if found:
            parts = plain.split(sign)
            html = [""] * (2 * len(parts) - 1)
            html[::2], html[1::2] = parts, found
            plain = "".join(html)
    return plain


def escaped(text: str) -> str:
    """Write `&`, `<` and `>` as the serializer does, which leaves entities alone."""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def _without_code(text: str, pieces: dict[str, list[str]], *, entities: bool) -> str:
    if "\\`" in text:
        raise Unusual
    parts = CODE.split(text)
    found = parts[1::2]
    if entities and any("&" in code for code in found):
        raise Unusual  # whether that is what was typed can't be told any more
    pieces[CODE_AT] = [f"<code>{code.strip()}</code>" for code in found]
    return CODE_AT.join(parts[::2])


def _without_escapes(text: str, pieces: dict[str, list[str]], characters: Sequence[str]) -> str:
    if "\\&" in text:
        raise Unusual
    found = pieces[ESCAPED] = []

    def take(match: re.Match[str]) -> str:
        if match[1] not in characters:
            return match[0]
        found.append(match[1])
        return ESCAPED

    return ESCAPE.sub(take, text)


def _without_brackets(
    text: str, pieces: dict[str, list[str]], notes: Mapping[str, str], named: list[str], end: str
) -> str:
    links, spots = list[str](), list[str]()
    parts = BRACKETS.split(text)
    for at in range(1, len(parts), FIELDS):
        name, label, address, double, single = parts[at : at + FIELDS - 1]
        if name is not None:
            parts[at] = SPOT if name in notes else f"[^{name}]"  # brackets that name no note are text
            if name in notes:
                named.append(name)
                spots.append(notes[name])
        elif parts[at - 1].endswith("!"):
            parts[at - 1] = parts[at - 1][:-1]
            parts[at] = SPOT
            spots.append(_picture(label, address.strip(), _title(double, single), end))
        else:
            links.append(f'<a href="{address.strip()}"{_title(double, single)}>')
            parts[at] = f"{LINK_AT}{label}</a>"
    if len(set(named)) < len(named):
        raise Unusual  # the second mark of a note gets an id of its own, and a link back
    pieces[LINK_AT], pieces[SPOT] = links, spots
    kept = [""] * (2 * len(parts[::FIELDS]) - 1)
    kept[::2], kept[1::2] = parts[::FIELDS], parts[1::FIELDS]
    return "".join(kept)


def _picture(alt: str, address: str, title: str, end: str) -> str:
    if any(sign in alt for sign in SIGNS):
        raise Unusual
    return '<img alt="{}" src="{}"{}{}'.format(alt.replace('"', "&quot;"), address, title, end)


def _title(double: str | None, single: str | None) -> str:
    title = single if double is None else double
    return "" if title is None else f' title="{SPACE.sub(" ", title.strip())}"'


def _without_emphasis(text: str) -> str:
    text = _tagged(STRONGLY.split(text), "<strong>", "</strong>")
    return _tagged(EMPHATICALLY.split(text), "<em>", "</em>")


def _tagged(parts: list[str], opening: str, closing: str) -> str:
    """Join `[text, emphasized, text, ...]` with a tag at each change."""
    if len(parts) == 1:
        return parts[0]
    text = [opening] * (2 * len(parts) - 1)
    text[::2] = parts
    text[3::4] = [closing] * len(text[3::4])
    return "".join(text)


def _unsettled(plain: str, marks: Sequence[str]) -> bool:
    """Say whether anything in the plain texts means something after all, or might."""
    if "`" in plain or "\\" in plain or ("&" in plain and "&lt;" in plain) or ("\n" in plain and "  \n" in plain):
        return True
    if any(mark[0] in plain and mark in plain for mark in marks):
        return True
    return ("*" in plain or "_" in plain or "[" in plain) and UNSETTLED.search(plain) is not None
