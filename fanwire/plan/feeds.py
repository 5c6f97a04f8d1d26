"""Recipes of feeds: the site's, and one for each thing of the scopes that site.yaml names, in each of its formats."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from fanwire.plan.calendars import site_calendars
from fanwire.plan.feed_formats import FORMATS, formats
from fanwire.plan.feed_items import article_item, newest_change
from fanwire.plan.feed_list import feed_list
from fanwire.plan.feed_subjects import FeedSubject, feed_subjects
from fanwire.plan.paging import absolute, output_path
from fanwire.records.config import Config
from fanwire.records.document import StaticFile
from fanwire.records.feed import FeedAuthor, FeedFrame, FeedItem, KeptItem
from fanwire.records.library import Library
from fanwire.records.recipe import FeedOutline, FeedRecipe, Planned
from fanwire.records.record import asdict

_STYLE = "css/feed.css"


def plan_feeds(library: Library, config: Config) -> Iterator[Planned]:
    """Plan every feed in every format, the newest items first, as many as `feeds.items`; and the list of all feeds."""
    if not formats(config):
        return
    frame = _frame(library.statics, config)
    subjects = feed_subjects(library, config)
    for of_scope in subjects.values():
        for subject in of_scope:
            yield from _recipes(subject, frame, config)
    yield from feed_list(subjects, site_calendars(library, config), config)


def _frame(statics: Mapping[str, StaticFile], config: Config) -> FeedFrame:
    settings, style = config.settings, statics.get(_STYLE)
    publisher = FeedAuthor(settings.title, config.base_url)
    address = f"{config.base_url}{_STYLE}?v={style.digest}" if style else ""
    return FeedFrame(publisher, settings.language, settings.copyright, settings.feeds.hub, address)


def feed_opener(library: Library, config: Config) -> Callable[[FeedOutline], FeedRecipe]:
    """Make a function that opens the items of a feed; an item is the same one in every feed."""
    if not library.closed:
        return _as_it_is  # which doesn't hold the library
    articles, find_prose = {article.file: article for article in library.listed}, library.find_prose

    @cache
    def open_item(file: str) -> FeedItem:
        return article_item(articles[file], find_prose, config)

    def open_feed(outline: FeedOutline) -> FeedRecipe:
        return _opened(
            outline, [open_item(item.file) if isinstance(item, KeptItem) else item for item in outline.items]
        )

    return open_feed


def _as_it_is(outline: FeedOutline) -> FeedRecipe:
    return _opened(outline, [item for item in outline.items if isinstance(item, FeedItem)])


def _recipes(subject: FeedSubject, frame: FeedFrame, config: Config) -> Iterator[FeedRecipe | FeedOutline]:
    shown = subject.items[: config.settings.feeds.items]
    opened = [item for item in shown if isinstance(item, FeedItem)]
    for name in formats(config):
        url = subject.link.url + FORMATS[name].file
        outline = FeedOutline(
            path=output_path(url, config.home),
            source=subject.source,
            format=name,
            title=subject.title,
            description=subject.description,
            url=absolute(url, config.base_url, config.home),
            page_url=absolute(subject.link.url, config.base_url, config.home),
            frame=frame,
            items=shown,
            updated=newest_change(shown),
        )
        yield _opened(outline, opened) if len(opened) == len(shown) else outline


def _opened(outline: FeedOutline, items: Iterable[FeedItem]) -> FeedRecipe:
    return FeedRecipe(**{**asdict(outline), "items": tuple(items)})
