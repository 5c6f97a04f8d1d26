"""Recipes of RSS feeds: the site's, and one for each thing of the scopes that site.yaml names."""

from collections.abc import Iterator, Sequence

from fanwire.plan.paging import absolute, output_path
from fanwire.records.config import Config
from fanwire.records.library import Article, Library, Link
from fanwire.records.recipe import FeedRecipe, Recipe


def plan_feeds(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan every feed: newest articles first, as many as site.yaml's `feeds.items`."""
    settings = config.settings
    description = settings.description or settings.tagline or settings.title
    yield _feed(Link(settings.title, config.home), description, library.articles, "the site's feed", config)
    by_url = {article.card.url: article for article in library.articles}
    for kind, links in _scopes(library).items():
        if kind not in settings.feeds.scopes:
            continue
        for link, articles in links:
            title = f"{link.title} | {settings.title}"
            newest = [by_url[url] for url in articles[: settings.feeds.items]]
            yield _feed(
                Link(title, link.url), f"{settings.title}: {link.title}", newest, f"the feed of {link.url}", config
            )


def feed_url(page_url: str) -> str:
    """Name the feed of a page: `"/tags/casting/" -> "/tags/casting/feed.xml"`."""
    return f"{page_url}feed.xml"


def scope_feeds(kind: str, link: Link, config: Config) -> tuple[Link, ...]:
    """List the feeds of a page besides the site's."""
    return (Link(link.title, feed_url(link.url)),) if kind in config.settings.feeds.scopes else ()


def _scopes(library: Library) -> dict[str, list[tuple[Link, list[str]]]]:
    return {
        "tags": [(each.link, [card.url for card in each.articles]) for each in library.tags],
        "sections": [(each.link, [card.url for card in each.articles]) for each in library.sections],
        "shows": [(each.link, [card.url for card in each.articles]) for each in library.shows],
        "people": [(each.link, [card.url for card in each.articles]) for each in library.people],
        "authors": [(each.author.link, [card.url for card in each.articles]) for each in library.authors],
    }


def _feed(link: Link, description: str, articles: Sequence[Article], source: str, config: Config) -> FeedRecipe:
    url = feed_url(link.url)
    newest = tuple(articles[: config.settings.feeds.items])
    dates = [article.card.updated or article.card.date for article in newest]
    return FeedRecipe(
        path=output_path(url, config.home),
        source=source,
        title=link.title,
        description=description,
        url=absolute(url, config.base_url, config.home),
        page_url=absolute(link.url, config.base_url, config.home),
        articles=newest,
        updated=max(dates, default=None),
    )
