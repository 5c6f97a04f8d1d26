"""Dates for calendars: when something comes about and how firmly that is known, for programs and for the page."""

from datetime import date
from typing import Literal

from fanwire.records.link import Link
from fanwire.records.record import Record
from fanwire.records.told import Label, Voice


class CalendarEntry(Record, frozen=True):
    """What a calendar says on one question of a season; it takes up the days from `first` to `last`.

    `uid` names the question, `all-of-us-are-dead.s2.release`: it stays when the date moves. `kind` says where it stands
    on the page: officially ahead, behind us, withdrawn, or never official. `status` is iCalendar's word (RFC 5545,
    section 3.8.1.11). `title` is "All of Us Are Dead, season 2: release", `summary` adds what calendars have no
    label for: "Rumoured: ... (December 2026)". `period` is the heading it stands under, "December 2026", `when` its own
    words. `sequence` counts the lines of the ledger about it up to now, `changed` is the day of the latest change.
    """

    uid: str
    kind: Literal["coming", "past", "withdrawn", "unofficial"]
    status: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
    show: Link
    url: str
    topic: str
    title: str
    summary: str
    text: str
    period: str
    when: str
    first: date
    last: date
    sequence: int
    changed: date
    label: Label
    voice: Voice | None
    note: str
    others: tuple[Voice, ...]


class CalendarPeriod(Record, frozen=True):
    """Entries under one heading of the page: "July 2025", "second half of 2026"."""

    title: str
    entries: tuple[CalendarEntry, ...]


class Subscription(Record, frozen=True):
    """A calendar to subscribe to: `url` from the root, `webcal` for programs that take the scheme."""

    title: str
    url: str
    webcal: str


class CalendarRecipe(Record, frozen=True):
    """A calendar file. `url` is its own address, absolute, `page_url` that of the page that explains it.

    `authority` makes the entries' ids unique in the world: `hyosan-herald.example`.
    """

    path: str
    source: str
    title: str
    description: str
    url: str
    page_url: str
    authority: str
    entries: tuple[CalendarEntry, ...]
