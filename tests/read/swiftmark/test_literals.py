"""The strings that an expression needs are in everything it matches."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanwire.read.swiftmark.literals import GuardedPattern, necessary

TABLE = [
    (r"(?<!!)\[", {"["}),
    (r"`+[^`]", {"`"}),
    (r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>", {"://"}),
    (r"(?<!-)--(?!-)|\.{3}", {"--", "..."}),
    (r"\n(?:=|-)", {"\n=", "\n-"}),
    (r"\n(?:=+|-+)", {"=", "-"}),
    (r"(?:^|\n)!!! ?(\w+)", {"!!!", "\n!!!"}),
    (r"(a|b)(c|d)", {"ac", "ad", "bc", "bd"}),
    (r"x{2,}y", {"xx"}),
    (r"(?P<q>['\"])word(?P=q)", {"'word", '"word'}),
    (r"(?:#)?(?:\|)\w*", {"|"}),
    (r"(?i)==ab", {"=="}),
    (r"(?x) [ ]   : # a comment", {" :"}),
    (r"[^*]+", set()),
    (r"\d+", set()),
    (r"(?:ab)?", set()),
    (r"a|\w", set()),
    (r"[a-z]", set()),
    (r"(?!)", set()),
    (r"", set()),
]


@pytest.mark.parametrize(("expression", "needs"), TABLE, ids=[repr(row[0]) for row in TABLE])
def test_it_finds(expression: str, needs: set[str]) -> None:
    assert necessary(re.compile(expression)) == needs


ATOMS = st.sampled_from(
    ["a", "b", "!", r"\[", "[ab]", "[^a]", "[a-c]", ".", r"\w", r"\s", "(?<!a)", "(?=b)", r"\b", "^", "$", "(?i:a)"]
)


def _longer(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{2,3}", "+?", "*+", "{0,2}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        inner.map(lambda part: f"({part})"),
        inner.map(lambda part: f"(?>{part})"),
    )


@settings(max_examples=400)
@given(
    expression=st.recursive(ATOMS, _longer, max_leaves=8),
    text=st.text(alphabet="abc![] AB\n", max_size=12),
    flags=st.sampled_from([0, re.IGNORECASE, re.DOTALL | re.MULTILINE]),
)
def test_what_matches_contains_one_of_them(expression: str, text: str, flags: int) -> None:
    regex = re.compile(expression, flags)
    needs = necessary(regex)
    assert "" not in needs
    for match in regex.finditer(text):
        assert not needs or any(need in match.group() for need in needs), (match.group(), needs)


@given(text=st.text(alphabet="ab>|\n", max_size=12), start=st.integers(0, 4))
def test_a_guarded_expression_answers_as_the_expression_does(text: str, start: int) -> None:
    for expression in (r"(?m)^a?>", r"b\||>a"):
        regex = re.compile(expression)
        guarded = GuardedPattern(regex, necessary(regex))
        assert str(guarded.search(text, start)) == str(regex.search(text, start))
        assert str(guarded.match(text)) == str(regex.match(text))
        assert [m.span() for m in guarded.finditer(text)] == [m.span() for m in regex.finditer(text)]
        assert guarded.sub("-", text) == regex.sub("-", text)
        assert guarded.pattern == expression
