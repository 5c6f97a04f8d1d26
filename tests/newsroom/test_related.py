"""Related articles: rare subjects bind most, and a page from the past never changes because of one from the future."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fanwire.newsroom.related import Subjects, related
from fanwire.records.cards import Card

FIRST = datetime(2022, 1, 28, tzinfo=UTC)
ABOUT = st.lists(st.sampled_from(["show:a", "show:b", "person:c", "tag:d", "tag:e"]), unique=True).map(tuple)
# Days of publication and subjects; several articles may share a day.
HISTORIES = st.lists(st.tuples(st.integers(0, 20), ABOUT), max_size=30)


def card(name: str, day: int) -> Card:
    """Make a card of which only name and date matter."""
    return Card(name, name, f"/{name}/", FIRST + timedelta(days=day), None, "", None, None, None, (), 1, False, "")  # noqa: FBT003


def newest_first(history: Sequence[tuple[int, tuple[str, ...]]]) -> list[Subjects]:
    """Make articles of days and subjects: `[(0, ("show:a",))]` gives one called a0."""
    articles = [Subjects(card(f"a{number}", day), names) for number, (day, names) in enumerate(history)]
    return sorted(articles, key=lambda each: each.card.date, reverse=True)


def by_name(articles: list[Subjects]) -> dict[str, list[str]]:
    """Find what is related to each: `{"a2": ["a0", "a1"]}`."""
    return {each.card.id: [card.id for card in found] for each, found in zip(articles, related(articles), strict=True)}


@given(HISTORIES, HISTORIES)
def test_an_old_page_never_changes_when_newer_articles_come(
    past: list[tuple[int, tuple[str, ...]]], future: list[tuple[int, tuple[str, ...]]]
) -> None:
    before = by_name(newest_first(past))
    after = by_name(newest_first([*past, *((day + 21, names) for day, names in future)]))
    assert before == {name: after[name] for name in before}


@given(HISTORIES)
def test_only_older_or_equally_old_articles_that_share_something_are_related(
    history: list[tuple[int, tuple[str, ...]]],
) -> None:
    articles = newest_first(history)
    subjects = {each.card.id: each for each in articles}
    for each, found in zip(articles, related(articles), strict=True):
        assert len(found) == len(set(found)) <= 3
        assert each.card not in found
        assert all(other.date <= each.card.date for other in found)
        assert all(set(each.names) & set(subjects[other.id].names) for other in found)


def test_a_rare_subject_binds_more_than_a_common_one() -> None:
    both = ("person:lee-jq", "show:a")
    history = [(0, both), *((day, ("show:a",)) for day in range(1, 9)), (9, both)]
    assert by_name(newest_first(history))["a9"][0] == "a0"


def test_of_two_equally_close_articles_the_newer_comes_first() -> None:
    history = [(0, ("show:a",)), (1, ("show:a",)), (2, ("show:a",))]
    assert by_name(newest_first(history))["a2"] == ["a1", "a0"]


def test_articles_of_one_moment_are_related_to_each_other() -> None:
    assert by_name(newest_first([(0, ("show:a",)), (0, ("show:a",))])) == {"a0": ["a1"], "a1": ["a0"]}


def test_an_article_about_nothing_is_related_to_nothing() -> None:
    assert by_name(newest_first([(0, ()), (1, ())])) == {"a0": [], "a1": []}
