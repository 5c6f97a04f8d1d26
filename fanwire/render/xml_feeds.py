"""RSS 2.0 (RSS Advisory Board, 2009) and Atom (RFC 4287) by feedgen and its lxml, whose only importer this is.

An item is made once and put into all feeds that carry it as the text that it is: that fits, because the roots of all
feeds name the same namespaces by the same prefixes.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem, xml_fromstring
from lxml import etree

from fanwire.records.feed import FeedFormat, FeedItem
from fanwire.records.recipe import FeedRecipe
from fanwire.render.feed_html import printable

WriteItem = Callable[[FeedItem, bytes], bytes]

_ATOM, _DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
_ENDS = {"rss": b"</channel></rss>", "atom": b"</feed>"}
# It stands where an item's text goes, and nowhere else: `printable` takes it out of all words.
_MARK = "\ufdd0"
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
    """Make a function that writes items: full text as `xml_text` writes it, ids that stay, the picture with its size.

    Each is hung into the root of an empty feed for a moment, which gives its namespaces their prefixes. lxml then
    declares them on the item again, and that is cut off. The text, which is long, is put in after that. One entry
    serves for all items in turn, as it takes as long to make as to fill.
    """
    feed = _generator("-", "-", "-")
    feed.link(href="-")
    root = xml_fromstring(_serialised(feed, form))
    parent, begin = (root[0], b"<item>") if form == "rss" else (root, b"<entry>")
    entry = FeedEntry()
    entry.register_extension("fanwire", _OfItems)
    entry.content(_MARK, type="html")
    mark = _MARK.encode()

    def write(item: FeedItem, body: bytes) -> bytes:
        _fill(entry, item, form)
        made = entry.rss_entry() if form == "rss" else entry.atom_entry()
        parent.append(made)
        text: bytes = etree.tostring(made, encoding="UTF-8")
        parent.remove(made)
        before, _, after = text.partition(mark)
        return b"".join((begin, before[before.index(b">", before.index(begin[:-1])) + 1 :], body, after))

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


def _fill(entry: FeedEntry, item: FeedItem, form: FeedFormat) -> None:
    """Fill an entry anew, all of it but its text: what it held of another item must not stay."""
    entry.fanwire.item = item
    entry.guid(item.id, permalink=False)
    entry.title(printable(item.title))
    entry.link({"href": item.url, "rel": "alternate", "type": "text/html"}, replace=True)
    # Atom says that it is text; RSS says nothing, and readers take it for HTML.
    entry.summary(printable(item.dek if form == "atom" else escape(item.dek, quote=False)))
    if form == "atom":
        entry.published(item.published)
        entry.updated(item.updated or item.published)
        entry.author([{"name": printable(each.name), "uri": each.url} for each in item.authors], replace=True)
    entry.category([{"term": printable(category)} for category in item.categories], replace=True)


class _OfFeeds:
    """What feedgen doesn't say of a feed, in the form of its extensions: the hub in RSS, and our namespaces."""

    hub = ""

    def extend_ns(self) -> dict[str, str]:
        """Name namespaces by prefix; feedgen adds atom and content to RSS itself."""
        return {"dc": _DC, "media": _MEDIA}

    def extend_rss(self, root: Any) -> None:  # noqa: ANN401 - feedgen has no types
        """Name the hub (WebSub, section 4)."""
        if self.hub:
            _add(root[0], f"{{{_ATOM}}}link", href=self.hub, rel="hub")

    def extend_atom(self, root: Any) -> None:  # noqa: ANN401 - the same
        """Add nothing: Atom has a word for all of it."""


class _OfItems:
    """What feedgen doesn't say of an item: its picture (Media RSS 1.5), and in RSS who wrote it and what changed."""

    item: FeedItem

    def extend_rss(self, entry: Any) -> None:  # noqa: ANN401 - feedgen has no types
        """Add the date, authors without an e-mail address, which RSS's own word asks for, and the last change.

        feedgen's own dates in RSS set the locale of the whole process and back, which takes longer than all the rest.
        """
        _add(entry, "pubDate", format_datetime(self.item.published))
        for author in self.item.authors:
            _add(entry, f"{{{_DC}}}creator", printable(author.name))
        if self.item.updated:
            _add(entry, f"{{{_ATOM}}}updated", self.item.updated.isoformat())
        self.extend_atom(entry)

    def extend_atom(self, entry: Any) -> None:  # noqa: ANN401 - the same
        """Add the picture; an SVG may have no size in pixels."""
        image = self.item.image
        if image is None:
            return
        size = {"width": str(image.width), "height": str(image.height)} if image.width else {}
        about = {"url": image.src, "type": image.media_type, "fileSize": str(image.size), "medium": "image", **size}
        content = _add(entry, f"{{{_MEDIA}}}content", **about)
        _add(content, f"{{{_MEDIA}}}description", printable(image.alt), type="plain")
        if image.credit:
            _add(content, f"{{{_MEDIA}}}credit", printable(image.credit))


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:  # noqa: ANN401 - feedgen has no types
    element = xml_elem(name, parent, **attributes)
    element.text = text
    return element
