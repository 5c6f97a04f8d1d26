"""What the plan says of each article: to sitemaps and the search, and to the next build, which may leave it closed."""

from collections.abc import Callable, Iterator, Mapping

from fanwire.plan.changed import article_changes
from fanwire.plan.feed_items import last_moment
from fanwire.plan.search import search_entry
from fanwire.records.config import Config
from fanwire.records.feed import FeedItem, KeptItem
from fanwire.records.library import Library
from fanwire.records.listed import Closed, Described
from fanwire.records.recipe import FeedOutline, FeedRecipe, Recipes


def described(library: Library, config: Config) -> Iterator[Described]:
    """Say of each article what sitemaps and the search tell."""
    when = article_changes(library, config)
    for each in library.known:
        closed = library.closed.get(each.listed.file)
        yield closed.described if closed else Described(each, when(each.listed), search_entry(each.listed))


def closed_articles(
    recipes: Recipes, closed: Mapping[str, Closed], digest: Callable[[object], bytes]
) -> Iterator[Closed]:
    """Close all articles, for the next build; `closed` are those that were so in this one, `digest` digests cards."""
    feeds = (recipe for recipe in recipes.recipes if isinstance(recipe, FeedRecipe | FeedOutline))
    items = {item.id: item for feed in feeds for item in feed.items if isinstance(item, FeedItem)}
    for each in recipes.articles:
        listed, before = each.known.listed, closed.get(each.known.listed.file)
        item = items.get(listed.feed_id)
        if before and not item:
            yield before
        else:
            kept = KeptItem(listed.file, digest(item), last_moment(item), item.prose is not None) if item else None
            yield Closed(each, digest(listed.card), kept)
