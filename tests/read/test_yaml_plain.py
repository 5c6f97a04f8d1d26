"""The quick reader of plain YAML: what it gives is what PyYAML gives, and it knows the heads that people write."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanwire.read.front_matter import cut
from fanwire.read.yaml_events import parse_events
from fanwire.read.yaml_plain import plain_mapping
from tests.cases.rows import rows

if TYPE_CHECKING:
    from fanwire.errors import Problem

CONTENT = Path(__file__).parents[2] / "content"
VALUES = st.sampled_from((
    "word", "two words", "2026-02-22 18:00", "no", "null", "~", "", "-", "- a", "'it''s'", "'it'", '"a: b"', '"a\\n"',
    '"', "it's", "a # b", "a#b", "#a", "a: b", "a:b", "a:", "x ", "가나", "é\u00a0x", "\u2028", "\t", "!a", "&a", "*a",
    "%a", "@a", "`a", "?a", "|", ">", ">-", ">-\n  folded\n  text", ">-\n    folded\n\n", ">-\n  a\n   b", "/a/{b}/",
    "(a)", "a, b", "a]", "[a", "[]", "{}", "[ ]", "[a]", "[a, b c]", "[a,b]", "[a ,b , ]", "[a, 'b', \"c\"]", "[a: b]",
    "[a, null]", "[a b: c, d]", "[[a], b]", "[it's]", "['it''s']", "[/a/, (b)]", "[a?b]", "[a-b, - c]", "{a: b}",
    "{a: b, c: [d, e]}", "{a: {b: c}}", "{a: b, a: c}", "{a:b}", "{a}", '{"a": b}', "{a: 'b'}", "{a: b } ", "[a] b",
    "---", "...", "x" * 1100, '["' + "x" * 1100 + '"]',
))  # fmt: skip
KEYS = st.sampled_from(("a", "b", "title", "not_titles", "a-b", "no", "two words", "'a'", "1", "<<", "?", "x" * 90))
INDENTS = st.sampled_from(("", "", "", "  ", "  ", "    ", " "))
LINES = st.one_of(
    st.builds("{}{}: {}".format, INDENTS, KEYS, VALUES),
    st.builds("{}{}:{}".format, INDENTS, KEYS, st.sampled_from(("", " ", "   ", "b", " # b", "\t"))),
    st.builds("{}- {}".format, INDENTS, VALUES),
    st.builds("{}{}".format, INDENTS, st.sampled_from(("", " ", "# a: b", "a", "-", "---", "...", "%YAML 1.1"))),
)


def same(text: str) -> bool:
    """Tell whether the quick reader knows a text; what it then says has to be what PyYAML says."""
    plain = plain_mapping(text, 2)
    if plain is not None:
        problems: list[Problem] = []
        assert (plain, problems) == (parse_events(text, "a.yaml", 2, problems), [])
    return plain is not None


@settings(max_examples=1500)
@given(st.lists(LINES, min_size=1, max_size=6).map("\n".join))
def test_what_the_quick_reader_gives_is_what_pyyaml_gives(text: str) -> None:
    same(text)


@settings(max_examples=500)
@given(st.text(alphabet="ab: -#[]{},'\"\n\\>|?&*!%@`~/(\té\u2028\ufeff", max_size=30))
def test_it_says_nothing_of_its_own_about_any_text(text: str) -> None:
    same(f"a: {text}")
    same(text)


@pytest.mark.parametrize(("text", "known"), rows("plain_yaml.txt"))
def test_the_quick_reader_knows(text: str, known: str) -> None:
    assert same(text.replace("\\n", "\n")) is (known == "yes")


def test_the_heads_of_our_own_articles_are_plain() -> None:
    halves = (cut(path.read_text(encoding="utf-8"), path.name, []) for path in CONTENT.rglob("*.md"))
    plain = [same(each.head) for each in halves if each]
    assert sum(plain) >= 0.9 * len(plain) > 0
