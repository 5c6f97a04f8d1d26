"""Releases that a show's own data name, `released: 2022-01-28`: calendars have them once they are over.

The desk writes `released` of what came out, so nobody is quoted for it. A ledger that has the date says who said so.
"""

from collections.abc import Iterable

from fanwire.newsroom.names import show_and_season
from fanwire.newsroom.vague_dates import is_day, period_words, vague_date, words
from fanwire.records.calendar import CalendarEntry
from fanwire.records.ledger import VagueDate
from fanwire.records.library import Season
from fanwire.records.link import Link
from fanwire.records.matter import ShowMatter
from fanwire.records.record import Record
from fanwire.records.told import Label


class Release(Record, frozen=True):
    """A release by the show's data; `title` is "All of Us Are Dead, season 1", `uid` as a ledger would have it."""

    uid: str
    show: Link
    title: str
    date: VagueDate


def releases(shows: Iterable[tuple[Link, ShowMatter, tuple[Season, ...]]]) -> tuple[Release, ...]:
    """List the releases of seasons, and of shows that have none, such as films."""
    named = [
        (f"{link.id}.{season.id}", link, show_and_season(link.title, season.title), matter.seasons[season.id].released)
        for link, matter, seasons in shows
        for season in seasons
    ]
    named += [(link.id, link, link.title, matter.released) for link, matter, seasons in shows if not seasons]
    return tuple(
        Release(f"{uid}.release", link, title, when)
        for uid, link, title, text in named
        if (when := vague_date(text)) and not when.yearless and not when.uncertain
    )


def release_entry(release: Release) -> CalendarEntry:
    """Make the entry of a release that is over."""
    day, when, title = is_day(release.date), words(release.date), f"{release.title}: release"
    return CalendarEntry(
        uid=release.uid,
        kind="past",
        status="CONFIRMED" if day else "TENTATIVE",
        show=release.show,
        url=release.show.url,
        topic="Release",
        title=title,
        summary=title if day else f"{title} ({when})",
        text=f"{when}.",
        period=period_words(release.date),
        when=when,
        first=release.date.first,
        last=release.date.last,
        sequence=0,
        changed=release.date.last,
        label=Label("Happened", "happened"),
        voice=None,
        note="",
        others=(),
    )
