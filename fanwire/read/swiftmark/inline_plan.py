"""Which inline patterns are worth trying on a text, decided by the strings that each of them needs.

A document has hundreds of short texts and thirty patterns. For each combination of strings that occur in a text there
is one list of the patterns that could match; it is made once and looked up ever after. Most texts have none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from markdown.inlinepatterns import BACKTICK_RE, LINK_RE, InlineProcessor, Pattern
from markdown.util import ETX, INLINE_PLACEHOLDER_PREFIX, STX

from .literals import necessary
from .spans import needs_references

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Handler = Callable[[re.Match[str], str], tuple[Any, int | None, int | None]]

# The characters of a placeholder, which replaces each match. A string made of these alone could appear in a text only
# after a replacement, so it can't decide beforehand.
OF_PLACEHOLDERS = frozenset(INLINE_PLACEHOLDER_PREFIX + "0123456789")
# Stock expressions that begin with a look back, which Python tries at every position, and the same the other way
# round. That for backticks holds in texts without two backslashes; its group, like the stock one's there, is empty.
FLAGS = re.DOTALL | re.UNICODE
BACKSLASHES = r"\\"
EQUAL = {LINK_RE: r"\[(?<!!\[)", BACKTICK_RE: r"`(?<!\\`)(?:(?!)(x))?"} if LINK_RE == r"(?<!\!)\[" else {}


class Step(NamedTuple):
    """One pattern that might match, with what is needed to try it."""

    position: int  # its place among all the patterns
    search: Callable[[str, int], re.Match[str] | None]
    finditer: Callable[[str, int], Iterator[re.Match[str]]]
    handle: Handler
    excludes: frozenset[str]  # tags that must not be above the text
    pattern: Pattern
    refers: bool  # does nothing in a document without references
    modern: bool  # an InlineProcessor, not one of the old patterns that match the whole text


class Plan(NamedTuple):
    """The steps for every combination of strings."""

    patterns: Sequence[Pattern]
    regexes: Sequence[re.Pattern[str]]
    needs: Sequence[frozenset[str]]  # of each pattern; empty: it must always be tried
    literals: tuple[str, ...]  # all that is needed by any
    mark: re.Pattern[str] | None  # a text without one of these characters needs no step; None: every text needs some
    known: dict[tuple[bool, ...], tuple[Step, ...]]

    def steps(self, text: str) -> tuple[Step, ...]:
        """Give the steps that could match in this text, in their order."""
        present = tuple(map(text.__contains__, self.literals))
        steps = self.known.get(present)
        if steps is None:
            steps = self.known[present] = self._choose(present)
        return steps

    def _choose(self, present: tuple[bool, ...]) -> tuple[Step, ...]:
        there = {literal for literal, occurs in zip(self.literals, present, strict=True) if occurs}
        return tuple(
            _step(position, pattern, _equal(self.regexes[position], there, self.literals))
            for position, pattern in enumerate(self.patterns)
            if not self.needs[position] or self.needs[position] & there
        )


def make_plan(patterns: Sequence[Pattern], regexes: Sequence[re.Pattern[str]]) -> Plan:
    """Analyse each pattern's expression, once for each configuration."""
    needs = [needs_of(pattern, regex) for pattern, regex in zip(patterns, regexes, strict=True)]
    literals = tuple(sorted({literal for need in needs for literal in need}))
    return Plan(patterns, regexes, needs, literals, _mark(literals) if all(needs) else None, {})


def needs_of(pattern: Pattern, regex: re.Pattern[str]) -> frozenset[str]:
    """Give strings of which a text must contain one for the pattern to match; none when that can't be said."""
    if type(pattern).getCompiledRegExp is not Pattern.getCompiledRegExp:
        return frozenset()  # it may give another expression each time
    found = necessary(regex)
    decidable = all(STX not in s and ETX not in s and not OF_PLACEHOLDERS.issuperset(s) for s in found)
    return found if decidable else frozenset()


def _mark(literals: Sequence[str]) -> re.Pattern[str]:
    characters = {STX, *(max(literal, key=_rarity) for literal in literals)}
    return re.compile("[" + "".join(map(re.escape, sorted(characters))) + "]")


def _rarity(character: str) -> int:
    """Rank a character by how seldom it stands in prose."""
    if character.isspace():
        return 0 if character == " " else 1
    return 2 if character.isalnum() else 3 if character in "!,-.:;?\"'()" else 4


def _equal(regex: re.Pattern[str], there: set[str], literals: Sequence[str]) -> re.Pattern[str]:
    """Give an expression that finds the same, begun with what it looks for if that can be."""
    if regex.flags != FLAGS or (regex.pattern == BACKTICK_RE and (BACKSLASHES in there or BACKSLASHES not in literals)):
        return regex
    return re.compile(EQUAL.get(regex.pattern, regex.pattern), FLAGS)


def _step(position: int, pattern: Pattern, regex: re.Pattern[str]) -> Step:
    excludes = frozenset(tag.lower() for tag in pattern.ANCESTOR_EXCLUDES)
    modern = isinstance(pattern, InlineProcessor)
    handle = cast("Handler", pattern.handleMatch)
    refers = needs_references(pattern)
    if type(pattern).getCompiledRegExp is Pattern.getCompiledRegExp:
        return Step(position, regex.search, regex.finditer, handle, excludes, pattern, refers, modern)

    def search(text: str, start: int) -> re.Match[str] | None:
        return pattern.getCompiledRegExp().search(text, start)

    def finditer(text: str, start: int) -> Iterator[re.Match[str]]:
        return pattern.getCompiledRegExp().finditer(text, start)

    return Step(position, search, finditer, handle, excludes, pattern, refers, modern)
