"""HTML as feeds carry it: every address absolute, nothing that needs our style, our scripts or a click of ours.

Reader programs throw classes, styles and scripts away, each in its own fashion; what is left then must still be right.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_PERMALINK = re.compile(r"<a class=\"headerlink\"[^>]*>.*?</a>")
_LEFT_OUT = re.compile(r"<!--.*?-->|<(script|style|template|noscript)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_SIGNS_OF_THAT = ("<!--", "<script", "<style", "<template", "<noscript")
_CALLOUT_TITLE = re.compile(r"<p class=\"admonition-title\">(.*?)</p>")
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
_NONCHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_NONCHARACTERS = (b"\xef\xb7", b"\xef\xbf")  # how they begin in UTF-8
# Most tags are bare, or have nothing that has to change, so they are passed over while searching.
_TAG = re.compile(
    r"<(?!/?(?:a|b|blockquote|code|dd|del|dl|dt|em|figcaption|figure|h[2-6]|hr|i|li|mark|ol|p|pre|s|strong|sub|sup|table"
    r"|tbody|td|th|thead|tr|ul)>|(?:h[2-6]|li|sup) id=\"[^\"]*\">"
    r"|a href=\"https?://[^\"]*\"(?: title=\"[^\"]*\")?(?: rel=\"noopener\")?>)"
    r"(/?)([a-zA-Z][\w:-]*+)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
)
_KEPT = frozenset(
    {"abbr", "alt", "cite", "colspan", "controls", "datetime", "dir", "height", "href", "id", "lang", "open", "poster"}
    | {"rel", "reversed", "rowspan", "scope", "span", "src", "start", "title", "value", "width"}
)
_ADDRESSES = frozenset({"cite", "href", "poster", "src"})
_PLAIN = frozenset({"div", "span"})
_FRAMES = frozenset({"embed", "iframe", "object"})
_FORMS = frozenset(
    {"button", "fieldset", "form", "label", "legend", "optgroup", "option", "script", "select", "style", "textarea"}
)
Absolute = Callable[[str], str]


def feed_html(html: str, url: str) -> str:
    """Make a body's HTML fit for feeds. `url` is the absolute address of the page that it stands on."""
    html, lower = _PERMALINK.sub("", html), html.lower()
    if any(sign in lower for sign in _SIGNS_OF_THAT):
        html = _LEFT_OUT.sub("", html)
    if "admonition" in lower:
        html = _CALLOUT_TITLE.sub(r"<p><strong>\1</strong></p>", html)
    absolute = _absolute(url)
    ends: list[tuple[str, str]] = []
    return _TAG.sub(lambda match: _tag(match, ends, absolute), html)


def printable(text: str) -> str:
    """Take out control characters, which no XML may hold (XML 1.0, section 2.2), and noncharacters."""
    written = text.encode()
    if any(sign in written for sign in _NONCHARACTERS):
        written = _NONCHARACTER.sub("", text).encode()
    return written.translate(None, _CONTROLS).decode()


def _absolute(url: str) -> Absolute:
    parts = urlsplit(url)
    starts = {"#": url, "/": f"{parts.scheme}://{parts.netloc}"}

    def absolute(address: str) -> str:
        """`"#fn:1" -> "https://herald.example/2026/02/wrap/#fn:1"`; what is absolute stays."""
        if address[:1] in starts and not address.startswith("//"):
            return starts[address[:1]] + address
        return address if address.startswith(("https://", "http://", "mailto:")) else urljoin(url, address)

    return absolute


def _tag(match: re.Match[str], ends: list[tuple[str, str]], absolute: Absolute) -> str:
    """Rewrite one tag; `ends` holds how the open spans and divs are to end."""
    closing, name, rest = match[1], match[2].lower(), match[3]
    if name in _FORMS:
        return ""
    if name in _PLAIN:
        return _end(name, ends) if closing else _begin(name, rest, ends)
    if name in _FRAMES:
        return "" if closing else _framed(rest, absolute)
    if closing or not rest:
        return match[0]
    if name == "input":
        return _box(rest)
    return f"<{name}{_attributes(rest, absolute)}>"


def _begin(name: str, rest: str, ends: list[tuple[str, str]]) -> str:
    """Open a span or a div: what a class says is said in HTML's own words, and one that says nothing is left out."""
    given = dict(_pairs(rest))
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


def _framed(rest: str, absolute: Absolute) -> str:
    """Lead to what a page would frame."""
    given = dict(_pairs(rest))
    address = given.get("src") or given.get("data")
    return f'<a href="{absolute(address)}">{given.get("title") or address}</a>' if address else ""


def _box(rest: str) -> str:
    """Write a task list's box as a character."""
    given = dict(_pairs(rest))
    return ("\N{BALLOT BOX WITH CHECK}" if "checked" in given else "\N{BALLOT BOX}") * ("checkbox" in rest)


def _attributes(rest: str, absolute: Absolute) -> str:
    made = []
    for name, value in _pairs(rest):
        if name in _ADDRESSES and not value.startswith(("https://", "http://")):
            made.append(f' {name}="{escape(absolute(unescape(value)))}"')
        elif name in _KEPT:
            made.append(f' {name}="{value}"')
    return "".join(made)


def _pairs(rest: str) -> list[tuple[str, str]]:
    """List a tag's attributes, their values escaped for double quotes: `[("href", "/people/lomon/"), ...]`."""
    return [
        (name.lower(), double or single.replace('"', "&quot;") or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(rest)
    ]
