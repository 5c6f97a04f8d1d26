"""Recipes of feeds: the site's, and one for each thing of the scopes that site.yaml names, in each of its formats."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fanwire.plan.feed_items import article_items, newest_change
from fanwire.plan.paging import absolute, output_path
from fanwire.records.config import Config
from fanwire.records.document import StaticFile
from fanwire.records.feed import FeedAuthor, FeedFormat, FeedFrame, FeedItem, FeedLink
from fanwire.records.library import Card, Library, Link
from fanwire.records.recipe import FeedRecipe, Recipe

_STYLE = "css/feed.css"


class _Format(NamedTuple):
    file: str
    name: str
    media_type: str


_FORMATS: Mapping[FeedFormat, _Format] = {
    "rss": _Format("feed.xml", "RSS", "application/rss+xml"),
    "atom": _Format("atom.xml", "Atom", "application/atom+xml"),
    "json": _Format("feed.json", "JSON Feed", "application/feed+json"),
}


def plan_feeds(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan every feed: newest articles first, as many as site.yaml's `feeds.items`."""
    settings = config.settings
    frame = feed_frame(library.statics, config)
    items = article_items(library, config)
    link = Link(settings.title, config.home)
    description = settings.description or settings.tagline or settings.title
    yield from feed_recipes(link, description, tuple(items.values()), "the site's feed", frame, config)
    for kind, shelves in _scopes(library).items():
        if kind not in settings.feeds.scopes:
            continue
        for shelf, cards in shelves:
            link = Link(f"{shelf.title} | {settings.title}", shelf.url)
            description = f"{settings.title}: {shelf.title}"
            newest = [items[card.url] for card in cards[: settings.feeds.items]]
            yield from feed_recipes(link, description, newest, f"the feed of {shelf.url}", frame, config)


def feed_recipes(
    link: Link, description: str, items: Sequence[FeedItem], source: str, frame: FeedFrame, config: Config
) -> Iterator[FeedRecipe]:
    """Plan one feed, in each format; `link` has its title and the page that it belongs to, `items` the newest first."""
    shown = tuple(items[: config.settings.feeds.items])
    for name in _formats(config):
        url = link.url + _FORMATS[name].file
        yield FeedRecipe(
            path=output_path(url, config.home),
            source=source,
            format=name,
            title=link.title,
            description=description,
            url=absolute(url, config.base_url, config.home),
            page_url=absolute(link.url, config.base_url, config.home),
            frame=frame,
            items=shown,
            updated=newest_change(shown),
        )


def feed_links(title: str, page_url: str, config: Config) -> tuple[FeedLink, ...]:
    """Name the feeds of a page: `"/tags/casting/"` has `/tags/casting/feed.xml`, `atom.xml` and `feed.json` there."""
    formats = (_FORMATS[name] for name in _formats(config))
    return tuple(FeedLink(title, page_url + each.file, each.name, each.media_type) for each in formats)


def scope_feeds(kind: str, link: Link, config: Config) -> tuple[FeedLink, ...]:
    """Name the feeds of a page besides the site's."""
    return feed_links(link.title, link.url, config) if kind in config.settings.feeds.scopes else ()


def feed_frame(statics: Mapping[str, StaticFile], config: Config) -> FeedFrame:
    """Gather what all feeds say alike."""
    settings, style = config.settings, statics.get(_STYLE)
    publisher = FeedAuthor(settings.title, config.base_url)
    address = f"{config.home}{_STYLE}?v={style.digest}" if style else ""
    return FeedFrame(publisher, settings.language, settings.copyright, settings.feeds.hub, address)


def _formats(config: Config) -> tuple[FeedFormat, ...]:
    return tuple(dict.fromkeys(config.settings.feeds.formats))


def _scopes(library: Library) -> dict[str, list[tuple[Link, tuple[Card, ...]]]]:
    return {
        "tags": [(each.link, each.articles) for each in library.tags],
        "sections": [(each.link, each.articles) for each in library.sections],
        "shows": [(each.link, each.articles) for each in library.shows],
        "people": [(each.link, each.articles) for each in library.people],
        "authors": [(each.author.link, each.articles) for each in library.authors],
    }
