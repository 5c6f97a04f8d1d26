"""A second process that does something while this one goes on: an errand is one function, a companion does several."""

import gc
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from importlib import import_module
from typing import IO, TypeVar

from fanwire.records.running import Ask

T = TypeVar("T")

_FIRST_FREE = 3
"""The first file descriptor after standard input, output and errors."""
_FAILED = (False, None)
_SMALL = 8192
"""A pipe takes several wishes of so many bytes at once, while nobody reads."""


@contextmanager
def errand(function: Callable[[], T], jobs: int, *, writes: bool = False) -> Iterator[Callable[[], T]]:
    """Run `function` beside what stands in the `with`; gives a function that waits for what it returns.

    That must be something that can be pickled. Where the errand fails, whatever the reason, and where no second process
    is wanted or safe, `function` is called here when its result is asked for. One that `writes` holds the lock of this
    build as long as it runs, even if the build is killed; others hold no file of it.
    """
    readable, writable = os.pipe()
    child = _forked(jobs)
    if child == 0:
        _run(function, writable, is_alone=not writes)
    os.close(writable)
    with open(readable, "rb") as answers, _ended(child):  # noqa: PTH123 - it has no path
        received = cache(partial(_received, answers))
        yield lambda: _result(received, function)


@contextmanager
def companion(module: str, jobs: int) -> Iterator[Ask | None]:
    """Have a second process that loads a module, and then does one thing after another that it is asked.

    Gives the function that asks, or None where there is no second process. All that is asked and returned is pickled;
    what fails there is done here when its result is waited for. It may write: it keeps the files that are open now, so
    it holds the lock of this build as long as it runs, even if the build is killed.
    """
    (wishes, wished), (readable, writable) = os.pipe(), os.pipe()
    child = _forked(jobs)
    if child == 0:
        os.close(wished)  # else it would wait for itself when the build is killed
        os.close(readable)
        _serve(module, wishes, writable)
    os.close(wishes)
    os.close(writable)
    with open(wished, "wb", buffering=0) as wanted, open(readable, "rb") as answers, _ended(child):  # noqa: PTH123
        last: Callable[[], object] = tuple

        def ask(function: Callable[[], T]) -> Callable[[], T]:
            nonlocal last
            before, wish = last, pickle.dumps(function, pickle.HIGHEST_PROTOCOL)
            if len(wish) > _SMALL:
                before()  # else each could wait for the other to read
            with suppress(BrokenPipeError):  # it is gone: this is done here then
                _send(wish, wanted)

            @cache
            def received() -> tuple[bool, object]:
                before()  # answers come in the order of the wishes
                return _received(answers)

            last = received
            return partial(_result, received, function)

        yield ask if child else None


def _forked(jobs: int) -> int | None:
    """Start a second process: its number here, 0 there; None where none is wanted, safe or to be had."""
    if jobs == 1 or not hasattr(os, "fork") or threading.active_count() > 1:
        return None
    try:
        return os.fork()
    except OSError:  # there may be no more processes
        return None


@contextmanager
def _ended(child: int | None) -> Iterator[None]:
    try:
        yield
    finally:
        if child:
            os.kill(child, signal.SIGKILL)  # it is done, or of no use any more
            os.waitpid(child, 0)


def _run(function: Callable[[], object], writable: int, *, is_alone: bool) -> None:
    """Be the second process; `is_alone` if it shall hold none of the files that the first has open."""
    with suppress(BaseException):
        gc.disable()
        if is_alone:
            _close_all_but(writable)
        with open(writable, "wb") as answers:
            _answer(function, answers)
    os._exit(0)


def _serve(module: str, wishes: int, writable: int) -> None:
    """Be the companion, until the first process ends it or is gone."""
    with suppress(BaseException):
        gc.disable()
        import_module(module)
        with open(wishes, "rb") as wanted, open(writable, "wb") as answers:
            while True:
                _answer(pickle.load(wanted), answers)  # noqa: S301 - from our own process
    os._exit(0)


def _answer(function: Callable[[], object], answers: IO[bytes]) -> None:
    try:
        told = pickle.dumps((True, function()), pickle.HIGHEST_PROTOCOL)
    except Exception:  # noqa: BLE001 - whatever it is, it will go wrong where it can be said
        told = pickle.dumps(_FAILED)
    answers.write(told)
    answers.flush()


def _send(content: bytes, pipe: IO[bytes]) -> None:
    """Write all of it, however little the pipe takes at once."""
    rest = memoryview(content)
    while rest:
        rest = rest[pipe.write(rest) :]


def _close_all_but(descriptor: int) -> None:
    """Close the descriptors that are open: to try all that may be takes minutes where a container allows a billion."""
    for each in map(int, os.listdir("/dev/fd")):  # noqa: PTH208 - they are numbers, not files
        if each >= _FIRST_FREE and each != descriptor:
            with suppress(OSError):  # the one of this list itself
                os.close(each)


def _received(answers: IO[bytes]) -> tuple[bool, object]:
    """Wait for the next answer."""
    try:
        told: tuple[bool, object] = pickle.load(answers)  # noqa: S301 - from our own process
    except (EOFError, pickle.UnpicklingError):  # there is none, or it was ended while it sent
        return _FAILED
    return told


def _result(received: Callable[[], tuple[bool, object]], function: Callable[[], T]) -> T:
    done, result = received()
    return result if done else function()  # type: ignore[return-value]  # it is what this function returned there
