"""Comparing what is published with a clean build of it, file by file."""

from collections.abc import Iterable
from pathlib import Path

from fanwire.errors import Unverified


def compared(outputs: Iterable[str], output: Path, clean: Path) -> int:
    """Count the files that are equal. `outputs` names those of `output` that Fanwire made; others are left aside.

    Raises Unverified with a line for each file that is missing, left over or different.
    """
    made = {str(file.relative_to(clean)) for file in clean.rglob("*") if not file.is_dir()}
    found = [line for path in sorted(made.union(outputs)) if (line := _difference(path, output, clean))]
    if found:
        raise Unverified(found, len(made.union(outputs)) - len(found))
    return len(made)


def _difference(path: str, output: Path, clean: Path) -> str:
    here, there = _bytes(output / path), _bytes(clean / path)
    if here == there:
        return ""
    if there is None:
        return f"{path}  is left over: a clean build doesn't make it"
    if here is None:
        return f"{path}  is missing"
    place = next(
        (at for at, (one, other) in enumerate(zip(here, there, strict=False)) if one != other),
        min(len(here), len(there)),
    )
    line = here.count(b"\n", 0, place) + 1
    return f"{path}:{line}  differs from byte {place:,} on"


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() and not file.is_symlink() else None
