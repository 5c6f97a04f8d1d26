"""Parsed documents and their texts, in one SQLite file of the memory.

They are found by digests of what they were made from, so they can't be out of date. What isn't found, or isn't whole,
is made again.
"""

import marshal
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from fanwire.errors import DamagedMemory, EnvironmentProblem
from fanwire.publish.database import opened, sealed, whole
from fanwire.publish.memory import DOCUMENTS, memory_folder
from fanwire.records.document import Text
from fanwire.records.memory import FindDocuments, FindKeptText, Kept

_AT_ONCE = 500
_PATIENCE = 600  # seconds that a worker waits while documents are written
_TABLES = {
    "document": "(key TEXT PRIMARY KEY, document BLOB, text BLOB)",
    "current": "(file TEXT PRIMARY KEY, key TEXT) WITHOUT ROWID",
}


def documents_path(output: Path) -> Path:
    """Name the database of parsed documents."""
    return memory_folder(output) / DOCUMENTS


def document_finder(database: Path, engine: str) -> FindDocuments:
    """Make a function that finds pickled documents of this very engine; none in a missing or damaged database."""

    def find(keys: Sequence[str]) -> Mapping[str, bytes]:
        try:
            with closing(opened(database, engine, _TABLES)) as connection:
                return _found(connection, keys)
        except sqlite3.Error:
            for path in database.parent.glob(f"{database.name}*"):
                path.unlink()
            return {}

    return find


def _found(connection: sqlite3.Connection, keys: Sequence[str]) -> dict[str, bytes]:
    if len(keys) > _AT_ONCE:
        wanted = set(keys)
        rows = connection.execute("SELECT key, document FROM document")
        return {key: content for key, document in rows if key in wanted and (content := whole(document))}
    found: dict[str, bytes] = {}
    for key in keys:
        row = connection.execute("SELECT document FROM document WHERE key = ?", (key,)).fetchone()
        if row and (document := whole(row[0])):
            found[key] = document
    return found


def keep(database: Path, engine: str, fresh: Iterable[Kept], keys: Mapping[str, str]) -> None:
    """Add parsed files, and note which key each file has now; when most rows are of no use any more, drop those."""
    try:
        with closing(opened(database, engine, _TABLES)) as connection, connection:
            rows = ((each.key, sealed(each.document), sealed(each.text)) for each in fresh)
            connection.executemany("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", rows)
            connection.executemany("INSERT OR REPLACE INTO current VALUES (?, ?)", keys.items())
            (count,) = connection.execute("SELECT count(*) FROM document").fetchone()
            (known,) = connection.execute("SELECT count(*) FROM current").fetchone()
            if count > 2 * known + _AT_ONCE:
                connection.execute("DELETE FROM document WHERE key NOT IN (SELECT key FROM current)")
    except sqlite3.Error as error:
        raise EnvironmentProblem(f"{database}: {error}; the site is as it was") from error


def text_finder(database: Path) -> FindKeptText:
    """Make a function that finds the text of a body by its key; for the worker processes too.

    It raises DamagedMemory.
    """
    connection = sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True, timeout=_PATIENCE)

    def find(key: str) -> Text:
        try:
            row = connection.execute("SELECT text FROM document WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            raise DamagedMemory(str(error)) from error
        text = whole(row[0]) if row else b""
        if not text:
            raise DamagedMemory(key)
        words: Text = marshal.loads(text)  # noqa: S302 - our own database, checked by its digest
        return words

    return find
