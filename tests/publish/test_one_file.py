"""A build that makes one page anew puts it in its place by one rename: no second tree, and as safe as with one."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fanwire.errors import EnvironmentProblem
from tests.publish.small_site import Site
from tests.publish.test_killed import survive_any_call

InodeAndTime = Callable[[Path], tuple[int, int]]


def begin(site: Site) -> None:
    """Build the site once its files are older than the clock's grain, so that the next build trusts their stamps."""
    edit(site, "Words.")
    time.sleep(0.15)
    site.build()


def edit(site: Site, words: str) -> None:
    """Edit a text that no other page and no feed shows, below the paragraph that lists may show of it."""
    site.write("content/pages/about.md", f"---\ntitle: About\n---\n\nAbout us.\n\n{words}\n")


def page_of(site: Site) -> Path:
    """Find the page that shows it."""
    return next(path for path in site.output.rglob("about/index.html"))


def test_nothing_but_the_page_is_touched(site: Site, inode_and_time: InodeAndTime) -> None:
    begin(site)
    page = page_of(site)
    before = {path: inode_and_time(path) for path in site.output.rglob("*") if path.is_file()}
    output, old = site.output.stat().st_ino, page.read_bytes()
    with page.open("rb") as reader:
        edit(site, "Other words.")
        report = site.build()
        assert reader.read() == old, "who reads it meanwhile reads all of the old one"
    assert (report.written, report.rendered, report.changed) == (
        1,
        1,
        (f"https://herald.example/{page.parent.relative_to(site.output)}/",),
    )
    assert site.output.stat().st_ino == output
    assert [path for path, known in before.items() if inode_and_time(path) != known] == [page]
    assert b"Other words." in page.read_bytes()
    assert site.files() == site.clean_files()
    assert site.build().written == 0


def test_later_builds_bring_the_other_tree_up_to_date(site: Site) -> None:
    begin(site)
    (site.output / "CNAME").write_text("theirs", encoding="utf-8")
    for number in range(3):
        site.article(1, "x", title=f"Title {number}")
        time.sleep(0.15)
        site.build()
        edit(site, f"Words {number}.")
        assert site.build().rendered == 1
        edit(site, f"Words {number}, and more.")
        assert site.build().rendered == 1
        assert site.files() == {**site.clean_files(), "CNAME": b"theirs"}


def test_killed_at_any_call_it_leaves_the_old_page_or_the_new_one(site: Site) -> None:
    begin(site)

    def edited(number: int) -> dict[str, bytes]:
        edit(site, f"Words {number}.")
        return site.clean_files()

    assert survive_any_call(site, edited, 4) > 8


def test_a_page_with_equal_bytes_stays(site: Site, inode_and_time: InodeAndTime) -> None:
    begin(site)
    (site.root / ".fanwire/output/one.new").write_bytes(b"left by a build that was killed")
    before = inode_and_time(page_of(site))
    edit(site, "Words.\n")
    report = site.build()
    assert (report.rendered, report.written) == (1, 0)
    assert inode_and_time(page_of(site)) == before
    assert site.files() == site.clean_files()


def test_what_lies_behind_a_link_is_not_written_to(site: Site) -> None:
    begin(site)
    folder, elsewhere = page_of(site).parent, site.root.parent / "elsewhere"
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)
    theirs = {path: path.read_bytes() for path in elsewhere.iterdir()}
    edit(site, "Other words.")
    with pytest.raises(EnvironmentProblem, match="about is not Fanwire's"):
        site.build()
    assert {path: path.read_bytes() for path in elsewhere.iterdir()} == theirs
    folder.unlink()
    site.build()
    assert site.files() == site.clean_files()
