"""The stage: a tree beside output/ in which the new site is put together, file by file, from any process.

It is the tree of the build before last, brought up to date: what is equal to the published tree is the same file there
(a hard link), so a build writes what changed and not what exists. Nothing published is ever written to.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from fanwire.publish.glance import output_stamp
from fanwire.records.look import Stamp
from fanwire.records.record import Record

T = TypeVar("T")

_TRIES = 3


class Stage(Record, frozen=True):
    """Where the new tree grows and where the published one is, both absolute."""

    tree: str
    output: str


def put(stage: Stage, path: str, content: bytes | Path) -> tuple[Stamp, bool]:
    """Write one file of the new tree and tell its stamp, and whether its bytes are new.

    Bytes that are published already become a link to the published file, which so keeps its inode and its time.
    """
    target = f"{stage.tree}/{path}"
    new = content.read_bytes() if isinstance(content, Path) else content
    if _holds(f"{stage.output}/{path}", new):
        return link(stage, path), False
    if path.endswith("/index.html"):  # it has its folder to itself, which mostly is new too
        _make_folder(os.path.dirname(target))
    return _made(target, lambda: _written(target, new)), True


def put_aside(draft: str, output: str, path: str, content: bytes | Path) -> tuple[Stamp, bool]:
    """Write a file that shall take the place of a published one to `draft`; tell its stamp, and whether it is new.

    Nothing is written where those bytes are published already.
    """
    with suppress(FileNotFoundError):
        os.unlink(draft)  # of a build that was cut off
    new = content.read_bytes() if isinstance(content, Path) else content
    if _holds(f"{output}/{path}", new):
        return output_stamp(os.lstat(f"{output}/{path}")), False
    return _written(draft, new), True


def link(stage: Stage, path: str, known: Stamp | None = None) -> Stamp:
    """Make one file of the new tree the published one; a copy with its time where links aren't possible.

    Symbolic links stay what they are. Gives the stamp of the file in the new tree, which a link has in common with the
    published one: `known`, if that is known.
    """
    published, target = f"{stage.output}/{path}", f"{stage.tree}/{path}"
    if path.endswith("/index.html"):  # it has its folder to itself, which mostly is new too
        _make_folder(os.path.dirname(target))
    try:
        _made(target, lambda: os.link(published, target, follow_symlinks=False))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        _made(target, lambda: _copy(published, target))
        known = None
    return known or output_stamp(os.lstat(target))


def _copy(published: str, target: str) -> None:
    import shutil

    if os.path.lexists(target):  # it may be the published file itself, under a second name
        raise FileExistsError(target)
    shutil.copy2(published, target, follow_symlinks=False)


def make_folder(stage: Stage, path: str) -> None:
    """Make one folder of the new tree like the published one, which may be empty."""
    target = Path(stage.tree, path)
    if target.is_symlink() or not target.is_dir():
        _made(str(target), target.mkdir)
    target.chmod(Path(stage.output, path).stat().st_mode & 0o7777)


def remove(stage: Stage, paths: Iterable[str]) -> None:
    """Take files out of the new tree, and folders that this leaves empty."""
    for path in paths:
        file = Path(stage.tree, path)
        if path.endswith("/"):
            with suppress(OSError):  # it holds something, or is gone
                file.rmdir()
        if file.is_dir() and not file.is_symlink():
            continue
        with suppress(FileNotFoundError, NotADirectoryError):
            file.unlink()
        for folder in file.parents:
            if folder == Path(stage.tree) or not folder.is_dir() or os.listdir(folder):
                break
            folder.rmdir()


def _written(path: str, content: bytes) -> Stamp:
    """Write a file that isn't there yet; raises FileExistsError where it is."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        while content:
            content = content[os.write(descriptor, content) :]
        return output_stamp(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def _holds(path: str, content: bytes) -> bool:
    try:
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode) or found.st_size != len(content):
            return False
        with open(path, "rb", buffering=0) as stream:
            return stream.read() == content
    except (FileNotFoundError, NotADirectoryError):
        return False


def _made(target: str, make: Callable[[], T]) -> T:
    """Make a file at a path where a folder may be missing, or an older file or folder in the way.

    An older file is unlinked and never written to: the published tree may hold the same one.
    """
    for _ in range(_TRIES):
        try:
            return make()
        except FileNotFoundError:
            _make_folder(os.path.dirname(target))
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            _make_way(target)
    return make()


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    except (FileExistsError, NotADirectoryError):  # another process was faster, or a file is in the way
        pass


def _make_way(target: str) -> None:
    with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
        os.unlink(target)  # mostly it is an older file, and of those there may be many
        return
    whole = Path(target)
    if whole.is_dir() and not whole.is_symlink():
        import shutil

        shutil.rmtree(whole)
        return
    for path in (whole, *whole.parents):
        if path.is_symlink() or path.is_file():
            path.unlink(missing_ok=True)
            return
