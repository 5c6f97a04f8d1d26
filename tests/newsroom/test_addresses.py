"""Addresses: every part once, encoded once, below home."""

from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwire.newsroom.addresses import address, file_address, permalink

DAY = datetime(2026, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pattern", "section", "expected"),
    [
        ("/{year}/{month}/{slug}/", "", "/blog/2026/02/wraps/"),
        ("/{year}/{month}/{day}/{slug}/", "", "/blog/2026/02/03/wraps/"),
        ("/{section}/{slug}/", "news", "/blog/news/wraps/"),
        ("/{section}/{slug}/", "", "/blog/wraps/"),
        ("/{id}-{slug}/", "", "/blog/wrap-wraps/"),
        ("/news/{slug}/", "", "/blog/news/wraps/"),
    ],
)
def test_a_pattern_is_filled_and_empty_parts_are_left_out(pattern: str, section: str, expected: str) -> None:
    assert permalink("/blog/", pattern, date=DAY, slug="wraps", section=section, identity="wrap") == expected


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=4))
def test_an_address_can_be_taken_apart_again(names: list[str]) -> None:
    url = address("/", *names)
    assert [unquote(part) for part in url.split("/")[1:-1]] == names
    assert url.isascii()
    assert not set(url) & set(' "<>#?\\')


def test_a_file_keeps_its_folders() -> None:
    assert file_address("/blog/", "media/a b#1.svg") == "/blog/media/a%20b%231.svg"
