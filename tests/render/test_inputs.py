"""What the bytes of an output depend on."""

from collections.abc import Iterator
from typing import get_args, get_type_hints

import pytest

from fanwire.records.library import Card, Prose
from fanwire.records.recipe import Recipe
from fanwire.records.record import Record, written
from fanwire.render.inputs import body_finder


def kinds_in(hint: object, found: set[type]) -> Iterator[type]:
    """Name every class that a value of this type may hold, at any depth."""
    for inner in get_args(hint):
        yield from kinds_in(inner, found)
    if not isinstance(hint, type) or hint in found or not hint.__module__.startswith("fanwire."):
        return
    found.add(hint)
    yield hint
    for field in get_type_hints(hint).values():
        yield from kinds_in(field, found)


ALL = sorted(kinds_in(Recipe, set()), key=lambda kind: kind.__name__)


def test_recipes_hold_cards_and_prose() -> None:
    """The list that the other tests go through isn't empty by mistake."""
    assert {Card, Prose} <= set(ALL)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_a_record_that_may_hold_a_body_is_looked_into(kind: type) -> None:
    """Where a body stands, its text is an input."""
    if Prose in set(kinds_in(kind, set())):
        assert issubclass(kind, Record)
        assert body_finder(kind, frozenset())


class _Named(Record, frozen=True):
    name: str


class _Titled(Record, frozen=True):
    name: str


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_Named("a"), _Titled("a")),
        (("a,b",), ("a", "b")),
        ((("a",), ()), (("a",), ("",))),
        (None, "null"),
        (1, True),
        ("\udcff", "\udcfe"),
    ],
    ids=["other records", "a comma", "nothing and an empty word", "none", "one and true", "no text"],
)
def test_values_that_differ_are_written_differently(one: object, other: object) -> None:
    """Equal bytes of inputs have to mean equal inputs."""
    assert written(one) != written(other)
