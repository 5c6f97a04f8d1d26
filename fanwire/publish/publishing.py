"""Publishing: the new tree is completed beside the old one, remembered, and exchanged with it."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from fanwire.errors import EnvironmentProblem
from fanwire.publish.exchange import exchange, restore
from fanwire.publish.memory import forget, known_outputs, recall_stamps, remember
from fanwire.publish.stage import Stage, link, remove
from fanwire.records.memory import Memory, Stamp


@dataclass(frozen=True, slots=True)
class Opened:
    """A stage, and what is known to lie in its tree: the stamp of each file, Fanwire's and others'."""

    stage: Stage
    staged: Mapping[str, Stamp]


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
    if tree.is_dir():
        # Looking at what is there is cheap; deleting folders and making them again is what file systems are slow at.
        staged = recall_stamps(memory.folder, tree) or _walked(tree)
    tree.mkdir(parents=True, exist_ok=True)
    # From here on the tree changes; without its facts a build after a crash will not trust it.
    forget(memory.folder, tree)
    return Opened(Stage(str(tree), str(output)), staged)


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
    if taken and not before.outputs:  # with no memory of the last build, what has a page's name is taken for its old form
        foreign = {path: stamp for path, stamp in foreign.items() if path not in wanted}
    elif taken:
        raise EnvironmentProblem(f"{output / taken[0]} is not Fanwire's, and the site needs its name: move it away")
    remove(stage, [path for path in opened.staged if path not in wanted and path not in foreign])
    for path, stamp in (*wanted.items(), *foreign.items()):
        if path not in made and opened.staged.get(path) != stamp:
            link(stage, path)
    complete = replace(after, foreign=foreign, folders=_folder_times(tree, (*wanted, *foreign)))
    remember(complete, tree)
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
    pending = [""]
    known_folders = {folder: time for folder, time in before.folders.items() if folder}
    pending += [folder for folder, time in known_folders.items() if _time_of(output / folder) not in (time, 0)]
    if before.folders and before.folders.get("") == _time_of(output):
        pending.remove("")
    while pending:
        folder = pending.pop()
        with os.scandir(output / folder) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if path not in known_folders:
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


def _time_of(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


def _folder_times(tree: Path, paths: Iterable[str]) -> dict[str, int]:
    """Note the time of every folder of a tree, once all is in it."""
    folders = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return {folder: _time_of(tree / folder) for folder in folders}
