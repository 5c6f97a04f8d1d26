"""Quotes, dashes and dots in all plain texts of a document at once, for the direct way.

The texts stand in one string, parted by signs that none of them contains: they mark where smarty would see the
beginning or the end of a text. Quotes whose turn is certain from what stands on both sides are set by a few searches
over the whole; a text in which any other quote is left is set by smarty's rules themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from markdown.extensions import smarty

from .pieces import escaped
from .signs import EDGES, ESCAPED, PART, Unusual
from .smart_quotes import CLOSING_SINGLE, Rule, Typesetter, apostrophe_of, rules_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown.inlinepatterns import Pattern
    from markdown.treeprocessors import InlineProcessor

# After one of these a quote can only close. Not after the `s` of `it's`: smarty doesn't look back across what it set.
# Not before another quote, which makes a pair that has rules of its own. After white space, a dash, an opening bracket
# or nothing, and before a letter, a quote can only open; but a digit may begin a decade ('80s), and a lone `s` at the
# very beginning of a text is taken for the end of a word.
CERTAIN = {
    "rdquo": ('"', r'"(?<=[\w.,!?:)]")(?<!\'s")(?![\'"])'),
    "ldquo": ('"', f'"(?<=[\\s\u2013\u2014({EDGES}]")(?=[^\\W_])'),
    "rsquo": ("'", r"'(?<=[\w.,!?:)]')(?![\"'\d])"),
    "lsquo": ("'", f"'(?:(?<=[\\s\u2013\u2014]')|(?<=[({EDGES}]')(?!s\\b))(?=[^\\W\\d_])"),
}
DASHES = {r"(?<!-)---(?!-)": ("---", r"---(?<!----)(?!-)"), r"(?<!-)--(?!-)": ("--", r"--(?<!---)(?!-)")}
DOTS = {r"(?<!\.)\.{3}(?!\.)": ("...", r"\.\.\.(?<!\.\.\.\.)(?!\.)")}
EDGE = re.compile(f"([{EDGES}])")
ENTITY = re.compile(r"(?:&#?\w+;)+")


class Search(NamedTuple):
    """What to look for, how to find where it counts, and what to put there."""

    need: str
    sub: Callable[[str, str], str]
    entity: str


class Typography(NamedTuple):
    """All searches in their order, and what sets a single text with a quote that they leave."""

    searches: tuple[Search, ...]
    quotes: bool
    typesetter: Callable[[], Typesetter]


NONE = Typography((), quotes=False, typesetter=lambda: Typesetter((), None, cast("InlineProcessor", None)))


def typography(stock: InlineProcessor) -> Typography | None:
    """Give the searches that do what smarty's patterns do; None when these are not the ones that smarty brings."""
    patterns = cast("list[Pattern]", list(stock.inlinePatterns))
    rules = rules_of(patterns)
    if rules is None or not all(ENTITY.fullmatch(part) for rule in rules for part in rule.parts if type(part) is str):
        return None
    expected = [*DASHES, *(pattern for pattern, _ in _quotes("", "", "", "")), *DOTS]
    given = [pattern.pattern for pattern in patterns]
    if given != [pattern for pattern in expected if pattern in given]:
        return None
    by_pattern = dict(zip(given, rules, strict=True))
    quotes = _certain_quotes(by_pattern)
    if quotes is None:
        return None
    searches = (*_plain(DASHES, by_pattern), *quotes, *_plain(DOTS, by_pattern))
    apostrophe = apostrophe_of(patterns)
    return Typography(searches, bool(quotes), lambda: Typesetter(rules, apostrophe, stock))


def dressed(text: str, use: Typography, restore: Callable[[str], str], *, entities: bool) -> str:
    """Set all quotes, dashes and dots in a string of many texts; `restore` puts smarty's entities in."""
    plain = f"{PART}{text}"
    for need, sub, entity in use.searches:
        if need in plain:
            plain = sub(entity, plain)
    if not use.quotes or ("'" not in plain and '"' not in plain):
        return plain[1:]
    before, after = (EDGE.split(texts) for texts in (text, plain[1:]))
    typesetter = use.typesetter()
    for index in range(0, len(after), 2):
        if "'" in after[index] or '"' in after[index]:
            alone = before[index]
            if ESCAPED in alone or (entities and "&" in alone):
                raise Unusual  # smarty sees a placeholder where these stand
            alone = alone.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            after[index] = restore(escaped(typesetter.changed(alone)))
    return "".join(after)


def _plain(searched: dict[str, tuple[str, str]], rules: dict[str, Rule]) -> list[Search]:
    return [
        Search(need, re.compile(regex).sub, str(rules[pattern].parts[0]))
        for pattern, (need, regex) in searched.items()
        if pattern in rules
    ]


def _certain_quotes(rules: dict[str, Rule]) -> list[Search] | None:
    """Give the searches for quotes: none where smarty sets none, None where it sets them in a way of its own."""
    names = {"ldquo": '"', "lsquo": "'", "rdquo": smarty.closingDoubleQuotesRegex, "rsquo": CLOSING_SINGLE}
    entities = {name: str(rules[pattern].parts[0]) for name, pattern in names.items() if pattern in rules}
    if len(entities) < len(names):
        return None if entities else []
    if any(pattern not in rules or rules[pattern].parts != parts for pattern, parts in _quotes(**entities)):
        return None
    return [Search(need, re.compile(regex).sub, entities[name]) for name, (need, regex) in CERTAIN.items()]


def _quotes(ldquo: str, lsquo: str, rdquo: str, rsquo: str) -> Sequence[tuple[str, tuple[int | str, ...]]]:
    """Give smarty's patterns for quotes in their order, with what each puts in the place of a match."""
    return (
        (smarty.singleQuoteStartRe, (rsquo,)),
        (smarty.doubleQuoteStartRe, (rdquo,)),
        (smarty.doubleQuoteSetsRe, (ldquo + lsquo,)),
        (smarty.singleQuoteSetsRe, (lsquo + ldquo,)),
        (smarty.doubleQuoteSetsRe2, (rsquo + rdquo,)),
        (smarty.singleQuoteSetsRe2, (rdquo + rsquo,)),
        (smarty.decadeAbbrRe, (rsquo,)),
        (smarty.openingSingleQuotesRegex, (1, lsquo)),
        (smarty.closingSingleQuotesRegex, (rsquo,)),
        (smarty.closingSingleQuotesRegex2, (rsquo, 1)),
        (smarty.remainingSingleQuotesRegex, (lsquo,)),
        (smarty.openingDoubleQuotesRegex, (1, ldquo)),
        (smarty.closingDoubleQuotesRegex, (rdquo,)),
        (smarty.closingDoubleQuotesRegex2, (rdquo,)),
        (smarty.remainingDoubleQuotesRegex, (ldquo,)),
    )
