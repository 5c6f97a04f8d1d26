"""The glance: a build with nothing to do is known by it, and whatever changes the site is not overlooked."""

import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from fanwire.pipeline import build
from fanwire.read import stamps
from fanwire.records.config import Options
from fanwire.unchanged import unchanged
from tests.publish.small_site import NOW, Site


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the stamps of files that were changed just now; what comes of not doing so is tried by its own test."""
    monkeypatch.setattr(stamps, "_GRAIN", -(10**12))


def is_known(
    site: Site,
    now: datetime = NOW,
    base_url: str = "",
    as_of: date | None = None,
    *,
    drafts: bool = False,
    future: bool = False,
) -> bool:
    """Tell whether a glance finds that a build would change nothing."""
    return unchanged(str(site.root), None, now, base_url, as_of, drafts=drafts, future=future)[0] is not None


def test_a_site_that_was_built_is_known_at_a_glance_with_its_counts(site: Site) -> None:
    assert not is_known(site)
    report = site.build()
    left, _ = unchanged(str(site.root), None, NOW, "", None, drafts=False, future=False)
    assert left is not None
    assert left[3] == (report.articles, report.pages, report.feeds)
    site.article(1, "Other words.")
    assert not is_known(site)
    site.build()
    assert is_known(site)
    site.write("content/people/ada.md", "---\nname: Ada Ro\n---\n")
    site.build()
    assert is_known(site)


def rewrite(path: Path) -> None:
    """Change the bytes of a file, and neither its size nor its name."""
    path.write_bytes(bytes(reversed(path.read_bytes())))


def put_back(path: Path) -> None:
    """Put an equal file in the place of one, with its time."""
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda top: rewrite(top / "content/articles/2026-02-01-story-0.md"), id="a text"),
        pytest.param(lambda top: rewrite(top / "static/notes.txt"), id="a static file"),
        pytest.param(lambda top: (top / "content/people/ada.md").unlink(), id="a text that is gone"),
        pytest.param(lambda top: (top / "static/more.txt").write_bytes(b"x"), id="a new file"),
        pytest.param(lambda top: (top / "static/notes.txt").rename(top / "static/other.txt"), id="another name"),
        pytest.param(lambda top: put_back(top / "static/notes.txt"), id="another file with the same bytes"),
        pytest.param(lambda top: (top / "static/link").symlink_to("notes.txt"), id="a link"),
        pytest.param(lambda top: rewrite(top / "site.yaml"), id="the settings"),
        pytest.param(lambda top: rewrite(top / "output/index.html"), id="a page that was changed"),
        pytest.param(lambda top: (top / "output/notes.txt").unlink(), id="an output that is gone"),
        pytest.param(lambda top: put_back(top / "output/notes.txt"), id="an output that was replaced"),
        pytest.param(lambda top: (top / "output").rename(top / "aside"), id="all outputs"),
        pytest.param(lambda top: (top / ".output.previous").mkdir(), id="an exchange that was cut off"),
    ],
)
def test_nothing_is_overlooked(change: Callable[[Path], object], site: Site) -> None:
    site.build()
    assert is_known(site)
    change(site.root)
    assert not is_known(site)


def test_other_wishes_are_not_what_was_built(site: Site) -> None:
    site.build()
    assert not is_known(site, base_url="https://fans.example/")
    assert not is_known(site, drafts=True)
    assert not is_known(site, future=True)
    assert not is_known(site, as_of=date(2026, 3, 1))
    build(site.root, Options(now=NOW, as_of=date(2026, 3, 1), jobs=1))
    assert is_known(site, NOW + timedelta(days=900), as_of=date(2026, 3, 1))


def test_a_moment_that_changes_the_site_ends_what_is_known(site: Site) -> None:
    site.write("content/articles/2026-03-05-later.md", "---\ntitle: Later\n---\n\nWords.\n")
    build(site.root, Options(now=NOW, jobs=1))
    assert is_known(site, NOW + timedelta(days=3))
    assert not is_known(site, NOW + timedelta(days=5))
    assert not is_known(site, NOW - timedelta(seconds=1)), "for a clock that was put back"


def test_another_version_of_fanwire_or_a_library_is_not_what_built_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    known = stamps.libraries()
    monkeypatch.setattr(stamps, "libraries", lambda: (*known, "jinja3-1.0.dist-info"))
    assert not is_known(site)
    monkeypatch.undo()
    monkeypatch.setattr(stamps, "_GRAIN", -(10**12))
    monkeypatch.setattr(stamps, "code_files", lambda: [__file__])
    assert not is_known(site)


def test_what_changed_within_the_clocks_grain_is_never_known(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "_GRAIN", 10**12)
    for _ in range(2):
        site.build()
        assert not is_known(site)
    monkeypatch.setattr(stamps, "_GRAIN", -(10**12))
    site.build()
    assert is_known(site), "the build that looked closer has noted what it found"


def test_while_another_build_is_at_work_nothing_is_known(site: Site) -> None:
    site.build()
    with (site.root / ".fanwire/output/lock").open("a") as lock:
        flock(lock, LOCK_EX)
        assert not is_known(site)
    assert is_known(site)


def test_a_glance_writes_nothing(site: Site) -> None:
    assert not is_known(site)
    assert not (site.root / ".fanwire/output/lock").exists()
    site.build()
    before = {path: path.stat().st_mtime_ns for path in site.root.rglob("*")}
    assert is_known(site)
    assert {path: path.stat().st_mtime_ns for path in site.root.rglob("*")} == before
