"""The site as every page sees it: names, navigation, footer, and where its style and scripts are."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from fanwire.plan.calendars import shows_with_calendar
from fanwire.plan.feed_formats import feed_links
from fanwire.plan.paging import below
from fanwire.plan.search import search_address
from fanwire.records.config import Config
from fanwire.records.document import StaticFile
from fanwire.records.library import Library
from fanwire.records.link import Link
from fanwire.records.pages import SiteView

_ASSETS = frozenset({".css", ".js", ".woff2", ".ico", ".webmanifest"})


def site_view(library: Library, config: Config) -> SiteView:
    """Gather what all templates share. Whatever stands here is a dependency of every page, so little does."""
    settings, home = config.settings, config.home
    sections = tuple(shelf.link for shelf in library.sections)
    pages = {page.link.id: page.link.url for page in library.pages}
    return SiteView(
        title=settings.title,
        tagline=settings.tagline,
        description=settings.description or settings.tagline,
        language=settings.language,
        home=home,
        base_url=config.base_url,
        navigation=_navigation(config, sections, library),
        sections=sections,
        footer=_footer(library, config),
        social=tuple(Link(each.name, each.url) for each in settings.social),
        feeds=feed_links(settings.title, home, config),
        latest=below(home, "fragments/latest.html"),
        archive=below(home, "archive/"),
        copyright=settings.copyright,
        notice=settings.notice,
        principles=pages.get(settings.policies.principles, ""),
        corrections_policy=pages.get(settings.policies.corrections, ""),
        search=search_address(home),
        assets=_assets(library.statics, home),
    )


def _navigation(config: Config, sections: tuple[Link, ...], library: Library) -> tuple[Link, ...]:
    """Take the settings' navigation, or the sections and the shows where they give none."""
    home = config.home
    if config.settings.navigation:
        return tuple(_own(Link(each.name, each.url), home) for each in config.settings.navigation)
    links = [Link("Front page", home, "home")]
    links += [Link(section.title, section.url, f"sections/{section.id}") for section in sections]
    if library.shows:
        links.append(Link("Shows", below(home, "shows/"), "shows"))
    return tuple(links)


def _own(link: Link, home: str) -> Link:
    if not link.url.startswith("/"):
        return link
    return Link(link.title, below(home, link.url[1:]), link.url.strip("/") or "home")


def _footer(library: Library, config: Config) -> tuple[Link, ...]:
    home = config.home
    links = [page.link for page in library.pages]
    if library.ledgers:
        links.append(Link("What we wait for", below(home, "waiting/")))
    if shows_with_calendar(library):
        links.append(Link("Calendar", below(home, "calendar/")))
    if library.sources:
        links.append(Link("Sources", below(home, "sources/")))
    links += [
        Link("People", below(home, "people/")),
        Link("Tags", below(home, "tags/")),
        Link("Archive", below(home, "archive/")),
        Link("Search", below(home, "search/")),
        Link("Corrections", below(home, "corrections/")),
    ]
    if config.settings.feeds.formats:
        links.append(Link("Feeds", below(home, "feeds/")))
    return tuple(links)


def _assets(statics: Mapping[str, StaticFile], home: str) -> dict[str, str]:
    """Give style sheets, scripts and icons their addresses.

    What changes gets its version: `/css/site.css?v=1f2e3d4c5b`.
    """
    return {
        path: below(home, path) + (f"?v={each.digest}" if each.digest else "")
        for path, each in sorted(statics.items())
        if PurePosixPath(path).suffix in _ASSETS or "/" not in path
    }
