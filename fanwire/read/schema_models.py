"""What is wrong with a head, in the words of a writer: the only module that imports pydantic.

It has a place for each problem and the nearest right word. Each record of `fanwire.records` gets a pydantic model, made
of the annotations and checks that `schema` goes by, which comes here only when it doesn't like something. So a build of
a site without mistakes never imports pydantic, and editors get a JSON Schema from the same source.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime, tzinfo
from functools import cache, partial
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
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
from fanwire.read.checks import CHECKS, Wrong, filled, flag, items, shown, text_of, when
from fanwire.read.yaml_text import Tree
from fanwire.records.record import Record, fields

T = TypeVar("T", bound=Record)


def validated(record: type[T], tree: Tree, file: str, zone: tzinfo, problems: list[Problem]) -> T | None:
    """Make a `record` of a YAML tree, or find every reason why that can't be done, as `schema.typed` does."""
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
        default = ... if each.required else each.default
        if callable(each.default_factory):
            default = Field(default_factory=each.default_factory)
        elif each.name.endswith("_"):  # `as` is a keyword of Python
            default = Field(default, alias=each.name.rstrip("_"))
        annotation = _annotation(hints[each.name])
        shown[each.name] = (
            Annotated[annotation, AfterValidator(_for_pydantic(filled))]
            if each.required and hints[each.name] is str
            else annotation,
            default,
        )
    config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
    return create_model(record.__name__, __config__=config, __doc__=record.__doc__, **shown)


def _annotation(hint: Any) -> Any:  # noqa: ANN401 - an annotation can be any object
    """Replace records by models and check names by validators, all the way down."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return Annotated[_annotation(args[0]) if args[0] is not datetime else Any, _validator(args[1])]
    if origin in (Union, UnionType):
        return Union[tuple(_annotation(arg) for arg in args)]  # noqa: UP007 - the members are values here
    if origin is tuple:
        return Annotated[tuple[_annotation(args[0]), ...], BeforeValidator(_for_pydantic(items))]  # type: ignore[misc]
    if origin is dict:
        return dict[_annotation(args[0]), _annotation(args[1])]  # type: ignore[misc]
    if _is_record(hint):
        return Annotated[_model(hint), AfterValidator(partial(_as_record, hint))]
    if hint is bool:
        return Annotated[bool, BeforeValidator(_for_pydantic(flag))]
    if hint is str:
        return Annotated[str, BeforeValidator(_for_pydantic(text_of))]
    return hint


def _is_record(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, Record)


def _validator(name: str) -> BeforeValidator:
    """Find a check by the word that annotations have for it."""
    return BeforeValidator(_moment if name == "moment" else _for_pydantic(CHECKS[name]))


def _moment(value: object, info: ValidationInfo) -> object:
    zone = info.context["zone"] if info.context else ZoneInfo("UTC")
    return _for_pydantic(lambda text: when(text, zone))(value)


def _for_pydantic(check: Callable[[Any], object]) -> Callable[[object], object]:
    """Let a check raise what pydantic collects."""

    def checked(value: object) -> object:
        try:
            return check(value)
        except Wrong as wrong:
            context = {"expected": wrong.expected, "got": wrong.got, "hint": wrong.hint}
            raise PydanticCustomError("fanwire", "expected {expected}, got {got}", context) from None

    return checked


def _as_record(record: type[T], model: BaseModel) -> T:
    return record(**{name: getattr(model, name) for name in type(model).model_fields})


# --- problems: pydantic's findings in the words of a writer ----------------------------------------------------------


def _problem(detail: ErrorDetails, record: type[Any], tree: Tree, file: str) -> Problem:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    where, name = _place(path, tree, file), _name(path)
    if path != detail["loc"]:  # the key itself is wrong, not its value
        where = tree.where(*path, "") or where
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        key_place = tree.where(*path, "") or where
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
    expected, got = _SHAPES.get(kind, "something else"), shown(detail["input"])
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
        found = tree.where(*path) or tree.where(*path, "")
        if found:
            return found
        path = path[:-1]
    return tree.where() or Where(file, 1)


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
        hint = get_type_hints(record).get(str(step)) if _is_record(record) else record
        record = next((inner for inner in _leaves(hint) if _is_record(inner)), record)
    left_out = {each.name for each in fields(record) if required and not each.required}
    return [each.name.rstrip("_") for each in fields(record) if each.name not in left_out]


def _leaves(hint: Any) -> list[Any]:  # noqa: ANN401 - an annotation
    inner = [leaf for arg in get_args(hint) for leaf in _leaves(arg)]
    return inner or [hint]
