"""Sitemaps: what is in them and since when, how they are cut, and how the one of news empties by itself."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fanwire.looking import outlook
from fanwire.pipeline import build
from fanwire.plan.sitemaps import Limits, cut
from fanwire.records.config import Options
from fanwire.records.recipe import SitemapEntry
from tests.cases.rows import rows

SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SITE = {
    "site.yaml": (
        'title: "The <News> & more"\nbase_url: https://herald.example/\nlanguage: en-GB\n'
        "indexnow_key: 0123456789abcdef\n"
    ),
    "content/articles/fresh.md": (
        "---\ntitle: Cast & crew <told>\ndate: 2026-02-28 10:00\nimage: {src: a b.svg, alt: A set}\ntags: [one]\n"
        "---\n\nText.\n"
    ),
    "content/articles/a b.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n',
    "content/articles/old.md": (
        "---\ntitle: Old\ndate: 2026-01-05\nupdated: 2026-01-06\n"
        "corrections: [{date: 2026-01-07 09:00, text: It was Bo.}]\ntags: [one]\n---\n\nText.\n"
    ),
    "content/articles/told.md": "---\ntitle: Told\ndate: 2026-01-08\nshows: [hill]\n---\n\nSo: [[claim: s1 release]]\n",
    "content/pages/about.md": "---\ntitle: About\n---\n\nWe.\n",
    "content/sources.yaml": "paper: {name: The Paper, tier: press}\n",
    "content/shows/hill/index.md": "---\ntitle: Hill\nkind: series\nseasons: {s1: {}}\n---\n\nA series.\n",
    "content/shows/hill/ledger.yaml": (
        "s1:\n  release:\n    - {says: 2026-09, as: reported, date: 2026-02, by: paper}\n"
        "    - {says: 2026-09, as: reported, date: 2026-02-11, by: paper}\n"
    ),
}


def write(site: Path, files: Mapping[str, str]) -> None:
    """Put files into a site."""
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write the site."""
    write(tmp_path / "site", SITE)
    return tmp_path / "site"


def read(file: Path) -> etree._Element:
    """Parse a sitemap."""
    return etree.fromstring(file.read_bytes())


def said(file: Path, what: str) -> list[str]:
    """List texts in a sitemap: `said(file, "s:url/s:loc")`."""
    return [str(each.text) for each in read(file).findall(what, SPACES)]


def changes(output: Path) -> dict[str, str]:
    """Tell when each page changed, by its path: `{"/about/": ""}`."""
    urls = read(output / "sitemap.xml").findall("s:url", SPACES)
    return {
        url.findtext("s:loc", "", SPACES).removeprefix("https://herald.example"): url.findtext("s:lastmod", "", SPACES)
        for url in urls
    }


# --- pages -----------------------------------------------------------------------------------------------------------


def test_a_page_says_when_its_substance_changed_and_not_when_it_was_built(site: Path) -> None:
    build(site, Options(now=NOW))
    told = changes(site / "output")
    assert told["/2026/02/fresh/"] == told["/"] == told["/tags/one/"] == "2026-02-28T10:00:00+00:00"
    assert told["/2026/01/old/"] == told["/corrections/"] == "2026-01-07T09:00:00+00:00"
    assert told["/2026/01/told/"] == told["/shows/hill/"] == told["/shows/hill/ledger/"] == "2026-02-11T00:00:00+00:00"
    assert told["/about/"] == told["/tags/"] == ""
    assert build(site, Options(now=NOW + timedelta(days=30))).rendered < 3
    assert changes(site / "output") == told


def test_pictures_are_named_with_the_page_they_are_on(site: Path) -> None:
    build(site, Options(now=NOW))
    found = said(site / "output/sitemap.xml", "s:url/image:image/image:loc")
    assert found == [f"https://herald.example/media/articles/{quote('a b.svg')}"]
    assert (site / "output/media/articles/a b.svg").is_file()


def test_the_sitemap_keeps_the_protocol(site: Path) -> None:
    """sitemaps.org: namespace, one `loc` first, absolute and escaped, `lastmod` a W3C Datetime, shorter than 2,048."""
    build(site, Options(now=NOW))
    for name in ("sitemap.xml", "news-sitemap.xml"):
        root = read(site / "output" / name)
        assert root.tag == f"{{{SPACES['s']}}}urlset"
        for url in root:
            assert url[0].tag == f"{{{SPACES['s']}}}loc"
            assert str(url[0].text).startswith("https://herald.example/")
            assert str(url[0].text).isascii()
            assert len(str(url[0].text)) < 2048
            for changed in url.findall("s:lastmod", SPACES):
                assert datetime.fromisoformat(str(changed.text)).tzinfo
    everything = (site / "output/sitemap.xml").read_bytes()
    assert everything == everything.decode("utf-8").encode("utf-8")


@pytest.mark.parametrize(("given_", "expected"), rows("sitemap-limits.txt"))
def test_a_sitemap_is_cut_at_its_limits(given_: str, expected: str) -> None:
    count, most, size = map(int, given_.split())
    entries = [SitemapEntry("x" * 100, "") for _ in range(count)]
    assert " ".join(str(len(part)) for part in cut(entries, Limits(most, size))) == expected


@given(st.lists(st.integers(1, 900), max_size=30), st.integers(1, 9), st.integers(1_000, 9_000))
def test_cutting_loses_nothing_and_keeps_the_order(lengths: list[int], most: int, size: int) -> None:
    entries = [SitemapEntry(str(number) + "x" * length, "") for number, length in enumerate(lengths)]
    parts = cut(entries, Limits(most, size))
    assert [entry for part in parts for entry in part] == entries
    assert all(len(part) <= most for part in parts)


def test_more_than_a_file_holds_makes_an_index_of_files(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(site, Options(now=NOW))
    whole = said(site / "output/sitemap.xml", "s:url/s:loc")
    monkeypatch.setattr("fanwire.plan.sitemaps.PAGES", Limits(5, 1_000_000))
    build(site, Options(now=NOW, clean=True))
    named = said(site / "output/sitemap.xml", "s:sitemap/s:loc")
    assert named == [f"https://herald.example/sitemap-{number}.xml" for number in range(1, len(named) + 1)]
    parts = [site / "output" / url.rpartition("/")[2] for url in named]
    assert [url for part in parts for url in said(part, "s:url/s:loc")] == whole
    newest = max(said(parts[0], "s:url/s:lastmod"))
    assert said(site / "output/sitemap.xml", "s:sitemap/s:lastmod")[0] == newest
    assert "sitemap-1.xml" not in (site / "output/robots.txt").read_text("utf-8")


# --- news ------------------------------------------------------------------------------------------------------------


def test_news_are_told_as_google_wants_them(site: Path) -> None:
    build(site, Options(now=NOW))
    (url,) = read(site / "output/news-sitemap.xml")
    told = {etree.QName(each).localname: each.text for each in url.iter() if not len(each)}
    assert told == {
        "loc": "https://herald.example/2026/02/fresh/",
        "name": "The <News> & more",
        "language": "en",
        "publication_date": "2026-02-28T10:00:00+00:00",
        "title": "Cast & crew <told>",
    }


def test_an_article_leaves_the_news_after_two_days_by_itself(site: Path, tmp_path: Path) -> None:
    first = build(site, Options(now=NOW))
    assert first.next_change == datetime(2026, 3, 2, 10, tzinfo=UTC)
    before = build(site, Options(now=first.next_change - timedelta(seconds=1)))
    assert before.written == 0
    then = build(site, Options(now=first.next_change))
    assert (then.written, list(then.reasons)) == (1, ["news-sitemap.xml"])
    assert said(site / "output/news-sitemap.xml", "s:url/s:loc") == []
    build(site, Options(now=first.next_change, output=tmp_path / "clean"))
    assert (site / "output/news-sitemap.xml").read_bytes() == (tmp_path / "clean/news-sitemap.xml").read_bytes()


def test_what_is_not_public_is_no_news(site: Path) -> None:
    text = SITE["content/articles/fresh.md"]
    hidden = {
        "content/articles/draft.md": text.replace("tags:", "draft: true\ntags:"),
        "content/articles/later.md": text.replace("2026-02-28", "2026-03-02"),
        "content/articles/gone.md": text.replace("tags:", "expires: 2026-03-01\ntags:"),
    }
    write(site, hidden)
    build(site, Options(now=NOW))
    assert said(site / "output/news-sitemap.xml", "s:url/s:loc") == ["https://herald.example/2026/02/fresh/"]


def test_chinese_is_told_as_google_names_it(site: Path) -> None:
    for tag, told in (("zh-TW", "zh-tw"), ("zh-CN", "zh-cn"), ("pt-BR", "pt"), ("ko", "ko")):
        write(site, {"site.yaml": SITE["site.yaml"].replace("en-GB", tag)})
        build(site, Options(now=NOW))
        assert said(site / "output/news-sitemap.xml", ".//news:language") == [told]


# --- what names them -------------------------------------------------------------------------------------------------


def test_robots_name_both_and_the_key_of_indexnow_is_there(site: Path) -> None:
    build(site, Options(now=NOW))
    robots = (site / "output/robots.txt").read_text("utf-8").splitlines()
    named = [line.removeprefix("Sitemap: https://herald.example/") for line in robots if line.startswith("Sitemap: ")]
    assert named == ["sitemap.xml", "news-sitemap.xml"]
    assert all((site / "output" / name).is_file() for name in named)
    assert (site / "output/0123456789abcdef.txt").read_text("utf-8") == "0123456789abcdef"


def test_two_days_of_news_are_in_the_list_of_what_comes(site: Path) -> None:
    first = outlook(site, Options(now=NOW)).coming[0]
    assert (first.day, first.what) == (date(2026, 3, 2), "Cast & crew <told>: leaves the news sitemap")
