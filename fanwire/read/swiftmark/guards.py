"""Expressions of known third-party block processors, asked only when the text contains what they need.

The processors keep their own code; only the compiled expression that they search each block with is put behind a
guard that gives the same answers. They are named, as a guard is safe only where methods of the expression are called.
"""

from __future__ import annotations

from re import Pattern
from typing import TYPE_CHECKING

from .known import name
from .literals import GuardedPattern, necessary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown.blockprocessors import BlockProcessor

SEARCHED = {
    "pymdownx.blocks.BlocksProcessor": "start",
    "pymdownx.quotes.QuotesProcessor": "RE",
}


def guard(processors: Iterable[BlockProcessor]) -> None:
    """Put the guards before the expressions of those that are there."""
    for processor in processors:
        attribute = SEARCHED.get(name(processor), "")
        regex = getattr(processor, attribute, None) if attribute else None
        needs = necessary(regex) if isinstance(regex, Pattern) else frozenset[str]()
        if isinstance(regex, Pattern) and needs:
            vars(processor)[attribute] = GuardedPattern(regex, needs)
