"""Run one command and measure it: time on the clock, time of the processors, memory of all its processes together.

Linux only: memory is read from /proc.
"""

import ctypes
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import struct_rusage
from tempfile import TemporaryFile
from threading import Event, Thread
from time import perf_counter, sleep

PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Reading:
    """What one run cost: `wall` and `cpu` in seconds, peak `memory` in MB (10^6 bytes).

    `others` is how many cores the rest of the machine kept busy meanwhile: near 0 where a figure can be trusted.
    """

    wall: float
    cpu: float
    memory: float
    others: float


def measure(command: Sequence[str], folder: Path) -> Reading:
    """Run `command` in `folder` to its end, and that of all it started. Raises CalledProcessError when it fails.

    What earlier runs wrote is on the disk before the clock starts. Memory is the proportional share (PSS) of each
    process, summed and sampled, so that pages shared by workers count once; the largest single process's own peak, as
    the kernel knows it, is a lower bound for runs too short to sample.
    """
    _adopt_orphans()
    os.sync()
    over, peaks = Event(), [0.0]
    watcher = Thread(target=_watch, args=(over, peaks))
    with TemporaryFile() as said:
        watcher.start()
        busy, start = _busy_seconds(), perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall, worked = perf_counter() - start, _busy_seconds() - busy
        process.returncode = os.waitstatus_to_exitcode(status)
        usages = [usage, *_reap()]
        over.set()
        watcher.join()
        if process.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, said.read())
    cpu = sum(each.ru_utime + each.ru_stime for each in usages)
    memory = max(*peaks, *(each.ru_maxrss * 1024 for each in usages)) / 1e6
    others = max(0.0, worked - cpu) / wall
    return Reading(round(wall, 3), round(cpu, 3), round(memory, 1), round(others, 2))


def wait_for_quiet(seconds: float) -> None:
    """Wait until others keep less than a quarter of a core busy, `seconds` at most."""
    start, busy = perf_counter(), 1.0
    while busy > 0.25 and perf_counter() - start < seconds:  # noqa: PLR2004 - explained above
        before = _busy_seconds()
        sleep(0.5)
        busy = (_busy_seconds() - before) / 0.5


def _adopt_orphans() -> None:
    """Become the parent of processes that outlive theirs, so that no worker's processor time is lost."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _reap() -> Iterator[struct_rusage]:
    while True:
        try:
            yield os.wait4(-1, 0)[2]
        except ChildProcessError:
            return


def _watch(over: Event, peaks: list[float]) -> None:
    """Note the highest sum; looking takes a tenth of the time at most, as it slows the watched down."""
    while not over.is_set():
        start = perf_counter()
        peaks.append(float(sum(_share(pid) for pid in _descendants(os.getpid()))))
        sleep(max(0.01, 9 * (perf_counter() - start)))


def _descendants(root: int) -> set[int]:
    parents = {}
    for entry in os.listdir("/proc"):  # noqa: PTH208 - paths would cost more than the look itself
        if entry.isdigit():
            try:
                stat = Path("/proc", entry, "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:  # gone since
                continue
            parents[int(entry)] = int(stat.rpartition(")")[2].split()[1])
    found, before = {root}, 0
    while len(found) > before:
        before = len(found)
        found |= {pid for pid, parent in parents.items() if parent in found}
    return found - {root}


def _share(pid: int) -> int:
    """Read the bytes that a process has for itself, and its part of what it shares."""
    try:
        lines = Path("/proc", str(pid), "smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:  # gone since
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _busy_seconds() -> float:
    """Sum the time that all cores worked since the machine started."""
    user, nice, system, _idle, _wait, *rest = (
        Path("/proc/stat").read_text(encoding="utf-8").split("\n", 1)[0].split()[1:]
    )
    ticks = sum(int(part) for part in (user, nice, system, *rest[:3]))
    return ticks / os.sysconf("SC_CLK_TCK")
