"""Writing the finished site: what is equal stays untouched, what is gone goes, what Fanwire didn't write is left alone."""

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fanwire.errors import EnvironmentProblem
from fanwire.records.config import Config
from fanwire.records.report import Output


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


def publish(outputs: Iterable[Output], config: Config) -> Written:
    """Bring output/ up to date. Every output is made before the first byte is written.

    Raises EnvironmentProblem when the disk is full or the folder can't be written.
    """
    made = list(outputs)
    manifest = config.output.parent / ".fanwire" / f"{config.output.name}.json"
    try:
        before = _remembered(manifest)
        manifest.parent.mkdir(parents=True, exist_ok=True)
        written = sum(_write(config.output / each.path, each.content) for each in made)
        gone = before - {each.path for each in made}
        _remove(gone, config.output)
        manifest.write_text(json.dumps(sorted(each.path for each in made), ensure_ascii=False), "utf-8")
    except OSError as error:
        raise EnvironmentProblem(f"can't write {error.filename or config.output}: {error.strerror}") from error
    return Written(written, len(made) - written, len(gone))


def _remembered(manifest: Path) -> set[str]:
    try:
        return set(json.loads(manifest.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return set()


def _write(path: Path, content: bytes | Path) -> bool:
    """Write one file unless it is there already, byte for byte; tell whether it was written."""
    new = content.read_bytes() if isinstance(content, Path) else content
    try:
        if path.stat().st_size == len(new) and path.read_bytes() == new:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (NotADirectoryError, IsADirectoryError):
        _clear(path)
        path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.fanwire")
    draft.write_bytes(new)
    os.replace(draft, path)
    return True


def _clear(path: Path) -> None:
    """Make way where a file became a folder or the other way round."""
    for each in (path, *path.parents):
        if each.is_file():
            each.unlink()
            return
    shutil.rmtree(path)


def _remove(paths: Iterable[str], output: Path) -> None:
    """Remove files that are no longer part of the site, and folders that this leaves empty."""
    for path in paths:
        file = output / path
        file.unlink(missing_ok=True)
        for folder in file.parents:
            if folder == output or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
