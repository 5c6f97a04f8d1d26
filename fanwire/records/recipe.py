"""What a site publishes, before it is made.

A recipe names everything its bytes depend on: it *is* the dependency list.
"""

from datetime import datetime, timedelta
from typing import Literal

from fanwire.records.calendar import CalendarRecipe
from fanwire.records.feed import FeedFormat, FeedFrame, FeedItem
from fanwire.records.pages import PageRecord, SiteView
from fanwire.records.record import Record


class TemplateRecipe(Record, frozen=True):
    """A page made by a Jinja2 template. `source` says who asked for it, for collisions: `content/articles/wrap.md`."""

    path: str
    source: str
    template: str
    page: PageRecord


class FeedRecipe(Record, frozen=True):
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


class SitemapEntry(Record, frozen=True):
    """An address for search engines, absolute, and its pictures.

    `updated` is when its substance last changed (W3C Datetime), or empty.
    """

    url: str
    updated: str
    images: tuple[str, ...] = ()


class NewsEntry(Record, frozen=True):
    """An article for news search: its address, the paper and its language (`en`), the moment it appeared, its title."""

    url: str
    paper: str
    language: str
    published: str
    title: str


class SitemapRecipe(Record, frozen=True):
    """A sitemap, protocol 0.9: of pages, of news, or an index of other sitemaps."""

    path: str
    source: str
    kind: Literal["pages", "news", "index"]
    entries: tuple[SitemapEntry | NewsEntry, ...]


class TextRecipe(Record, frozen=True):
    """Bytes that are known already, such as robots.txt."""

    path: str
    source: str
    text: str


class CopyRecipe(Record, frozen=True):
    """A file published as it is.

    `file` is where it lies, absolute, and `stamp` how it is recognised without reading it.
    """

    path: str
    source: str
    file: str
    stamp: tuple[int, int, int]


Recipe = TemplateRecipe | FeedRecipe | CalendarRecipe | SitemapRecipe | TextRecipe | CopyRecipe


def template_of(recipe: Recipe) -> str:
    """Name the template of a recipe, `article.html`; "" where it has none."""
    return recipe.template if isinstance(recipe, TemplateRecipe) else ""


class Recipes(Record, frozen=True):
    """Everything to publish, and the view of the site that all templates share."""

    site: SiteView
    recipes: tuple[Recipe, ...]
    articles: int
    next_change: datetime | None
