"""Dates in the words of the site's language: names and patterns.

They are gathered once, so that every page writes dates alike.
"""

from datetime import date

from fanwire.records.record import Record


class CalendarWords(Record, frozen=True):
    """A language's months and the shapes of its dates, as %-formats over CLDR's fields: `"%(d)s %(MMMM)s %(y)s"`."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    day: str
    short_day: str
    month: str
    thousands: str
    era: str = ""
    """Ours, which Thai and Latin write with every year."""


def in_words(when: date, pattern: str, words: CalendarWords) -> str:
    """Write a date: `(date(2026, 2, 22), words.day, words) -> "22 February 2026"`."""
    return pattern % {
        "G": words.era,
        "y": when.year,
        "yy": f"{when.year % 100:02}",
        "M": when.month,
        "MM": f"{when.month:02}",
        "MMM": words.short_months[when.month - 1],
        "MMMM": words.months[when.month - 1],
        "L": when.month,
        "LLL": words.short_months[when.month - 1],
        "LLLL": words.months[when.month - 1],
        "d": when.day,
        "dd": f"{when.day:02}",
    }
