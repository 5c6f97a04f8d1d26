"""Cutting a file into head and body: nothing is lost, and lines are counted as an editor counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwire.errors import Problem, Where
from fanwire.read.front_matter import Cut, cut, decoded

LINE = st.text(alphabet="ab -:#\t가\u2028")
LINES = st.lists(LINE, max_size=6).map(lambda lines: "".join(f"{line}\n" for line in lines))


def no_end_in(head: str) -> bool:
    """Tell whether no line of a head would end it."""
    return all(line.rstrip() != "---" for line in head.split("\n"))


@given(LINES.filter(no_end_in), LINES)
def test_head_and_body_come_out_as_they_were_written(head: str, body: str) -> None:
    problems: list[Problem] = []
    halves = cut(f"---\n{head}---\n{body}", "a.md", problems)
    assert halves
    assert (halves.head, halves.body, problems) == (head, body, [])


@given(LINES.filter(no_end_in), LINES)
def test_the_body_begins_in_the_line_that_is_said(head: str, body: str) -> None:
    text = f"---\n{head}---\n{body}"
    halves = cut(text, "a.md", [])
    assert halves
    assert text.split("\n")[halves.body_line - 1 :] == body.split("\n")


@given(st.text())
def test_any_text_is_cut_or_named_as_a_problem(text: str) -> None:
    problems: list[Problem] = []
    assert (cut(text, "a.md", problems) is None) == bool(problems)


def test_a_line_in_the_body_may_be_a_rule() -> None:
    assert cut("---\ntitle: x\n---\na\n\n---\n\nb\n", "a.md", []) == Cut("title: x\n", "a\n\n---\n\nb\n", 4)


def test_spaces_after_the_hyphens_are_forgiven() -> None:
    assert cut("--- \ntitle: x\n---\t\nBody", "a.md", []) == Cut("title: x\n", "Body", 4)


def test_a_longer_row_of_hyphens_ends_nothing() -> None:
    problems: list[Problem] = []
    assert cut("---\ntitle: x\n----\n", "a.md", problems) is None
    assert [problem.message for problem in problems] == ["the front matter is never closed"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["of Linux", "of Windows", "of an old Mac"])
def test_line_ends_are_one_line_end(end: str) -> None:
    assert decoded(f"---{end}title: x{end}---{end}".encode(), "a.md", []) == "---\ntitle: x\n---\n"


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    assert decoded("\ufeff---\n".encode(), "a.md", []) == "---\n"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "euc-kr"])
def test_another_encoding_is_named_with_the_first_wrong_byte(encoding: str) -> None:
    problems: list[Problem] = []
    text = "---\ntitle: 지금\n---\n" if encoding != "latin-1" else "---\ntitle: Café\n---\n"
    assert decoded(text.encode(encoding), "a.md", problems) is None
    assert problems[0].where.line == (1 if encoding == "utf-16" else 2)
    assert problems[0].message.startswith("not UTF-8: byte 0x")


def test_the_place_of_a_wrong_byte_is_counted_from_one() -> None:
    problems: list[Problem] = []
    decoded(b"one\ntwo \xff", "a.md", problems)
    assert problems[0].where == Where("a.md", 2, 5)
