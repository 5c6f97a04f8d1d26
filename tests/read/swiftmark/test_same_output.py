"""Accelerated Python-Markdown writes what stock Python-Markdown writes, byte for byte, in every configuration.

`SWIFTMARK_EXAMPLES=20000 pytest tests/read/swiftmark/test_same_output.py` searches longer.
"""

import os
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("SWIFTMARK_EXAMPLES", "200"))

# Pieces that mean something to one extension or another; most bugs need two or three of them side by side.
PIECES = (
    *("*", "**", "***", "_", "__", "`", "``", "[", "]", "](/x)", "](/a 't')", "![", "(", ")", "[^1]", "\n[^1]: note\n"),
    *("\n[a]: /u 'T'\n", "[a]", "[b][a]", "\n", "\n\n", "\n    ", "  \n", " ", "\t", "\n- ", "\n1. ", "\n> ", "\n## "),
    *("\n---\n", "\n===\n", "|", "\n|a|b|\n|-|-|\n|", "'", '"', "''", "\"'", "'s", "'80s", "--", "---", "...", "<<"),
    *(
        "&",
        "&amp;",
        "&#38;",
        "&nbsp;",
        "<",
        ">",
        "<b>",
        "</b>",
        "\n<div>\n",
        "\n</div>\n",
        "<!--",
        "-->",
        "<http://a.b>",
    ),
    *(
        "{",
        "}",
        "{.c}",
        "\n{: #i}",
        "[TOC]",
        "\\",
        "\\*",
        '\\"',
        "\n: ",
        "\n*[HTML]: Hyper\n",
        "HTML",
        "\n!!! note\n    ",
    ),
    *(
        "\n/// details | T\n",
        "\n///\n",
        "\n- [ ] ",
        "\n- [x] ",
        "\n> [!NOTE]\n> ",
        "[[id]]",
        "[[id|t]]",
        "||",
        "==",
        "~",
    ),
    *(
        "~~",
        "\n```\n",
        "\n~~~ python\n",
        "\u2014",
        "한국",
        "word",
        "two words",
        "a",
        "1",
        "\x02",
        "\x03",
        "\r\n",
        "\xa0",
    ),
    *("\x02klzzwxh:0000\x03", "\x02wzxhzdk:0\x03", "\u2028", "\x0c", "://", "<a@b.c>", "<br>", "^", "++", "/", ":"),
)
DOCUMENTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=24).map("".join)


class Both(Protocol):
    """What the fixture `converters` gives."""

    def results(self, text: str) -> tuple[object, object]:
        """Convert with both."""


def test_every_syntax_gives_the_same_output(converters: Both, cases: dict[str, str]) -> None:
    assert len(cases) > 15
    for name, text in cases.items():
        stock, swift = converters.results(text)
        assert swift == stock, name


def test_articles_give_the_same_output(converters: Both, articles: list[str]) -> None:
    for text in articles:
        stock, swift = converters.results(text)
        assert swift == stock


def test_damaged_documents_give_the_same_output(
    converters: Both, mutations: Callable[[int, int], Iterator[str]]
) -> None:
    for text in mutations(1, EXAMPLES * 2):
        stock, swift = converters.results(text)
        assert swift == stock, text


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=DOCUMENTS)
def test_any_mixture_of_marks_gives_the_same_output(converters: Both, text: str) -> None:
    stock, swift = converters.results(text)
    assert swift == stock


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "\t",
        "x",
        "#",
        "-",
        "\x02",
        "\x03",
        "&",
        "&#65 x",
        "<",
        "[",
        "\\",
        "'",
        "~~~\nx\n~~~",
        "\u0661. x",
    ],
)
def test_the_smallest_documents_give_the_same_output(converters: Both, text: str) -> None:
    stock, swift = converters.results(text)
    assert swift == stock


def test_a_second_document_without_reset_gives_the_same_output(converters: Both) -> None:
    """Footnotes, references and stashed HTML pile up in the same way."""
    for text in (
        "it's[^1] <b>one</b>\n\n[^1]: [a]\n\n[a]: /x\n",
        '"two"[^1] [a] <i>x</i>\n',
        "[a]: /y\n\n'three' [a]\n",
    ):
        stock, swift = (md.convert(text) for md in (converters.stock, converters.swift))  # type: ignore[attr-defined]
        assert swift == stock
