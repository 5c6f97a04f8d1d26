"""The news room's view of the site: who and what there is, what is public now, and how it hangs together."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from fanwire.records.calendar import CalendarEntry
from fanwire.records.cards import Card, Image
from fanwire.records.document import Heading, StaticFile
from fanwire.records.link import Link
from fanwire.records.listed import Closed, Correction, Known, Listed, Redirect, RootLink
from fanwire.records.prose import CastGroup, Prose
from fanwire.records.published import Former
from fanwire.records.record import Record
from fanwire.records.told import Change, ShowTold, SourceTold


class Author(Record, frozen=True):
    """Who writes here, a person or a desk. `bio` is the whole body, `links` lead away from the site."""

    link: Link
    kind: str
    bio: Prose
    image: Image | None
    links: tuple[Link, ...]


class Series(Record, frozen=True):
    """The parts of a running story, oldest first, and which of them this is (from 1)."""

    title: str
    parts: tuple[Card, ...]
    number: int


class Article(Record, frozen=True):
    """All of an article. `previous` is older, `next` newer; `related` only older or equally old ones."""

    card: Card
    file: str
    feed_id: str
    prose: Prose
    toc: tuple[Heading, ...]
    image: Image | None
    authors: tuple[Author, ...]
    shows: tuple[Link, ...]
    people: tuple[Link, ...]
    tags: tuple[Link, ...]
    corrections: tuple[Correction, ...]
    since: tuple[Change, ...]
    """What its answers got wrong, and what has changed since, by the ledger."""
    comments_open: bool
    comments_address: str
    series: Series | None
    previous: Card | None
    next: Card | None
    related: tuple[Card, ...]


class Page(Record, frozen=True):
    """A page of content/pages."""

    link: Link
    file: str
    description: str
    prose: Prose
    toc: tuple[Heading, ...]


class Season(Record, frozen=True):
    """A season of a show; `released` is a date in words, or empty.

    `since` is the same for machines, `2022-01-28` or `2022`, and empty unless that has come.
    """

    id: str
    title: str
    episodes: int | None
    released: str
    since: str
    platform: str
    cast: tuple[CastGroup, ...]


class Credit(Record, frozen=True):
    """A job and who did it: `Credit("Directors", (Link(...), Link(...)))`."""

    title: str
    people: tuple[Link, ...]


class Show(Record, frozen=True):
    """A series, film, webtoon or book.

    `adaptations` are the shows based on this one; `references` outside addresses (IMDb ...). `since` and `until` are
    `released` or `ran` for machines, `2009` and `2011`, and empty unless that has come.
    """

    link: Link
    file: str
    kind: str
    original: str
    aliases: tuple[str, ...]
    description: str
    platform: str
    ran: str
    released: str
    since: str
    until: str
    based_on: Link | None
    adaptations: tuple[Link, ...]
    production: tuple[str, ...]
    credits: tuple[Credit, ...]
    cast: tuple[CastGroup, ...]
    seasons: tuple[Season, ...]
    references: tuple[Link, ...]
    image: Image | None
    prose: Prose
    articles: tuple[Card, ...]


class Part(Record, frozen=True):
    """What a person did in a show: `Part(show, "Season 1", "Nam On-jo")`, or a job such as `Director`."""

    show: Link
    season: str
    character: str
    job: str


class Person(Record, frozen=True):
    """An actor, director or writer, with every part and every article that names them."""

    link: Link
    file: str
    original: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    parts: tuple[Part, ...]
    references: tuple[Link, ...]
    image: Image | None
    prose: Prose
    articles: tuple[Card, ...]


class Shelf(Record, frozen=True):
    """Articles under one name, newest first: a tag, a section, an author or a month."""

    link: Link
    description: str
    articles: tuple[Card, ...]


class Month(Record, frozen=True):
    """A month of the archive."""

    first: date
    link: Link
    articles: tuple[Card, ...]


class AuthorShelf(Record, frozen=True):
    """An author with everything they wrote, newest first."""

    author: Author
    articles: tuple[Card, ...]


class PlacedFile(Record, frozen=True):
    """A picture or attachment of a public text: where it lies in the site's folder and the address it gets."""

    file: str
    url: str
    stamp: tuple[int, int, int]


class Library(Record, frozen=True):
    """Everything that is public at `now`, newest first where it has a date.

    `known` are all articles, `articles` those that were opened: each other one has the page that the last build made,
    and is in `closed`, by its file. `find_prose` resolves the body of any, by its file. `changed_lists` are
    those tags, sections and months, shows, people and authors, and the front page, in which an article has changed, by
    address: those of the new articles in each, or None where there is more than new ones. It is None as a whole where
    that isn't known.

    `authority` is the host that ids are minted under, whatever host the site lives at today; `first_names` has the ids
    under which shows were published first, where that was another.
    """

    authority: str
    first_names: MappingProxyType[str, str]

    articles: tuple[Article, ...]
    known: tuple[Known, ...]
    closed: Mapping[str, Closed]
    find_prose: Callable[[str], Prose]
    changed_lists: Mapping[str, frozenset[str] | None] | None
    pages: tuple[Page, ...]
    shows: tuple[Show, ...]
    people: tuple[Person, ...]
    authors: tuple[AuthorShelf, ...]
    tags: tuple[Shelf, ...]
    sections: tuple[Shelf, ...]
    months: tuple[Month, ...]
    redirects: tuple[Redirect, ...]
    formers: tuple[Former, ...]
    files: tuple[PlacedFile, ...]
    root_links: tuple[RootLink, ...]
    statics: MappingProxyType[str, StaticFile]
    ledgers: tuple[ShowTold, ...]
    sources: tuple[SourceTold, ...]
    calendar: tuple[CalendarEntry, ...]
    next_change: datetime | None

    @property
    def listed(self) -> tuple[Listed, ...]:
        """Every article, newest first."""
        return tuple(article.listed for article in self.known)

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every article's card, newest first."""
        return tuple(article.listed.card for article in self.known)
