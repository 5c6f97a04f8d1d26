"""The list of all feeds: a page for people, and an OPML file that reader programs take in at once."""

from collections.abc import Iterator, Mapping
from html import escape

from fanwire.plan.feed_formats import feed_links
from fanwire.plan.feed_subjects import FeedSubject
from fanwire.plan.heads import head
from fanwire.plan.paging import absolute, below, output_path
from fanwire.records.config import Config
from fanwire.records.feed import FeedEntry, FeedGroup
from fanwire.records.link import Link
from fanwire.records.pages import FeedsPage
from fanwire.records.recipe import Recipe, TemplateRecipe, TextRecipe

_TITLES: Mapping[str, str] = {
    "site": "Everything",
    "shows": "Shows",
    "ledgers": "What is said about shows",
    "sections": "Sections",
    "people": "People",
    "authors": "Authors",
    "tags": "Tags",
    "corrections": "Corrections",
}


def feed_list(
    subjects: Mapping[str, tuple[FeedSubject, ...]], calendars: tuple[Link, ...], config: Config
) -> Iterator[Recipe]:
    """Plan `/feeds/` and `/feeds.opml`. `calendars` are named in the page's head."""
    groups = tuple(_group(_TITLES[scope], found, config) for scope, found in subjects.items() if found)
    url, opml = below(config.home, "feeds/"), below(config.home, "feeds.opml")
    text = f"Follow {config.settings.title}, or just the part of it that you care for, in an app of your choice."
    about = head(config, "Feeds", url, description=text, current="feeds", calendars=calendars)
    page = FeedsPage(about, groups, opml)
    yield TemplateRecipe(output_path(url, config.home), "the list of feeds", "feeds.html", page)
    yield TextRecipe(output_path(opml, config.home), "the list of feeds", _opml(groups, config))


def _group(title: str, subjects: tuple[FeedSubject, ...], config: Config) -> FeedGroup:
    entries = (
        FeedEntry(each.link, each.title, feed_links(each.link.title, each.link.url, config)) for each in subjects
    )
    return FeedGroup(title, tuple(entries))


def _opml(groups: tuple[FeedGroup, ...], config: Config) -> str:
    """Write OPML 2.0 (http://opml.org/spec2.opml), each feed once, in the first of its formats.

    In every format it would be in a reader's list three times over. The type is "rss" for Atom and JSON too: readers
    ask for that word and look at the feed.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{_text(config.settings.title)}</title></head>",
        "<body>",
        *(line for group in groups for line in _outlines(group, config)),
        "</body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _outlines(group: FeedGroup, config: Config) -> Iterator[str]:
    yield f"<outline text={_attribute(group.title)}>"
    for entry in group.entries:
        feed, page = (absolute(url, config.base_url, config.home) for url in (entry.feeds[0].url, entry.link.url))
        title = _attribute(entry.title)
        yield f'<outline type="rss" text={title} title={title} xmlUrl={_attribute(feed)} htmlUrl={_attribute(page)}/>'
    yield "</outline>"


def _attribute(words: str) -> str:
    return f'"{_text(words)}"'


def _text(words: str) -> str:
    return escape(words if words.isprintable() else "".join(each for each in words if each.isprintable()))
