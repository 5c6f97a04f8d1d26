r"""The plainest YAML, read line by line in a fourth of the time: `key: value`, lists and mappings, one to a line.

It gives what PyYAML would give, to the last column, or nothing. Whatever it isn't sure of (quotes in quotes, values on
several lines, comments behind values, `key:` without a value, a key given twice ...) is left to PyYAML. The rules are
those of YAML 1.1 as libyaml reads it, narrowed: a plain text begins with a letter or a digit, has no `: ` and no ` #`,
and within brackets none of `,[]{}:#?"` either.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fanwire.read.yaml_text import Path, Place, Value

_LINE = re.compile(r"( *)(?:([A-Za-z_][\w-]{0,80}):(?: +|$)|- +(?=[^ ]))", re.ASCII)
_KEY = re.compile(r"([A-Za-z_][\w-]{0,80}): +", re.ASCII)
_TEXT = re.compile(r"""([^\s!-'*-.:-@\[-`{-~](?:[^,\[\]{}:#?"]*[^ ,\[\]{}:#?"])?)|"([^"\\]*)"|'([^']*)'""")
_COMMA = re.compile(r" *, *")
_NOTHING = frozenset({"null"})
_MAX_DEPTH, _MAX_LENGTH = 8, 4_000_000

_FOLDED = ">-"

_Line = tuple[int, int, str | None, int, str, str]
"""Its number, its indentation, its key (None for an item of a list), where its value begins, all of it, and the text
below it where its value is `>-`."""


class _Unsure(Exception):
    """Leaves the text to PyYAML; never leaves this module."""


def plain_mapping(text: str, first_line: int) -> "tuple[dict[str, Value], dict[Path, Place]] | None":
    r"""Read a mapping: `"title: x\n"` from line 2 on -> `({"title": "x"}, {(): (2, 1), ("title",): (2, 8), ...})`.

    None where the text is not plain, whether or not it is YAML.
    """
    # Without tabs, control characters, line ends that only Unicode knows, and all that libyaml refuses.
    if len(text) > _MAX_LENGTH or not text.replace("\n", "").isprintable():
        return None
    places: dict[Path, Place] = {}
    try:
        lines = _lines(text, first_line)
        if not lines or lines[0][2] is None:
            return None
        value, end = _mapping(lines, 0, (), places)
    except _Unsure:
        return None
    return (value, places) if end == len(lines) else None


def _lines(text: str, first_line: int) -> list[_Line]:
    found: list[_Line] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line, number = lines[at], at + first_line
        at += 1
        match = _LINE.match(line)
        if match:
            indent, start = match.end(1), match.end()
            below = ""
            if match[2] is not None and line.endswith(_FOLDED) and start == len(line) - len(_FOLDED):
                below, at = _folded(lines, at, indent)
            found.append((number, indent, match[2], start, line, below))
        elif line.lstrip(" ")[:1] not in {"", "#"}:
            raise _Unsure
    return found


def _folded(lines: list[str], at: int, indent: int) -> tuple[str, int]:
    """Read the lines below `key: >-`, all in one column and none of them empty, as one line."""
    end = at
    while end < len(lines) and (not lines[end] or lines[end].startswith(" " * (indent + 1))):
        end += 1
    texts = "\n".join(lines[at:end]).rstrip("\n").split("\n")
    margin = len(texts[0]) - len(texts[0].lstrip(" "))
    if any(len(each) <= margin or each[margin] == " " or each[-1] == " " or each[:margin].strip() for each in texts):
        raise _Unsure
    return " ".join(each[margin:] for each in texts), end


def _mapping(lines: list[_Line], at: int, path: "Path", places: "dict[Path, Place]") -> "tuple[dict[str, Value], int]":
    """Read the keys that stand in one column, from line `at` on; gives the line that is none of them, too."""
    found: dict[str, Value] = {}
    indent = lines[at][1]
    places[path] = lines[at][0], indent + 1
    while at < len(lines):
        number, column, key, start, line, below = lines[at]
        if column != indent or key is None:
            break
        if key in found:
            raise _Unsure
        inner = (*path, key)
        places[(*inner, "")] = number, indent + 1
        at += 1
        if below:
            found[key], places[inner] = below, (number, start + 1)
        elif start < len(line):
            found[key] = _value(line, start, number, inner, places)
        else:
            found[key], at = _nested(lines, at, indent, inner, places)
    return found, at


def _nested(lines: list[_Line], at: int, indent: int, path: "Path", places: "dict[Path, Place]") -> "tuple[Value, int]":
    """Read what stands below a key: keys further in, or a list, which may stand in the key's own column."""
    if at == len(lines) or len(path) > _MAX_DEPTH:
        raise _Unsure
    _, column, key, *_ = lines[at]
    if column < indent or (column == indent and key is not None):
        raise _Unsure
    if key is not None:
        return _mapping(lines, at, path, places)
    places[path] = lines[at][0], column + 1
    items: list[Value] = []
    while at < len(lines) and lines[at][1] == column and lines[at][2] is None:
        number, _, _, start, line, _ = lines[at]
        items.append(_value(line, start, number, (*path, len(items)), places))
        at += 1
    return items, at


def _value(line: str, start: int, number: int, path: "Path", places: "dict[Path, Place]") -> "Value":
    """Read the one value that stands in the rest of a line."""
    first = line[start]
    if first in "[{":
        value, end = _bracketed(line, start, number, path, places)
        if line[end:].strip(" "):
            raise _Unsure
        return value
    places[path] = number, start + 1
    text = line[start:].rstrip(" ")
    if first in "\"'":
        inner = text[1:-1]
        if len(text) > 1 and text[-1] == first and first not in inner and (first == "'" or "\\" not in inner):
            return inner
        raise _Unsure
    is_plain = first >= "\u00a1" or first.isalnum() or first in "/()"
    if not is_plain or ": " in text or text[-1] == ":" or " #" in text or text in _NOTHING:
        raise _Unsure
    return text


def _bracketed(line: str, start: int, number: int, path: "Path", places: "dict[Path, Place]") -> "tuple[Value, int]":
    """Read `[a, b]` or `{a: b}`; gives the column behind it, too."""
    places[path] = number, start + 1
    if len(path) > _MAX_DEPTH:
        raise _Unsure
    is_list = line[start] == "["
    close = "]" if is_list else "}"
    items: list[Value] = []
    found: dict[str, Value] = {}
    at = start + 1
    while line[at : at + 1] == " ":
        at += 1
    if line[at : at + 1] == close:
        return (items if is_list else found), at + 1
    while True:
        if is_list:
            value, at = _inner(line, at, number, (*path, len(items)), places)
            items.append(value)
        else:
            key = _KEY.match(line, at)
            if not key or key[1] in found:
                raise _Unsure
            places[*path, key[1], ""] = number, at + 1
            found[key[1]], at = _inner(line, key.end(), number, (*path, key[1]), places)
        comma = _COMMA.match(line, at)
        if comma:
            at = comma.end()
            continue
        while line[at : at + 1] == " ":
            at += 1
        if line[at : at + 1] != close:
            raise _Unsure
        return (items if is_list else found), at + 1


def _inner(line: str, at: int, number: int, path: "Path", places: "dict[Path, Place]") -> "tuple[Value, int]":
    if line[at : at + 1] in {"[", "{"}:
        return _bracketed(line, at, number, path, places)
    match = _TEXT.match(line, at)
    if not match or match[0] in _NOTHING:
        raise _Unsure
    places[path] = number, at + 1
    return match[match.lastindex or 0], match.end()
