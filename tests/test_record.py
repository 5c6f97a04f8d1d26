"""`record`: what is public becomes a promise, and whatever a writer changes afterwards, the promise is kept."""

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fanwire.desk.record import published_text
from fanwire.errors import Problem, Where
from fanwire.read.published import parsed_published
from fanwire.records.published import FILE, Known, Published, PublishedText
from tests.changing_site import CHANGES, WRAP, Site, new_site
from tests.crawl import broken_links

RECORDED = re.compile(r"(?<=[\[ ])/[^\],\s]*")


@pytest.fixture
def site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Site:
    """Make a site of two articles, a page, a person and an author, and record nothing yet."""
    return new_site(tmp_path, capsys)


def test_what_is_public_is_recorded_once_and_nothing_else_is(site: Site) -> None:
    for name, head in (("draft", "draft: true"), ("ahead", "date: 2999-01-01"), ("over", "expires: 2026-02-01")):
        site.write(f"content/articles/2026-01-05-{name}.md", f"---\ntitle: {name}\n{head}\n---\n\nText.\n")
    assert site.record() == "2 new articles, 3 new other texts"
    recorded = yaml.safe_load(site.read(FILE))
    assert recorded["authority"] == "herald.example"
    assert {each["file"]: each["addresses"] for each in recorded["articles"].values()} == {
        WRAP: ["/2026/02/wrap/"],
        "content/articles/2026-02-23-촬영.md": ["/2026/02/촬영/"],
    }
    assert recorded["texts"] == {
        "content/authors/desk.md": ["/authors/desk/"],
        "content/pages/about.md": ["/about/"],
        "content/people/ada.md": ["/people/ada/"],
    }
    assert list(recorded["articles"]) == list(reversed(site.ids())), "oldest first"
    before = (site.root / FILE).stat()
    assert site.record() == "nothing new"
    assert (site.root / FILE).stat() == before


def test_build_and_check_write_nothing_into_content(site: Site) -> None:
    site.record()
    before = {path: path.read_bytes() for path in (site.root / "content").rglob("*") if path.is_file()}
    site.edit(WRAP, "title: Wrap", "title: A wrap\nslug: a-wrap")
    site.ids()
    site.run("check")
    assert {path: path.read_bytes() for path in (site.root / "content").rglob("*") if path.is_file()} == before | {
        site.root / WRAP: (site.root / WRAP).read_bytes()
    }


def test_recording_changes_nothing_that_is_published(site: Site) -> None:
    ids = site.ids()
    before = {path: path.read_bytes() for path in (site.root / "output").rglob("*") if path.is_file()}
    site.record()
    assert site.ids() == ids
    assert {path: path.read_bytes() for path in (site.root / "output").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("change", CHANGES)
def test_ids_and_addresses_outlive(change: str, site: Site) -> None:
    """Whatever changes, before the next record and after it: no id is new, and every recorded address answers."""
    site.record()
    ids = site.ids()
    CHANGES[change](site)
    for _ in range(2):
        assert set(site.ids()) == set(ids)
        addresses = RECORDED.findall(site.read(FILE).partition("articles:")[2])
        assert len(addresses) >= 5
        assert [each for each in addresses if not site.answers(each)] == []
        base_url = yaml.safe_load(site.read("site.yaml"))["base_url"]
        assert broken_links(site.root / "output", base_url) == []
        assert "0 new items" in site.run("check")[1]
        site.record()


def test_a_site_that_moves_up_answers_where_it_was(site: Site) -> None:
    site.edit("site.yaml", "herald.example/", "fans.example/herald/")
    site.record()
    site.edit("site.yaml", "fans.example/herald/", "fans.example/")
    site.ids()
    for address, to in (("/herald/", "/"), ("/herald/2026/02/wrap/", "/2026/02/wrap/"), ("/herald/about/", "/about/")):
        assert f"url={to}" in site.answers(address)
    for feed in ("feed.xml", "atom.xml", "feed.json"):
        assert (site.root / "output/herald" / feed).read_bytes() == (site.root / "output" / feed).read_bytes()
    assert site.record() == "1 new home"


def test_an_address_that_moves_often_leads_on_in_one_step(site: Site) -> None:
    for slug in ("one", "two", "three"):
        site.record()
        site.edit(WRAP, site.read(WRAP).splitlines()[1], f"slug: {slug}\ntitle: Wrap") if slug == "one" else site.edit(
            WRAP, "slug: one" if slug == "two" else "slug: two", f"slug: {slug}"
        )
    site.ids()
    for old in ("/2026/02/wrap/", "/2026/02/one/", "/2026/02/two/"):
        assert "url=/2026/02/three/" in site.answers(old)


def test_a_merged_article_and_one_that_is_given_up_are_no_problem(site: Site) -> None:
    site.record()
    (site.root / WRAP).unlink()
    site.edit("content/articles/2026-02-23-촬영.md", "[wrap](2026-02-22-wrap.md)", "wrap")
    status, said = site.run("build")
    assert status == 1
    assert re.search(r"content/published.yaml:\d+:\d+  /2026/02/wrap/ was published, and nothing is there now", said)
    given_up = "# We were wrong.\ngone:\n- address: /2026/02/wrap/  # by the agency's wish\n  why: 'It wasn''t over.'\n"
    site.write(FILE, site.read(FILE) + given_up)
    site.ids()
    assert "It wasn&#39;t over." in site.answers("/2026/02/wrap/")
    site.write("content/pages/new.md", "---\ntitle: New\n---\n")
    assert site.record() == "1 new other text"
    assert site.read(FILE).endswith(f"\n\n{given_up}")
    site.write(FILE, site.read(FILE).removesuffix(given_up))
    site.edit("content/articles/2026-02-23-촬영.md", "title:", "aliases: [/2026/02/wrap/]\ntitle:")
    site.ids()
    assert "url=/2026/02/%EC%B4%AC%EC%98%81/" in site.answers("/2026/02/wrap/")


@pytest.mark.parametrize(
    ("head", "said"),
    [("draft: true", "3:8  draft: /2026/02/wrap/ was"), ("date: 2999-01-01", "3:7  date: /2026/02/wrap/ was")],
    ids=["a draft again", "a date to come"],
)
def test_an_article_that_is_taken_back_without_a_word_is_a_problem(site: Site, head: str, said: str) -> None:
    site.record()
    site.edit(WRAP, "title: Wrap", f"title: Wrap\n{head}")
    status, found = site.run("build")
    assert status == 1
    assert f"{WRAP}:{said} published" in found


def test_an_expired_article_says_so_by_itself(site: Site) -> None:
    site.record()
    site.edit(WRAP, "title: Wrap", "title: Wrap\nexpires: 2026-02-25")
    site.ids()
    assert "no longer published" in site.answers("/2026/02/wrap/")
    assert "Wrap" not in re.sub(
        r"<link rel=.canonical.*?>|<meta property=.og:url.*?>", "", site.answers("/2026/02/wrap/")
    )


def test_the_site_of_an_earlier_day_is_built_from_a_later_record(site: Site) -> None:
    site.record()
    assert site.run("build", "--as-of", "2026-02-22", "--json")[0] == 0
    assert not site.answers("/2026/02/촬영/")
    site.edit(WRAP, "title: Wrap", "title: Wrap\ndate: 2026-02-24")
    assert site.run("build", "--as-of", "2026-02-22")[0] == 0


def test_a_site_with_problems_is_not_recorded(site: Site) -> None:
    site.edit(WRAP, "title: Wrap", "titel: Wrap")
    assert site.run("record")[0] == 1
    assert not (site.root / FILE).exists()


def test_a_record_that_cannot_be_written_is_said_and_leaves_nothing_behind(site: Site) -> None:
    (site.root / "content/.published.yaml.new").mkdir()
    status, said = site.run("record")
    assert status == 1
    assert "can't be written" in said
    assert not (site.root / FILE).exists()


def test_a_damaged_record_is_not_written_over(site: Site) -> None:
    site.write(FILE, "authority: herald.example\narticles: [\n")
    status, said = site.run("record")
    assert (status, site.read(FILE)) == (1, "authority: herald.example\narticles: [\n")
    assert f"{FILE}:3:1" in said


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), min_size=1).map(str.strip)
ADDRESSES = st.lists(st.sampled_from(["/a/", "/2026/좀비/", "/a,b/", "/a: b/", "/[x]/", "/%3F/"]), unique=True)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda when: when.replace(microsecond=0)
)


@given(
    st.dictionaries(WORDS.filter(lambda word: word.isprintable() and word), st.tuples(MOMENTS, ADDRESSES), max_size=3),
    st.dictionaries(
        st.sampled_from(["content/pages/a b.md", "content/pages/x.md", "content/people/null.md"]), ADDRESSES
    ),
)
def test_any_record_reads_back_as_it_was_written(
    articles: dict[str, tuple[datetime, list[str]]], texts: dict[str, list[str]]
) -> None:
    def known(addresses: list[str]) -> tuple[Known, ...]:
        return tuple(Known(each, Where(FILE)) for each in addresses)

    written = Published(
        "herald.example",
        ("/",),
        tuple(
            PublishedText("f.md", known(at), identity, when, when, "0e1") for identity, (when, at) in articles.items()
        ),
        tuple(PublishedText(file, known(at)) for file, at in texts.items()),
    )
    problems: list[Problem] = []
    back = parsed_published(published_text(written, ""), UTC, problems)
    assert problems == []
    assert back is not None
    assert [(each.id, each.date, each.updated, each.seen) for each in back.articles] == [
        (each.id, each.date, each.updated, each.seen) for each in written.articles
    ]
    assert [[at.address for at in each.addresses] for each in (*back.articles, *back.texts)] == [
        [at.address for at in each.addresses] for each in (*written.articles, *written.texts)
    ]
    assert [each.file for each in back.texts] == [each.file for each in written.texts]


def test_a_build_makes_again_what_the_record_changes_and_says_why(site: Site) -> None:
    site.record()
    site.write(FILE, site.read(FILE) + "gone:\n  - {address: /lost/, why: It was a mistake.}\n")
    site.ids()
    site.edit(FILE, "It was a mistake.", "It was a hoax.")
    status, said = site.run("build", "--explain", "--verify")
    assert (status, said.splitlines()[0]) == (0, "lost/index.html: why")
    assert "1 written" in said.splitlines()[1]
    assert "equal a clean build" in said
    site.edit(FILE, "authority: herald.example", "authority: old.example")
    site.write("content/articles/2026-03-01-more.md", "---\ntitle: More\n---\n")
    assert "tag:old.example,2026-03-01:more" in site.ids()


def test_the_demonstration_keeps_its_record() -> None:
    """Whoever changes the demonstration records what is new, and moves nothing without a word."""
    said = subprocess.run(
        [sys.executable, "build.py", "check"],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    assert re.search(r"^subscribers: 0 new items, \d+ updated, 0 sent again$", said.stdout, re.MULTILINE), said
