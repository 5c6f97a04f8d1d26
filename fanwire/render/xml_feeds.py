"""RSS 2.0 (RSS Advisory Board, 2009) and Atom (RFC 4287) by feedgen and its lxml, whose only importer this is.

An item is made once and put into all feeds that carry it as the text that it is: that fits, because the roots of all
feeds name the same namespaces by the same prefixes. feedgen makes a pattern of each shape of item, and the words of an
item are put into that, which takes far less than to let it make each item.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem, xml_fromstring
from lxml import etree

from fanwire.records.cards import Image
from fanwire.records.document import MARK_CLOSE, MARK_OPEN
from fanwire.records.feed import FeedFormat, FeedItem
from fanwire.records.recipe import FeedRecipe
from fanwire.render.feed_html import printable

WriteItem = Callable[[FeedItem, bytes], bytes]

_ATOM, _DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
_ENDS = {"rss": b"</channel></rss>", "atom": b"</feed>"}
# A mark is a number between two characters that `printable` takes out of all words.
_MARK = f"{MARK_OPEN}{{}}{MARK_CLOSE}"
_MARKED = re.compile(_MARK.format("(\\d+)").encode())
_BODY, _ID, _TITLE, _URL, _DEK, _PUBLISHED, _UPDATED, _MORE = range(8)
# Atom asks every feed when it was updated (RFC 4287, 4.1.1). One that never had an item says: when Atom began.
_NEVER = datetime(2005, 12, 1, tzinfo=UTC)


def xml_feed(recipe: FeedRecipe, entries: Sequence[bytes]) -> bytes:
    """Put a feed together from its head and the XML of its items."""
    feed = _generator(recipe.title, recipe.description, recipe.url)
    frame, end = recipe.frame, _ENDS[recipe.format]
    feed.language(frame.language)
    feed.author(name=printable(frame.publisher.name), uri=frame.publisher.url)
    if frame.copyright:
        feed.rights(printable(frame.copyright))
    feed.link(href=recipe.url, rel="self", type=_TYPES[recipe.format])
    if frame.hub:
        feed.link(href=frame.hub, rel="hub")
        feed.fanwire.hub = frame.hub
    feed.link(href=recipe.page_url, rel="alternate", type="text/html")  # the last one is RSS's own link
    feed.updated(recipe.updated or _NEVER)
    if recipe.format == "rss" and recipe.updated is None:
        # feedgen has no word for "no date": this is the field itself, a test looks at what comes of it.
        feed._FeedGenerator__rss_lastBuildDate = None  # noqa: SLF001
    declaration, _, head = _serialised(feed, recipe.format).removesuffix(end).partition(b"\n")
    style = [f'<?xml-stylesheet type="text/css" href="{escape(frame.style)}"?>'.encode()] if frame.style else []
    return b"\n".join([declaration, *style, head, *entries, end, b""])


def item_writer(form: FeedFormat) -> WriteItem:
    """Make a function that writes items: their text as `xml_text` writes it, ids that stay, a picture with its size."""
    end = b"</item>" if form == "rss" else b"</entry>"

    @cache
    def pattern(categories: int, authors: int, *, dek: bool) -> tuple[list[bytes], list[int]]:
        pieces = _MARKED.split(_pattern(form, categories, authors, dek=dek).removesuffix(end))
        return pieces, [int(number) for number in pieces[1::2]]

    def write(item: FeedItem, body: bytes) -> bytes:
        authors = len(item.authors) if form == "atom" else 0
        pieces, order = pattern(len(item.categories), authors, dek=bool(item.dek))
        words = [body, *_words(item, form)]
        made = pieces.copy()
        made[1::2] = [words[number] for number in order]
        return b"".join((*made, _more(item, form), end))

    return write


def xml_text(words: str) -> bytes:
    """Write a printable text as XML holds it: `"<p>x</p>" -> b"&lt;p&gt;x&lt;/p&gt;"`."""
    written = words.encode().replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return written.replace(b"\r", b"&#13;")  # a bare one would be read as a line feed


def _generator(title: str, description: str, identity: str) -> FeedGenerator:
    feed = FeedGenerator()
    feed.register_extension("fanwire", _OfFeeds)
    feed.generator("Fanwire")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.title(printable(title))
    feed.description(printable(description))
    feed.id(identity)
    return feed


def _serialised(feed: FeedGenerator, form: FeedFormat) -> bytes:
    made: bytes = feed.rss_str() if form == "rss" else feed.atom_str()
    return made


def _pattern(form: FeedFormat, categories: int, authors: int, *, dek: bool) -> bytes:
    """Let feedgen make an item with marks for words: `b"<item><title>\ufdd02\ufdd1</title>..."`, in UTF-8.

    It is hung into the root of an empty feed for a moment, which gives its namespaces their prefixes. lxml then
    declares them on the item again, and that is cut off.
    """
    entry, moments = FeedEntry(), {_PUBLISHED: datetime(1, 1, 1, tzinfo=UTC), _UPDATED: datetime(1, 1, 2, tzinfo=UTC)}
    entry.guid(_MARK.format(_ID), permalink=False)
    entry.title(_MARK.format(_TITLE))
    entry.link(href=_MARK.format(_URL), rel="alternate", type="text/html")
    entry.summary(_MARK.format(_DEK) if dek else "")
    entry.content(_MARK.format(_BODY), type="html")
    marks = [_MARK.format(_MORE + number) for number in range(categories + 2 * authors)]
    entry.category([{"term": mark} for mark in marks[:categories]])
    if form == "atom":
        entry.published(moments[_PUBLISHED])
        entry.updated(moments[_UPDATED])
        names, addresses = marks[categories::2], marks[categories + 1 :: 2]
        entry.author([{"name": name, "uri": uri} for name, uri in zip(names, addresses, strict=True)])
    text = _inside(entry, form)
    for number, moment in moments.items():
        text = text.replace(moment.isoformat().encode(), _MARK.format(number).encode())
    return text


def _inside(entry: FeedEntry, form: FeedFormat) -> bytes:
    """Serialise an entry as it stands inside a feed."""
    feed = _generator("-", "-", "-")
    feed.link(href="-")
    root = xml_fromstring(_serialised(feed, form))
    made, parent = (entry.rss_entry(), root[0]) if form == "rss" else (entry.atom_entry(), root)
    parent.append(made)
    text: bytes = etree.tostring(made, encoding="UTF-8")
    begin = b"<item" if form == "rss" else b"<entry"
    return begin + text[text.index(b">", text.index(begin)) :]


def _words(item: FeedItem, form: FeedFormat) -> list[bytes]:
    """List what stands for the marks of a pattern, from the first after the body on."""
    updated = item.updated or item.published
    # Atom says that a dek is text; RSS says nothing, and readers take it for HTML. Categories are attributes in Atom.
    dek, category = (item.dek, _attribute) if form == "atom" else (escape(item.dek, quote=False), _text)
    words = [_text(item.id), _text(item.title), _text(item.url), _text(dek)]
    words += [item.published.isoformat().encode(), updated.isoformat().encode()]
    words += map(category, item.categories)
    if form == "atom":
        words += [_text(word) for author in item.authors for word in (author.name, author.url)]
    return words


def _more(item: FeedItem, form: FeedFormat) -> bytes:
    """Write what feedgen doesn't say of an item: its picture (Media RSS 1.5), and in RSS who wrote it, and its dates.

    RSS's own word for authors asks for an e-mail address. feedgen has the date of RSS too, but sets the locale of the
    whole process and back for each.
    """
    made = []
    if form == "rss":
        made.append(b"<pubDate>%b</pubDate>" % format_datetime(item.published).encode())
        made += [b"<dc:creator>%b</dc:creator>" % _text(author.name) for author in item.authors]
        if item.updated:
            made.append(b"<atom:updated>%b</atom:updated>" % item.updated.isoformat().encode())
    if item.image:
        made.append(_picture(item.image))
    return b"".join(made)


def _picture(image: Image) -> bytes:
    """Write a picture; an SVG may have no size in pixels."""
    size = b' width="%d" height="%d"' % (image.width, image.height) if image.width else b""
    credit = b"<media:credit>%b</media:credit>" % _text(image.credit) if image.credit else b""
    return (
        b'<media:content url="%b" type="%b" fileSize="%d" medium="image"%b>'
        b'<media:description type="plain">%b</media:description>%b</media:content>'
    ) % (_attribute(image.src), _attribute(image.media_type), image.size, size, _text(image.alt), credit)


def _text(words: str) -> bytes:
    return xml_text(printable(words))


def _attribute(words: str) -> bytes:
    return _text(words).replace(b'"', b"&quot;").replace(b"\t", b"&#9;").replace(b"\n", b"&#10;")


class _OfFeeds:
    """What feedgen doesn't say of a feed, in the form of its extensions: the hub in RSS, and our namespaces."""

    hub = ""

    def extend_ns(self) -> dict[str, str]:
        """Name namespaces by prefix; feedgen adds atom and content to RSS itself."""
        return {"dc": _DC, "media": _MEDIA}

    def extend_rss(self, root: Any) -> None:  # noqa: ANN401 - feedgen has no types
        """Name the hub (WebSub, section 4)."""
        if self.hub:
            xml_elem(f"{{{_ATOM}}}link", root[0], href=self.hub, rel="hub")

    def extend_atom(self, root: Any) -> None:  # noqa: ANN401 - the same
        """Add nothing: Atom has a word for all of it."""
