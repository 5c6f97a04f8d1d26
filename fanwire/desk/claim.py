"""Appending a line to a ledger: comments, order and spacing of the file stay as they are, one line is new."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from fanwire.errors import UsageError
from fanwire.records.record import Record

_PLAIN = re.compile(r"[A-Za-z0-9][\w./ -]*(?<! )")
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
_KEY = re.compile(r"([ ]*)([\w-]+):[ ]*(#.*)?$")


class Wording(Record, frozen=True):
    """The line to append: `says` has several values only for people, `fields` are the other keys in their order."""

    season: str
    question: str
    says: tuple[str, ...]
    fields: Mapping[str, str]


def with_line(text: str, wording: Wording) -> tuple[str, str]:
    """Give a ledger's text with one line more, and that line.

    The line stands below the last one on its question; the question and the season are added where they are missing.
    Raises UsageError when the file is written in a way that leaves no place for a line.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines()
    season = _block(lines, 0, len(lines), wording.season, "")
    line = f"- {{{', '.join(_parts(wording))}}}"
    if season is None:
        added = [f"{wording.season}:", f"  {wording.question}:", f"    {line}"]
        return newline.join([*lines, *added]) + newline, line
    start, end = season
    indent = _indent(lines, start + 1, end) or "  "
    question = _block(lines, start + 1, end, wording.question, indent)
    if question is None:
        _refuse_inline(lines[start + 1 : end], wording.question)
        at = _last(lines, start, end) + 1
        return newline.join(
            [*lines[:at], f"{indent}{wording.question}:", f"{indent}  {line}", *lines[at:]]
        ) + newline, line
    first, last = question
    inner = _indent(lines, first + 1, last) or f"{indent}  "
    at = _last(lines, first, last) + 1
    return newline.join([*lines[:at], inner + line, *lines[at:]]) + newline, line


def ledger_text(path: Path) -> str:
    """Read a ledger; empty where there is none yet."""
    try:
        return path.read_bytes().decode("utf-8-sig") if path.is_file() else ""
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name} is not UTF-8; mend it first") from error


def _parts(wording: Wording) -> list[str]:
    says = [_scalar(value) for value in wording.says]
    first = says[0] if len(says) == 1 else f"[{', '.join(says)}]"
    return [
        f"says: {first}",
        *(f"{key}: {_scalar(value, quoted=key == 'url')}" for key, value in wording.fields.items() if value),
    ]


def _scalar(value: str, *, quoted: bool = False) -> str:
    """Write a value as YAML: plain where that is safe, else in double quotes: `2026-12`, `"2027?"`."""
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_YAML and not quoted
    return value if plain else json.dumps(value, ensure_ascii=False)


def _block(lines: Sequence[str], start: int, end: int, name: str, indent: str) -> tuple[int, int] | None:
    """Find a key that stands alone in its line, and the end of what belongs to it."""
    for number in range(start, end):
        match = _KEY.fullmatch(lines[number])
        if match and match[1] == indent and match[2] == name:
            return number, next((n for n in range(number + 1, end) if _ends(lines[n], indent)), end)
    return None


def _ends(line: str, indent: str) -> bool:
    """Tell whether a line no longer belongs to the key above; a list may stand at the key's own indentation."""
    stripped = line.strip()
    depth = len(line) - len(line.lstrip(" "))
    return bool(stripped) and not stripped.startswith("#") and depth <= len(indent) and not stripped.startswith("- ")


def _indent(lines: Sequence[str], start: int, end: int) -> str:
    """Give the indentation of the first line with content."""
    found = (line for line in lines[start:end] if line.strip() and not line.strip().startswith("#"))
    first = next(found, "")
    return first[: len(first) - len(first.lstrip(" "))]


def _last(lines: Sequence[str], start: int, end: int) -> int:
    """Find the last line with content, so that empty lines and comments that follow stay below."""
    return max(
        n for n in range(start, end) if n == start or (lines[n].strip() and not lines[n].strip().startswith("#"))
    )


def _refuse_inline(lines: Sequence[str], question: str) -> None:
    if any(line.strip().startswith(f"{question}:") for line in lines):
        raise UsageError(f'"{question}" is written in one line of the ledger; write one line for each entry, below it')
