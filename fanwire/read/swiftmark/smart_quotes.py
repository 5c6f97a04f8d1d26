"""Smart quotes, dashes and dots: what the `smarty` extension does, for its own patterns in their own order.

smarty replaces text by text only, so there is no need for placeholders that stand for elements: each match becomes the
stashed entity at once. Apostrophes between letters, which are most of what it finds, are replaced together. The
expressions are the stock ones written so that they begin with what they look for: Python searches for a first
character quickly, but tries a leading `(?<=...)` at every position of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from markdown.extensions import smarty
from markdown.util import ETX, INLINE_PLACEHOLDER_PREFIX, STX, AtomicString

from .inline import SwiftInline
from .literals import necessary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    from markdown.inlinepatterns import Pattern
    from markdown.treeprocessors import InlineProcessor

CLOSE = smarty.closeClass
# The stock expressions, and the same beginning with the character they look for.
EQUAL = {
    rf"(?<={CLOSE})\'" + '"': f"'\"(?<={CLOSE}'\")",
    rf"(?<={CLOSE})\"'": f"\"'(?<={CLOSE}\"')",
    rf"(?<={CLOSE})'(?!\s|s\b|\d)": rf"'(?<={CLOSE}')(?!\s|s\b|\d)",
    rf'(?<={CLOSE})"': rf'"(?<={CLOSE}")',
    r"(?<!\w)'(?=\d{2}s)": r"'(?<!\w')(?=\d{2}s)",
    r"(?<!-)---(?!-)": r"---(?<!----)(?!-)",
    r"(?<!-)--(?!-)": r"--(?<!---)(?!-)",
    r"(?<!\.)\.{3}(?!\.)": r"\.\.\.(?<!\.\.\.\.)(?!\.)",
}
OPENING_SINGLE = smarty.openingSingleQuotesRegex
OPENING_DOUBLE = smarty.openingDoubleQuotesRegex
OPENING_WIDEST = 7  # `&mdash;`, the longest that an opening quote may follow
CLOSING_SINGLE = rf"(?<={CLOSE})'(?!\s|s\b|\d)"
KNOWN = {
    smarty.singleQuoteStartRe,
    smarty.doubleQuoteStartRe,
    smarty.doubleQuoteSetsRe,
    smarty.singleQuoteSetsRe,
    smarty.remainingSingleQuotesRegex,
    smarty.remainingDoubleQuotesRegex,
    smarty.closingDoubleQuotesRegex,
    r"'(\s|s\b)",
    OPENING_SINGLE,
    OPENING_DOUBLE,
    r"\<\<",
    r"\>\>",
    *EQUAL,
}
# An apostrophe that only the closing quote can claim: letters on both sides, and not the `'s` at the end of a word.
APOSTROPHE = re.compile(r"'(?<=[^\W\d_]')(?=[^\W\d_s]|s\w)")
HIDDEN = re.compile(f"{STX}smart:([0-9]+){ETX}")


class Rule(NamedTuple):
    """One pattern: what it needs, how to find it, what to put in its place (a group's number or an entity)."""

    need: str
    search: Callable[[str, int], re.Match[str] | None]
    parts: Sequence[int | str | Element]


class SmartQuotes:
    """Runs smarty's tree processor; a registry with anything else in it is run as inline patterns are."""

    def __init__(self, stock: InlineProcessor) -> None:
        """Work for this processor; its patterns are read at each run."""
        self.stock = stock
        self.other = SwiftInline(stock)
        self.patterns: list[Pattern] = []
        self.rules: list[Rule] | None = None
        self.apostrophe: str | None = None

    def run(self, tree: Element, ancestors: Sequence[str] | None = None) -> Element:
        """Replace quotes, dashes and dots in all texts of the tree."""
        patterns = cast("list[Pattern]", list(self.stock.inlinePatterns))
        if patterns != self.patterns:
            self.patterns, self.rules = patterns, rules_of(patterns)
            self.apostrophe = apostrophe_of(patterns)
        text = "".join(tree.itertext())
        if self.rules is None or ancestors or INLINE_PLACEHOLDER_PREFIX in text:
            return self.other.run(tree, ancestors)
        self.stock.stashed_nodes = {}
        rules = [rule for rule in self.rules if rule.need in text]
        if rules:
            Typesetter(rules, self.apostrophe, self.stock).set_tree(tree)
        return tree


class Typesetter:
    """The work on one document; each entity is stashed once and stands for all its places."""

    def __init__(self, rules: Sequence[Rule], apostrophe: str | None, stock: InlineProcessor) -> None:
        """Set texts by these rules; entities go to the stash of this processor's document."""
        self.rules = rules
        self.needs = tuple(sorted({rule.need[0] if rule.need[0] in "'\"" else rule.need for rule in rules}))
        self.apostrophe = apostrophe
        self.store = stock.md.htmlStash.store
        self.entities: dict[str, str] = {}
        self.hidden: list[str] = []

    def set_tree(self, tree: Element) -> None:
        """Set all texts of a tree."""
        needs, changed = self.needs, self.changed
        elements = tree.iter()
        next(elements)
        for element in elements:
            text = element.text
            if text:
                for need in needs:
                    if need in text:
                        if not isinstance(text, AtomicString):
                            element.text = changed(text)
                        break
            tail = element.tail
            if tail and tail != "\n":
                for need in needs:
                    if need in tail:
                        if not isinstance(tail, AtomicString):
                            element.tail = changed(tail)
                        break

    def changed(self, data: str) -> str:
        """Set one text; entities are placeholders in it."""
        if self.apostrophe and "'" in data:
            data = APOSTROPHE.sub(lambda _: self.entity(self.apostrophe or ""), data)
        for need, search, parts in self.rules:
            if need not in data:
                continue
            match = search(data, 0)
            while match:
                new = self.replacement(match, parts)
                data = f"{data[: match.start()]}{new}{data[match.end() :]}"
                match = search(data, match.start() + len(new))
        if self.hidden and f"{STX}smart:" in data:
            data = HIDDEN.sub(lambda match: self.hidden[int(match.group(1))], data)
        return data

    def replacement(self, match: re.Match[str], parts: Sequence[int | str | Element]) -> str:
        """Give what replaces a match. Text kept from the match must be hidden from the patterns to come."""
        new = "".join(match.group(part) if isinstance(part, int) else self.entity(str(part)) for part in parts)
        if len(parts) == 1:
            return new
        self.hidden.append(new)
        return f"{STX}smart:{len(self.hidden) - 1}{ETX}"

    def entity(self, entity: str) -> str:
        """Give the placeholder of an entity."""
        placeholder = self.entities.get(entity)
        if placeholder is None:
            placeholder = self.entities[entity] = self.store(entity)
        return placeholder


def rules_of(patterns: Sequence[Pattern]) -> list[Rule] | None:
    """Make a rule of each pattern, or None when one isn't smarty's own."""
    rules = list[Rule]()
    for pattern in patterns:
        if type(pattern) is not smarty.SubstituteTextPattern or pattern.pattern not in KNOWN:
            return None
        if "handleMatch" in vars(pattern) or pattern.ANCESTOR_EXCLUDES or not all(_is_text(p) for p in pattern.replace):
            return None
        needs = necessary(pattern.compiled_re)
        if len(needs) != 1:
            return None
        rules.append(Rule(min(needs), _search(pattern.pattern), pattern.replace))
    return rules


def _is_text(part: int | str | Element) -> bool:
    return isinstance(part, int | str)


def apostrophe_of(patterns: Sequence[Pattern]) -> str | None:
    """Give the entity for an apostrophe when the closing quote comes before what takes every quote left."""
    order = [pattern.pattern for pattern in patterns]
    if CLOSING_SINGLE not in order[: order.index("'") if "'" in order else None]:
        return None
    closing = patterns[order.index(CLOSING_SINGLE)]
    parts = closing.replace if isinstance(closing, smarty.SubstituteTextPattern) else ()
    return parts[0] if len(parts) == 1 and isinstance(parts[0], str) else None


def _search(pattern: str) -> Callable[[str, int], re.Match[str] | None]:
    flags = re.DOTALL | re.UNICODE
    if pattern.startswith("^"):
        at_start = re.compile(pattern, flags).match
        return lambda data, start: at_start(data) if start == 0 else None
    if pattern in {OPENING_SINGLE, OPENING_DOUBLE}:
        return _opening(pattern)
    return re.compile(EQUAL.get(pattern, pattern), flags).search


def _opening(pattern: str) -> Callable[[str, int], re.Match[str] | None]:
    """Find an opening quote by the quote, then look at what stands before it."""
    quote = "'" if pattern == OPENING_SINGLE else '"'
    candidate = re.compile(rf"{quote}(?<=[\s;\-\u2013\u2014]{quote})(?=\w)").search
    stock = re.compile(pattern, re.DOTALL | re.UNICODE).search

    def search(data: str, start: int) -> re.Match[str] | None:
        position = start
        while found := candidate(data, position):
            quote_at = found.start()
            match = stock(data, max(start, quote_at - OPENING_WIDEST), quote_at + 2)
            if match:
                return match
            position = found.end()
        return None

    return search
