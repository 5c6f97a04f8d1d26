"""Addresses of what was published, from the files that answer for them."""

from collections.abc import Iterable
from urllib.parse import quote

FEED_FILES = ("feed.xml", "atom.xml", "feed.json")
"""What a feed's address ends in."""

_NO_PAGES = ("404.html", "fragments/")


def addresses(paths: Iterable[str], base_url: str) -> tuple[str, ...]:
    """Name the pages and feeds among some files of a site: `["about/index.html"] -> ("https://herald.example/about/",)`.

    Pictures, scripts and the like are left out, and so is what no reader opens.
    """
    found = (path for path in paths if (path.endswith(".html") or is_feed(path)) and not path.startswith(_NO_PAGES))
    return tuple(sorted(base_url + quote(_shown(path)) for path in found))


def is_feed(address: str) -> bool:
    """Tell whether a feed answers: `"https://herald.example/tags/casting/atom.xml"`."""
    return address.rpartition("/")[2] in FEED_FILES


def _shown(path: str) -> str:
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path
