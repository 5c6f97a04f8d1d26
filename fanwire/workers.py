"""Worker processes for the steps that have enough to do. They end with their build, however that ends."""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import sleep
from typing import TYPE_CHECKING

from fanwire.errors import EnvironmentProblem
from fanwire.records.running import GIVEN, FindWorkers

if TYPE_CHECKING:
    from concurrent.futures import Executor

_WORTH_PROCESSES = 96
"""So many new files or recipes pay for starting worker processes."""

_GRACE = 0.5  # seconds


@contextmanager
def workers(jobs: int, before_forking: Callable[[], None] = lambda: None) -> Iterator[FindWorkers]:
    """Offer `jobs` worker processes, or as many as there are processors; they are started when first asked for.

    Each crew gets what its tasks share when it starts; asked for again with something else, a new crew takes its place.
    A forked process has that at once, however large it is; others have it sent. Forking is fastest, but not safe once
    there are threads, as in the preview: then the processes start from nothing. `before_forking` may load what a crew
    that shares something needs; one that shares nothing isn't kept waiting for that.
    Raises EnvironmentProblem when one of them was ended from outside.
    """
    count = jobs or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    started: list[tuple[Executor, object]] = []

    def find(tasks: int, shared: object) -> "Executor | None":
        if count == 1 or tasks < _WORTH_PROCESSES:
            return None
        if started and started[-1][1] is shared:
            return started[-1][0]
        while started:
            started.pop()[0].shutdown()
        if shared is not None:
            before_forking()
        started.append((_crew(count, shared), shared))
        return started[-1][0]

    try:
        yield find
    except BaseException as error:
        for executor, _ in started:
            executor.shutdown(wait=True, cancel_futures=True)
        if started and _is_broken(error):
            sleep(
                _GRACE
            )  # Ctrl-C reaches a whole terminal: a worker's end may be seen before the signal to this process
            raise EnvironmentProblem(
                "a worker process was ended from outside, perhaps for want of memory: try --jobs 1; "
                "the site is as it was"
            ) from error
        raise
    for executor, _ in started:
        executor.shutdown()


def _crew(count: int, shared: object) -> "Executor":
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    forks = hasattr(os, "fork") and threading.active_count() == 1
    if forks:
        gc.freeze()  # what is here now would be copied for each of them if their collectors looked at it
    return ProcessPoolExecutor(count, get_context("fork" if forks else "spawn"), _begin, (shared,))


def _is_broken(error: BaseException) -> bool:
    from concurrent.futures import BrokenExecutor

    return isinstance(error, BrokenExecutor)


def _begin(shared: object) -> None:
    """Hand a worker what its tasks share, and make it end at Ctrl-C without a word, and when the build is killed.

    A worker that outlived its build would hold the lock, and could write into the tree of the next one.
    """
    from multiprocessing import current_process, parent_process

    setattr(current_process(), GIVEN, shared)
    gc.disable()  # it lives for one build: collecting its garbage would cost a tenth of its time
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent.join,), daemon=True).start()


def _outlive(wait: Callable[[], None]) -> None:
    wait()
    os.kill(os.getpid(), signal.SIGKILL)
