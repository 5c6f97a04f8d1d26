"""Texts as their writers see them, for `check`: passages with their places, and the silences in private notes.

`document` gives the title and the dek, the file gives the body: Markdown, not HTML, because findings name its lines.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from fanwire.errors import Problem, Where
from fanwire.read.front_matter import cut, decoded
from fanwire.records.check import CastCall, Manuscript, OutsideLink, Passage, Silence
from fanwire.records.document import Document, LedgerFile
from fanwire.records.matter import ArticleMatter, PageMatter, PersonMatter, ShowMatter

_CODES = r"ignore\s+(FW\d+(?:[\s,]+FW\d+)*)(?:\s+because\b[ \t]*(?P<reason>.*?))?"
_NOTE_SILENCE = re.compile(rf"^%%\s*fw:\s*{_CODES}\s*%%$", re.DOTALL)
_COMMENT_SILENCE = re.compile(rf"#\s*fw:\s*{_CODES}\s*$", re.MULTILINE)
# What is no prose, in the order in which it counts: a note between backticks is code, a link inside a note is private.
_NO_PROSE = re.compile(
    r"(?P<fence>^(?P<marks>`{3,}|~{3,}).*?^(?P=marks)[ \t]*$)"
    r"|(?P<code>(?<![\\`])(?P<ticks>`++)[^\n]{1,2000}?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<note>%%.*?%%)"
    r"|(?P<comment><!--.{0,5000}?-->)"
    r"|(?P<claim>\[\[claim:[^\]\n]*\]\])"
    r"|(?P<address>(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)|<?\bhttps?://[^\s<>)\]]+>?)"
    r"|(?P<tag></?[a-zA-Z][^<>\n]*>)",
    re.MULTILINE | re.DOTALL,
)
_CITES = re.compile(r"\]\(|\[\^[^\]]+\]|https?://")
_BLOCK = re.compile(r"^ {0,3}/{3,}")
_CAST = re.compile(r"^ {0,3}/{3,} *cast *\| *(?:(\S+) +)?(s\d+) *$")
_HEADING = re.compile(r"^#{1,6} ")


def manuscript(document: Document, root: Path) -> Manuscript:
    """Read the text of a document again, as its writer sees it; a file that has gone since is empty."""
    problems: list[Problem] = []
    path = root / document.file
    text = decoded(path.read_bytes(), document.file, problems) if path.is_file() else None
    parts = cut(text, document.file, problems) if text else None
    body, line = (parts.body, parts.body_line) if parts else ("", 1)
    prose = _NO_PROSE.sub(_blank, body)
    heads = tuple(_heads(document))
    return Manuscript(
        document.file,
        (*heads, *_passages(prose, body, document.file, line)),
        tuple(_casts(prose, document.file, line)),
        tuple(_silences(body, document.file, line)),
        tuple(_links(body, document.file, line)),
    )


def bare_manuscript(text: str, file: str, line: int = 1) -> Manuscript:
    """Take a bare Markdown text: `("According to Osen, it is out.", "page.md")`; for tables of sentences and drafts."""
    prose = _NO_PROSE.sub(_blank, text)
    passages = tuple(_passages(prose, text, file, line))
    return Manuscript(
        file,
        passages,
        tuple(_casts(prose, file, line)),
        tuple(_silences(text, file, line)),
        tuple(_links(text, file, line)),
    )


def ledger_silences(file: LedgerFile, root: Path) -> tuple[Silence, ...]:
    """Find the silences in a ledger's comments: `# fw: ignore FW102 because the page is gone`."""
    problems: list[Problem] = []
    path = root / file.file
    text = decoded(path.read_bytes(), file.file, problems) if path.is_file() else None
    found = _COMMENT_SILENCE.finditer(text or "")
    return tuple(_silence(match, match.start(), match.end(), text or "", file.file, 1) for match in found)


def _heads(document: Document) -> Iterator[Passage]:
    matter = document.matter
    if isinstance(matter, ArticleMatter | PageMatter | ShowMatter):
        if not isinstance(matter, ShowMatter):  # a show's own title is what others are measured by
            yield Passage("title", matter.title, document.where("title"))
        if matter.description:
            yield Passage("dek", matter.description, document.where("description"))
    elif isinstance(matter, PersonMatter):
        return


def _blank(match: re.Match[str]) -> str:
    """Put blanks in the place of what is no prose, and keep the line ends."""
    return re.sub(r"[^\n]", " ", match[0])


def _passages(prose: str, source: str, file: str, first_line: int) -> Iterator[Passage]:
    """Cut prose at empty lines, at headings and at blocks; `source` is the same text before anything was blanked."""
    lines, raw = prose.split("\n"), source.split("\n")
    begin = 0
    for number, line in enumerate([*lines, ""]):
        alone = bool(_HEADING.match(line) or _BLOCK.match(line))
        if line.strip() and not alone:
            continue
        if begin < number:
            yield _passage("text", lines[begin:number], raw[begin:number], Where(file, first_line + begin, 1))
        if _HEADING.match(line):
            yield _passage("heading", [line], [raw[number]], Where(file, first_line + number, 1))
        begin = number + 1


def _passage(kind: str, lines: list[str], raw: list[str], where: Where) -> Passage:
    # A note between two paragraphs is blank, but its line was none: it doesn't cut.
    cites = any(_CITES.search(line) for line in raw)
    return Passage("heading" if kind == "heading" else "text", "\n".join(lines), where, cites)


def _casts(prose: str, file: str, first_line: int) -> Iterator[CastCall]:
    heading = ""
    for number, line in enumerate(prose.split("\n"), first_line):
        if _HEADING.match(line):
            heading = line.lstrip("# ").strip()
        elif match := _CAST.match(line):
            yield CastCall(match[1] or "", match[2], heading, Where(file, number, 1))


def _links(body: str, file: str, first_line: int) -> Iterator[OutsideLink]:
    for match in _NO_PROSE.finditer(body):
        address = re.search(r"https?://[^\s<>\"]+", match["address"] or match["tag"] or "")
        if address:
            start = match.start() + address.start()
            where = Where(file, first_line + body.count("\n", 0, start), start - body.rfind("\n", 0, start))
            text = address[0]
            # The bracket of `[words](address)` isn't part of it, one that the address itself opened is.
            yield OutsideLink(text[:-1] if text.endswith(")") and text.count(")") > text.count("(") else text, where)


def _silences(body: str, file: str, first_line: int) -> Iterator[Silence]:
    for note in _NO_PROSE.finditer(body):
        match = _NOTE_SILENCE.match(note["note"]) if note["note"] else None
        if match:
            yield _silence(match, note.start(), note.end(), body, file, first_line)


def _silence(match: re.Match[str], start: int, end: int, text: str, file: str, first_line: int) -> Silence:
    line = first_line + text.count("\n", 0, start)
    column = start - text.rfind("\n", 0, start)
    last = first_line + text.count("\n", 0, end)
    below = text[end:].split("\n")[1:]
    until = next((last + number for number, each in enumerate(below, 1) if each.strip()), last)
    alone = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    reason = " ".join((match["reason"] or "").split())
    return Silence(Where(file, line, column), tuple(re.findall(r"FW\d+", match[1])), reason, until if alone else last)
