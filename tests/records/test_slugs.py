"""Slugs: safe in every address and on every file system, and the same however a word was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwire.records.slugs import fold, slugify
from tests.cases.rows import rows


@pytest.mark.parametrize(("text", "slug"), rows("slugs.txt"))
def test_a_slug_of(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_of_a_slug_is_itself(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@given(st.text())
def test_a_slug_holds_letters_digits_and_single_hyphens_only(text: str) -> None:
    slug = slugify(text)
    assert all(letter.isalnum() or letter == "-" or unicodedata.category(letter).startswith("N") for letter in slug)
    assert "--" not in slug
    assert slug == slug.strip("-")
    assert not set(slug) & set("/\\.%?#&\"'<>: \0")


@given(st.text())
def test_a_slug_is_composed_and_small(text: str) -> None:
    slug = slugify(text)
    assert slug == unicodedata.normalize("NFC", slug)
    assert slug == slug.casefold()


@given(st.text())
def test_the_way_letters_are_composed_makes_no_difference(text: str) -> None:
    assert slugify(unicodedata.normalize("NFD", text)) == slugify(unicodedata.normalize("NFC", text))


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
