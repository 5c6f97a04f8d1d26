"""The formats of feeds: where each lies, what it is called, and which feeds a page leads to."""

from collections.abc import Mapping
from typing import NamedTuple

from fanwire.records.config import Config
from fanwire.records.feed import FeedFormat, FeedLink
from fanwire.records.link import Link


class Format(NamedTuple):
    """A format: its file, its name for people, its media type."""

    file: str
    name: str
    media_type: str


FORMATS: Mapping[FeedFormat, Format] = {
    "rss": Format("feed.xml", "RSS", "application/rss+xml"),
    "atom": Format("atom.xml", "Atom", "application/atom+xml"),
    "json": Format("feed.json", "JSON Feed", "application/feed+json"),
}


def formats(config: Config) -> tuple[FeedFormat, ...]:
    """List the formats that the site wants, each once."""
    return tuple(dict.fromkeys(config.settings.feeds.formats))


def feed_links(title: str, page_url: str, config: Config) -> tuple[FeedLink, ...]:
    """Name the feeds of a page: `"/tags/casting/"` has `/tags/casting/feed.xml`, `atom.xml` and `feed.json` there."""
    wanted = (FORMATS[name] for name in formats(config))
    return tuple(FeedLink(title, page_url + each.file, each.name, each.media_type) for each in wanted)


def scope_feeds(kind: str, link: Link, config: Config) -> tuple[FeedLink, ...]:
    """Name the feeds of a page besides the site's."""
    return feed_links(link.title, link.url, config) if kind in config.settings.feeds.scopes else ()
