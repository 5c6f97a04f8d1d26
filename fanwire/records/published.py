"""content/published.yaml: under which addresses and ids the site's texts were published, and which of them are gone.

Addresses count from the site's home, so they are the same wherever the site lives: `/2026/02/filming-wraps/`.
"""

from datetime import datetime
from typing import Annotated

from fanwire.errors import Where
from fanwire.records.matter import Moment
from fanwire.records.record import Record, field

FILE = "content/published.yaml"
PublishedAddress = Annotated[str, "alias"]


class PublishedArticleMatter(Record, frozen=True):
    """An article, the value under its id in feeds. `seen` digests what subscribers saw of it; oldest address first."""

    file: str
    date: Moment
    addresses: tuple[PublishedAddress, ...]
    updated: Moment | None = None
    seen: str = ""


class GoneMatter(Record, frozen=True):
    """An address that was given up: `{address: /2022/02/a-mistake/, why: It was a hoax.}`."""

    address: PublishedAddress
    why: str = ""


class PublishedMatter(Record, frozen=True):
    """The file, every key of it. `texts` has the other texts by file, each with its addresses, oldest first."""

    authority: Annotated[str, "authority"]
    homes: tuple[PublishedAddress, ...] = ("/",)
    articles: dict[str, PublishedArticleMatter] = field(default_factory=dict)
    texts: dict[str, tuple[PublishedAddress, ...]] = field(default_factory=dict)
    gone: tuple[GoneMatter, ...] = ()


class Known(Record, frozen=True):
    """An address that was published, and where that is recorded."""

    address: str
    where: Where


class PublishedText(Record, frozen=True):
    """A text as it was published. Only articles have an id, a date, and what subscribers saw."""

    file: str
    addresses: tuple[Known, ...]
    id: str = ""
    date: datetime | None = None
    updated: datetime | None = None
    seen: str = ""


class GoneAddress(Record, frozen=True):
    """An address that was given up, why, and where that is written."""

    address: str
    why: str
    where: Where


class Published(Record, frozen=True):
    """All that is recorded. Empty, without an authority, before the first `record`.

    `authority` is the host that ids are minted under, `homes` are the paths at which the site has lived.
    """

    authority: str = ""
    homes: tuple[str, ...] = ()
    articles: tuple[PublishedText, ...] = ()
    texts: tuple[PublishedText, ...] = ()
    gone: tuple[GoneAddress, ...] = ()


class Farewell(Record, frozen=True):
    """What the page at a given-up address says: which day's article it was, if it was one, and why it is gone.

    `listed` tells that a writer gave it up under `gone`; else its article has expired.
    """

    date: datetime | None = None
    why: str = ""
    listed: bool = False


class Former(Record, frozen=True):
    """What becomes of a recorded address if nothing else is published there.

    One of the three is given: the address of its text today, the farewell of what is gone, or what is wrong with it
    (at `where`) and how that is mended.
    """

    address: str
    where: Where
    to: str = ""
    farewell: Farewell | None = None
    wrong: tuple[str, str] | None = None


class Added(Record, frozen=True):
    """What `record` added: articles and other texts that are new, and of known ones new addresses, files and words."""

    articles: int = 0
    texts: int = 0
    addresses: int = 0
    files: int = 0
    updated: int = 0
    homes: int = 0
