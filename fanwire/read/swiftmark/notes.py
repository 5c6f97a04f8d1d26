"""Footnotes in the direct way: the marks in the text and the notes at the end, as the `footnotes` extension makes them.

A note that two marks refer to has two links back; documents with one go the old way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .contents import attribute

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from markdown.extensions.footnotes import FootnoteExtension


def marks(extension: FootnoteExtension, names: Iterable[str]) -> dict[str, str]:
    """Give the HTML of each note's mark."""
    return {name: _mark(extension, name, number) for number, name in enumerate(names, start=1)}


def note(extension: FootnoteExtension, name: str, number: int) -> tuple[str, str]:
    """Give the HTML before and after the text of a note."""
    title = attribute(extension.getConfig("BACKLINK_TITLE").format(number))
    back = f'href="#{attribute(extension.makeFootnoteRefId(name))}" title="{title}"'
    link = f'&#160;<a class="footnote-backref" {back}>{extension.getConfig("BACKLINK_TEXT")}</a>'
    return f'<li id="{attribute(extension.makeFootnoteId(name))}">\n<p>', f"{link}</p>\n</li>\n"


def ids(extension: FootnoteExtension, names: Iterable[str], referred: Iterable[str]) -> set[str]:
    """Give the ids of the notes and of the marks."""
    return {*map(extension.makeFootnoteId, names), *map(extension.makeFootnoteRefId, referred)}


def tell(extension: FootnoteExtension, notes: Mapping[str, str], referred: Iterable[str]) -> None:
    """Tell the extension what it would have found itself."""
    for name, text in notes.items():
        extension.setFootnote(name, text)
    for name in referred:
        extension.addFootnoteRef(name)
        extension.makeFootnoteRefId(name, found=True)


def _mark(extension: FootnoteExtension, name: str, number: int) -> str:
    link = f'<a class="footnote-ref" href="#{attribute(extension.makeFootnoteId(name))}">{number}</a>'
    return f'<sup id="{attribute(extension.makeFootnoteRefId(name))}">{link}</sup>'
