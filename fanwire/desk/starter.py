"""Starting a site: a folder of the usual layout that builds at once."""

import os
from pathlib import Path

from fanwire.errors import EnvironmentProblem, UsageError

_FILES = Path(__file__).resolve().parents[1] / "starter"
# git init before `fanwire init` is a habit of many.
_HARMLESS = frozenset({".git"})


def init(folder: Path) -> tuple[Path, ...]:
    """Make a new site in `folder` and give the paths of its files, sorted.

    Raises UsageError when the folder is not empty, EnvironmentProblem when it can't be written.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: name a folder for the new site")
    if folder.is_dir() and (found := sorted({entry.name for entry in folder.iterdir()} - _HARMLESS)):
        raise UsageError(f"{folder} is not empty (it has {found[0]}): name a new folder for the site")
    try:
        return tuple(_copied(name, folder) for name in _starter_files())
    except OSError as error:
        raise EnvironmentProblem(f"{error.filename or folder} can't be written: {error.strerror}") from error


def _starter_files() -> list[str]:
    """Name the files of a new site: `content/people/max-schreck.md`; what pip compiled is no part of it."""
    found = []
    for place, folders, names in os.walk(_FILES):
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += [(Path(place) / name).relative_to(_FILES).as_posix() for name in names]
    return sorted(found)


def _copied(name: str, folder: Path) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((_FILES / name).read_bytes())
    return path
