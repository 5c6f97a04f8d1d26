"""RSS 2.0 (RSS Advisory Board, 2009) and Atom (RFC 4287) by feedgen, whose only importer this is.

feedgen makes the head of each feed, and of each item a feed with nothing else in it. The item is cut out of there and
put into all feeds that carry it: it fits, because all roots name the same namespaces by the same prefixes.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from fanwire.records.feed import FeedFormat, FeedFrame, FeedItem
from fanwire.records.recipe import FeedRecipe
from fanwire.render.feed_html import printable

_ATOM, _DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
_TAGS = {"rss": ("<item>", "</item>", "</channel></rss>"), "atom": ("<entry>", "</entry>", "</feed>")}
# Atom asks every feed when it was updated (RFC 4287, 4.1.1). One that never had an item says: when Atom began.
_NEVER = datetime(2005, 12, 1, tzinfo=UTC)


def xml_feed(recipe: FeedRecipe, entries: Sequence[str]) -> bytes:
    """Put a feed together from its head and the XML of its items."""
    feed = _generator(recipe.frame)
    feed.title(printable(recipe.title))
    feed.description(printable(recipe.description))
    feed.id(recipe.url)
    feed.link(href=recipe.url, rel="self", type=_TYPES[recipe.format])
    if recipe.frame.hub:
        feed.link(href=recipe.frame.hub, rel="hub")
    feed.link(href=recipe.page_url, rel="alternate", type="text/html")  # the last one is RSS's own link
    feed.updated(recipe.updated or _NEVER)
    if recipe.format == "rss" and recipe.updated is None:
        # feedgen has no word for "no date": this is the field itself, a test looks at what comes of it.
        feed._FeedGenerator__rss_lastBuildDate = None  # noqa: SLF001
    end = _TAGS[recipe.format][2]
    declaration, _, head = _serialised(feed, recipe.format).removesuffix(end).partition("\n")
    style = f'<?xml-stylesheet type="text/css" href="{escape(recipe.frame.style)}"?>' if recipe.frame.style else ""
    return "\n".join([declaration, *filter(None, [style]), head, *entries, end, ""]).encode()


def xml_entry(item: FeedItem, body: str, form: FeedFormat) -> str:
    """Write one item: full text, ids that stay, the picture with its size."""
    feed = _generator(None)
    entry = feed.add_entry()
    entry.guid(item.id, permalink=False)
    entry.title(printable(item.title))
    entry.link(href=item.url, rel="alternate", type="text/html")
    # Atom says that it is text; RSS says nothing, and readers take it for HTML.
    entry.summary(printable(item.dek if form == "atom" else escape(item.dek, quote=False)))
    entry.content(body, type="html")
    entry.published(item.published)
    entry.updated(item.updated or item.published)
    for author in item.authors:
        entry.author(name=printable(author.name), uri=author.url)
    for category in item.categories:
        entry.category(term=printable(category))
    entry.fanwire.item = item
    begin, end, _ = _TAGS[form]
    made = _serialised(feed, form)
    return made[made.index(begin) : made.rindex(end) + len(end)]


def _generator(frame: FeedFrame | None) -> FeedGenerator:
    """Set up feedgen; where no frame is given, for what is cut out again, with words in its place."""
    feed = FeedGenerator()
    feed.register_extension("fanwire", _OfFeeds, _OfItems)
    feed.generator("Fanwire")
    feed.docs("https://www.rssboard.org/rss-specification")
    if frame is None:
        feed.title("-")
        feed.description("-")
        feed.id("-")
        feed.link(href="-")
        return feed
    feed.language(frame.language)
    feed.author(name=printable(frame.publisher.name), uri=frame.publisher.url)
    if frame.copyright:
        feed.rights(printable(frame.copyright))
    feed.fanwire.hub = frame.hub
    return feed


def _serialised(feed: FeedGenerator, form: FeedFormat) -> str:
    made: bytes = feed.rss_str() if form == "rss" else feed.atom_str()
    return made.decode()


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
        """Add authors without an e-mail address, which RSS's own word asks for, and the day of the last change."""
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
