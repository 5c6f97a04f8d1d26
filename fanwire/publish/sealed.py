"""Files of the memory, written at once and whole; most with a checksum, as whatever is damaged counts as nothing.

This module imports next to nothing, because a build with nothing to do reads such a file.
"""

import os
from zlib import crc32

_CHECK = 4  # bytes


def write_whole(path: "str | os.PathLike[str]", content: bytes) -> None:
    """Put a file in its place when all of it is on the disk."""
    draft = f"{os.fspath(path)}.new"
    with open(draft, "wb") as stream:
        stream.write(content)
    os.replace(draft, path)


def write_sealed(path: "str | os.PathLike[str]", content: bytes) -> None:
    """Write a file at once and whole, with a checksum in front."""
    write_whole(path, crc32(content).to_bytes(_CHECK) + content)


def read_sealed(path: "str | os.PathLike[str]") -> memoryview:
    """Read what `write_sealed` wrote; raises OSError, and ValueError where the checksum doesn't fit."""
    with open(path, "rb", buffering=0) as stream:
        content = memoryview(stream.read())
    if content[:_CHECK] != crc32(content[_CHECK:]).to_bytes(_CHECK):
        raise ValueError(f"{os.fspath(path)} is damaged")
    return content[_CHECK:]
