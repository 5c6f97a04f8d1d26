"""What templates see. Each template gets `site` (the same everywhere) and one record, `page`, whose type is named here.

    front.html       FrontPage        list.html       ListPage        article.html      ArticlePage
    page.html        TextPage         show.html       ShowPage        person.html       PersonPage
    author.html      AuthorPage       index.html      IndexPage       corrections.html  CorrectionsPage
    404.html         PlainPage        redirect.html   RedirectPage    fragments/latest.html  LatestFragment
    ledger.html      LedgerPage       source.html     SourcePage      sources.html      SourcesPage
    waiting.html     WaitingPage      feeds.html      FeedsPage         gone.html         GonePage
    calendar.html    CalendarPage

Addresses (`url`) are from the root, percent-encoded and ready for `href`; `canonical` is absolute.
"""

from dataclasses import dataclass
from datetime import datetime

from fanwire.records.calendar import CalendarPeriod, Subscription
from fanwire.records.feed import FeedGroup, FeedLink
from fanwire.records.library import Article, Author, Card, Correction, Image, Link, Page, Person, Show
from fanwire.records.told import RecordedSeason, SeasonTold, SourceTold, Waiting


@dataclass(frozen=True, slots=True)
class SiteView:
    """The site as every page sees it.

    `home` is `/` or `/blog/`; `assets` maps a static file to its address with a version. `principles` and
    `corrections_policy` are the pages that say how the paper works. `search` is the address that answers a search, with
    `{search_term_string}` where the words go. Each of these may be empty.
    """

    title: str
    tagline: str
    description: str
    language: str
    home: str
    base_url: str
    navigation: tuple[Link, ...]
    sections: tuple[Link, ...]
    footer: tuple[Link, ...]
    social: tuple[Link, ...]
    feeds: tuple[FeedLink, ...]
    latest: str
    """Address of the fragment that holds Latest and Must Read."""
    archive: str
    copyright: str
    notice: str
    principles: str
    corrections_policy: str
    search: str
    assets: dict[str, str]


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself. `title` is without the site's; `trail` leads from home to the parent of this page.

    `current` is the `id` of the navigation entry to highlight.
    """

    title: str
    description: str
    url: str
    canonical: str
    kind: str
    trail: tuple[Link, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    image: Image | None = None
    published: datetime | None = None
    updated: datetime | None = None
    indexed: bool = True
    current: str = ""
    calendars: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a list goes on: `number` of `total`, from 1; empty addresses at the ends."""

    number: int
    total: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the front page: a section and its newest articles."""

    link: Link
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page: `lead`, the `latest` after it, `must_read` (featured), and a band for each section.

    No article is both `lead` and in `latest`.
    """

    head: Head
    lead: Card | None
    latest: tuple[Card, ...]
    must_read: tuple[Card, ...]
    bands: tuple[Band, ...]
    shows: tuple[Show, ...]
    waiting: tuple[Waiting, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of cards: later pages of the front page, a tag, a section, a month.

    `kicker` says which kind: `Tag`, `Section`, `Archive`.
    """

    head: Head
    kicker: str
    heading: str
    intro: str
    cards: tuple[Card, ...]
    total: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article on its own page."""

    head: Head
    article: Article


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of content/pages."""

    head: Head
    text: Page


@dataclass(frozen=True, slots=True)
class ShowPage:
    """A show's hub; on later pages only the list of news is shown (`pager.number > 1`).

    `seasons` is what the ledger tells, the newest season first, `ledger` leads to the whole record; empty without one.
    """

    head: Head
    show: Show
    seasons: tuple[SeasonTold, ...]
    ledger: Link | None
    cards: tuple[Card, ...]
    total: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person, their parts and the articles that name them."""

    head: Head
    person: Person
    cards: tuple[Card, ...]
    total: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class AuthorPage:
    """An author and what they wrote."""

    head: Head
    author: Author
    cards: tuple[Card, ...]
    total: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One name in an index.

    `note` is a few words more (a kind, a role, an original title); `count` the number of articles.
    """

    link: Link
    count: int
    note: str
    image: Image | None


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Entries under a heading (a year, an initial letter); the heading may be empty."""

    title: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """All shows, people, authors, tags, sections or months.

    `style` is `people`, `shows`, `tags`, `authors`, `sections` or `archive`.
    """

    head: Head
    heading: str
    style: str
    groups: tuple[IndexGroup, ...]


@dataclass(frozen=True, slots=True)
class CorrectedArticle:
    """A correction and the article it belongs to; `derived` by the ledger, and then dated like the article."""

    card: Card
    correction: Correction
    derived: bool


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """Every correction, newest first."""

    head: Head
    entries: tuple[CorrectedArticle, ...]


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Everything that was ever said about a show; `data` leads to the same as JSON and CSV."""

    head: Head
    show: Link
    seasons: tuple[RecordedSeason, ...]
    data: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source: everything it said, and how that held."""

    head: Head
    source: SourceTold


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source in the list of all: `summary` counts what it said, `weight` says how much its word can carry."""

    link: Link
    kind: str
    weight: str
    summary: str


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """Every source, by name."""

    head: Head
    entries: tuple[SourceEntry, ...]


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """Every season that isn't out, the furthest first."""

    head: Head
    seasons: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """All feeds by kind; `opml` is the address of the file that reader programs take in at once."""

    head: Head
    groups: tuple[FeedGroup, ...]
    opml: str


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """Dates by month: official ones ahead, those that aren't official, what has happened, what was withdrawn."""

    head: Head
    subscriptions: tuple[Subscription, ...]
    coming: tuple[CalendarPeriod, ...]
    unofficial: tuple[CalendarPeriod, ...]
    past: tuple[CalendarPeriod, ...]
    withdrawn: tuple[CalendarPeriod, ...]


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page with nothing of its own but its head: not found."""

    head: Head


@dataclass(frozen=True, slots=True)
class GonePage:
    """What was published at this address and is no longer: the day of an article, why it is gone; both may be unknown.

    Nothing else of the text is here: who takes one away may not want its title to stay.
    """

    head: Head
    date: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """An old address that leads to a new one; `target` is from the root, `canonical` absolute."""

    title: str
    target: str
    canonical: str


@dataclass(frozen=True, slots=True)
class LatestFragment:
    """The one file that article pages include: publishing an article changes it, not them."""

    latest: tuple[Card, ...]
    must_read: tuple[Card, ...]


PageRecord = (
    FrontPage
    | ListPage
    | ArticlePage
    | TextPage
    | ShowPage
    | PersonPage
    | AuthorPage
    | IndexPage
    | CorrectionsPage
    | LedgerPage
    | SourcePage
    | SourcesPage
    | WaitingPage
    | FeedsPage
    | CalendarPage
    | PlainPage
    | GonePage
    | RedirectPage
    | LatestFragment
)
"""What a template may see; the fields of a record are the named inputs of its page."""
