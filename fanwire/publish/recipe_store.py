"""Recipes of pages that show texts, in one SQLite file of the memory: such a page is made again with nothing else read.

They are those of the last build that got so far, published or not. A token says which; the memory of a published site
holds the token it was made with.
"""

import os
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from fanwire.errors import DamagedMemory, EnvironmentProblem
from fanwire.publish.database import opened, opened_anyway, sealed, whole
from fanwire.publish.memory import RECIPES, memory_folder
from fanwire.records.memory import Batch
from fanwire.records.recipe import Recipe

_TABLES = {
    "batch": "(number INTEGER PRIMARY KEY, recipes BLOB)",
    "recipe": "(path TEXT PRIMARY KEY, batch INTEGER, place INTEGER) WITHOUT ROWID",
    "token": "(token TEXT)",
}


def new_token() -> str:
    """Name a build: the recipes it keeps are those of the site whose memory has its token."""
    return os.urandom(8).hex()


@contextmanager
def recipe_keeper(
    output: Path, engine: str, published: str, token: str, gone: Iterable[str]
) -> Iterator[Callable[[Batch], None]]:
    """Offer a function that keeps recipes as they come; those of outputs that are gone go. All or nothing is kept.

    Where those that are there aren't of the site that is published, whose token is `published`, all of them go.
    """
    database = _path(output)
    try:
        with closing(opened_anyway(database, engine, _TABLES)) as connection, connection:
            if not _are_of(published, connection):
                connection.execute("DELETE FROM recipe")
            connection.execute("DELETE FROM token")
            connection.execute("INSERT INTO token VALUES (?)", (token,))

            def keep(batch: Batch) -> None:
                query = "INSERT INTO batch (recipes) VALUES (?)"
                number = connection.execute(query, (sealed(batch.recipes),)).lastrowid
                rows = ((path, number, place) for place, path in enumerate(batch.paths))
                connection.executemany("INSERT OR REPLACE INTO recipe VALUES (?, ?, ?)", rows)

            yield keep
            connection.executemany("DELETE FROM recipe WHERE path = ?", ((path,) for path in gone))
            connection.execute("DELETE FROM batch WHERE number NOT IN (SELECT batch FROM recipe)")
    except sqlite3.Error as error:
        if isinstance(error, sqlite3.OperationalError):  # the machine refuses, all else is damage
            raise EnvironmentProblem(f"{database}: {error}; the site is as it was") from error
        raise DamagedMemory(str(error)) from error


def recall_recipes(output: Path, engine: str, token: str, paths: Sequence[str]) -> tuple[bytes, list[Recipe]] | None:
    """Find the kept recipes of some outputs, and what it takes to make them; None when any is missing.

    None too when they aren't those of the site that is published, whose token is `token`.
    """
    places: list[tuple[int, int]] = []
    try:
        with closing(opened(_path(output), engine, _TABLES)) as connection:
            if not _are_of(token, connection):
                return None
            for path in ("", *paths):
                query = "SELECT batch, place FROM recipe WHERE path = ?"
                places += connection.execute(query, (path,)).fetchall()
            wanted = {number for number, _ in places}
            query = "SELECT recipes FROM batch WHERE number = ?"
            found = {number: whole(connection.execute(query, (number,)).fetchone()[0]) for number in wanted}
    except (sqlite3.Error, TypeError):  # TypeError: a batch that a recipe names is not there
        return None
    if len(places) != len(paths) + 1 or not all(found.values()):
        return None
    setup = found.pop(places[0][0])
    batches = {number: pickle.loads(batch) for number, batch in found.items()}  # noqa: S301 - as above
    return setup, [batches[number][place] for number, place in places[1:]]


def _are_of(token: str, connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT token FROM token").fetchone() == (token,))


def _path(output: Path) -> Path:
    return memory_folder(output) / RECIPES
