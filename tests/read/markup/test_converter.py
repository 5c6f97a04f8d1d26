"""What converting keeps from one document to the next doesn't show."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown

from fanwire.read.markup.converter import converter

FENCES = (
    "```\nif x < 1: print('a')\n```",
    "```python\nif x < 1: print('a')\n```",
    "``` { .python hl_lines='1' linenums='True' }\nif x < 1: print('a')\n```",
    "``` { .c .wide }\nint x = 1;\n```",
    "    #!python\n    if x < 1: print('a')",
)


def test_code_is_coloured_as_codehilite_does_it_again_and_again() -> None:
    convert = converter()
    for text in (*FENCES, *reversed(FENCES)):
        expected = markdown(
            text,
            extensions=["fenced_code", "codehilite", "attr_list"],
            extension_configs={"codehilite": {"guess_lang": False}},
        )
        assert convert(text).html == expected


PIECES = (
    "word", " ", "\n", "\n\n", "*", "**", "_", "`", "- ", "> ", "# ", "\\", "[a](b.md)", "[[id]]", "||s1e2: dead||",
    "|", "| a | b |\n|---|---|\n", "<b>", "</b>", "&amp;", "'", '"', "...", "--", "[^1]", "[^1]: note", "[ ] ", ":",
    "!", "{: .wide }", "```\n", "    ", "\N{HANGUL SYLLABLE GA}", "=", "==", "~", "\t", "/// quote\n", "///\n", "\x02",
    "\ufdd0", "   ", "[x] ", ">", "\n*[word]: ", "](b\n", "<!--",
)  # fmt: skip


@settings(max_examples=60, deadline=None)  # each makes two converters
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_extensions_that_are_left_out_change_nothing_where_their_signs_are_missing(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fanwire.read.markup.converter._SIGNS", ("",))
        with_all = converter()(text)
    assert converter()(text) == with_all


def test_marked_and_struck_words_are_known() -> None:
    convert = converter()
    assert convert("plain").html == "<p>plain</p>"
    assert convert("==marked== and ~~struck~~").html == "<p><mark>marked</mark> and <del>struck</del></p>"


@pytest.mark.parametrize(
    ("text", "brought"),
    [
        ("It's *plain*, with [a link](https://example.net/?a=b) and `code`.\n\n> A quotation\n", set()),
        ("See:\n\n```python\nx = 1\n```", {"pygments"}),
        ("==marked==", {"pygments", "yaml", "urllib.request"}),
    ],
    ids=["plain", "code", "marks"],
)
def test_what_only_some_texts_need_is_loaded_for_those_only(text: str, brought: set[str]) -> None:
    rarely = {"pygments", "yaml", "urllib.request", "typing_extensions"}
    code = (
        "import sys; from fanwire.read.markup.converter import converter; converter()(sys.argv[1]);"
        f"print(*sorted({rarely!r} & sys.modules.keys())); import typing_extensions"
    )
    said = subprocess.run([sys.executable, "-c", code, text], capture_output=True, text=True, check=True, timeout=60)
    assert set(said.stdout.split()) == brought
