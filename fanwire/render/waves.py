"""In which order recipes are made, and how many at once: waves, each for a crew of workers, and runs, each a task."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf

from fanwire.records.pages import ArticlePage
from fanwire.records.recipe import FeedRecipe, Recipe, TemplateRecipe

_RUN, _FEEDS, _WAVE = 64, 1024, 20_000
_PLAIN = 2


def waves(due: Sequence[Recipe]) -> Iterator[list[Recipe]]:
    """Cut recipes into equal parts, each for a new crew of workers; in each part feeds, the longest tasks, come first.

    What takes no library, neither feedgen nor Jinja2, comes last.

    A forked worker copies the memory that it looks at, page by page, and keeps the copies until it ends: on a large
    site it would come to copy all of it. So a wave makes what shows articles of one time, which are the same ones.
    """
    size = -(-len(due) // (-(-len(due) // _WAVE) or 1)) or 1
    places: Sequence[int] = range(len(due))
    if size < len(due):
        places = sorted(places, key=lambda place: _age(due[place]))
    for start in range(0, len(due), size):
        wave = [due[place] for place in sorted(places[start : start + size])]
        yield sorted(wave, key=kind)


def kind(recipe: Recipe) -> int:
    """Tell feeds, 0, from pages, 1, and from what takes no library, 2."""
    return 0 if isinstance(recipe, FeedRecipe) else 1 if isinstance(recipe, TemplateRecipe) else _PLAIN


def needs_library(recipe: Recipe) -> bool:
    """Tell whether making this takes feedgen or Jinja2."""
    return kind(recipe) != _PLAIN


def _age(recipe: Recipe) -> float:
    """Tell the age of the newest article that a page shows, in seconds before 1970; what shows none comes first."""
    page = recipe.page if isinstance(recipe, TemplateRecipe) else None
    cards = (page.article.card,) if isinstance(page, ArticlePage) else getattr(page, "cards", ())
    return -cards[0].date.timestamp() if cards else -inf


def runs(due: Sequence[Recipe]) -> list[tuple[int, int]]:
    """Cut recipes into tasks, each of one kind: `[(0, 201), (201, 265), (265, 329)]`.

    Feeds share their items: one task makes many.
    """
    starts: list[int] = []
    kinds = list(map(kind, due))
    for at, each in enumerate(kinds):
        same = at > 0 and each == kinds[at - 1]
        if not same or at - starts[-1] == (_RUN if each else _FEEDS):
            starts.append(at)
    return list(pairwise([*starts, len(due)]))
