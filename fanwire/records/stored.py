"""Documents as bytes, for the memory, and back: in a third of pickle's time, and equal documents give equal bytes.

What `marshal` knows is stored as it is. Anything else is a form, `(maker, values, odd)`: the number of what makes it,
and what it is made of; the values at the places `odd` are forms themselves.
"""

import marshal
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from fanwire.errors import Where
from fanwire.records import document as texts
from fanwire.records import matter as heads
from fanwire.records.config import NamedLink
from fanwire.records.document import Document, Heading, Reference
from fanwire.records.packed import packed
from fanwire.records.record import Record

Form = tuple[int, Any, tuple[int, ...]]


def stored(document: Document) -> bytes:
    """Make bytes of a document; `restored` makes it again."""
    return packed(_form(document))


def restored(content: bytes) -> Document:
    """Make a document of what `stored` made of it."""
    document: Document = _made(marshal.loads(content))  # noqa: S302 - written by us, and checked by its digest
    return document


def _form(value: Any) -> Form:  # noqa: ANN401 - whatever is to be stored
    kind = type(value)
    if kind is tuple and (inner := type(value[0])) in _FLAT and {*map(type, value)} == {inner}:
        return _SERIES, (_NUMBERS[inner], *map(_APART[inner], value)), ()
    values = _APART[kind](value)
    odd = tuple([at for at, each in enumerate(values) if type(each) not in _PLAIN and not _is_plain(each)])
    if odd:
        values = list(values)
        for at in odd:
            values[at] = _form(values[at])
    return _NUMBERS[kind], values, odd


def _is_plain(value: object) -> bool:
    """Tell whether a tuple or a dict holds nothing but what marshal knows."""
    if type(value) is tuple:
        return _PLAIN.issuperset(map(type, value))
    return type(value) is dict and _PLAIN.issuperset(map(type, value.values()))


def _made(form: Form) -> Any:  # noqa: ANN401 - whatever was stored
    number, values, odd = form
    if odd:
        for at in odd:
            values[at] = _made(values[at])
    return _MAKERS[number](*values)


def _tuple(*values: object) -> tuple[object, ...]:
    return values


def _series(number: int, *rows: tuple[object, ...]) -> tuple[object, ...]:
    """Make several records of one kind."""
    make = _MAKERS[number]
    return tuple([make(*row) for row in rows])


def _mapping(keys: tuple[object, ...], *values: object) -> dict[object, object]:
    return dict(zip(keys, values, strict=True))


def _mapping_apart(value: dict[object, object]) -> tuple[object, ...]:
    return tuple(value), *value.values()


def _moment(year: int, month: int, day: int, hour: int, minute: int, second: int, zone: str | int) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=_zone(zone))


def _moment_apart(value: datetime) -> tuple[object, ...]:
    zone = value.tzinfo
    where = zone.key if isinstance(zone, ZoneInfo) else 0 if zone is UTC else _offset(value)
    return value.year, value.month, value.day, value.hour, value.minute, value.second, where


def _offset(value: datetime) -> int:
    return round((value.utcoffset() or timedelta()).total_seconds())


def _zone(name: str | int) -> tzinfo:
    if isinstance(name, str):
        return ZoneInfo(name)
    return timezone(timedelta(seconds=name)) if name else UTC


def _reference(target: str, fragment: str, flags: tuple[bool, bool], place: tuple[str, int, int]) -> Reference:
    return Reference(target, fragment, *flags, Where(*place))


def _reference_apart(value: Reference) -> tuple[object, ...]:
    where = value.where
    return value.target, value.fragment, (value.by_id, value.picture), (where.file, where.line, where.column)


def _record_apart(record: type[Record]) -> Callable[[Any], Any]:
    names = record.__struct_fields__
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


_RECORDS: tuple[type[Record], ...] = (
    Document, Heading, Where, NamedLink, texts.Body, texts.SpoilerBlock, texts.CastBlock, texts.ReadMoreBlock,
    texts.VideoBlock, texts.GalleryBlock, texts.QuoteBlock, texts.KnownBlock, texts.TimelineBlock, texts.ClaimMark,
    heads.ArticleMatter, heads.PageMatter, heads.ShowMatter, heads.PersonMatter, heads.AuthorMatter, heads.ImageMatter,
    heads.CorrectionMatter, heads.ClaimMatter, heads.RoleMatter, heads.SeasonMatter,
)  # fmt: skip
_PLAIN = frozenset({str, int, bool, bytes, type(None)})
_FLAT = frozenset({Reference, Heading})
"""Records that hold nothing but what is plain, and of which a document has many."""
_MAKERS: tuple[Callable[..., Any], ...] = (_series, _tuple, _mapping, _moment, _reference, *_RECORDS)
_SERIES = 0
_NUMBERS: Mapping[type, int] = {
    kind: number for number, kind in enumerate((tuple, dict, datetime, Reference, *_RECORDS), 1)
}
_APART: Mapping[type, Callable[[Any], Any]] = {
    tuple: tuple, dict: _mapping_apart, datetime: _moment_apart, Reference: _reference_apart,
    **{record: _record_apart(record) for record in _RECORDS},
}  # fmt: skip
