"""What a page says to machines: one JSON-LD graph for each, in the words of schema.org.

It is made of the page's record and the view of the site alone, so it depends on nothing that the page doesn't. Its
texts are titles and deks, which are safe to show; a body is never in it.
"""

import json
from collections.abc import Callable, Iterable, Iterator

from fanwire.records.cards import Card
from fanwire.records.link import Link
from fanwire.records.pages import (
    ArticlePage,
    AuthorPage,
    CorrectionsPage,
    FrontPage,
    Head,
    IndexPage,
    LatestFragment,
    LedgerPage,
    ListPage,
    PageRecord,
    PersonPage,
    RedirectPage,
    ShowPage,
    SiteView,
    SourcesPage,
    TextPage,
    WaitingPage,
)
from fanwire.render.structured_frame import Frame, Node, frame_of, pruned, thing, work
from fanwire.render.structured_news import author_node, news_article
from fanwire.render.structured_works import person_node, show_node

FindGraph = Callable[[PageRecord], str]
"""Finds a page's graph: JSON that can stand in a script."""

_SPECIAL = {"about": "AboutPage", "contact": "ContactPage"}
_MOST_ENTRIES = 100
# Inside a script no character may end it, nor its line in JavaScript (HTML 4.12.1.3, ECMA-262 12.3).
_ESCAPED = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)


def graph_maker(site: SiteView) -> FindGraph:
    """Make a function that gives a page's graph: `{"@context":"https://schema.org","@graph":[{"@type": ...`.

    A page without a head, such as a redirect, has none: `""`.
    """
    frame, home = frame_of(site), Link(site.title, site.home)
    written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

    def graph(page: PageRecord) -> str:
        if isinstance(page, RedirectPage | LatestFragment):
            return ""
        nodes = list(_nodes(page, frame))
        trail = (*page.head.trail, Link(page.head.title, page.head.url))
        if page.head.url != site.home:
            nodes.append(_breadcrumb((home, *trail), page.head, frame))
        text = written({"@context": "https://schema.org", "@graph": nodes})
        for character, escaped in _ESCAPED:
            text = text.replace(character, escaped)
        return text

    return graph


def _nodes(page: PageRecord, frame: Frame) -> Iterator[Node]:
    """Yield what a page is about; of a page that lists others, the list."""
    head: Head | None = getattr(page, "head", None)
    if head is None:
        return
    links = _listed(page)
    match page:
        case FrontPage():
            yield from (frame.website, frame.publisher, _list(head, links or (), frame))
        case ArticlePage():
            yield from (news_article(page, frame), frame.publisher)
        case ShowPage() if links is None:
            yield from _about("WebPage", head, show_node(page, frame), frame)
        case PersonPage() if links is None:
            yield from _about("WebPage", head, person_node(page.person, frame), frame)
        case AuthorPage() if links is None:
            yield from _about("ProfilePage", head, _author(page, frame), frame)
        case LedgerPage():
            yield from _about("WebPage", head, _dataset(page, frame), frame)
        case TextPage():
            yield _web_page(_SPECIAL.get(page.text.link.id, "WebPage"), head, frame)
        case _:
            yield _web_page("WebPage", head, frame) if links is None else _list(head, links, frame)


def _listed(page: PageRecord) -> Iterable[Link] | None:
    """List what a page leads to; None for a page that is about one thing. Later pages of a hub hold its news only."""
    match page:
        case FrontPage():
            return _cards((*((page.lead,) if page.lead else ()), *page.latest))
        case ListPage():
            return _cards(page.cards)
        case ShowPage() | PersonPage() | AuthorPage() if page.pager.number > 1:
            return _cards(page.cards)
        case IndexPage():
            return [entry.link for group in page.groups for entry in group.entries][:_MOST_ENTRIES]
        case CorrectionsPage():
            return _cards(entry.card for entry in page.entries)
        case SourcesPage():
            return [entry.link for entry in page.entries][:_MOST_ENTRIES]
        case WaitingPage():
            return [each.show for each in page.seasons]
        case _:
            return None


def _cards(cards: Iterable[Card]) -> Iterable[Link]:
    return [Link(card.title, card.url) for card in cards]


def _about(kind: str, head: Head, subject: Node, frame: Frame) -> Iterator[Node]:
    yield _web_page(kind, head, frame, {"mainEntity": {"@id": subject["@id"]}})
    yield subject


def _list(head: Head, links: Iterable[Link], frame: Frame) -> Node:
    """Describe a page of links; each stands in it once."""
    items = [
        {"@type": "ListItem", "position": number, "name": link.title, "url": frame.absolute(link.url)}
        for number, link in enumerate(dict.fromkeys(links), 1)
    ]
    listed = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
    return _web_page("CollectionPage", head, frame, {"mainEntity": listed} if items else {})


def _web_page(kind: str, head: Head, frame: Frame, more: Node | None = None) -> Node:
    return pruned({
        "@type": kind,
        "@id": head.canonical,
        "url": head.canonical,
        "name": head.title,
        "description": head.description,
        "inLanguage": frame.language,
        "isPartOf": frame.website_id,
        **(more or {}),
    })  # fmt: skip


def _breadcrumb(trail: tuple[Link, ...], head: Head, frame: Frame) -> Node:
    """Tell the way from home to this page (Google's breadcrumb asks for two steps at least)."""
    items = [
        {"@type": "ListItem", "position": number, "name": link.title, "item": frame.absolute(link.url)}
        for number, link in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "@id": f"{head.canonical}#breadcrumb", "itemListElement": items}


def _author(page: AuthorPage, frame: Frame) -> Node:
    author = page.author
    return pruned({**author_node(author, frame), "sameAs": [link.url for link in author.links]})


def _dataset(page: LedgerPage, frame: Frame) -> Node:
    """Describe a ledger's whole record and the files that hold it (Google's Dataset)."""
    files = [
        {
            "@type": "DataDownload",
            "encodingFormat": "text/csv" if link.id == "csv" else "application/json",
            "contentUrl": frame.absolute(link.url),
        }
        for link in page.data
    ]
    whole = thing("Dataset", "record", Link(page.head.title, page.head.url), frame)
    about = work(page.show, frame)
    return {**whole, "description": page.head.description, "about": about, "distribution": files}
