"""Feeds: what a reader program is told of an article, a line of a ledger or a correction, and of a feed as a whole.

A `FeedItem` holds exactly what a feed shows, so an edit that no feed shows makes no feed anew. All addresses but those
inside a body are absolute.
"""

from datetime import datetime
from typing import Literal

from fanwire.records.cards import Image
from fanwire.records.link import Link
from fanwire.records.prose import Prose
from fanwire.records.record import Record

FeedFormat = Literal["rss", "atom", "json"]
"""RSS 2.0, Atom (RFC 4287) or JSON Feed 1.1."""


class FeedLink(Record, frozen=True):
    """A feed as pages name it: what it is about, its address from the root, `Atom`, `application/atom+xml`."""

    title: str
    url: str
    format: str
    media_type: str


class FeedEntry(Record, frozen=True):
    """Something that has feeds, in the list of all: its page, its feeds' title, and the feeds themselves."""

    link: Link
    title: str
    feeds: tuple[FeedLink, ...]


class FeedGroup(Record, frozen=True):
    """Feeds of one kind under a heading: `Tags`."""

    title: str
    entries: tuple[FeedEntry, ...]


class FeedAuthor(Record, frozen=True):
    """Who wrote an item: `FeedAuthor("The desk", "https://herald.example/authors/desk/")`."""

    name: str
    url: str


class FeedNote(Record, frozen=True):
    """A sentence before an item's text: `FeedNote("Update (2024-01-01).", "Release date: 2024 became impossible.")`.

    `url` leads on, with `more` as its words; both may be empty.
    """

    title: str
    text: str
    more: str = ""
    url: str = ""


class FeedItem(Record, frozen=True):
    """One entry of a feed. It is made once, and is the same object in every feed that carries it.

    `id` is a tag URI (RFC 4151) that never changes. `updated` moves with the substance only: None when it never did.
    """

    id: str
    url: str
    title: str
    dek: str
    published: datetime
    updated: datetime | None
    authors: tuple[FeedAuthor, ...] = ()
    categories: tuple[str, ...] = ()
    image: Image | None = None
    notes: tuple[FeedNote, ...] = ()
    prose: Prose | None = None


class KeptItem(Record, frozen=True):
    """The item of an article that is closed: it is as the last build made it, and its digest stands for it.

    `when` is its last moment, as published or updated; `has_body` tells whether it carries the text of `file`.
    """

    file: str
    digest: bytes
    when: datetime
    has_body: bool


class FeedFrame(Record, frozen=True):
    """What all feeds of a site say alike: who publishes them and on what terms, and how a browser shows them.

    `publisher` is the site. `hub` tells readers of news at once (WebSub) and may be empty, as may `style`, the address
    of the style sheet.
    """

    publisher: FeedAuthor
    language: str
    copyright: str
    hub: str
    style: str
