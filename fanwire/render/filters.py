"""What templates can do to a value, besides Jinja's own filters: plain functions of the site's language and address."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from fanwire.records.calendar_words import CalendarWords, in_words


def filters(words: CalendarWords, base_url: str, home: str) -> dict[str, Callable[..., str]]:
    """Make the filters by name: day, short_day, month, iso, monogram, absolute, number."""

    @cache
    def day_in_words(year: int, month: int, day: int, pattern: str) -> str:
        return in_words(date(year, month, day), pattern, words)

    def dated(pattern: str) -> Callable[[date], str]:
        # Not by the moment itself: equal moments may fall on two days, each in its own time zone.
        return lambda when: day_in_words(when.year, when.month, when.day, pattern)

    return {
        "day": dated(words.day),
        "short_day": dated(words.short_day),
        "month": dated(words.month),
        "iso": iso,
        "monogram": monogram,
        "absolute": absolute_maker(base_url, home),
        "number": lambda value: f"{value:,}".replace(",", words.thousands),
    }


def absolute_maker(base_url: str, home: str) -> Callable[[str], str]:
    """Make a function that makes addresses absolute: `"/blog/x/" -> "https://herald.example/blog/x/"`; others stay."""

    def absolute(url: str) -> str:
        return base_url + url.removeprefix(home) if url.startswith("/") else url

    return absolute


def iso(when: date) -> str:
    """Write a moment for machines: `2026-02-22T18:00:00+09:00` (RFC 3339), a plain date as `2026-02-22`."""
    return when.isoformat(timespec="seconds") if isinstance(when, datetime) else when.isoformat()


def monogram(name: str) -> str:
    """Take two initials: `"Park Ji-hu" -> "PJ"`, `"Lomon" -> "L"`, `"박지후" -> "박"`."""
    words = [word for word in name.split() if word[:1].isalnum()]
    return "".join(word[0].upper() for word in words[:2])
