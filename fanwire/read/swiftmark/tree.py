"""Passes over the finished tree: line breaks between blocks, backslash escapes, attribute lists."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markdown.util import STX, AtomicString

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from markdown.treeprocessors import PrettifyTreeprocessor, Treeprocessor, UnescapeTreeprocessor


def line_breaks(stock: PrettifyTreeprocessor) -> Callable[[Element], None]:
    """Make the `run` of a PrettifyTreeprocessor, which asks once for each tag whether it is a block."""

    def run(root: Element) -> None:
        is_block = cache(stock.md.is_block_level)
        if is_block(root.tag):
            _break_blocks(root, is_block)
        elif not root.tail or not root.tail.strip():
            root.tail = "\n"
        _break_lines(root)
        _trim_code(root)

    return run


def _break_blocks(block: Element, is_block: Callable[[str], bool]) -> None:
    """Put line breaks into a block and after it."""
    if len(block) and block.tag not in {"code", "pre"}:
        text = block.text
        if is_block(block[0].tag) and (not text or not text.strip()):
            block.text = "\n"
        for child in block:
            if is_block(child.tag):
                _break_blocks(child, is_block)
    tail = block.tail
    if not tail or not tail.strip():
        block.tail = "\n"


def _break_lines(root: Element) -> None:
    for element in root.iter("br"):
        tail = element.tail
        element.tail = f"\n{tail}" if tail and tail.strip() else "\n"


def _trim_code(root: Element) -> None:
    for element in root.iter("pre"):
        if len(element) and element[0].tag == "code":
            code = element[0]
            if not len(code) and code.text is not None:
                code.text = AtomicString(code.text.rstrip() + "\n")


def backslash_escapes(stock: UnescapeTreeprocessor) -> Callable[[Element], None]:
    """Make the `run` of an UnescapeTreeprocessor: only strings with a mark change (or lose their special type)."""

    def run(root: Element) -> None:
        unescape = stock.unescape
        for element in root.iter():
            text = element.text
            if text and (STX in text or type(text) is not str) and element.tag != "code":
                element.text = unescape(text)
            tail = element.tail
            if tail and (STX in tail or type(tail) is not str):
                element.tail = unescape(tail)
            for name, value in element.items():
                if value and STX in value:
                    element.set(name, unescape(value))

    return run


def attribute_lists(stock: Treeprocessor) -> Callable[[Element], Element | None]:
    """Make the `run` of an AttrListTreeprocessor: without a `{` there is none."""
    assign = stock.run

    def run(root: Element) -> Element | None:
        return assign(root) if "{" in "".join(root.itertext()) else None

    return run
