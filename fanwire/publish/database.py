"""A file of the memory that holds blobs: SQLite, emptied where another engine filled it, each blob with a checksum."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from zlib import crc32

from fanwire.errors import DamagedMemory, EnvironmentProblem

_CHECK = 4  # bytes


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


@contextmanager
def changing(database: Path, engine: str, tables: Mapping[str, str]) -> Iterator[sqlite3.Connection]:
    """Open a database to change it; all of that is kept, or nothing. Raises like `said`."""
    with said(database), closing(opened_anyway(database, engine, tables)) as connection, connection:
        yield connection


@contextmanager
def said(database: Path) -> Iterator[None]:
    """Say what is wrong with a database: EnvironmentProblem when the machine refuses, and else DamagedMemory."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise EnvironmentProblem(f"{database}: {error}; the site is as it was") from error
    except sqlite3.Error as error:  # damage that opening didn't show
        raise DamagedMemory(str(error)) from error


def remove(database: Path) -> None:
    """Take away a database and what SQLite puts beside it."""
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()


def sealed(content: bytes) -> bytes:
    """Put a checksum in front of a blob."""
    return crc32(content).to_bytes(_CHECK) + content


def whole(blob: object) -> bytes:
    """Take the checksum off that `sealed` put on; nothing where it doesn't fit."""
    if not isinstance(blob, bytes):
        return b""
    content = blob[_CHECK:]
    return content if blob[:_CHECK] == crc32(content).to_bytes(_CHECK) else b""
