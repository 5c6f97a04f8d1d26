"""From the tree to text: the same characters as Python-Markdown's two serializers, with one call for each element."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown import serializers
from markdown.serializers import RE_AMP

if TYPE_CHECKING:
    from collections.abc import Callable

# Deeper than this the stock serializer does the work: it needs no stack.
DEEPEST = 60
RAW_TEXT = frozenset(["script", "style"])


def swift_html(root: Element) -> str:
    """Serialize as HTML; to be used where `markdown.serializers.to_html_string` is."""
    return _serialize(root, "html")


def swift_xhtml(root: Element) -> str:
    """Serialize as XHTML; to be used where `markdown.serializers.to_xhtml_string` is."""
    return _serialize(root, "xhtml")


SWIFT: dict[Callable[[Element], str], Callable[[Element], str]] = {
    serializers.to_html_string: swift_html,
    serializers.to_xhtml_string: swift_xhtml,
}


def _serialize(root: Element, form: str) -> str:
    parts: list[str] = []
    if _write(root, parts.append, form == "xhtml", DEEPEST):
        return "".join(parts)
    return serializers.to_xhtml_string(root) if form == "xhtml" else serializers.to_html_string(root)


def _write(element: Element, write: Callable[[str], None], xhtml: bool, depth: int) -> bool:  # noqa: C901, FBT001  (hot)
    """Write an element with its tail. False: something unusual, the whole must be written by the stock code."""
    tag, text, tail = element.tag, element.text, element.tail
    if not isinstance(tag, str) or not depth:
        return False
    attributes = element.items()
    if attributes:
        write("<" + tag)
        if not _write_attributes(attributes, write, xhtml):
            return False
        opened = ">"
    else:
        opened = f"<{tag}>"
    lower = tag if tag.islower() else tag.lower()
    empty = lower in HTML_EMPTY
    if empty and xhtml:
        write(" />" if attributes else f"<{tag} />")
    else:
        write(opened)
        if text:
            write(text if lower in RAW_TEXT else _escaped(text))
        for child in element:
            if not _write(child, write, xhtml, depth - 1):
                return False
        if not empty:
            write(f"</{tag}>")
    if tail:
        write(_escaped(tail))
    return True


def _write_attributes(attributes: object, write: Callable[[str], None], xhtml: bool) -> bool:  # noqa: FBT001  (hot)
    for name, value in sorted(attributes):  # type: ignore[call-overload]
        if type(name) is not str:
            return False
        if value is None:
            write(" " + name)
        elif not isinstance(value, str):
            return False
        elif name == value and not xhtml and name in serializers.BOOLEAN_ATTRIBUTES["html"]:  # type: ignore[attr-defined]
            write(" " + name)
        else:
            write(f' {name}="{_escaped_attribute(value)}"')
    return True


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def _escaped_attribute(text: str) -> str:
    text = _escaped(text)
    return text.replace('"', "&quot;") if '"' in text else text
