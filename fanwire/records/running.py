"""What a long step is given besides its data: somebody to tell how far it is, and processes to share the work with."""

from collections.abc import Callable
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor

Progress = Callable[[str, int, int], None]
"""Told how far a long step is: `("render", 120, 1936)`."""

FindWorkers = Callable[[int, object], "Executor | None"]
"""Asked with a number of tasks, and with what each of them shall be given: worker processes that have it from their
start, or None where so few tasks are done faster here."""

T = TypeVar("T")


class Ask(Protocol):
    """Asks another process to call a function; gives a function that waits for what it returns."""

    def __call__(self, function: Callable[[], T]) -> Callable[[], T]:
        """Ask for one thing, which can be pickled; it is done when all that was asked before is."""


class Company(NamedTuple):
    """A process that was started before a build, and the file that the build shall lock, which both have open."""

    ask: Ask
    lock: IO[str]


def given(kind: type[T]) -> T:
    """Tell what this worker process was given when it started; raises TypeError where that is of another kind."""
    from multiprocessing import current_process

    value = vars(current_process()).get(GIVEN)
    if not isinstance(value, kind):
        raise TypeError(f"this process was given no {kind.__name__}")
    return value


GIVEN = "fanwire_given"
"""The attribute of a worker's process object that holds it: a process keeps its own state, modules keep none."""
