"""RSS 2.0 (RSS Advisory Board, 2009) by feedgen, whose only importer this is."""

from typing import Any

from fanwire.records.config import Config
from fanwire.records.library import Article
from fanwire.records.recipe import FeedRecipe
from fanwire.render.feed_bodies import FindFeedBody, printable


def rss(recipe: FeedRecipe, config: Config, body_of: FindFeedBody) -> bytes:
    """Make an RSS feed: full text, absolute addresses, stable ids, oldest date first in nothing, newest item first."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.title(printable(recipe.title))
    feed.description(printable(recipe.description))
    feed.language(config.settings.language)
    feed.link(href=recipe.url, rel="self", type="application/rss+xml")
    feed.link(href=recipe.page_url, rel="alternate")
    if config.settings.copyright:
        feed.copyright(printable(config.settings.copyright))
    feed.generator("Fanwire")
    feed.docs("https://www.rssboard.org/rss-specification")
    # feedgen would write the time of the build, and the same content must give the same bytes. Where there is no
    # article there is no date, and feedgen has no word for none: this is the field itself, a test looks at what comes
    # of it.
    feed._FeedGenerator__rss_lastBuildDate = recipe.updated  # noqa: SLF001
    for article in recipe.articles:
        _add(feed.add_entry(order="append"), article, config, body_of)
    made: bytes = feed.rss_str()
    return made


def _add(entry: Any, article: Article, config: Config, body_of: FindFeedBody) -> None:  # noqa: ANN401 - feedgen has no types
    card = article.card
    url = config.base_url + card.url.removeprefix(config.home)
    entry.guid(article.feed_id, permalink=False)
    entry.title(printable(card.title))
    entry.link(href=url)
    entry.description(printable(card.dek))
    entry.content(body_of(article), type="html")
    entry.published(card.date)
    for author in card.authors:
        entry.author(name=printable(author.title))
    for tag in article.tags:
        entry.category(term=printable(tag.title))
