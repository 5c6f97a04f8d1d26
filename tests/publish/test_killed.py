"""A build that is killed, refused or met by a second one leaves the old site or the new one; the next needs no help."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fanwire.errors import EnvironmentProblem
from fanwire.publish import exchange as exchanging
from fanwire.publish import stage as staging
from tests.publish.small_site import Site

ROOT = Path(__file__).parents[2]
BUILD = (
    "from fanwire.cli import main\n"
    "sys.exit(main(['--quiet', '--as-of', '2026-03-01', '--jobs', '1', '--site', sys.argv[1]]))"
)
# Python tells of each of these calls before it is made (PEP 578); the child dies at the one of the given number.
DIE_AT_A_CALL = """
import os, signal, sys
left = [int(sys.argv[2])]
def watch(event, arguments):
    if event in {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "ctypes.dlsym", "sqlite3.connect"} or (
        event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    ):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
"""
NO_EXCHANGE = "import fanwire.publish.exchange as e; e._exchanged = lambda *_: False\n"
IN_THE_MIDDLE = """
import signal
left = [int(sys.argv[2])]
def watch(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith(("output", "previous", "tree")):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
"""


def run(code: str, site: Site, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run a build in a process of its own, with something done to it first."""
    command = [sys.executable, "-c", f"import os, sys\n{code}\n{BUILD}", str(site.root), *map(str, arguments)]
    # Measuring coverage writes files of its own, and those are no part of what is tried here.
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    return subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False, timeout=60)


def change(site: Site, number: int) -> dict[str, bytes]:
    """Change the site in several ways; gives the site that should come of it."""
    site.article(number % 4, f"Text after {number}.", title=f"Title after {number}")
    site.write("static/notes.txt", f"notes after {number}\n")
    site.write(f"static/new/{number}.txt", "new\n")
    (site.root / f"static/new/{number - 1}.txt").unlink(missing_ok=True)
    return site.clean_files()


def survive_any_call(site: Site, edit: Callable[[int], dict[str, bytes]], spacing: int) -> int:
    """Kill builds at one call after the other; gives the call that none got as far as.

    `edit` changes the site before each, and tells what should come of it; the calls come to lie further apart, by one
    in so many as `spacing`.
    """
    old, seen, at = site.files(), set(), 1
    new = edit(0)
    while True:
        result = run(DIE_AT_A_CALL, site, at)
        found = site.files()
        assert found in (old, new), f"killed at call {at}"
        seen.add(found == new)
        if result.returncode == 0:
            break
        assert result.returncode == -signal.SIGKILL, result.stderr
        site.build()
        assert site.files() == new
        old, at = new, at + 1 + at // spacing
        new = edit(at)
    assert seen == {True, False}
    return at


def test_a_build_killed_at_any_call_leaves_the_old_site_or_the_new_one(site: Site) -> None:
    site.build()
    (site.output / "CNAME").write_text("theirs", encoding="utf-8")
    assert survive_any_call(site, lambda number: change(site, number) | {"CNAME": b"theirs"}, 3) > 20


@pytest.mark.parametrize("milliseconds", [150, 300, 450])
def test_a_build_killed_at_any_time_leaves_the_old_site_or_the_new_one(milliseconds: int, site: Site) -> None:
    site.build()
    old = site.files()
    new = change(site, milliseconds)
    child = subprocess.Popen([sys.executable, "-c", f"import sys\n{BUILD}", str(site.root)], cwd=ROOT)
    time.sleep(milliseconds / 1000)
    child.kill()
    child.wait()
    assert site.files() in (old, new)
    site.build()
    assert site.files() == new


@pytest.mark.parametrize("rename", [1, 2, 3])
def test_without_the_system_call_a_cut_off_exchange_is_mended_by_the_next_build(rename: int, site: Site) -> None:
    site.build()
    (site.output / "CNAME").write_text("theirs", encoding="utf-8")
    for round_ in range(2):
        old = site.files()
        (site.root / f"content/articles/2026-02-0{round_ + 1}-story-{round_}.md").unlink()
        new = site.clean_files() | {"CNAME": b"theirs"}
        result = run(NO_EXCHANGE + IN_THE_MIDDLE, site, rename)
        assert result.returncode == -signal.SIGKILL, result.stderr
        assert not site.output.exists() or site.files() in (old, new)
        assert run(NO_EXCHANGE, site).returncode == 0
        assert site.files() == new
        assert sorted(path.name for path in site.root.iterdir() if "output" in path.name) == ["output"]


def test_without_the_system_call_builds_are_exact_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchanging, "_exchanged", lambda *_: False)
    site.build()
    for number in range(4):
        new = change(site, number)
        site.build()
        assert site.files() == new


def test_a_second_build_waits_for_the_first(site: Site) -> None:
    site.build()
    new = change(site, 1)
    children = [
        subprocess.Popen([sys.executable, "-c", f"import sys\n{BUILD}", str(site.root)], cwd=ROOT) for _ in "abc"
    ]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    assert site.files() == new


def test_a_build_waits_for_the_lock_and_says_so(site: Site) -> None:
    from datetime import UTC, datetime
    from threading import Timer

    from fanwire.pipeline import build
    from fanwire.publish.memory import locked
    from fanwire.records.config import Options

    said: list[str] = []
    lock = locked(site.output, lambda: None)
    lock.__enter__()
    timer = Timer(0.2, lambda: lock.__exit__(None, None, None))
    timer.start()
    build(site.root, Options(now=datetime(2026, 3, 1, tzinfo=UTC), jobs=1), lambda step, *_: said.append(step))
    timer.join()
    assert said[0] == "waiting for another build of this site to end"
    assert site.files() == site.clean_files()


# --- a machine that refuses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [0, 60, 1500, 9000, 30_000], ids=lambda limit: f"{limit} bytes")
def test_a_full_disk_is_one_line_and_the_old_site_stays(limit: int, site: Site) -> None:
    """No file may grow beyond a limit here, which is as near to a full disk as one comes without privileges."""
    site.build()
    old = site.files()
    new = change(site, 1)
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {resource.RLIM_INFINITY}))"
    result = run(code, site)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1, result.stderr
    assert result.stderr.startswith("fanwire: ")
    assert result.stderr.endswith("; the site is as it was\n")
    assert site.files() == old
    site.build()
    assert site.files() == new


@pytest.mark.parametrize("call", ["mkdir", "open", "link"])
def test_a_folder_that_may_not_be_written_is_an_error_that_names_it(
    call: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    old = site.files()
    change(site, 1)
    real = getattr(os, call)

    def refuse(path: Any, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it takes
        target = str(arguments[0] if call == "link" else path)
        if "/tree" in target:
            raise OSError(30 if call != "link" else 28, os.strerror(30 if call != "link" else 28), target)
        return real(path, *arguments, **named)

    monkeypatch.setattr(staging.os, call, refuse)  # type: ignore[attr-defined]
    with pytest.raises(EnvironmentProblem, match=r"tree.*; the site is as it was"):
        site.build()
    monkeypatch.undo()
    assert site.files() == old


def test_a_file_that_may_not_be_read_is_an_error_that_names_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    site.article(0, "Other words.")
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name.endswith("story-0.md"):
            raise PermissionError(13, os.strerror(13), str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(EnvironmentProblem, match=r"story-0\.md: Permission denied"):
        site.build()
