"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
import re
from collections.abc import Sequence

from fanwire.records.feed import FeedAuthor, FeedItem
from fanwire.records.recipe import FeedRecipe
from fanwire.records.record import written
from fanwire.render.feed_html import printable

# Whoever takes the file for a page, or puts it into one, must not run a title.
_SCRIPT = re.compile(r"<(?=!--|/?script)", re.IGNORECASE)
_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(recipe: FeedRecipe, items: Sequence[bytes]) -> bytes:
    """Put a feed together from its head and the JSON of its items."""
    frame = recipe.frame
    head: dict[str, object] = {
        "version": _VERSION,
        "user_comment": "Copy the address of this feed into a feed reader. Made with Fanwire.",
        "title": recipe.title,
        "home_page_url": recipe.page_url,
        "feed_url": recipe.url,
        "description": recipe.description,
        "language": frame.language,
        "authors": [_author(frame.publisher)],
    }
    if frame.hub:
        head["hubs"] = [{"type": "WebSub", "url": frame.hub}]
    return b"".join((_written(head)[:-1].encode(), b', "items": [\n', b",\n".join(items), b"\n]}\n"))


def json_item(item: FeedItem, body: str) -> bytes:
    """Write one item. JSON Feed has no word for a picture's size but that of an attachment."""
    made: dict[str, object] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.dek,
        "date_published": item.published.isoformat(),
    }
    if item.updated:
        made["date_modified"] = item.updated.isoformat()
    if item.image:
        made["image"] = item.image.src
        about = {"url": item.image.src, "mime_type": item.image.media_type, "title": item.image.alt}
        made["attachments"] = [{**about, "size_in_bytes": item.image.size}]
    if item.authors:
        made["authors"] = [_author(each) for each in item.authors]
    if item.categories:
        made["tags"] = list(item.categories)
    # The body is clean already, and long.
    return b"".join((_written(made)[:-1].encode(), b', "content_html": ', written(body), b"}"))


def _author(author: FeedAuthor) -> dict[str, str]:
    return {"name": author.name, "url": author.url}


def _written(value: dict[str, object]) -> str:
    return _SCRIPT.sub(r"\\u003c", printable(json.dumps(value, ensure_ascii=False)))
