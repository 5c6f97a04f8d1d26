"""The cabinet: articles that are closed, because nothing that their pages show has changed since the last build."""

from collections.abc import Callable, Mapping

from fanwire.errors import DamagedMemory
from fanwire.records.document import Document
from fanwire.records.listed import Closed, Known
from fanwire.records.record import Record, field


def _lost(file: str) -> Document:
    raise DamagedMemory(file)


class Cabinet(Record, frozen=True):
    """The articles that are closed, by their files, and what is `known` of them, newest first.

    `before` tells, by their files, how those were that have changed. `open` finds the document of a closed one; it
    raises DamagedMemory where that is lost.
    """

    closed: Mapping[str, Closed] = field(default_factory=dict)
    known: tuple[Known, ...] = ()
    before: Mapping[str, Known] = field(default_factory=dict)
    open: Callable[[str], Document] = _lost


NOTHING_CLOSED = Cabinet()
"""The cabinet of a build that opens every article."""
