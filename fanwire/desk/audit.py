"""Reading a page that somebody saved, HTML or plain text, into its elements and its passages with their lines.

Nothing is fetched and nothing runs: the file is looked at and that is all.
"""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

from fanwire.errors import UsageError, Where
from fanwire.records.check import Manuscript, Passage, Scraped

_LARGEST = 20_000_000  # bytes; a saved page with its pictures inside is still smaller
_HEADLINE = 150  # characters; a longer first line is no headline
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|article|div|p|h1)\b", re.IGNORECASE)
_BYLINE = re.compile(
    r"^\s*(?:[Ww]ritten\s+)?[Bb]y:?\s+(?P<who>[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+){0,3})\s*(?:$|[|,])", re.MULTILINE
)
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')
_LINK = re.compile(r"https?://[^\s<>\"')\]]+")
_UNSEEN = ("script", "style", "noscript", "template", "svg", "nav", "footer", "aside", "button", "select")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What begins a passage of its own; whatever else there is runs along in a line.
_BLOCKS = frozenset(
    (*_HEADINGS, "p", "div", "section", "article", "main", "header", "body", "html", "pre", "address", "blockquote")
) | {"li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "figure", "figcaption", "br", "hr"}

_CELLS = frozenset({"td", "th"})


def saved_page(path: Path) -> Scraped:
    """Read a file; raises UsageError when there is none, or when it is no text."""
    try:
        content = path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise UsageError(f"{path}: can't be read: {error.strerror}") from error
    if content is None:
        raise UsageError(f"{path}: there is no such file")
    if len(content) > _LARGEST or b"\0" in content:
        raise UsageError(f"{path}: is no text; save the page as HTML or as plain text")
    return scraped(content.decode("utf-8-sig", "replace"), path.name)


def scraped(text: str, file: str) -> Scraped:
    """Take a page apart; what begins like HTML is read as such, everything else as plain text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _from_html(text, file) if _MARKUP.search(text[:4000]) else _from_text(text, file)


# --- plain text ------------------------------------------------------------------------------------------------------


def _from_text(text: str, file: str) -> Scraped:
    passages = list(_paragraphs(text, file))
    first = passages[0] if passages else None
    is_title = first is not None and len(first.text) <= _HEADLINE and "\n" not in first.text.strip()
    if first and is_title:
        passages[0] = Passage("title", first.text.strip("# \n"), first.where, first.linked)
    byline = _BYLINE.search(text)
    tables = len(re.findall(r"(?:^.*(?:\|.*\||\t.*\t).*$\n?){2,}", text, re.MULTILINE))
    return Scraped(
        headline=passages[0].text if is_title else "",
        dek="",
        date="",
        byline=byline["who"] if byline else "",
        tables=tables,
        links=tuple(dict.fromkeys(_LINK.findall(text))),
        manuscript=Manuscript(file, tuple(passages)),
    )


def _paragraphs(text: str, file: str) -> Iterator[Passage]:
    for match in re.finditer(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", text):
        line = text.count("\n", 0, match.start()) + 1
        yield Passage("text", match[0], Where(file, line, 1), bool(_LINK.search(match[0])))


# --- HTML ------------------------------------------------------------------------------------------------------------


def _from_html(text: str, file: str) -> Scraped:
    page = _Page(file)
    page.feed(text)
    page.close()
    page.end_passage()
    said = page.said
    dek = said.get("description", "") or said.get("og:description", "")
    headline = said.get("h1", "") or said.get("og:title", "") or said.get("title", "")
    published = _PUBLISHED.search(text)
    byline = _BYLINE.search("\n".join(passage.text for passage in page.passages))
    heads = [Passage("title", headline, Where(file, page.lines.get("h1", 1), 1))] if headline else []
    heads += [Passage("dek", dek, Where(file, page.lines.get("description", 1), 1))] if dek else []
    return Scraped(
        headline=headline,
        dek=dek,
        date=said.get("article:published_time", "") or (published[1] if published else "") or said.get("time", ""),
        byline=said.get("author", "") or (byline["who"] if byline else ""),
        tables=page.tables,
        links=tuple(dict.fromkeys(page.links)),
        manuscript=Manuscript(file, (*heads, *page.passages)),
    )


class _Page(HTMLParser):
    """Collects what a page says; `HTMLParser` is made to be inherited from."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.passages: list[Passage] = []
        self.links: list[str] = []
        self.said: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.tables = 0
        self._unseen = 0
        self._open = ""
        self._text = ""
        self._line = 1
        self._linked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS or tag == "title":
            self.end_passage()
            self._open = tag
        elif tag in _CELLS and self._text.strip() and not self._unseen:
            self._text += " | "  # a row is one passage, written as Markdown writes it
        self._unseen += tag in _UNSEEN
        self.tables += tag == "table"
        if tag == "meta":
            self._tell(given.get("name") or given.get("property", ""), given.get("content", ""))
        elif tag == "time":
            self._tell("time", given.get("datetime", ""))
        elif tag == "a":
            self._link(given)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag == "title":
            self.end_passage()
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if not self._text.strip():
            blank = len(data) - len(data.lstrip())
            self._line = self.getpos()[0] + data.count("\n", 0, blank)
            data, self._text = data.lstrip(), ""
        self._text += data

    def end_passage(self) -> None:
        text, tag = self._text.rstrip(), self._open
        if text and tag == "title":
            self._tell("title", " ".join(text.split()))
        elif text and tag == "h1" and "h1" not in self.said:
            self._tell("h1", " ".join(text.split()))
        elif text:
            kind = "heading" if tag in _HEADINGS else "text"
            self.passages.append(_passage(kind, text, Where(self.file, self._line, 1), linked=self._linked))
        self._text, self._open, self._linked = "", "", False

    def _tell(self, name: str, value: str) -> None:
        if name and value and name not in self.said:
            self.said[name] = value.strip()
            self.lines[name] = self._line if name == "h1" else self.getpos()[0]

    def _link(self, given: Mapping[str, str]) -> None:
        address = given.get("href", "")
        if address.startswith(("http://", "https://")) and not self._unseen:
            self.links.append(address)
            self._linked = True


def _passage(kind: str, text: str, where: Where, *, linked: bool) -> Passage:
    return Passage("heading" if kind == "heading" else "text", text, where, linked)
