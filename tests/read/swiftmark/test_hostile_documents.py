"""Documents made to hurt: never worse than stock, and the worst of them no longer slow."""

import sys
import time
from collections.abc import Iterator
from typing import Protocol

import pytest


class Both(Protocol):
    """What the fixture `converters` gives."""

    def results(self, text: str) -> tuple[object, object]:
        """Convert with both."""


class Converter(Protocol):
    """An accelerated converter."""

    def convert(self, text: str) -> str:
        """Convert."""


HOSTILE = {
    "brackets": "[" * 300,
    "closed brackets": "[" * 150 + "]" * 150,
    "images": "![" * 200,
    "stars": "*a " * 300,
    "stars and lines": "_a **b " * 200,
    "all lengths of backticks": " ".join("`" * n for n in range(1, 40)),
    "blockquotes": ">" * 120 + " x",
    "nested lists": "\n".join("    " * n + "- x" for n in range(30)),
    "less-than": "<" * 500,
    "apostrophes": "'" * 300,
    "both quotes": "\"'" * 200,
    "dashes": "-" * 500,
    "bars": "|" * 300 + "\n" + "|-" * 300,
    "brackets in targets": "[a](" + "(" * 300,
    "ampersands": "&" * 500,
    "definitions": "term\n" + "\n".join(f": {n}" for n in range(60)),
    "slashes": "/// details | x\n\n" * 20 + "///\n\n" * 20,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_converted_as_stock_does(converters: Both, name: str) -> None:
    stock, swift = converters.results(HOSTILE[name])
    assert swift == stock


@pytest.fixture
def _little_stack() -> Iterator[None]:
    """Leave so little stack that deep documents use it up."""
    limit, depth, frame = sys.getrecursionlimit(), 0, sys._getframe()  # noqa: SLF001  (the only way to know)
    while frame.f_back:
        frame, depth = frame.f_back, depth + 1
    sys.setrecursionlimit(depth + 260)
    yield
    sys.setrecursionlimit(limit)


@pytest.mark.usefixtures("_little_stack")
@pytest.mark.parametrize(
    "text",
    [
        "term\n\n" + "\n\n".join(f":   {n}" for n in range(600)),
        ">" * 400 + " x",
        "\n".join("> " * n + "x" for n in range(1, 100)),
        "\n".join("    " * n + "- x" for n in range(80)),
        "*a **b " * 80 + "** *" * 80,
    ],
    ids=["600 definitions", "400 quotations at once", "growing quotations", "nested lists", "nested emphasis"],
)
def test_what_stock_can_nest_can_be_nested(converters: Both, text: str) -> None:
    stock, swift = converters.results(text)
    assert stock in (swift, "RecursionError")


@pytest.mark.parametrize("text", ["[" * 8000, "![" * 8000, "[a](" * 2000], ids=["brackets", "images", "links"])
def test_unclosed_brackets_take_no_time(converters: Both, text: str) -> None:
    """Stock Python-Markdown needs nine seconds for the first."""
    swift: Converter = converters.pair.swift()  # type: ignore[attr-defined]
    start = time.process_time()
    swift.convert(text)
    assert time.process_time() - start < 2
