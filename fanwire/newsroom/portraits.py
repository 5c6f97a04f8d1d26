"""Shows, people, authors and pages: everything that has a page and is no article."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from fanwire.errors import Problem
from fanwire.newsroom.casts import date_in_words, parts_of
from fanwire.newsroom.outside import references
from fanwire.newsroom.premieres import came_out
from fanwire.newsroom.prose import Resolver, contents, excerpt, prose
from fanwire.records.cards import Card
from fanwire.records.document import Document
from fanwire.records.library import Author, AuthorShelf, Credit, Page, Part, Person, Season, Show
from fanwire.records.link import Link
from fanwire.records.listed import Listed
from fanwire.records.matter import AuthorMatter, PageMatter, PersonMatter, ShowMatter
from fanwire.records.prose import CastGroup


def author(document: Document, matter: AuthorMatter, resolver: Resolver) -> Author:
    """Make an author; the body is the bio."""
    return Author(
        link=resolver.names.by_file[document.file].link,
        kind=matter.kind,
        bio=prose(document, (), resolver),
        image=resolver.placing.image(document, matter.image),
        links=tuple(Link(each.name, each.url) for each in matter.links),
    )


def page(document: Document, matter: PageMatter, resolver: Resolver) -> Page:
    """Make a page of content/pages."""
    return Page(
        link=resolver.names.by_file[document.file].link,
        file=document.file,
        description=matter.description or excerpt(document.body, resolver.names),
        prose=prose(document, (), resolver),
        toc=contents(document.body, resolver.names) if matter.toc else (),
    )


def shows(
    documents: Mapping[str, tuple[Document, ShowMatter]],
    seasons: Mapping[str, tuple[Season, ...]],
    casts: Mapping[str, tuple[CastGroup, ...]],
    crew_credits: Mapping[str, tuple[Credit, ...]],
    articles: Sequence[Listed],
    resolver: Resolver,
    today: date,
) -> tuple[Show, ...]:
    """Make every show, by title, as of a day."""
    cards = _cards_by_link((article.card, article.shows) for article in articles)
    adaptations: defaultdict[str, list[Link]] = defaultdict(list)
    for document, matter in documents.values():
        if matter.based_on:
            adaptations[matter.based_on].append(resolver.names.by_file[document.file].link)
    made = [
        _show(
            document,
            matter,
            seasons[identity],
            casts[identity],
            crew_credits[identity],
            adaptations[identity],
            cards,
            resolver,
            today,
        )
        for identity, (document, matter) in documents.items()
    ]
    return tuple(sorted(made, key=lambda each: (each.link.title.casefold(), each.link.id)))


def _show(
    document: Document,
    matter: ShowMatter,
    seasons: tuple[Season, ...],
    cast: tuple[CastGroup, ...],
    crew_credits: tuple[Credit, ...],
    adaptations: list[Link],
    cards: Mapping[Link, list[Card]],
    resolver: Resolver,
    today: date,
) -> Show:
    link = resolver.names.by_file[document.file].link
    based_on = resolver.names.shows(matter.based_on) if matter.based_on else None
    if matter.based_on and based_on is None:
        near = resolver.names.near(matter.based_on, "shows")
        message = f'based_on: no show has the id "{matter.based_on}"{near}'
        hint = "" if near else f"write content/shows/{matter.based_on}/index.md"
        resolver.problems.append(Problem(document.where("based_on"), message, hint))
    since, until = came_out(matter.released or matter.ran, today)
    return Show(
        link=link,
        file=document.file,
        kind=matter.kind,
        original=matter.original,
        aliases=matter.aliases,
        description=matter.description or excerpt(document.body, resolver.names),
        platform=matter.platform or next((season.platform for season in seasons if season.platform), ""),
        ran=date_in_words(document, matter.ran, resolver.problems, "ran"),
        released=date_in_words(document, matter.released, resolver.problems, "released"),
        since=since,
        until=until,
        based_on=based_on,
        adaptations=tuple(adaptations),
        production=matter.production,
        credits=crew_credits,
        cast=cast,
        seasons=seasons,
        references=references(matter.ids, person=False),
        image=resolver.placing.image(document, matter.image),
        prose=prose(document, (document.id,), resolver),
        articles=tuple(cards.get(link, ())),
    )


def people(
    documents: Sequence[tuple[Document, PersonMatter]],
    show_documents: Mapping[str, tuple[Document, ShowMatter]],
    articles: Sequence[Listed],
    resolver: Resolver,
) -> tuple[Person, ...]:
    """Make every person, by name, with their parts and the articles that name them."""
    cards = _cards_by_link((article.card, article.people) for article in articles)
    parts: defaultdict[str, list[Part]] = defaultdict(list)
    for document, matter in show_documents.values():
        for identity, part in parts_of(resolver.names.by_file[document.file].link, matter):
            parts[identity].append(part)
    made = []
    for document, person in documents:
        link = resolver.names.by_file[document.file].link
        made.append(
            Person(
                link=link,
                file=document.file,
                original=person.original,
                aliases=person.aliases,
                roles=person.roles,
                parts=tuple(parts[document.id]),
                references=references(person.ids, person=True),
                image=resolver.placing.image(document, person.image),
                prose=prose(document, (), resolver),
                articles=tuple(cards.get(link, ())),
            )
        )
    return tuple(sorted(made, key=lambda each: (each.link.title.casefold(), each.link.id)))


def author_shelves(authors: Mapping[str, Author], articles: Sequence[Listed]) -> tuple[AuthorShelf, ...]:
    """Put articles under their authors, authors by name; one who hasn't written yet has a page too."""
    cards = _cards_by_link((article.card, article.card.authors) for article in articles)
    ordered = sorted(authors.values(), key=lambda each: (each.link.title.casefold(), each.link.id))
    return tuple(AuthorShelf(each, tuple(cards.get(each.link, ()))) for each in ordered)


def _cards_by_link(pairs: Iterable[tuple[Card, tuple[Link, ...]]]) -> dict[Link, list[Card]]:
    found: dict[Link, list[Card]] = {}
    for card, links in pairs:
        for link in links:
            found.setdefault(link, []).append(card)
    return found
