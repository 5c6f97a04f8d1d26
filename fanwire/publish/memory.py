"""The memory of the last build, in `.fanwire/` beside output/: facts in checked files.

Documents are in `store`, the bulk of the facts in `facts`. The facts are bound to the tree they describe by its inode,
so that a build that is killed between two system calls can never pair the wrong ones. Whatever is missing, old, foreign
or damaged counts as nothing: then everything is made anew.
"""

import fcntl
import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import IO

from fanwire.errors import EnvironmentProblem
from fanwire.publish.facts import changes_since, read_facts, with_changes, write_facts
from fanwire.publish.glance import glance_place, keep_glance, lock_place, memory_place, packed_outputs
from fanwire.publish.sealed import read_sealed, write_sealed, write_whole
from fanwire.records.look import Left, Stamp
from fanwire.records.memory import Facts, Memory
from fanwire.records.packed import packed

DOCUMENTS, RECIPES, CLOSED = "documents.db", "recipes.db", "closed.db"
"""The names of the stores of parsed documents, of recipes and of closed articles in the memory's folder."""


def memory_folder(output: Path) -> Path:
    """Name the folder of an output folder's memory: `site/output -> site/.fanwire/output`."""
    return Path(memory_place(str(output)))


@contextmanager
def locked(output: Path, waiting: Callable[[], None], stream: IO[str] | None = None) -> Iterator[bool]:
    """Hold the lock of an output folder; call `waiting` once when another build has it, and wait for that to end.

    `stream` is its file, where that is open already. Gives whether the lock could be had at once.
    Raises EnvironmentProblem when the folder of the memory can't be made.
    """
    folder = memory_folder(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = stream or open(lock_place(str(folder)), "a")  # noqa: SIM115 - it is closed below
    except OSError as error:
        raise EnvironmentProblem(f"can't write {error.filename}: {error.strerror}") from error
    with stream:
        at_once = True
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            at_once = False
            waiting()
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield at_once


def recall(output: Path, engine: str) -> Memory:
    """Load the memory of the tree that is published now; an empty one, with a note, when it can't be trusted."""
    folder = memory_folder(output)
    if not output.is_dir():
        return Memory(folder)
    path = _facts_path(folder, output)
    if not path.exists():
        return Memory(folder, note="nothing is remembered of the last build" if any(output.iterdir()) else "")
    told = _told(path)
    if told[1:2] not in ((), (engine,)):
        return Memory(folder, note="Fanwire itself has changed since the last build")
    return _memory(folder, told) or Memory(folder, note="the memory of the last build is damaged")


def recall_tree(folder: Path, tree: Path, known: Facts | None) -> tuple[dict[str, Stamp], Mapping[str, int]]:
    """Load what is known of a tree, whatever engine made it: each file's stamp, each folder's time.

    `known` are facts that are at hand. Nothing, where it is not sure.
    """
    memory = _memory(folder, _told(_facts_path(folder, tree)), known)
    if memory is None:
        return {}, {}
    return {**{path: made.stamp for path, made in memory.outputs.items()}, **memory.foreign}, memory.folders


def known_outputs(output: Path) -> frozenset[str]:
    """List the files that earlier builds wrote, even where the memory is of no more use: only these may be removed."""
    try:
        listed = (memory_folder(output) / "outputs").read_bytes()
    except OSError:
        return frozenset()
    paths, _, digest = listed.rpartition(b"\0")
    if digest != short_digest(paths):
        return frozenset()
    return frozenset(paths.decode("utf-8", "surrogateescape").split("\0"))


def remember(memory: Memory, tree: Path, before: Iterable[str] = ()) -> None:
    """Write the facts about a tree, atomically, before that tree is published.

    `before` are the outputs published now.
    """
    facts = memory.facts
    changes = changes_since(facts, memory) if facts else None
    name = facts.name if facts and changes else write_facts(memory.folder, memory)
    told = (
        name,
        memory.engine,
        memory.asked,
        _written(memory.now),
        _written(memory.next_change),
        memory.counts,
        memory.token,
        memory.parsing,
        dict(memory.foreign),
        dict(memory.folders),
        changes,
    )
    write_sealed(_facts_path(memory.folder, tree), packed(told))
    if not changes:
        _drop_unused(memory.folder)
    remember_look(memory, tree)
    if frozenset(before) != memory.outputs.keys():
        # Until the exchange both sites' files are Fanwire's.
        paths = "\0".join(sorted({*memory.outputs, *before})).encode("utf-8", "surrogateescape")
        write_whole(memory.folder / "outputs", paths + b"\0" + short_digest(paths))


def remember_look(memory: Memory, tree: Path) -> None:
    """Write what a glance at a tree compares; nothing where the next build has to look closer anyway."""
    if memory.look:
        paths, stamps = packed_outputs((path, made.stamp) for path, made in memory.outputs.items())
        since, until = _written(memory.now), _written(memory.next_change)
        left: Left = (memory.asked, since, until, memory.counts, memory.look, paths, stamps)
        keep_glance(str(memory.folder), str(tree), left)


def forget(memory_of: Path, tree: Path) -> None:
    """Drop the facts about a tree before it is changed."""
    Path(glance_place(str(memory_of), str(tree))).unlink(missing_ok=True)
    _facts_path(memory_of, tree).unlink(missing_ok=True)


def _facts_path(folder: Path, tree: Path) -> Path:
    return folder / f"tree-{tree.stat().st_ino}"


def _told(path: Path) -> tuple[object, ...]:
    """Read what `remember` wrote about a tree; nothing where it is gone, damaged, or another Python wrote it."""
    try:
        told = marshal.loads(read_sealed(path))  # noqa: S302 - written by us, and checked
    except (OSError, ValueError, EOFError, TypeError):
        return ()
    return told if isinstance(told, tuple) else ()


def _memory(folder: Path, told: tuple[object, ...], known: Facts | None = None) -> Memory | None:
    try:
        name, engine, asked, now, next_change, counts, token, parsing, foreign, folders, changes = told
        facts = known if known and known.name == name else read_facts(folder, str(name))
        if facts is None:
            return None
        is_now = with_changes(facts, changes) if changes else facts
        return Memory(
            folder,
            engine,  # type: ignore[arg-type]  # what fits its checksum has the shape it was written in
            asked,  # type: ignore[arg-type]
            datetime.fromisoformat(now) if now else None,  # type: ignore[arg-type]
            datetime.fromisoformat(next_change) if next_change else None,  # type: ignore[arg-type]
            counts,  # type: ignore[arg-type]
            token,  # type: ignore[arg-type]
            parsing,  # type: ignore[arg-type]
            is_now.stamps,
            is_now.faces,
            is_now.outputs,
            foreign,  # type: ignore[arg-type]
            folders,  # type: ignore[arg-type]
            facts,
        )
    except (ValueError, TypeError, AttributeError, KeyError):
        return None


def _drop_unused(folder: Path) -> None:
    """Delete facts that belong to no tree any more."""
    used = {name for path in folder.glob("tree-*") for name in _told(path)[:1]}
    for path in folder.glob("facts-*"):
        if path.name not in used:
            path.unlink()


def _written(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def short_digest(content: bytes) -> bytes:
    """Digest what may be cut short or changed; without zero bytes, which separate paths."""
    return blake2b(content, digest_size=8).hexdigest().encode()


def bytecode_folder(output: Path, engine: str) -> Path:
    """Name the folder of the templates that this very engine compiled; those of others go."""
    folder = memory_folder(output) / "bytecode"
    for other in folder.glob("*"):
        if other.name != engine:
            _removed(other)
    return folder / engine


def clear(output: Path) -> None:
    """Forget everything about an output folder, as `--clean` asks.

    The published tree stays until the new one is ready.
    """
    folder = memory_folder(output)
    for path in (*folder.glob("glance-*"), *folder.glob("tree-*"), *folder.glob("facts-*")):
        path.unlink()
    stores = [path for name in (DOCUMENTS, RECIPES, CLOSED) for path in folder.glob(f"{name}*")]
    for path in (*stores, folder / "bytecode"):
        _removed(path)


def _removed(path: Path) -> None:
    if path.is_dir():
        import shutil

        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
