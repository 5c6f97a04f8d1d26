"""The serializers write what the stock serializers write, also for trees that no Markdown makes."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.serializers import to_html_string, to_xhtml_string

from fanwire.read.swiftmark.serializer import swift_html, swift_xhtml

TEXT = st.none() | st.text(alphabet="a&<>\"';#1\n\x02", max_size=8) | st.sampled_from(["&amp;", "&#1;", "&a"])
TAGS = st.sampled_from(["p", "em", "br", "HR", "script", "Style", "x-y", "img", "h1", "1", "p"])
NAMES = st.sampled_from(["id", "class", "checked", "open", "data-a", "b"])


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> ET.Element:
    """Make any small tree: comments, instructions, elements without a tag, attributes without a value."""
    kind = draw(st.integers(0, 20))
    element: Any
    if kind == 0:
        element = ET.Comment(draw(st.text(alphabet="a<&", max_size=3)))
    elif kind == 1:
        element = ET.ProcessingInstruction("php", draw(st.text(alphabet="a<&", max_size=3)))
    elif kind == 2:
        element = ET.Element("x")
        element.tag = ET.QName("urn:x", "y")
    else:
        element = ET.Element(draw(TAGS))
        for name in draw(st.lists(NAMES, max_size=3)):
            element.set(name, draw(st.sampled_from([name, None]) | TEXT))
    if kind not in {0, 1}:
        element.text = draw(TEXT)
    element.tail = draw(TEXT)
    if depth:
        element.extend(draw(st.lists(trees(depth=depth - 1), max_size=3)))
    return cast("ET.Element", element)


@pytest.mark.parametrize(("swift", "stock"), [(swift_html, to_html_string), (swift_xhtml, to_xhtml_string)])
def test_any_tree_is_written_in_the_same_way(
    swift: Callable[[ET.Element], str], stock: Callable[[ET.Element], str]
) -> None:
    @settings(max_examples=150)
    @given(tree=trees())
    def check(tree: ET.Element) -> None:
        assert swift(tree) == stock(tree)

    check()


def test_a_tree_deeper_than_the_stack_is_written() -> None:
    root = element = ET.Element("em")
    for _ in range(5000):
        element = ET.SubElement(element, "em")
    assert swift_html(root) == "<em>" * 5001 + "</em>" * 5001
