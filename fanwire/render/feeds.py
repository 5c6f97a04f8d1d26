"""Feeds of all formats: an item is dressed and written once for each format, and its bytes go into every feed."""

from collections.abc import Callable

from fanwire.records.feed import FeedFrame, FeedItem
from fanwire.records.memory import FindText
from fanwire.records.recipe import FeedRecipe
from fanwire.render.feed_bodies import feed_body
from fanwire.render.json_feeds import json_feed, json_item
from fanwire.render.xml_feeds import xml_entry, xml_feed

MakeFeed = Callable[[FeedRecipe], bytes]


def feed_maker(find_text: FindText) -> MakeFeed:
    """Make a function that makes feeds; what it has made of an item it keeps, for the other feeds that carry it.

    Two items may share an address, as corrections of one article do, but not their ids too.
    """
    bodies: dict[tuple[str, str], str] = {}
    entries: dict[tuple[str, str, str], str] = {}

    def body(item: FeedItem) -> str:
        key = (item.id, item.url)
        if key not in bodies:
            bodies[key] = feed_body(item, find_text)
        return bodies[key]

    def entry(item: FeedItem, recipe: FeedRecipe) -> str:
        key = (recipe.format, item.id, item.url)
        if key not in entries:
            entries[key] = _entry(item, body(item), recipe.frame, recipe)
        return entries[key]

    def feed(recipe: FeedRecipe) -> bytes:
        made = [entry(item, recipe) for item in recipe.items]
        return json_feed(recipe, made) if recipe.format == "json" else xml_feed(recipe, made)

    return feed


def _entry(item: FeedItem, body: str, frame: FeedFrame, recipe: FeedRecipe) -> str:
    return json_item(item, body, frame) if recipe.format == "json" else xml_entry(item, body, recipe.format)
