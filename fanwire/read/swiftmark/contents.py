"""Headings in the direct way: ids, links to themselves and the table of contents, as the `toc` extension makes them."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from markdown.extensions import toc
from markdown.util import STX

from .pieces import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence


PLAIN_SLUGS = (toc.slugify, toc.slugify_unicode)
# A function of others with this attribute, true, promises to make of plain words what those two make of them.
AS_STOCK = "slugs_plain_words_as_stock"


def contents(stock: toc.TocTreeprocessor, headings: Sequence[tuple[int, str]], used: set[str]) -> list[tuple[str, str]]:
    """Give the tags around each heading, whose level and inner HTML are given; tell `md` what stock would have told it.

    `used` are the ids that are there already.
    """
    counters: dict[str, int] = {}
    tags: list[tuple[str, str]] = []
    tokens: list[dict[str, Any]] = []
    before, after = _permalink(stock)
    plain_slugs = stock.sep == "-" and (stock.slugify in PLAIN_SLUGS or getattr(stock.slugify, AS_STOCK, False))
    for written, text in headings:
        level = min(written + stock.base_level, 6)
        inner = text.strip()
        name = toc.strip_tags(inner) if "<" in inner else " ".join(inner.split())
        if plain_slugs and name.isascii() and name.replace(" ", "").isalnum():
            slug = attributed = name.lower().replace(" ", "-")  # what the stock functions make of plain words
        else:
            slug = stock.slugify(html.unescape(name), stock.sep)
            attributed = ""
        identifier = toc.unique(slug, used, counters)  # type: ignore[call-arg]
        if identifier != attributed:
            attributed = attribute(identifier)
        link = f"{before}{attributed}{after}" if before else ""
        tags.append((f'<h{level} id="{attributed}">', f"{link}</h{level}>"))
        if stock.toc_top <= level <= stock.toc_bottom:
            tokens.append({"level": level, "id": identifier, "name": name, "html": inner, "data-toc-label": ""})
    _tell(stock, tokens)
    return tags


def attribute(value: str) -> str:
    """Write the value of an attribute as the serializer does."""
    return escaped(value).replace('"', "&quot;")


def _permalink(stock: toc.TocTreeprocessor) -> tuple[str, str]:
    """Give the link at the end of each heading up to its id, and after."""
    if stock.use_permalinks in {False, None}:
        return "", ""
    text = "&para;" if stock.use_permalinks is True else escaped(str(stock.use_permalinks))
    title = f' title="{attribute(stock.permalink_title)}"' if stock.permalink_title else ""
    return f'<a class="{attribute(stock.permalink_class)}" href="#', f'"{title}>{text}</a>'


def _tell(stock: toc.TocTreeprocessor, tokens: list[dict[str, Any]]) -> None:
    md: Any = stock.md
    nested = toc.nest_toc_tokens(tokens)  # type: ignore[arg-type]
    text = md.serializer(stock.build_toc_div(nested))
    if STX in text:  # begins whatever the known postprocessors put something else for
        for postprocessor in md.postprocessors:
            text = postprocessor.run(text)
    md.toc_tokens = nested
    md.toc = text


def simple(stock: toc.TocTreeprocessor) -> bool:
    """Say whether this configuration puts nothing into headings but a link at the end."""
    return not stock.use_anchors and not stock.permalink_leading
