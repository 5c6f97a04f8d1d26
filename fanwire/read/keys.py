"""Keys: the name of a parsed file in the memory, digests of its bytes, its path and the settings it was parsed with."""

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from fanwire.records.config import Config
from fanwire.records.memory import Memory, Survey
from fanwire.records.record import Record

_PREFIX, _CONTENT = 6, 14  # bytes of the two digests


class Parsing(Record, frozen=True):
    """The settings that parsing a text depends on; with the path and the bytes of a file they make its key."""

    root: str
    timezone: str
    untrusted: tuple[str, ...]


def parsing_of(config: Config) -> Parsing:
    """Name the settings that parsing depends on."""
    return Parsing(str(config.root), config.settings.timezone, config.settings.untrusted)


def key_start(file: str, parsing: Parsing) -> str:
    """Begin the key of a file: a digest of its path and the settings, twelve hexadecimal digits."""
    settings = f"{parsing.timezone}|{','.join(parsing.untrusted)}|{file}|"
    return blake2b(settings.encode(), digest_size=_PREFIX).hexdigest()


def document_key(start: str, content: bytes) -> str:
    """Complete a key by the digest of the very bytes that are parsed."""
    return start + blake2b(content, digest_size=_CONTENT).hexdigest()


def remembered_keys(survey: Survey, parsing: Parsing, memory: Memory) -> Mapping[str, str]:
    """Find the keys of files whose stamps are the same as at the last build; none where the settings aren't."""
    if memory.parsing != (parsing.root, parsing.timezone, parsing.untrusted):
        return {}
    stamps = survey.files
    return {file: key for file, (stamp, key) in memory.stamps.items() if key and stamps.get(file) == stamp}


def key_of(file: str, parsing: Parsing) -> str:
    """Make the key of a file by looking at its bytes."""
    return document_key(key_start(file, parsing), (Path(parsing.root) / file).read_bytes())
