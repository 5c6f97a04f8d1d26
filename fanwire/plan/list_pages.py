"""The pages of a list of articles, and which of them stay as they are because nothing in them has changed."""

from collections.abc import Iterator, Sequence

from fanwire.plan.changed import newest_of
from fanwire.plan.paging import page_count, pages
from fanwire.plan.sitemaps import sitemap_entry
from fanwire.records.cards import Card
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.pages import Pager
from fanwire.records.recipe import KeptPage


def list_pages(
    cards: Sequence[Card], url: str, library: Library, config: Config
) -> Iterator[tuple[tuple[Card, ...], Pager, str, bool]]:
    """Cut a list into pages, and tell of each whether it stays as it is.

    All do where no article in it has changed. Where articles are only new, those do that begin behind them, as long as
    there are as many pages as there were.
    """
    size, start = config.settings.page_size, 0
    changed = library.changed_lists
    last = len(cards)
    if changed is not None and url not in changed:
        last = -1
    elif changed and (new := changed[url]) and page_count(len(cards), size) == page_count(len(cards) - len(new), size):
        last = max((place for place, card in enumerate(cards) if card.url in new), default=last)
    for shown, pager, page in pages(cards, size, url):
        yield shown, pager, page, start > last
        start += len(shown)


def kept_page(path: str, source: str, template: str, url: str, shown: Sequence[Card], config: Config) -> KeptPage:
    """Plan a page of a list that stays as it is."""
    entry = sitemap_entry(url, None, newest_of(shown), config) if shown else None
    return KeptPage(path, source, template, entry)
