"""What a process that makes outputs keeps of their recipes, so that a later build can make them again with no plan."""

from collections.abc import Callable, Sequence

from fanwire.records.cards import Card
from fanwire.records.memory import Batch
from fanwire.records.packed_recipes import CardName, card_name, packed_card, packed_recipes
from fanwire.records.pages import ArticlePage
from fanwire.records.recipe import Recipe, TemplateRecipe, template_of
from fanwire.render.inputs import DigestRecord

MakeBatch = Callable[[Sequence[tuple[Recipe, bool]]], Batch]
"""Packs some of the recipes that are made; beside each stands whether it shows a body."""


def no_batch(_made: Sequence[tuple[Recipe, bool]]) -> Batch:
    """Keep nothing."""
    return Batch((), b"", {})


def batch_maker(due: Sequence[Recipe], digest: DigestRecord) -> MakeBatch:
    """Make a function that keeps what other texts or templates make otherwise: pages, and feeds that show bodies.

    It is for one process of several, which all make some of what is `due`. Most cards are shown by pages of all of
    them: whoever makes an article's page keeps its card.
    """
    with_a_page = {id(card) for recipe in due if (card := _own_card(recipe))}
    names: dict[int, CardName] = {}
    cards: dict[bytes, bytes] = {}

    def name(card: Card) -> CardName:
        try:
            return names[id(card)]  # while what is due is here, nothing else has its identity
        except KeyError:
            named = names[id(card)] = card_name(digest(card))
        if id(card) not in with_a_page:
            cards[digest(card)] = packed_card(card)
        return named

    def make(made: Sequence[tuple[Recipe, bool]]) -> Batch:
        cards.clear()
        kept = [recipe for recipe, shows_bodies in made if shows_bodies or isinstance(recipe, TemplateRecipe)]
        packed = packed_recipes(kept, name) if kept else b""
        for card in filter(None, map(_own_card, kept)):
            cards[digest(card)] = packed_card(card)
        places = {recipe.path: place for place, recipe in enumerate(kept)}
        rows = tuple((recipe.path, template_of(recipe), places.get(recipe.path)) for recipe, _ in made)
        return Batch(rows, packed, dict(cards))

    return make


def _own_card(recipe: Recipe) -> Card | None:
    page = recipe.page if isinstance(recipe, TemplateRecipe) else None
    return page.article.card if isinstance(page, ArticlePage) else None
