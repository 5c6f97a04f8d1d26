"""What `build --json` lists as changed and gone: each page and feed whose bytes are others, and nothing else."""

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fanwire.pipeline import build
from fanwire.plan.feed_formats import FORMATS
from fanwire.records.addresses import FEED_FILES, addresses
from fanwire.records.config import Options
from tests.test_incremental import FIRST, article

NOW = Options(now=datetime(2026, 3, 1, 12, tzinfo=UTC))
HERALD = "https://herald.example/"


def pages_and_feeds(output: Path) -> Mapping[str, bytes]:
    """Read every page and feed of a site, by its address."""
    found = {file.relative_to(output).as_posix(): file.read_bytes() for file in output.rglob("*") if file.is_file()}
    return {address: found[path] for path in found for address in addresses([path], HERALD)}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write a small site with everything in it."""
    for name, text in {**FIRST, "content/articles/2026-02-01-story.md": article(1)}.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, encoding="utf-8")
    return tmp_path / "site"


def test_a_first_build_lists_every_page_and_feed(site: Path) -> None:
    report = build(site, NOW)
    assert set(report.changed) == pages_and_feeds(site / "output").keys()
    assert {HERALD, f"{HERALD}2026/01/wrap/", f"{HERALD}feed.xml", f"{HERALD}tags/filming/atom.xml"} <= {
        *report.changed
    }
    others = ("404.html", "fragments/", ".svg", ".css", ".txt", "sitemap.xml")
    assert [url for url in report.changed if any(word in url for word in others)] == []
    assert (list(report.changed), report.gone) == (sorted(report.changed), ())


def test_feeds_of_all_formats_are_known_by_their_names() -> None:
    assert {each.file for each in FORMATS.values()} == set(FEED_FILES)


def test_a_build_of_the_same_site_lists_nothing(site: Path) -> None:
    build(site, NOW)
    for options in (NOW, Options(now=NOW.now, clean=True)):
        report = build(site, options)
        assert (report.changed, report.gone) == ((), ())


@pytest.mark.parametrize(
    "change", ["a body", "a title", "an article gone", "an article more", "a drawing", "the template"]
)
def test_what_is_listed_is_what_differs(change: str, site: Path) -> None:
    story = site / "content/articles/2026-02-01-story.md"
    build(site, NOW)
    before = pages_and_feeds(site / "output")
    match change:
        case "a body":
            story.write_text(story.read_text("utf-8") + "\nMore.\n", "utf-8")
        case "a title":
            story.write_text(story.read_text("utf-8").replace("Story 1", "Another story"), "utf-8")
        case "an article gone":
            story.unlink()
        case "an article more":
            shutil.copy(story, story.with_name("2026-02-02-more.md"))
        case "a drawing":
            (site / "static/notes.txt").write_text("other notes\n", "utf-8")
        case _:
            (site / "templates").mkdir()
            (site / "templates/404.html").write_text("<!doctype html><title>None</title>", "utf-8")
    report = build(site, NOW)
    after = pages_and_feeds(site / "output")
    assert set(report.changed) == {url for url in after if after[url] != before.get(url)}
    assert set(report.gone) == before.keys() - after.keys()
    assert bool(report.changed or report.gone) == (change not in {"a drawing", "the template"})
