"""The bulk of what is remembered of a build, in one checked file, and what a later build changed of it.

Most builds change few facts of many. So both trees share one such file, and each tree's own holds its changes.
"""

import marshal
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from fanwire.publish.sealed import read_sealed, write_sealed
from fanwire.records.memory import Facts, Memory, Remembered
from fanwire.records.packed import packed

T = TypeVar("T")

# With more changes than one in so many facts, all are written anew.
_SHARE = 8


def changes_since(facts: Facts, memory: Memory) -> tuple[Any, ...] | None:
    """List what is other in a memory than in some facts, for `with_changes`; None where that is much."""
    outputs, gone = _changes(facts.outputs, memory.outputs)
    changes = (
        _changes(facts.stamps, memory.stamps),
        _changes(facts.faces, memory.faces),
        ({path: _plain(made) for path, made in outputs.items()}, gone),
    )
    count = sum(len(changed) + len(lost) for changed, lost in changes)
    return changes if count * _SHARE <= len(memory.stamps) + len(memory.outputs) else None


def with_changes(facts: Facts, changes: Any) -> Facts:  # noqa: ANN401 - what `changes_since` gave, read from a file
    """Give facts as they are after some changes."""
    stamps, faces, (outputs, gone) = changes
    return Facts(
        facts.name,
        _applied(facts.stamps, *stamps),
        _applied(facts.faces, *faces),
        _applied(facts.outputs, {path: Remembered(*made) for path, made in outputs.items()}, gone),
    )


def write_facts(folder: Path, memory: Memory) -> str:
    """Write all facts of a memory to a new file and give its name."""
    name, made = f"facts-{os.urandom(8).hex()}", memory.outputs.values()
    parts = (
        dict(memory.stamps), dict(memory.faces), list(memory.outputs),
        [each.inputs for each in made], [each.stamp for each in made], [each.bodies for each in made],
    )  # fmt: skip
    write_sealed(folder / name, packed([packed(part) for part in parts]))
    return name


def read_facts(folder: Path, name: str) -> Facts | None:
    """Read facts by the name of their file; None where it is gone, damaged, or was written by another Python."""
    try:
        parts = map(marshal.loads, marshal.loads(read_sealed(folder / name)))  # noqa: S302 - written by us, and checked
        stamps, faces, paths, *made = parts
        return Facts(name, stamps, faces, dict(zip(paths, map(Remembered, *made), strict=True)))
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _changes(before: Mapping[str, T], now: Mapping[str, T]) -> tuple[dict[str, T], tuple[str, ...]]:
    """Tell what is new or other, and what is gone: `({"a": 1, "b": 2}, {"a": 3}) -> ({"a": 3}, ("b",))`."""
    find = before.get
    other = {key: value for key, value in now.items() if (known := find(key)) is not value and known != value}
    return other, tuple(before.keys() - now.keys())


def _applied(before: Mapping[str, T], changed: Mapping[str, T], gone: tuple[str, ...]) -> dict[str, T]:
    after = {**before, **changed}
    for key in gone:
        del after[key]
    return after


def _plain(made: Remembered) -> tuple[object, ...]:
    return made.inputs, made.stamp, made.bodies
