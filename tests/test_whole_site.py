"""The demonstration site, built whole: what browsers, feed readers, scripts and a second machine make of it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from fanwire.cli import main
from fanwire.errors import SiteProblems
from fanwire.pipeline import build
from fanwire.records.config import Options
from tests.crawl import broken_links, links_of_pages, loaded_from_elsewhere, pages, parsed

ROOT = Path(__file__).parents[1]
AT_HOME, BELOW_A_PATH = "https://hyosan-herald.example/", "https://fans.example/news/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def copy_of_the_demonstration(folder: Path) -> Path:
    """Copy what writers own; templates and static files then come from the packaged theme."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "site.yaml", folder)
    return folder


def files(folder: Path) -> Mapping[str, bytes]:
    """Read a whole folder: `{"feed.xml": b"..."}`."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the demonstration site once."""
    return copy_of_the_demonstration(tmp_path_factory.mktemp("demonstration") / "site")


@pytest.fixture(scope="module")
def outputs(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build it once for each kind of address; gives the output folders by address."""
    made = {address: tmp_path_factory.mktemp("built") / "output" for address in (AT_HOME, BELOW_A_PATH)}
    command = ["--quiet", "--site", str(site), "--as-of", "2026-03-01"]
    statuses = [main([*command, "--output", str(made[address]), "--base-url", address]) for address in made]
    assert statuses == [0, 0]
    return made


@pytest.fixture(params=[AT_HOME, BELOW_A_PATH], ids=["at the root of its host", "below a path"])
def built(request: pytest.FixtureRequest, outputs: dict[str, Path]) -> tuple[Path, str]:
    """Give one of them with its address."""
    return outputs[request.param], request.param


# --- what readers and machines find ----------------------------------------------------------------------------------


def test_every_internal_link_and_picture_exists(built: tuple[Path, str]) -> None:
    output, base_url = built
    assert len(set(links_of_pages(output))) > 1000, "the walk has seen the site"
    assert broken_links(output, base_url) == []


def test_a_missing_picture_and_a_missing_heading_would_be_noticed(built: tuple[Path, str], tmp_path: Path) -> None:
    output, base_url = built
    copy = shutil.copytree(output, tmp_path / "copy")
    next(copy.rglob("camera-in-fog.svg")).unlink()
    page = copy / "about/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace('id="main"', ""), encoding="utf-8")
    broken = broken_links(copy, base_url)
    assert any(line.endswith("camera-in-fog.svg") for line in broken)
    assert "about/: #main" in broken


def test_a_browser_loads_nothing_from_elsewhere(built: tuple[Path, str]) -> None:
    assert loaded_from_elsewhere(*built) == []


def test_links_that_leave_the_site_are_cut_off_from_it(built: tuple[Path, str]) -> None:
    output, base_url = built
    links = [
        tag
        for file in pages(output)
        for tag in parsed(file).xpath("//*[@class='prose']//a[starts-with(@href, 'http')]")
    ]
    leaving = [tag for tag in links if not tag.get("href").startswith(base_url)]
    assert leaving
    assert [tag.get("href") for tag in leaving if "noopener" not in tag.get("rel", "").split()] == []


def test_machines_are_told_of_corrections_and_not_of_updates(built: tuple[Path, str]) -> None:
    output, _ = built
    told, shown = set(), set()
    for file in output.glob("20*/*/*/index.html"):
        page = parsed(file)
        (script,) = page.xpath("//script[@type='application/ld+json']")
        data = json.loads(script.text)["@graph"][0]
        assert (data["@type"], data["headline"]) == ("NewsArticle", page.xpath("string(//h1)"))
        if "correction" in data:
            told.add(file)
        if page.xpath("//aside[contains(@class, 'since correction')] | //*[@id='corrections']"):
            shown.add(file)
    assert told == shown
    assert told


def test_pictures_in_a_text_say_what_they_show_how_large_they_are_and_wait(built: tuple[Path, str]) -> None:
    of_a_text = "//*[@class='prose']//img[not(ancestor::aside)]"
    pictures = [tag for file in pages(built[0]) for tag in parsed(file).xpath(of_a_text)]
    assert pictures
    wanted = ("alt", "width", "height", "loading")
    assert [tag.get("src") for tag in pictures if not all(tag.get(name) for name in wanted)] == []


def test_feedparser_reads_the_feed_without_complaint(built: tuple[Path, str]) -> None:
    output, base_url = built
    feed = feedparser.parse((output / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.version == "rss20"
    assert {"rel": "self", "href": f"{base_url}feed.xml", "type": "application/rss+xml"} in feed.feed.links
    assert feed.feed.link == base_url
    assert len(feed.entries) == 20
    dates = [entry.published_parsed for entry in feed.entries]
    assert dates == sorted(dates, reverse=True)
    assert all(entry.link.startswith(base_url) and entry.content[0].value for entry in feed.entries)


def test_feed_items_keep_their_ids_when_the_site_moves(outputs: dict[str, Path]) -> None:
    feeds = [feedparser.parse((output / "feed.xml").read_bytes()).entries for output in outputs.values()]
    first, second = ([entry.id for entry in entries] for entries in feeds)
    assert first == second
    assert len(set(first)) == 20


def test_the_sitemap_names_every_page_that_may_be_indexed_and_no_other(built: tuple[Path, str]) -> None:
    output, base_url = built
    named = [str(loc.text) for loc in etree.fromstring((output / "sitemap.xml").read_bytes()).iter(f"{SITEMAP}loc")]
    indexed = {
        canonical
        for file in pages(output)
        if "noindex" not in parsed(file).xpath("string(//meta[@name='robots']/@content)")
        for canonical in parsed(file).xpath("//link[@rel='canonical']/@href")
    }
    assert len(named) == len(set(named))
    assert set(named) == indexed
    assert f"Sitemap: {base_url}sitemap.xml" in (output / "robots.txt").read_text(encoding="utf-8")


def test_no_page_holds_a_mark_of_the_engine(built: tuple[Path, str]) -> None:
    everything = b"".join(files(built[0]).values())
    assert "\ufdd0".encode() not in everything
    assert "\ufdd1".encode() not in everything
    assert b"data-block" not in everything


def test_private_notes_stay_private(built: tuple[Path, str]) -> None:
    notes = [
        line.split("%%")[1].strip()
        for file in (ROOT / "content").rglob("*.md")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("%%") and line.count("%%") == 2
    ]
    everything = b"".join(files(built[0]).values())
    assert notes
    assert [note for note in notes if note.encode() in everything] == []


# --- the same bytes, whatever the machine ----------------------------------------------------------------------------


def test_two_machines_make_the_same_bytes(tmp_path: Path) -> None:
    machines = [
        ("one", {"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C"}, "022", 1),
        ("two/with a space", {"TZ": "Asia/Seoul", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"}, "077", 3),
    ]
    outputs = []
    for name, environment, mask, jobs in machines:
        site = copy_of_the_demonstration(tmp_path / name)
        command = f'umask {mask}; exec "$0" -m fanwire build --quiet --as-of 2026-03-01 --jobs {jobs} --site "$1"'
        subprocess.run(
            ["sh", "-c", command, sys.executable, site], check=True, cwd=ROOT, env={**os.environ, **environment}
        )
        outputs.append(files(site / "output"))
    assert outputs[0] == outputs[1]


def test_a_second_build_writes_nothing(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--site", str(site), "--output", str(tmp_path / "output"), "--as-of", "2026-03-01", "--json"]
    assert (main(command), main(command)) == (0, 0)
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["written"] == second["unchanged"] > 100
    assert second["written"] == second["removed"] == first["unchanged"] == 0


def test_a_build_after_a_change_equals_a_clean_one(tmp_path: Path) -> None:
    site = copy_of_the_demonstration(tmp_path / "site")
    now = datetime(2026, 3, 1, tzinfo=UTC)
    build(site, Options(now=now))
    shutil.rmtree(site / "content/articles/2026-02-23-filming-wraps")
    with (site / "content/published.yaml").open("a", encoding="utf-8") as record:
        record.write("gone:\n  - {address: /2026/02/filming-wraps/, why: It was a test.}\n")
    (site / "content/articles/2026-02-28-new.md").write_text(
        "---\ntitle: New\ntags: [filming]\n---\n\nText.\n", "utf-8"
    )
    text = site / "content/articles/2022-01-28-season-1-arrives/index.md"
    text.write_text(text.read_text("utf-8").replace("title: ", "title: Then: ", 1).replace("Then: ", "Then, "), "utf-8")
    for link in (site / "content").rglob("*.md"):
        link.write_text(
            link.read_text("utf-8").replace("2026-02-23-filming-wraps/index.md", "2026-02-28-new.md"), "utf-8"
        )
        link.write_text(link.read_text("utf-8").replace("readmore | filming-wraps", "readmore | new"), "utf-8")
    build(site, Options(now=now))
    build(site, Options(now=now, output=tmp_path / "clean"))
    assert files(site / "output") == files(tmp_path / "clean")
    left = [path.name for path in (site / "output/2026/02/filming-wraps").iterdir()]
    assert left == ["index.html"], "a page that says it is gone, and no picture"


# --- a build that fails, and a build of another day ------------------------------------------------------------------


def test_a_build_with_problems_leaves_the_site_byte_for_byte_as_it_was(tmp_path: Path) -> None:
    site = copy_of_the_demonstration(tmp_path / "site")
    now = datetime(2026, 3, 1, tzinfo=UTC)
    build(site, Options(now=now))
    before, content = files(site / "output"), files(site / "content")
    for place, text in {
        "content/articles/new.md": "---\ntitle: New\n---\n",
        "content/pages/links.md": "---\ntitle: Links\n---\n\n[broken](nowhere.md)\n",
        "templates/404.html": "{{ nothing }}",
    }.items():
        (site / place).parent.mkdir(exist_ok=True)
        (site / place).write_text(text, encoding="utf-8")
        with pytest.raises(SiteProblems):
            build(site, Options(now=now))
        (site / place).unlink()
        assert files(site / "output") == before
    assert files(site / "content") == content


def test_nothing_outside_output_and_the_cache_is_written(site: Path, tmp_path: Path) -> None:
    before = files(site)
    build(site, Options(now=datetime(2026, 3, 1, tzinfo=UTC), output=tmp_path / "there/output"))
    assert files(site) == before
    assert {path.name for path in (tmp_path / "there").iterdir()} <= {"output", ".fanwire"}
    assert {path.name for path in tmp_path.iterdir()} == {"there"}


def test_as_of_shows_the_site_as_it_was_at_the_end_of_that_day(site: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    main(["--quiet", "--site", str(site), "--output", str(output), "--as-of", "2022-06-06"])
    assert (output / "2022/06/netflix-renews/index.html").is_file()
    assert not list(output.glob("202[3-6]"))
    assert broken_links(output, AT_HOME) == []
    main(["--quiet", "--site", str(site), "--output", str(output), "--as-of", "2022-06-05"])
    assert not (output / "2022/06/netflix-renews").exists()
