"""The schema: plain text values in, a typed frozen record out, or every problem.

A problem has its place and the nearest right word. This is the only module that imports pydantic. The records in
`fanwire.records` are ordinary dataclasses whose annotations name a check (`Annotated[str, "id"]`); here each one gets a
pydantic model made from those annotations. So a build that finds its parsed documents in memory never imports pydantic,
and editors get a JSON Schema from the same source.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from dataclasses import Field as DataclassField
from datetime import datetime, tzinfo
from functools import cache, partial
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    create_model,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from fanwire.errors import Problem, Where, did_you_mean
from fanwire.read.moments import moment
from fanwire.read.web_addresses import scheme, split
from fanwire.read.yaml_text import Tree
from fanwire.records.slugs import slugify

Record = TypeVar("Record")

_YES, _NO = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})
_PERMALINK_WORDS = frozenset({"year", "month", "day", "slug", "section", "id"})


def typed(record: type[Record], tree: Tree, file: str, zone: tzinfo, problems: list[Problem]) -> Record | None:
    """Make a `record` of a YAML tree; None, and every reason in `problems`, when that can't be done.

    `zone` is the time zone of dates that name none.
    """
    try:
        model = _model(cast("Hashable", record)).model_validate(tree.value, context={"zone": zone})
    except ValidationError as error:
        problems.extend(_problem(detail, record, tree, file) for detail in error.errors(include_url=False))
        return None
    return _as_record(record, model)


def json_schema(record: Hashable) -> dict[str, Any]:
    """Describe a record's front matter as JSON Schema (draft 2020-12), for editors."""
    return _model(record).model_json_schema(by_alias=True)


@cache
def _model(record: Any) -> type[BaseModel]:  # noqa: ANN401 - a record's type, which functools wants hashable
    """Show pydantic a record: the same fields, each annotation with its check."""
    hints = get_type_hints(record, include_extras=True)
    shown: dict[str, Any] = {}
    for each in fields(record):
        default = each.default if each.default is not MISSING else ...
        if each.default_factory is not MISSING:
            default = Field(default_factory=each.default_factory)
        if each.name.endswith("_"):  # `as` is a keyword of Python
            default = Field(default if each.default is not MISSING else ..., alias=each.name.rstrip("_"))
        annotation = _annotation(hints[each.name])
        shown[each.name] = (
            Annotated[annotation, AfterValidator(_filled)] if _must_say(each, hints) else annotation,
            default,
        )
    config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
    return create_model(record.__name__, __config__=config, __doc__=record.__doc__, **shown)


def _must_say(each: DataclassField[Any], hints: Mapping[str, Any]) -> bool:
    return hints[each.name] is str and each.default is MISSING and each.default_factory is MISSING


def _annotation(hint: Any) -> Any:  # noqa: ANN401 - an annotation can be any object
    """Replace records by models and check names by validators, all the way down."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return Annotated[_annotation(args[0]) if args[0] is not datetime else Any, _CHECKS[args[1]]]
    if origin in (Union, UnionType):
        return Union[tuple(_annotation(arg) for arg in args)]  # noqa: UP007 - the members are values here
    if origin is tuple:
        return Annotated[tuple[_annotation(args[0]), ...], BeforeValidator(_items)]  # type: ignore[misc]
    if origin is dict:
        return dict[_annotation(args[0]), _annotation(args[1])]  # type: ignore[misc]
    if is_dataclass(hint) and isinstance(hint, type):
        return Annotated[_model(hint), AfterValidator(partial(_as_record, hint))]
    if hint is bool:
        return Annotated[bool, BeforeValidator(_flag)]
    if hint is str:
        return Annotated[str, BeforeValidator(_text)]
    return hint


def _as_record(record: type[Record], model: BaseModel) -> Record:
    return record(**{name: getattr(model, name) for name in type(model).model_fields})


# --- problems: pydantic's findings in the words of a writer ----------------------------------------------------------


def _problem(detail: ErrorDetails, record: type[Any], tree: Tree, file: str) -> Problem:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    where, name = _place(path, tree, file), _name(path)
    if path != detail["loc"]:  # the key itself is wrong, not its value
        where = tree.positions.get((*path, ""), where)
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        key_place = tree.positions.get((*path, ""), where)
        known = _known(record, path[:-1])
        near = did_you_mean(str(path[-1]), known)
        return Problem(key_place, f'unknown key "{path[-1]}"{near}', "" if near else f"known keys: {', '.join(known)}")
    if kind == "missing":
        return Problem(
            where, f'the key "{path[-1]}" is missing{_inside(path[:-1])}', _MISSING_HINTS.get(str(path[-1]), "")
        )
    if kind == "literal_error":
        value = str(_value(tree, path))
        allowed = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        words = ", ".join(allowed[:-1]) + " or " + allowed[-1] if len(allowed) > 1 else "".join(allowed)
        return Problem(where, f'{name}: expected {words}, got "{value}"{did_you_mean(value, allowed)}')
    if kind == "fanwire":
        hint = str(context.get("hint", "")) or _MISSING_HINTS.get(str(path[-1]), "")
        return Problem(where, f"{name}: {detail['msg']}", hint)
    expected, got = _SHAPES.get(kind, "something else"), _shown(detail["input"])
    inner = _known(record, path, required=True) if kind.startswith("model") else []
    return Problem(
        where,
        f"{name}: expected {expected}, got {got}",
        f"write {{{', '.join(f'{key}: ...' for key in inner)}}}" if inner else "",
    )


_SHAPES: Mapping[str, str] = {
    "tuple_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "string_type": "text",
}
_MISSING_HINTS: Mapping[str, str] = {
    "alt": "say what the picture shows, for readers who don't see it",
    "base_url": "write base_url: and where the built site will live, such as https://herald.example/",
    "name": "write name: and the name as readers see it",
    "title": "write title: and what readers see first",
}


def _place(path: tuple[int | str, ...], tree: Tree, file: str) -> Where:
    while path:
        if path in tree.positions:
            return tree.positions[path]
        if (*path, "") in tree.positions:
            return tree.positions[(*path, "")]
        path = path[:-1]
    return tree.positions.get((), Where(file, 1))


def _name(path: tuple[int | str, ...]) -> str:
    """Name a value by its keys: `("corrections", 0, "date") -> "corrections.date"`.

    The line says which item is meant.
    """
    return ".".join(step for step in path if isinstance(step, str))


def _inside(path: tuple[int | str, ...]) -> str:
    return f' in "{_name(path)}"' if path else ""


def _value(tree: Tree, path: tuple[int | str, ...]) -> object:
    value: Any = tree.value
    for step in path:
        value = value[step]
    return value


def _known(record: Any, path: tuple[int | str, ...], *, required: bool = False) -> list[str]:  # noqa: ANN401 - a record's type
    """List the keys that a mapping at `path` may have, or only those that it must have."""
    for step in path:
        if isinstance(step, int):
            continue
        hint = get_type_hints(record).get(str(step)) if is_dataclass(record) else record
        record = next((inner for inner in _leaves(hint) if is_dataclass(inner)), record)
    optional = (each for each in fields(record) if each.default is not MISSING or each.default_factory is not MISSING)
    left_out = {each.name for each in optional} if required else set()
    return [each.name.rstrip("_") for each in fields(record) if each.name not in left_out]


def _leaves(hint: Any) -> list[Any]:  # noqa: ANN401 - an annotation
    inner = [leaf for arg in get_args(hint) for leaf in _leaves(arg)]
    return inner or [hint]


# --- checks: plain functions, text in, value out ---------------------------------------------------------------------


def _wrong(expected: str, value: object, hint: str = "") -> PydanticCustomError:
    context = {"expected": expected, "got": _shown(value), "hint": hint}
    return PydanticCustomError("fanwire", "expected {expected}, got {got}", context)


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else "a list" if isinstance(value, list) else "keys with values"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _wrong("text", value, "quote it if it begins with [ or {")
    return value.strip()


def _filled(value: str) -> str:
    """Refuse empty text where some is required, such as a title or what a picture shows."""
    if not value:
        raise _wrong("text", value)
    return value


def _items(value: object) -> object:
    if isinstance(value, str):
        raise _wrong("a list", value, f"write [{value}]")
    return value


def _flag(value: object) -> object:
    if isinstance(value, bool):
        return value
    word = str(value).casefold()
    if word not in _YES | _NO:
        raise _wrong("true or false", value)
    return word in _YES


def _count(value: object) -> int:
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or not 0 < int(value) < 100_000:  # noqa: PLR2004 - a bound
        raise _wrong("a number from 1", value)
    return int(value)


def _moment(value: object, info: ValidationInfo) -> datetime:
    try:
        return moment(str(value), info.context["zone"] if info.context else ZoneInfo("UTC"))
    except ValueError:
        raise _wrong("a date", value, "write 2026-08-22, or 2026-08-22 18:00 +09:00 to give a time") from None


def _id(value: object) -> str:
    text = _text(value)
    if text and slugify(text) != text:
        raise _wrong("an id", value, f'ids are written like "{slugify(text) or "park-ji-hu"}"')
    return text


def _slug(value: object) -> str:
    text = _text(value)
    if text and slugify(text) != text:
        raise _wrong("a slug", value, f'write "{slugify(text)}"' if slugify(text) else "letters, digits and hyphens")
    return text


def _address(value: object) -> str:
    text = _text(value)
    leads = scheme(text) if text else "https"
    rooted = text.startswith("/") and not text.startswith("//")
    if not rooted and (leads not in {"http", "https", "mailto"} or any(c.isspace() or c in '<>"\\' for c in text)):
        raise _wrong("an address", value, 'write "https://..." or a path from the root such as "/about/"')
    return text


def _web_address(value: object) -> str:
    text = _text(value)
    parts = split(text)
    leads_there = parts and parts.scheme in {"http", "https"} and parts.hostname
    if text and (not leads_there or not text.isprintable() or " " in text):
        raise _wrong("a web address", value, "write https://...")
    return text


def is_site_address(text: str) -> bool:
    """Tell whether a site can live there: `https://herald.example/blog/`, no query, no fragment."""
    parts = split(text)
    host = (
        parts
        and parts.scheme in {"http", "https"}
        and re.fullmatch(r"([\w.-]+|\[[\da-f:.]+\])(:\d+)?", parts.netloc, re.IGNORECASE)
    )
    return bool(parts and host and not parts.query and not parts.fragment)


def _site_address(value: object) -> str:
    text = _text(value)
    if not is_site_address(text):
        raise _wrong("the site's address", value, "write https://herald.example/")
    return text


def _alias(value: object) -> str:
    text = _text(value)
    path = unquote(text)
    unsafe = "//" in path or "\\" in path or {".", ".."} & set(path.split("/")) or not path.isprintable()
    if not text.startswith("/") or unsafe or "?" in text or "#" in text:
        raise _wrong("a path from the root", value, 'write "/2022/04/old-address/"')
    return text


def _authority(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"([\w.+-]+@)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", text, re.ASCII):
        raise _wrong("a host", value, 'write the one that ids began with, such as "herald.example"')
    return text


def _permalink(value: object) -> str:
    text = _text(value)
    words = set(re.findall(r"{(.*?)}", text))
    shaped = text.startswith("/") and text.endswith("/") and "//" not in text and text.isprintable()
    braces = len(re.findall(r"[{}]", text)) == 2 * len(re.findall(r"{\w+}", text))
    if not shaped or not braces or not {"slug"} <= words <= _PERMALINK_WORDS or ".." in text:
        raise _wrong(
            "a permalink pattern", value, 'write "/{year}/{month}/{slug}/"; also possible: {day} {section} {id}'
        )
    return text


def _timezone(value: object) -> str:
    text = _text(value)
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        raise _wrong("a time zone", value, 'write "Asia/Seoul" or "UTC"') from None
    return text


def _language(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise _wrong("a language tag", value, 'write "en", "ko" or "pt-BR" (BCP 47)')
    return text


_CHECK_OF: Mapping[str, Callable[..., object]] = {
    "address": _address,
    "alias": _alias,
    "authority": _authority,
    "count": _count,
    "id": _id,
    "language": _language,
    "moment": _moment,
    "permalink": _permalink,
    "site-address": _site_address,
    "slug": _slug,
    "timezone": _timezone,
    "web-address": _web_address,
}
_CHECKS: Mapping[str, BeforeValidator] = {name: BeforeValidator(check) for name, check in _CHECK_OF.items()}
