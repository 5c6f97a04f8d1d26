"""A Markdown body, read whole: the function that the rest of `read` calls."""

import re
from collections.abc import Callable, Iterator
from html import unescape

from fanwire.errors import Problem, Where, did_you_mean
from fanwire.read.markup.converter import Converted, converter
from fanwire.read.markup.finishing import finish
from fanwire.read.markup.places import Places
from fanwire.read.markup.source_lines import BLOCK_OPTIONS, Opening, openings, without_private_notes
from fanwire.records.document import MARK_CLOSE, MARK_OPEN, Body, Part, SpoilerBlock, Text

_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>")
_NOTE_NUMBER = re.compile(r"<sup id=\"fnref.*?</sup>", re.DOTALL)
_ANY_TAG = re.compile(r"<[^>]*>")
_HANGUL = r"[가-힣ㄱ-ㆎ]"  # compiled when first met
# Signs that stand alone in Markdown and would be counted as words: table bars, list marks, quotes, dashes.
_SIGNS = b"|*#>`~=+_-/:&"
_DASHES_AND_SPACES = "\u2013\u2014\u2022\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
# What is left when a text is told apart into bytes of words, `w`, and bytes between them, which is all that counts.
_WORD_OR_NOT = bytes(
    32 if bytes((each,)).isspace() or each in b"\x1c\x1d\x1e\x1f" + _SIGNS else 119 for each in range(256)
)
_OPTION = re.compile(r"[ ]{4,}([\w-]+):")
_EXCERPT_LENGTH = 220
_WORDS_A_MINUTE, _SYLLABLES_A_MINUTE = 230, 500

ReadBody = Callable[[str, str, str, int, list[Problem]], tuple[Body, Text]]


def body_reader(sanitise: Callable[[str], str] | None = None) -> ReadBody:
    """Make a function that reads one body after another: `(source, file, folder, first_line, problems) -> Body`.

    `sanitise`, where given, cleans the HTML of bodies whose writers are not trusted.
    """
    convert = converter()

    def read(source: str, file: str, folder: str, first_line: int, problems: list[Problem]) -> tuple[Body, Text]:
        opened = openings(source, file, first_line, problems)
        public = without_private_notes(source, file, first_line, problems)
        converted = convert(public)
        problems += _misunderstood(opened, converted, source.split("\n"), Where(file, first_line))
        if sanitise:
            converted = Converted(sanitise(converted.html), converted.headings, converted.blocks, converted.links)
        places = Places(source, file, first_line, tuple((block.name, block.line) for block in opened))
        done = finish(converted, places, folder, problems)
        excerpt = _excerpt(done.parts, done.text)
        body = Body(done.parts, done.references, converted.headings, done.anchors, excerpt, _minutes(public))
        return body, done.text

    return read


def _misunderstood(opened: list[Opening], converted: Converted, lines: list[str], first: Where) -> list[Problem]:
    """Report blocks that the Markdown library left as text: an option it doesn't know, a missing blank line."""
    understood = [block.name for block in converted.blocks if not block.inline]
    problems = []
    for opening in opened:
        if opening.name in understood:
            understood.remove(opening.name)
            continue
        unknown = list(_unknown_options(opening, lines[opening.line - first.line + 1 :], first.file))
        hint = "options stand indented by four spaces right below the opening line, as key: value; quote values"
        problems += unknown or [
            Problem(Where(first.file, opening.line), f'the block "{opening.name}" can\'t be read', hint)
        ]
    return problems


def _unknown_options(opening: Opening, below: list[str], file: str) -> Iterator[Problem]:
    known = BLOCK_OPTIONS[opening.name]
    for line, text in enumerate(below, opening.line + 1):
        option = _OPTION.match(text)
        if not option:
            return
        if option[1] not in known:
            hint = f"its options: {', '.join(known)}" if known else "it has none"
            message = f'{opening.name}: unknown option "{option[1]}"{did_you_mean(option[1], known)}'
            yield Problem(Where(file, line, text.index(option[1]) + 1), message, hint)


def _excerpt(parts: tuple[Part, ...], text: Text) -> str:
    """Take the first paragraph that stands in no block, as text of at most 220 characters."""
    html = "".join(text[part] if isinstance(part, int) else _stand_in(part) for part in parts)
    end = 0
    while (opening := _PARAGRAPH.search(html, end)) and (end := html.find("</p>", opening.end())) >= 0:
        inner = html[opening.end() : end]
        if "<sup" in inner:
            inner = _NOTE_NUMBER.sub("", inner)
        words = " ".join(unescape(_ANY_TAG.sub("", inner)).split())
        if words:
            return _shortened(words)
    return ""


def _stand_in(part: Part) -> str:
    if isinstance(part, SpoilerBlock) and part.inline:
        return part.safe or "\N{HORIZONTAL ELLIPSIS}"
    return ""


def _shortened(text: str) -> str:
    if len(text) <= _EXCERPT_LENGTH:
        return text
    cut = text.rfind(" ", 0, _EXCERPT_LENGTH)
    if text.count(MARK_OPEN, 0, cut) != text.count(MARK_CLOSE, 0, cut):
        cut = text.rfind(MARK_OPEN, 0, cut)
    return text[: cut if cut > 0 else _EXCERPT_LENGTH].rstrip(" ,;:") + "\N{HORIZONTAL ELLIPSIS}"


def _minutes(source: str) -> int:
    """Time to read, in minutes: 230 words or 500 Hangul syllables take one."""
    syllables = 0 if source.isascii() else len(re.findall(_HANGUL, source))
    words = _words(re.sub(_HANGUL, " ", source) if syllables else source)
    return max(1, round(words / _WORDS_A_MINUTE + syllables / _SYLLABLES_A_MINUTE))


def _words(source: str) -> int:
    """Count words without making any: `"- two | words" -> 2`."""
    if not source.isascii():
        for each in _DASHES_AND_SPACES:
            source = source.replace(each, " ")
    return b" ".join((b"", source.encode("utf-8", "surrogatepass"))).translate(_WORD_OR_NOT).count(b" w")
