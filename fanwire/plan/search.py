"""Recipes of the search: its page, and the list of articles that the page's script looks through."""

from collections.abc import Iterable, Iterator
from json import JSONEncoder
from typing import Any

from fanwire.plan.feed_items import moment
from fanwire.plan.heads import head
from fanwire.plan.paging import below, output_path
from fanwire.records.config import Config
from fanwire.records.listed import Described, Listed
from fanwire.records.pages import PlainPage
from fanwire.records.recipe import Recipe, TemplateRecipe, TextRecipe

_ENCODER = JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def plan_search(articles: Iterable[Described], config: Config) -> Iterator[Recipe]:
    """Plan `/search/` and `/search.json`, every public article, newest first."""
    url = below(config.home, "search/")
    about = head(config, "Search", url, description="Find an article by its title, names or subject.", indexed=False)
    yield TemplateRecipe(output_path(url, config.home), "the search", "search.html", PlainPage(about))
    text = ",".join([article.found for article in articles])
    yield TextRecipe("search.json", "the list for the search", f"[{text}]\n")


def search_address(home: str) -> str:
    """Say where words are searched: `"/blog/" -> "/blog/search/?q={search_term_string}"`."""
    return f"{below(home, 'search/')}?q={{search_term_string}}"


def search_entry(article: Listed) -> str:
    """Tell what lists tell of an article, and nothing of its body: `{"title":"It starts",...}`.

    What is empty is left out.
    """
    card = article.card
    entry: dict[str, Any] = {
        "title": card.title,
        "url": card.url,
        "date": moment(card.date).isoformat(timespec="seconds"),
        "dek": card.dek,
        "show": card.show.title if card.show else "",
        "section": card.section.title if card.section else "",
        "tags": [tag.title for tag in article.tags],
        "people": [person.title for person in article.people],
        "spoilers": bool(card.spoilers),
    }
    filled = {key: value for key, value in entry.items() if value}
    text = _ENCODER.encode(filled)
    return text.replace("<", r"\u003c")  # no tag for a browser that takes it for a page
