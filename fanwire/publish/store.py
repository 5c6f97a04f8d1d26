"""Parsed documents, their texts, and the recipes of pages that show texts, in one SQLite file of the memory.

Documents are found by digests of what they were made from, so they can't be out of date. Recipes and current keys can:
they are those of the last build that got so far, published or not. A token says which; the memory of a published site
holds the token it was made with. Each blob carries a digest; what isn't found, or isn't whole, is made again.
"""

import marshal
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote

from fanwire.errors import DamagedMemory, EnvironmentProblem
from fanwire.publish.memory import DOCUMENTS, memory_folder, short_digest
from fanwire.records.document import Text
from fanwire.records.memory import FindDocuments, FindKey, FindText, Kept

_AT_ONCE = 500
_DIGEST = 16  # characters
# An article's page and its feeds want the same text within moments, and every page its author's.
_TEXTS_AT_HAND = 64
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


def keep(database: Path, engine: str, fresh: Iterable[Kept], keys: Mapping[str, str]) -> str:
    """Add parsed files, and note which key each file has now; when most rows are of no use any more, drop those.

    Gives the token of this build.
    """
    token = os.urandom(8).hex()
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
    return token


def text_finders(database: Path) -> tuple[FindText, FindKey]:
    """Make functions that find the text of a body, and its key, by its file; for the worker processes too."""
    connection = sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True, check_same_thread=False)

    @lru_cache(_TEXTS_AT_HAND)
    def find_text(file: str) -> Text:
        query = "SELECT text FROM document JOIN current USING (key) WHERE file = ?"
        text = _whole(_one(connection, query, file))
        if not text:
            raise DamagedMemory(file)
        words: Text = marshal.loads(text)  # noqa: S302 - our own database, checked by its digest
        return words

    @cache
    def find_key(file: str) -> str:
        return str(_one(connection, "SELECT key FROM current WHERE file = ?", file))

    return find_text, find_key


def _one(connection: sqlite3.Connection, query: str, file: str) -> object:
    try:
        row = connection.execute(query, (file,)).fetchone()
    except sqlite3.Error as error:
        raise DamagedMemory(str(error)) from error
    if row is None:
        raise DamagedMemory(file)
    return row[0]


def _whole(sealed: object) -> bytes:
    """Take the digest off that `_sealed` put on; nothing where it doesn't fit."""
    if not isinstance(sealed, bytes):
        return b""
    content = sealed[_DIGEST:]
    return content if sealed[:_DIGEST] == short_digest(content) else b""


def _sealed(content: bytes) -> bytes:
    return short_digest(content) + content


def keep_recipes(database: Path, setup: bytes, recipes: Iterable[tuple[str, bytes]]) -> None:
    """Keep pickled recipes by their paths, and what it takes to make them.

    They are those of pages whose bodies may be all that changes.
    """
    try:
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute("PRAGMA synchronous = OFF")
            rows = ((path, _sealed(recipe)) for path, recipe in (("", setup), *recipes))
            connection.executemany("INSERT OR REPLACE INTO recipe VALUES (?, ?)", rows)
    except sqlite3.Error as error:
        raise EnvironmentProblem(f"{database}: {error}; the site is as it was") from error


def recall_recipes(database: Path, engine: str, token: str, paths: Sequence[str]) -> tuple[bytes, list[bytes]] | None:
    """Find the kept recipes of some outputs, and what it takes to make them; None when any is missing.

    None too when they aren't those of the site that is published, whose token is `token`.
    """
    try:
        with closing(_opened(database, engine)) as connection:
            if connection.execute("SELECT key FROM current WHERE file = ''").fetchone() != (token,):
                return None
            rows = [
                connection.execute("SELECT recipe FROM recipe WHERE path = ?", (path,)).fetchone()
                for path in ("", *paths)
            ]
    except sqlite3.Error:
        return None
    blobs = [whole for row in rows if row and (whole := _whole(row[0]))]
    return (blobs[0], blobs[1:]) if len(blobs) == len(rows) else None


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
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns}) WITHOUT ROWID")
    connection.commit()
    return connection
