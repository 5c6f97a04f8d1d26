"""Bodies with every link resolved, and the blocks that may stand in them, each a record for the theme."""

from fanwire.records.cards import Card, Image
from fanwire.records.link import Link
from fanwire.records.record import Record
from fanwire.records.told import ClaimNote, KnownTable, Timeline


class Spoiler(Record, frozen=True):
    """Hidden text. `label` says what it hides before it is opened: `Spoiler for season 1, episode 12`."""

    label: str
    scope: str
    safe: str
    inline: bool
    inner: "Pieces"
    kind: str = "spoiler"


class CastLine(Record, frozen=True):
    """Who plays whom; `character` may be empty."""

    person: Link
    character: str
    image: Image | None


class CastGroup(Record, frozen=True):
    """A part of a cast under its heading: `Main`, `Supporting`, `Returning`."""

    title: str
    lines: tuple[CastLine, ...]


class CastTable(Record, frozen=True):
    """The cast of a season, as a table in a body."""

    title: str
    groups: tuple[CastGroup, ...]
    kind: str = "cast"


class ReadMore(Record, frozen=True):
    """A card that leads to another article."""

    card: Card
    kind: str = "readmore"


class Video(Record, frozen=True):
    """A video that loads nothing before a click. `embed` is empty where only a link is possible.

    `uploaded` is the day it was put online, `2022-01-28`, or empty.
    """

    url: str
    embed: str
    title: str
    poster: Image | None
    uploaded: str = ""
    kind: str = "video"


class Gallery(Record, frozen=True):
    """Pictures side by side: figures, already HTML."""

    inner: "Pieces"
    kind: str = "gallery"


class Quote(Record, frozen=True):
    """A pull quote and its source."""

    cite: str
    inner: "Pieces"
    kind: str = "quote"


Piece = int | str | Spoiler | CastTable | ReadMore | Video | Gallery | Quote | KnownTable | Timeline | ClaimNote
Pieces = tuple[Piece, ...]
"""A body in order: numbers for strings of its text, or those strings themselves once they are filled in; and blocks."""


class Filling(Record, frozen=True):
    """What a mark stands for: an address, words, and a picture's size attributes.

    `url` is empty for a link that leads nowhere yet.
    """

    url: str
    words: str = ""
    size: str = ""


class Prose(Record, frozen=True):
    """A body with every link resolved, but without its text.

    The text is kept under the name of its file; rendering joins them.
    """

    file: str
    pieces: Pieces
    fillings: tuple[Filling, ...]
