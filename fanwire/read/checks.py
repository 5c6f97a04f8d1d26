"""What a value in front matter may be: plain functions, the text that was typed in, the value out.

Each raises Wrong where a text is none of its kind. A record names its checks by the words of CHECKS.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from fanwire.read.moments import moment
from fanwire.read.web_addresses import scheme, split
from fanwire.records.feed_ids import is_authority
from fanwire.records.slugs import slugify

_YES, _NO = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})
_PERMALINK_WORDS = frozenset({"year", "month", "day", "slug", "section", "id"})


class Wrong(Exception):
    """A value is not what it should be: what was expected, what was found, and a hint. Only `schema` sees it."""

    def __init__(self, expected: str, value: object, hint: str = "") -> None:
        """Keep the words of the message."""
        self.expected, self.got, self.hint = expected, shown(value), hint
        super().__init__(expected)


def shown(value: object) -> str:
    """Name a value as a message does: `"now" -> '"now"'`."""
    return f'"{value}"' if isinstance(value, str) else "a list" if isinstance(value, list) else "keys with values"


def text_of(value: object) -> str:
    """Take a text without the spaces around it."""
    if not isinstance(value, str):
        raise Wrong("text", value, "quote it if it begins with [ or {")
    return value.strip()


def filled(value: str) -> str:
    """Refuse empty text where some is required, such as a title or what a picture shows."""
    if not value:
        raise Wrong("text", value)
    return value


def items(value: object) -> object:
    """Refuse a text where a list has to be."""
    if isinstance(value, str):
        raise Wrong("a list", value, f"write [{value}]")
    return value


def flag(value: object) -> object:
    """Read `yes`, `true`, `on` and their opposites."""
    if isinstance(value, bool):
        return value
    word = str(value).casefold()
    if word not in _YES | _NO:
        raise Wrong("true or false", value)
    return word in _YES


def _count(value: object) -> int:
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or not 0 < int(value) < 100_000:  # noqa: PLR2004 - a bound
        raise Wrong("a number from 1", value)
    return int(value)


def when(value: object, zone: tzinfo) -> datetime:
    """Read a moment; `zone` is that of dates that name none."""
    try:
        return moment(str(value), zone)
    except ValueError:
        raise Wrong("a date", value, "write 2026-08-22, or 2026-08-22 18:00 +09:00 to give a time") from None


def _id(value: object) -> str:
    text = text_of(value)
    if text and slugify(text) != text:
        raise Wrong("an id", value, f'ids are written like "{slugify(text) or "park-ji-hu"}"')
    return text


def _slug(value: object) -> str:
    text = text_of(value)
    if text and slugify(text) != text:
        raise Wrong("a slug", value, f'write "{slugify(text)}"' if slugify(text) else "letters, digits and hyphens")
    return text


def _address(value: object) -> str:
    text = text_of(value)
    leads = scheme(text) if text else "https"
    rooted = text.startswith("/") and not text.startswith("//")
    if not rooted and (leads not in {"http", "https", "mailto"} or any(c.isspace() or c in '<>"\\' for c in text)):
        raise Wrong("an address", value, 'write "https://..." or a path from the root such as "/about/"')
    return text


def _web_address(value: object) -> str:
    text = text_of(value)
    parts = split(text)
    leads_there = parts and parts.scheme in {"http", "https"} and parts.hostname
    if text and (not leads_there or not text.isprintable() or " " in text):
        raise Wrong("a web address", value, "write https://...")
    return text


def is_site_address(text: str) -> bool:
    """Tell whether a site can live there: `https://herald.example/blog/`, no query, no fragment."""
    parts = split(text)
    host = (
        parts
        and parts.scheme in {"http", "https"}
        and re.fullmatch(r"([\w.-]+|\[[\da-f:.]+\])(:\d+)?", parts.netloc, re.IGNORECASE)
    )
    return bool(parts and host and not parts.query and not parts.fragment)


def _site_address(value: object) -> str:
    text = text_of(value)
    if not is_site_address(text):
        raise Wrong("the site's address", value, "write https://herald.example/")
    return text


def _alias(value: object) -> str:
    text = text_of(value)
    path = unquote(text)
    unsafe = "//" in path or "\\" in path or {".", ".."} & set(path.split("/")) or not path.isprintable()
    if not text.startswith("/") or unsafe or "?" in text or "#" in text:
        raise Wrong("a path from the root", value, 'write "/2022/04/old-address/"')
    return text


def _authority(value: object) -> str:
    text = text_of(value)
    if not is_authority(text):
        raise Wrong("a host", value, 'write the one that ids began with, such as "herald.example"')
    return text


def _permalink(value: object) -> str:
    text = text_of(value)
    words = set(re.findall(r"{(.*?)}", text))
    shaped = text.startswith("/") and text.endswith("/") and "//" not in text and text.isprintable()
    braces = len(re.findall(r"[{}]", text)) == 2 * len(re.findall(r"{\w+}", text))
    if not shaped or not braces or not {"slug"} <= words <= _PERMALINK_WORDS or ".." in text:
        raise Wrong(
            "a permalink pattern", value, 'write "/{year}/{month}/{slug}/"; also possible: {day} {section} {id}'
        )
    return text


def _timezone(value: object) -> str:
    text = text_of(value)
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        raise Wrong("a time zone", value, 'write "Asia/Seoul" or "UTC"') from None
    return text


def _language(value: object) -> str:
    text = text_of(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise Wrong("a language tag", value, 'write "en", "ko" or "pt-BR" (BCP 47)')
    return text


def _indexnow_key(value: object) -> str:
    text = text_of(value)
    if text and not re.fullmatch(r"[A-Za-z0-9-]{8,128}", text):
        raise Wrong("a key of 8 to 128 letters, digits and hyphens", value, "make one with: openssl rand -hex 16")
    return text


CHECKS: Mapping[str, Callable[[object], object]] = {
    "address": _address,
    "alias": _alias,
    "authority": _authority,
    "count": _count,
    "id": _id,
    "indexnow-key": _indexnow_key,
    "language": _language,
    "permalink": _permalink,
    "site-address": _site_address,
    "slug": _slug,
    "timezone": _timezone,
    "web-address": _web_address,
}
"""By the word that a record's annotation has for it, `Annotated[str, "id"]`; "moment" is `when`."""
