"""Dates and times as writers type them."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

# The years that all time zones know: Python's calendar begins with 1 and ends with 9999.
_FIRST_YEAR, _LAST_YEAR = 2, 9998
_MOMENT = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)


def moment(text: str, zone: tzinfo) -> datetime:
    """Read a date, or a date and time: `"2026-08-22 18:00 +09:00"`; without an offset the wall clock of `zone` counts.

    Raises ValueError for anything else, including days that no calendar has.
    """
    match = _MOMENT.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    day = datetime.fromisoformat(match["date"])
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(text)
    clock = {name: int(match[name] or 0) for name in ("hour", "minute", "second")}
    return day.replace(**clock, tzinfo=_offset(match["zone"]) or zone)


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text.upper() == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if text[0] == "-" else ahead)
