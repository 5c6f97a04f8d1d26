"""A look at the Markdown source before it is converted: private notes go, blocks are counted with their lines.

Fenced code is left alone: a document may show how our own syntax is written.
"""

import re
from collections.abc import Iterator, Mapping

from fanwire.errors import Problem, Where, did_you_mean
from fanwire.records.record import Record

BLOCK_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "spoiler": ("safe",),
    "cast": (),
    "readmore": (),
    "video": ("title", "poster", "uploaded"),
    "gallery": (),
    "quote": (),
    "known": (),
    "timeline": (),
}
BLOCK_NAMES = tuple(BLOCK_OPTIONS)

_TAB = 4  # columns, as Python-Markdown counts them
_OPENING = re.compile(r"^[ ]{0,3}(/{3,})[ ]*([A-Za-z][\w-]*)[ ]*(?:\|[ ]*(.*?))?[ ]*$")
_CLOSING = re.compile(r"^[ ]{0,3}(/{3,})[ ]*$")
# Code between backticks counts within one line only: what Markdown might take for two paragraphs or two items of a list
# must not keep a note between them alive.
# The row of backticks is taken whole: trying its parts would take cubic time on a long one.
_NOTE = re.compile(r"(?<![\\`])(`++)[^\n]+?(?<!`)\1(?!`)|%%.*?%%", re.DOTALL)


class Opening(Record, frozen=True):
    """A line that opens a block: `/// cast | s2` in line 31."""

    name: str
    line: int


def without_private_notes(source: str, file: str, first_line: int, problems: list[Problem]) -> str:
    """Take `%% private %%` notes out, keeping the number of lines: `"a %% b %% c" -> "a  c"`.

    A note that is opened and never closed is a problem, because what follows might be meant to stay private.
    """
    if "%" not in source or "%%" not in source:  # one character is found far sooner than two
        return source
    kept: list[str] = []
    for is_code, text, line in _stretches(source):
        cleaned = text if is_code else _NOTE.sub(lambda m: m[0] if m[1] else "\n" * m[0].count("\n"), text)
        left = "" if is_code else _NOTE.sub("", cleaned)
        if "%%" in left:
            at = line + left[: left.index("%%")].count("\n")
            problems.append(
                Problem(
                    Where(file, first_line + at), "a private note is opened with %% and never closed", "end it with %%"
                )
            )
        kept.append(cleaned)
    return "".join(kept)


def openings(source: str, file: str, first_line: int, problems: list[Problem]) -> list[Opening]:
    """Find every block that the source opens.

    Unknown names, blocks left open and ends without a beginning are reported in `problems`.
    """
    found: list[Opening] = []
    if "///" not in source:
        return found
    stack: list[tuple[int, Opening]] = []
    for is_code, text, start in _stretches(source):
        if is_code:
            continue
        for line, content in enumerate(text.split("\n"), first_line + start):
            where = Where(file, line)
            if match := _OPENING.match(content):
                name = match[2].lower()
                if name not in BLOCK_NAMES:
                    problems.append(
                        Problem(where, f'unknown block "{match[2]}"{did_you_mean(name, BLOCK_NAMES)}', _known())
                    )
                else:
                    found.append(Opening(name, line))
                stack.append((len(match[1]), Opening(name, line)))
            elif match := _CLOSING.match(content):
                _close(stack, len(match[1]), where, problems)
    problems += [
        Problem(Where(file, opening.line), f'the block "{opening.name}" is never closed', 'end it with a line "///"')
        for _, opening in stack
    ]
    return found


def _close(stack: list[tuple[int, Opening]], length: int, where: Where, problems: list[Problem]) -> None:
    if stack and stack[-1][0] == length:
        stack.pop()
    elif not stack:
        problems.append(Problem(where, 'a "///" that closes nothing', "open a block above it, or delete the line"))


def _stretches(source: str) -> Iterator[tuple[bool, str, int]]:
    """Cut the source into stretches of fenced code and of text: `(is_code, text, lines before it)`.

    What is fenced code, Python-Markdown decides: a fence that it doesn't see must not keep a private note alive.
    """
    if "```" not in source and "~~~" not in source:
        yield False, source, 0
        return
    from markdown.extensions.fenced_code import FencedBlockPreprocessor  # it brings Pygments

    source = source.expandtabs(_TAB)
    end = lines = 0
    for match in FencedBlockPreprocessor.FENCED_BLOCK_RE.finditer(source):
        text = source[end : match.start()]
        yield False, text, lines
        lines += text.count("\n")
        yield True, match[0], lines
        lines += match[0].count("\n")
        end = match.end()
    yield False, source[end:], lines


def _known() -> str:
    return f"known blocks: {', '.join(BLOCK_NAMES)}"
