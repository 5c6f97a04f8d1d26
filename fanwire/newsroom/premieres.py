"""When a work came out, for machines: only what has happened, and when the next one will have.

Writers give these days in a show's file; what its ledger says goes before them (`SeasonTold.premiere`).
"""

from collections.abc import Iterable, Iterator
from datetime import date

from fanwire.newsroom.vague_dates import vague_date
from fanwire.records.ledger import VagueDate
from fanwire.records.matter import ShowMatter


def came_out(text: str, today: date) -> tuple[str, str]:
    """Give begin and end of a date, as far as both have come: `"2009/2011" -> ("2009", "2011")`.

    `"2022-01-28" -> ("2022-01-28", "")`; what lies ahead, is uncertain or can't be said to machines gives nothing:
    `("2027", "2026-H2", "2009?") -> ("", "")` (dates of schema.org are those of ISO 8601).
    """
    begin, end = (_plain(point) for point in (text + "/").split("/")[:2])
    return (_told(begin, today), _told(end, today)) if begin else ("", "")


def next_premiere(shows: Iterable[ShowMatter], today: date) -> date | None:
    """Find the next day on which a date that lies ahead has come."""
    return min((day for show in shows for day in _days(show) if day > today), default=None)


def _plain(point: str) -> VagueDate | None:
    found = vague_date(point)
    return found if found and not found.uncertain and not found.yearless else None


def _told(found: VagueDate | None, today: date) -> str:
    """Tell what has come: a day from its morning on, a month or a year when nothing of it lies ahead."""
    return found.text if found and found.last <= today and found.text[5:6] not in {"H", "Q"} else ""


def _days(show: ShowMatter) -> Iterator[date]:
    for text in (show.released, show.ran, *(season.released for season in show.seasons.values())):
        yield from (found.last for point in text.split("/") if (found := _plain(point)))
