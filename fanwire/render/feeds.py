"""Feeds of all formats: an item is dressed and written once for each format, and its bytes go into every feed."""

from collections.abc import Callable

from fanwire.records.feed import FeedItem
from fanwire.records.memory import FindText
from fanwire.records.recipe import FeedRecipe
from fanwire.render.feed_bodies import feed_body
from fanwire.render.json_feeds import json_feed, json_item
from fanwire.render.xml_feeds import item_writer, xml_feed, xml_text

MakeFeed = Callable[[FeedRecipe], bytes]

_BODIES_AT_HAND = 256  # a feed's formats are made one after the other, from the same texts


def feed_maker(find_text: FindText) -> MakeFeed:
    """Make a function that makes feeds; what it has made of an item it keeps, for the other feeds that carry it.

    Two items may share an address, as corrections of one article do, but not their ids too.
    """
    writers = {"rss": item_writer("rss"), "atom": item_writer("atom")}
    bodies: dict[tuple[str, str], tuple[str, bytes]] = {}
    entries: dict[tuple[str, str, str], bytes] = {}

    def body(item: FeedItem) -> tuple[str, bytes]:
        key = (item.id, item.url)
        if key not in bodies:
            if len(bodies) >= _BODIES_AT_HAND:
                bodies.clear()
            made = feed_body(item, find_text)
            bodies[key] = made, xml_text(made)
        return bodies[key]

    def entry(item: FeedItem, recipe: FeedRecipe) -> bytes:
        key = (recipe.format, item.id, item.url)
        if key not in entries:
            html, xml = body(item)
            entries[key] = json_item(item, html) if recipe.format == "json" else writers[recipe.format](item, xml)
        return entries[key]

    def feed(recipe: FeedRecipe) -> bytes:
        made = [entry(item, recipe) for item in recipe.items]
        return json_feed(recipe, made) if recipe.format == "json" else xml_feed(recipe, made)

    return feed
