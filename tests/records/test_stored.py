"""Documents as bytes: each comes back as it was, frozen like any other, and equal ones give equal bytes."""

from datetime import UTC, datetime, timedelta, timezone
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanwire.errors import Where
from fanwire.records.document import Body, Document, Reference, head_positions
from fanwire.records.matter import PageMatter
from fanwire.records.record import Record
from fanwire.records.stored import restored, stored

ZONES = st.sampled_from([ZoneInfo("Asia/Seoul"), ZoneInfo("UTC"), UTC, timezone(timedelta(hours=-9, minutes=-30))])
MOMENTS = st.datetimes(timezones=ZONES).map(lambda when: when.replace(microsecond=0, fold=0))


def values(hint: Any, depth: int) -> st.SearchStrategy[Any]:  # noqa: ANN401 - an annotation
    """Make values of any annotation that records have, with lists in lists down to a depth."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return st.one_of([values(each, depth) for each in args])
    if origin is tuple:
        return st.lists(values(args[0], depth - 1), max_size=2).map(tuple) if depth else st.just(())
    if origin is dict:
        return st.dictionaries(values(args[0], 0), values(args[1], depth - 1), max_size=2) if depth else st.just({})
    if origin is Literal:
        return st.sampled_from(args)
    if isinstance(hint, type) and issubclass(hint, Record):
        hints = get_type_hints(hint)
        return st.builds(hint, **{name: values(hints[name], depth) for name in hint.__struct_fields__})
    return MOMENTS if hint is datetime else st.text("aé\n가", max_size=3) if hint is str else st.from_type(hint)


DOCUMENTS = values(Document, 2)


@settings(max_examples=30, deadline=None)
@given(DOCUMENTS)
def test_a_document_comes_back_as_it_was(document: Document) -> None:
    again = restored(stored(document))
    assert again == document
    assert repr(again) == repr(document)  # the kinds of all records and time zones, too
    assert stored(again) == stored(document)


def test_what_comes_back_is_frozen() -> None:
    reference = Reference("lomon", "", by_id=True, picture=False, where=Where("a.md", 3, 7))
    document = restored(stored(Document("a.md", "", "a", PageMatter("A"), Body(references=(reference,)))))
    for record, name in ((document, "file"), (document.matter, "title"), (document.body.references[0], "target")):
        with pytest.raises(AttributeError, match="immutable"):
            setattr(record, name, "other")


def test_equal_documents_give_equal_bytes_whoever_made_their_strings() -> None:
    def document(title: str) -> Document:
        return Document("a.md", "content", title, PageMatter(title, slug=title), Body())

    shared, apart = "a-title", "a-titles"[:-1]
    assert stored(document(shared)) == stored(document(apart))


@given(st.dictionaries(st.lists(st.sampled_from(["a", "b", "a b", 0, 1, 10]), max_size=3).map(tuple), st.just((3, 7))))
def test_a_value_of_the_head_is_found_where_it_stands_or_its_parent_does(
    places: dict[tuple[str | int, ...], tuple[int, int]],
) -> None:
    numbered = {path: (line, 2 * line) for line, path in enumerate(places, 1)}
    document = Document("a.md", "", "a", PageMatter("A"), Body(), head_positions(numbered))
    for path in [*numbered, ("a", "b", "c"), ("x",), ()]:
        known = [path[:length] for length in range(len(path), -1, -1) if path[:length] in numbered]
        assert document.where(*path) == Where("a.md", *(numbered[known[0]] if known else (0, 0)))
