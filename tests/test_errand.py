"""An errand: what another process does meanwhile, and what happens when it can't."""

import os
import signal
from pathlib import Path
from threading import Event, Thread

import pytest

from fanwire.errand import errand


def test_an_errand_is_done_by_another_process() -> None:
    with errand(os.getpid, jobs=2) as wait:
        assert wait() != os.getpid()


def test_an_errand_may_bring_much() -> None:
    with errand(lambda: b"x" * 3_000_000, jobs=2) as wait:
        assert len(wait()) == 3_000_000


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_goes_wrong_goes_wrong_here(jobs: int) -> None:
    with errand(lambda: Path("/nowhere/at/all").read_bytes(), jobs) as wait, pytest.raises(FileNotFoundError):
        wait()


def test_one_job_is_one_process() -> None:
    with errand(os.getpid, jobs=1) as wait:
        assert wait() == os.getpid()


def test_beside_threads_no_process_is_forked() -> None:
    over = Event()
    thread = Thread(target=over.wait)
    thread.start()
    with errand(os.getpid, jobs=2) as wait:
        assert wait() == os.getpid()
    over.set()
    thread.join()


def test_an_errand_that_was_ended_from_outside_is_done_here() -> None:
    here = os.getpid()

    def end_yourself() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return 7

    with errand(end_yourself, jobs=2) as wait:
        assert wait() == 7


def test_an_errand_nobody_waits_for_ends_with_the_rest(tmp_path: Path) -> None:
    def never() -> None:
        (tmp_path / str(os.getpid())).touch()
        signal.pause()

    with errand(never, jobs=2):
        while not (begun := list(tmp_path.iterdir())):
            pass
    with pytest.raises(ProcessLookupError):
        os.kill(int(begun[0].name), 0)


def test_an_errand_holds_no_file_of_ours(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as stream, errand(lambda: os.listdir("/proc/self/fd"), jobs=2) as wait:  # noqa: PTH208
        assert str(stream.fileno()) not in wait()


def test_where_no_more_processes_are_allowed_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    before = sorted(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names are enough
    with errand(os.getpid, jobs=2) as wait:
        assert wait() == os.getpid()
    assert sorted(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
