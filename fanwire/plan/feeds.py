"""Recipes of feeds: the site's, and one for each thing of the scopes that site.yaml names, in each of its formats."""

from collections.abc import Iterator, Mapping

from fanwire.plan.calendars import site_calendars
from fanwire.plan.feed_formats import FORMATS, formats
from fanwire.plan.feed_items import newest_change
from fanwire.plan.feed_list import feed_list
from fanwire.plan.feed_subjects import FeedSubject, feed_subjects
from fanwire.plan.paging import absolute, output_path
from fanwire.records.config import Config
from fanwire.records.document import StaticFile
from fanwire.records.feed import FeedAuthor, FeedFrame
from fanwire.records.library import Library
from fanwire.records.recipe import FeedRecipe, Recipe

_STYLE = "css/feed.css"


def plan_feeds(library: Library, config: Config) -> Iterator[Recipe]:
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


def _recipes(subject: FeedSubject, frame: FeedFrame, config: Config) -> Iterator[FeedRecipe]:
    shown = subject.items[: config.settings.feeds.items]
    for name in formats(config):
        url = subject.link.url + FORMATS[name].file
        yield FeedRecipe(
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
