"""YAML as text: every scalar stays what was typed, every value knows its place, nothing in it can hurt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwire.errors import Problem, Where
from fanwire.read.yaml_text import Tree, parse

# What may stand between quotes in one line: no control characters, no line ends of Unicode, no noncharacters.
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\ufeff"))
KEYS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz가나다", min_size=1, max_size=6)


def read(text: str) -> Tree:
    """Read what has to be readable."""
    problems: list[Problem] = []
    tree = parse(text, "a.yaml", 1, problems)
    assert problems == []
    assert tree
    return tree


def refused(text: str) -> Problem:
    """Read what must not be readable, and give the one problem."""
    problems: list[Problem] = []
    assert parse(text, "a.yaml", 1, problems) is None
    assert len(problems) == 1
    return problems[0]


def quoted(text: str) -> str:
    """Put a text between single quotes."""
    return "'" + text.replace("'", "''") + "'"


@given(WORDS)
def test_every_text_survives_quoting(text: str) -> None:
    assert read(f"title: {quoted(text)}\n").value == {"title": text}


@given(st.dictionaries(KEYS, st.lists(WORDS, max_size=3), min_size=1))
def test_every_text_of_a_list_survives_quoting(texts: dict[str, list[str]]) -> None:
    lines = [f"{key}: [{', '.join(map(quoted, words))}]\n" for key, words in texts.items()]
    assert read("".join(lines)).value == texts


@given(st.dictionaries(KEYS, WORDS, min_size=1), st.integers(1, 50))
def test_a_position_points_at_the_value(texts: dict[str, str], first_line: int) -> None:
    lines = [f"{key}:   {quoted(text)}" for key, text in texts.items()]
    tree = parse("\n".join(lines), "a.yaml", first_line, [])
    assert tree
    for (key, text), line in zip(texts.items(), lines, strict=True):
        where = tree.positions[key,]
        assert lines[where.line - first_line] == line
        assert line[where.column - 1 :] == quoted(text)


@given(st.text())
def test_any_text_is_a_mapping_or_named_as_a_problem(text: str) -> None:
    problems: list[Problem] = []
    tree = parse(text, "a.yaml", 1, problems)
    assert (tree is None) <= bool(problems)


@pytest.mark.parametrize(
    "typed", ["no", "yes", "on", "2026", "007", "1e3", "20:15", "2026-02-22", "0x1F", ".inf", "1_000", "=", "NULL"]
)
def test_a_word_stays_what_was_typed(typed: str) -> None:
    assert read(f"title: {typed}").value == {"title": typed}


@pytest.mark.parametrize("typed", ["title:", "title: ~", "title: null", "title: # later"])
def test_a_key_without_a_value_is_as_good_as_none(typed: str) -> None:
    assert read(typed).value == {}


@pytest.mark.parametrize("typed", ["title: ''", 'title: ""', "title: '~'"])
def test_quotes_make_a_text_of_anything(typed: str) -> None:
    assert set(read(typed).value) == {"title"}


def test_a_text_may_be_folded_over_several_lines() -> None:
    assert read("title: >-\n  one\n  two\n").value == {"title": "one two"}


def test_the_place_of_a_value_deep_inside_is_known() -> None:
    tree = read("cast:\n  main:\n    - {person: lomon, as: Lee Su-hyeok}\n")
    assert tree.positions["cast", "main", 0, "as"] == Where("a.yaml", 3, 27)
    assert tree.positions["cast", "main", 0, "as", ""] == Where("a.yaml", 3, 23)


def test_a_key_given_twice_keeps_its_first_value_so_that_more_problems_are_found() -> None:
    problems: list[Problem] = []
    tree = parse("a: 1\na: 2\nb: 3\n", "a.yaml", 1, problems)
    assert tree
    assert tree.value == {"a": "1", "b": "3"}
    assert [problem.where.line for problem in problems] == [2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("a: !!python/object:os.system x", "tag", id="a tag that would make an object"),
        pytest.param("a: !custom x", "tag", id="a tag of one's own"),
        pytest.param("a: &x [1]\nb: *x", "anchors and aliases", id="an anchor"),
        pytest.param("&x a: 1", "anchors and aliases", id="an anchor at a key"),
        pytest.param("<<: *x", "anchors and aliases", id="a merge key"),
        pytest.param("a: " + "[" * 100_000, "nested", id="lists nested very deep"),
        pytest.param("a: " + "{b: " * 100_000, "nested", id="keys nested very deep"),
        pytest.param("- a\n- b", "expected keys with values", id="a list"),
        pytest.param("just text", "expected keys with values", id="a text"),
        pytest.param("a: 1\n---\nb: 2", "second YAML document", id="two documents"),
        pytest.param("a: 1\n...\nb: 2", "", id="words behind the end"),
        pytest.param("a: " + "x" * 5_000_000, "bytes of YAML", id="a file far too large"),
        pytest.param("a: \x00", "not readable as YAML", id="a nought byte"),
        pytest.param("a: 'b", "not readable as YAML", id="a quote that never ends"),
    ],
)
def test_refused_is(text: str, words: str) -> None:
    assert words in refused(text).message
