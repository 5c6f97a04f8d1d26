"""An errand: one function that a second process runs while this one goes on with something else."""

import gc
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

T = TypeVar("T")

_FIRST_FREE = 3
"""The first file descriptor after standard input, output and errors."""


@contextmanager
def errand(function: Callable[[], T], jobs: int, *, writes: bool = False) -> Iterator[Callable[[], T]]:
    """Run `function` beside what stands in the `with`; gives a function that waits for what it returns.

    That must be something that can be pickled. Where the errand fails, whatever the reason, and where no second process
    is wanted or safe, `function` is called here when its result is asked for. One that `writes` holds the lock of this
    build as long as it runs, even if the build is killed; others hold no file of it.
    """
    if jobs == 1 or not hasattr(os, "fork") or threading.active_count() > 1:
        yield function
        return
    readable, writable = os.pipe()
    try:
        child = os.fork()
    except OSError:  # there may be no more processes
        os.close(readable)
        os.close(writable)
        yield function
        return
    if not child:
        _run(function, writable, is_alone=not writes)
    os.close(writable)
    with open(readable, "rb") as pipe:  # noqa: PTH123 - it has no path
        try:
            yield lambda: _result(pipe.read(), function)
        finally:
            os.kill(child, signal.SIGKILL)  # it is done, or of no use any more
            os.waitpid(child, 0)


def _run(function: Callable[[], object], writable: int, *, is_alone: bool) -> None:
    """Be the second process; `is_alone` if it shall hold none of the files that the first has open."""
    with suppress(BaseException):
        gc.disable()
        if is_alone:
            _close_all_but(writable)
        with open(writable, "wb") as pipe:
            pipe.write(pickle.dumps(function(), pickle.HIGHEST_PROTOCOL))
    os._exit(0)


def _close_all_but(descriptor: int) -> None:
    """Close the descriptors that are open: to try all that may be takes minutes where a container allows a billion."""
    for each in map(int, os.listdir("/dev/fd")):  # noqa: PTH208 - they are numbers, not files
        if each >= _FIRST_FREE and each != descriptor:
            with suppress(OSError):  # the one of this list itself
                os.close(each)


def _result(sent: bytes, function: Callable[[], T]) -> T:
    try:
        result: T = pickle.loads(sent)  # noqa: S301 - from our own process
    except (EOFError, pickle.UnpicklingError):  # it failed, or was ended while it sent
        return function()
    return result
