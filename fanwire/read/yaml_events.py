"""YAML of any kind, read by PyYAML: the only module that imports it.

It reads events, not nodes, because PyYAML's C loader dies on thousands of nested brackets: depth, size and the
dangerous parts of the language (tags, anchors, aliases) are refused on the way.
"""

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

import yaml

from fanwire.errors import Problem, Where
from fanwire.records.record import Record

if TYPE_CHECKING:
    from fanwire.read.yaml_text import Path, Place, Value

_MAX_BYTES, _MAX_DEPTH = 4_000_000, 24
_NOTHING = frozenset({"", "~", "null"})
_Loader: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mark(Protocol):
    """A place in YAML text, counted from 0: PyYAML has two such classes, one for each of its parsers."""

    line: int
    column: int


class _Refused(Exception):
    """Ends the reading of one file; never leaves this module."""

    def __init__(self, mark: Mark | None, message: str, hint: str) -> None:
        self.mark, self.message, self.hint = mark, message, hint
        super().__init__(message)


def parse_events(
    text: str, file: str, first_line: int, problems: list[Problem]
) -> "tuple[dict[str, Value], dict[Path, Place]] | None":
    """Read a YAML mapping as `yaml_text.parse` does: its values and their places, or None and the problems."""
    if len(text) > _MAX_BYTES:
        problems.append(
            Problem(Where(file, first_line), f"{len(text):,} bytes of YAML; at most {_MAX_BYTES:,} are read")
        )
        return None
    builder = _Builder(file, first_line, problems, {})
    try:
        events = _events(text)
        value = builder.node(next(events, None), events, (), 0)
        deque(events, maxlen=0)  # what follows must be nothing
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax(error, file, first_line))
        return None
    except _Refused as refusal:
        problems.append(Problem(builder.where(refusal.mark), refusal.message, refusal.hint))
        return None
    except (yaml.YAMLError, UnicodeError) as error:
        problems.append(Problem(Where(file, first_line), f"not readable as YAML: {str(error).splitlines()[0]}"))
        return None
    if value is None:
        return {}, {}
    if not isinstance(value, dict):
        problems.append(
            Problem(Where(file, first_line, 1), "expected keys with values", 'write "title: ..." and so on')
        )
        return None
    return value, builder.places


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield what stands between the start and the end of the (only) document."""
    documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Refused(event.start_mark, "a second YAML document begins", "take the line of --- out")
        elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
            yield event


class _Builder(Record, frozen=True):
    file: str
    first_line: int
    problems: list[Problem]
    places: "dict[Path, Place]"

    def where(self, mark: Mark | None) -> Where:
        return Where(self.file, *self.place(mark)) if mark else Where(self.file, self.first_line)

    def place(self, mark: Mark | None) -> "Place":
        if mark is None:
            return self.first_line, 1
        return mark.line + self.first_line, mark.column + 1

    def node(self, event: yaml.Event | None, events: Iterator[yaml.Event], path: "Path", depth: int) -> "Value | None":
        """Build the value that `event` opens; None for an empty scalar."""
        if event is None:
            return None
        _refuse(event, depth)
        self.places[path] = self.place(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return None if not event.style and event.value in _NOTHING else str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path, depth)
        return self._mapping(events, path, depth)

    def _sequence(self, events: Iterator[yaml.Event], path: "Path", depth: int) -> "list[Value]":
        items: list[Value] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            value = self.node(event, events, (*path, len(items)), depth + 1)
            items.append("" if value is None else value)
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: "Path", depth: int) -> "dict[str, Value]":
        found: dict[str, Value] = {}
        seen: dict[str, Place] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(event.start_mark, "a key that is not plain text", "quote it if it begins with [ or {")
            _refuse(event, depth)
            key, place = str(event.value), self.place(event.start_mark)
            if key in seen:
                message, hint = f'key "{key}" stands here a second time', f"first in line {seen[key][0]}"
                self.problems.append(Problem(Where(self.file, *place), message, hint))
            value = self.node(next(events), events, (*path, key), depth + 1)
            if value is not None and key not in seen:
                found[key] = value
            seen.setdefault(key, place)
            self.places[(*path, key, "")] = place
        return found


def _refuse(event: Any, depth: int) -> None:  # noqa: ANN401 - anchor and tag are not in the stubs of every event
    mark = event.start_mark
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise _Refused(
            mark, "YAML anchors and aliases (& and *) are not read", "quote the value if it begins with & or *"
        )
    if event.tag is not None:
        raise _Refused(mark, f"the YAML tag {event.tag} is not read", "quote the value if it begins with !")
    if depth > _MAX_DEPTH:
        raise _Refused(mark, f"values nested more than {_MAX_DEPTH} deep", "")


def _syntax(error: yaml.MarkedYAMLError, file: str, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    where = Where(file, mark.line + first_line, mark.column + 1) if mark else Where(file, first_line)
    return Problem(where, f"not readable as YAML: {error.problem or error.context}", _hint(str(error.problem)))


def _hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return 'quote a value that has a colon and a space in it: title: "Season 2: filming"'
    if "tab character" in problem or "found character" in problem:
        return "indent with spaces, not with tabs"
    if "expected <block end>" in problem or "did not find expected" in problem:
        return "check indentation, brackets and quotes in the line above"
    return ""
