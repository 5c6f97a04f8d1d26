"""Recipes of lists: the front page and what follows it, tags, sections, months, and the index of each kind."""

from collections.abc import Iterator, Sequence

from fanwire.plan.feed_formats import scope_feeds
from fanwire.plan.heads import head
from fanwire.plan.ledgers import all_waiting
from fanwire.plan.list_pages import kept_page, list_pages
from fanwire.plan.paging import below, counted, output_path
from fanwire.records.config import Config
from fanwire.records.library import Library, Shelf
from fanwire.records.link import Link
from fanwire.records.pages import (
    Band,
    FrontPage,
    IndexEntry,
    IndexGroup,
    IndexPage,
    LatestFragment,
    ListPage,
    PlainPage,
)
from fanwire.records.recipe import Planned, Recipe, TemplateRecipe
from fanwire.records.record import replace

_LATEST, _MUST_READ, _BAND, _WAITING = 6, 4, 4, 3


def plan_front(library: Library, config: Config) -> Iterator[Planned]:
    """Plan the front page, the pages of older news behind it, and the fragment that article pages include."""
    settings, cards = config.settings, library.cards
    shows = tuple(replace(show, articles=()) for show in library.shows)
    must_read = tuple(card for card in cards if card.featured)[:_MUST_READ]
    waiting = all_waiting(library)[:_WAITING]
    for shown, pager, url, is_kept in list_pages(cards, config.home, library, config):
        path = output_path(url, config.home)
        if is_kept:
            yield kept_page(path, "the front page", "list.html", url, shown, config)
            continue
        if pager.number > 1:
            about = head(config, f"All news, page {pager.number}", url, current="home")
            page = ListPage(about, "Archive", "All news", "", shown, None, pager)
            yield TemplateRecipe(path, "the front page", "list.html", page)
            continue
        about = head(config, settings.title, url, description=settings.description or settings.tagline, current="home")
        bands = tuple(
            Band(Link(shelf.link.title, shelf.link.url, shelf.link.id), shelf.articles[:_BAND])
            for shelf in library.sections
            if shelf.articles
        )
        front = FrontPage(about, shown[0] if shown else None, shown[1:], must_read, bands, shows, waiting, pager)
        yield TemplateRecipe(path, "the front page", "front.html", front)
    fragment = LatestFragment(cards[:_LATEST], must_read)
    yield TemplateRecipe("fragments/latest.html", "the list of the latest news", "fragments/latest.html", fragment)


def plan_shelves(library: Library, config: Config) -> Iterator[Planned]:
    """Plan tags, sections and months; and pages of them stay as they are whose articles do."""
    months = [Shelf(month.link, "", month.articles) for month in library.months]
    for shelves, kicker, kind in (
        (library.tags, "Tag", "tags"),
        (library.sections, "Section", "sections"),
        (months, "Archive", "archive"),
    ):
        for shelf in shelves:
            yield from _shelf(shelf, kicker, kind, library, config)


def _shelf(shelf: Shelf, kicker: str, kind: str, library: Library, config: Config) -> Iterator[Planned]:
    trail = (Link(_INDEX_TITLES[kind], below(config.home, f"{kind}/")),)
    current = f"sections/{shelf.link.id}" if kind == "sections" else kind
    feeds = scope_feeds(kind, shelf.link, config)
    source = f"{kicker.lower()} {shelf.link.title}"
    for shown, pager, url, is_kept in list_pages(shelf.articles, shelf.link.url, library, config):
        path = output_path(url, config.home)
        if is_kept:
            yield kept_page(path, source, "list.html", url, shown, config)
            continue
        title = shelf.link.title if pager.number == 1 else f"{shelf.link.title}, page {pager.number}"
        about = head(
            config,
            title,
            url,
            description=shelf.description,
            trail=trail,
            feeds=feeds,
            indexed=bool(shelf.articles),
            current=current,
        )
        total = counted(shelf.articles, pager)
        page = ListPage(about, kicker, shelf.link.title, shelf.description, shown, total, pager)
        yield TemplateRecipe(path, source, "list.html", page)


_INDEX_TITLES = {
    "archive": "Archive",
    "authors": "Authors",
    "people": "People",
    "sections": "Sections",
    "shows": "Shows",
    "tags": "Tags",
}


def plan_indexes(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan the index of each kind: `/shows/`, `/people/`, `/authors/`, `/tags/`, `/sections/`, `/archive/`."""
    shows = [IndexEntry(show.link, len(show.articles), show.kind.capitalize(), show.image) for show in library.shows]
    people = [IndexEntry(each.link, len(each.articles), ", ".join(each.roles), each.image) for each in library.people]
    authors = [IndexEntry(each.author.link, len(each.articles), "", each.author.image) for each in library.authors]
    sections = [IndexEntry(each.link, len(each.articles), each.description, None) for each in library.sections]
    tags = [IndexEntry(each.link, len(each.articles), "", None) for each in library.tags]
    yield _index("shows", (IndexGroup("", tuple(shows)),), config)
    yield _index("people", _by_initial(people), config)
    yield _index("authors", (IndexGroup("", tuple(authors)),), config)
    yield _index("sections", (IndexGroup("", tuple(sections)),), config)
    yield _index("tags", (IndexGroup("", tuple(tags)),), config)
    yield _index("archive", _by_year(library), config)


def _index(style: str, groups: tuple[IndexGroup, ...], config: Config) -> Recipe:
    url, title = below(config.home, f"{style}/"), _INDEX_TITLES[style]
    filled = tuple(group for group in groups if group.entries)
    page = IndexPage(head(config, title, url, indexed=bool(filled), current=style), title, style, filled)
    return TemplateRecipe(output_path(url, config.home), f"the index of {style}", "index.html", page)


def _by_initial(entries: Sequence[IndexEntry]) -> tuple[IndexGroup, ...]:
    groups: dict[str, list[IndexEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.link.title[:1].upper(), []).append(entry)
    return tuple(IndexGroup(initial, tuple(found)) for initial, found in groups.items())


def _by_year(library: Library) -> tuple[IndexGroup, ...]:
    years: dict[int, list[IndexEntry]] = {}
    for month in library.months:
        years.setdefault(month.first.year, []).append(IndexEntry(month.link, len(month.articles), "", None))
    return tuple(IndexGroup(str(year), tuple(found)) for year, found in years.items())


def plan_missing(_: Library, config: Config) -> Iterator[Recipe]:
    """Plan the page for addresses that aren't there."""
    missing = head(config, "Page not found", below(config.home, "404.html"), indexed=False)
    yield TemplateRecipe("404.html", "the page for addresses that aren't there", "404.html", PlainPage(missing))
