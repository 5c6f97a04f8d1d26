"""HTML as feeds carry it: every address absolute, nothing that needs our style, our scripts or a click of ours.

Reader programs throw classes, styles and scripts away, each in its own fashion; what is left then must still be right.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from urllib.parse import urljoin

_ATTRIBUTE = re.compile(r"([^\s\"'>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?")
_CALLOUT_TITLE = re.compile(r"<p class=\"admonition-title\">(.*?)</p>")
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
_NONCHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_NONCHARACTERS = (b"\xef\xb7", b"\xef\xbf")  # how they begin in UTF-8
_INSIDE = r"((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)"
# One search finds all that changes: what is left out whole, tags that no feed needs, and others with attributes but
# those that stay as they are. Most tags are passed over at once.
_CHANGING = re.compile(
    r"<(?!/?+(?:[a-z][a-z\d]?|code|figure|strong|table|tbody|thead)>)"
    r"(?:a class=\"headerlink\"[^>]*>.*?</a>|(?s:!--.*?-->)|(?is:(script|style|template|noscript)\b.*?</\1\s*>)"
    r"|(/?)((?i:button|div|embed|fieldset|form|iframe|input|label|legend|object|optgroup|option|script|select|span|style"
    rf"|textarea))(?![\w:-]){_INSIDE}>"
    r"|([a-zA-Z][\w:-]*+)(?! id=\"[^\"]*\">| href=\"https?://[^\"]*\"(?: title=\"[^\"]*\")?(?: rel=\"noopener\")?>)"
    rf"(?!>){_INSIDE}>)"
)
_KEPT = frozenset(
    {"abbr", "alt", "cite", "colspan", "controls", "datetime", "dir", "height", "href", "id", "lang", "open", "poster"}
    | {"rel", "reversed", "rowspan", "scope", "span", "src", "start", "title", "value", "width"}
)
_ADDRESSES = frozenset({"cite", "href", "poster", "src"})
_PLAIN = frozenset({"div", "span"})
_FRAMES = frozenset({"embed", "iframe", "object"})
Absolute = Callable[[str], str]


def feed_html(html: str, url: str) -> str:
    """Make a body's HTML fit for feeds. `url` is the absolute address of the page that it stands on."""
    if '"admonition-title"' in html:
        html = _CALLOUT_TITLE.sub(r"<p><strong>\1</strong></p>", html)
    absolute = _absolute(url)
    ends: list[tuple[str, str]] = []

    def change(match: re.Match[str]) -> str:
        _, closing, special, inside, name, attributes = match.groups()
        if name:
            return f"<{name.lower()}{_attributes(attributes, absolute)}>"
        return _special(special.lower(), closing, inside, absolute, ends) if special else ""

    return _CHANGING.sub(change, html)


def printable(text: str) -> str:
    """Take out control characters, which no XML may hold (XML 1.0, section 2.2), and noncharacters."""
    if text.isprintable():
        return text
    written = text.encode()
    if not text.isascii() and any(sign in written for sign in _NONCHARACTERS):
        written = _NONCHARACTER.sub("", text).encode()
    return written.translate(None, _CONTROLS).decode()


def _absolute(url: str) -> Absolute:
    root = "/".join(url.split("/", 3)[:3])

    def absolute(address: str) -> str:
        """`"#fn:1" -> "https://herald.example/2026/02/wrap/#fn:1"`; what is absolute stays. Both are escaped."""
        if address[:1] == "/" and address[1:2] != "/":
            return root + address
        if address[:1] == "#":
            return url + address
        if address.startswith(("https://", "http://", "mailto:")):
            return address
        return escape(urljoin(url, unescape(address)))

    return absolute


def _special(name: str, closing: str, inside: str, absolute: Absolute, ends: list[tuple[str, str]]) -> str:
    """Rewrite a tag that no feed needs; `ends` holds how the open spans and divs are to end."""
    if name in _PLAIN:
        return _end(name, ends) if closing else _begin(name, inside, ends)
    if closing:
        return ""
    if name in _FRAMES:
        return _framed(inside, absolute)
    return _box(inside) if name == "input" else ""


def _begin(name: str, inside: str, ends: list[tuple[str, str]]) -> str:
    """Open a span or a div: what a class says is said in HTML's own words, and one that says nothing is left out."""
    given = dict(_pairs(inside))
    classes = given.get("class", "").split()
    kept = "".join(f' {key}="{given[key]}"' for key in ("id", "lang", "dir") if key in given)
    if "credit" in classes:
        begin, end = "(", ")"
    elif "admonition" in classes:
        begin, end = "<blockquote>", "</blockquote>"
    elif kept:
        begin, end = f"<{name}{kept}>", f"</{name}>"
    else:
        begin, end = "", ""
    ends.append((name, end))
    return begin


def _end(name: str, ends: list[tuple[str, str]]) -> str:
    return ends.pop()[1] if ends and ends[-1][0] == name else ""


def _framed(inside: str, absolute: Absolute) -> str:
    """Lead to what a page would frame."""
    given = dict(_pairs(inside))
    address = given.get("src") or given.get("data")
    return f'<a href="{absolute(address)}">{given.get("title") or address}</a>' if address else ""


def _box(inside: str) -> str:
    """Write a task list's box as a character."""
    given = dict(_pairs(inside))
    return ("\N{BALLOT BOX WITH CHECK}" if "checked" in given else "\N{BALLOT BOX}") * ("checkbox" in inside)


def _attributes(inside: str, absolute: Absolute) -> str:
    kept = _kept(inside)
    if len(kept) == 1:
        return kept[0]
    return "".join([absolute(part) if at % 2 else part for at, part in enumerate(kept)])


@lru_cache(1024)
def _kept(inside: str) -> tuple[str, ...]:
    """Keep what feeds need of a tag's attributes; every second part is an address that isn't absolute yet.

    `' href="/tags/casting/" class="tag" rel="tag"' -> (' href="', '/tags/casting/', '" rel="tag"')`
    """
    made = [""]
    for name, value in _pairs(inside):
        if name in _ADDRESSES and not value.startswith(("https://", "http://")):
            made[-1] += f' {name}="'
            made += [escape(unescape(value)), '"']
        elif name in _KEPT:
            made[-1] += f' {name}="{value}"'
    return tuple(made)


def _pairs(inside: str) -> list[tuple[str, str]]:
    """List a tag's attributes, their values escaped for double quotes: `[("href", "/people/lomon/"), ...]`."""
    return [
        (name.lower(), double or single.replace('"', "&quot;") or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(inside)
    ]
