"""Plain values as bytes, by `marshal`: equal values give equal bytes, in every process."""

import marshal

# Later versions of the format note which values are one object: equal values could come out differently, and reading
# them takes several times as long.
_VERSION = 2


def packed(value: object) -> bytes:
    """Pack tuples, lists, dicts, strings and numbers; `marshal.loads` makes them again."""
    return marshal.dumps(value, _VERSION)  # type: ignore[arg-type]  # the type it asks for has no name to import
