"""Parsed documents, their texts, and the recipes of pages that show texts, in one SQLite file of the memory.

Rows are found by digests of what they were made from, so nothing here can be out of date; what isn't found is made again.
"""

import marshal
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from fanwire.errors import EnvironmentProblem
from fanwire.publish.memory import DOCUMENTS, memory_folder
from fanwire.records.document import Text
from fanwire.records.memory import FindDocuments, FindKey, FindText, Kept

_AT_ONCE = 500
_TABLES = {
    "document": "key TEXT PRIMARY KEY, document BLOB, text BLOB",
    "current": "file TEXT PRIMARY KEY, key TEXT",
    "recipe": "path TEXT PRIMARY KEY, recipe BLOB",
}


def documents_path(output: Path) -> Path:
    """Name the database of parsed documents."""
    return memory_folder(output) / DOCUMENTS


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
            rows = [
                connection.execute("SELECT recipe FROM recipe WHERE path = ?", (path,)).fetchone()
                for path in ("", *paths)
            ]
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
