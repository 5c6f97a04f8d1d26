"""Feeds as reader programs take them: of whole sites, in all three formats, by the rules that a file can be held to."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest
from lxml import etree

from fanwire.cli import main
from tests.feed_rules import ATOM, COMPLAINTS, CONTENT, MEDIA

ROOT = Path(__file__).parents[2]
SITES = {
    "the demonstration": (ROOT, "https://hyosan-herald.example/"),
    "the demonstration below a path": (ROOT, "https://fans.example/news/"),
    **{
        name.replace("-", " "): (ROOT / "tests/sites" / name, "https://herald.example/")
        for name in (
            "blocks-of-every-kind",
            "markdown-of-every-kind",
            "spoilers-stay-out-of-feeds",
            "hostile-words-are-escaped",
            "ledger-in-articles",
            "dates-of-every-form",
            "site-with-nothing-published",
        )
    },
}


@pytest.fixture(scope="module", params=SITES, ids=list(SITES))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Build one of the sites; gives its output folder and its address."""
    site, address = SITES[request.param]
    output = tmp_path_factory.mktemp("built") / "output"
    assert main(build(site, output, "--base-url", address)) == 0
    return output, address


def build(site: Path, output: Path, *more: str) -> list[str]:
    """Write the command that builds a site for a fixed day."""
    return ["build", "--quiet", "--site", str(site), "--output", str(output), "--as-of", "2026-03-01", *more]


def feeds(output: Path) -> Iterator[tuple[str, bytes]]:
    """Yield `("tags/casting/atom.xml", b"...")` for every feed of a site."""
    for file in sorted(path for path in output.rglob("*") if path.name in COMPLAINTS):
        yield file.relative_to(output).as_posix(), file.read_bytes()


def test_every_feed_keeps_the_rules_of_its_format(built: tuple[Path, str]) -> None:
    output, base_url = built
    found = list(feeds(output))
    assert len(found) >= 3
    assert [
        f"{name}: {complaint}"
        for name, content in found
        for complaint in COMPLAINTS[Path(name).name](content, base_url + quote(name))
    ] == []


def test_feedparser_reads_every_feed_without_complaint(built: tuple[Path, str]) -> None:
    for name, content in feeds(built[0]):
        if name.endswith(".xml"):
            feed = feedparser.parse(content)
            assert (name, feed.bozo, feed.version) == (name, False, "rss20" if name.endswith("feed.xml") else "atom10")


def test_all_formats_say_the_same(built: tuple[Path, str]) -> None:
    for file in built[0].rglob("feed.json"):
        items = json.loads(file.read_bytes())["items"]
        rss, atom = (etree.fromstring((file.parent / name).read_bytes()) for name in ("feed.xml", "atom.xml"))
        told = [(each["id"], each["title"], each["content_html"], len(each.get("tags", []))) for each in items]
        in_rss = ("guid", "title", f"{CONTENT}encoded")
        assert told == [
            (*(each.findtext(name) for name in in_rss), len(each.findall("category"))) for each in rss.iter("item")
        ]
        assert told == [
            (*(each.findtext(ATOM + name) for name in ("id", "title", "content")), len(each.findall(f"{ATOM}category")))
            for each in atom.iter(f"{ATOM}entry")
        ]


def test_the_opml_file_names_every_feed_once_and_readers_can_parse_it(built: tuple[Path, str]) -> None:
    output, base_url = built
    root = etree.fromstring((output / "feeds.opml").read_bytes())
    outlines = root.findall("body/outline/outline")
    named = [str(each.get("xmlUrl")) for each in outlines]
    assert (root.tag, root.get("version"), len(named)) == ("opml", "2.0", len(set(named)))
    assert set(named) == {base_url + quote(name) for name, _ in feeds(output) if name.endswith("feed.xml")}
    assert all(each.get("text") and each.get("type") == "rss" and each.get("htmlUrl") for each in outlines)


def test_the_list_of_feeds_leads_to_all_of_them(built: tuple[Path, str]) -> None:
    output, base_url = built
    home = "/" + base_url.partition("//")[2].partition("/")[2]
    page = (output / "feeds/index.html").read_text("utf-8")
    assert [name for name, _ in feeds(output) if f'href="{home}{quote(name)}"' not in page] == []


def test_rules_notice_what_is_wrong(tmp_path: Path) -> None:
    main(build(SITES["blocks of every kind"][0], tmp_path / "output"))
    address = "https://herald.example/"
    for name, changes in {
        "feed.xml": [
            (b"<title>Filming wraps</title>", b"<title>Filming wraps</title><author>The desk</author>"),
            (b'isPermaLink="false"', b'isPermaLink="true"'),
            (b'src="https://herald.example/', b'src="/'),
            (b"Sun, 22 Feb 2026", b"Mon, 22 Feb 2026"),
            (b'rel="self"', b'rel="other"'),
        ],
        "atom.xml": [
            (b"T00:00:00+00:00", b"T00:00:00"),
            (b'type="html"', b""),
            (b"2026-02-22:wrap", b"2025-07-23:start"),
        ],
        "feed.json": [(b'"url": "https://herald.example/2026', b'"url": "/2026'), (b"<em>", b'<em class=\\"x\\">')],
    }.items():
        content = (tmp_path / "output" / name).read_bytes()
        assert list(COMPLAINTS[name](content, address + name)) == []
        for old, new in changes:
            assert old in content
            assert list(COMPLAINTS[name](content.replace(old, new), address + name)), new


# --- what no feed tells ----------------------------------------------------------------------------------------------


def test_no_spoiler_draft_or_note_is_in_any_feed(tmp_path: Path) -> None:
    """Sealed words are in the pages of this site, folded; scheduled, expired and private ones are nowhere."""
    main(build(SITES["spoilers stay out of feeds"][0], tmp_path / "output"))
    assert b"SEALED two" in (tmp_path / "output/2026/02/folded/index.html").read_bytes()
    found = [*feeds(tmp_path / "output"), ("feeds.opml", (tmp_path / "output/feeds.opml").read_bytes())]
    assert len(found) > 20
    words = (b"SEALED", b"UNSEEN", b"PRIVATE")
    assert [(name, word) for name, content in found for word in words if word in content] == []


# --- what moves a feed, and what doesn't -----------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Copy a site to change."""
    return shutil.copytree(SITES["spoilers stay out of feeds"][0], tmp_path / "site")


def built_feeds(site: Path, *more: str) -> dict[str, bytes]:
    """Build a site and read its feeds."""
    output = site.parent / "output"
    assert main(build(site, output, *more)) == 0
    return dict(feeds(output))


def edit(file: Path, old: str, new: str) -> None:
    """Change a file where it says something."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_build_from_nothing_makes_the_same_bytes(site: Path) -> None:
    assert built_feeds(site) == built_feeds(site, "--clean")


def test_an_edit_elsewhere_leaves_a_feed_as_it_is(site: Path) -> None:
    before = built_feeds(site)
    (site / "content/articles/2026-02-25-new.md").write_text("---\ntitle: New\ntags: [other]\n---\n\nNew.\n", "utf-8")
    edit(site / "content/people/kim.md", "---\nname", "---\nroles: [actor]\nname")
    after = built_feeds(site)
    assert {name.rpartition("/")[0] for name, content in after.items() if before.get(name) != content} == {
        "",
        "tags/other",
    }


@pytest.mark.parametrize(
    ("old", "new", "moves"),
    [
        ("A look back.\n", "Another look back.\n", False),
        ("Who is left", "Who remains", False),
        ("title:", "updated: 2026-02-10\ntitle:", True),
        ("named a wrong day.}", "named a wrong day.}, {date: 2026-02-12, text: And a wrong hour.}", True),
    ],
    ids=["an edited text doesn't", "a new title doesn't", "updated does", "a correction does"],
)
def test_what_moves_the_date_of_an_item(old: str, new: str, moves: bool, site: Path) -> None:  # noqa: FBT001
    def dates(made: dict[str, bytes]) -> list[str]:
        entries = etree.fromstring(made["authors/desk/atom.xml"]).findall(f"{ATOM}entry")
        return [str(each.findtext(f"{ATOM}updated")) for each in entries]

    before = built_feeds(site)
    edit(site / "content/articles/2026-02-01-folded.md", old, new)
    after = built_feeds(site)
    assert before["authors/desk/atom.xml"] != after["authors/desk/atom.xml"]
    assert (dates(before) != dates(after)) is moves


def test_a_line_that_moves_in_its_ledger_keeps_its_id_and_what_becomes_of_it_changes_nothing(site: Path) -> None:
    name, file = "shows/the-school/ledger/feed.json", site / "content/shows/the-school/ledger.yaml"
    before = {item["id"]: item for item in json.loads(built_feeds(site)[name])["items"]}
    lines = file.read_text("utf-8").splitlines()
    lines[4], lines[5] = lines[5], lines[4]
    lines.insert(6, '    - {says: 2027, as: denied, date: 2026-02-20, by: netflix, url: "https://netflix.example/2"}')
    file.write_text("\n".join(lines) + "\n", "utf-8")
    after = {item["id"]: item for item in json.loads(built_feeds(site)[name])["items"]}
    assert len(after) == len(before) + 1
    assert {key: after[key]["content_html"] for key in before} == {key: before[key]["content_html"] for key in before}


# --- settings --------------------------------------------------------------------------------------------------------


def test_a_site_has_the_formats_and_scopes_that_it_asks_for_and_names_its_hub(site: Path) -> None:
    wish = 'feeds: {scopes: [tags], formats: [atom, json], hub: "https://hub.example/"}\n'
    (site / "site.yaml").write_text((site / "site.yaml").read_text("utf-8") + wish, "utf-8")
    made = built_feeds(site)
    assert sorted(made) == ["atom.xml", "feed.json", "tags/finale/atom.xml", "tags/finale/feed.json"]
    assert b'<link href="https://hub.example/" rel="hub"/>' in made["atom.xml"]
    assert json.loads(made["feed.json"])["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    outlines = etree.fromstring((site.parent / "output/feeds.opml").read_bytes()).iter("outline")
    assert [each.get("xmlUrl") for each in outlines if each.get("xmlUrl")] == [
        "https://herald.example/atom.xml",
        "https://herald.example/tags/finale/atom.xml",
    ]


def test_rss_names_its_hub_too(site: Path) -> None:
    (site / "site.yaml").write_text(
        (site / "site.yaml").read_text("utf-8") + 'feeds: {hub: "https://hub.example/"}\n', "utf-8"
    )
    root = etree.fromstring(built_feeds(site)["feed.xml"])
    assert [each.get("href") for each in root.findall(f"channel/{ATOM}link[@rel='hub']")] == ["https://hub.example/"]


def test_a_site_may_have_no_feeds(site: Path) -> None:
    (site / "site.yaml").write_text((site / "site.yaml").read_text("utf-8") + "feeds: {formats: []}\n", "utf-8")
    assert built_feeds(site) == {}
    assert "feed" not in (site.parent / "output/index.html").read_text("utf-8").lower()


def test_the_picture_comes_with_its_type_its_size_and_who_made_it(tmp_path: Path) -> None:
    main(build(ROOT, tmp_path / "output"))
    root = etree.fromstring((tmp_path / "output/feed.xml").read_bytes())
    for content in root.iter(f"{MEDIA}content"):
        file = tmp_path / "output" / str(content.get("url")).removeprefix("https://hyosan-herald.example/")
        assert content.get("fileSize") == str(file.stat().st_size)
        assert (content.get("type"), content.get("medium")) == ("image/svg+xml", "image")
        assert content.findtext(f"{MEDIA}credit")


def test_a_browser_is_given_a_style_sheet_that_exists(built: tuple[Path, str]) -> None:
    output, base_url = built
    for name in ("feed.xml", "atom.xml"):
        line = (output / name).read_text("utf-8").splitlines()[1]
        address = line.partition('href="')[2].partition('"')[0]
        assert line.startswith('<?xml-stylesheet type="text/css" href="')
        assert (output / address.removeprefix(base_url).partition("?")[0]).is_file()
