"""What records are made of: msgspec's structs, which are made, compared, pickled and written out by C code.

A build makes a hundred thousand records, and every start makes their classes: dataclasses take ten times as long for
both (docs/decisions/0032-records-are-structs.md). The only importer of msgspec.
"""

from typing import Any, TypeVar

from msgspec import Struct as Record
from msgspec import field
from msgspec.structs import asdict, fields
from msgspec.structs import replace as _replace

__all__ = ["Record", "asdict", "field", "fields", "replace"]

T = TypeVar("T")


def replace(record: T, **changes: Any) -> T:  # noqa: ANN401 - fields of any type
    """Copy a record with some fields changed: `replace(article, title="...")`; the few dataclasses too."""
    if isinstance(record, Record):
        return _replace(record, **changes)
    import dataclasses

    return dataclasses.replace(record, **changes)  # type: ignore[type-var]  # the other kind of record there is
