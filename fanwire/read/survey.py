"""A look at every file the site consists of, without reading any: enough to tell whether anything changed at all.

This module imports nothing but the standard library, because a build with nothing to do ends here.
"""

import os
import stat
import sys
from collections.abc import Iterator
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from time import time_ns

from fanwire.errors import UsageError
from fanwire.records.memory import Stamp, Survey

_TOPS = ("content", "static", "templates")
# A file changed so shortly ago could change again within one tick of the file system's clock, and its stamp would be
# the same. Such a file gets a stamp that never comes back, so the next build looks at its bytes.
_GRAIN = 100_000_000  # nanoseconds
_ENGINE = Path(__file__).resolve().parents[1]


def survey(root: Path) -> Survey:
    """Stamp every input of the site in `root`, the theme's files and the engine included."""
    now = time_ns()
    files: dict[str, Stamp] = {}
    irregular: dict[str, str] = {}
    settings = root / "site.yaml"
    if settings.is_file():
        files["site.yaml"] = stamp(settings.stat())
    for top in _TOPS:
        _walk(root, top, "", files, irregular)
    theme = theme_folder()
    if theme != root:
        for top in ("static", "templates"):
            _walk(theme, top, "theme/", files, irregular)
    settled = {path: each if each[1] < now - _GRAIN else (each[0], now, each[2]) for path, each in files.items()}
    return Survey(settled, irregular, engine_digest())


def stamp(result: os.stat_result) -> Stamp:
    """Take what tells one state of a file from another: of its times the one that no program can set back."""
    return result.st_size, result.st_ctime_ns, result.st_ino


def theme_folder() -> Path:
    """Find the packaged theme: beside the engine in an installed wheel, at the top of the repository in a checkout."""
    packaged = _ENGINE / "theme"
    return packaged if packaged.is_dir() else _ENGINE.parent


def output_folder(root: Path, wanted: Path | None) -> Path:
    """Find the output folder, and refuse one whose contents a build must not touch."""
    output = (wanted or root / "output").resolve()
    inside = [root / name for name in ("content", "templates", "static", "fanwire", "tests")]
    if output == root or output in root.parents or any(output == each or each in output.parents for each in inside):
        raise UsageError(f"--output {output} would overwrite the site's own files: name another folder")
    if output.exists() and not output.is_dir():
        raise UsageError(f"--output {output} is a file: name a folder")
    return output


def engine_digest() -> str:
    """Digest all that decides how inputs become outputs: Fanwire's code, Python, and the versions of every library."""
    digest = blake2b(sys.version.encode(), digest_size=16)
    for path in sorted(_code(str(_ENGINE))):
        digest.update(path.encode())
        with open(path, "rb", buffering=0) as code:  # noqa: PTH123 - a Path for each costs more than the reading
            digest.update(code.read())
    spec = find_spec("yaml")
    libraries = Path(spec.origin).parents[1] if spec and spec.origin else _ENGINE
    names = [name for name in os.listdir(libraries) if name.endswith(".dist-info")]  # noqa: PTH208 - the same
    digest.update("\n".join(sorted(names)).encode())
    return digest.hexdigest()


def _code(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield entry.path
            elif entry.is_dir() and entry.name not in {"__pycache__", "starter", "theme"}:
                yield from _code(entry.path)


def _walk(root: Path, top: str, prefix: str, files: dict[str, Stamp], irregular: dict[str, str]) -> None:
    """Stamp the files below a folder; hidden files and editors' backups are no part of a site."""
    if not prefix and (root / top).is_symlink():
        irregular[top] = "link"
        return
    pending = [top] if (root / top).is_dir() else []
    while pending:
        folder = pending.pop()
        with os.scandir(root / folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name.endswith("~"):
                    continue
                path = f"{folder}/{entry.name}"
                if not entry.name.isascii() and _readable(entry.name) != entry.name:
                    irregular[prefix + f"{folder}/{_readable(entry.name)}"] = "name"
                elif entry.is_symlink():
                    irregular[prefix + path] = "link"
                elif entry.is_dir():
                    pending.append(path)
                else:
                    result = entry.stat()
                    if stat.S_ISREG(result.st_mode):
                        files[prefix + path] = stamp(result)
                    else:
                        irregular[prefix + path] = "other"


def _readable(name: str) -> str:
    r"""Spell a name of bytes that are no UTF-8, which Python holds as lone surrogates: `\xff.svg`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
