"""What templates see. Each template gets `site` (the same everywhere) and one record, `page`, whose type is named here.

    front.html       FrontPage        list.html       ListPage        article.html      ArticlePage
    page.html        TextPage         show.html       ShowPage        person.html       PersonPage
    author.html      AuthorPage       index.html      IndexPage       corrections.html  CorrectionsPage
    404.html         PlainPage        redirect.html   RedirectPage    fragments/latest.html  LatestFragment
    ledger.html      LedgerPage       source.html     SourcePage      sources.html      SourcesPage
    waiting.html     WaitingPage      feeds.html      FeedsPage         gone.html         GonePage
    calendar.html    CalendarPage     search.html      PlainPage

Addresses (`url`) are from the root, percent-encoded and ready for `href`; `canonical` is absolute.
"""

from datetime import datetime

from fanwire.records.calendar import CalendarPeriod, Subscription
from fanwire.records.cards import Card, Image
from fanwire.records.feed import FeedGroup, FeedLink
from fanwire.records.library import Article, Author, Page, Person, Show
from fanwire.records.link import Link
from fanwire.records.listed import Correction
from fanwire.records.record import Record
from fanwire.records.told import RecordedSeason, SeasonTold, SourceTold, Waiting


class SiteView(Record, frozen=True):
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


class Head(Record, frozen=True):
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


class Pager(Record, frozen=True):
    """Where a list goes on: `number` of `total`, from 1; empty addresses at the ends."""

    number: int
    total: int
    newer: str
    older: str


class Band(Record, frozen=True):
    """A row of the front page: a section and its newest articles."""

    link: Link
    cards: tuple[Card, ...]


class FrontPage(Record, frozen=True):
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


class ListPage(Record, frozen=True):
    """A page of cards: later pages of the front page, a tag, a section, a month.

    `kicker` says which kind: `Tag`, `Section`, `Archive`. `total` counts the articles of the whole list; None on later
    pages, which a new article leaves as they are.
    """

    head: Head
    kicker: str
    heading: str
    intro: str
    cards: tuple[Card, ...]
    total: int | None
    pager: Pager


class ArticlePage(Record, frozen=True):
    """An article on its own page."""

    head: Head
    article: Article


class TextPage(Record, frozen=True):
    """A page of content/pages."""

    head: Head
    text: Page


class ShowPage(Record, frozen=True):
    """A show's hub; on later pages only the list of news is shown (`pager.number > 1`), and `total` is None.

    `seasons` is what the ledger tells, the newest season first, `ledger` leads to the whole record; empty without one.
    """

    head: Head
    show: Show
    seasons: tuple[SeasonTold, ...]
    ledger: Link | None
    cards: tuple[Card, ...]
    total: int | None
    pager: Pager


class PersonPage(Record, frozen=True):
    """A person, their parts and the articles that name them; `total` is None on later pages."""

    head: Head
    person: Person
    cards: tuple[Card, ...]
    total: int | None
    pager: Pager


class AuthorPage(Record, frozen=True):
    """An author and what they wrote; `total` is None on later pages."""

    head: Head
    author: Author
    cards: tuple[Card, ...]
    total: int | None
    pager: Pager


class IndexEntry(Record, frozen=True):
    """One name in an index.

    `note` is a few words more (a kind, a role, an original title); `count` the number of articles.
    """

    link: Link
    count: int
    note: str
    image: Image | None


class IndexGroup(Record, frozen=True):
    """Entries under a heading (a year, an initial letter); the heading may be empty."""

    title: str
    entries: tuple[IndexEntry, ...]


class IndexPage(Record, frozen=True):
    """All shows, people, authors, tags, sections or months.

    `style` is `people`, `shows`, `tags`, `authors`, `sections` or `archive`.
    """

    head: Head
    heading: str
    style: str
    groups: tuple[IndexGroup, ...]


class CorrectedArticle(Record, frozen=True):
    """A correction and the article it belongs to; `derived` by the ledger, and then dated like the article."""

    card: Card
    correction: Correction
    derived: bool


class CorrectionsPage(Record, frozen=True):
    """Every correction, newest first."""

    head: Head
    entries: tuple[CorrectedArticle, ...]


class LedgerPage(Record, frozen=True):
    """Everything that was ever said about a show; `data` leads to the same as JSON and CSV."""

    head: Head
    show: Link
    seasons: tuple[RecordedSeason, ...]
    data: tuple[Link, ...]


class SourcePage(Record, frozen=True):
    """A source: everything it said, and how that held."""

    head: Head
    source: SourceTold


class SourceEntry(Record, frozen=True):
    """A source in the list of all: `summary` counts what it said, `weight` says how much its word can carry."""

    link: Link
    kind: str
    weight: str
    summary: str


class SourcesPage(Record, frozen=True):
    """Every source, by name."""

    head: Head
    entries: tuple[SourceEntry, ...]


class WaitingPage(Record, frozen=True):
    """Every season that isn't out, the furthest first."""

    head: Head
    seasons: tuple[Waiting, ...]


class FeedsPage(Record, frozen=True):
    """All feeds by kind; `opml` is the address of the file that reader programs take in at once."""

    head: Head
    groups: tuple[FeedGroup, ...]
    opml: str


class CalendarPage(Record, frozen=True):
    """Dates by month: official ones ahead, those that aren't official, what has happened, what was withdrawn."""

    head: Head
    subscriptions: tuple[Subscription, ...]
    coming: tuple[CalendarPeriod, ...]
    unofficial: tuple[CalendarPeriod, ...]
    past: tuple[CalendarPeriod, ...]
    withdrawn: tuple[CalendarPeriod, ...]


class PlainPage(Record, frozen=True):
    """A page with nothing of its own but its head: the search, and not found."""

    head: Head


class GonePage(Record, frozen=True):
    """What was published at this address and is no longer: the day of an article, why it is gone; both may be unknown.

    Nothing else of the text is here: who takes one away may not want its title to stay.
    """

    head: Head
    date: datetime | None
    why: str


class RedirectPage(Record, frozen=True):
    """An old address that leads to a new one; `target` is from the root, `canonical` absolute."""

    title: str
    target: str
    canonical: str


class LatestFragment(Record, frozen=True):
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
