"""Converted HTML, taken apart: parts and blocks, what links and pictures point at, and what is wrong with them.

Every `href` and `src` is looked at here, whether Markdown made it or a writer typed HTML. What stays inside the site
becomes a `Reference` and a mark; what leaves it gets `rel="noopener"`; what would load from elsewhere is refused.
"""

import posixpath
import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import unquote

from fanwire.errors import Problem, Where
from fanwire.read.markup.blocks_parts import block_part
from fanwire.read.markup.collected import RawBlock, mark
from fanwire.read.markup.converter import Converted
from fanwire.read.markup.places import Places
from fanwire.read.markup.raw_html import dangers
from fanwire.read.web_addresses import NO_ADDRESS, scheme
from fanwire.records.document import MARK_CLOSE, MARK_OPEN, Part, Reference, Text
from fanwire.records.record import Record

_ATTRIBUTE = re.compile(r"([\w:@.-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_PLAIN_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"'&<>]*)\"")
_PLAIN_ATTRIBUTES = re.compile(f"(?:{_PLAIN_ATTRIBUTE.pattern})*")
_FIGURE = re.compile(r"<p>\s*(<img [^>]*>)\s*</p>")
_BLOCK_WRAP = re.compile(
    rf'<(div|span) data-block="\d+">\s*({MARK_OPEN}b\d+{MARK_CLOSE})|({MARK_OPEN}e{MARK_CLOSE})\s*</(?:div|span)>'
)
_BLOCK_MARK = re.compile(f"{MARK_OPEN}(?:b(\\d+)|(e)){MARK_CLOSE}")
_JUMPS_BY_MACHINE = frozenset({"headerlink", "footnote-ref", "footnote-backref"})
# The top of a page is HTML's own name, an article's corrections come from the theme.
_ALWAYS_THERE = frozenset({"", "top", "corrections"})
# What Markdown itself makes most: links that leave the site, and the marks of footnotes and headings.
_OUTWARD = re.compile(r' href="https?://[a-zA-Z0-9._:@-]*(?:[/?#][^"]*)?"(?: title="[^"]*")?')
_MARK = r' class="(?:footnote-ref|footnote-backref|headerlink)" href="#'
_TAG = (
    rf"<(a(?!{_MARK})|img|area|audio|video|source|track|iframe|embed|object|script|link)\b"
    r"((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
)
_MARKDOWNS_TAG, _WRITERS_TAG = re.compile(_TAG), re.compile(_TAG, re.IGNORECASE)
# A box that nobody can tick still has to say what it shows (WCAG 2.2, 4.1.2).
_CHECKBOX = re.compile(r'<input type="checkbox" disabled( checked)?')
_LOADING = frozenset({"img", "audio", "video", "source", "track", "iframe", "embed", "script", "link", "object"})


class Finished(Record, frozen=True):
    """A body's parts and their text, everything it refers to, and the ids that a link can jump to."""

    parts: tuple[Part, ...]
    text: Text
    references: tuple[Reference, ...]
    anchors: tuple[str, ...]


def finish(converted: Converted, places: Places, folder: str, problems: list[Problem]) -> Finished:
    """Take one document's HTML apart. `folder` is where its relative links start, `content/articles/wrap`."""
    links = _Links(places, folder, problems, [])
    for raw in converted.links:
        links.references.append(Reference(raw.target, raw.fragment, True, False, places.of(f"[[{raw.target}")))  # noqa: FBT003
    # Only a writer's own HTML has tags in capitals; ignoring case makes the search three times as slow.
    tags = _WRITERS_TAG if "<" in places.source else _MARKDOWNS_TAG
    html = tags.sub(links.tag, converted.html)
    problems += dangers(html, places, has_blocks=bool(converted.blocks))
    if 'type="checkbox"' in html:
        html = _CHECKBOX.sub(lambda m: f'{m[0]} aria-label="{"Done" if m[1] else "To do"}"', html)
    if "<img" in html:
        html = _FIGURE.sub(_figure, html)
    if not converted.blocks:
        return Finished((0,) if html else (), (html,), tuple(links.references), _anchors(html))
    html = _BLOCK_WRAP.sub(lambda m: m[2] or m[3], html)
    text: list[str] = []
    parts = _nested(
        html, converted.blocks, text, lambda raw, inner: block_part(raw, inner, places, links.picture, problems)
    )
    return Finished(parts, tuple(text), tuple(links.references), _anchors(html))


def _anchors(html: str) -> tuple[str, ...]:
    ids = {piece[: piece.find('"')] for piece in html.split(' id="')[1:]}
    return tuple(sorted({unescape(each) if "&" in each else each for each in ids}))


class _Links(Record, frozen=True):
    places: Places
    folder: str
    problems: list[Problem]
    references: list[Reference]

    def tag(self, match: re.Match[str]) -> str:
        """Rewrite one tag that has an address."""
        name, text = match[1].lower(), match[2]
        if name == "a" and _OUTWARD.fullmatch(text):
            return f'{match[0][:-1]} rel="noopener">'
        attributes = _read_attributes(text)
        if name in _LOADING:
            return self._loading(match, name, attributes)
        target = attributes.get("href")
        if target is None or target.startswith(MARK_OPEN):
            return match[0]
        if target.startswith("#"):
            self._jump(target, attributes.get("class", ""))
            return match[0]
        return self._link(match, attributes, target)

    def _link(self, match: re.Match[str], attributes: dict[str, str], target: str) -> str:
        leads = scheme(target) if ":" in target or "[" in target else ""
        if leads == NO_ADDRESS:
            self.problems.append(Problem(self.places.of(target), f"{target} is no address", "write https://..."))
            return match[0]
        if target.startswith("//") or leads in {"http", "https"}:
            return match[0] if "rel" in attributes else f'<{match[1]}{match[2]} rel="noopener">'
        if leads in {"mailto", "tel"}:
            return match[0]
        if leads:
            self.problems.append(
                Problem(self.places.of(target), f'a link to "{leads}:" is not allowed', "use https:// or mailto:")
            )
            return match[0]
        number = self._refer(target, picture=False)
        return f"<{match[1]}{_attributes({**attributes, 'href': mark(f'u{number}')})}>"

    def _jump(self, target: str, css: str) -> None:
        """Remember a jump within the page, so that it is checked like one from elsewhere."""
        fragment = unquote(target[1:])
        if css not in _JUMPS_BY_MACHINE and fragment not in _ALWAYS_THERE:
            self.references.append(
                Reference(self.places.file, fragment, by_id=False, picture=False, where=self.places.of(target))
            )

    def _loading(self, match: re.Match[str], name: str, attributes: dict[str, str]) -> str:
        key = "data" if name == "object" else "href" if name == "link" else "src"
        target = attributes.get(key, "")
        if not target:
            return match[0]
        where = self.places.of(target)
        if target.startswith("//") or ((":" in target or "[" in target) and scheme(target)):
            self.problems.append(
                Problem(
                    where,
                    f"<{name}> would load {target} from another site",
                    "save the file beside the text, or link to it",
                )
            )
            return match[0]
        if name == "img" and not attributes.get("alt", "").strip():
            self.problems.append(
                Problem(where, f"the picture {target} has no alt text", "write ![what it shows](file)")
            )
        number = self._refer(target, picture=name == "img")
        size = f'{mark(f"s{number}")} loading="lazy" decoding="async"' if name == "img" else ""
        return f"<{match[1]}{_attributes({**attributes, key: mark(f'u{number}')})}{size}>"

    def picture(self, target: str, where: Where) -> Reference:
        """Refer to a picture that an option names, such as a video's poster."""
        return Reference(_resolved(self.folder, target), "", False, True, where)  # noqa: FBT003

    def _refer(self, target: str, *, picture: bool) -> int:
        path, _, fragment = target.partition("#")
        path = path.partition("?")[0]
        self.references.append(
            Reference(
                _resolved(self.folder, unquote(path) if "%" in path else path),
                unquote(fragment) if "%" in fragment else fragment,
                by_id=False,
                picture=picture,
                where=self.places.of(target),
            )
        )
        return len(self.references) - 1


def _resolved(folder: str, path: str) -> str:
    """Find a relative path from the site's folder: `("content/articles/a", "../b.md") -> "content/articles/b.md"`."""
    if path.startswith("/"):
        return path
    return posixpath.normpath(posixpath.join(folder, path))


def _read_attributes(text: str) -> dict[str, str]:
    """Read a tag's attributes: `" href='a&amp;b' Download" -> {"href": "a&b", "download": ""}`."""
    if _PLAIN_ATTRIBUTES.fullmatch(text):
        return dict(_PLAIN_ATTRIBUTE.findall(text))
    return {
        found[1].lower(): unescape(next((value for value in found.groups()[1:] if value is not None), ""))
        for found in _ATTRIBUTE.finditer(text)
    }


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _figure(match: re.Match[str]) -> str:
    """Make a figure of a picture that is alone in its paragraph.

    Its title is the caption, its attribute `credit` names the maker.
    """
    tag = match[1]
    words = {name: unescape(value) for name, value in re.findall(r'\s(title|credit)="([^"]*)"', tag)}
    tag = re.sub(r'\s(?:title|credit)="[^"]*"', "", tag)
    if not words:
        return f"<figure>{tag}</figure>"
    caption = escape(words.get("title", ""), quote=False)
    if "credit" in words:
        caption = f'{caption} <span class="credit">{escape(words["credit"], quote=False)}</span>'.strip()
    return f"<figure>{tag}<figcaption>{caption}</figcaption></figure>"


def _nested(
    html: str, blocks: tuple[RawBlock, ...], text: list[str], part: Callable[[RawBlock, tuple[Part, ...]], Part]
) -> tuple[Part, ...]:
    """Build the tree of parts from the flat marks `b3 ... e`; their strings go to `text`."""
    stack: list[tuple[int, list[Part]]] = [(-1, [])]
    end = 0

    def keep(string: str) -> None:
        if string.strip():
            text.append(string)
            stack[-1][1].append(len(text) - 1)

    for match in _BLOCK_MARK.finditer(html):
        keep(html[end : match.start()])
        end = match.end()
        if match[1] is not None:
            stack.append((int(match[1]), []))
        elif len(stack) > 1:
            number, inner = stack.pop()
            stack[-1][1].append(part(blocks[number], tuple(inner)))
    keep(html[end:])
    return tuple(piece for _, level in stack for piece in level)
