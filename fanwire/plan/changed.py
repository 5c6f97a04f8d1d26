"""When the substance of a page last changed, for sitemaps: never when it was merely built.

An article changes with its updates, its corrections and what its show's ledger says of its answers; a list with its
newest article; a hub with its news and its ledger. Where nothing tells, nothing is said.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time

from fanwire.plan.feed_items import moment
from fanwire.plan.heads import last_change
from fanwire.records.cards import Card
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.listed import Listed
from fanwire.records.pages import CorrectionsPage, FrontPage, LedgerPage, ListPage, PageRecord, ShowPage
from fanwire.records.told import RecordedSeason, SeasonTold


def page_changes(config: Config) -> Callable[[PageRecord], str]:
    """Make a function that tells when a page last changed: `2026-02-23T12:00:00+09:00` (W3C Datetime), or nothing.

    It isn't for the pages of articles.
    """

    def find(page: PageRecord) -> str:
        if isinstance(page, ListPage):
            return newest_of(page.cards)
        return _later(max(_moments(page), default=None), max(_days(page), default=None), config)

    return find


def newest_of(cards: Sequence[Card]) -> str:
    """Tell when the last of some articles changed."""
    return _w3c(max([card.updated or card.date for card in cards])) if cards else ""


def article_changes(library: Library, config: Config) -> Callable[[Listed], str]:
    """Make a function that tells when the substance of an article last changed."""
    lines = dict(line for told in library.ledgers for line in _lines(told.record))

    def find(article: Listed) -> str:
        days = [*[change.since for change in article.since], *[lines[line] for line in article.lines if line in lines]]
        return _later(last_change(article) or article.card.date, max(days, default=None), config)

    return find


def _later(moment: datetime | None, day: date | None, config: Config) -> str:
    begun = datetime.combine(day, time.min, config.zone) if day else None
    if begun and (not moment or begun > moment):
        return _w3c(begun)
    return _w3c(moment) if moment else ""


def _w3c(when: datetime) -> str:
    return moment(when).isoformat(timespec="seconds")


def _moments(page: PageRecord) -> Iterable[datetime]:
    """List when writers changed what a page shows."""
    match page:
        case FrontPage():
            return [card.updated or card.date for card in (*page.latest, *((page.lead,) if page.lead else ()))]
        case CorrectionsPage():
            return [entry.correction.date for entry in page.entries]
        case _:
            return [card.updated or card.date for card in getattr(page, "cards", ())]


def _days(page: PageRecord) -> Iterator[date]:
    """Yield the days on which ledgers changed it."""
    match page:
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
