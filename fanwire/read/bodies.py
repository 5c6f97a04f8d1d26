"""Reading again texts of which perhaps nothing but the body changed: it takes no schema, no YAML, no settings."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

from fanwire.read.folders import content_files
from fanwire.read.keys import Parsing, key_start
from fanwire.records.memory import Kept, Memory, Survey
from fanwire.records.record import Record, replace

if TYPE_CHECKING:
    from fanwire.errors import Problem
    from fanwire.read.texts import Parsed


class Bodies(Record, frozen=True):
    """Texts that were parsed again and show no other face: what the memory shall keep, and the new key of each file."""

    fresh: tuple[Kept, ...]
    keys: Mapping[str, str]


def bodies(files: Sequence[str], survey: Survey, parsing: Parsing, memory: Memory) -> Bodies | None:
    """Parse files of which nothing but the text may have changed; None when more did, or when there are problems.

    `parsing` are the settings they were parsed with before.
    """
    parsed = _parsed(files, survey, parsing)
    same = all(face(each.document) == memory.faces.get(each.file) for each in parsed)
    if not same or len(parsed) != len(files):
        return None
    return Bodies(_kept(parsed), {each.file: each.key for each in parsed})


def texts_ahead(files: Sequence[str], survey: Survey, parsing: Parsing) -> tuple[Kept, ...]:
    """Parse texts before all else is known, for the memory; none of them when something is wrong with one."""
    return _kept(_parsed(files, survey, parsing))


def _parsed(files: Sequence[str], survey: Survey, parsing: Parsing) -> "list[Parsed]":
    from fanwire.read.texts import parse_texts

    problems: list[Problem] = []
    found = content_files(replace(survey, files={file: survey.files[file] for file in files}), problems)
    starts = [(text, key_start(text.file, parsing)) for text in found.texts]
    parsed = parse_texts(starts, parsing.root, parsing.timezone, parsing.untrusted)
    return [] if problems or any(each.problems for each in parsed) else parsed


def _kept(parsed: "Sequence[Parsed]") -> tuple[Kept, ...]:
    return tuple(Kept(each.key, each.document, each.text) for each in parsed)


def face(document: bytes) -> bytes:
    """Digest a stored document.

    It is all of a text that other pages can see, and that its own page shows besides its text.
    """
    return blake2b(document, digest_size=12).digest()
