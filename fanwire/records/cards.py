"""Articles as they are seen from elsewhere: `Card` is all that lists, sidebars and neighbours may see of one.

So editing a body can't touch them.
"""

from datetime import datetime

from fanwire.records.link import Link
from fanwire.records.record import Record


class Image(Record, frozen=True):
    """A picture in place: address, size in pixels (0: unknown) and what stands below it."""

    src: str
    alt: str
    width: int
    height: int
    media_type: str
    size: int
    caption: str = ""
    credit: str = ""
    licence: str = ""


class Card(Record, frozen=True):
    """An article as seen from elsewhere. `dek` is its description or first paragraph; `minutes` the time to read it."""

    id: str
    title: str
    url: str
    date: datetime
    updated: datetime | None
    dek: str
    image: Image | None
    section: Link | None
    show: Link | None
    authors: tuple[Link, ...]
    minutes: int
    featured: bool
    spoilers: str
