"""What pages say about themselves."""

from datetime import datetime

from fanwire.plan.paging import absolute
from fanwire.records.cards import Image
from fanwire.records.config import Config
from fanwire.records.feed import FeedLink
from fanwire.records.library import Article
from fanwire.records.link import Link
from fanwire.records.listed import Listed
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


def article_head(config: Config, article: Article, feeds: tuple[FeedLink, ...]) -> Head:
    """Make the head of an article; its trail is section and show."""
    card = article.card
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
        updated=last_change(article),
        indexed=True,
        current=f"sections/{card.section.id}" if card.section else "",
    )


def last_change(article: Article | Listed) -> datetime | None:
    """Find when the substance of an article last changed by a writer's hand: an update, or a correction."""
    changes = (article.card.updated, *(each.date for each in article.corrections))
    return max((each for each in changes if each), default=None)
