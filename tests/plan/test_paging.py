"""Pages of lists, and the paths of what is published."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwire.plan.paging import absolute, below, output_path, pages

if TYPE_CHECKING:
    from fanwire.records.cards import Card

URLS = st.sampled_from(["/", "/blog/", "/tags/k-drama/", "/tags/%EC%A2%80%EB%B9%84/"])


def cut_up(cards: Sequence[int], size: int, url: str) -> list[tuple[tuple[int, ...], int, int, str, str, str]]:
    """Page through a list of numbers, which stand for cards."""
    found = pages(cast("Sequence[Card]", cards), size, url)
    return [
        (cast("tuple[int, ...]", shown), pager.number, pager.total, pager.newer, pager.older, address)
        for shown, pager, address in found
    ]


CARDS = st.lists(st.integers(), max_size=60)


@given(CARDS, st.integers(1, 12), URLS)
def test_every_card_is_on_one_page_in_order(cards: list[int], size: int, url: str) -> None:
    cut = cut_up(cards, size, url)
    assert [card for shown, *_ in cut for card in shown] == cards


@given(CARDS, st.integers(1, 12), URLS)
def test_the_first_page_holds_what_is_left_over_and_all_others_the_same(cards: list[int], size: int, url: str) -> None:
    (first, *_), *further = cut_up(cards, size, url)
    assert min(size, len(cards)) <= len(first) < 2 * size
    assert {len(shown) for shown, *_ in further} <= {size}


@given(st.integers(), CARDS, st.integers(1, 12), URLS)
def test_a_new_card_changes_the_first_page_alone_until_that_is_cut_in_two(
    new: int, cards: list[int], size: int, url: str
) -> None:
    before, after = cut_up(cards, size, url), cut_up([new, *cards], size, url)
    if len(after) == len(before):
        assert after[1:] == before[1:]
        assert after[0][0] == (new, *before[0][0])
    else:
        shown_before, shown = ([cards for cards, *_ in cut] for cut in (before, after))
        assert shown[2:] == shown_before[1:]
        assert shown[0] + shown[1] == (new, *shown_before[0])
        assert len(shown[0]) == len(shown[1]) == size


@given(CARDS, st.integers(1, 12), URLS)
def test_pages_lead_to_each_other_and_the_first_has_the_lists_own_address(
    cards: list[int], size: int, url: str
) -> None:
    cut = cut_up(cards, size, url)
    addresses = [address for *_, address in cut]
    assert addresses[0] == url
    assert len(set(addresses)) == len(addresses)
    assert [number for _, number, *_ in cut] == list(range(1, len(cut) + 1))
    assert {total for _, _, total, *_ in cut} == {len(cut)}
    assert [newer for _, _, _, newer, _, _ in cut] == ["", *addresses[:-1]]
    assert [older for _, _, _, _, older, _ in cut] == [*addresses[1:], ""]


def test_an_empty_list_has_one_empty_page() -> None:
    assert cut_up([], 10, "/tags/x/") == [((), 1, 1, "", "", "/tags/x/")]


def test_what_is_left_over_is_on_the_first_page() -> None:
    assert [shown for shown, *_ in cut_up([8, 7, 6, 5, 4, 3, 2, 1], 3, "/")] == [(8, 7, 6, 5, 4), (3, 2, 1)]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), min_size=1), URLS)
def test_the_path_of_an_address_is_what_it_was_made_from(name: str, home: str) -> None:
    assert output_path(below(home, name), home) == name
    assert output_path(f"{home}{quote(name, safe='')}/", home) == f"{name}/index.html"


@pytest.mark.parametrize(
    ("url", "path"), [("/blog/", "index.html"), ("/blog/feed.xml", "feed.xml"), ("/blog/a/b/", "a/b/index.html")]
)
def test_an_address_below_home_has_the_path(url: str, path: str) -> None:
    assert output_path(url, "/blog/") == path


def test_an_absolute_address_has_the_path_of_the_site_once() -> None:
    assert absolute("/blog/x/", "https://herald.example/blog/", "/blog/") == "https://herald.example/blog/x/"
