"""A look at every file the site consists of, without reading any: enough to tell whether anything changed at all.

This module imports next to nothing, because a build with nothing to do ends here: importing pathlib, typing and hashlib
would take as long as looking at three thousand files.
"""

import os
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from operator import attrgetter
from time import time_ns

from fanwire.records.look import Look, Stamp
from fanwire.records.packed import packed

_TOPS = ("content", "static", "templates")
# A file changed so shortly ago could change again within one tick of the file system's clock, and its stamp would be
# the same. Such a file gets a stamp that never comes back, so the next build looks at its bytes.
_GRAIN = 100_000_000  # nanoseconds
_ENGINE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))

stamp = attrgetter("st_size", "st_ctime_ns", "st_ino")
"""Takes what tells one state of a file from another: of its times the one that no program can set back."""


def look(root: str) -> Look:
    """Stamp every input of the site in `root`, the theme's files and the engine included."""
    now = time_ns()
    files: dict[str, Stamp] = {}
    irregular: dict[str, str] = {}
    settings = f"{root}/site.yaml"
    if os.path.isfile(settings):
        files["site.yaml"] = stamp(os.stat(settings))
    for top in _TOPS:
        _walk(root, top, "", files, irregular)
    theme = theme_place()
    if theme != root:
        for top in ("static", "templates"):
            _walk(theme, top, "theme/", files, irregular)
    code = {path: stamp(os.stat(path)) for path in code_files()}
    return _settled(files, now), irregular, (sys.version, _settled(code, now), libraries())


def packed_look(look: Look) -> bytes:
    """Write a look so that equal bytes are equal looks; nothing where it holds what every build has to complain of."""
    return b"" if look[1] else packed(look)


def theme_place() -> str:
    """Find the packaged theme: beside the engine in an installed wheel, at the top of the repository in a checkout."""
    packaged = f"{_ENGINE}/theme"
    return packaged if os.path.isdir(packaged) else os.path.dirname(_ENGINE)


def code_files() -> Iterator[str]:
    """Name all files of Fanwire's own code."""
    return _code(_ENGINE)


def libraries() -> tuple[str, ...]:
    """Name the installed libraries with their versions: `jinja2-3.1.6.dist-info`."""
    spec = PathFinder.find_spec("yaml")
    folder = os.path.dirname(os.path.dirname(spec.origin)) if spec and spec.origin else _ENGINE
    return tuple(sorted(name for name in os.listdir(folder) if name.endswith(".dist-info")))


def _settled(files: dict[str, Stamp], now: int) -> dict[str, Stamp]:
    return {path: each if each[1] < now - _GRAIN else (each[0], now, each[2]) for path, each in files.items()}


def _code(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield entry.path
            elif entry.is_dir() and entry.name not in {"__pycache__", "starter", "theme"}:
                yield from _code(entry.path)


def _walk(root: str, top: str, prefix: str, files: dict[str, Stamp], irregular: dict[str, str]) -> None:
    """Stamp the files below a folder; hidden files and editors' backups are no part of a site."""
    if not prefix and os.path.islink(f"{root}/{top}"):
        irregular[top] = "link"
        return
    pending = [top] if os.path.isdir(f"{root}/{top}") else []
    while pending:
        folder = pending.pop()
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                name = entry.name
                if name.startswith(".") or name.endswith("~"):
                    continue
                path = f"{folder}/{name}"
                if not name.isascii() and _readable(name) != name:
                    irregular[f"{prefix}{folder}/{_readable(name)}"] = "name"
                elif entry.is_file(follow_symlinks=False):
                    files[prefix + path] = stamp(entry.stat(follow_symlinks=False))
                elif entry.is_dir(follow_symlinks=False):
                    pending.append(path)
                else:
                    irregular[prefix + path] = "link" if entry.is_symlink() else "other"


def _readable(name: str) -> str:
    r"""Spell a name of bytes that are no UTF-8, which Python holds as lone surrogates: `\xff.svg`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
