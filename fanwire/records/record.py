"""What records are made of: msgspec's structs, which are made, compared, pickled and written out by C code.

A build makes a hundred thousand records, and every start makes their classes: dataclasses take ten times as long for
both (docs/decisions/0032-records-are-structs.md). The only importer of msgspec.
"""
# ruff: noqa: E402 - something comes before the import of msgspec

import sys

# msgspec asks typing_extensions where that is installed, for no more than typing has; importing it takes 15 ms.
_HIDDEN = sys.modules.setdefault("typing_extensions", None) is None  # type: ignore[arg-type]

from msgspec import Struct, field
from msgspec.json import Encoder
from msgspec.structs import asdict, fields, replace

if _HIDDEN:
    del sys.modules["typing_extensions"]

__all__ = ["Record", "asdict", "field", "fields", "replace", "written"]

_encode = Encoder().encode


class Record(Struct, frozen=True, array_like=True, tag=True):
    """The parent that msgspec asks for; `array_like` and `tag` make `written` write its class, then its values."""


def written(value: object) -> bytes:
    """Write a value so that no other value of its type is written alike: `["Link","News","/sections/news/",""]`.

    Python writes what is no JSON: a path of bytes that are no text, a class that msgspec doesn't know.
    """
    try:
        made = _encode(value)
    except (TypeError, UnicodeEncodeError):
        return repr(value).encode("utf-8", "surrogatepass")
    return made
