"""What a site publishes, before it is made.

A recipe names everything its bytes depend on: it *is* the dependency list.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from fanwire.records.calendar import CalendarRecipe
from fanwire.records.feed import FeedFormat, FeedFrame, FeedItem
from fanwire.records.pages import PageRecord, SiteView


@dataclass(frozen=True, slots=True)
class TemplateRecipe:
    """A page made by a Jinja2 template. `source` says who asked for it, for collisions: `content/articles/wrap.md`."""

    path: str
    source: str
    template: str
    page: PageRecord


@dataclass(frozen=True, slots=True)
class FeedRecipe:
    """A feed in one format: its own address, the page it belongs to, and its items, newest first.

    `updated` is when the newest of its items was, None where it has none.
    """

    path: str
    source: str
    format: FeedFormat
    title: str
    description: str
    url: str
    page_url: str
    frame: FeedFrame
    items: tuple[FeedItem, ...]
    updated: datetime | None


NEWS_AGE = timedelta(days=2)
"""How long an article is news: Google wants only those of the last two days in a news sitemap."""


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """An address for search engines, absolute, and its pictures.

    `updated` is when its substance last changed (W3C Datetime), or empty.
    """

    url: str
    updated: str
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewsEntry:
    """An article for news search: its address, the paper and its language (`en`), the moment it appeared, its title."""

    url: str
    paper: str
    language: str
    published: str
    title: str


@dataclass(frozen=True, slots=True)
class SitemapRecipe:
    """A sitemap, protocol 0.9: of pages, of news, or an index of other sitemaps."""

    path: str
    source: str
    kind: Literal["pages", "news", "index"]
    entries: tuple[SitemapEntry | NewsEntry, ...]


@dataclass(frozen=True, slots=True)
class TextRecipe:
    """Bytes that are known already, such as robots.txt."""

    path: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class CopyRecipe:
    """A file published as it is.

    `file` is where it lies, absolute, and `stamp` how it is recognised without reading it.
    """

    path: str
    source: str
    file: str
    stamp: tuple[int, int, int]


Recipe = TemplateRecipe | FeedRecipe | CalendarRecipe | SitemapRecipe | TextRecipe | CopyRecipe


@dataclass(frozen=True, slots=True)
class Recipes:
    """Everything to publish, and the view of the site that all templates share."""

    site: SiteView
    recipes: tuple[Recipe, ...]
    articles: int
    next_change: datetime | None
