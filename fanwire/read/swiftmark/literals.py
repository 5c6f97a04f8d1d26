r"""What a regular expression needs: strings without which it can't match.

`(?<!!)\[` needs `[`, and `<([A-Za-z]...://[^<>]*)>` needs `://`. Looking for a string costs a hundredth of
running the expression, so a text that lacks it is left alone. The strings come from the expression itself, as
Python's own parser reads it; where that fails or finds nothing, there is no requirement and the expression is run.
"""

from __future__ import annotations

import importlib
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from re import Match, Pattern

# A requirement of more alternatives than this is no cheaper than the expression itself.
MOST_ALTERNATIVES = 8
IGNORE_CASE = 2
NOTHING: frozenset[str] = frozenset([""])


def necessary(regex: Pattern[str]) -> frozenset[str]:
    r"""Give strings of which any match contains at least one; none at all when nothing is known.

    >>> sorted(necessary(re.compile(r"(?<!-)--(?!-)|\d\.{3}")))
    ['--', '...']
    >>> necessary(re.compile(r"\w+"))
    frozenset()
    """
    try:
        tree = importlib.import_module("re._parser").parse(regex.pattern, regex.flags)
    except Exception:  # noqa: BLE001  (a private module of Python: whatever it does elsewhere, we do without it)
        return frozenset()
    return _best(_read(tree, regex.flags).clauses)


class GuardedPattern:
    """A regular expression that is asked only when the text contains what it needs; otherwise it is the same."""

    def __init__(self, regex: Pattern[str], needs: frozenset[str]) -> None:
        """Guard an expression by the strings of which it needs one."""
        self.regex, self.needs = regex, needs
        self.only = next(iter(needs)) if len(needs) == 1 else ""

    def may_match(self, text: str) -> bool:
        """Say whether one of the strings occurs."""
        return self.only in text if self.only else any(need in text for need in self.needs)

    def search(self, text: str, *span: int) -> Match[str] | None:
        """Do what `re.Pattern.search` does."""
        return self.regex.search(text, *span) if self.may_match(text) else None

    def match(self, text: str, *span: int) -> Match[str] | None:
        """Do what `re.Pattern.match` does."""
        return self.regex.match(text, *span) if self.may_match(text) else None

    def finditer(self, text: str, *span: int) -> Iterator[Match[str]]:
        """Do what `re.Pattern.finditer` does."""
        return self.regex.finditer(text, *span) if self.may_match(text) else iter(())

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (everything else is the expression's own)
        return getattr(self.regex, name)


class _Found(NamedTuple):
    """What a piece of an expression matches, as far as it is known."""

    exact: frozenset[str] | None = None  # all the texts it can match, if they are few
    start: frozenset[str] = NOTHING  # the texts it can begin with, when it isn't exact
    clauses: tuple[frozenset[str], ...] = ()  # of each of these, any match contains one


def _read(items: Iterable[tuple[Any, Any]], flags: int) -> _Found:
    """Read a sequence: neighbours whose texts are known grow together into longer strings."""
    run, exact, clauses = NOTHING, True, list[frozenset[str]]()
    for operator, argument in items:
        found = _read_item(str(operator), argument, flags)
        longer = _joined(run, found.exact if found.exact is not None else found.start)
        if longer is not None:
            run = longer
        if longer is None or found.exact is None:
            clauses.append(run)
            run, exact = found.exact or NOTHING if longer is None else NOTHING, False
        clauses += found.clauses
    clauses.append(run)
    useful = tuple(clause for clause in clauses if "" not in clause)
    return _Found(exact=run if exact else None, clauses=useful)


def _read_item(operator: str, argument: Any, flags: int) -> _Found:  # noqa: ANN401
    if operator == "LITERAL":
        return _literal(argument, flags)
    if operator == "IN":
        return _any_of([_read_item(str(kind), value, flags) for kind, value in argument])
    if operator == "BRANCH":
        return _any_of([_read(branch, flags) for branch in argument[1]])
    if operator == "SUBPATTERN":
        _, added, removed, content = argument
        return _read(content, (flags | added) & ~removed)
    if operator == "ATOMIC_GROUP":
        return _read(argument, flags)
    if operator in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _repeated(argument[0], argument[1], _read(argument[2], flags))
    if operator in {"AT", "ASSERT", "ASSERT_NOT"}:
        return _Found(exact=NOTHING)  # they match no text, so their neighbours touch
    return _Found()


def _literal(code: int, flags: int) -> _Found:
    character = chr(code)
    if flags & IGNORE_CASE and (character.lower() != character.upper() or character.casefold() != character):
        return _Found()
    return _Found(exact=frozenset([character]))


def _any_of(branches: Sequence[_Found]) -> _Found:
    exact = [branch.exact for branch in branches]
    known = [texts for texts in exact if texts is not None]
    together = frozenset[str]().union(*known)
    if len(known) == len(exact) and 0 < len(together) <= MOST_ALTERNATIVES:
        return _Found(exact=together, clauses=() if "" in together else (together,))
    best = [_best(branch.clauses) for branch in branches]
    return _Found(clauses=(frozenset[str]().union(*best),)) if best and all(best) else _Found()


def _repeated(least: int, most: int, once: _Found) -> _Found:
    if least == 0:
        return _Found()
    if once.exact is None:
        return _Found(clauses=once.clauses)
    texts = once.exact
    for _ in range(min(least, MOST_ALTERNATIVES) - 1):
        texts = _joined(texts, once.exact) or texts
    complete = least == most and texts == _power(once.exact, least)
    return _Found(exact=texts) if complete else _Found(start=once.exact, clauses=_without_empty(texts))


def _power(texts: frozenset[str], times: int) -> frozenset[str] | None:
    if times > MOST_ALTERNATIVES or len(texts) ** times > MOST_ALTERNATIVES:
        return None
    return frozenset("".join(parts) for parts in product(texts, repeat=times))


def _without_empty(texts: frozenset[str]) -> tuple[frozenset[str], ...]:
    return () if "" in texts else (texts,)


def _joined(first: frozenset[str], second: frozenset[str]) -> frozenset[str] | None:
    """Every text of the first followed by every one of the second, unless that is too many."""
    if len(first) * len(second) > MOST_ALTERNATIVES:
        return None
    return frozenset(a + b for a, b in product(first, second))


def _best(clauses: Iterable[frozenset[str]]) -> frozenset[str]:
    """Choose the requirement that is rarest in prose: long, without blanks, of few alternatives."""
    usable = [clause for clause in clauses if clause and "" not in clause and len(clause) <= MOST_ALTERNATIVES]
    return max(usable, key=_rarity, default=frozenset())


def _rarity(clause: frozenset[str]) -> tuple[int, int, int]:
    marks = min(sum(not (c.isalnum() or c.isspace()) for c in text) for text in clause)
    return marks, min(len(text) for text in clause), -len(clause)
