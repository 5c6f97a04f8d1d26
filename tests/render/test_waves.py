"""What large sites are made in: waves, each for a crew of workers."""

from datetime import UTC, datetime, timedelta

import pytest

from fanwire.records.cards import Card
from fanwire.records.feed import FeedAuthor, FeedFrame
from fanwire.records.pages import Head, ListPage, Pager
from fanwire.records.recipe import FeedRecipe, Recipe, TemplateRecipe, TextRecipe
from fanwire.render import waves

_HEAD = Head("List", "", "/list/", "https://herald.example/list/", "website")
_FEED = FeedRecipe(
    "feed.xml", "feeds", "rss", "Herald", "", "", "", FeedFrame(FeedAuthor("Herald", ""), "en", "", "", ""), (), None
)


def shown(name: str, day: int) -> Recipe:
    """Make the recipe of a page that shows an article of that day."""
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(day)
    card = Card(name, name, f"/{name}/", moment, None, "", None, None, None, (), 1, False, "")  # noqa: FBT003
    page = ListPage(_HEAD, "Tag", name, "", (card,), 1, Pager(1, 1, "", ""))
    return TemplateRecipe(f"{name}/index.html", "tags", "list.html", page)


def test_a_site_that_isnt_large_is_one_wave_in_its_own_order_with_feeds_first_and_plain_files_last() -> None:
    due = [shown("a", 1), TextRecipe("robots.txt", "robots", ""), shown("b", 9), _FEED]
    assert list(waves.waves(due)) == [[_FEED, due[0], due[2], due[1]]]
    assert waves.runs([_FEED, due[0], due[2], due[1]]) == [(0, 1), (1, 3), (3, 4)]
    assert list(waves.waves([])) == []


def test_a_wave_of_a_large_site_shows_articles_of_one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two lists of forty articles each: what shows the same days is made by the same crew."""
    monkeypatch.setattr(waves, "_WAVE", 30)
    due = [*(shown(f"a{day}", day) for day in range(40)), *(shown(f"b{day}", day) for day in range(40)), _FEED]
    made = list(waves.waves(due))
    assert [len(wave) for wave in made] == [27, 27, 27]
    assert sorted(recipe.path for wave in made for recipe in wave) == sorted(recipe.path for recipe in due)
    assert made[0][0] == _FEED
    names = [recipe.path.removesuffix("/index.html") for recipe in made[0][1:]]
    assert names == [f"{kind}{day}" for kind in "ab" for day in range(27, 40)]
