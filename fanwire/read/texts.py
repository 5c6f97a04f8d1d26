"""Parsing text files: a task that any process can take, files in and finished records out.

One hanging or bottomless document must not take the build with it: each has a time limit and a depth limit.
"""

import marshal
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from types import FrameType
from zoneinfo import ZoneInfo

from fanwire.errors import Problem, Where
from fanwire.read.folders import Kind, TextFile
from fanwire.read.front_matter import cut, decoded
from fanwire.read.keys import document_key
from fanwire.read.markup.body import ReadBody, body_reader
from fanwire.read.moments import moment
from fanwire.read.sanitise import sanitised
from fanwire.read.schema import typed
from fanwire.read.yaml_text import Tree, parse
from fanwire.records.document import Document, Text, head_positions
from fanwire.records.matter import ArticleMatter, AuthorMatter, Matter, PageMatter, PersonMatter, ShowMatter
from fanwire.records.record import Record
from fanwire.records.stored import stored

_RECORDS: Mapping[Kind, type[Matter]] = {
    "articles": ArticleMatter,
    "pages": PageMatter,
    "shows": ShowMatter,
    "people": PersonMatter,
    "authors": AuthorMatter,
}
_SECONDS = 20.0
_DEPTH = 12_000


class _Overtime(Exception):
    """Ends the parsing of one file; never leaves this module."""


class Parsed(Record, frozen=True):
    """One file, parsed: the stored document (empty when there are problems) and its marshalled text."""

    file: str
    key: str
    document: bytes
    text: bytes
    problems: tuple[Problem, ...]


def parse_texts(
    texts: Sequence[tuple[TextFile, str]], root: str, timezone: str, untrusted: tuple[str, ...]
) -> list[Parsed]:
    """Parse files, each with the beginning of its key; every problem of every file comes back with it."""
    zone = ZoneInfo(timezone)
    made = []
    with _limits() as limit_to:
        for text, start in texts:
            problems: list[Problem] = []
            key, blob = "", b""
            words: Text = ()
            read_body = _body_reader(sanitise=_is_untrusted(text.file, untrusted))
            try:
                with open(f"{root}/{text.file}", "rb", buffering=0) as stream:  # noqa: PTH123 - in a third of the time
                    content = stream.read()
                key = document_key(start, content)  # the file may have changed since it was looked at
                try:
                    limit_to(_SECONDS)
                    document, words = _document(text, content, zone, read_body, problems)
                    blob = stored(document) if document and not problems else b""
                finally:
                    limit_to(0)
            except _Overtime:
                limit_to(0)  # the alarm may have cut that short
                _body_reader.cache_clear()  # a converter that was interrupted would go on where it was
                hint = "look for long runs of brackets or asterisks"
                problems.append(Problem(Where(text.file), f"takes longer than {_SECONDS:.0f} s to convert", hint))
            except RecursionError:
                _body_reader.cache_clear()
                hint = "look for long runs of > or of lists"
                problems.append(Problem(Where(text.file), "is nested too deeply to convert", hint))
            made.append(Parsed(text.file, key, b"" if problems else blob, marshal.dumps(words), tuple(problems)))
    return made


@cache
def _body_reader(*, sanitise: bool) -> ReadBody:
    """Keep one converter in each process: making it costs as much as sixty articles."""
    return body_reader(sanitised if sanitise else None)


def _document(
    text: TextFile, content: bytes, zone: ZoneInfo, read_body: ReadBody, problems: list[Problem]
) -> tuple[Document | None, Text]:
    decoded_text = decoded(content, text.file, problems)
    halves = cut(decoded_text, text.file, problems) if decoded_text is not None else None
    if halves is None:
        return None, ()
    tree = parse(halves.head, text.file, 2, problems)
    if tree is None:
        return None, ()
    if text.kind == "articles":
        tree = _dated(tree, text, zone, problems)
    matter = typed(_RECORDS[text.kind], tree, text.file, zone, problems)
    body, words = read_body(halves.body, text.file, text.folder, halves.body_line, problems)
    if matter is None:
        return None, ()
    return Document(text.file, text.folder, text.id, matter, body, head_positions(tree.places)), words


def _dated(tree: Tree, text: TextFile, zone: ZoneInfo, problems: list[Problem]) -> Tree:
    """Take the date of the file's name where the front matter has none; having neither is a problem."""
    if "date" in tree.value:
        return tree
    if not text.date:
        hint = "write date: 2026-08-22, or begin the file's name with it"
        problems.append(Problem(Where(text.file, 1, 1), 'the key "date" is missing', hint))
        return tree
    try:
        moment(text.date, zone)
    except ValueError:
        problems.append(
            Problem(Where(text.file), f"the file's name begins with {text.date}, a day no calendar has", "rename it")
        )
        return tree
    return Tree({**tree.value, "date": text.date}, tree.places, tree.file)


def _is_untrusted(file: str, folders: tuple[str, ...]) -> bool:
    return any(file.startswith(f"{folder.strip('/')}/") for folder in folders)


@contextmanager
def _limits() -> Iterator[Callable[[float], None]]:
    """Bound depth, and time where the platform has timers and this is the main thread.

    Gives a function that starts to count so many seconds, or stops with 0.
    """
    depth = sys.getrecursionlimit()
    sys.setrecursionlimit(max(depth, _DEPTH))
    timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGALRM, _overtime) if timed else None

    def limit_to(seconds: float) -> None:
        try:
            if timed:
                # Once more and more often, as a library may swallow an exception.
                signal.setitimer(signal.ITIMER_REAL, seconds, seconds / 20)
        except _Overtime:  # at the last moment
            limit_to(seconds)

    try:
        yield limit_to
    finally:
        limit_to(0)
        if timed:
            signal.signal(signal.SIGALRM, before)
        sys.setrecursionlimit(depth)


def _overtime(_number: int, _frame: FrameType | None) -> None:
    raise _Overtime
