"""Which bodies a page shows: the types of its record tell where they may stand, so nobody walks through all values."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Union, cast, get_args, get_origin, get_type_hints

from fanwire.records.feed import KeptItem
from fanwire.records.prose import Prose
from fanwire.records.record import Record

FindBodies = Callable[[object], list[str]]
"""Lists the files of the bodies in a value."""


def body_finder(hint: object, within: frozenset[object]) -> FindBodies | None:
    """Make a function that lists the bodies in a value of this type; None where it can't hold any.

    `within` are the types around it.
    """
    if hint is KeptItem:
        return lambda value: [cast("KeptItem", value).file] * cast("KeptItem", value).has_body
    if hint is Prose:
        return lambda value: [cast("Prose", value).file]
    if get_origin(hint) is tuple:
        return _of_each(body_finder(get_args(hint)[0], within))
    if get_origin(hint) in {Union, UnionType}:
        finders = {kind: find for kind in get_args(hint) if (find := body_finder(kind, within))}
        return _by_kind(finders) if finders else None
    if not isinstance(hint, type) or hint in within or not _may_hold_prose(hint):
        return None
    hints = hints_of(hint)
    inner = [(name, find) for name in hints if (find := body_finder(hints[name], within | {hint}))]
    return (lambda value: [file for name, find in inner for file in find(getattr(value, name))]) if inner else None


@cache
def _may_hold_prose(kind: type) -> bool:
    """Follow the types of a record's fields, of their fields, and so on."""
    seen, pending = {kind}, [kind]
    while pending:
        found = _records_below(pending.pop()) - seen
        if Prose in found:
            return True
        seen |= found
        pending += found
    return False


@cache
def _records_below(kind: type) -> frozenset[type]:
    """List the records that the fields of one may hold: `ArticlePage -> {Head, Article}`."""
    if not issubclass(kind, Record):
        return frozenset()
    return frozenset(inner for hint in hints_of(kind).values() for inner in _records_in(hint))


def _records_in(hint: object) -> Iterator[type]:
    """List the records in a type: `tuple[Card | Spoiler, ...] -> Card, Spoiler`."""
    if isinstance(hint, type) and issubclass(hint, Record):
        yield hint
    for inner in get_args(hint):
        yield from _records_in(inner)


@cache
def hints_of(kind: type) -> Mapping[str, object]:
    """Give the types of a record's fields; what stands in quotes takes long to resolve, and hardly any does."""
    hints: Mapping[str, object] = kind.__annotations__
    return get_type_hints(kind) if any(isinstance(hint, str) for hint in hints.values()) else hints


def _of_each(find: FindBodies | None) -> FindBodies | None:
    return (lambda value: [file for each in cast("tuple[object]", value) for file in find(each)]) if find else None


def _by_kind(finders: Mapping[object, FindBodies]) -> FindBodies:
    """Choose by the class of the value; a value of another class, such as None, holds no body."""
    nothing: FindBodies = lambda _: []  # noqa: E731 - a name for the fallback
    return lambda value: finders.get(type(value), nothing)(value)
