"""A body, read: what stands for it elsewhere, how long it takes, what it points at."""

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwire.read.markup.body import ReadBody, body_reader
from fanwire.records.document import Body
from tests.cases.rows import rows

if TYPE_CHECKING:
    from fanwire.errors import Problem

# Everything that Python takes for a space, and the signs that stand alone in Markdown.
SIGNS = "|*#>`~=+_-/:&\u2013\u2014\u2022"
WORDS = (
    "a",
    "word",
    "é",
    "\u2019",
    *SIGNS,
    *(chr(code) for code in range(0x3001) if chr(code).isspace() and code != 0x0A),
)


@pytest.fixture(scope="module")
def read_body() -> ReadBody:
    """Make one reader for all tests, as a build does."""
    return body_reader()


def read(read_body: ReadBody, source: str) -> Body:
    """Read a body in which nothing is wrong."""
    problems: list[Problem] = []
    body, _ = read_body(source, "content/articles/wrap.md", "content/articles", 5, problems)
    assert problems == []
    return body


@pytest.mark.parametrize(("source", "excerpt"), rows("excerpts.txt"))
def test_the_excerpt_is(source: str, excerpt: str, read_body: ReadBody) -> None:
    assert read(read_body, source).excerpt == excerpt


def test_a_long_excerpt_ends_at_a_word(read_body: ReadBody) -> None:
    excerpt = read(read_body, "word " * 100).excerpt
    assert len(excerpt) <= 221
    assert re.fullmatch(r"(word )+word…", excerpt)


def test_a_long_excerpt_without_a_space_is_cut_all_the_same(read_body: ReadBody) -> None:
    assert len(read(read_body, "가" * 500).excerpt) == 221


@pytest.mark.parametrize(("amount", "minutes"), rows("reading_times.txt"))
def test_reading_takes(amount: str, minutes: str, read_body: ReadBody) -> None:
    def many(unit: str) -> int:
        return int(found[1]) if (found := re.search(rf"(\d+) {unit}", amount)) else 0

    source = "word " * many("words") + "가나 " * (many("syllables") // 2)
    assert read(read_body, source).minutes == int(minutes)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_a_word_is_what_stands_between_spaces_and_is_more_than_signs(read_body: ReadBody, source: str) -> None:
    text = f"{source} word" * 100
    words = len("".join(" " if each in SIGNS else each for each in text).split())
    assert read(read_body, text).minutes == max(1, round(words / 230))


def test_headings_are_known_with_level_words_and_id(read_body: ReadBody) -> None:
    headings = read(read_body, "## What *is* known\n\n### 무엇이\n\n## What is known\n").headings
    assert [(each.level, each.text, each.id) for each in headings] == [
        (2, "What is known", "what-is-known"),
        (3, "무엇이", "무엇이"),
        (2, "What is known", "what-is-known_1"),
    ]


def test_what_a_body_points_at_is_known_with_its_place(read_body: ReadBody) -> None:
    body = read(read_body, "See [[lomon]] and\n[that](../pages/about.md#who) with ![A camera](hero%20one.svg).\n")
    assert [(each.target, each.fragment, each.by_id, each.picture, each.where.line) for each in body.references] == [
        ("lomon", "", True, False, 5),
        ("content/pages/about.md", "who", False, False, 6),
        ("content/articles/hero one.svg", "", False, True, 6),
    ]


def test_one_body_leaves_nothing_behind_for_the_next(read_body: ReadBody) -> None:
    first = read(read_body, "A claim.[^1] ||hidden|| [[lomon]]\n\n## A heading\n\n*[HTML]: Language\n\n[^1]: Source.\n")
    second = read(read_body, "Words of HTML.[^2]\n\n## A heading\n\n[^2]: Another.\n")
    assert first.headings == second.headings
    assert second.references == ()
    assert set(second.anchors) == {"a-heading", "fn:2", "fnref:2"}


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("## What ||s1e8: he|| means", [("What … means", "what-means")]),
        ("## What ||s1: [[claim: tide s1 release]] it|| is", [("What … is", "what-is")]),
        ("## Of [[park-ji-hu]]", [("Of \ufdd0t0\ufdd1", "of-park-ji-hu")]),
        (
            "/// spoiler | s1\n## Inside\n\n//// quote | Kim\n### Further in\n////\n///\n\n## After",
            [("After", "after")],
        ),
        ("/// quote | Kim\n## In a quote\n///", [("In a quote", "in-a-quote")]),
    ],
    ids=[
        "hidden words",
        "an answer in hidden words",
        "a link by id",
        "headings in a fold",
        "a heading in another block",
    ],
)
def test_headings_tell_nothing_that_is_hidden(source: str, told: list[tuple[str, str]], read_body: ReadBody) -> None:
    assert [(each.text, each.id) for each in read(read_body, source).headings] == told
