"""What records are made of: msgspec's structs, which are made, compared, pickled and written out by C code.

A build makes a hundred thousand records, and every start makes their classes: dataclasses take ten times as long for
both (docs/decisions/0032-records-are-structs.md). The only importer of msgspec.
"""

from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.json import Encoder
from msgspec.structs import asdict, fields
from msgspec.structs import replace as _replace

__all__ = ["Record", "asdict", "field", "fields", "replace", "written"]

T = TypeVar("T")

_encode = Encoder().encode


class Record(Struct, frozen=True, array_like=True, tag=True):
    """The parent that msgspec asks for; `array_like` and `tag` make `written` write its class, then its values."""


def replace(record: T, **changes: Any) -> T:  # noqa: ANN401 - fields of any type
    """Copy a record with some fields changed: `replace(article, title="...")`; the few dataclasses too."""
    if isinstance(record, Record):
        return _replace(record, **changes)
    import dataclasses

    return dataclasses.replace(record, **changes)  # type: ignore[type-var]  # the other kind of record there is


def written(value: object) -> bytes:
    """Write a value so that no other value of its type is written alike: `["Link","News","/sections/news/",""]`.

    Python writes what is no JSON: a path of bytes that are no text, a class that msgspec doesn't know.
    """
    try:
        made = _encode(value)
    except (TypeError, UnicodeEncodeError):
        return repr(value).encode("utf-8", "surrogatepass")
    return made
