"""What is kept of every article so that it can stay closed, in one SQLite file of the memory.

It is that of the last build that got so far, published or not. A token says which; the memory of a published site holds
the token it was made with.
"""

import pickle
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from fanwire.publish.database import changing, opened, sealed, whole
from fanwire.publish.memory import CLOSED, memory_folder
from fanwire.records.listed import Closed

_TABLES = {"chunk": "(number INTEGER PRIMARY KEY, articles BLOB)", "token": "(token TEXT)"}
# One new article is at the end, so one chunk is written; pickle knows an object again within a chunk.
_CHUNK = 500


class Chunks(NamedTuple):
    """Articles packed for the memory: how many chunks they make, and those that aren't there yet, by their numbers.

    Each is packed as it is taken, so that nobody holds all of them.
    """

    total: int
    fresh: Iterator[tuple[int, bytes]]


def packed_chunks(now: Sequence[Closed], before: Sequence[Closed]) -> Chunks:
    """Pack articles, newest first. `before` are those that `recall_closed` gave, whose chunks may stay."""
    chunks, known = _chunks(now), _chunks(before)
    fresh = (
        (number, sealed(pickle.dumps(chunk, pickle.HIGHEST_PROTOCOL)))
        for number, chunk in enumerate(chunks)
        if not _are_same(chunk, known[number : number + 1])
    )
    return Chunks(len(chunks), fresh)


def keep_closed(output: Path, engine: str, token: str, chunks: Chunks) -> None:
    """Keep what is packed, for the site that gets this token.

    Raises DamagedMemory, and EnvironmentProblem when the machine refuses.
    """
    with changing(memory_folder(output) / CLOSED, engine, _TABLES) as connection:
        connection.execute("DELETE FROM token")
        connection.execute("INSERT INTO token VALUES (?)", (token,))
        connection.execute("DELETE FROM chunk WHERE number >= ?", (chunks.total,))
        connection.executemany("INSERT OR REPLACE INTO chunk VALUES (?, ?)", chunks.fresh)


def pass_on(output: Path, engine: str, tokens: tuple[str, str]) -> None:
    """Let what is kept of a site, if it is of the one with the first token, be that of the one with the second."""
    with changing(memory_folder(output) / CLOSED, engine, _TABLES) as connection:
        connection.execute("UPDATE token SET token = ? WHERE token = ?", (tokens[1], tokens[0]))


def recall_closed(output: Path, engine: str, token: str) -> tuple[Closed, ...]:
    """Find the articles, newest first; none where they aren't those of the site with this token, or aren't whole."""
    database = memory_folder(output) / CLOSED
    if not token or not database.is_file():
        return ()
    try:
        with closing(opened(database, engine, _TABLES)) as connection:
            if connection.execute("SELECT token FROM token").fetchone() != (token,):
                return ()
            rows = connection.execute("SELECT articles FROM chunk ORDER BY number").fetchall()
    except sqlite3.Error:
        return ()
    chunks = [whole(articles) for (articles,) in rows]
    if not all(chunks):
        return ()
    found: list[Closed] = []
    for chunk in chunks:
        found += pickle.loads(chunk)  # noqa: S301 - written by us, and checked
    return tuple(reversed(found))


def _chunks(newest_first: Sequence[Closed]) -> list[tuple[Closed, ...]]:
    """Cut articles into chunks, oldest first."""
    oldest_first = tuple(reversed(newest_first))
    return [oldest_first[at : at + _CHUNK] for at in range(0, len(oldest_first), _CHUNK)]


def _are_same(chunk: Sequence[Closed], known: Sequence[Sequence[Closed]]) -> bool:
    return bool(known) and len(chunk) == len(known[0]) and all(a is b for a, b in zip(chunk, known[0], strict=True))
