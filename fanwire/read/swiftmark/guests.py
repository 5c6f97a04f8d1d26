"""Inline patterns of other extensions that let themselves be used in the direct way.

A pattern says so by an attribute, `direct = True`. It promises that each match of its expression becomes an element,
that this depends on the groups of the match and on the matches before and on nothing else, and that there is nothing
left to do in the element when the groups are plain text. `swiftmark` makes sure of the last, and calls `handleMatch`
for the same matches in the same order as Python-Markdown does: that of a walk through the tree level by level.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from .signs import PART, SIGNS, Unusual

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    from markdown.inlinepatterns import InlineProcessor

# What smarty or another pattern might do something about.
NOT_PLAIN = re.compile(rf"[*_`\\<&'\"\[\]^~\n{PART}{SIGNS}]|--|==|\.\.")
LEVELS = {"p": 0, "h": 0, "li": 1, "td": 3, "th": 3}
IN_QUOTE, IN_NOTES = 1, 3


class Guest(NamedTuple):
    """A pattern, the strings of which one is in each match, and the sign for its pieces."""

    pattern: InlineProcessor
    needs: frozenset[str]
    sign: str


class Visit(NamedTuple):
    """A match, in which text and how many matches of the same pattern came before it."""

    text: int
    guest: int
    order: int
    match: re.Match[str]


def visits(text: str, guests: Sequence[Guest]) -> tuple[str, list[Visit]]:
    """Find all matches, one pattern after another; in the text a sign stands for each."""
    found: list[Visit] = []
    for number, (pattern, needs, sign) in enumerate(guests):
        if not any(need in text for need in needs):
            continue
        regex = pattern.getCompiledRegExp()
        for order, match in enumerate(regex.finditer(text)):
            if PART in match[0] or any(NOT_PLAIN.search(group) for group in match.groups() if group):
                raise Unusual
            found.append(Visit(text.count(PART, 0, match.start()), number, order, match))
        text = regex.sub(sign, text)
    return text, found


def received(
    found: Sequence[Visit], guests: Sequence[Guest], gaps: Sequence[str], serialize: Callable[[Element], str]
) -> dict[str, list[str]]:
    """Let the patterns make their elements; give the HTML of these, by sign, in the order of the text."""
    levels = _levels(gaps)
    made: dict[tuple[int, int], str] = {}
    for _, number, order, match in sorted(found, key=lambda one: (levels[one.text], *one[:3])):
        element, _, _ = guests[number].pattern.handleMatch(match, match.string)
        made[number, order] = serialize(cast("Element", element))
    return {guest.sign: [made[key] for key in sorted(made) if key[0] == number] for number, guest in enumerate(guests)}


def _levels(gaps: Sequence[str]) -> list[int]:
    """Say how deep in the tree each text stands: the gap before it ends with its tag, a heading's with nothing."""
    levels: list[int] = []
    base = 0
    for gap in gaps[:-1]:
        if "</blockquote>" in gap:
            base = 0
        if gap.rfind("<blockquote>") > gap.rfind("</blockquote>"):
            base = IN_QUOTE
        if '<div class="footnote">' in gap:
            base = IN_NOTES
        tag = re.split(r"[ >]", gap[gap.rfind("<") + 1 :])[0] if gap.endswith(">") else "h"
        levels.append(base or LEVELS[tag])
    return levels
