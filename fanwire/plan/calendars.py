"""Recipes of calendars: all official dates, those of each show, the unofficial ones apart, and the page of all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from fanwire.plan.heads import head
from fanwire.plan.paging import absolute, below, output_path
from fanwire.records.calendar import CalendarEntry, CalendarPeriod, CalendarRecipe, Subscription
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.link import Link
from fanwire.records.pages import CalendarPage
from fanwire.records.recipe import Recipe, TemplateRecipe
from fanwire.records.record import replace


def plan_calendars(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan `/calendar.ics`, `/shows/ID/calendar.ics`, `/calendar-rumours.ics` and the page `/calendar/`.

    There are none where no show has a ledger or a date.
    """
    shows = shows_with_calendar(library)
    if not shows:
        return
    title, home = config.settings.title, config.home
    official = [entry for entry in library.calendar if entry.kind != "unofficial"]
    others = [entry for entry in library.calendar if entry.kind == "unofficial"]
    own = [Link(show.title, calendar_url(show), show.id) for show in shows]
    rumours = Link(f"{title}: rumoured dates", below(home, "calendar-rumours.ics"))
    make = partial(_calendar, library, config)
    [site] = site_calendars(library, config)
    yield make(site, "What is official, and what has happened.", official)
    yield make(rumours, "What is rumoured, reported or on record, and not official.", others)
    by_show: defaultdict[str, list[CalendarEntry]] = defaultdict(list)
    for entry in official:
        by_show[entry.show.id].append(entry)
    for link in own:
        named = Link(f"{link.title}: official dates", link.url)
        yield make(named, f"What is official about {link.title}. By {title}.", by_show[link.id])
    links = Link("All shows", site.url), Link("Rumours, apart", rumours.url)
    yield _page(library, tuple(_subscription(link, config) for link in (*links, *own)), site, config)


def shows_with_calendar(library: Library) -> tuple[Link, ...]:
    """List the shows that have a calendar, by title: those with a ledger, and those with a date."""
    known = {told.show.id for told in library.ledgers} | {entry.show.id for entry in library.calendar}
    return tuple(show.link for show in library.shows if show.link.id in known)


def site_calendars(library: Library, config: Config) -> tuple[Link, ...]:
    """Give the calendar of all shows to pages that lead to it; none where no show has one."""
    link = Link(f"{config.settings.title}: official dates", below(config.home, "calendar.ics"))
    return (link,) if shows_with_calendar(library) else ()


def calendar_url(show: Link) -> str:
    """Name a show's calendar: `/shows/all-of-us-are-dead/calendar.ics`."""
    return f"{show.url}calendar.ics"


def _calendar(
    library: Library, config: Config, link: Link, description: str, entries: Iterable[CalendarEntry]
) -> CalendarRecipe:
    named = [_under_first_name(entry, library) for entry in entries]
    return CalendarRecipe(
        path=output_path(link.url, config.home),
        source=f"the calendar {link.url}",
        title=link.title,
        description=description,
        url=absolute(link.url, config.base_url, config.home),
        page_url=absolute(below(config.home, "calendar/"), config.base_url, config.home),
        authority=library.authority,
        entries=tuple(sorted(named, key=lambda entry: (entry.first, entry.last, entry.uid))),
    )


def _under_first_name(entry: CalendarEntry, library: Library) -> CalendarEntry:
    """Keep an entry's id when its show was renamed: readers' calendars would have both, the old one for ever."""
    first = library.first_names.get(entry.show.id)
    return replace(entry, uid=first + entry.uid.removeprefix(entry.show.id)) if first else entry


def _subscription(link: Link, config: Config) -> Subscription:
    address = absolute(link.url, config.base_url, config.home)
    return Subscription(link.title, link.url, f"webcal://{address.partition('://')[2]}")


def _page(library: Library, subscriptions: tuple[Subscription, ...], site: Link, config: Config) -> Recipe:
    url = below(config.home, "calendar/")
    text = "What is officially dated, and what has happened, month by month. What is not official stands apart."
    about = head(config, "Calendar", url, description=text, calendars=(site,), current="calendar")
    page = CalendarPage(
        head=about,
        subscriptions=subscriptions,
        coming=_periods(library, "coming"),
        unofficial=_periods(library, "unofficial"),
        past=_periods(library, "past", newest_first=True),
        withdrawn=_periods(library, "withdrawn", newest_first=True),
    )
    return TemplateRecipe(output_path(url, config.home), "the calendar", "calendar.html", page)


def _periods(library: Library, kind: str, *, newest_first: bool = False) -> tuple[CalendarPeriod, ...]:
    """Put entries of a kind under their months, quarters, halves and years."""
    entries = [entry for entry in library.calendar if entry.kind == kind]
    ordered = entries[::-1] if newest_first else entries
    return tuple(CalendarPeriod(title, tuple(group)) for title, group in groupby(ordered, lambda entry: entry.period))
