"""Articles as all but their own pages know them, and what is kept of each, so that it can stay closed next time."""

from datetime import datetime

from fanwire.errors import Where
from fanwire.records.cards import Card
from fanwire.records.feed import KeptItem
from fanwire.records.link import Link
from fanwire.records.record import Record
from fanwire.records.told import Change


class Correction(Record, frozen=True):
    """What an article got wrong, and when that was put right."""

    date: datetime
    text: str


class Redirect(Record, frozen=True):
    """An old address and the one it leads to now, both from the root."""

    old: str
    new: str
    where: Where


class RootLink(Record, frozen=True):
    """A link in a body that names an address of the site itself, checked once all addresses are known."""

    path: str
    where: Where


class Listed(Record, frozen=True):
    """An article as lists, feeds, the search and sitemaps know it.

    `since` is what its answers got wrong, and what has changed since, by the ledger; `lines` are the addresses of those
    lines of ledgers that its body shows.
    """

    card: Card
    file: str
    feed_id: str
    shows: tuple[Link, ...]
    people: tuple[Link, ...]
    tags: tuple[Link, ...]
    corrections: tuple[Correction, ...]
    since: tuple[Change, ...]
    lines: tuple[str, ...]


class Known(Record, frozen=True):
    """All that others may ask of an article, so that it need not be opened for them.

    `id`, `date`, `tags` and `series` are as written; `subjects` are addresses of what it is about, `anchors` the ids
    in its body, `names` the ids and paths that it points at, `related` the addresses of the articles related to it,
    `files` the pictures and attachments it uses, each with its address, `root_links` the addresses of the site itself
    that it links to. `next_change` is when it changes with nobody touching it.
    """

    listed: Listed
    id: str
    date: datetime
    subjects: tuple[str, ...]
    tags: tuple[str, ...]
    series: str
    anchors: tuple[str, ...]
    names: tuple[str, ...]
    related: tuple[str, ...]
    redirects: tuple[Redirect, ...]
    files: tuple[tuple[str, str], ...]
    root_links: tuple[str, ...]
    next_change: datetime | None

    @property
    def card(self) -> Card:
        """Give what others show of it."""
        return self.listed.card


class Described(Record, frozen=True):
    """An article with what sitemaps and the search say of it.

    `updated` is when its substance last changed (W3C Datetime), `found` its entry in the list for the search (JSON).
    """

    known: Known
    updated: str
    found: str


class Closed(Record, frozen=True):
    """An article as the last build left it: nobody has to look at it again while nothing changes that its page shows.

    `digest` is that of its card; `item` stands for its entry in feeds, None where none has carried it yet.
    """

    described: Described
    digest: bytes
    item: KeptItem | None

    @property
    def known(self) -> Known:
        """Give what others may ask of it."""
        return self.described.known

    @property
    def file(self) -> str:
        """Name its file."""
        return self.described.known.listed.file
