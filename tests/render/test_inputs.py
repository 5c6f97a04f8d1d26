"""What the bytes of an output depend on."""

from collections.abc import Iterator
from typing import get_args, get_type_hints

import pytest

from fanwire.records.library import Card, Prose
from fanwire.records.recipe import Recipe
from fanwire.records.record import Record
from fanwire.render.inputs import WITHOUT_BODIES


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
    """Where a body stands, its text is an input; a record that is digested as a whole must have none."""
    if Prose in set(kinds_in(kind, set())):
        assert issubclass(kind, Record)
        assert kind not in WITHOUT_BODIES
