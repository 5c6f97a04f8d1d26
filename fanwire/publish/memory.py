"""The memory of the last build, in `.fanwire/` beside output/: small facts in one checked file, documents in SQLite.

The facts are bound to the tree they describe by its inode, so that a build that is killed between two system calls can
never pair the wrong ones. Whatever is missing, old, foreign or damaged counts as nothing: then everything is made anew.
"""

import fcntl
import marshal
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

from fanwire.errors import EnvironmentProblem
from fanwire.records.document import Text
from fanwire.records.memory import FindDocuments, FindKey, FindText, Kept, Memory, Remembered, Stamp

_FORMAT = b"fanwire memory 1\n"
_DIGEST = 16
_AT_ONCE = 500
_TABLES = {
    "document": "key TEXT PRIMARY KEY, document BLOB, text BLOB",
    "current": "file TEXT PRIMARY KEY, key TEXT",
    "recipe": "path TEXT PRIMARY KEY, recipe BLOB",
}


def memory_folder(output: Path) -> Path:
    """Name the folder of an output folder's memory: `site/output -> site/.fanwire/output`."""
    return output.parent / ".fanwire" / output.name


@contextmanager
def locked(output: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of an output folder; call `waiting` once when another build has it, and wait for that to end.

    Raises EnvironmentProblem when the folder of the memory can't be made.
    """
    folder = memory_folder(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / "lock").open("a")
    except OSError as error:
        raise EnvironmentProblem(f"can't write {error.filename}: {error.strerror}") from error
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            waiting()
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def recall(output: Path, engine: str) -> Memory:
    """Load the memory of the tree that is published now; an empty one, with a note, when it can't be trusted."""
    folder = memory_folder(output)
    if not output.is_dir():
        return Memory(folder)
    path = _facts_path(folder, output)
    try:
        content = path.read_bytes()
    except OSError:
        return Memory(folder, note="nothing is remembered of the last build" if any(output.iterdir()) else "")
    facts = _checked(content)
    if facts is None:
        return Memory(folder, note="the memory of the last build is damaged")
    memory = _memory(folder, facts)
    if memory is None or memory.engine != engine:
        return Memory(folder, note="Fanwire itself has changed since the last build")
    return memory


def recall_stamps(folder: Path, tree: Path) -> dict[str, Stamp]:
    """Load what is known to lie in a tree, Fanwire's files and others', whatever engine made it; nothing if unsure."""
    try:
        facts = _checked(_facts_path(folder, tree).read_bytes())
    except OSError:
        return {}
    memory = _memory(folder, facts) if facts else None
    return {**{path: made.stamp for path, made in memory.outputs.items()}, **memory.foreign} if memory else {}


def known_outputs(output: Path) -> frozenset[str]:
    """List the files that earlier builds wrote, even where the memory is of no more use: only these may be removed."""
    try:
        return frozenset((memory_folder(output) / "outputs").read_text("utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        return frozenset()


def remember(memory: Memory, tree: Path) -> None:
    """Write the facts about a tree, atomically, before that tree is published."""
    facts = (
        memory.engine,
        memory.asked,
        memory.now.isoformat() if memory.now else "",
        memory.next_change.isoformat() if memory.next_change else "",
        memory.counts,
        memory.parsing,
        {file: (stamp, key) for file, (stamp, key) in memory.stamps.items()},
        dict(memory.faces),
        {path: (made.inputs, made.stamp, made.bodies) for path, made in memory.outputs.items()},
        dict(memory.foreign),
        dict(memory.folders),
    )
    body = marshal.dumps(facts)
    _replace(_facts_path(memory.folder, tree), _FORMAT + blake2b(body, digest_size=_DIGEST).digest() + body)
    _replace(memory.folder / "outputs", "\n".join(sorted(memory.outputs)).encode())


def forget(memory_of: Path, tree: Path) -> None:
    """Drop the facts about a tree before it is changed."""
    _facts_path(memory_of, tree).unlink(missing_ok=True)


def _facts_path(folder: Path, tree: Path) -> Path:
    return folder / f"tree-{tree.stat().st_ino}"


def _checked(content: bytes) -> tuple[object, ...] | None:
    start = len(_FORMAT) + _DIGEST
    body = content[start:]
    if not content.startswith(_FORMAT) or content[len(_FORMAT) : start] != blake2b(body, digest_size=_DIGEST).digest():
        return None
    facts = marshal.loads(body)  # noqa: S302 - written by us, and checked by its digest
    return facts if isinstance(facts, tuple) else None


def _memory(folder: Path, facts: tuple[object, ...]) -> Memory | None:
    try:
        engine, asked, now, next_change, counts, parsing, stamps, faces, outputs, foreign, folders = facts
        return Memory(
            folder,
            engine,  # type: ignore[arg-type]  # what was checked by its digest has the shape it was written in
            asked,  # type: ignore[arg-type]
            datetime.fromisoformat(now) if now else None,  # type: ignore[arg-type]
            datetime.fromisoformat(next_change) if next_change else None,  # type: ignore[arg-type]
            counts,  # type: ignore[arg-type]
            parsing,  # type: ignore[arg-type]
            stamps,  # type: ignore[arg-type]
            faces,  # type: ignore[arg-type]
            {path: Remembered(*made) for path, made in outputs.items()},  # type: ignore[attr-defined]
            foreign,  # type: ignore[arg-type]
            folders,  # type: ignore[arg-type]
        )
    except (ValueError, TypeError, AttributeError):
        return None


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.new")
    draft.write_bytes(content)
    os.replace(draft, path)


# --- documents -------------------------------------------------------------------------------------------------------


def documents_path(output: Path) -> Path:
    """Name the database of parsed documents."""
    return memory_folder(output) / "documents.db"


def document_finder(database: Path, engine: str) -> FindDocuments:
    """Make a function that finds pickled documents of this very engine; none in a missing or damaged database."""

    def find(keys: Sequence[str]) -> Mapping[str, bytes]:
        try:
            with closing(_opened(database, engine)) as connection:
                return _found(connection, keys)
        except sqlite3.Error:
            database.unlink(missing_ok=True)
            return {}

    return find


def _found(connection: sqlite3.Connection, keys: Sequence[str]) -> dict[str, bytes]:
    if len(keys) > _AT_ONCE:
        wanted = set(keys)
        rows = connection.execute("SELECT key, document FROM document")
        return {key: document for key, document in rows if key in wanted and document}
    found: dict[str, bytes] = {}
    for key in keys:
        row = connection.execute("SELECT document FROM document WHERE key = ?", (key,)).fetchone()
        if row and row[0]:
            found[key] = row[0]
    return found


def keep(database: Path, engine: str, fresh: Iterable[Kept], keys: Mapping[str, str]) -> None:
    """Add parsed files, and note which key each file has now; when most rows are of no use any more, drop those."""
    try:
        with closing(_opened(database, engine)) as connection, connection:
            rows = ((each.key, each.document, each.text) for each in fresh)
            connection.executemany("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", rows)
            connection.executemany("INSERT OR REPLACE INTO current VALUES (?, ?)", keys.items())
            (count,) = connection.execute("SELECT count(*) FROM document").fetchone()
            (known,) = connection.execute("SELECT count(*) FROM current").fetchone()
            if count > 2 * known + _AT_ONCE:
                connection.execute("DELETE FROM document WHERE key NOT IN (SELECT key FROM current)")
    except sqlite3.Error as error:
        raise EnvironmentProblem(f"can't write {database}: {error}") from error


def text_finders(database: Path) -> tuple[FindText, FindKey]:
    """Make functions that find the text of a body, and its key, by its file; for the worker processes too."""
    connection = sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True, check_same_thread=False)

    def find_text(file: str) -> Text:
        query = "SELECT text FROM document JOIN current USING (key) WHERE file = ?"
        (text,) = connection.execute(query, (file,)).fetchone()
        words: Text = marshal.loads(text)  # noqa: S302 - our own database
        return words

    def find_key(file: str) -> str:
        (key,) = connection.execute("SELECT key FROM current WHERE file = ?", (file,)).fetchone()
        return str(key)

    return find_text, find_key


def keep_recipes(database: Path, setup: bytes, recipes: Iterable[tuple[str, bytes]]) -> None:
    """Keep pickled recipes by their paths, and what it takes to make them: pages whose bodies may be all that changes."""
    try:
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("INSERT OR REPLACE INTO recipe VALUES ('', ?)", (setup,))
            connection.executemany("INSERT OR REPLACE INTO recipe VALUES (?, ?)", recipes)
    except sqlite3.Error as error:
        raise EnvironmentProblem(f"can't write {database}: {error}") from error


def recall_recipes(database: Path, engine: str, paths: Sequence[str]) -> tuple[bytes, list[bytes]] | None:
    """Find the kept recipes of some outputs, and what it takes to make them; None when any is missing."""
    try:
        with closing(_opened(database, engine)) as connection:
            rows = [connection.execute("SELECT recipe FROM recipe WHERE path = ?", (path,)).fetchone() for path in ("", *paths)]
    except sqlite3.Error:
        return None
    blobs = [row[0] for row in rows if row]
    return (blobs[0], blobs[1:]) if len(blobs) == len(rows) else None


def _opened(database: Path, engine: str) -> sqlite3.Connection:
    """Open the database, empty where another engine filled it."""
    connection = sqlite3.connect(database, isolation_level="IMMEDIATE")
    # What is lost in a power cut is parsed again; nothing here needs to survive one.
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE TABLE IF NOT EXISTS engine (digest TEXT)")
    row = connection.execute("SELECT digest FROM engine").fetchone()
    if row != (engine,):
        for table in _TABLES:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute("DELETE FROM engine")
        connection.execute("INSERT INTO engine VALUES (?)", (engine,))
    for table, columns in _TABLES.items():
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns}) WITHOUT ROWID")
    connection.commit()
    return connection


def clear(output: Path) -> None:
    """Forget everything about an output folder, as `--clean` asks; the published tree stays until the new one is ready."""
    folder = memory_folder(output)
    for path in folder.glob("tree-*"):
        path.unlink()
    documents_path(output).unlink(missing_ok=True)
    shutil.rmtree(folder / "bytecode", ignore_errors=True)
