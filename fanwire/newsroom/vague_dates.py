"""Vague dates: read them, compare them, say them.

The notation is EDTF's (https://www.loc.gov/standards/datetime/), with `2026-H2` and `2026-Q4` for its codes 41 and 36.
A vague date is a set of days; two of them agree when they share a day.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from fanwire.records.ledger import VagueDate

FORMS = "write 2026, 2026-12, 2026-12-18, 2026-H2, 2026-Q4, 2024-05/2024-08, 2027? or XXXX-12-06"
"""The hint for a writer whose date can't be read."""

_POINT = re.compile(r"([0-9]{4})(?:-(?:H([12])|Q([1-4])|([0-9]{2})(?:-([0-9]{2}))?))?")
_YEARLESS = re.compile(r"XXXX-([0-9]{2})(?:-([0-9]{2}))?")
_LEAP_YEAR = 2000
_YEARS_BETWEEN_LEAP_DAYS = 9
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_EN_DASH = "\N{EN DASH}"
_ORDINALS = ("first", "second", "third", "fourth")


def vague_date(text: str) -> VagueDate | None:
    """Read a date: `"2026-H2"` -> 1 July to 31 December 2026; None when it is no date or an interval runs backwards."""
    stated = text.strip()
    bare = stated.removesuffix("?")
    uncertain = bare != stated
    if _YEARLESS.fullmatch(bare):
        known = _span_in_year(bare, _LEAP_YEAR)
        return VagueDate(stated, date.min, date.max, uncertain, yearless=True) if known else None
    begin, slash, end = bare.partition("/")
    first, last = _span(begin), _span(end if slash else begin)
    if first is None or last is None or first[0] > last[0] or first[1] > last[1]:
        return None
    return VagueDate(stated, first[0], last[1], uncertain)


def _span(point: str) -> tuple[date, date] | None:
    """Give the days of a point in time: `"2026-Q4"` -> 1 October and 31 December 2026."""
    match = _POINT.fullmatch(point)
    if not match:
        return None
    year, half, quarter, month, day = (int(group) if group else 0 for group in match.groups())
    length = 6 if half else 3 if quarter else 1 if match[4] else 12
    begin = month if match[4] else 1 + (half - 1) * 6 if half else 1 + (quarter - 1) * 3 if quarter else 1
    try:
        if match[5]:
            return date(year, month, day), date(year, month, day)
        end = begin + length - 1
        return date(year, begin, 1), date(year, end, monthrange(year, end)[1])
    except ValueError:
        return None


def _span_in_year(text: str, year: int) -> tuple[date, date] | None:
    """Give the days of a yearless date in one year; None for 29 February in most years."""
    return _span(f"{year:04}{text[4:].removesuffix('?')}")


def agree(one: VagueDate, other: VagueDate, tolerance: int = 0) -> bool:
    """Tell whether both can be true of one event: 2026 and 2026-12 agree, 2024 and 2025-H2 exclude each other.

    `tolerance` is in days: with 2, the 18th and the 20th of a month agree.
    """
    if not (one.yearless or other.yearless or tolerance):
        return one.first <= other.last and other.first <= one.last
    return any(
        max(a[0], b[0]) - min(a[1], b[1]) <= tolerance
        for a in _day_numbers(one, other)
        for b in _day_numbers(other, one)
    )


def within(inner: VagueDate, outer: VagueDate, tolerance: int = 0) -> bool:
    """Tell whether `inner` leaves no doubt about `outer`: 2026-12 is within 2026, not the reverse."""
    if not (inner.yearless or outer.yearless or tolerance):
        return outer.first <= inner.first and inner.last <= outer.last
    if inner.yearless and not outer.yearless:
        return False
    return any(
        a[0] - tolerance <= b[0] and b[1] <= a[1] + tolerance
        for b in _day_numbers(inner, outer)[:1]
        for a in _day_numbers(outer, inner)
    )


def _day_numbers(one: VagueDate, near: VagueDate) -> list[tuple[int, int]]:
    """Give the spans of a date as day numbers; of a yearless one those that can matter beside `near`.

    Nine years hold a 29 February, wherever they begin. Beside another yearless date a leap year and its neighbours do.
    """
    if not one.yearless:
        return [(one.first.toordinal(), one.last.toordinal())]
    if near.yearless:
        years = [_LEAP_YEAR, _LEAP_YEAR - 1, _LEAP_YEAR + 1]
    else:
        last = min(near.last.year, near.first.year + _YEARS_BETWEEN_LEAP_DAYS)
        years = list(range(max(near.first.year - 1, 1), min(last + 1, date.max.year) + 1))
    spans = (_span_in_year(one.text, year) for year in years)
    return [(span[0].toordinal(), span[1].toordinal()) for span in spans if span]


def lapse_day(one: VagueDate) -> date | None:
    """Give the first day on which the date is past: `2026-12` -> 1 January 2027; None for a yearless one."""
    return None if one.last == date.max else one.last + timedelta(days=1)


def is_past(one: VagueDate, said: date) -> bool:
    """Tell whether someone who speaks on the day `said` looks back on it: it is over, or it is that very day."""
    return one.last < said or one.first == one.last == said


def is_day(one: VagueDate) -> bool:
    """Tell whether it is one certain day."""
    return one.first == one.last and not one.uncertain


def words(one: VagueDate) -> str:
    """Say it to people: "December 2026", "second half of 2025", "2027, uncertain", "6 December, year unknown"."""
    return bare_words(one) + (", uncertain" if one.uncertain else "")


def bare_words(one: VagueDate) -> str:
    """Say it without its doubt, for places that name the doubt themselves: `2027?` -> "2027"."""
    text = one.text.removesuffix("?")
    begin, slash, end = text.partition("/")
    if not slash:
        return _point_words(text)
    if begin[:4] == end[:4] and _is_month(begin) and _is_month(end):
        return f"{_MONTHS[int(begin[5:7]) - 1]} to {_point_words(end)}"
    return f"{_point_words(begin)} to {_point_words(end)}"


def _is_month(point: str) -> bool:
    return len(point) == len("2024-05") and point[5:].isdigit()


def _point_words(point: str) -> str:
    year, rest = point[:4], point[5:]
    if not rest:
        return year
    if rest[0] in "HQ":
        return f"{_ORDINALS[int(rest[1]) - 1]} {'half' if rest[0] == 'H' else 'quarter'} of {year}"
    month = _MONTHS[int(rest[:2]) - 1]
    named = f"{int(rest[3:])} {month}" if rest[2:] else month
    return f"{named}, year unknown" if year == "XXXX" else f"{named} {year}"


def day_words(day: date) -> str:
    """Say a day: "22 February 2026"."""
    return f"{day.day} {month_words(day)}"


def period_words(one: VagueDate) -> str:
    """Name what a date stands under in a calendar: 2026-12-18 -> "December 2026", 2026-H2 -> "second half of 2026"."""
    same_month = (one.first.year, one.first.month) == (one.last.year, one.last.month)
    return month_words(one.first) if same_month else bare_words(one)


def month_words(day: date) -> str:
    """Say the month of a day: "February 2026"."""
    return f"{_MONTHS[day.month - 1]} {day.year:04}"


def range_words(first: date, last: date) -> str:
    """Say a range of days, with an en dash: "18-19 February 2026", "27 February - 1 March 2026"."""
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{_EN_DASH}{day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} {_EN_DASH} {day_words(last)}"
    return f"{day_words(first)} {_EN_DASH} {day_words(last)}"
