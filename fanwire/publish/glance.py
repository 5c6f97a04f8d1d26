"""A glance at the last build: what it left, kept so that a few comparisons tell that there is nothing to do.

It holds the same facts as `memory`, in the form in which they are compared whole. Where it says "changed" or can't be
read, that is not the last word: the build then looks at the memory, which tells what changed. Like the facts it is
bound to the tree it describes by its inode.
"""

import fcntl
import marshal
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from operator import attrgetter
from typing import IO

from fanwire.publish.sealed import read_sealed, write_sealed
from fanwire.records.look import Left, Stamp
from fanwire.records.packed import packed

output_stamp = attrgetter("st_size", "st_mtime_ns", "st_ino")
"""Takes what tells one state of an output from another; not its `st_ctime`, which each new link to it changes."""


def memory_place(output: str) -> str:
    """Name the folder of an output folder's memory: `site/output -> site/.fanwire/output`."""
    top, name = os.path.split(output)
    return f"{top}/.fanwire/{name}"


def aside_place(output: str) -> str:
    """Name where an exchange by renames puts the old tree for an instant: `site/output -> site/.output.previous`."""
    top, name = os.path.split(output)
    return f"{top}/.{name}.previous"


def glance(output: str, holds: Callable[[Left], bool]) -> Left | None:
    """Tell what the last build left, if `holds` says that it still holds, and every output is as it was left.

    None also while another build is at work, and where an exchange was cut off.
    """
    folder = memory_place(output)
    try:
        with open(lock_place(folder), "rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left = _recalled(glance_place(folder, output))
            whole = left and holds(left) and not os.path.lexists(aside_place(output)) and _is_as_left(output, left)
            return left if whole else None
    except OSError:
        return None


def keep_glance(folder: str, tree: str, left: Left) -> None:
    """Keep what a build leaves in a tree that is published or going to be; `folder` is that of the memory."""
    write_sealed(glance_place(folder, tree), packed(left))


def lock_place(folder: str) -> str:
    """Name the file that a build locks; `folder` is that of the memory."""
    return f"{folder}/lock"


@contextmanager
def open_lock(output: str) -> Iterator[IO[str] | None]:
    """Open the file that builds of an output folder lock; None where there was no build yet."""
    with ExitStack() as stack:
        stream = None
        with suppress(OSError):
            stream = stack.enter_context(open(lock_place(memory_place(output)), "r+"))
        yield stream


def glance_place(folder: str, tree: str) -> str:
    """Name the file of a tree's glance: `site/.fanwire/output/glance-4711`."""
    return f"{folder}/glance-{os.stat(tree).st_ino}"


def all_as_left(output: str, paths: Iterable[str], stamps: list[Stamp]) -> bool:
    """Tell whether these outputs are there, each with its stamp."""
    try:
        return _stamps(output, paths) == stamps
    except OSError:
        return False


def packed_outputs(stamps: Iterable[tuple[str, Stamp]]) -> tuple[str, bytes]:
    """Pack outputs with their stamps for `Left`."""
    listed = dict(stamps)
    return "".join(f"{path}\0" for path in listed), packed(list(listed.values()))


def _recalled(path: str) -> Left | None:
    try:
        left: Left = marshal.loads(read_sealed(path))  # noqa: S302 - written by us, and checked
    except (ValueError, EOFError, TypeError):  # damaged, or by us, but with another Python
        return None
    return left


def _is_as_left(output: str, left: Left) -> bool:
    paths, stamps = left[-2:]
    return packed(_stamps(output, paths.split("\0")[:-1])) == stamps


def _stamps(output: str, paths: Iterable[str]) -> list[Stamp]:
    return list(map(output_stamp, map(os.lstat, map(f"{output}/".__add__, paths))))
