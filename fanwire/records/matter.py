"""Front matter, typed: what the head of each kind of file may say. Names are the contract with the writers.

An annotation such as `Annotated[str, "id"]` names the check that `read.schema` makes; the records themselves know no
schema library.
"""

from datetime import datetime
from typing import Annotated, Literal

from fanwire.records.config import Address, NamedLink
from fanwire.records.record import Record, field

Id = Annotated[str, "id"]
"""The name of a file or folder in content/, which is how others refer to it: `park-ji-hu`."""
Moment = Annotated[datetime, "moment"]
"""An aware point in time: `2026-02-22`, `2026-02-22 18:00`, `2026-02-22 18:00 +09:00`."""


class ImageMatter(Record, frozen=True):
    """A lead picture. `src` is a file beside the text, relative to it, or a path from the site's root."""

    src: str
    alt: str
    caption: str = ""
    credit: str = ""
    licence: str = ""


class CorrectionMatter(Record, frozen=True):
    """What was wrong, in words, and when it was put right."""

    date: Moment
    text: str


class ClaimMatter(Record, frozen=True):
    """An answer that the article gave when it was published."""

    show: Id
    season: str
    question: str
    says: str


class ArticleMatter(Record, frozen=True):
    """The head of an article."""

    title: str
    date: Moment | None = None
    updated: Moment | None = None
    slug: Annotated[str, "slug"] = ""
    authors: tuple[Id, ...] = ()
    shows: tuple[Id, ...] = ()
    people: tuple[Id, ...] = ()
    tags: tuple[str, ...] = ()
    section: Id = ""
    description: str = ""
    image: ImageMatter | None = None
    featured: bool = False
    draft: bool = False
    expires: Moment | None = None
    aliases: tuple[Annotated[str, "alias"], ...] = ()
    spoilers: str = ""
    comments: Literal["open", "closed", ""] = ""
    corrections: tuple[CorrectionMatter, ...] = ()
    claims: tuple[ClaimMatter, ...] = ()
    series: str = ""
    toc: bool = True
    id: str = ""


class PageMatter(Record, frozen=True):
    """The head of a page such as about or contact."""

    title: str
    slug: Annotated[str, "slug"] = ""
    description: str = ""
    draft: bool = False
    aliases: tuple[Annotated[str, "alias"], ...] = ()
    toc: bool = False


class RoleMatter(Record, frozen=True):
    """One line of a cast: `{person: park-ji-hu, as: Nam On-jo}`."""

    person: Id
    as_: str = ""


class SeasonMatter(Record, frozen=True):
    """A season, the value under its id `s1`.

    `cast` has groups in the writer's order: main, supporting, returning ...
    """

    title: str = ""
    episodes: Annotated[int, "count"] | None = None
    released: str = ""
    platform: str = ""
    cast: dict[str, tuple[RoleMatter, ...]] = field(default_factory=dict)


class ShowMatter(Record, frozen=True):
    """The head of a show: a series, film, webtoon or book. `crew` maps a job to people: `directors: [lee-jq]`."""

    title: str
    kind: Literal["series", "film", "webtoon", "book"]
    original: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    not_titles: tuple[str, ...] = ()
    ids: dict[str, str] = field(default_factory=dict)
    platform: str = ""
    ran: str = ""
    released: str = ""
    based_on: Id = ""
    production: tuple[str, ...] = ()
    crew: dict[str, tuple[Id, ...]] = field(default_factory=dict)
    cast: dict[str, tuple[RoleMatter, ...]] = field(default_factory=dict)
    seasons: dict[str, SeasonMatter] = field(default_factory=dict)
    image: ImageMatter | None = None


class PersonMatter(Record, frozen=True):
    """The head of a person: one preferred spelling, all others are aliases."""

    name: str
    original: str = ""
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    ids: dict[str, str] = field(default_factory=dict)
    image: ImageMatter | None = None


class AuthorMatter(Record, frozen=True):
    """The head of an author; the body is the bio. A desk is several people under one name."""

    name: str
    kind: Literal["person", "desk"] = "person"
    image: ImageMatter | None = None
    links: tuple[NamedLink, ...] = ()


class SourceMatter(Record, frozen=True):
    """Who says things, the value under its id in sources.yaml."""

    name: str
    tier: Literal["official", "producer", "agency", "talent", "press", "aggregator", "unsourced"]
    url: Address = ""


Matter = ArticleMatter | PageMatter | ShowMatter | PersonMatter | AuthorMatter
