"""Parsed documents, their texts, and the recipes of pages that show texts, in one SQLite file of the memory.

Documents are found by digests of what they were made from, so they can't be out of date. Recipes and current keys can:
they are those of the last build that got so far, published or not. A token says which; the memory of a published site
holds the token it was made with. Each blob carries a digest; what isn't found, or isn't whole, is made again.
"""

import marshal
import os
import pickle
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from fanwire.errors import DamagedMemory, EnvironmentProblem
from fanwire.publish.memory import DOCUMENTS, memory_folder, short_digest
from fanwire.records.document import Text
from fanwire.records.memory import Batch, FindDocuments, FindKeptText, Kept
from fanwire.records.recipe import Recipe

_AT_ONCE = 500
_DIGEST = 16  # characters
_PATIENCE = 600  # seconds that a worker waits while documents are written
_TABLES = {
    "document": "(key TEXT PRIMARY KEY, document BLOB, text BLOB)",
    "current": "(file TEXT PRIMARY KEY, key TEXT) WITHOUT ROWID",
    "batch": "(number INTEGER PRIMARY KEY, recipes BLOB)",
    "recipe": "(path TEXT PRIMARY KEY, batch INTEGER, place INTEGER) WITHOUT ROWID",
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
            for path in database.parent.glob(f"{database.name}*"):
                path.unlink()
            return {}

    return find


def _found(connection: sqlite3.Connection, keys: Sequence[str]) -> dict[str, bytes]:
    if len(keys) > _AT_ONCE:
        wanted = set(keys)
        rows = connection.execute("SELECT key, document FROM document")
        return {key: whole for key, document in rows if key in wanted and (whole := _whole(document))}
    found: dict[str, bytes] = {}
    for key in keys:
        row = connection.execute("SELECT document FROM document WHERE key = ?", (key,)).fetchone()
        if row and (document := _whole(row[0])):
            found[key] = document
    return found


def new_token() -> str:
    """Name a build: the recipes it keeps are those of the site whose memory has its token."""
    return os.urandom(8).hex()


def keep(database: Path, engine: str, token: str, fresh: Iterable[Kept], keys: Mapping[str, str]) -> None:
    """Add parsed files, and note which key each file has now; when most rows are of no use any more, drop those."""
    try:
        with closing(_opened(database, engine)) as connection, connection:
            rows = ((each.key, _sealed(each.document), _sealed(each.text)) for each in fresh)
            connection.executemany("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", rows)
            connection.executemany("INSERT OR REPLACE INTO current VALUES (?, ?)", (*keys.items(), ("", token)))
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
        text = _whole(row[0]) if row else b""
        if not text:
            raise DamagedMemory(key)
        words: Text = marshal.loads(text)  # noqa: S302 - our own database, checked by its digest
        return words

    return find


def _whole(sealed: object) -> bytes:
    """Take the digest off that `_sealed` put on; nothing where it doesn't fit."""
    if not isinstance(sealed, bytes):
        return b""
    content = sealed[_DIGEST:]
    return content if sealed[:_DIGEST] == short_digest(content) else b""


def _sealed(content: bytes) -> bytes:
    return short_digest(content) + content


def keep_recipes(database: Path, setup: bytes, batches: Iterable[Batch], gone: Iterable[str]) -> None:
    """Keep recipes, and what it takes to make them; those of outputs that are gone go.

    They are those of pages whose bodies may be all that changes.
    """
    try:
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute("PRAGMA synchronous = OFF")
            for batch in (Batch(("",), setup), *batches):
                query = "INSERT INTO batch (recipes) VALUES (?)"
                number = connection.execute(query, (_sealed(batch.recipes),)).lastrowid
                rows = ((path, number, place) for place, path in enumerate(batch.paths))
                connection.executemany("INSERT OR REPLACE INTO recipe VALUES (?, ?, ?)", rows)
            connection.executemany("DELETE FROM recipe WHERE path = ?", ((path,) for path in gone))
            connection.execute("DELETE FROM batch WHERE number NOT IN (SELECT batch FROM recipe)")
    except sqlite3.Error as error:
        raise EnvironmentProblem(f"{database}: {error}; the site is as it was") from error


def recall_recipes(database: Path, engine: str, token: str, paths: Sequence[str]) -> tuple[bytes, list[Recipe]] | None:
    """Find the kept recipes of some outputs, and what it takes to make them; None when any is missing.

    None too when they aren't those of the site that is published, whose token is `token`.
    """
    places: list[tuple[int, int]] = []
    try:
        with closing(_opened(database, engine)) as connection:
            if connection.execute("SELECT key FROM current WHERE file = ''").fetchone() != (token,):
                return None
            for path in ("", *paths):
                query = "SELECT batch, place FROM recipe WHERE path = ?"
                places += connection.execute(query, (path,)).fetchall()
            wanted = {number for number, _ in places}
            query = "SELECT recipes FROM batch WHERE number = ?"
            found = {number: _whole(connection.execute(query, (number,)).fetchone()[0]) for number in wanted}
    except (sqlite3.Error, TypeError):  # TypeError: a batch that a recipe names is not there
        return None
    if len(places) != len(paths) + 1 or not all(found.values()):
        return None
    setup = found.pop(places[0][0])
    batches = {number: pickle.loads(batch) for number, batch in found.items()}  # noqa: S301 - as above
    return setup, [batches[number][place] for number, place in places[1:]]


def _opened(database: Path, engine: str) -> sqlite3.Connection:
    """Open the database, empty where another engine filled it."""
    connection = sqlite3.connect(database, isolation_level="IMMEDIATE")
    # What is lost in a power cut is parsed again; nothing here needs to survive one.
    # But a killed process must not leave half a change, so the journal is a file.
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE TABLE IF NOT EXISTS engine (digest TEXT)")
    row = connection.execute("SELECT digest FROM engine").fetchone()
    if row != (engine,):
        for table in _TABLES:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute("DELETE FROM engine")
        connection.execute("INSERT INTO engine VALUES (?)", (engine,))
    for table, columns in _TABLES.items():
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} {columns}")
    connection.commit()
    return connection
