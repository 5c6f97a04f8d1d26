"""Recipes for search engines: the sitemap of all pages, that of the latest news, robots.txt, and the key of IndexNow.

A sitemap holds at most 50,000 addresses and 50 MB (sitemaps.org, protocol 0.9), one of news 1,000 (Google). The others
go into further files, and the sitemap becomes their index.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, TypeVar

from fanwire.plan.changed import page_changes
from fanwire.plan.feed_items import moment
from fanwire.plan.paging import absolute
from fanwire.records.cards import Image
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.listed import Described
from fanwire.records.pages import ArticlePage, LatestFragment, Pager, RedirectPage
from fanwire.records.recipe import (
    NEWS_AGE,
    KeptPage,
    NewsEntry,
    Planned,
    Recipe,
    SitemapEntry,
    SitemapRecipe,
    TemplateRecipe,
    TextRecipe,
)

E = TypeVar("E", SitemapEntry, NewsEntry)


class Limits(NamedTuple):
    """How much one sitemap holds: addresses, and bytes before compression."""

    entries: int
    size: int


PAGES, NEWS = Limits(50_000, 50_000_000), Limits(1_000, 50_000_000)
_ONE = Pager(1, 1, "", "")
_TAGS = 400  # bytes; an entry has no more of them, words and addresses aside, if it has one picture


def plan_sitemaps(
    planned: Sequence[Planned], articles: Sequence[Described], library: Library, config: Config
) -> Iterator[Recipe]:
    """Plan the sitemaps, over all pages of `planned` that search engines may index, and what goes with them."""
    yield from _sitemap("sitemap", "pages", list(_pages(planned, articles, config)), PAGES, config)
    yield from _sitemap("news-sitemap", "news", list(_news(library, config)), NEWS, config)
    names = "".join(f"Sitemap: {config.base_url}{name}.xml\n" for name in ("sitemap", "news-sitemap"))
    yield TextRecipe("robots.txt", "robots.txt", f"User-agent: *\nDisallow: {config.home}fragments/\n\n{names}")
    if key := config.settings.indexnow_key:
        yield TextRecipe(f"{key}.txt", "site.yaml's indexnow_key", key)


def _pages(planned: Sequence[Planned], articles: Sequence[Described], config: Config) -> Iterator[SitemapEntry]:
    when = page_changes(config)
    of_article = {each.known.card.url: each.updated for each in articles}
    for recipe in planned:
        if isinstance(recipe, KeptPage):
            if recipe.entry:
                yield recipe.entry
            continue
        if not isinstance(recipe, TemplateRecipe) or isinstance(recipe.page, RedirectPage | LatestFragment):
            continue
        head = recipe.page.head
        if head.indexed:
            image = head.image if head.image and getattr(recipe.page, "pager", _ONE).number == 1 else None
            is_article = isinstance(recipe.page, ArticlePage)
            yield sitemap_entry(head.url, image, of_article[head.url] if is_article else when(recipe.page), config)


def sitemap_entry(url: str, image: Image | None, updated: str, config: Config) -> SitemapEntry:
    """Make the entry of a page by its address from the root."""
    images = (absolute(image.src, config.base_url, config.home),) if image else ()
    return SitemapEntry(absolute(url, config.base_url, config.home), updated, images)


def _news(library: Library, config: Config) -> Iterator[NewsEntry]:
    """List the articles of the last two days; they leave by themselves, which the newsroom's schedule knows."""
    settings = config.settings
    tongue = settings.language.lower()
    language = {"zh-cn": "zh-cn", "zh-tw": "zh-tw"}.get(tongue, tongue.partition("-")[0])  # Google's two exceptions
    for card in library.cards:
        if card.date + NEWS_AGE > config.now:
            url = absolute(card.url, config.base_url, config.home)
            published = moment(card.date).isoformat(timespec="seconds")
            yield NewsEntry(url, settings.title, language, published, card.title)


def _sitemap(
    name: str, kind: Literal["pages", "news"], entries: list[E], limits: Limits, config: Config
) -> Iterator[Recipe]:
    """Plan one sitemap, or an index `NAME.xml` and its parts `NAME-1.xml`, `NAME-2.xml`."""
    source = f"the sitemap of {kind}"
    parts = cut(entries, limits)
    if len(parts) == 1:
        yield SitemapRecipe(f"{name}.xml", source, kind, parts[0])
        return
    listed = []
    for number, part in enumerate(parts, 1):
        path = f"{name}-{number}.xml"
        yield SitemapRecipe(path, source, kind, part)
        listed.append(SitemapEntry(f"{config.base_url}{path}", _newest(part)))
    yield SitemapRecipe(f"{name}.xml", source, "index", tuple(listed))


def cut(entries: Sequence[E], limits: Limits) -> list[tuple[E, ...]]:
    """Cut a list so that no part is over the limits; an empty list is one part."""
    if len(entries) <= limits.entries and sum(map(_weight, entries)) + _TAGS <= limits.size:
        return [tuple(entries)]
    parts: list[list[E]] = [[]]
    size = _TAGS
    for entry in entries:
        weight = _weight(entry)
        if parts[-1] and (len(parts[-1]) == limits.entries or size + weight > limits.size):
            parts.append([])
            size = _TAGS
        parts[-1].append(entry)
        size += weight
    return [tuple(part) for part in parts]


def _weight(entry: SitemapEntry | NewsEntry) -> int:
    """Tell how many bytes an entry takes at most: six for each character, as `&` becomes `&amp;`."""
    words = (entry.title, entry.paper) if isinstance(entry, NewsEntry) else entry.images
    return _TAGS + 6 * (len(entry.url) + sum(map(len, words)))


def _newest(entries: Sequence[SitemapEntry | NewsEntry]) -> str:
    known = [each.published if isinstance(each, NewsEntry) else each.updated for each in entries]
    return max((each for each in known if each), key=datetime.fromisoformat, default="")
