"""Dates as English sentences say them: "18 December 2026", "late 2025", "6 December", "May to August 2024"."""

import re
from collections.abc import Iterator

from fanwire.newsroom.vague_dates import vague_date
from fanwire.records.ledger import VagueDate
from fanwire.records.record import Record

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?<![\w,.-])(?:"
    rf"(?P<iso>{_YEAR}-\d\d(?:-\d\d)?)"
    rf"|(?P<d1>{_DAY})(?:\sof)?\s(?P<m1>{_MONTH})(?:,?\s(?P<y1>{_YEAR}))?"
    rf"|(?P<m2>{_MONTH})\s(?P<d2>{_DAY})(?:,?\s(?P<y2>{_YEAR}))?(?!\d)"
    rf"|(?P<m3>{_MONTH})\s(?:to|-|\u2013)\s(?P<m4>{_MONTH}),?\s(?P<y4>{_YEAR})"
    rf"|(?P<m5>{_MONTH}),?\s(?:of\s)?(?P<y5>{_YEAR})"
    rf"|(?P<part>early|late|(?:the\s)?(?:first|second)\shalf\sof|mid)[\s-](?P<y6>{_YEAR})"
    rf"|Q(?P<q>[1-4])(?:\sof)?\s(?P<y7>{_YEAR})"
    rf"|(?P<y8>{_YEAR})"
    rf")(?![\w%])"
)


class SaidDate(Record, frozen=True):
    """A date in a text: its words, from which character to which, and what they mean."""

    words: str
    start: int
    end: int
    date: VagueDate


def said_dates(text: str) -> Iterator[SaidDate]:
    """Yield the dates of a text in order: `"out on 18 December" -> SaidDate("18 December", 7, 18, XXXX-12-18)`."""
    for match in _DATE.finditer(text):
        date = vague_date(_notation(match))
        if date:
            yield SaidDate(" ".join(match[0].split()), match.start(), match.end(), date)


def _notation(match: re.Match[str]) -> str:
    """Write a date as the ledger does: `December 2026 -> 2026-12`; what can't be a date stays none."""
    if match["iso"]:
        return match["iso"]
    for day, month, year in (("d1", "m1", "y1"), ("d2", "m2", "y2")):
        if match[day]:
            number = int(re.sub(r"\D", "", match[day]))
            return f"{match[year] or 'XXXX'}-{_month(match[month]):02}-{number:02}"
    if match["m3"]:
        return f"{match['y4']}-{_month(match['m3']):02}/{match['y4']}-{_month(match['m4']):02}"
    if match["m5"]:
        return f"{match['y5']}-{_month(match['m5']):02}"
    if match["part"]:
        part = match["part"].casefold()
        half = "H1" if part.startswith(("early", "first", "the first")) else "H2"
        return match["y6"] if part == "mid" else f"{match['y6']}-{half}"
    return f"{match['y7']}-Q{match['q']}" if match["q"] else match["y8"]


def _month(word: str) -> int:
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(word.casefold()[:3]))
