"""iCalendar (RFC 5545, and the properties of calendars from RFC 7986) by icalendar, whose only importer this is."""

from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING

from fanwire.records.calendar import CalendarEntry, CalendarRecipe
from fanwire.records.config import Config
from fanwire.render.feed_html import printable

if TYPE_CHECKING:
    from icalendar import Component

_RENEWAL = timedelta(days=1)
_FIRST, _LAST = date.min + timedelta(days=1), date.max - timedelta(days=1)  # in UTC they may be a day off
_END = b"END:VCALENDAR\r\n"
_EVENTS_AT_HAND = 1024  # each is in the calendar of its show and in that of all; to make one takes a millisecond


def icalendar(recipe: CalendarRecipe, config: Config) -> bytes:
    """Make a calendar: lines end in CRLF and hold at most 75 octets (RFC 5545, section 3.1); there are no alarms.

    It has no METHOD: it is published for anybody, not sent from one calendar to another (RFC 5546, section 1.4).
    """
    from icalendar import Calendar
    from icalendar.prop import vDuration, vText

    calendar = Calendar()
    calendar.add("prodid", "-//Fanwire//Calendars//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    title, description = printable(recipe.title), printable(recipe.description)
    calendar.add("description", description)
    calendar.add("url", recipe.page_url)
    calendar.add("source", recipe.url, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", _RENEWAL, parameters={"VALUE": "DURATION"})
    # The library doesn't know that these are text and a duration. Those with an X were understood before RFC 7986.
    calendar["NAME"] = calendar["X-WR-CALNAME"] = vText(title)
    calendar["X-WR-CALDESC"] = vText(description)
    calendar["X-PUBLISHED-TTL"] = vDuration(_RENEWAL)
    if not recipe.entries:
        calendar.add_component(_nothing())
    urls = (config.base_url + entry.url.removeprefix(config.home) for entry in recipe.entries)
    events = [_event(*each, recipe.authority, config.zone) for each in zip(recipe.entries, urls, strict=True)]
    return b"".join((calendar.to_ical().removesuffix(_END), *events, _END))


@lru_cache(_EVENTS_AT_HAND)
def _event(entry: CalendarEntry, url: str, authority: str, zone: tzinfo) -> bytes:
    """Make an event of whole days; its end is the day after the last one (RFC 5545, section 3.6.1).

    It stays when the date moves, because its UID is the question, and SEQUENCE tells the newer of two (RFC 5546,
    section 2.1.5). Nobody is busy on a day because a series comes out, so it is always TRANSPARENT.
    """
    from icalendar import Event

    event, changed = Event(), datetime.combine(min(max(entry.changed, _FIRST), _LAST), time.min, zone)
    event.add("uid", f"{entry.uid}@{authority}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.first)
    if entry.last < entry.last.max:
        event.add("dtend", entry.last + timedelta(days=1))
    event.add("status", entry.status)
    event.add("transp", "TRANSPARENT")
    event.add("summary", printable(entry.summary))
    event.add("description", printable(f"{entry.text}\n{url}"))
    event.add("url", url)
    event.add("categories", [printable(entry.show.title), printable(entry.topic)])
    made: bytes = event.to_ical()
    return made


def _nothing() -> "Component":
    """Fill a calendar without events with a zone nobody uses: it has to hold something (RFC 5545, section 3.6)."""
    from icalendar import Timezone, TimezoneStandard

    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Etc/UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - the time of a zone's own rules is local
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone.add_component(standard)
    return zone
