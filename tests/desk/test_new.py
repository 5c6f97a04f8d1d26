"""`new`: a file in the right place, with a head that reads back as what was asked for."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fanwire.desk.new import KINDS, Kind, Wish, feed_id, new
from fanwire.errors import EnvironmentProblem, UsageError
from fanwire.records.feed_ids import authority_of
from fanwire.records.record import replace
from fanwire.records.slugs import slugify

NOW = datetime(2026, 2, 22, 18, 4, tzinfo=ZoneInfo("Asia/Seoul"))
AUTHORITY = "herald.example"
ARTICLE = Wish("article", "Filming wraps")


def head(path: Path) -> dict[str, object]:
    """Read a file's front matter, every scalar as text."""
    _, text, _ = path.read_text(encoding="utf-8").split("---\n", 2)
    loaded = yaml.load(text, yaml.BaseLoader)  # noqa: S506 -- BaseLoader makes text of everything and runs nothing
    assert isinstance(loaded, dict)
    return loaded


def test_an_article_is_named_after_its_day_and_its_title(tmp_path: Path) -> None:
    path = new(tmp_path, Wish("article", "Blue Archive 4th!"), AUTHORITY, NOW)
    assert path.relative_to(tmp_path).as_posix() == "content/articles/2026-02-22-blue-archive-4th.md"


def test_an_article_says_its_title_its_moment_and_a_permanent_id(tmp_path: Path) -> None:
    assert head(new(tmp_path, ARTICLE, AUTHORITY, NOW)) == {
        "title": "Filming wraps",
        "date": "2026-02-22 18:04",
        "id": "tag:herald.example,2026-02-22:filming-wraps",
    }


def test_a_day_that_was_asked_for_stands_in_name_date_and_id(tmp_path: Path) -> None:
    path = new(tmp_path, replace(ARTICLE, day=date(2025, 7, 23)), AUTHORITY, NOW)
    assert path.name == "2025-07-23-filming-wraps.md"
    assert head(path)["date"] == "2025-07-23"
    assert head(path)["id"] == "tag:herald.example,2025-07-23:filming-wraps"


def test_an_article_names_its_show(tmp_path: Path) -> None:
    new(tmp_path, Wish("show", "All of Us Are Dead"), AUTHORITY, NOW)
    path = new(tmp_path, replace(ARTICLE, show="all-of-us-are-dead"), AUTHORITY, NOW)
    assert head(path)["shows"] == ["all-of-us-are-dead"]


def test_an_unknown_show_is_refused_with_the_nearest_right_one(tmp_path: Path) -> None:
    new(tmp_path, Wish("show", "All of Us Are Dead"), AUTHORITY, NOW)
    with pytest.raises(UsageError, match='did you mean "all-of-us-are-dead"'):
        new(tmp_path, replace(ARTICLE, show="all-of-us-are-dad"), AUTHORITY, NOW)
    with pytest.raises(UsageError, match="there are: all-of-us-are-dead"):
        new(tmp_path, replace(ARTICLE, show="x"), AUTHORITY, NOW)
    assert not (tmp_path / "content/articles").exists()


@pytest.mark.parametrize(
    ("kind", "file", "key"),
    [
        ("show", "content/shows/지금-우리-학교는/index.md", "title"),
        ("person", "content/people/지금-우리-학교는.md", "name"),
        ("author", "content/authors/지금-우리-학교는.md", "name"),
        ("page", "content/pages/지금-우리-학교는.md", "title"),
    ],
)
def test_each_kind_has_its_place_and_keeps_hangul(tmp_path: Path, kind: Kind, file: str, key: str) -> None:
    path = new(tmp_path, Wish(kind, "지금 우리 학교는"), AUTHORITY, NOW)
    assert path == tmp_path / file
    assert head(path)[key] == "지금 우리 학교는"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_never_overwritten(tmp_path: Path, kind: Kind) -> None:
    path = new(tmp_path, Wish(kind, "Once"), AUTHORITY, NOW)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"once.*is there already"):
        new(tmp_path, Wish(kind, "Once"), AUTHORITY, NOW)
    assert path.read_text(encoding="utf-8") == "mine"


def test_an_article_that_is_a_folder_is_not_doubled_by_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "content/articles/2026-02-22-filming-wraps"
    folder.mkdir(parents=True)
    (folder / "index.md").touch()
    with pytest.raises(UsageError, match=r"2026-02-22-filming-wraps/index\.md is there already"):
        new(tmp_path, ARTICLE, AUTHORITY, NOW)


def test_a_title_without_a_letter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no letter or digit"):
        new(tmp_path, Wish("page", "?!"), AUTHORITY, NOW)


def test_a_show_and_a_date_belong_to_an_article(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="belong to an article, not to a person"):
        new(tmp_path, Wish("person", "Lomon", day=date(2026, 1, 1)), AUTHORITY, NOW)


def test_a_folder_that_is_in_the_way_is_the_machines_problem(tmp_path: Path) -> None:
    (tmp_path / "content").touch()
    with pytest.raises(EnvironmentProblem, match=r"about\.md can't be written"):
        new(tmp_path, Wish("page", "About"), AUTHORITY, NOW)


@given(title=st.text(min_size=1, max_size=60))
def test_any_title_reads_back_as_it_was_typed_but_for_spaces(
    tmp_path_factory: pytest.TempPathFactory, title: str
) -> None:
    words = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    if slugify(words):
        path = new(tmp_path_factory.mktemp("site"), Wish("page", title), AUTHORITY, NOW)
        assert head(path) == {"title": words}


@pytest.mark.parametrize(
    ("base_url", "slug", "day", "expected"),
    [
        ("https://Herald.Example:8080/blog/", "wrap", date(2026, 2, 22), "tag:herald.example,2026-02-22:wrap"),
        ("https://뉴스.example/", "wrap", date(2026, 2, 22), "tag:xn--vg1b002a.example,2026-02-22:wrap"),
        ("http://[::1]:8000/", "wrap", date(2026, 2, 22), "tag:localhost,2026-02-22:wrap"),
        ("https://my_site.example./", "wrap", date(2026, 2, 22), "tag:my_site.example,2026-02-22:wrap"),
        ("https://a.example/", "촬영", date(2026, 2, 22), "tag:a.example,2026-02-22:%EC%B4%AC%EC%98%81"),
        ("https://a.example/", "wrap", date(2026, 3, 1), "tag:a.example,2026-02-22:2026-03-01-wrap"),
    ],
    ids=[
        "the host alone",
        "a host in Hangul",
        "no host",
        "a host in its full form",
        "a slug in Hangul",
        "a day ahead is not a date of the host",
    ],
)
def test_a_permanent_id_is_a_tag_uri(base_url: str, slug: str, day: date, expected: str) -> None:
    assert feed_id(authority_of(base_url), slug, day, NOW.date()) == expected
