"""The table of contents: does what the `toc` extension does, looking once at each element."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from markdown.extensions import toc
from markdown.util import STX

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

MISSING = object()


def contents(stock: toc.TocTreeprocessor) -> Callable[[Element], None]:
    """Make the `run` of a TocTreeprocessor."""
    number_all = stock.run

    def run(doc: Element) -> None:
        used, headings = _survey(doc, stock)
        if any(len(heading) and _holds_heading(heading, stock) for heading in headings):
            number_all(doc)  # a heading within a heading: the stock code says in which order they are numbered
            return
        counters: dict[str, int] = {}
        tokens = [token for heading in headings for token in _numbered(heading, stock, used, counters)]
        nested = toc.nest_toc_tokens(tokens)
        div = stock.build_toc_div(nested)
        if stock.marker and stock.marker in "".join(doc.itertext()):
            stock.replace_marker(doc, div)
        md: Any = stock.md
        text = md.serializer(div)
        for postprocessor in md.postprocessors:
            text = postprocessor.run(text)
        md.toc_tokens = nested
        md.toc = text

    return run


def _survey(doc: Element, stock: toc.TocTreeprocessor) -> tuple[set[Any], list[Element]]:
    """Give all the ids in use and all the headings."""
    used: set[Any] = set()
    headings: list[Element] = []
    known: dict[str, bool] = {}
    for element in doc.iter():
        found = element.get("id", MISSING)
        if found is not MISSING:
            used.add(found)
        tag = element.tag
        heading = known.get(tag)
        if heading is None:
            heading = known[tag] = _is_heading(tag, stock)
        if heading:
            headings.append(element)
    return used, headings


def _holds_heading(heading: Element, stock: toc.TocTreeprocessor) -> bool:
    inside = heading.iter()
    next(inside)
    return any(_is_heading(element.tag, stock) for element in inside)


def _is_heading(tag: object, stock: toc.TocTreeprocessor) -> bool:
    """Say whether a tag, which is no text for a comment, is that of a heading."""
    return isinstance(tag, str) and stock.header_rgx.match(tag) is not None


def _numbered(element: Element, stock: toc.TocTreeprocessor, used: set[Any], counters: dict[str, int]) -> list[Any]:
    """Give a heading its level, its id and its link; give its entry in the contents, if it has one."""
    stock.set_level(element)
    inner = _inner_html(element, stock)
    name = toc.strip_tags(inner) if "<" in inner else " ".join(inner.split())
    if "id" not in element.attrib:
        slug = stock.slugify(html.unescape(name), stock.sep)
        element.attrib["id"] = toc.unique(slug, used, counters)  # type: ignore[call-arg]
    label = ""
    if "data-toc-label" in element.attrib:
        label = toc.run_postprocessors(toc.unescape(element.attrib["data-toc-label"]), stock.md)
        name = toc.escape_cdata(toc.strip_tags(label))
        del element.attrib["data-toc-label"]
    level, identifier = int(element.tag[-1]), element.attrib["id"]
    if stock.use_anchors:
        stock.add_anchor(element, identifier)
    if stock.use_permalinks not in {False, None}:
        stock.add_permalink(element, identifier)
    if not stock.toc_top <= level <= stock.toc_bottom:
        return []
    entry = {"level": level, "id": toc.unescape(identifier), "name": name, "html": inner, "data-toc-label": label}
    return [entry]


def _inner_html(element: Element, stock: toc.TocTreeprocessor) -> str:
    text = element.text or ""
    if len(element) or STX in text or "&" in text or "<" in text or ">" in text:
        return toc.render_inner_html(toc.remove_fnrefs(element), stock.md)
    return toc.run_postprocessors(text.strip(), stock.md)
