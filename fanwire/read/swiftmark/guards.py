"""Expressions of known third-party block processors, asked only when the text contains what they need.

The processors keep their own code; only the compiled expression that they search each block with is put behind a
guard that gives the same answers. They are named, as a guard is safe only where methods of the expression are called.
"""

from __future__ import annotations

from re import Pattern
from typing import TYPE_CHECKING

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
        name = SEARCHED.get(f"{type(processor).__module__}.{type(processor).__qualname__}", "")
        regex = getattr(processor, name, None) if name else None
        needs = necessary(regex) if isinstance(regex, Pattern) else frozenset[str]()
        if isinstance(regex, Pattern) and needs:
            vars(processor)[name] = GuardedPattern(regex, needs)
