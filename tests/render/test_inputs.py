"""What the bytes of an output depend on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import get_args, get_type_hints

import pytest

from fanwire.records.cards import Card
from fanwire.records.pages import Head, ListPage, Pager
from fanwire.records.prose import Prose
from fanwire.records.recipe import Recipe, TemplateRecipe
from fanwire.records.record import Record, replace, written
from fanwire.render.inputs import changed_inputs, input_digester, record_digester
from fanwire.render.shown_bodies import body_finder


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


_CARD = Card(
    "wrap",
    "It is a wrap",
    "/wrap/",
    datetime(2026, 2, 1, tzinfo=UTC),
    None,
    "",
    None,
    None,
    None,
    (),
    2,
    featured=False,
    spoilers="",
)
_OLDER = replace(_CARD, id="start", title="It starts")


def _listed(*cards: Card) -> TemplateRecipe:
    head = Head("News", "", "/news/", "https://herald.example/news/", "website")
    page = ListPage(head, "Tag", "News", "", cards, len(cards), Pager(1, 1, "", ""))
    return TemplateRecipe("news/index.html", "news", "list.html", page)


def test_lists_of_equal_cards_have_one_digest() -> None:
    """A card that many lists show is digested once, for what it says and not for which object it is."""
    digest = input_digester({}, {}, str, record_digester())
    again = replace(_CARD)
    assert again is not _CARD
    assert (
        digest(_listed(_CARD, _OLDER))
        == digest(_listed(again, _OLDER))
        == input_digester({}, {}, str, record_digester())(_listed(again, replace(_OLDER)))
    )


@pytest.mark.parametrize(
    "other",
    [
        (_OLDER, _CARD),
        (_CARD, _CARD),
        (_CARD, replace(_OLDER, dek="Soon")),
        (_CARD, replace(_OLDER, updated=_CARD.date)),
    ],
    ids=["another order", "another card", "a word more", "updated"],
)
def test_lists_that_differ_in_a_card_have_other_digests(other: tuple[Card, ...]) -> None:
    """And the input that changed is named."""
    digest = input_digester({}, {}, str, record_digester())
    before, now = _listed(_CARD, _OLDER), _listed(*other)
    assert digest(before)[0] != digest(now)[0]
    assert changed_inputs(now, digest(before)[0], digest(now)[0]) == ["cards"]
