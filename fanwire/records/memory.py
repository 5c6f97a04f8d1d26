"""What a build remembers of the one before it, and what it found on the disk: stamps, keys and digests, no contents."""

import marshal
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fanwire.records.look import Stamp
from fanwire.records.record import Record, field

if TYPE_CHECKING:
    from fanwire.records.document import Text


class Survey(Record, frozen=True):
    """Every file that a build could read: its path from the site's folder (the theme's below `theme/`) and its stamp.

    `irregular` holds what is neither file nor folder, by path: `link` or `other`. `engine` is a digest of Fanwire's own
    code and of its libraries' versions; `look` is all this packed, to be compared as a whole.
    """

    files: Mapping[str, Stamp]
    irregular: Mapping[str, str]
    engine: str
    look: bytes


class Remembered(Record, frozen=True):
    """One output of the last build: the digest of its inputs, its stamp, and the files whose bodies it shows.

    Behind the digest stands a checksum of each input, in the order of their names.
    """

    inputs: bytes
    stamp: Stamp
    bodies: tuple[str, ...] = ()


class Facts(Record, frozen=True):
    """The bulk of a memory as it lies in the file `name`; `Memory` tells what each part is."""

    name: str
    stamps: Mapping[str, tuple[Stamp, str]]
    faces: Mapping[str, bytes]
    outputs: Mapping[str, Remembered]


class Memory(Record, frozen=True):
    """The last build of one output folder. Empty when there was none, or when what is left of it can't be trusted.

    `stamps` maps an input to its stamp and the key of its parsed document, `faces` the file of a text to a digest of
    all that other pages can see of it; `parsing` holds the settings that texts were parsed with. `token` names the
    recipes and current keys that the site was made with, `asked` holds the folder and the options, `now` and
    `next_change` the time for which the outputs stand; `foreign` are files in the output folder that are not Fanwire's,
    `folders` the times of its folders, which tell whether others put something there.
    """

    folder: Path
    engine: str = ""
    asked: str = ""
    now: datetime | None = None
    next_change: datetime | None = None
    counts: tuple[int, int, int] = (0, 0, 0)
    token: str = ""
    parsing: tuple[str, str, tuple[str, ...]] = ("", "", ())
    stamps: Mapping[str, tuple[Stamp, str]] = field(default_factory=dict)
    faces: Mapping[str, bytes] = field(default_factory=dict)
    outputs: Mapping[str, Remembered] = field(default_factory=dict)
    foreign: Mapping[str, Stamp] = field(default_factory=dict)
    folders: Mapping[str, int] = field(default_factory=dict)
    facts: Facts | None = None
    """What `stamps`, `faces` and `outputs` were when that was last written as a whole."""
    look: bytes = b""
    """The survey's look, for the glance of the next build; it is written only, and not recalled."""
    note: str = ""
    """Why the memory is empty, in words for a person; empty at a first build."""


class Kept(Record, frozen=True):
    """A parsed file on its way into the memory: its key, the pickled document, the marshalled text of its body."""

    key: str
    document: bytes
    text: bytes


class Batch(Record, frozen=True):
    """What is kept of some outputs for making them again, on its way into the memory.

    `rows` tells each one's path, its template, empty where it has none, and its recipe's place among the packed
    `recipes`, None where that isn't kept. `cards` are packed cards that stand in recipes by their digests.
    """

    rows: tuple[tuple[str, str, int | None], ...]
    recipes: bytes
    cards: Mapping[bytes, bytes]


NO_TEXT = marshal.dumps(())
"""What is kept as the text of a file that has none."""

KeepDocument = Callable[[Kept], None]
"""Puts a parsed file into the memory."""

FindText = Callable[[str], "Text"]
"""Finds the text of a body by its file."""

FindKeptText = Callable[[str], "Text"]
"""Finds the text of a body by its key."""

FindKey = Callable[[str], str]
"""Finds the key of a body by its file: another text, another key."""

FindDocuments = Callable[[Sequence[str]], Mapping[str, bytes]]
"""Finds pickled documents by their keys; unknown keys are left out."""
