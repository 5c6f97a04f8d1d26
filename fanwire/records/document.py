r"""What reading one file gives: its typed head and its body, in which everything that needs another file is symbolic.

A body is HTML with marks. A mark is text between the noncharacters U+FDD0 and U+FDD1, which no writer can type:
`<a href="\ufdd02u\ufdd1">` stands for the address of the third reference (`u` address, `t` its words, `s` a picture's
size attributes). Blocks such as a cast table are parts of their own, so that the theme decides what they look like. The
HTML itself, the large part, is a `Text` beside the document: only rendering needs it, so a build that leaves a page
alone never loads it.
"""

from collections.abc import Iterator, Mapping

from fanwire.errors import Where
from fanwire.records.matter import Matter, SourceMatter
from fanwire.records.published import Published
from fanwire.records.record import Record

MARK_OPEN, MARK_CLOSE = "\ufdd0", "\ufdd1"


class Reference(Record, frozen=True):
    """Something a body points at, by id or by path.

    `[[lomon]]` is `by_id`; `../shows/x/index.md#cast`, `hero.svg` and `/about/` are paths.
    """

    target: str
    fragment: str
    by_id: bool
    picture: bool
    where: Where


class Heading(Record, frozen=True):
    """An entry of the table of contents: level 2 to 6, plain text, the id to jump to."""

    level: int
    text: str
    id: str


class SpoilerBlock(Record, frozen=True):
    """`/// spoiler | s1e12`, or inline `||hidden||`; `safe` stands in for it everywhere else."""

    scope: str
    safe: str
    inline: bool
    inner: "tuple[Part, ...]"
    where: Where


class CastBlock(Record, frozen=True):
    """`/// cast | s2` or `/// cast | all-of-us-are-dead s2`; without a show it is the article's first."""

    show: str
    season: str
    where: Where


class ReadMoreBlock(Record, frozen=True):
    """`/// readmore | SLUG`."""

    target: str
    where: Where


class VideoBlock(Record, frozen=True):
    """`/// video | https://youtu.be/ID`; `embed` is loaded only after a click, `poster` is a picture, if any."""

    url: str
    embed: str
    title: str
    poster: Reference | None
    uploaded: str
    where: Where


class GalleryBlock(Record, frozen=True):
    """`/// gallery`: figures, already HTML."""

    inner: "tuple[Part, ...]"


class QuoteBlock(Record, frozen=True):
    """`/// quote | who, where`: a pull quote with its source."""

    cite: str
    inner: "tuple[Part, ...]"


class KnownBlock(Record, frozen=True):
    """`/// known | all-of-us-are-dead s2`; without a show it is the article's first."""

    show: str
    season: str
    where: Where
    name: str = "known"


class TimelineBlock(Record, frozen=True):
    """`/// timeline | all-of-us-are-dead s2`."""

    show: str
    season: str
    where: Where
    name: str = "timeline"


class ClaimMark(Record, frozen=True):
    """`[[claim: all-of-us-are-dead s2 release]]`, in a sentence or alone."""

    show: str
    season: str
    question: str
    where: Where
    name: str = "claim"


Part = (
    int
    | SpoilerBlock
    | CastBlock
    | ReadMoreBlock
    | VideoBlock
    | GalleryBlock
    | QuoteBlock
    | KnownBlock
    | TimelineBlock
    | ClaimMark
)
"""A piece of a body; a number stands for that string of the document's `Text`."""

Text = tuple[str, ...]
"""The HTML of a body, cut where blocks begin and end, with marks in it."""


def parts_within(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Yield parts and the parts inside them, in the order of the text."""
    for part in parts:
        yield part
        if isinstance(part, SpoilerBlock | GalleryBlock | QuoteBlock):
            yield from parts_within(part.inner)


class Body(Record, frozen=True):
    """A Markdown body, converted.

    `minutes` is the time it takes to read, at least 1; `excerpt` the first paragraph as text.
    """

    parts: tuple[Part, ...] = ()
    references: tuple[Reference, ...] = ()
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    excerpt: str = ""
    minutes: int = 1


class Document(Record, frozen=True):
    """One text of content/.

    `id` is its file's or folder's name without a date; `folder` is where its relative links start. The text of its body
    is kept apart, under the name of its file: two documents that differ in nothing but their text are equal, so an
    edited body touches the pages that show it and nothing else.

    `positions` tells in which line and column each value of the head stands, as `head_positions` makes it.
    """

    file: str
    folder: str
    id: str
    matter: Matter
    body: Body
    positions: str = ""

    def where(self, *path: str | int) -> Where:
        """Tell where a value of the head stands; its nearest parent where it isn't written."""
        while (at := self.positions.find(start := _position_start(path))) < 0 and path:
            path = path[:-1]
        if at < 0:
            return Where(self.file)
        begin = at + len(start)
        line, _, column = self.positions[begin : self.positions.find("\n", begin)].partition(":")
        return Where(self.file, int(line), int(column))


def head_positions(places: Mapping[tuple[str | int, ...], tuple[int, int]]) -> str:
    r"""Write down where the values of a head stand: `{("image", "src"): (7, 8)} -> "\nimage\0src\t7:8\n"`.

    Only messages ask for a position, so all of them are one text until then. A path that ends with `""` is left out: it
    is that of a key.
    """
    kept = [
        f"\n{path[0]}\t{line}:{column}" if len(path) == 1 else f"{_position_start(path)}{line}:{column}"
        for path, (line, column) in places.items()
        if not path or path[-1] != ""
    ]
    return "".join(kept) + "\n"


def _position_start(path: tuple[str | int, ...]) -> str:
    return "\n" + "\0".join(map(str, path)) + "\t"


class LedgerFile(Record, frozen=True):
    """A show's ledger.yaml as text values, lists and mappings, and where each value of it stands.

    `show` is its folder's name.
    """

    show: str
    file: str
    tree: dict[str, object]
    positions: dict[tuple[str | int, ...], Where]

    @property
    def where(self) -> Where:
        """The file as a whole."""
        return Where(self.file)


class Picture(Record, frozen=True):
    """A picture file: its path from the site's folder, pixels, media type and size in bytes.

    `width` and `height` are 0 where an SVG tells none.
    """

    file: str
    width: int
    height: int
    media_type: str
    size: int


class StaticFile(Record, frozen=True):
    """A file copied as it is: where it lies, absolute, and its stamp (size, time, inode).

    `digest` is that of its bytes where pages name its version (CSS, scripts).
    """

    file: str
    stamp: tuple[int, int, int]
    digest: str = ""


class Documents(Record, frozen=True):
    """All that was read: texts by kind, pictures, other files, and who says things.

    Pictures and other files are known by their path from the site's folder.
    """

    articles: tuple[Document, ...]
    pages: tuple[Document, ...]
    shows: tuple[Document, ...]
    people: tuple[Document, ...]
    authors: tuple[Document, ...]
    ledgers: tuple[LedgerFile, ...]
    published: Published
    sources: dict[str, SourceMatter]
    pictures: dict[str, Picture]
    stamps: dict[str, tuple[int, int, int]]
    """The stamp of every file of content/, for those that are copied."""
    attachments: frozenset[str]
    statics: dict[str, StaticFile]
    """By where each is published: `css/site.css`."""
