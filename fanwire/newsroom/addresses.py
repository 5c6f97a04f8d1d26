"""Addresses from the root, percent-encoded, ready for `href`: `/blog/people/lomon/`."""

import re
from datetime import datetime
from urllib.parse import quote, unquote

# What is the same percent-encoded, as most names are: RFC 3986, 2.3.
_PLAIN, _PLAIN_PATH = re.compile(r"[\w.~-]+", re.ASCII), re.compile(r"[\w.~/-]+", re.ASCII)


def address(home: str, *names: str) -> str:
    """Join names to an address below `home`: `("/blog/", "tags", "좀비") -> "/blog/tags/%EC%A2%80%EB%B9%84/"`."""
    return home + "".join([f"{name}/" if _PLAIN.fullmatch(name) else f"{quote(name, safe='')}/" for name in names])


def permalink(home: str, pattern: str, *, date: datetime, slug: str, section: str, identity: str) -> str:
    """Fill a permalink pattern: `"/{year}/{month}/{slug}/" -> "/2026/02/filming-wraps/"`. `date` is in the site's zone.

    A part that comes out empty, such as the section of an article that has none, is left out.
    """
    filled = pattern.format(
        year=f"{date.year:04}", month=f"{date.month:02}", day=f"{date.day:02}", slug=slug, section=section, id=identity
    )
    return address(home, *(part for part in filled.split("/") if part))


def file_address(home: str, path: str) -> str:
    """Make the address of a file: `("/", "media/people/a b.svg") -> "/media/people/a%20b.svg"`."""
    return home + (path if _PLAIN_PATH.fullmatch(path) else quote(path))


def readable(url: str, home: str) -> str:
    """Spell an address below home for people: `("/blog/tags/%EC%A2%80%EB%B9%84/", "/blog/") -> "/tags/좀비/"`.

    What isn't a letter of some script stays percent-encoded, so nothing in it ends an address or breaks a line.
    """
    path = unquote("/" + url.removeprefix(home))
    if path.isascii():
        return quote(path)
    return "".join(c if not c.isascii() and c.isalnum() else quote(c) for c in path)
