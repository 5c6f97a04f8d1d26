"""When the substance of a page last changed, for sitemaps: never when it was merely built.

An article changes with its updates, its corrections and what its show's ledger says of its answers; a list with its
newest article; a hub with its news and its ledger. Where nothing tells, nothing is said.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time

from fanwire.plan.feed_items import moment
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.pages import ArticlePage, CorrectionsPage, FrontPage, LedgerPage, PageRecord, ShowPage
from fanwire.records.shown import shown_voices
from fanwire.records.told import RecordedSeason, SeasonTold

FindChange = Callable[[PageRecord], str]
"""Finds when a page last changed: `2026-02-23T12:00:00+09:00` (W3C Datetime), or nothing."""


def changed(library: Library, config: Config) -> FindChange:
    """Make a function that tells when a page last changed."""
    lines = dict(line for told in library.ledgers for line in _lines(told.record))
    written: dict[int, str] = {}  # by the moment's identity: a list's newest article has its own page too

    def find(page: PageRecord) -> str:
        newest = max(_moments(page), default=None)
        day = max(_days(page, lines), default=None)
        begun = datetime.combine(day, time.min, config.zone) if day else None
        if begun and (not newest or begun > newest):
            return _w3c(begun)
        if newest and id(newest) not in written:
            written[id(newest)] = _w3c(newest)
        return written[id(newest)] if newest else ""

    return find


def _w3c(when: datetime) -> str:
    return moment(when).isoformat(timespec="seconds")


def _moments(page: PageRecord) -> Iterable[datetime]:
    """List when writers changed what a page shows."""
    match page:
        case ArticlePage():
            return (page.head.updated or page.article.card.date,)
        case FrontPage():
            return [card.updated or card.date for card in (*page.latest, *((page.lead,) if page.lead else ()))]
        case CorrectionsPage():
            return [entry.correction.date for entry in page.entries]
        case _:
            return [card.updated or card.date for card in getattr(page, "cards", ())]


def _days(page: PageRecord, lines: Mapping[str, date]) -> Iterator[date]:
    """Yield the days on which ledgers changed it."""
    match page:
        case ArticlePage():
            yield from (change.since for change in page.article.since)
            if len(page.article.prose.pieces) > 1:
                shown = (voice.line for voice in shown_voices(page.article.prose.pieces))
                yield from (lines[line] for line in shown if line in lines)
        case ShowPage():
            yield from (day for season in page.seasons for day in _season(season))
        case LedgerPage():
            yield from (day for _, day in _lines(page.seasons))


def _season(season: SeasonTold) -> Iterator[date]:
    yield from (_first_day(year.sayings[-1].iso) for year in season.years[-1:])
    yield from (fallen.since for fallen in season.fallen)


def _lines(seasons: Iterable[RecordedSeason]) -> Iterator[tuple[str, date]]:
    """Name each line by its address, with the day on which it was said or its answer came to stand or fall."""
    for season in seasons:
        for question in season.questions:
            for line in question.lines:
                yield line.voice.line, max(_first_day(line.iso), line.since)


def _first_day(iso: str) -> date:
    """Take a month for its first day, as a page mustn't claim to be newer than it is: `"2024-04" -> 2024-04-01`."""
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    return date(int(year), int(month or 1), int(day or 1))
