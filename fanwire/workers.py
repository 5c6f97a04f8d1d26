"""Worker processes for the steps that have enough to do. They end with their build, however that ends."""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fanwire.errors import EnvironmentProblem
from fanwire.records.running import FindWorkers

if TYPE_CHECKING:
    from concurrent.futures import Executor

_WORTH_PROCESSES = 96
"""So many new files or recipes pay for starting worker processes."""


@contextmanager
def workers(jobs: int, before_forking: Callable[[], None]) -> Iterator[FindWorkers]:
    """Offer `jobs` worker processes, or as many as there are processors; they are started when first asked for.

    `before_forking` may load what all of them need. Forking is fastest, but not safe once there are threads, as in the
    preview: then the processes start from nothing.
    Raises EnvironmentProblem when one of them was ended from outside.
    """
    count = jobs or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    started: list[Executor] = []

    def find(tasks: int) -> "Executor | None":
        if count == 1 or tasks < _WORTH_PROCESSES:
            return None
        if not started:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            forks = hasattr(os, "fork") and threading.active_count() == 1
            if forks:
                before_forking()
            started.append(ProcessPoolExecutor(count, get_context("fork" if forks else "spawn"), _end_with_the_build))
        return started[0]

    try:
        yield find
    except BaseException as error:
        for executor in started:
            executor.shutdown(wait=True, cancel_futures=True)
        if started and _is_broken(error):
            raise EnvironmentProblem(
                "a worker process was ended from outside, perhaps for want of memory: try --jobs 1; "
                "the site is as it was"
            ) from error
        raise
    for executor in started:
        executor.shutdown()


def _is_broken(error: BaseException) -> bool:
    from concurrent.futures import BrokenExecutor

    return isinstance(error, BrokenExecutor)


def _end_with_the_build() -> None:
    """Make a worker end at Ctrl-C without a word, and when the build is killed.

    A worker that outlived its build would hold the lock, and could write into the tree of the next one.
    """
    from multiprocessing import parent_process

    gc.disable()  # it lives for one build: collecting its garbage would cost a tenth of its time
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent.join,), daemon=True).start()


def _outlive(wait: Callable[[], None]) -> None:
    wait()
    os.kill(os.getpid(), signal.SIGKILL)
