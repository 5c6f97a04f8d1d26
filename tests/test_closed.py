"""Articles that stay closed: a build that opens few of them leaves the same bytes as one that opens all."""

# The name of a rule is its sentence; what it draws from is read across.
# ruff: noqa: D102, D107, E501

import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from fanwire.errors import SiteProblems
from fanwire.pipeline import build
from fanwire.records.config import Options
from fanwire.records.report import BuildReport
from tests.test_incremental import differences, forget, tree

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
COUNT, FIRST_NEW = 66, 60
"""So many articles there may be; the last of them aren't there at first."""
NUMBERS = st.integers(FIRST_NEW - 14, COUNT - 1) | st.integers(0, COUNT - 1)
"""Mostly late ones: what is new or old may be related to whatever came after it, and then much has to be opened."""
SHOWS, PEOPLE, TAGS = (
    ("dark-hill", "low-tide", "old-road"),
    ("ada", "bo", "cy"),
    ("Casting", "Filming", "Sets", "Leaks"),
)
SITE = {
    "site.yaml": (
        "title: Herald\nbase_url: https://herald.example/\npage_size: 4\nsections: {news: {title: News}, talk: {title: Talk}}\n"
        "feeds: {items: 4, formats: [rss], scopes: [shows, tags, corrections]}\n"
    ),
    "content/sources.yaml": "paper: {name: The Paper, tier: press}\n",
    "content/shows/dark-hill/ledger.yaml": 's1:\n  release:\n    - {says: 2026-03, as: reported, date: 2026-01-05, by: paper, url: "https://paper.example/1"}\n',
    "content/authors/desk.md": "---\nname: The Desk\n---\n\nWe wrote [[story-3]].\n",
    "content/pages/about.md": "---\ntitle: About\naliases: [/us/]\n---\n\nSee [[story-2]].\n",
    **{
        f"content/shows/{show}/index.md": f"---\ntitle: The {show}\nkind: series\n---\n\nRead [[story-1]].\n"
        for show in SHOWS
    },
    **{
        f"content/people/{person}.md": f"---\nname: {person.title()} Ro\n---\n\nSee [[story-2]].\n" for person in PEOPLE
    },
}
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="9"/></svg>\n'


def file_of(number: int) -> str:
    return f"content/articles/2026-0{1 + number // 14}-{1 + number % 14:02}-story-{number}.md"


def article(number: int, **head: str) -> str:
    """Write an article that shows others in every way there is; keys of `head` come after the ones that each has."""
    lines = {
        "title": f"Story {number}",
        "authors": "[desk]",
        "shows": f"[{SHOWS[number % 3]}]",
        "tags": f"[{TAGS[number % 4]}]",
        "section": ("news", "talk")[number % 2],
        **({"description": f"On {number}."} if number % 3 else {}),
        **({"series": "The run"} if number in {5, 6, 21} else {}),
        **({"aliases": f"[/was-{number}/]"} if number % 7 == 0 else {}),
        **head,
    }
    earlier = f"[[story-{number // 2}]]" if number else "nothing"
    body = lines.pop(
        "body", f"After {earlier}, [[{PEOPLE[number % 3]}]] said [so](/about/).\n\n[[claim: dark-hill s1 release]]"
    )
    if number % 9 == 4:
        body += f"\n\n/// readmore | story-{number - 1}\n///\n\nSee [the file](2026-01-01-story-0.md)."
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items()) + f"---\n\n{body}\n"


class Articles(RuleBasedStateMachine):
    """A site of which hardly anything but articles changes, built after each change, and clean beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        self.site, self.clean = self.top / "site", self.top / "clean/output"
        self.undo: list[tuple[str, str | None]] = []

    def teardown(self) -> None:
        shutil.rmtree(self.top)

    @initialize()
    def open(self) -> None:
        for file, text in SITE.items():
            self.write(file, text)
        for number in range(FIRST_NEW):
            self.write(file_of(number), article(number))
        self.check()

    @rule(number=st.integers(FIRST_NEW, COUNT - 1), other=NUMBERS)
    def add_an_article(self, number: int, other: int) -> None:
        self.write(
            file_of(number), article(number, body=f"News; [[{'ada' if other == number else f'story-{other}'}]].")
        )
        self.check()

    @rule(number=st.integers(FIRST_NEW, COUNT - 1))
    def add_one_with_its_picture(self, number: int) -> None:
        """Put a folder in the place of the file, with the picture beside the text."""
        name = Path(file_of(number)).stem
        self.write(file_of(number), None)
        self.write(f"content/articles/{name}/set.svg", PICTURE)
        self.write(f"content/articles/{name}/index.md", article(number, image="{src: set.svg, alt: A set}"))
        self.check()

    @rule(
        number=NUMBERS,
        head=st.fixed_dictionaries({}, optional={
            "title": st.sampled_from(["A", "A longer title"]),
            "section": st.sampled_from(["news", "talk"]),
            "draft": st.just("true"),
            "featured": st.just("true"),
            "date": st.sampled_from(["2026-01-03", "2026-02-03 10:00", "2026-05-30", "2026-07-01"]),
            "updated": st.sampled_from(["2026-05-27", "2026-06-03"]),
            "expires": st.sampled_from(["2026-05-20", "2026-06-02"]),
            "tags": st.sampled_from(["[]", "[casting, Sets]", "[CASTING]", "[New tag]"]),
            "people": st.sampled_from(["[]", "[ada, bo]"]),
            "series": st.sampled_from(["The run", "the RUN", "Another"]),
            "aliases": st.sampled_from(["[/old/]", "[/was-7/]"]),
            "corrections": st.just("[{date: 2026-05-02, text: It was Bo.}]"),
            "claims": st.just("[{show: dark-hill, season: s1, question: release, says: 2026-02}]"),
            "slug": st.sampled_from(["one-slug", "story-9"]),
            "spoilers": st.just("dark-hill s1"),
            "description": st.just("A dek."),
            "id": st.sampled_from(['"tag:herald.example,2026-01-01:story-0"', '"tag:herald.example,2026:x"']),
        }),
    )  # fmt: skip
    def edit_a_head(self, number: int, head: Mapping[str, str]) -> None:
        self.write(file_of(number), article(number, **head))
        self.check()

    @rule(
        number=NUMBERS,
        other=NUMBERS,
        words=st.sampled_from(["x", "Hm, [[story-{}]]", "/// readmore | story-{}\n///", "[x](/tags/new-tag/)"]),
    )
    def edit_a_body(self, number: int, other: int, words: str) -> None:
        self.write(file_of(number), article(number, body=words.format(other)))
        self.check()

    @rule(numbers=st.lists(NUMBERS, min_size=2, max_size=4), title=st.sampled_from(["C", "D"]))
    def edit_several(self, numbers: list[int], title: str) -> None:
        for number in numbers:
            self.write(file_of(number), article(number, title=f"{title} {number}"))
        self.check()

    @rule(number=NUMBERS)
    def put_one_back(self, number: int) -> None:
        self.write(file_of(number), article(number))
        self.check()

    @rule(
        number=NUMBERS,
        change=st.sampled_from(["delete", "portrait", "record", "forget"]),
        name=st.sampled_from(["X", "Y"]),
    )
    def change_something_else(self, number: int, change: str, name: str) -> None:
        """Change what articles can't stay closed after."""
        match change:
            case "delete":
                self.write(file_of(number), None)
            case "portrait":
                self.write("content/people/ada.md", f"---\nname: Ada {name}\n---\n\nPlays.\n")
            case "record":
                known = f"{{id: 'tag:herald.example,2026-01-01:story-{number}', file: {file_of(number)}, date: 2026-01-01, at: [/was/{number}/]}}"
                self.write("content/published.yaml", f"authority: herald.example\narticles:\n  - {known}\n")
            case _:
                self.write("content/published.yaml", None)
        self.check()

    def check(self) -> None:
        """Build both, and compare. What can't be built is taken back, and that is built."""
        forget(self.clean)
        failed, failed_clean = self.problems(self.site / "output"), self.problems(self.clean)
        assert failed == failed_clean
        if failed:
            for file, text in reversed(self.undo):
                write(self.site, file, text)
            self.undo = []
            self.check()
            return
        self.undo = []
        assert differences(tree(self.site / "output"), tree(self.clean)) == []

    def problems(self, output: Path) -> str:
        try:
            built(self.site, output)
        except SiteProblems as problems:
            return str(problems)
        return ""

    def write(self, file: str, text: str | None) -> None:
        path = self.site / file
        self.undo.append((file, path.read_text("utf-8") if path.is_file() else None))
        write(self.site, file, text)


Articles.TestCase.settings = settings(max_examples=3, stateful_step_count=16)
TestClosed = Articles.TestCase


def write(site: Path, file: str, text: str | None) -> None:
    """Write a file, or take it away."""
    path = site / file
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def built(site: Path, output: Path | None = None) -> BuildReport:
    """Build a moment after the last edit: what changed at this very moment counts as changed in the next build too."""
    sleep(0.11)
    return build(site, Options(NOW, output or site / "output", jobs=1))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Build a site of thirty articles."""
    for file, text in [*SITE.items(), *((file_of(number), article(number)) for number in range(FIRST_NEW))]:
        write(tmp_path, file, text)
    assert built(tmp_path).opened == FIRST_NEW
    return tmp_path


def test_a_new_article_opens_its_neighbour_alone(site: Path) -> None:
    write(site, file_of(FIRST_NEW), article(FIRST_NEW))
    assert built(site).opened == 2


def test_an_article_that_shows_the_name_of_a_changed_one_is_opened(site: Path) -> None:
    """Story 59 names story 29 in its text, and stories 58 and 29 stand between."""
    write(site, file_of(29), article(29, title="Another name"))
    report = built(site)
    assert 3 < report.opened < FIRST_NEW / 4
    page = (site / f"output/{file_of(29)[17:24].replace('-', '/')}/story-29/index.html").read_text("utf-8")
    assert "Another name" in page
    assert "Another name" in (site / f"output/2026/05/story-{2 * 29 + 1}/index.html").read_text("utf-8")


def test_one_whose_description_names_a_changed_article_changes_too(site: Path) -> None:
    """Story 54 has no description, so lists show its first paragraph, in which story 27 has its new name."""
    write(site, file_of(27), article(27, title="Another name", description="On 27."))
    assert built(site).opened < FIRST_NEW / 4
    assert "After Another name," in (site / "output/search.json").read_text("utf-8")


def test_a_later_page_of_a_person_whose_text_shows_a_changed_article_is_made_again(site: Path) -> None:
    """Story 2 isn't among those that name Ada; her text names it, and this site prints that on all her pages."""
    (site / "templates").mkdir()
    page = "{% from '_prose.html' import prose %}{{ prose(page.person.prose) }}{% for each in page.cards %}{{ each.title }}{% endfor %}"
    (site / "templates/person.html").write_text(page, "utf-8")
    built(site)
    write(site, file_of(2), article(2, title="Another name"))
    assert built(site).opened < FIRST_NEW / 4
    for page in ("", "page/2/", "page/3/"):
        assert "Another name" in (site / f"output/people/ada/{page}index.html").read_text("utf-8")


def test_an_article_that_shows_the_picture_of_one_that_moved_is_opened(site: Path) -> None:
    """A picture beside an index.md has its address below the article's."""
    write(site, "content/articles/2026-05-25-sets/set.svg", PICTURE)
    write(site, file_of(20), article(20, description="A set.", body="![A set](2026-05-25-sets/set.svg)"))
    built(site)
    page = site / "output/2026/02/story-20/index.html"
    assert "/media/articles/2026-05-25-sets/set.svg" in page.read_text("utf-8")
    write(site, "content/articles/2026-05-25-sets/index.md", article(FIRST_NEW, aliases="[]"))
    assert built(site).opened < FIRST_NEW / 4
    assert "/2026/05/sets/set.svg" in page.read_text("utf-8")
    write(site, "content/articles/2026-05-25-sets/index.md", article(FIRST_NEW, slug="other"))
    assert built(site).opened < FIRST_NEW / 4
    assert "/2026/05/other/set.svg" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (file_of(FIRST_NEW), article(FIRST_NEW, date="2026-01-01")),
        (file_of(50), None),
        (file_of(50), article(50, draft="true")),
        (file_of(50), article(50, id="'tag:herald.example,2026:other'")),
        (file_of(0), article(0, tags="[CASTING]")),
        ("content/people/ada.md", "---\nname: Ada Bo\n---\n\nPlays.\n"),
        ("content/articles/loose.svg", PICTURE),
    ],
    ids=["older than all", "gone", "hidden", "another id", "another spelling of a tag", "a person", "no article"],
)
def test_everything_is_opened_where_a_change_may_reach_anything(site: Path, file: str, text: str | None) -> None:
    write(site, file, text)
    report = built(site)
    assert report.opened == report.articles


def test_a_wrong_article_is_told_as_ever_and_the_right_one_opens_few(site: Path) -> None:
    write(site, file_of(FIRST_NEW), article(FIRST_NEW, body="See [[story-nowhere]]."))
    with pytest.raises(SiteProblems) as caught:
        built(site)
    assert [str(problem.where) for problem in caught.value.problems] == [f"{file_of(FIRST_NEW)}:9:5"]
    write(site, file_of(FIRST_NEW), article(FIRST_NEW))
    assert built(site).opened == 2


def test_articles_stay_closed_after_an_edited_template(site: Path) -> None:
    theirs = (Path(__file__).parents[1] / "templates/article.html").read_text("utf-8")
    write(site, "templates/article.html", theirs + "{# mine #}")
    assert built(site).rendered == FIRST_NEW
    write(site, file_of(FIRST_NEW), article(FIRST_NEW))
    assert built(site).opened == 2


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"no database")])
def test_without_what_is_kept_of_them_all_are_opened(site: Path, damage: Callable[[Path], object]) -> None:
    damage(site / ".fanwire/output/closed.db")
    write(site, file_of(FIRST_NEW), article(FIRST_NEW))
    assert built(site).opened == FIRST_NEW + 1
    write(site, file_of(FIRST_NEW + 1), article(FIRST_NEW + 1))
    assert built(site).opened == 2


def test_a_page_that_somebody_changed_is_made_again_though_its_article_is_closed(site: Path) -> None:
    page = site / "output/2026/01/story-3/index.html"
    before = page.read_bytes()
    page.unlink()
    page.write_bytes(b"mine")
    write(site, file_of(FIRST_NEW), article(FIRST_NEW))
    built(site)
    assert page.read_bytes() == before
