"""Texts as `check` sees them: what is no prose is blank, and every character stays where the writer put it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwire.read.manuscripts import bare_manuscript


def text_of(source: str) -> str:
    """Give the passages of a text, one after the other."""
    return "\n--\n".join(passage.text for passage in bare_manuscript(source, "a.md").passages)


@pytest.mark.parametrize(
    ("source", "hidden"),
    [
        pytest.param("a `secret` b", "secret", id="code"),
        pytest.param("a\n\n```\nsecret\n```\n", "secret", id="fenced code"),
        pytest.param("a %% secret %% b", "secret", id="a private note"),
        pytest.param("a %% se\ncret %% b", "cret", id="a private note over two lines"),
        pytest.param("[a](https://secret.example/) b", "secret", id="an address"),
        pytest.param("a https://secret.example/ b", "secret", id="a bare address"),
        pytest.param("a <!-- secret --> b", "secret", id="a comment"),
        pytest.param('a <img alt="secret"> b', "secret", id="a tag"),
        pytest.param("[[claim: secret s2 release]]", "secret", id="what the ledger says"),
    ],
)
def test_what_is_no_prose_is_not_looked_at(source: str, hidden: str) -> None:
    assert hidden not in text_of(source)


def test_paragraphs_and_headings_are_passages_with_their_lines() -> None:
    found = bare_manuscript("First\nline.\n\n## Heading\nSecond.\n", "a.md", 10).passages
    assert [(passage.kind, passage.text, passage.where.line) for passage in found] == [
        ("text", "First\nline.", 10),
        ("heading", "## Heading", 13),
        ("text", "Second.", 14),
    ]


def test_links_are_known_with_their_places() -> None:
    found = bare_manuscript(
        "See [it](https://one.example/a_(b)), or <https://two.example/>.\n\n`https://no.example/`", "a.md"
    )
    assert [(link.address, link.where.column) for link in found.links] == [
        ("https://one.example/a_(b)", 10),
        ("https://two.example/", 42),
    ]


@given(st.text(alphabet=st.sampled_from('ab`%~[]()<>#/| \n"')))
def test_every_character_stays_in_its_line_and_column(source: str) -> None:
    lines = source.split("\n")
    for passage in bare_manuscript(source, "a.md").passages:
        for number, line in enumerate(passage.text.split("\n"), passage.where.line - 1):
            assert len(line) == len(lines[number])
            assert all(new in {" ", old} for new, old in zip(line, lines[number], strict=True))


@pytest.mark.parametrize("piece", ["`", "` ", "[", '"', "%%", "](", "<!--", "> x\n", "~~", "Aa "])
def test_long_rows_of_marks_take_no_long_time(piece: str) -> None:
    assert bare_manuscript(piece * 1500, "a.md").file == "a.md"
