"""Recipes as bytes, for the memory, and back. A card, which many of them show, is packed once and apart from them all.

In the recipes its digest stands for it. So a list is kept in few bytes, and pages that show one card find one object.
"""

import copyreg
import pickle
from collections.abc import Callable, Sequence
from io import BytesIO

from fanwire.records.cards import Card
from fanwire.records.recipe import Recipe

FindCard = Callable[[bytes], Card]
"""Finds a card by its digest."""

CardName = tuple[FindCard, tuple[bytes]]
"""What stands for a card in packed recipes."""


def card_name(digest: bytes) -> CardName:
    """Make what stands for a card."""
    return card_of, (digest,)


def packed_recipes(recipes: Sequence[Recipe], name_card: Callable[[Card], CardName]) -> bytes:
    """Pack recipes without their cards."""
    stream = BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {**copyreg.dispatch_table, Card: name_card}
    pickler.dump(tuple(recipes))
    return stream.getvalue()


def unpacked_recipes(content: bytes, find_card: FindCard) -> tuple[Recipe, ...]:
    """Make recipes again of what `packed_recipes` made of them."""
    recipes: tuple[Recipe, ...] = _Unpickler(BytesIO(content), find_card).load()
    return recipes


def packed_card(card: Card) -> bytes:
    """Pack a card by itself."""
    return pickle.dumps(card, pickle.HIGHEST_PROTOCOL)


def unpacked_card(content: bytes) -> Card:
    """Make a card again of what `packed_card` made of it."""
    card: Card = pickle.loads(content)  # noqa: S301 - from our own memory, and checked by its digest
    return card


def card_of(digest: bytes) -> Card:
    """Stand for a card in packed recipes; whoever unpacks them puts a function that finds it in this one's place."""
    raise LookupError(digest)


class _Unpickler(pickle.Unpickler):
    """Asks for cards. pickle demands a subclass."""

    def __init__(self, content: BytesIO, find_card: FindCard) -> None:
        super().__init__(content)
        self.find_card = find_card

    def find_class(self, module: str, name: str) -> object:
        """Find what a pickle names."""
        if (module, name) == (card_of.__module__, card_of.__name__):
            return self.find_card
        return super().find_class(module, name)
