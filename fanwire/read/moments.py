"""Dates and times as writers type them."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

# The years that all time zones know: Python's calendar begins with 1 and ends with 9999.
_FIRST_YEAR, _LAST_YEAR = 2, 9998
_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]\s*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    re.IGNORECASE,
)


def moment(text: str, zone: tzinfo) -> datetime:
    """Read a date, or a date and time: `"2026-08-22 18:00 +09:00"`; without an offset the wall clock of `zone` counts.

    Raises ValueError for anything else, including days that no calendar has.
    """
    match = _MOMENT.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    year, month, day, hour, minute, second, offset = match.groups()
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        raise ValueError(text)
    clock = int(hour or 0), int(minute or 0), int(second or 0)
    return datetime(int(year), int(month), int(day), *clock, tzinfo=_offset(offset) or zone)


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text.upper() == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if text[0] == "-" else ahead)
