"""What a site publishes, before it is made.

A recipe names everything its bytes depend on: it *is* the dependency list.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from fanwire.records.calendar import CalendarRecipe
from fanwire.records.feed import FeedFormat, FeedFrame, FeedItem, KeptItem
from fanwire.records.listed import Described
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


class KeptPage(Record, frozen=True):
    """A page that stays as the last build made it, whatever is on it; `entry` is what the sitemap says of it."""

    path: str
    source: str
    template: str
    entry: SitemapEntry | None


class FeedOutline(Record, frozen=True):
    """A feed that carries articles that are closed. It becomes a `FeedRecipe` when it has to be made.

    Its digest is that of the feed recipe: it has the same fields.
    """

    path: str
    source: str
    format: FeedFormat
    title: str
    description: str
    url: str
    page_url: str
    frame: FeedFrame
    items: tuple[FeedItem | KeptItem, ...]
    updated: datetime | None


Planned = Recipe | KeptPage | FeedOutline
"""What is planned: most of it can be made as it is; the rest is known to be as it was, or is to be opened first."""


def template_of(recipe: Planned) -> str:
    """Name the template of a recipe, `article.html`; "" where it has none."""
    return recipe.template if isinstance(recipe, TemplateRecipe | KeptPage) else ""


class Recipes(Record, frozen=True):
    """Everything to publish, and the view of the site that all templates share. `open_feed` opens a feed's items.

    `articles` are all that are public, for this build and the next.
    """

    site: SiteView
    recipes: tuple[Planned, ...]
    open_feed: Callable[[FeedOutline], FeedRecipe]
    articles: tuple[Described, ...]
    next_change: datetime | None
