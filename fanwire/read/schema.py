"""The schema: plain text values in, a typed frozen record out, or every problem.

The records in `fanwire.records` are plain records whose annotations name a check (`Annotated[str, "id"]`). Each
is read here by checks made from those annotations. What they don't like is looked at again by `schema_models`, which
knows pydantic, finds all that is wrong and says it: a site without mistakes never imports that library.
"""

from collections.abc import Callable, Hashable
from datetime import datetime, tzinfo
from functools import cache, partial
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from fanwire.errors import Problem
from fanwire.read.checks import CHECKS, Wrong, filled, flag, items, text_of, when
from fanwire.read.yaml_text import Tree
from fanwire.records.record import Record, fields

T = TypeVar("T", bound=Record)
Check = Callable[[object, tzinfo], object]
"""Reads one value, in a time zone for dates that name none; raises Wrong for anything but the plain and right."""


def typed(record: type[T], tree: Tree, file: str, zone: tzinfo, problems: list[Problem]) -> T | None:
    """Make a `record` of a YAML tree; None, and every reason in `problems`, when that can't be done.

    `zone` is the time zone of dates that name none.
    """
    try:
        return cast("T", record_check(cast("Hashable", record))(tree.value, zone))
    except Wrong:
        from fanwire.read.schema_models import validated  # pydantic costs 100 ms

        return validated(record, tree, file, zone, problems)


@cache
def record_check(record: Any) -> Check:  # noqa: ANN401 - a record's type, which functools wants hashable
    """Make the check of a record: keys with values in, the record out."""
    hints = get_type_hints(record, include_extras=True)
    # `as` is a keyword of Python
    known = {each.name.rstrip("_"): (each.name, _check(hints[each.name])) for each in fields(record)}
    needed = {each.name for each in fields(record) if each.required}
    for key in {each.rstrip("_") for each in needed if hints[each] is str}:
        known[key] = (known[key][0], _filled_text)
    return partial(_record, record, known, frozenset(needed))


def _record(
    record: Callable[..., object],
    known: dict[str, tuple[str, Check]],
    needed: frozenset[str],
    value: object,
    zone: tzinfo,
) -> object:
    made: dict[str, object] = {}
    for key, each in _keys(value).items():
        if key not in known:
            raise Wrong("a known key", key)
        name, check = known[key]
        made[name] = check(each, zone)
    if not needed <= made.keys():
        raise Wrong("more keys", value)
    return record(**made)


def _check(hint: Any) -> Check:  # noqa: ANN401 - an annotation can be any object
    """Make the check of one annotation, all the way down."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return when if args[0] is datetime else partial(_named, CHECKS[args[1]])
    if origin in (Union, UnionType):  # a value that is written is never None
        return _check(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return partial(_list, _check(args[0]))
    if origin is dict:
        return partial(_mapping, _check(args[0]), _check(args[1]))
    if origin is Literal:
        return partial(_word, frozenset(args))
    if isinstance(hint, type) and issubclass(hint, Record):
        return record_check(cast("Hashable", hint))
    return _flag if hint is bool else _text


def _named(check: Callable[[object], object], value: object, _zone: tzinfo) -> object:
    return check(value)


def _list(check: Check, value: object, zone: tzinfo) -> tuple[object, ...]:
    if not isinstance(items(value), list):
        raise Wrong("a list", value)
    return tuple([check(each, zone) for each in cast("list[object]", value)])


def _mapping(check_key: Check, check: Check, value: object, zone: tzinfo) -> dict[object, object]:
    return {check_key(key, zone): check(each, zone) for key, each in _keys(value).items()}


def _keys(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise Wrong("keys with values", value)
    return value


def _word(words: frozenset[str], value: object, _zone: tzinfo) -> object:
    if not isinstance(value, str) or value not in words:
        raise Wrong("one of some words", value)
    return value


def _flag(value: object, _zone: tzinfo) -> object:
    return flag(value)


def _text(value: object, _zone: tzinfo) -> str:
    return text_of(value)


def _filled_text(value: object, _zone: tzinfo) -> str:
    return filled(text_of(value))
