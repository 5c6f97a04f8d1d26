"""What a body's headings say of themselves elsewhere, in the table of contents and in ids: nothing that is sealed."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from markdown.extensions.toc import slugify_unicode

from fanwire.read.markup.collected import RawBlock, RawLink
from fanwire.records.document import MARK_CLOSE, MARK_OPEN, Heading

_BLOCK_MARK = re.compile(f"{MARK_OPEN}(?:b(\\d+)|e){MARK_CLOSE}")
_INNERMOST = re.compile(f"{MARK_OPEN}b(\\d+){MARK_CLOSE}(?:(?!{MARK_OPEN}[be])[^\0])*{MARK_OPEN}e{MARK_CLOSE}")
_WORDS_OF_LINK = re.compile(f"{MARK_OPEN}t(\\d+){MARK_CLOSE}")
_BLOCK_OR_HEADING = re.compile(rf'{_BLOCK_MARK.pattern}|<h[1-6][^>]* id="([^"]*)"')


def slug(name: str, separator: str, links: Sequence[RawLink]) -> str:
    """Make a heading's id: `("What ||s1e8: he|| means", "-", ()) -> "what-means"`.

    A link without words, `[[park-ji-hu]]`, stands there by its target, because its words are known only later.
    """
    if MARK_OPEN in name:
        name = _WORDS_OF_LINK.sub(lambda match: links[int(match[1])].target, _unsealed(name, ()))
    return slugify_unicode(name, separator)


def headings(tokens: Sequence[dict[str, Any]], html: str, blocks: Sequence[RawBlock]) -> tuple[Heading, ...]:
    """List the headings of a body, but for those in folded parts; sealed words in the others are left out.

    `tokens` are those of Markdown's own table of contents.
    """
    found = tuple(_flat(tokens, blocks))
    if not any(block.name == "spoiler" and not block.inline for block in blocks):
        return found
    hidden = frozenset(_folded(html, blocks))
    return tuple(heading for heading in found if heading.id not in hidden)


def _flat(tokens: Sequence[dict[str, Any]], blocks: Sequence[RawBlock]) -> Iterator[Heading]:
    for token in tokens:
        name = token["name"]
        told = " ".join(_unsealed(name, blocks).split()) if MARK_OPEN in name else name
        yield Heading(token["level"], unescape(told), token["id"])
        yield from _flat(token["children"], blocks)


def _unsealed(name: str, blocks: Sequence[RawBlock]) -> str:
    """Take blocks out of a heading, the inner ones first; an ellipsis stands for a spoiler where `blocks` name it."""

    def stand_in(match: re.Match[str]) -> str:
        return "\N{HORIZONTAL ELLIPSIS}" if blocks and blocks[int(match[1])].name == "spoiler" else ""

    while name != (left := _INNERMOST.sub(stand_in, name)):
        name = left
    return name


def _folded(html: str, blocks: Sequence[RawBlock]) -> Iterator[str]:
    """Find the ids of headings that stand in a folded part."""
    opened: list[bool] = []
    for match in _BLOCK_OR_HEADING.finditer(html):
        if match[2] is not None:
            if any(opened):
                yield unescape(match[2])
        elif match[1]:
            opened.append(blocks[int(match[1])].name == "spoiler")
        elif opened:
            opened.pop()
