"""What the W3C feed validator asks of RSS and Atom, and JSON Feed 1.1 of itself, as far as a file alone can tell.

Sources: RSS 2.0 (rssboard.org/rss-specification), RFC 4287, RFC 3339, RFC 822 with years of four digits, Media RSS 1.5,
jsonfeed.org/version/1.1. Each rule gives the complaints about a feed in words; a good feed has none.
"""

import json
import re
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

ATOM, MEDIA = "{http://www.w3.org/2005/Atom}", "{http://search.yahoo.com/mrss/}"
CONTENT, DC = "{http://purl.org/rss/1.0/modules/content/}", "{http://purl.org/dc/elements/1.1/}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
TAG_URI = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[\w.~%!$&'()*+,;=:@/?-]*(#[\w.-]+)?", re.ASCII)
SIGNS_OF_A_THEME = ("class", "style", "onclick", "data-embed", "data-block")
UNREADABLE = ("script", "style", "iframe", "form", "input", "button", "object", "embed", "details")


def rss_complaints(content: bytes, address: str) -> Iterator[str]:
    """Check an RSS feed that lives at `address`."""
    root = etree.fromstring(content)
    if (root.tag, root.get("version")) != ("rss", "2.0") or len(root) != 1:
        yield "it is no RSS 2.0"
    channel = root[0]
    for name in ("title", "link", "description", "language", "generator"):
        if len(channel.findall(name)) != 1 or not channel.findtext(name):
            yield f"the channel has no {name}, or several"
    if [link.get("href") for link in channel.findall(f"{ATOM}link[@rel='self']")] != [address]:
        yield "self is not its own address"
    items = channel.findall("item")
    yield from _unique([str(item.findtext("guid")) for item in items])
    for item in items:
        where = str(item.findtext("title"))
        if len(item.findall("guid[@isPermaLink='false']")) != 1:
            yield f"{where}: its guid would be taken for an address"
        pictures = [each.get("url") for each in item.findall(f"{MEDIA}content")]
        yield from _absolute(where, [item.findtext("link"), *pictures])
        yield from _html(where, str(item.findtext(f"{CONTENT}encoded")))
        if item.find("author") is not None:
            yield f"{where}: author must be an e-mail address"
        yield from _dates(where, [item.findtext(f"{ATOM}updated")], RFC_3339)
    if items and not channel.findtext("lastBuildDate"):
        yield "nothing says when it changed"
    yield from _dates("channel", [channel.findtext("lastBuildDate")], RFC_822)
    yield from _dates("item", [str(item.findtext("pubDate")) for item in items], RFC_822)
    yield from _pictures(items)


def atom_complaints(content: bytes, address: str) -> Iterator[str]:
    """Check an Atom feed that lives at `address`."""
    root = etree.fromstring(content)
    if root.tag != f"{ATOM}feed" or not root.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield "it is no Atom feed that names its language"
    for name in ("id", "title", "updated", "author"):
        if len(root.findall(ATOM + name)) != 1:
            yield f"the feed has no {name}, or several"
    links = [(link.get("rel"), link.get("href")) for link in root.findall(f"{ATOM}link")]
    if links[0] != ("self", address) or links[-1][0] != "alternate":
        yield "self is not first, alternate not last, or self not its own address"
    entries = root.findall(f"{ATOM}entry")
    yield from _unique([str(entry.findtext(f"{ATOM}id")) for entry in entries])
    for entry in entries:
        where = str(entry.findtext(f"{ATOM}title"))
        links = [(link.get("rel"), link.get("href")) for link in entry.findall(f"{ATOM}link")]
        if [rel for rel, _ in links] not in (
            [None],
            ["alternate"],
        ):  # none is the same (RFC 4287, 4.2.7.2)
            yield f"{where}: has not one page of its own"
        yield from _absolute(where, [href for _, href in links] + [each.text for each in entry.iter(f"{ATOM}uri")])
        yield from _dates(where, [str(entry.findtext(ATOM + name)) for name in ("published", "updated")], RFC_3339)
        body = entry.find(f"{ATOM}content")
        if body is None or body.get("type") != "html":
            yield f"{where}: its text is not marked as HTML"
        else:
            yield from _html(where, body.text or "")
    yield from _dates("feed", [root.findtext(f"{ATOM}updated")], RFC_3339)
    yield from _pictures(entries)


def json_complaints(content: bytes, address: str) -> Iterator[str]:
    """Check a JSON feed that lives at `address`."""
    feed: dict[str, Any] = json.loads(content)
    if feed["version"] != "https://jsonfeed.org/version/1.1" or not feed["title"] or not feed["language"]:
        yield "it is no JSON Feed 1.1 with a title and a language"
    if feed["feed_url"] != address:
        yield "feed_url is not its own address"
    yield from _unique([item["id"] for item in feed["items"]])
    for item in feed["items"]:
        where = item["title"]
        yield from _absolute(where, [item["url"], *([item["image"]] if "image" in item else [])])
        yield from _absolute(where, [author["url"] for author in item.get("authors", [])])
        yield from _dates(where, [item["date_published"], item.get("date_modified")], RFC_3339)
        yield from _html(where, item["content_html"])
        for each in item.get("attachments", []):
            if not each["mime_type"].startswith("image/") or not isinstance(each["size_in_bytes"], int):
                yield f"{where}: its picture has no type or no size"


COMPLAINTS: dict[str, Callable[[bytes, str], Iterator[str]]] = {
    "feed.xml": rss_complaints,
    "atom.xml": atom_complaints,
    "feed.json": json_complaints,
}
"""The rules for each file name that feeds have."""


def _unique(ids: list[str]) -> Iterator[str]:
    if len(set(ids)) != len(ids):
        yield "two items have one id"
    yield from (f"{each} is no tag URI" for each in ids if not TAG_URI.fullmatch(each))


def _absolute(where: str, addresses: list[str | None]) -> Iterator[str]:
    for address in addresses:
        if urlsplit(address or "").scheme not in {"https", "http", "mailto"}:
            yield f"{where}: {address} is not absolute"


def _dates(where: str, dates: list[str | None], form: re.Pattern[str]) -> Iterator[str]:
    for date in dates:
        if date is not None and not form.fullmatch(date):
            yield f"{where}: {date} is no date of its format"
        elif date is not None and form is RFC_822 and parsedate_to_datetime(date).strftime("%a") != date[:3]:
            yield f"{where}: {date} is another day of the week"


def _pictures(items: list[Any]) -> Iterator[str]:
    for content in (each for item in items for each in item.findall(f"{MEDIA}content")):
        if not content.get("type", "").startswith("image/") or not content.get("fileSize", "").isdigit():
            yield f"{content.get('url')}: a picture without type or size"


def _html(where: str, text: str) -> Iterator[str]:
    if not text.strip():
        yield f"{where}: it has no text"
        return
    for tag in html.fragment_fromstring(text, create_parent="div").iter("*"):
        yield from (f"{where}: <{tag.tag}> needs a browser and our script" for _ in [0] if tag.tag in UNREADABLE)
        yield from (f"{where}: {name} on <{tag.tag}>" for name in SIGNS_OF_A_THEME if name in tag.attrib)
        yield from _absolute(where, [tag.get(name) for name in ("href", "src", "poster") if name in tag.attrib])
        if tag.tag == "img" and not tag.get("alt"):
            yield f"{where}: {tag.get('src')} has no alt text"
