"""What has feeds: the site, each thing of the scopes that site.yaml names, the ledger of a show, and corrections."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from fanwire.plan.feed_items import article_item, correction_items, event_items
from fanwire.plan.paging import below
from fanwire.records.cards import Card
from fanwire.records.config import Config
from fanwire.records.feed import FeedItem, KeptItem
from fanwire.records.library import Library
from fanwire.records.link import Link
from fanwire.records.record import Record


class FeedSubject(Record, frozen=True):
    """Something that has feeds, and what is in them, the newest first.

    `link` is its page, `title` and `description` are the feeds' own, `source` says who asks for them.
    """

    link: Link
    title: str
    description: str
    items: tuple[FeedItem | KeptItem, ...]
    source: str


FindItem = Callable[[str], FeedItem | KeptItem]
"""Finds the item of an article by the article's address from the root; it is the same one in every feed."""

Subjects = Callable[[Library, Config, FindItem], Iterator[FeedSubject]]


def feed_subjects(library: Library, config: Config) -> dict[str, tuple[FeedSubject, ...]]:
    """Find everything that has feeds, by scope; that of the site itself is `site`."""
    articles = {article.card.url: article for article in library.known}

    @cache
    def find_item(url: str) -> FeedItem | KeptItem:
        article = articles[url].listed
        closed = library.closed.get(article.file)
        return (closed and closed.item) or article_item(article, library.find_prose, config)

    wanted = ("site", *(scope for scope in _SUBJECTS if scope in config.settings.feeds.scopes))
    return {scope: tuple(_SUBJECTS[scope](library, config, find_item)) for scope in wanted}


def _site(library: Library, config: Config, find_item: FindItem) -> Iterator[FeedSubject]:
    settings = config.settings
    description = settings.description or settings.tagline or settings.title
    newest = _newest(library.cards, find_item, config)
    yield FeedSubject(Link(settings.title, config.home), settings.title, description, newest, "the site's feed")


def _shelves(find: Callable[[Library], Iterator[tuple[Link, Sequence[Card]]]]) -> Subjects:
    """Make subjects of links and the cards that belong to each."""

    def subjects(library: Library, config: Config, find_item: FindItem) -> Iterator[FeedSubject]:
        of = config.settings.title
        for link, cards in find(library):
            newest = _newest(cards, find_item, config)
            yield FeedSubject(link, f"{link.title} | {of}", f"{of}: {link.title}", newest, f"the feed of {link.url}")

    return subjects


def _ledgers(library: Library, config: Config, _: FindItem) -> Iterator[FeedSubject]:
    for told in library.ledgers:
        title, source = told.show.title, f"content/shows/{told.show.id}/ledger.yaml"
        link = Link(f"{title}: what was said", told.ledger.url)
        description = f"Everything that is said about {title}, line by line: by whom, and how firmly."
        items = event_items(told, library, config)
        yield FeedSubject(link, f"{link.title} | {config.settings.title}", description, items, source)


def _corrections(library: Library, config: Config, _: FindItem) -> Iterator[FeedSubject]:
    link = Link("Corrections", below(config.home, "corrections/"))
    title = f"{link.title} | {config.settings.title}"
    description = "What this site got wrong, and when it was put right."
    yield FeedSubject(link, title, description, correction_items(library, config), "the list of corrections")


def _newest(cards: Sequence[Card], find_item: FindItem, config: Config) -> tuple[FeedItem | KeptItem, ...]:
    return tuple(find_item(card.url) for card in cards[: config.settings.feeds.items])


_SUBJECTS: Mapping[str, Subjects] = {
    "site": _site,
    "shows": _shelves(lambda library: ((each.link, each.articles) for each in library.shows)),
    "ledgers": _ledgers,
    "sections": _shelves(lambda library: ((each.link, each.articles) for each in library.sections)),
    "people": _shelves(lambda library: ((each.link, each.articles) for each in library.people)),
    "authors": _shelves(lambda library: ((each.author.link, each.articles) for each in library.authors)),
    "tags": _shelves(lambda library: ((each.link, each.articles) for each in library.tags)),
    "corrections": _corrections,
}
