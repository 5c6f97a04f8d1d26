"""Everything that is public now, as content/published.yaml records it: each text with its address and its id."""

from collections.abc import Iterator

from fanwire.errors import Where
from fanwire.newsroom.addresses import readable
from fanwire.records.config import Config
from fanwire.records.library import Article, Library, Page, Person, Show
from fanwire.records.link import Link
from fanwire.records.published import FILE, Known, PublishedText


def public_texts(library: Library, config: Config) -> Iterator[PublishedText]:
    """List every text that has a page, each with the one address that it has today; articles come first.

    What subscribers see of an article, and since when, isn't known here: `seen` and `updated` are empty.
    """
    for article in library.articles:
        yield _article(article, config)
    others: tuple[Page | Show | Person, ...] = (*library.pages, *library.shows, *library.people)
    for text in others:
        yield PublishedText(text.file, _here(text.link, config))
    for shelf in library.authors:
        yield PublishedText(shelf.author.bio.file, _here(shelf.author.link, config))


def _article(article: Article, config: Config) -> PublishedText:
    card = article.card
    here = _here(Link(card.title, card.url), config)
    return PublishedText(article.file, here, article.feed_id, card.date)


def _here(link: Link, config: Config) -> tuple[Known, ...]:
    return (Known(readable(link.url, config.home), Where(FILE)),)
