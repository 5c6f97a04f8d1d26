"""A file of the memory that holds blobs: SQLite, emptied where another engine filled it, each blob with a digest."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from fanwire.publish.memory import short_digest

_DIGEST = 16  # characters


def opened(database: Path, engine: str, tables: Mapping[str, str]) -> sqlite3.Connection:
    """Open a database with these tables: `{"current": "(file TEXT PRIMARY KEY, key TEXT) WITHOUT ROWID"}`."""
    connection = sqlite3.connect(database, isolation_level="IMMEDIATE")
    # What is lost in a power cut is parsed again; nothing here needs to survive one.
    # But a killed process must not leave half a change, so the journal is a file.
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE TABLE IF NOT EXISTS engine (digest TEXT)")
    row = connection.execute("SELECT digest FROM engine").fetchone()
    if row != (engine,):
        for table in tables:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute("DELETE FROM engine")
        connection.execute("INSERT INTO engine VALUES (?)", (engine,))
    for table, columns in tables.items():
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} {columns}")
    connection.commit()
    return connection


def opened_anyway(database: Path, engine: str, tables: Mapping[str, str]) -> sqlite3.Connection:
    """Open a database, a new one where what lies there is none; raises sqlite3.Error where that can't be made."""
    try:
        return opened(database, engine, tables)
    except sqlite3.Error:
        remove(database)
        return opened(database, engine, tables)


def remove(database: Path) -> None:
    """Take away a database and what SQLite puts beside it."""
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()


def sealed(content: bytes) -> bytes:
    """Put a digest in front of a blob."""
    return short_digest(content) + content


def whole(blob: object) -> bytes:
    """Take the digest off that `sealed` put on; nothing where it doesn't fit."""
    if not isinstance(blob, bytes):
        return b""
    content = blob[_DIGEST:]
    return content if blob[:_DIGEST] == short_digest(content) else b""
