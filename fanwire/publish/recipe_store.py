"""Recipes, in one SQLite file of the memory: a page that other texts or another template change is made with no plan.

They are those of the last build that got so far, published or not. A token says which; the memory of a published site
holds the token it was made with.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

from fanwire.errors import DamagedMemory
from fanwire.publish.database import changing, opened, sealed, whole
from fanwire.publish.memory import RECIPES, memory_folder
from fanwire.records.cards import Card
from fanwire.records.memory import Batch
from fanwire.records.packed_recipes import unpacked_card, unpacked_recipes
from fanwire.records.recipe import Recipe

T = TypeVar("T")

_AT_ONCE = 500
_TABLES = {
    "batch": "(number INTEGER PRIMARY KEY, recipes BLOB)",
    "recipe": "(path TEXT PRIMARY KEY, template TEXT, batch INTEGER, place INTEGER) WITHOUT ROWID",
    "card": "(digest BLOB PRIMARY KEY, card BLOB)",
    "setup": "(token TEXT, setup BLOB)",
}


def new_token() -> str:
    """Name a build: the recipes it keeps are those of the site whose memory has its token."""
    return os.urandom(8).hex()


@contextmanager
def recipe_keeper(
    output: Path, engine: str, tokens: tuple[str, str], setup: bytes, standing: Mapping[str, str], gone: Iterable[str]
) -> Iterator[Callable[[Batch], None]]:
    """Offer a function that keeps recipes as they come; those of outputs that are gone go. All or nothing is kept.

    `tokens` are those of the site that is published and of the new one. Where the recipes that are there aren't of the
    first, all of them go, and of the outputs that stay nothing is known but their templates, `standing`. `setup` is
    what it takes besides recipes.
    """
    with changing(_path(output), engine, _TABLES) as connection:
        if not _setup(connection, tokens[0]):
            connection.execute("DELETE FROM recipe")
            connection.executemany("INSERT INTO recipe VALUES (?, ?, NULL, NULL)", standing.items())
        connection.execute("DELETE FROM setup")
        connection.execute("INSERT INTO setup VALUES (?, ?)", (tokens[1], sealed(setup)))
        yield lambda batch: _keep(connection, batch)
        connection.executemany("DELETE FROM recipe WHERE path = ?", ((path,) for path in gone))
        _sweep(connection)


def _keep(connection: sqlite3.Connection, batch: Batch) -> None:
    query = "INSERT INTO batch (recipes) VALUES (?)"
    number = connection.execute(query, (sealed(batch.recipes),)).lastrowid if batch.recipes else None
    rows = ((path, template, number, place) for path, template, place in batch.rows)
    connection.executemany("INSERT OR REPLACE INTO recipe VALUES (?, ?, ?, ?)", rows)
    cards = ((digest, sealed(card)) for digest, card in batch.cards.items())
    connection.executemany("INSERT OR IGNORE INTO card VALUES (?, ?)", cards)


def _sweep(connection: sqlite3.Connection) -> None:
    """Drop batches that hold nothing of use any more, and cards that no recipe shows when they are most of them."""
    # EXCEPT takes a tenth of the time of NOT IN.
    unused = "SELECT number FROM batch EXCEPT SELECT batch FROM recipe WHERE place IS NOT NULL"
    connection.execute(f"DELETE FROM batch WHERE number IN ({unused})")  # noqa: S608 - both are written here
    (recipes,) = connection.execute("SELECT count(*) FROM recipe").fetchone()
    (cards,) = connection.execute("SELECT count(*) FROM card").fetchone()
    if cards > 2 * recipes + _AT_ONCE:
        shown: set[bytes] = set()
        for (batch,) in connection.execute("SELECT recipes FROM batch"):
            unpacked_recipes(_checked(batch), shown.add)  # type: ignore[arg-type]  # nobody looks at these recipes
        connection.execute("CREATE TEMPORARY TABLE shown (digest BLOB PRIMARY KEY)")
        connection.executemany("INSERT INTO shown VALUES (?)", ((digest,) for digest in shown))
        connection.execute("DELETE FROM card WHERE digest NOT IN (SELECT digest FROM shown)")


def recall_setup(output: Path, engine: str, token: str) -> bytes:
    """Find what it took to make the outputs of the site that is published, besides recipes; its token is `token`.

    Nothing where what is kept is another's. Where it is this one's, so are the templates and recipes below.
    """
    return _asked(output, engine, lambda connection: _setup(connection, token)) or b""


def recall_templates(output: Path, engine: str) -> Mapping[str, str]:
    """Tell by which template each output was made: `{"index.html": "front.html", "feed.xml": ""}`."""
    query = "SELECT path, template FROM recipe"
    return _asked(output, engine, lambda connection: dict(connection.execute(query).fetchall())) or {}


def recall_recipes(output: Path, engine: str, paths: Sequence[str]) -> list[Recipe]:
    """Find the kept recipes of some outputs, in the order in which they were made; none when any is missing."""

    def find(connection: sqlite3.Connection) -> list[Recipe]:
        places = sorted(_places(connection, paths))
        if len(places) != len(paths):
            return []

        @cache
        def find_card(digest: bytes) -> Card:
            return unpacked_card(_blob(connection, "SELECT card FROM card WHERE digest = ?", digest))

        batches = {
            number: unpacked_recipes(_blob(connection, "SELECT recipes FROM batch WHERE number = ?", number), find_card)
            for number in {number for number, _ in places}
        }
        return [batches[number][place] for number, place in places]

    return _asked(output, engine, find) or []


def _places(connection: sqlite3.Connection, paths: Sequence[str]) -> list[tuple[int, int]]:
    """Find the batch of each of these recipes, and its place there."""
    query = "SELECT batch, place FROM recipe WHERE path = ? AND place IS NOT NULL"
    if len(paths) < _AT_ONCE:
        return [row for path in paths for row in connection.execute(query, (path,))]
    wanted = frozenset(paths)
    rows = connection.execute("SELECT path, batch, place FROM recipe WHERE place IS NOT NULL")
    return [(batch, place) for path, batch, place in rows if path in wanted]


def _setup(connection: sqlite3.Connection, token: str) -> bytes:
    row = connection.execute("SELECT setup FROM setup WHERE token = ?", (token,)).fetchone()
    return whole(row[0]) if row else b""


def _blob(connection: sqlite3.Connection, query: str, key: object) -> bytes:
    row = connection.execute(query, (key,)).fetchone()
    return _checked(row[0] if row else None)


def _checked(blob: object) -> bytes:
    content = whole(blob)
    if not content:
        raise DamagedMemory("a recipe or card")
    return content


def _asked(output: Path, engine: str, ask: Callable[[sqlite3.Connection], T]) -> T | None:
    """Ask the database; None where it is damaged."""
    try:
        with closing(opened(_path(output), engine, _TABLES)) as connection:
            return ask(connection)
    except (sqlite3.Error, DamagedMemory):
        return None


def _path(output: Path) -> Path:
    return memory_folder(output) / RECIPES
