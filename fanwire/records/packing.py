"""Records as bytes, for the memory and for other processes: pickle, made fast for slotted dataclasses.

Python asks such a class for its `fields()` each time one is pickled; here that is looked up once for each class.
"""

import pickle
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from operator import attrgetter
from typing import Any, cast


def packed(value: object) -> bytes:
    """Pickle a value made of records; `pickle.loads` makes it again."""
    stream = BytesIO()
    _RecordPickler(stream, pickle.HIGHEST_PROTOCOL).dump(value)
    return stream.getvalue()


class _RecordPickler(pickle.Pickler):
    """Python's pickler with the one method that it asks its users to override."""

    def reducer_override(self, obj: Any) -> Any:  # noqa: ANN401 - pickle's own signature
        """Take a record apart into its class and the values of its fields."""
        kind = cast("Hashable", type(obj))
        values = _values(kind)
        return (kind, values(obj)) if values else NotImplemented


@cache
def _values(kind: Hashable) -> Callable[[object], tuple[object, ...]] | None:
    """Make a function that lists a record's values in the order of its constructor; None for what is no record."""
    if not is_dataclass(kind):
        return None
    names = [each.name for each in fields(kind)]
    if len(names) == 1:  # attrgetter gives one value bare
        only = attrgetter(names[0])
        return lambda record: (only(record),)
    return cast("Callable[[object], tuple[object, ...]]", attrgetter(*names)) if names else lambda _: ()
