"""What subscribers saw of an article, as a digest: its words and where they lead, not the HTML around them."""

import re
from hashlib import blake2b
from html import unescape

from fanwire.records.feed import FeedItem
from fanwire.records.memory import FindText
from fanwire.render.feed_bodies import feed_body

_LINK = re.compile(r'\shref="(https?://[^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_END_OF_BLOCK = re.compile(r"</(?:p|h\d|li|td|th|tr|figcaption|blockquote|caption)>")


def seen(item: FeedItem, find_text: FindText, base_url: str) -> str:
    """Digest an item's title, dek, authors, words and outside links: `"3f0c8a1e5b7d9246"`.

    A move of the site or of its articles changes nothing in it, and neither does another way to dress the same words.
    """
    body = feed_body(item, find_text)
    words = " ".join(unescape(_TAG.sub("", _END_OF_BLOCK.sub(" ", body))).split())
    links = [link for link in _LINK.findall(body) if not unescape(link).startswith(base_url)]
    parts = (item.title, item.dek, *(author.name for author in item.authors), words, *links)
    return blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()
