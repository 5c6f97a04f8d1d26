"""Errands and companions: what another process does meanwhile, and what happens when it can't."""

import os
import signal
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import sleep

import pytest

from fanwire.errand import companion, errand


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


def test_a_companion_does_one_thing_after_another() -> None:
    with companion("json", jobs=2) as ask:
        assert ask
        one, other = ask(os.getpid), ask(partial(len, "four"))
        assert other() == 4
        assert one() == one() != os.getpid()


def test_a_companion_is_told_and_tells_much() -> None:
    much = b"x" * 3_000_000
    with companion("json", jobs=2) as ask:
        assert ask
        waits = [ask(partial(bytes.upper, much)) for _ in range(3)]
        assert {len(wait()) for wait in waits} == {3_000_000}


def test_what_goes_wrong_with_a_companion_goes_wrong_here() -> None:
    with companion("json", jobs=2) as ask:
        assert ask
        wait = ask(partial(Path.read_bytes, Path("/nowhere/at/all")))
        with pytest.raises(FileNotFoundError):
            wait()
        assert ask(partial(len, "four"))() == 4


@pytest.mark.parametrize("module", ["json", "fanwire.nowhere"])
def test_what_a_companion_that_is_gone_was_asked_is_done_here(module: str) -> None:
    here = os.getpid()
    with companion(module, jobs=2) as ask:
        assert ask
        ask(partial(_end_unless, here))()
        assert ask(os.getpid)() == here
        assert len(ask(partial(bytes.upper, b"x" * 3_000_000))()) == 3_000_000


def test_a_companion_holds_the_files_that_are_open(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as stream, companion("json", jobs=2) as ask:
        assert ask
        assert str(stream.fileno()) in ask(partial(os.listdir, "/proc/self/fd"))()


def test_a_companion_ends_when_the_first_process_is_gone() -> None:
    """It reads its wishes from a pipe of which it must not hold the other end."""
    readable, writable = os.pipe()
    child = os.fork()
    if not child:
        with companion("json", jobs=2) as ask:
            assert ask
            os.write(writable, str(ask(os.getpid)()).encode())
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    number = int(os.read(readable, 20))
    for _ in range(500):
        if not Path(f"/proc/{number}").exists() or "Z" in Path(f"/proc/{number}/stat").read_text().split()[2]:
            return
        sleep(0.01)
    pytest.fail("it is still there")


def test_where_a_second_process_is_not_wanted_there_is_no_companion() -> None:
    with companion("json", jobs=1) as ask:
        assert ask is None


def test_what_goes_wrong_beside_a_companion_is_not_swallowed() -> None:
    with pytest.raises(BrokenPipeError), companion("json", jobs=2):
        raise BrokenPipeError


def _end_unless(number: int) -> None:
    if os.getpid() != number:
        os.kill(os.getpid(), signal.SIGKILL)
