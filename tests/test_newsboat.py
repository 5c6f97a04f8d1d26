"""Debian's newsboat subscribes to a site on this machine, which then changes in ways that subscribers mustn't notice.

`.ci/programs` installs it where it may; a machine without it still runs every other test.
"""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.changing_site import CHANGES, WRAP, Site, new_site

NEWSBOAT = shutil.which("newsboat")
pytestmark = pytest.mark.skipif(NEWSBOAT is None, reason="newsboat isn't installed")
# Each on top of the ones before; a renamed file can't be edited under its old name, so that comes last.
IN_THIS_ORDER = (
    "another title",
    "another slug",
    "its day in another form",
    "another day",
    "another pattern of addresses",
    "another host",
    "another time zone",
    "another file name, and the id",
)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing, least of all their times: these count in seconds, and a test is faster."""

    def send_header(self, keyword: str, value: str) -> None:
        """Leave the time of the last change out; curl itself looks at it and would take a new file for the old one."""
        if keyword != "Last-Modified":
            super().send_header(keyword, value)

    def log_message(self, *_: object) -> None:
        """Keep still."""


@dataclass(frozen=True)
class Subscriber:
    """Newsboat with a folder of its own, subscribed to one feed."""

    home: Path

    def reload(self) -> None:
        """Fetch the feed, as each start of the program does."""
        options = [f"--{name}={self.home / name.split('-')[0]}" for name in ("url-file", "cache-file", "config-file")]
        done = subprocess.run(
            [str(NEWSBOAT), *options, "-x", "reload"], check=False, capture_output=True, timeout=60,
            env={"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        )  # fmt: skip
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")

    def items(self) -> list[tuple[str, str]]:
        """Give the id and the title of every item that it has, in the order in which they came."""
        with closing(sqlite3.connect(self.home / "cache")) as cache:
            return cache.execute("SELECT guid, title FROM rss_item ORDER BY id").fetchall()


@pytest.fixture
def site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Site:
    """Make a site, build it, and record it."""
    made = new_site(tmp_path / "site", capsys)
    made.ids()
    made.record()
    return made


@pytest.fixture(params=["feed.xml", "atom.xml"])
def subscriber(request: pytest.FixtureRequest, site: Site, tmp_path: Path) -> Iterator[Subscriber]:
    """Subscribe to a feed of the site, which is served on this machine, wherever its base_url says it lives."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site.root / "output")))
    Thread(target=server.serve_forever, daemon=True).start()
    home = tmp_path / "reader"
    home.mkdir()
    (home / "url").write_text(f"http://127.0.0.1:{server.server_port}/{request.param}\n", encoding="utf-8")
    (home / "config").write_text("download-timeout 20\n", encoding="utf-8")
    yield Subscriber(home)
    server.shutdown()
    server.server_close()


def test_a_reader_program_sees_every_item_once_whatever_changes(site: Site, subscriber: Subscriber) -> None:
    subscriber.reload()
    first = subscriber.items()
    assert sorted(title for _, title in first) == ["Wrap", "촬영"]
    for change in IN_THIS_ORDER:
        CHANGES[change](site)
        site.ids()
        subscriber.reload()
        assert [identity for identity, _ in subscriber.items()] == [identity for identity, _ in first], change
    assert not (site.root / WRAP).exists(), "all of them were made"
    assert "It is a wrap" in {title for _, title in subscriber.items()}, "it did look"
    shutil.rmtree(site.root / ".fanwire")
    site.run("build", "--clean")
    subscriber.reload()
    assert len(subscriber.items()) == 2
    site.write("content/articles/2026-03-01-more.md", "---\ntitle: More\n---\n\nMore text.\n")
    site.ids()
    subscriber.reload()
    assert [title for identity, title in subscriber.items() if identity not in dict(first)] == ["More"]


def test_a_reader_program_would_show_an_article_again_that_lost_its_id(site: Site, subscriber: Subscriber) -> None:
    """The test before can fail: under another id the same article is new."""
    subscriber.reload()
    site.edit(WRAP, "title: Wrap", "title: Wrap\nid: another")
    site.ids()
    subscriber.reload()
    assert [title for _, title in subscriber.items()].count("Wrap") == 2
