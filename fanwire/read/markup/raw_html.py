"""HTML that a writer typed: whatever in it would run code, or load something in a way that Fanwire doesn't follow.

Links and pictures are `finishing`'s business. Bodies are clean of all this as long as they are Markdown, so a quick
look for suspicious words comes first.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from fanwire.errors import Problem
from fanwire.read.markup.places import Places
from fanwire.read.web_addresses import scheme

_TAG = re.compile(r"<([a-zA-Z][\w:-]*)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
# Browsers take a slash between attributes for a space: <img/onerror=...>
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_HANDLER = re.compile(r"on[a-z]+\s*=")
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style", re.IGNORECASE | re.DOTALL)
_ALIGNED = re.compile(r' style="text-align: (?:left|center|right);"')  # what Markdown's tables write
_LOADING_STYLE = re.compile(r"url\(|@import", re.IGNORECASE)

_SUSPICIOUS = (
    "<script",
    "<style",
    "<base",
    "<meta",
    "style=",
    "srcset",
    "srcdoc",
    "poster",
    "background",
    "action",
    "xlink:",
)
_UNPLACED = frozenset({"srcset", "poster", "background"})
_LEADING = frozenset({"action", "formaction", "xlink:href"})
_OF_A_HEAD = frozenset({"base", "meta"})


def dangers(html: str, places: Places, *, has_blocks: bool) -> Iterator[Problem]:
    """Find what is wrong with the raw HTML of a body: `<b onclick="...">`, `<script>...`, `<img srcset="...">`."""
    # Raw HTML, attribute lists, and the attributes of blocks: without one of these signs all HTML is Markdown's own.
    source = places.source
    if "<" not in source and "{" not in source and not has_blocks:
        return
    lower = _ALIGNED.sub("", html).lower()
    if not _HANDLER.search(lower) and not any(word in lower for word in _SUSPICIOUS):
        return
    for match in _TAG.finditer(html):
        attributes = {
            found[1].lower(): unescape(next((value for value in found.groups()[1:] if value is not None), ""))
            for found in _ATTRIBUTE.finditer(match[2])
        }
        yield from _of_tag(match[1].lower(), attributes, places)
    for style in _STYLE.finditer(html):
        if _LOADING_STYLE.search(style[1]):
            yield Problem(
                places.of(style[1].strip()), "<style> would load a file", "put it into a style sheet of static/"
            )


def _of_tag(name: str, attributes: Mapping[str, str], places: Places) -> Iterator[Problem]:
    if name in _OF_A_HEAD:
        yield Problem(places.of(f"<{name}"), f"<{name}> would change the whole page", "it belongs into a template")
    if name == "script" and "src" not in attributes and "json" not in attributes.get("type", ""):
        yield Problem(
            places.of("<script"), "<script> would run code", "put it into a file of static/ and name that as its src"
        )
    for key, value in attributes.items():
        if (key.startswith("on") and len(key) > len("on")) or key == "srcdoc":
            yield Problem(places.of_attribute(key), f'the attribute "{key}" would run code', "take it out")
        elif key in _LEADING and scheme(value) not in {"", "http", "https", "mailto"}:
            yield Problem(
                places.of_attribute(key), f'a link to "{scheme(value)}:" is not allowed', "use https:// or mailto:"
            )
        elif key in _UNPLACED or (key == "style" and _LOADING_STYLE.search(value)):
            yield Problem(
                places.of_attribute(key),
                f'the attribute "{key}" would load a file',
                "name a picture by src, as in <img>",
            )
