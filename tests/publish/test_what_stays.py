"""What a build leaves alone: equal files, and files of others; and what it takes away."""

import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from fanwire.errors import EnvironmentProblem
from tests.publish.small_site import Site

InodeAndTime = Callable[[Path], tuple[int, int]]


def test_unchanged_bytes_keep_their_inode_and_time(site: Site, inode_and_time: InodeAndTime) -> None:
    site.build()
    before = {name: inode_and_time(site.output / name) for name in site.files()}
    contents = site.files()
    for number in range(3):
        site.article(1, f"Other text {number}.", title=f"Title {number}")
        site.build()
    after = site.files()
    equal = [name for name in before if contents[name] == after.get(name)]
    assert len(equal) > 10
    assert [name for name in equal if before[name] != inode_and_time(site.output / name)] == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_second_tree_is_made_beside_and_holds_the_same_files(
    jobs: int, site: Site, inode_and_time: InodeAndTime
) -> None:
    site.build()
    (site.output / "CNAME").write_text("theirs", encoding="utf-8")
    second = site.root / ".fanwire/output/tree"
    assert not second.exists(), "a clean build needs none"
    contents, before = site.files(), {name: inode_and_time(site.output / name) for name in site.files()}
    for number in range(2):
        site.article(1, f"Other text {number}.", title=f"Title {number}")
        site.build(jobs=jobs)
        after = site.files()
        equal = [name for name in before if contents[name] == after[name]]
        assert len(equal) > 10
        assert [name for name in equal if before[name] != inode_and_time(site.output / name)] == []
        assert [name for name in equal if before[name] != inode_and_time(second / name)] == []
        assert after == {**site.clean_files(), "CNAME": b"theirs"}


def test_a_page_made_anew_with_equal_bytes_is_not_written(site: Site, inode_and_time: InodeAndTime) -> None:
    site.build()
    before = {name: inode_and_time(site.output / name) for name in site.files()}
    site.write("templates/404.html", (Path("templates") / "404.html").read_text(encoding="utf-8") + "{# a remark #}")
    report = site.build()
    assert "404.html" in report.reasons
    assert report.written == 0
    assert {name: inode_and_time(site.output / name) for name in site.files()} == before


def test_stale_files_go_and_so_do_the_folders_they_leave_empty(site: Site) -> None:
    site.build()
    assert (site.output / "2026/02/story-1/index.html").is_file()
    (site.root / "content/articles/2026-02-02-story-1.md").unlink()
    assert site.build().removed == 1
    assert not (site.output / "2026/02/story-1").exists()
    for number in (0, 2, 3):
        (site.root / f"content/articles/2026-02-0{number + 1}-story-{number}.md").unlink()
    site.build()
    assert not (site.output / "2026").exists()
    assert site.files() == site.clean_files()


def test_files_that_fanwire_did_not_write_survive_every_build(site: Site) -> None:
    site.output.mkdir(parents=True)
    theirs = {
        "CNAME": b"herald.example",
        ".git/HEAD": b"ref",
        ".git/objects/ab/cd": b"\0",
        "2026/02/story-1/kept": b"k",
    }
    for name, content in theirs.items():
        (site.output / name).parent.mkdir(parents=True, exist_ok=True)
        (site.output / name).write_bytes(content)
    (site.output / ".git/refs/tags").mkdir(parents=True)
    (site.output / "elsewhere").symlink_to("/nowhere")
    (site.output / "folder").symlink_to(site.root / "content", target_is_directory=True)
    (site.output / ".git/objects/ab/cd").chmod(0o444)
    for number in range(4):
        site.article(1, f"Text {number}", title=f"Title {number}")
        site.build()
        found = site.files()
        assert {name: found.get(name) for name in theirs} == theirs
        assert (site.output / ".git/refs/tags").is_dir()
        assert found["elsewhere"] == b"/nowhere"
        assert (site.output / "folder").is_symlink()
        assert stat.S_IMODE((site.output / ".git/objects/ab/cd").stat().st_mode) == 0o444


def test_files_of_others_that_come_later_stay_and_those_taken_away_stay_away(site: Site) -> None:
    site.build()
    for round_ in range(3):
        (site.output / "later").mkdir()
        (site.output / "later/file").write_text("theirs", encoding="utf-8")
        (site.output / "css/later.css").write_text("theirs", encoding="utf-8")
        site.article(1, "x", title=f"Title {round_}")
        site.build()
        assert (site.output / "later/file").read_text(encoding="utf-8") == "theirs"
        assert (site.output / "css/later.css").read_text(encoding="utf-8") == "theirs"
        shutil.rmtree(site.output / "later")
        (site.output / "css/later.css").unlink()
        site.article(1, "x", title=f"Title {round_} again")
        site.build()
        site.article(1, "x", title=f"Title {round_} once more")
        site.build()
        assert site.files() == site.clean_files()


def test_a_file_of_others_that_was_moved_away_and_back_is_there(site: Site) -> None:
    site.build()
    (site.output / "CNAME").write_text("theirs", encoding="utf-8")
    aside = site.root / "aside"
    for number in range(4):
        site.article(1, "x", title=f"Title {number}")
        site.build()
        (site.output / "CNAME").rename(aside)
        site.article(1, "y", title=f"Other title {number}")
        site.build()
        aside.rename(site.output / "CNAME")
    site.article(1, "z", title="Last")
    site.build()
    assert (site.output / "CNAME").read_text(encoding="utf-8") == "theirs"


@pytest.mark.parametrize("name", ["notes.txt", "notes.txt/inner", "people"], ids=["a file", "its folder", "a folder"])
def test_a_file_of_others_in_the_place_of_one_of_the_sites_is_an_error_that_names_it(name: str, site: Site) -> None:
    site.output.mkdir()
    (site.output / name).parent.mkdir(exist_ok=True)
    (site.output / name).write_text("theirs", encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match="is not Fanwire's"):
        site.build()
    assert site.files() == {name: b"theirs"}
    (site.output / name).unlink()
    if "/" in name:
        (site.output / name).parent.rmdir()
    site.build()
    assert site.files() == site.clean_files()


def test_without_hard_links_all_files_are_copied_with_their_times(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    site.build()
    (site.output / "CNAME").symlink_to("/nowhere")
    times = {name: (site.output / name).lstat().st_mtime_ns for name in site.files()}
    for number in range(3):
        site.article(1, "x", title=f"Title {number}")
        assert site.build().rendered < 18
        assert {name: (site.output / name).lstat().st_mtime_ns for name in ("notes.txt", "CNAME")} == {
            name: times[name] for name in ("notes.txt", "CNAME")
        }
    assert site.files() == {**site.clean_files(), "CNAME": b"/nowhere"}


def test_the_first_build_into_a_folder_of_somebody_else_touches_nothing(site: Site) -> None:
    site.output.mkdir()
    (site.output / "index.html").write_text("their site", encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match=r"index\.html is not Fanwire's"):
        site.build()
    assert site.files() == {"index.html": b"their site"}
