"""From the tree to text: the same characters as Python-Markdown's two serializers, with one call for each element."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
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
    if _write(root, parts.append, {}, DEEPEST, form == "xhtml"):
        return "".join(parts)
    return serializers.to_xhtml_string(root) if form == "xhtml" else serializers.to_html_string(root)


class _Form(NamedTuple):
    """How a tag is written."""

    open: str  # without attributes
    close: str  # nothing for an element that has no end tag
    is_empty: bool  # no content is written, as in `<br />`
    is_raw: bool  # its text is written as it is


def _form(tag: object, xhtml: bool) -> _Form | None:  # noqa: FBT001  (passed on)
    if not isinstance(tag, str):
        return None
    empty = tag.lower() in HTML_EMPTY
    if empty and xhtml:
        return _Form(f"<{tag} />", "", is_empty=True, is_raw=False)
    return _Form(f"<{tag}>", "" if empty else f"</{tag}>", is_empty=False, is_raw=tag.lower() in RAW_TEXT)


def _write(  # noqa: C901, PLR0912  (the innermost loop)
    element: Element,
    write: Callable[[str], None],
    forms: dict[str, _Form],
    depth: int,
    xhtml: bool,  # noqa: FBT001  (the innermost loop)
) -> bool:
    """Write an element with its tail. False: something unusual, the whole must be written by the stock code."""
    tag = element.tag
    form = forms.get(tag)
    if form is None:
        form = _form(tag, xhtml)
        if form is None:
            return False
        forms[tag] = form
    opened, closed, is_empty, is_raw = form
    attributes = element.items()
    if attributes:
        write("<" + tag)
        if not _write_attributes(attributes, write, xhtml):
            return False
        write(" />" if is_empty else ">")
    else:
        write(opened)
    if not is_empty:
        text = element.text
        if text:
            if not is_raw and ("&" in text or "<" in text or ">" in text):
                text = _escaped(text)
            write(text)
        if len(element):
            if not depth:
                return False
            for child in element:
                if not _write(child, write, forms, depth - 1, xhtml):
                    return False
        write(closed)
    tail = element.tail
    if tail:
        write(_escaped(tail) if "&" in tail or "<" in tail or ">" in tail else tail)
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
