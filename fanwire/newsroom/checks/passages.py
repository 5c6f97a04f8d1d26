"""Looking at a passage: its sentences, what is only quoted in it, which season it speaks of, where a word stands."""

import re
from collections.abc import Iterator

from fanwire.errors import Where
from fanwire.records.check import Finding, Passage
from fanwire.records.record import Record

_QUOTED = re.compile(
    r"“[^”]*”|\u2018[^\u2019]*\u2019|\"[^\"\n]{1,200}\"|~~[^~]*~~|„[^“”]*[“”]|«[^»]*»|^>(?! *\[!).*$",
    re.MULTILINE,
)
# A sentence ends at its mark where a capital, a quote or a link follows, and at a cell's or an item's edge.
_END = re.compile(
    r"[.!?][*_\"”\u2019)]*(?:\[\^[^\]]+\])*(?=\s+[\"“\u2018*_\[(]*[A-Z0-9]|\s*$)|\||\n(?=[ \t]*(?:[-*+]|\d+\.) )"
)
_SEASON = re.compile(
    r"\b(?:season|series)[ \n](?P<number>\d{1,2}|one|two|three|four|five)\b|\bs(?P<short>\d{1,2})\b(?!e\d)"
    r"|\b(?P<ordinal>first|second|third|fourth|fifth|\d{1,2}(?:st|nd|rd|th))[ \n](?:season|run)\b",
    re.IGNORECASE,
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5} | {
    word: number for number, word in enumerate(("first", "second", "third", "fourth", "fifth"), 1)
}
_HEDGES = re.compile(
    r"\?|\b(?:no|not|never|nobody|nothing|none|without|neither|nor|cannot|if|unless|until|whether|yet|un\w*confirmed"
    r"|(?-i:may)|might|could|would|should|likely|probably|perhaps|possibl[ey]|maybe|expect\w*|hope\w*|want\w*|wish\w*"
    r"|rumou?r\w*|report\w*|reportedly|alleg\w*|apparent\w*|speculat\w*|guess\w*|theor\w*|predict\w*|estimat\w*"
    r"|plan\w*|target\w*|aim\w*|tip\w*|hint\w*|suggest\w*|claim\w*|say|says|said|saying|tells?|told|names?|gives?"
    r"|according|believ\w*|think\w*|thought|denie[sd]|deny|denial|false|fake|wrong|myth|debunk\w*|window|fans?"
    r"|agency|outlets?|sources?|insiders?)\b|\w+n['\u2019]t\b",
    re.IGNORECASE,
)


class Sentence(Record, frozen=True):
    """A sentence of a passage, and at which character of it it begins."""

    text: str
    start: int


def place(passage: Passage, offset: int) -> Where:
    """Tell where a character of a passage stands; of a title or a dek, where that begins."""
    if passage.kind in {"title", "dek"}:
        return passage.where
    line = passage.text.count("\n", 0, offset)
    column = offset - passage.text.rfind("\n", 0, offset)
    return Where(passage.where.file, passage.where.line + line, column)


def found(passage: Passage, offset: int, code: str, message: str, hint: str) -> Finding:
    """Make a finding about a word of a passage."""
    return Finding(place(passage, offset), code, message, hint)


def said(text: str) -> str:
    """Blank what a text only quotes or strikes out, keeping its length: `'Not "x" but y' -> 'Not     but y'`."""
    return _QUOTED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def sentences(text: str) -> Iterator[Sentence]:
    """Cut a text into sentences; cells of a table and items of a list count as such."""
    start = 0
    for match in _END.finditer(text):
        if text[start : match.end()].strip(" \n|"):
            yield Sentence(text[start : match.end()], start)
        start = match.end()
    if text[start:].strip():
        yield Sentence(text[start:], start)


def is_hedged(text: str) -> bool:
    """Tell whether a sentence says somebody's word, a doubt, a question or a denial, and no plain fact."""
    return bool(_HEDGES.search(text))


def seasons_in(text: str) -> tuple[str, ...]:
    """Name the seasons that a text speaks of: `"Season 2 is out" -> ("s2",)`."""
    numbers = (_number(match) for match in _SEASON.finditer(text))
    return tuple(dict.fromkeys(f"s{number}" for number in numbers if number))


def _number(match: re.Match[str]) -> int:
    word = (match["number"] or match["short"] or match["ordinal"]).casefold()
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else _WORDS[word]
