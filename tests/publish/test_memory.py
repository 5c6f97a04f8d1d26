"""The memory of the last build: damaged, old, foreign or missing, it costs time and one line, never a wrong byte."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

import fanwire.pipeline
from fanwire.errors import SiteProblems
from fanwire.pipeline import build
from fanwire.publish import memory as remembering
from fanwire.publish import store
from fanwire.read import stamps, survey
from fanwire.records.config import Options
from tests.publish.small_site import NOW, Site

NAMES = ("tree-*", "facts-*", "glance-*", "outputs", "documents.db", "recipes.db", "bytecode/*/*")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """Change a byte in every 64."""
    content = bytearray(path.read_bytes())
    content[17::64] = bytes(byte ^ 0x55 for byte in content[17::64])
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def delete(path: Path) -> None:
    path.unlink()


def other(path: Path) -> None:
    """Put a file of some other program in its place."""
    path.write_bytes(b"\x89PNG\r\n" * 300)


DAMAGES = (cut, flip, empty, delete, other)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("pattern", NAMES)
def test_damage_is_met_with_the_right_bytes(pattern: str, damage: Callable[[Path], None], site: Site) -> None:
    site.build()
    site.article(0, "More.", title="A title")
    site.build()
    found = [path for path in (site.root / ".fanwire/output").glob(pattern) if path.is_file()]
    assert found
    for path in found:
        damage(path)
    site.article(0, "Other words.", title="A title")
    (site.root / "content/articles/2026-02-02-story-1.md").unlink()
    report = site.build()
    assert len(report.warnings) == (pattern in {"tree-*", "facts-*"})
    assert site.files() == site.clean_files()
    site.article(0, "Words once more.", title="A title")
    assert site.build().rendered < 12, "the memory is whole again"
    assert site.files() == site.clean_files()


@pytest.mark.parametrize("missing", [".fanwire", ".fanwire/output"])
def test_a_missing_memory_is_said_and_the_site_is_right(missing: str, site: Site) -> None:
    site.build()
    (site.output / "CNAME").write_text("theirs", encoding="utf-8")
    shutil.rmtree(site.root / missing)
    site.article(0, "Other words.", title="Other title")
    report = site.build()
    assert report.warnings == ("nothing is remembered of the last build",)
    assert site.files() == {**site.clean_files(), "CNAME": b"theirs"}


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_with_the_memory_lost_a_site_is_known_by_its_feed_in_any_format(form: str, site: Site) -> None:
    settings = site.root / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + f"feeds: {{formats: [{form}]}}\n", "utf-8")
    site.build()
    shutil.rmtree(site.root / ".fanwire")
    site.article(0, "Other words.", title="Other title")
    site.build()
    assert site.files() == site.clean_files()


def test_with_the_whole_memory_lost_bytes_that_are_equal_still_keep_inode_and_time(
    site: Site, inode_and_time: Callable[[Path], tuple[int, int]]
) -> None:
    site.build()
    before = {name: inode_and_time(site.output / name) for name in site.files()}
    shutil.rmtree(site.root / ".fanwire")
    assert site.build().written == 0
    assert {name: inode_and_time(site.output / name) for name in site.files()} == before


def test_another_engine_forgets_the_memory_and_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    (site.root / "content/articles/2026-02-02-story-1.md").unlink()
    for module in (survey, fanwire.pipeline):
        monkeypatch.setattr(module, "engine_digest", lambda: "another", raising=True)
    assert site.build().warnings == ("Fanwire itself has changed since the last build",)
    assert site.files() == site.clean_files()
    assert site.build().written == 0


def test_a_memory_that_another_python_wrote_is_no_more_than_damaged(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    real = remembering.marshal.loads  # type: ignore[attr-defined]
    calls: list[int] = []

    def loads(content: bytes) -> object:
        if not calls:
            calls.append(1)
            raise ValueError("bad marshal data (unknown type code)")
        return real(content)

    monkeypatch.setattr(remembering.marshal, "loads", loads)  # type: ignore[attr-defined]
    assert site.build().warnings == ("the memory of the last build is damaged",)
    assert site.files() == site.clean_files()


def test_a_text_that_was_changed_in_the_memory_is_read_again(site: Site) -> None:
    time.sleep(0.15)  # until the files are older than the clock's grain: else they are parsed again anyway
    site.build()
    with sqlite3.connect(site.root / ".fanwire/output/documents.db") as database:
        database.execute("UPDATE document SET text = CAST('x' || CAST(text AS TEXT) AS BLOB)")
    database.close()
    (site.output / "2026/02/story-0/index.html").unlink()
    assert site.build().warnings == ("the memory of the last build is damaged",)
    assert site.files() == site.clean_files()


@pytest.mark.parametrize("title", ["Story 0", "Another title"])
def test_damage_that_only_writing_shows_is_met_like_any_other(title: str, site: Site) -> None:
    site.article(0, "Text.", title="Story 0")
    site.build()
    with (site.root / ".fanwire/output/documents.db").open("r+b") as database:
        database.seek(32)  # where SQLite finds free pages, and how many
        database.write(b"\x00\xff\xff\xff\x00\x00\x00\x05")
    site.article(0, "Many words. " * 2000, title=title)
    assert site.build().warnings == ("the memory of the last build is damaged",)
    assert site.files() == site.clean_files()
    assert site.build().written == 0


def test_a_site_that_moves_is_built_where_it_is(site: Site, tmp_path: Path) -> None:
    site.build()
    site.root.rename(tmp_path / "moved")
    site.root, site.output = tmp_path / "moved", tmp_path / "moved/output"
    site.article(0, "Other words.")
    site.build()
    assert not (tmp_path / "site").exists()
    assert site.files() == site.clean_files()


def test_what_a_build_that_was_never_published_kept_is_not_used(site: Site) -> None:
    """Recipes are kept before the exchange: a build that fails there must leave none to the next one."""
    site.build()
    site.article(0, "Words.", title="A title that never comes out")
    site.build_cut_off()
    site.article(0, "Text 0, and more.")
    site.build()
    assert b"never comes out" not in b"".join(site.files().values())
    assert site.files() == site.clean_files()


def test_it_is_not_used_either_after_a_build_in_between_that_is_published(site: Site) -> None:
    """The pages of that build show the old title again, so nothing makes their recipes anew."""
    site.build()
    site.article(0, "Text 0.", title="A title that never comes out")
    site.build_cut_off()
    site.article(0, "Text 0.")
    site.write("static/notes.txt", "other notes\n")
    time.sleep(0.15)  # until the files are older than the clock's grain
    site.build()
    site.article(1, "Text 1.\n\nAnd more.")
    site.build()
    assert b"never comes out" not in b"".join(site.files().values())
    assert site.files() == site.clean_files()


def test_what_a_build_with_problems_has_read_is_not_read_again(site: Site) -> None:
    (site.root / "content/people/ada.md").write_text("---\nname: Ada\nnam: Ada\n---\n", encoding="utf-8")
    told: list[tuple[str, int, int]] = []
    options = Options(now=NOW, jobs=1)
    with pytest.raises(SiteProblems):
        build(site.root, options, lambda *step: told.append(step))
    assert told[-1] == ("read", 5, 5)
    site.write("content/people/ada.md", "---\nname: Ada\n---\n\nAn actor.\n")
    told.clear()
    build(site.root, options, lambda *step: told.append(step))
    assert [step for step in told if step[0] == "read"] == [("read", 1, 1)]
    assert site.files() == site.clean_files()


def test_what_no_file_holds_any_more_leaves_the_memory(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_AT_ONCE", 2)
    for number in range(12):
        site.article(0, f"Text {number}.", title=f"Title {number}")
        site.build()
    with closing(sqlite3.connect(site.root / ".fanwire/output/documents.db")) as database:
        (kept,) = database.execute("SELECT count(*) FROM document").fetchone()
    assert 5 <= kept <= 13
    site.article(1, "More.")
    site.build()
    assert site.files() == site.clean_files()


def test_a_change_within_the_clocks_grain_is_seen_by_its_bytes(site: Site) -> None:
    file = site.root / "content/articles/2026-02-01-story-0.md"
    notes = site.root / "static/notes.txt"
    for number in range(8):
        site.article(0, f"Number {number}.")
        site.write("static/notes.txt", f"note{number}\n")
        before = file.stat(), notes.stat()
        site.build()
        file.write_bytes(file.read_bytes().replace(b"Number", b"Anders"))
        notes.write_bytes(notes.read_bytes().replace(b"note", b"Note"))
        os.utime(file, ns=(before[0].st_atime_ns, before[0].st_mtime_ns))
        os.utime(notes, ns=(before[1].st_atime_ns, before[1].st_mtime_ns))
        site.build()
        assert f"Anders {number}" in (site.output / "2026/02/story-0/index.html").read_text(encoding="utf-8")
        assert (site.output / "notes.txt").read_text(encoding="utf-8") == f"Note{number}\n"


def test_a_change_between_two_looks_at_a_file_is_seen_by_its_bytes(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where stamps tell nothing, as on a file system with a coarse clock, a fresh file is compared by content."""
    monkeypatch.setattr(stamps, "stamp", lambda result: (result.st_size, result.st_ctime_ns // 10**10 * 10**10, 1))
    monkeypatch.setattr(stamps, "_GRAIN", 10**10)
    site.build()
    site.article(0, "Tixt 0.")
    site.build()
    assert "Tixt 0." in (site.output / "2026/02/story-0/index.html").read_text(encoding="utf-8")
    assert site.files() == site.clean_files()


def test_a_changed_person_and_a_changed_template_name_themselves_as_the_reason(site: Site) -> None:
    site.build()
    site.write("content/people/ada.md", "---\nname: Ada Ro\n---\n\nAn actor.\n")
    reasons = site.build().reasons
    assert "person.link" in reasons["people/ada/index.html"]
    assert "article.people" in reasons["2026/02/story-0/index.html"]
    site.write("templates/404.html", "gone")
    assert site.build().reasons["404.html"] == "template 404.html"
    site.write("content/people/ada.md", "---\nname: Ada Oh\n---\n\nAn actor.\n")
    site.write("templates/person.html", "{{ page.person.link.title }}")
    both = site.build().reasons["people/ada/index.html"]
    assert "person.link" in both
    assert "template person.html" in both
    site.write("site.yaml", "title: Globe\nbase_url: https://herald.example/\n")
    assert "the site's settings" in site.build().reasons["people/ada/index.html"]


def test_a_constant_in_a_template_follows_the_sites_address(site: Site) -> None:
    """Jinja2 works out constants while it compiles, and what is compiled is kept."""
    site.write("templates/404.html", "{{ '/x/'|absolute }}")
    for base_url in ("https://herald.example/", "https://fans.example/"):
        site.write("site.yaml", f"title: Herald\nbase_url: {base_url}\n")
        site.build()
        assert (site.output / "404.html").read_text(encoding="utf-8") == f"{base_url}x/"


def test_a_draft_that_expires_goes_when_drafts_are_asked_for(site: Site) -> None:
    site.write("content/articles/draft.md", "---\ntitle: D\ndate: 2026-02-01\ndraft: true\nexpires: 2026-03-02\n---\n")
    for now, is_there in ((NOW, True), (NOW + timedelta(days=2), False)):
        build(site.root, Options(now=now, drafts=True, jobs=1))
        assert (site.output / "2026/02/draft/index.html").exists() == is_there


@pytest.mark.parametrize(
    "include", ['{% include("own.html") %}', '{% include"own.html" %}', '{% set n = "own" %}{% include n ~ ".html" %}']
)
def test_an_included_template_counts_however_it_is_named(include: str, site: Site) -> None:
    site.write("templates/404.html", include)
    for words in ("one", "two"):
        site.write("templates/own.html", words)
        site.build()
        assert (site.output / "404.html").read_text(encoding="utf-8") == words
