"""Reading changed texts ahead of all else, in another process: it takes no schema, no YAML, no settings."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING

from fanwire.read.folders import content_files
from fanwire.read.keys import Parsing, key_start
from fanwire.records.memory import Kept, Memory, Survey

if TYPE_CHECKING:
    from fanwire.errors import Problem

TextsAhead = Mapping[str, Kept]
"""Texts that were read ahead, by their files, on their way into the memory."""


def parsed_ahead(survey: Survey, parsing: Parsing) -> TextsAhead:
    """Parse all texts of a survey; none of them when something is wrong with one.

    `parsing` are the settings that texts were parsed with in the last build.
    """
    from fanwire.read.texts import parse_texts

    problems: list[Problem] = []
    found = content_files(survey, problems)
    starts = [(text, key_start(text.file, parsing)) for text in found.texts]
    parsed = parse_texts(starts, parsing.root, parsing.timezone, parsing.untrusted)
    if problems or len(parsed) != len(survey.files) or any(each.problems for each in parsed):
        return {}
    return {each.file: Kept(each.key, each.document, each.text) for each in parsed}


def show_the_same(texts: TextsAhead, memory: Memory) -> bool:
    """Tell whether all these texts have the faces they had: then nothing but the texts of their bodies is new."""
    return all(face(text.document) == memory.faces.get(file) for file, text in texts.items())


def face(document: bytes) -> bytes:
    """Digest a stored document.

    It is all of a text that other pages can see, and that its own page shows besides its text.
    """
    return blake2b(document, digest_size=12).digest()
