"""The site's settings and the wishes of one run, settled before anything else is read."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fanwire.errors import Where
from fanwire.records.calendar_words import CalendarWords
from fanwire.records.record import Record, field

Address = Annotated[str, "address"]
"""A link in front matter or settings: http, https or mailto, or a path from the site's root. Never `javascript:`."""


class NamedLink(Record, frozen=True):
    """A link with its words: `{name: Mastodon, url: "https://example.social/@herald"}`."""

    name: str
    url: Address


class SectionSettings(Record, frozen=True):
    """One of the site's sections, the value under its id."""

    title: str
    description: str = ""


FeedScope = Literal["tags", "sections", "shows", "people", "authors", "ledgers", "corrections"]
"""What can have feeds of its own besides the whole site."""


class FeedSettings(Record, frozen=True):
    """How feeds are made: `items` in each, for which `scopes` besides the whole site, in which `formats`.

    `hub` is the WebSub hub that is told of news; none where it is empty.
    """

    items: Annotated[int, "count"] = 20
    scopes: tuple[FeedScope, ...] = ("shows", "ledgers", "sections", "people", "authors", "tags", "corrections")
    formats: tuple[Literal["rss", "atom", "json"], ...] = ("rss", "atom", "json")
    hub: Annotated[str, "web-address"] = ""


class PolicySettings(Record, frozen=True):
    """The pages on which the paper says how it works, by their ids; search engines are told of them."""

    principles: Annotated[str, "id"] = ""
    corrections: Annotated[str, "id"] = ""


class Settings(Record, frozen=True):
    """site.yaml, every key of it; docs/content.md explains each one."""

    title: str
    base_url: Annotated[str, "site-address"]
    tagline: str = ""
    description: str = ""
    language: Annotated[str, "language"] = "en"
    timezone: Annotated[str, "timezone"] = "UTC"
    sections: dict[Annotated[str, "id"], SectionSettings] = field(default_factory=dict)
    permalink: Annotated[str, "permalink"] = "/{year}/{month}/{slug}/"
    page_size: Annotated[int, "count"] = 10
    comments: Literal["open", "closed"] = "closed"
    comments_address: Address = ""
    feeds: FeedSettings = field(default_factory=FeedSettings)
    social: tuple[NamedLink, ...] = ()
    navigation: tuple[NamedLink, ...] = ()
    copyright: str = ""
    notice: str = ""
    indexnow_key: Annotated[str, "indexnow-key"] = ""
    policies: PolicySettings = field(default_factory=PolicySettings)
    untrusted: tuple[str, ...] = ()


class Options(Record, frozen=True):
    """What the command line asks of one build.

    `now` is the only clock Fanwire ever sees; `jobs` 0 means all processors.
    """

    now: datetime
    output: Path | None = None
    base_url: str = ""
    drafts: bool = False
    future: bool = False
    as_of: date | None = None
    clean: bool = False
    jobs: int = 0


class Config(Record, frozen=True):
    """All that a build depends on besides content: settings, folders, and the moment it is built for.

    `root` and `output` are absolute. `base_url` is `https://herald.example/blog/`, always with a slash at its end, and
    `home` the path in it, `/blog/`. `now` is aware, in the site's time zone.
    """

    settings: Settings
    root: Path
    output: Path
    base_url: str
    home: str
    zone: ZoneInfo
    now: datetime
    drafts: bool
    future: bool
    as_of: bool
    words: CalendarWords
    theme: Path
    """The packaged theme's folder, with `templates/` and `static/` in it."""
    places: dict[tuple[str | int, ...], Where] = field(default_factory=dict)
    """Where each value of site.yaml stands, for messages: `("navigation", 1, "url") -> Where("site.yaml", 9, 27)`."""
