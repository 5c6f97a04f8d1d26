"""What other processes do beside a build: parse what has changed, look at the outputs, make the second tree, load."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from fanwire.errand import companion, errand
from fanwire.publish.publishing import damaged, lacks_second_tree, make_second_tree
from fanwire.records.memory import Memory, Survey
from fanwire.records.record import replace
from fanwire.records.running import Ask, Company

if TYPE_CHECKING:
    from fanwire.read.bodies import TextsAhead

_AHEAD = 500
"""More texts than this are parsed sooner by all workers than by one process ahead of them."""


@contextmanager
def company_of(company: Company | None, jobs: int) -> Iterator[Ask | None]:
    """Give the process that is there already, or start one; with one job there is none."""
    if company:
        yield company.ask
        return
    with companion("fanwire.read.texts", jobs) as ask:
        yield ask


def texts_ahead(changed: tuple[str, ...], found: Survey, memory: Memory, ask: Ask | None) -> "Callable[[], TextsAhead]":
    """Have the texts parsed that are new or have changed, if they are few; gives a function that waits for them."""
    from fanwire.read.bodies import parsed_ahead
    from fanwire.read.keys import Parsing

    texts = {file: found.files[file] for file in changed if file in found.files and file.endswith(".md")}
    inside = {file: stamp for file, stamp in texts.items() if file.startswith("content/")}
    if not inside or len(inside) > _AHEAD:
        return dict
    few = replace(found, files=inside, irregular={}, look=b"")  # a message that a pipe takes at once
    parse = partial(parsed_ahead, few, Parsing(*memory.parsing))
    return cache(ask(parse) if ask else parse)


@contextmanager
def looked_after(
    memory: Memory, output: Path, jobs: int
) -> Iterator[tuple[Callable[[], frozenset[str]], Callable[[], bool]]]:
    """Have the outputs looked at, and the second tree made where there is none.

    Gives functions that wait for what was damaged, and for whether the tree was made.
    """
    outputs = errand(partial(damaged, memory, output), jobs if memory.outputs else 1)
    second_tree = partial(make_second_tree, memory, output)
    tree = errand(second_tree, jobs if lacks_second_tree(memory) else 1, writes=True)
    with outputs as wait_for_damaged, tree as wait_for_tree:
        yield cache(wait_for_damaged), cache(wait_for_tree)


def load_steps() -> None:
    """Import what comes after reading, while others read."""
    import fanwire.newsroom.opening
    import fanwire.plan.site
    import fanwire.render.rendering  # noqa: F401


def load_renderers() -> None:
    """Import what makes pages and feeds."""
    import fanwire.render.feeds
    import fanwire.render.templates  # noqa: F401


def load_all() -> None:
    """Import what comes after reading, where all has to be made."""
    load_steps()
    load_renderers()
