"""Recipes of shows, people and authors: a hub each, with the news about them."""

from collections.abc import Iterator

from fanwire.plan.calendars import calendar_url, shows_with_calendar
from fanwire.plan.feed_formats import scope_feeds
from fanwire.plan.heads import head
from fanwire.plan.paging import below, counted, output_path, pages
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.link import Link
from fanwire.records.pages import AuthorPage, PersonPage, ShowPage
from fanwire.records.recipe import Recipe, TemplateRecipe
from fanwire.records.record import replace


def plan_shows(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan the hub of each show; its later pages hold older news only."""
    trail = (Link("Shows", below(config.home, "shows/")),)
    ledgers = {each.show.url: each for each in library.ledgers}
    dated = frozenset(shows_with_calendar(library))
    for show in library.shows:
        told = ledgers.get(show.link.url)
        feeds = scope_feeds("shows", show.link, config)
        calendars = (Link(f"{show.link.title}: calendar", calendar_url(show.link)),) if show.link in dated else ()
        hub = replace(show, articles=())  # the page sees its own part of the list only
        for cards, pager, url in pages(show.articles, config.settings.page_size, show.link.url):
            about = head(
                config, _title(show.link, pager.number), url, kind="show", description=show.description,
                trail=trail, feeds=feeds, image=show.image, current="shows", calendars=calendars,
            )  # fmt: skip
            seasons, ledger = (told.seasons, told.ledger) if told and pager.number == 1 else ((), None)
            page = ShowPage(about, hub, seasons, ledger, cards, counted(show.articles, pager), pager)
            yield TemplateRecipe(output_path(url, config.home), show.file, "show.html", page)


def plan_people(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan a page for each person."""
    trail = (Link("People", below(config.home, "people/")),)
    for person in library.people:
        feeds = scope_feeds("people", person.link, config)
        portrait = replace(person, articles=())
        for cards, pager, url in pages(person.articles, config.settings.page_size, person.link.url):
            about = head(
                config, _title(person.link, pager.number), url, kind="profile",
                trail=trail, feeds=feeds, image=person.image, current="people",
            )  # fmt: skip
            page = PersonPage(about, portrait, cards, counted(person.articles, pager), pager)
            yield TemplateRecipe(output_path(url, config.home), person.file, "person.html", page)


def plan_authors(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan a page for each author."""
    trail = (Link("Authors", below(config.home, "authors/")),)
    for shelf in library.authors:
        link = shelf.author.link
        feeds = scope_feeds("authors", link, config)
        for cards, pager, url in pages(shelf.articles, config.settings.page_size, link.url):
            about = head(
                config, _title(link, pager.number), url, kind="profile",
                trail=trail, feeds=feeds, image=shelf.author.image, current="authors",
            )  # fmt: skip
            page = AuthorPage(about, shelf.author, cards, counted(shelf.articles, pager), pager)
            yield TemplateRecipe(output_path(url, config.home), f"author {link.title}", "author.html", page)


def _title(link: Link, number: int) -> str:
    return link.title if number == 1 else f"{link.title}, page {number}"
