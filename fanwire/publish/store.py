"""Parsed documents and their texts, in one SQLite file of the memory.

They are found by digests of what they were made from, so they can't be out of date. What isn't found, or isn't whole,
is made again.
"""

import marshal
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import cache, partial
from pathlib import Path
from urllib.parse import quote

from fanwire.errors import DamagedMemory
from fanwire.publish.database import opened_anyway, remove, said, sealed, whole
from fanwire.publish.memory import DOCUMENTS, memory_folder
from fanwire.records.document import Document, Text
from fanwire.records.memory import FindDocuments, FindKeptText, KeepDocument, Kept
from fanwire.records.stored import restored

_AT_ONCE = 500
_PATIENCE = 600  # seconds that a worker waits while documents are written
_TABLES = {"document": "(key TEXT PRIMARY KEY, document BLOB, text BLOB)"}


def documents_path(output: Path) -> Path:
    """Name the database of parsed documents."""
    return memory_folder(output) / DOCUMENTS


@contextmanager
def document_store(database: Path, engine: str) -> Iterator[tuple[FindDocuments, KeepDocument]]:
    """Offer a function that finds parsed files of this very engine, and one that keeps them.

    Files are kept as they come, so that nobody need hold them all, and however the build ends: the next one needn't
    parse them. What is damaged is made anew, and nothing is found in it; raises DamagedMemory where only writing shows
    the damage.
    """
    with said(database), ExitStack() as stack:
        connection = stack.enter_context(_written(database, engine))

        def find(keys: Sequence[str]) -> Mapping[str, bytes]:
            nonlocal connection
            try:
                return _found(connection, keys)
            except sqlite3.Error:
                connection.rollback()
                stack.close()
                remove(database)
                connection = stack.enter_context(_written(database, engine))
                return {}

        def keep_one(each: Kept) -> None:
            row = (each.key, sealed(each.document), sealed(each.text))
            connection.execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", row)

        yield find, keep_one


@contextmanager
def _written(database: Path, engine: str) -> Iterator[sqlite3.Connection]:
    with closing(opened_anyway(database, engine, _TABLES)) as connection:
        try:
            yield connection
        finally:
            connection.commit()


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


def document_finder(database: Path, keys: Mapping[str, str]) -> Callable[[str], Document]:
    """Make a function that finds the document of a file, whose key is in `keys`; it raises DamagedMemory."""
    connect = cache(partial(sqlite3.connect, f"file:{quote(str(database))}?mode=ro", uri=True))

    def find(file: str) -> Document:
        try:
            found = _found(connect(), [keys[file]])
        except sqlite3.Error as error:
            raise DamagedMemory(str(error)) from error
        if not found:
            raise DamagedMemory(file)
        return restored(*found.values())

    return find


def keep(database: Path, engine: str, fresh: Iterable[Kept]) -> None:
    """Add parsed files; raises DamagedMemory."""
    with document_store(database, engine) as (_, keep_one):
        for each in fresh:
            keep_one(each)


def sweep(database: Path, engine: str, keys: Collection[str]) -> None:
    """Drop what is of no use any more, when that is most of what there is; `keys` are those that files have now."""
    with said(database), _written(database, engine) as connection:
        (count,) = connection.execute("SELECT count(*) FROM document").fetchone()
        if count > 2 * len(keys) + _AT_ONCE:
            connection.execute("CREATE TEMPORARY TABLE current (key TEXT PRIMARY KEY) WITHOUT ROWID")
            connection.executemany("INSERT OR IGNORE INTO current VALUES (?)", ((key,) for key in keys))
            connection.execute("DELETE FROM document WHERE key NOT IN (SELECT key FROM current)")


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
