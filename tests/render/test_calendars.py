"""A calendar file of entries that nobody would write: hostile words, and the ends of time."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from fanwire.read.settings import config
from fanwire.records.calendar import CalendarEntry, CalendarRecipe
from fanwire.records.config import Options
from fanwire.records.link import Link
from fanwire.records.record import replace
from fanwire.records.told import Label
from fanwire.render.calendars import icalendar

SITE = Path(__file__).parents[1] / "sites/calendars"
CONFIG = config(SITE, Options(now=datetime(2026, 3, 1, tzinfo=UTC)))
ENTRY = CalendarEntry(
    uid="school.s2.release",
    kind="coming",
    status="CONFIRMED",
    show=Link("The School", "/blog/shows/school/", "school"),
    url="/blog/shows/school/#known-s2",
    topic="Release",
    title="The School, season 2: release",
    summary="The School, season 2: release",
    text="18 December 2026.",
    period="December 2026",
    when="18 December 2026",
    first=date(2026, 12, 18),
    last=date(2026, 12, 18),
    sequence=1,
    changed=date(2026, 2, 20),
    label=Label("Official", "official"),
    voice=None,
    note="",
    others=(),
)


def made(entry: CalendarEntry, title: str = "Dates") -> bytes:
    """Make a calendar of one entry."""
    page = "https://herald.example/blog/calendar/"
    return icalendar(CalendarRecipe("x.ics", "x", title, title, page, page, "herald.example", (entry,)), CONFIG)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        pytest.param("A\r\nATTACH:x", "A\nATTACH:x", id="a line break"),
        pytest.param("A\rATTACH:x", "A\nATTACH:x", id="half a line break"),
        pytest.param("END:VEVENT\nEND:VCALENDAR\r\n", "END:VEVENT\nEND:VCALENDAR\n", id="the end of the calendar"),
        pytest.param("A\x00\x07\x1bB", "AB", id="control characters"),
        pytest.param("a, b; c\\d: \"e\" 'f'", "a, b; c\\d: \"e\" 'f'", id="marks that mean something"),
        pytest.param("좀비 " * 100, "좀비 " * 100, id="a long line"),
        pytest.param("👩‍🚀" * 40, "👩‍🚀" * 40, id="letters of many octets"),
        pytest.param("\u202ecba\u2028x", "\u202ecba\u2028x", id="marks of direction and separators"),
    ],
)
def test_any_words_stay_words_and_nothing_but_words(words: str, read: str) -> None:
    content = made(replace(ENTRY, summary=words, text=words, topic=words, show=Link(words, "/", "x")), words)
    lines = content.split(b"\r\n")
    assert not [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line]
    [event] = Calendar.from_ical(content).events
    assert (str(event.get("SUMMARY")), event.categories) == (read, [read, read])
    assert str(event.get("DESCRIPTION")).startswith(read)
    assert "ATTACH" not in event


def test_days_at_the_ends_of_time_have_no_end_or_a_whole_one() -> None:
    [last] = Calendar.from_ical(made(replace(ENTRY, first=date.max, last=date.max, changed=date.max))).events
    assert (last.start, "DTEND" in last) == (date.max, False)
    [first] = Calendar.from_ical(made(replace(ENTRY, first=date.min, last=date.min, changed=date.min))).events
    assert (first.start, first.end) == (date.min, date(1, 1, 2))


def test_a_day_of_change_begins_at_midnight_of_the_sites_zone() -> None:
    [event] = Calendar.from_ical(made(ENTRY)).events
    assert event.stamp == event.last_modified == datetime(2026, 2, 19, 15, tzinfo=UTC)
