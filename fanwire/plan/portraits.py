"""Recipes of shows, people and authors: a hub each, with the news about them."""

from collections.abc import Iterator

from fanwire.plan.calendars import calendar_url, shows_with_calendar
from fanwire.plan.feed_formats import scope_feeds
from fanwire.plan.heads import head
from fanwire.plan.list_pages import kept_page, list_pages
from fanwire.plan.paging import below, counted, output_path
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.link import Link
from fanwire.records.pages import AuthorPage, PersonPage, ShowPage
from fanwire.records.recipe import Planned, TemplateRecipe
from fanwire.records.record import replace


def plan_shows(library: Library, config: Config) -> Iterator[Planned]:
    """Plan the hub of each show; its later pages hold older news only, and stay as they are where that does."""
    trail = (Link("Shows", below(config.home, "shows/")),)
    ledgers = {each.show.url: each for each in library.ledgers}
    dated = frozenset(shows_with_calendar(library))
    for show in library.shows:
        told = ledgers.get(show.link.url)
        feeds = scope_feeds("shows", show.link, config)
        calendars = (Link(f"{show.link.title}: calendar", calendar_url(show.link)),) if show.link in dated else ()
        hub = replace(show, articles=())  # the page sees its own part of the list only
        for cards, pager, url, is_kept in list_pages(show.articles, show.link.url, library, config):
            path = output_path(url, config.home)
            if is_kept and pager.number > 1:
                yield kept_page(path, show.file, "show.html", url, cards, config)
                continue
            about = head(
                config, _title(show.link, pager.number), url, kind="show", description=show.description,
                trail=trail, feeds=feeds, image=show.image, current="shows", calendars=calendars,
            )  # fmt: skip
            seasons, ledger = (told.seasons, told.ledger) if told and pager.number == 1 else ((), None)
            page = ShowPage(about, hub, seasons, ledger, cards, counted(show.articles, pager), pager)
            yield TemplateRecipe(path, show.file, "show.html", page)


def plan_people(library: Library, config: Config) -> Iterator[Planned]:
    """Plan a page for each person, and pages of older news as for shows."""
    trail = (Link("People", below(config.home, "people/")),)
    for person in library.people:
        feeds = scope_feeds("people", person.link, config)
        portrait = replace(person, articles=())
        for cards, pager, url, is_kept in list_pages(person.articles, person.link.url, library, config):
            path = output_path(url, config.home)
            if is_kept and pager.number > 1:
                yield kept_page(path, person.file, "person.html", url, cards, config)
                continue
            about = head(
                config, _title(person.link, pager.number), url, kind="profile",
                trail=trail, feeds=feeds, image=person.image, current="people",
            )  # fmt: skip
            page = PersonPage(about, portrait, cards, counted(person.articles, pager), pager)
            yield TemplateRecipe(path, person.file, "person.html", page)


def plan_authors(library: Library, config: Config) -> Iterator[Planned]:
    """Plan a page for each author, and pages of older news as for shows."""
    trail = (Link("Authors", below(config.home, "authors/")),)
    for shelf in library.authors:
        link, source = shelf.author.link, f"author {shelf.author.link.title}"
        feeds = scope_feeds("authors", link, config)
        for cards, pager, url, is_kept in list_pages(shelf.articles, link.url, library, config):
            path = output_path(url, config.home)
            if is_kept and pager.number > 1:
                yield kept_page(path, source, "author.html", url, cards, config)
                continue
            about = head(
                config, _title(link, pager.number), url, kind="profile",
                trail=trail, feeds=feeds, image=shelf.author.image, current="authors",
            )  # fmt: skip
            page = AuthorPage(about, shelf.author, cards, counted(shelf.articles, pager), pager)
            yield TemplateRecipe(path, source, "author.html", page)


def _title(link: Link, number: int) -> str:
    return link.title if number == 1 else f"{link.title}, page {number}"
