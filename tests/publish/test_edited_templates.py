"""A build after an edited template makes the pages of that template, from recipes that it kept, and plans nothing."""

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import fanwire.pipeline
from fanwire.errors import SiteProblems
from fanwire.publish import recipe_store
from fanwire.records.record import asdict
from fanwire.records.report import BuildReport
from tests.publish.small_site import Site
from tests.publish.test_killed import survive_any_call
from tests.publish.test_memory import DAMAGES

THEME = Path(__file__).parents[2] / "templates"
ARTICLES = {f"2026/02/story-{number}/index.html" for number in range(4)}


def begin(site: Site) -> None:
    """Build the site once its files are older than the clock's grain, so that the next build trusts their stamps."""
    time.sleep(0.15)
    site.build()


def override(site: Site, name: str, words: str) -> None:
    """Put a template into the site's own folder: the theme's, with other words in it."""
    first, found, rest = (THEME / name).read_text("utf-8").partition("</")
    site.write(f"templates/{name}", f"{first}<!-- {words} -->{found}{rest}")


def is_planned(report: BuildReport) -> bool:
    """Tell whether a build opened the news room and planned the site."""
    return not {"newsroom", "plan"}.isdisjoint(report.seconds)


def test_only_pages_of_the_template_are_made_and_nothing_is_planned(site: Site) -> None:
    begin(site)
    override(site, "article.html", "one")
    report = site.build()
    assert not is_planned(report)
    assert dict(report.reasons) == dict.fromkeys(ARTICLES, "template article.html")
    assert (report.rendered, report.written, report.removed) == (4, 4, 0)
    assert site.files() == site.clean_files()
    assert site.build().rendered == 0


def edit_both(site: Site) -> None:
    """Edit a template and a text."""
    override(site, "base.html", "another")
    site.article(1, "Text 1.\n\nMore.")


EDITS: dict[str, Callable[[Site], None]] = {
    "layout": lambda site: override(site, "base.html", "another"),
    "macros": lambda site: override(site, "_cards.html", "another"),
    "back to the theme": lambda site: (site.root / "templates/base.html").unlink(),
    "a page": lambda site: site.write("templates/404.html", "Not here."),
    "a partial": lambda site: site.write("templates/own/side.html", "Other words."),
    "a partial that was missing": lambda site: site.write("templates/own/new.html", "New words."),
    "a template nobody uses": lambda site: site.write("templates/own/other.html", "No words."),
    "only a remark": lambda site: site.write("templates/own/side.html", "Words.{# a remark #}"),
    "all templates": lambda site: shutil.rmtree(site.root / "templates"),
    "a text too": edit_both,
}


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_it_makes_and_reports_what_a_whole_build_does(
    edit: Callable[[Site], None], jobs: int, tmp_path: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = []
    for name in ("one", "other"):
        site = Site(tmp_path / name / "site", compiled)
        override(site, "base.html", "one")
        site.write("templates/404.html", "{% include 'own/side.html' %}{% include 'own/new.html' ignore missing %}")
        site.write("templates/own/side.html", "Words.")
        begin(site)
        edit(site)
        time.sleep(0.15)
        report = site.build(jobs=jobs)
        assert is_planned(report) == (name == "other")
        assert site.files() == site.clean_files()
        assert site.build().rendered == 0
        reports.append({**asdict(report), "seconds": {}, "reasons": {}, "opened": 0})
        monkeypatch.setattr(fanwire.pipeline, "edited", lambda *_: None)
    assert reports[0] == reports[1]


def test_why_a_page_was_made_names_its_template_and_its_text(site: Site) -> None:
    begin(site)
    override(site, "article.html", "one")
    site.article(1, "Text 1.\n\nMore.")
    reasons = site.build().reasons
    assert reasons["2026/02/story-0/index.html"] == "template article.html"
    assert reasons["2026/02/story-1/index.html"] == "content/articles/2026-02-02-story-1.md, template article.html"
    assert reasons["feed.xml"] == "content/articles/2026-02-02-story-1.md"
    assert site.files() == site.clean_files()


def test_whatever_comes_after_it_is_right_too(site: Site) -> None:
    begin(site)
    for number, edit in enumerate(EDITS.values()):
        override(site, "article.html", f"{number}")
        time.sleep(0.15)
        assert not is_planned(site.build())
        site.article(2, f"Text 2.\n\nMore {number}.")
        time.sleep(0.15)
        assert not is_planned(site.build())
        site.article(0, "Text 0.", title=f"Title {number}")
        site.write("templates/base.html", "")
        edit(site)
        override(site, "base.html", f"{number}")
        site.write("templates/404.html", "Not here.")
        site.build()
        site.article(3, f"Text 3.\n\nMore {number}.")
        site.build()
        assert site.files() == site.clean_files()


def test_a_lone_page_is_put_in_its_place(site: Site) -> None:
    begin(site)
    tree = site.output.stat().st_ino
    site.write("templates/404.html", "Not here.")
    report = site.build()
    assert (report.rendered, report.written, is_planned(report)) == (1, 1, False)
    assert site.output.stat().st_ino == tree
    assert site.files() == site.clean_files()


def test_every_template_that_is_wrong_is_named_at_once_and_nothing_is_written(site: Site) -> None:
    begin(site)
    before = site.files()
    wrong = {"404.html": "{{ nothing }}", "article.html": "{% if %}", "search.html": "{% extends 'none.html' %}"}
    for name, text in wrong.items():
        site.write(f"templates/{name}", text)
    said = []
    for output in (site.output, site.root.parent / "clean/output"):
        with pytest.raises(SiteProblems) as caught:
            site.build(output=output)
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert [f"templates/{name}:1:1" in said[0] for name in wrong] == [True, True, True]
    assert site.files() == before
    for name in wrong:
        (site.root / "templates" / name).unlink()
    assert site.build().rendered == 0
    override(site, "article.html", "right")
    assert not is_planned(site.build())
    assert site.files() == site.clean_files()


def test_killed_at_any_call_it_leaves_the_old_site_or_the_new_one(site: Site) -> None:
    begin(site)

    def edit(number: int) -> dict[str, bytes]:
        override(site, "article.html", f"{number}")
        return site.clean_files()

    assert survive_any_call(site, edit, 3) > 12


def test_recipes_that_are_missing_are_no_harm(site: Site) -> None:
    begin(site)
    for number, what in enumerate(("batch", "card", "recipe", "setup")):
        with closing(sqlite3.connect(site.root / ".fanwire/output/recipes.db")) as database, database:
            database.execute(f"DELETE FROM {what}")  # noqa: S608 - the names are written here
        override(site, "article.html", f"{number}")
        time.sleep(0.15)
        assert is_planned(site.build())
        assert site.files() == site.clean_files()
        override(site, "article.html", f"{number} again")
        time.sleep(0.15)
        site.build()
        assert site.files() == site.clean_files()


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_recipes_are_no_harm(damage: Callable[[Path], None], site: Site) -> None:
    begin(site)
    for number in range(3):
        damage(site.root / ".fanwire/output/recipes.db")
        override(site, "article.html", f"{number}")
        site.article(1, f"Text 1.\n\nMore {number}.")
        time.sleep(0.15)
        assert is_planned(site.build())
        assert site.files() == site.clean_files()


def test_a_changed_output_is_mended(site: Site) -> None:
    begin(site)
    (site.output / "index.html").write_text("meddled with", encoding="utf-8")
    override(site, "article.html", "one")
    assert is_planned(site.build())
    assert site.files() == site.clean_files()


def test_after_a_build_that_was_never_published_the_site_is_planned_once(site: Site) -> None:
    begin(site)
    site.article(0, "Text.", title="A title that never comes out")
    site.build_cut_off()
    site.article(0, "Text 0.")
    site.write("static/notes.txt", "other notes\n")
    begin(site)
    for number, planned in enumerate((True, False)):
        override(site, "article.html", f"{number}")
        time.sleep(0.15)
        assert is_planned(site.build()) == planned
        assert site.files() == site.clean_files()


def test_cards_that_nobody_shows_any_more_leave_the_memory(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe_store, "_AT_ONCE", 2)
    for number in range(60):
        for article in range(4):
            site.article(article, "Text.", title=f"Title {number}")
        site.build()
    with closing(sqlite3.connect(site.root / ".fanwire/output/recipes.db")) as database:
        (kept,) = database.execute("SELECT count(*) FROM card").fetchone()
    assert kept < 120
    override(site, "base.html", "one")
    time.sleep(0.15)
    assert not is_planned(site.build())
    assert site.files() == site.clean_files()
