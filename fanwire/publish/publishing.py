"""Publishing: the new tree is completed beside the old one, remembered, and exchanged with it."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from operator import attrgetter
from pathlib import Path
from time import time_ns

from fanwire.errors import EnvironmentProblem
from fanwire.publish.exchange import exchange
from fanwire.publish.glance import all_as_left, output_stamp
from fanwire.publish.memory import forget, known_outputs, recall_tree, remember
from fanwire.publish.stage import Stage, link, make_folder, remove
from fanwire.records.look import Stamp
from fanwire.records.memory import Memory, Remembered
from fanwire.records.record import Record, replace

_SIGNS = (
    ("feed.xml", b"<generator>Fanwire</generator>"),
    ("atom.xml", b"<generator>Fanwire</generator>"),
    ("feed.json", b"Made with Fanwire."),
)
_FOLDER: Stamp = (0, 0, 0)
# The same as in the survey of inputs: a folder changed so shortly ago could change again within one tick.
_GRAIN = 100_000_000  # nanoseconds
_TIME = attrgetter("st_mtime_ns")


class Opened(Record, frozen=True):
    """A stage, and what is known of its tree: the stamp of each file, Fanwire's and others', and each folder's time."""

    stage: Stage
    staged: Mapping[str, Stamp]
    folders: Mapping[str, int]


@contextmanager
def writing(output: Path) -> Iterator[None]:
    """Turn what the machine refuses into one clear error; the published site stays as it was."""
    try:
        yield
    except OSError as error:
        place = error.filename2 or error.filename or output
        raise EnvironmentProblem(f"{place}: {error.strerror or error}; the site is as it was") from error


def damaged(memory: Memory, output: Path) -> frozenset[str]:
    """Find outputs that somebody deleted or changed since they were published."""
    remembered = {path: made.stamp for path, made in memory.outputs.items()}
    if all_as_left(str(output), remembered, list(remembered.values())):
        return frozenset()
    return frozenset(path for path, stamp in remembered.items() if not all_as_left(str(output), [path], [stamp]))


def lacks_second_tree(memory: Memory) -> bool:
    """Tell whether a site is published and has no second tree yet, as after a clean build."""
    return bool(memory.outputs) and not (memory.folder / "tree").is_dir()


def make_second_tree(memory: Memory, output: Path) -> bool:
    """Make the second tree where there is none: a link to each published file.

    Tells whether that was done, so that every file there has the stamp that is remembered of the published one.
    """
    tree = memory.folder / "tree"
    if not lacks_second_tree(memory):
        return False
    tree.mkdir(parents=True)
    forget(memory.folder, tree)
    stage = Stage(str(tree), str(output))
    try:
        stamps = [link(stage, path, made.stamp) for path, made in memory.outputs.items()]
    except OSError:  # a published file is gone, or the disk is full: whoever completes the tree will see
        return False
    return stamps == [made.stamp for made in memory.outputs.values()]


def open_stage(memory: Memory, output: Path, *, is_equal: bool = False) -> Opened:
    """Take the tree of the build before last as the stage, whatever state it is in.

    `is_equal` if it is a copy of the published one, as `make_second_tree` makes it.
    """
    tree = memory.folder / "tree"
    staged: Mapping[str, Stamp] = {}
    folders: Mapping[str, int] = {}
    if is_equal:
        staged = {path: made.stamp for path, made in memory.outputs.items()}
    elif tree.is_dir():
        # Looking at what is there is cheap; deleting folders and making them again is what file systems are slow at.
        staged, folders = recall_tree(memory.folder, tree, memory.facts)
        staged = staged or _walked(tree)
    tree.mkdir(parents=True, exist_ok=True)
    # From here on the tree changes; without its facts a build after a crash will not trust it.
    forget(memory.folder, tree)
    return Opened(Stage(str(tree), str(output)), staged, folders)


def _walked(tree: Path) -> dict[str, Stamp]:
    """Stamp all that is in a tree nothing is known of; names of folders end in a slash."""
    found: dict[str, Stamp] = {}
    pending = [""]
    while pending:
        folder = pending.pop()
        with os.scandir(f"{tree}/{folder}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{folder}{entry.name}/")
                    found[pending[-1]] = _FOLDER
                else:
                    found[f"{folder}{entry.name}"] = output_stamp(entry.stat(follow_symlinks=False))
    return found


def publish(opened: Opened, before: Memory, after: Memory, made: frozenset[str]) -> None:
    """Complete the stage, remember it, and exchange it with what is published.

    `before` describes the published site, `after` the new one, `made` names the files that were just put on the stage.
    Raises EnvironmentProblem where a file that isn't Fanwire's has the name of one of the site's.
    """
    stage, tree, output = opened.stage, Path(opened.stage.tree), Path(opened.stage.output)
    wanted = {path: each.stamp for path, each in after.outputs.items()}
    foreign = _foreign(before, output, wanted)
    taken = _taken(foreign, wanted)
    if taken:
        raise EnvironmentProblem(f"{output / taken} is not Fanwire's, and the site needs its name: move it away")
    stale = _stale(opened.staged, wanted, foreign)
    remove(stage, sorted(stale, key=lambda path: (path.endswith("/"), -path.count("/"))))
    linked = [path for path, stamp in wanted.items() if path not in made and opened.staged.get(path) != stamp]
    for path in linked:
        wanted[path] = link(stage, path, wanted[path])
    carried = {path: _carried(stage, path, stamp) for path, stamp in foreign.items()}
    outputs = {**after.outputs, **{path: replace(after.outputs[path], stamp=wanted[path]) for path in linked}}
    needed = _needed_folders(before, outputs, carried)
    folders = _folder_times(tree, needed, opened, _folders((*made, *linked, *stale, *foreign)))
    if before.outputs and foreign != before.foreign:
        # The tree that is published now is the stage of the next build, which must know of these files.
        needed = _folders((*before.outputs, *foreign))
        times = _folder_times(output, needed, opened, _folders((*before.folders, *foreign)))
        remember(replace(before, foreign=foreign, folders=times), output, before.outputs)
    remember(replace(after, outputs=outputs, foreign=carried, folders=folders), tree, before.outputs)
    exchange(tree, output)


def _stale(staged: Iterable[str], wanted: Iterable[str], foreign: Mapping[str, Stamp]) -> list[str]:
    """List what has to go from the stage: files and, where those were listed too, folders."""
    names = frozenset(wanted)
    found = [path for path in staged if path not in names and path not in foreign]
    needed = _folders(names) if any(path.endswith("/") for path in found) else set()
    return [path for path in found if not (path.endswith("/") and path[:-1] in needed)]


def draft_of_one(memory: Memory, output: Path, paths: Sequence[str]) -> str:
    """Name where to write the only file that a build makes anew, for `publish_one`; "" where there are more.

    "" too where a folder on the way is a link: what lies behind that is not Fanwire's to change.
    """
    if len(paths) != 1:
        return ""
    folder = f"{output}/{paths[0]}".rpartition("/")[0]
    return str(memory.folder / "one.new") if os.path.realpath(folder) == folder else ""


def publish_one(memory: Memory, output: Path, path: str, draft: str) -> None:
    """Put one file in the place of the published one: what one rename does needs no second tree.

    `memory` describes the site with the new file. It is remembered first: where the build is cut off before the rename,
    the old file doesn't have the stamp that is remembered, and the next build makes it again.
    """
    remember(memory, output, memory.outputs)
    if os.path.lexists(draft):
        os.replace(draft, f"{output}/{path}")


def _taken(foreign: Iterable[str], wanted: Iterable[str]) -> str:
    """Find what isn't Fanwire's and stands in the way of the site.

    It has the name of one of the site's files, or of a folder of the site without being one.
    """
    found = sorted(foreign)
    names = frozenset(wanted if found else ())
    folders = _folders(names)
    for path in found:
        bare = path.rstrip("/")
        if bare in names or path in folders or not _folders([bare]).isdisjoint(names):
            return bare
    return ""


def _carried(stage: Stage, path: str, stamp: Stamp) -> Stamp:
    """Bring what is others' onto the stage. They may have moved it away and back, so what lies there is looked at."""
    if path.endswith("/"):
        make_folder(stage, path)
        return stamp
    return stamp if _theirs(Path(stage.tree), path) == stamp else link(stage, path)


def _foreign(before: Memory, output: Path, wanted: Mapping[str, Stamp]) -> dict[str, Stamp]:
    """Find what is in output/ and not Fanwire's: it comes along into every new tree. Names of folders end in a slash.

    Only folders whose time changed since they were published are looked into. Without a memory all are, and files that
    earlier builds are known to have written are not foreign. Where even that is lost, a folder that holds a feed of
    Fanwire's is taken for its output: names that the site needs are then its own, all others are kept.
    """
    if not output.is_dir():
        return {}
    ours = (
        frozenset(before.outputs)
        or known_outputs(output)
        or (frozenset(wanted) if _is_fanwires(output) else frozenset())
    )
    our_folders = cache(partial(_folders, ours))
    found = {path: stamp for path in before.foreign if (stamp := _theirs(output, path))}
    times = _times_of(output, before.folders)
    pending = [folder for folder, time in before.folders.items() if times[folder] != time] if before.folders else [""]
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(output / folder))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if not entry.is_dir(follow_symlinks=False):
                if path not in ours and (stamp := _theirs(output, path)):
                    found[path] = stamp
                continue
            if path not in before.folders:
                pending.append(path)
                if path not in our_folders():
                    found[f"{path}/"] = _FOLDER
    return found


def _is_fanwires(output: Path) -> bool:
    """Recognise a site of ours by its feed, in whichever format it has one."""
    return any(sign in (output / name).read_bytes() for name, sign in _SIGNS if (output / name).is_file())


def _theirs(tree: Path, path: str) -> Stamp | None:
    """Stamp a file or folder of others, if it is still there, and still the one or the other."""
    try:
        result = (tree / path).lstat()
    except OSError:
        return None
    if path.endswith("/"):
        return _FOLDER if stat.S_ISDIR(result.st_mode) else None
    return None if stat.S_ISDIR(result.st_mode) else output_stamp(result)


def _times_of(tree: Path, folders: Iterable[str]) -> dict[str, int]:
    """Tell the time of each folder of a tree, 0 where it is gone."""
    listed = list(folders)
    try:  # all at once takes half the time of one by one
        return dict(zip(listed, map(_TIME, map(os.stat, map(f"{tree}/".__add__, listed))), strict=True))
    except OSError:
        return {
            folder: _TIME(os.stat(f"{tree}/{folder}")) if os.path.isdir(f"{tree}/{folder}") else 0 for folder in listed
        }


def _needed_folders(before: Memory, outputs: Mapping[str, Remembered], foreign: Mapping[str, Stamp]) -> set[str]:
    """Name every folder of the new tree: those of the published one and of new files, if nothing is gone."""
    if not before.folders or foreign.keys() != before.foreign.keys() or before.outputs.keys() - outputs.keys():
        return _folders((*outputs, *foreign))
    return before.folders.keys() | _folders(outputs.keys() - before.outputs.keys())


def _folder_times(tree: Path, folders: set[str], opened: Opened, touched: set[str]) -> dict[str, int]:
    """Note the time of every folder of a tree, once all is in it; what is known of folders that weren't touched holds.

    A folder that changed so lately that the next change may fall into the same tick gets none.
    """
    settled = time_ns() - _GRAIN
    known = {folder: time for folder in folders - touched if (time := opened.folders.get(folder, 0))}
    found = _times_of(tree, folders - known.keys())
    return known | {folder: time if time < settled else 0 for folder, time in found.items()}


def _folders(paths: Iterable[str]) -> set[str]:
    """Name every folder above some files: `["2026/02/wrap/index.html"] -> {"", "2026", "2026/02", "2026/02/wrap"}`."""
    folders = {""}
    level = {path.rpartition("/")[0] for path in paths}
    while level:
        folders |= level
        level = {folder.rpartition("/")[0] for folder in level} - folders
    return folders
