"""`serve`: what is on the screen follows what is in the files, and nothing is built for nothing."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from urllib.request import urlopen

import pytest

from fanwire.desk.preview import Preview
from fanwire.desk.serve import is_input, serve
from fanwire.errors import Problem, SiteProblems, UsageError, Where

LONG_ENOUGH = 10
"""Seconds to wait for what must come; a test that passes never waits so long."""
A_WHILE = 1.2
"""Seconds in which something that must not come would have come: more than the wait for quiet and a glance."""


def copying(root: Path) -> Callable[[str], str]:
    """Stand in for a build: it reads every file of content/, as a real one does, and publishes one page."""

    def build(base_url: str) -> str:
        texts = [path.read_text(encoding="utf-8") for path in sorted((root / "content").rglob("*.md"))]
        if "wrong" in texts:
            raise SiteProblems([Problem(Where("content/a.md", 1, 1), "this is wrong")])
        (root / "output").mkdir(exist_ok=True)
        (root / "output" / "index.html").write_text(f"{base_url} {texts}", encoding="utf-8")
        return f"built {'+'.join(texts)}"

    return build


@contextmanager
def running(root: Path, build: Callable[[str], str]) -> Iterator["SimpleQueue[str]"]:
    """Serve a folder on a free port, and give the lines it says once the first build is done."""
    lines: SimpleQueue[str] = SimpleQueue()
    stop = Event()
    thread = Thread(target=serve, args=(root, Preview(root / "output", port=0), build, lines.put, stop))
    thread.start()
    try:
        yield lines
    finally:
        stop.set()
        thread.join(LONG_ENOUGH)
        assert not thread.is_alive()


def next_line(lines: "SimpleQueue[str]") -> str:
    return lines.get(timeout=LONG_ENOUGH)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make the folders of a site with one article."""
    (tmp_path / "content").mkdir()
    (tmp_path / "site.yaml").touch()
    (tmp_path / "content" / "a.md").write_text("one", encoding="utf-8")
    return tmp_path


def test_a_change_is_built_and_shown(root: Path) -> None:
    with running(root, copying(root)) as lines:
        assert next_line(lines) == "built one"
        address = next_line(lines).split()[4]
        (root / "content" / "a.md").write_text("two", encoding="utf-8")
        assert next_line(lines) == "content/a.md changed"
        assert next_line(lines) == "built two"
        with urlopen(address) as page:  # noqa: S310 -- our own server
            assert page.read().decode() == f"{address} ['two']"


def test_nothing_is_built_because_files_were_read_or_the_site_was_written(root: Path) -> None:
    with running(root, copying(root)) as lines:
        next_line(lines), next_line(lines)
        (root / "content" / "a.md").read_bytes()
        (root / "output" / "new.html").touch()
        (root / ".fanwire").mkdir()
        (root / ".fanwire" / "memory").touch()
        (root / "content" / ".a.md.swp").touch()
        (root / "notes.txt").touch()
        assert not Event().wait(A_WHILE)
        assert lines.empty()


def test_many_changes_at_once_are_one_build(root: Path) -> None:
    with running(root, copying(root)) as lines:
        next_line(lines), next_line(lines)
        for number in range(50):
            (root / "content" / f"b{number}.md").write_text("b", encoding="utf-8")
        assert next_line(lines).endswith("changed")
        assert next_line(lines) == f"built {'+'.join(['one', *['b'] * 50])}"
        assert not Event().wait(A_WHILE)
        assert lines.empty()


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "site.yaml").write_text("title: x", encoding="utf-8"),
        lambda root: (root / "content" / "a.md").rename(root / "content" / "b.md"),
        lambda root: (root / "content" / "deep" / "er").mkdir(parents=True),
        lambda root: (root / "content" / Path(*"abcdefghijklmnopqrstuvwxyz")).mkdir(parents=True),
        lambda root: (root / "templates").mkdir(),
        lambda root: (root / "content" / "a.md").unlink(),
    ],
    ids=["settings", "a renamed file", "a new folder", "folders in it", "the first template", "a removed file"],
)
def test_every_kind_of_change_is_noticed(root: Path, change: Callable[[Path], object]) -> None:
    with running(root, copying(root)) as lines:
        next_line(lines), next_line(lines)
        change(root)
        assert next_line(lines).endswith("changed")
        assert next_line(lines).startswith("built")


def test_a_folder_that_was_made_anew_is_followed(root: Path) -> None:
    with running(root, copying(root)) as lines:
        next_line(lines), next_line(lines)
        shutil.rmtree(root / "content")
        (root / "content").mkdir()
        next_line(lines), next_line(lines)
        (root / "content" / "c.md").write_text("three", encoding="utf-8")
        assert next_line(lines) == "content/c.md changed"
        assert next_line(lines) == "built three"


def test_a_problem_is_said_and_the_last_good_site_stays(root: Path) -> None:
    with running(root, copying(root)) as lines:
        next_line(lines)
        address = next_line(lines).split()[4]
        (root / "content" / "a.md").write_text("wrong", encoding="utf-8")
        next_line(lines)
        assert next_line(lines).startswith("content/a.md:1:1  this is wrong\n1 problem")
        with urlopen(address) as page:  # noqa: S310 -- our own server
            assert page.read().decode() == f"{address} ['one']"
        (root / "content" / "a.md").write_text("right", encoding="utf-8")
        next_line(lines)
        assert next_line(lines) == "built right"


def test_a_site_that_cannot_be_built_yet_is_waited_for(root: Path) -> None:
    (root / "content" / "a.md").write_text("wrong", encoding="utf-8")
    with running(root, copying(root)) as lines:
        assert "this is wrong" in next_line(lines)
        assert next_line(lines).startswith("The site is at http://127.0.0.1:")
        (root / "content" / "a.md").write_text("right", encoding="utf-8")
        next_line(lines)
        assert next_line(lines) == "built right"


def test_nothing_is_built_for_a_host_that_others_reach(root: Path) -> None:
    with pytest.raises(UsageError):
        serve(root, Preview(root / "output", host="192.168.1.5"), pytest.fail, pytest.fail)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/articles/a.md", True),
        ("templates/article.html", True),
        ("static/site.css", True),
        ("site.yaml", True),
        ("site.yaml.bak", False),
        ("content/site.yaml", True),
        ("output/content/a.md", False),
        (".fanwire/memory", False),
        ("content/.a.md.swp", False),
        ("content/a.md~", False),
        ("content/.hidden/a.md", False),
        ("../content/a.md", False),
        (".", False),
    ],
)
def test_only_the_sites_own_files_can_change_it(path: str, expected: bool) -> None:  # noqa: FBT001 -- a table's column
    place = Path("/sites/herald") / path if not path.startswith("../") else Path("/sites") / path[3:]
    assert is_input(Path("/sites/herald"), Path("/sites/herald/output"), place) is expected


def test_a_site_that_is_built_inside_a_watched_folder_is_not_its_own_input() -> None:
    assert not is_input(Path("/s"), Path("/s/static/preview"), Path("/s/static/preview/index.html"))
