"""Ordinary documents are converted without a tree, to the same text; what isn't ordinary, or not known, isn't.

`SWIFTMARK_EXAMPLES=20000 pytest tests/read/swiftmark/test_direct_way.py` searches longer.
"""

import os
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from fanwire.read import swiftmark
from fanwire.read.markup import converter as fanwire_converter
from fanwire.read.markup.converter import Converted, converter

EXAMPLES = int(os.environ.get("SWIFTMARK_EXAMPLES", "40"))
ROOT = Path(__file__).parents[3]

WORDS = (ROOT / "tests/cases/ordinary_words.txt").read_text(encoding="utf-8").split("\n")
STARTS = (ROOT / "tests/cases/ordinary_starts.txt").read_text(encoding="utf-8").split("\n")
PLAIN = ("word", "so", "Kept", "한국", "2026", "in")


class Both(Protocol):
    """What the fixture `converters` gives."""

    def results(self, text: str) -> tuple[object, object]:
        """Convert with both."""


def _texts(rare: int) -> st.SearchStrategy[str]:
    """Texts of a few words, of which one in `rare` isn't plain."""
    word = st.integers(0, rare - 1).flatmap(lambda n: st.sampled_from(PLAIN if n else WORDS))
    return st.lists(word, min_size=1, max_size=9).map(" ".join)


def _lines(start: str, texts: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(texts.map(lambda text: start + text), min_size=1, max_size=most).map("\n".join)


def _table(cells: list[str]) -> str:
    columns = max(1, len(cells) % 4)
    rows = [cells[at : at + columns] for at in range(0, len(cells), columns)]
    line = ["---", ":-:", "--:", ":--"][:columns]
    return "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], line, *rows[1:]])


LINES = st.tuples(st.sampled_from(STARTS), _texts(2), st.sampled_from(["", "", "", "  ", " "])).map("".join)
BLOCKS = (
    _lines("", _texts(5), 3)
    | st.lists(LINES, min_size=1, max_size=3).map("\n".join)
    | st.sampled_from(["# ", "## ", "### "]).flatmap(lambda start: _lines(start, _texts(5), 1))
    | st.sampled_from(["- ", "* ", "1. ", "7. "]).flatmap(lambda start: _lines(start, _texts(4), 4))
    | _lines("> ", _texts(5), 3)
    | st.lists(_texts(3), min_size=2, max_size=9).map(_table)
    | st.sampled_from(["1", "2"]).flatmap(lambda name: _lines(f"[^{name}]: ", _texts(4), 1))
    | st.sampled_from(['```\ncode "x" -- <b>\n\nmore\n```', "* * *", "---", "<div>\nx\n</div>"])
)
DOCUMENTS = st.lists(
    st.tuples(BLOCKS, st.sampled_from(["\n\n"] * 9 + ["\n", "\n\n\n", "\n \n", "\r\n\r\n"])).map("".join), max_size=6
).map("".join)
MARKS = st.lists(
    st.sampled_from(
        ["'", '"', "--", "---", "...", ".", " ", "s", "'s", "word", "5", "80s", "(", ")", "*a*", "\u2013", "&"]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=DOCUMENTS)
def test_ordinary_documents_with_rare_things_in_them_give_the_same_output(converters: Both, text: str) -> None:
    stock, swift = converters.results(text)
    assert swift == stock


SIGNS = (ROOT / "tests/cases/ordinary_spans.txt").read_text(encoding="utf-8").split("\n")
SPANS = st.lists(st.sampled_from([*SIGNS, "  \n", "\n", "\x04", "\xa0"]), min_size=1, max_size=6).flatmap(
    lambda signs: st.lists(st.sampled_from([*signs, "a", " "]), max_size=14).map("".join)
)


@settings(max_examples=EXAMPLES * 2, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=SPANS, start=st.sampled_from(["x", "", "## ", "- a\n- ", "[^1]: *n*\n\n"]))
def test_spans_in_and_beside_each_other_give_the_same_output(converters: Both, text: str, start: str) -> None:
    stock, swift = converters.results(start + text)
    assert swift == stock


@settings(max_examples=EXAMPLES * 2, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=MARKS)
def test_quotes_turn_the_same_way_in_any_company(converters: Both, text: str) -> None:
    stock, swift = converters.results(text)
    assert swift == stock


@pytest.fixture(scope="module")
def stories() -> list[str]:
    """Give thirty articles of the race."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from stories import story  # type: ignore[import-not-found]

    return [story(number, 1000).body for number in range(30)]


def test_the_articles_of_the_race_give_the_same_output(converters: Both, stories: list[str]) -> None:
    for text in stories[:10]:
        stock, swift = converters.results(text)
        assert swift == stock


@pytest.fixture(scope="module")
def both() -> tuple[Callable[[str], Converted], Callable[[str], Converted]]:
    """Give Fanwire's own converter twice, as it would be without acceleration and as it is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fanwire_converter, "accelerate", lambda _: False)
        patch.setattr(fanwire_converter, "directly", lambda *_: lambda _: None)
        stock = converter()
        stock("With its first text, it makes what it works with.")
    return stock, converter()


def test_fanwire_reads_the_same_from_articles(
    both: tuple[Callable[[str], Converted], Callable[[str], Converted]], stories: list[str], cases: dict[str, str]
) -> None:
    stock, swift = both
    for text in (*stories, *cases.values()):
        assert swift(text) == stock(text)


@settings(max_examples=EXAMPLES * 2, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=DOCUMENTS | st.lists(SPANS, max_size=5).map("\n\n".join))
def test_fanwire_reads_the_same_from_any_document(
    both: tuple[Callable[[str], Converted], Callable[[str], Converted]], text: str
) -> None:
    stock, swift = both
    assert swift(text) == stock(text)


def _without_a_tree(md: markdown.Markdown, text: str) -> bool:
    """Say whether a document is converted without the block parser."""
    asked = []
    parse = md.parser.parseDocument

    def parse_document(lines: list[str]) -> object:
        asked.append(lines)
        return parse(lines)

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(vars(md.parser), "parseDocument", parse_document)
        md.reset().convert(text)
    return not asked


EXTENSIONS = ["tables", "footnotes", "fenced_code", "attr_list", "smarty", "toc", "sane_lists"]


def _swift() -> markdown.Markdown:
    md = markdown.Markdown(extensions=EXTENSIONS)
    assert swiftmark.accelerate(md)
    return md


def test_the_articles_of_the_race_need_no_tree(stories: list[str]) -> None:
    md = _swift()
    assert all(_without_a_tree(md, text) for text in stories)


class Shout(Treeprocessor):
    """A tree processor that nobody knows."""

    def run(self, root: ET.Element) -> None:
        """Write on every paragraph."""
        for element in root.iter("p"):
            element.set("class", "loud")


class Sign(Postprocessor):
    """A postprocessor that nobody knows."""

    def run(self, text: str) -> str:
        """Write something below."""
        return f"{text}\n<!-- signed -->"


def test_what_is_registered_later_takes_part() -> None:
    md = _swift()
    assert md.convert("One *word*.") == "<p>One <em>word</em>.</p>"
    md.treeprocessors.register(Shout(md), "shout", 1)
    assert md.reset().convert("One *word*.") == '<p class="loud">One <em>word</em>.</p>'
    md.treeprocessors.deregister("shout")
    md.postprocessors.register(Sign(md), "sign", 1)
    assert md.reset().convert("One *word*.") == "<p>One <em>word</em>.</p>\n<!-- signed -->"
    md.postprocessors.deregister("sign")
    assert md.reset().convert("One *word*.") == "<p>One <em>word</em>.</p>"


def test_a_method_that_somebody_replaced_is_called() -> None:
    md = _swift()
    vars(md.treeprocessors["unescape"])["run"] = lambda root: root.append(ET.Element("hr"))
    assert md.convert("One *word*.") == "<p>One <em>word</em>.</p>\n<hr />"


def test_a_note_typed_twice_or_left_over_from_the_document_before_is_numbered_as_ever() -> None:
    stock, swift = markdown.Markdown(extensions=EXTENSIONS), _swift()
    for text in ("One[^1] two[^2].\n\n[^1]: x\n[^2]: y", "Again[^1].", "Twice[^a] and twice[^a].\n\n[^a]: *z*"):
        assert swift.convert(text) == stock.convert(text)
