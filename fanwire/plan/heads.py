"""What pages say about themselves."""

from fanwire.plan.paging import absolute
from fanwire.records.config import Config
from fanwire.records.feed import FeedLink
from fanwire.records.library import Card, Image, Link
from fanwire.records.pages import Head


def head(
    config: Config,
    title: str,
    url: str,
    *,
    kind: str = "website",
    description: str = "",
    trail: tuple[Link, ...] = (),
    feeds: tuple[FeedLink, ...] = (),
    image: Image | None = None,
    indexed: bool = True,
    current: str = "",
    calendars: tuple[Link, ...] = (),
) -> Head:
    """Make the head of a page that is no article."""
    canonical = absolute(url, config.base_url, config.home)
    return Head(title, description, url, canonical, kind, trail, feeds, image, None, None, indexed, current, calendars)


def article_head(config: Config, card: Card, feeds: tuple[FeedLink, ...]) -> Head:
    """Make the head of an article; its trail is section and show."""
    trail = tuple(link for link in (card.section, card.show) if link)
    return Head(
        title=card.title,
        description=card.dek,
        url=card.url,
        canonical=absolute(card.url, config.base_url, config.home),
        kind="article",
        trail=trail,
        feeds=feeds,
        image=card.image,
        published=card.date,
        updated=card.updated,
        indexed=True,
        current=f"sections/{card.section.id}" if card.section else "",
    )
