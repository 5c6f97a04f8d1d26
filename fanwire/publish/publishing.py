"""Publishing: the new tree is completed beside the old one, remembered, and exchanged with it."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from fanwire.errors import EnvironmentProblem
from fanwire.publish.exchange import exchange, restore
from fanwire.publish.memory import forget, known_outputs, recall_tree, remember
from fanwire.publish.stage import Stage, link, remove
from fanwire.records.memory import Memory, Stamp


@dataclass(frozen=True, slots=True)
class Opened:
    """A stage, and what is known of its tree: the stamp of each file, Fanwire's and others', and the time of each folder."""

    stage: Stage
    staged: Mapping[str, Stamp]
    folders: Mapping[str, int]


@contextmanager
def writing(output: Path) -> Iterator[None]:
    """Turn what the machine refuses into one clear error; the published site stays as it was."""
    try:
        yield
    except OSError as error:
        place = error.filename or output
        raise EnvironmentProblem(f"can't write {place}: {error.strerror}; the site is as it was") from error


def damaged(memory: Memory, output: Path) -> frozenset[str]:
    """Find outputs that somebody deleted or changed since they were published."""
    top = f"{output}/"
    found = []
    for path, made in memory.outputs.items():
        try:
            result = os.stat(top + path)
        except OSError:
            found.append(path)
            continue
        if (result.st_size, result.st_mtime_ns, result.st_ino) != made.stamp:
            found.append(path)
    return frozenset(found)


def open_stage(memory: Memory, output: Path) -> Opened:
    """Take the tree of the build before last as the stage, whatever state it is in."""
    restore(output)
    tree = memory.folder / "tree"
    staged: Mapping[str, Stamp] = {}
    folders: Mapping[str, int] = {}
    if tree.is_dir():
        staged, folders = recall_tree(memory.folder, tree)
        # Looking at what is there is cheap; deleting folders and making them again is what file systems are slow at.
        staged = staged or _walked(tree)
    tree.mkdir(parents=True, exist_ok=True)
    # From here on the tree changes; without its facts a build after a crash will not trust it.
    forget(memory.folder, tree)
    return Opened(Stage(str(tree), str(output)), staged, folders)


def _walked(tree: Path) -> dict[str, Stamp]:
    found: dict[str, Stamp] = {}
    for folder, _, names in os.walk(tree):
        for name in names:
            path = Path(folder, name)
            if stamp := _stamp_of(path):
                found[path.relative_to(tree).as_posix()] = stamp
    return found


def publish(opened: Opened, before: Memory, after: Memory, made: frozenset[str]) -> None:
    """Complete the stage, remember it, and exchange it with what is published.

    `before` describes the published site, `after` the new one, `made` names the files that were just put on the stage.
    Raises EnvironmentProblem where a file that isn't Fanwire's has the name of one of the site's.
    """
    stage, tree, output = opened.stage, Path(opened.stage.tree), Path(opened.stage.output)
    foreign = _foreign(before, output)
    wanted = {path: each.stamp for path, each in after.outputs.items()}
    taken = sorted(path for path in foreign if path in wanted)
    if (
        taken and not before.outputs
    ):  # with no memory of the last build, what has a page's name is taken for its old form
        foreign = {path: stamp for path, stamp in foreign.items() if path not in wanted}
    elif taken:
        raise EnvironmentProblem(f"{output / taken[0]} is not Fanwire's, and the site needs its name: move it away")
    gone = [path for path in opened.staged if path not in wanted and path not in foreign]
    remove(stage, gone)
    present = (*wanted.items(), *foreign.items())
    linked = [path for path, stamp in present if path not in made and opened.staged.get(path) != stamp]
    for path in linked:
        link(stage, path)
    touched = _folders_of((*made, *linked, *gone))
    folders = {
        folder: opened.folders[folder]
        if folder in opened.folders and folder not in touched
        else _time_of(f"{tree}/{folder}")
        for folder in _folders_of((*wanted, *foreign))
    }
    remember(
        replace(after, foreign=foreign, folders=folders), tree, other_outputs=before.outputs.keys() != wanted.keys()
    )
    exchange(tree, output)


def _foreign(before: Memory, output: Path) -> dict[str, Stamp]:
    """Find the files in output/ that Fanwire didn't write: they come along into every new tree.

    Only folders whose time changed since they were published are looked into. Without a memory all are, and files that
    earlier builds are known to have written are not foreign.
    """
    if not output.is_dir():
        return {}
    ours = frozenset(before.outputs) or known_outputs(output)
    found = {path: stamp for path in before.foreign if (stamp := _stamp_of(output / path))}
    pending = [folder for folder, time in before.folders.items() if _time_of(f"{output}/{folder}") not in (time, 0)]
    if not before.folders:
        pending = [""]
    while pending:
        folder = pending.pop()
        with os.scandir(output / folder) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if path not in before.folders:
                        pending.append(path)
                elif path not in ours and (stamp := _stamp_of(output / path)):
                    found[path] = stamp
    return found


def _stamp_of(path: Path) -> Stamp | None:
    try:
        result = path.lstat()
    except OSError:
        return None
    return result.st_size, result.st_mtime_ns, result.st_ino


def _time_of(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return 0


def _folders_of(paths: Iterable[str]) -> set[str]:
    """List the folders that hold some files, and those that hold these: `("2026/02/x/index.html",)` gives four."""
    folders = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
