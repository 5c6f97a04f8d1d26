"""Lists whose further pages stay as they are when an article is added."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fanwire.pipeline import build
from fanwire.records.config import Options
from fanwire.records.report import BuildReport

FRONT = ""
LISTS = (FRONT, "shows/dark-hill/", "people/ada/", "authors/desk/", "sections/news/", "tags/sets/", "archive/2026/02/")
SITE = {
    "site.yaml": "title: Herald\nbase_url: https://herald.example/\npage_size: 3\nsections: {news: {title: News}}\n",
    "content/shows/dark-hill/index.md": "---\ntitle: Dark Hill\nkind: series\n---\n",
    "content/people/ada.md": "---\nname: Ada Ro\n---\n",
    "content/authors/desk.md": "---\nname: The Desk\n---\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write a site whose nine articles are in all of its lists, three on a page."""
    site = tmp_path / "site"
    for name, text in SITE.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    for day in range(1, 10):
        publish(site, day)
    return site


def publish(site: Path, day: int) -> None:
    """Write an article of one day in February."""
    head = "shows: [dark-hill]\npeople: [ada]\nauthors: [desk]\nsection: news\ntags: [sets]\n"
    path = site / f"content/articles/2026-02-{day:02}-story-{day}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\ntitle: Story {day}\n{head}---\n\nText.\n", encoding="utf-8")


def built(site: Path) -> BuildReport:
    """Build in this process."""
    return build(site, Options(now=datetime(2026, 3, 1, tzinfo=UTC), jobs=1))


def pages_of_lists(site: Path) -> dict[str, bytes]:
    """Read the page of each list that has a number: `{"tags/sets/page/2/index.html": b"..."}`."""
    top = site / "output"
    return {str(file.relative_to(top)): file.read_bytes() for file in top.rglob("page/*/index.html")}


def test_a_new_article_is_added_to_first_pages_and_makes_no_other_anew(site: Path) -> None:
    built(site)
    before = pages_of_lists(site)
    assert before.keys() == {f"{each}page/{number}/index.html" for each in LISTS for number in (2, 3)}
    for day in (10, 11):
        publish(site, day)
        made = built(site).reasons
        assert {f"{each}index.html" for each in LISTS} <= made.keys()
        assert [path for path in made if "page/" in path] == []
    assert pages_of_lists(site) == before


def test_a_first_page_of_twice_the_size_becomes_two_and_further_ones_move_by_one(site: Path) -> None:
    for day in (10, 11):
        publish(site, day)
    built(site)
    publish(site, 12)
    made = built(site).reasons
    moved = {f"{each}page/{number}/index.html" for each in LISTS for number in (2, 3, 4)}
    assert {path for path in made if "page/" in path} == moved == pages_of_lists(site).keys()
    for each in LISTS:
        for number, days in enumerate(((10, 11, 12), (7, 8, 9), (4, 5, 6), (1, 2, 3)), 1):
            page = site / "output" / each / (f"page/{number}" if number > 1 else "") / "index.html"
            text = page.read_text(encoding="utf-8").partition("</header>")[2]
            told = {day for day in range(1, 13) if f">Story {day}<" in text.partition('<div class="bands">')[0]}
            assert (each, number, told) == (each, number, set(days))
