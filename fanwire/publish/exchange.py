"""Putting a finished tree in the place of the old one, in one step.

No reader and no power cut can see the middle of it. Linux has renameat2 with RENAME_EXCHANGE (man 2 renameat2), macOS
renamex_np with RENAME_SWAP. Elsewhere two renames do it: for an instant there is no output folder, and `restore` mends
what a killed process left at that instant.
"""

import os
import sys
from pathlib import Path

from fanwire.publish.glance import aside_place

_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2


def exchange(new: Path, output: Path) -> None:
    """Publish the tree `new` at `output`; the old tree, if there is one, is at `new` afterwards."""
    if not output.exists():
        os.rename(new, output)
    elif not _exchanged(os.fsencode(new), os.fsencode(output)):
        aside = _aside(output)
        os.rename(output, aside)
        os.rename(new, output)
        os.rename(aside, new)


def restore(output: Path) -> None:
    """Mend what the fallback left when it was cut off: the old tree comes back, or goes where the new one is out."""
    aside = _aside(output)
    if not aside.exists():
        return
    if output.exists():
        import shutil

        shutil.rmtree(aside)
    else:
        os.rename(aside, output)


def _aside(output: Path) -> Path:
    return Path(aside_place(str(output)))


def _exchanged(one: bytes, other: bytes) -> bool:
    """Exchange two folders in one system call; tell whether this platform and file system can."""
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        return bool(library.renamex_np(one, other, _RENAME_SWAP) == 0)
    if not hasattr(library, "renameat2"):
        return False
    return bool(library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE) == 0)
