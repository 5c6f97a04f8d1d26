"""Articles: first the card of each, which others may see, then all of it."""

from collections.abc import Mapping, Sequence

from fanwire.errors import Problem, did_you_mean
from fanwire.newsroom.claims import Amended
from fanwire.newsroom.identities import Identity
from fanwire.newsroom.names import Names
from fanwire.newsroom.placing import Placing
from fanwire.newsroom.prose import Resolver, contents, excerpt, prose, scope_words
from fanwire.newsroom.related import Subjects, related
from fanwire.newsroom.taxonomy import section_link
from fanwire.records.cards import Card
from fanwire.records.config import Config
from fanwire.records.document import Document
from fanwire.records.library import Article, Author, Correction, Series
from fanwire.records.link import Link
from fanwire.records.matter import ArticleMatter
from fanwire.records.record import Record
from fanwire.records.slugs import fold


class Filed(Record, frozen=True):
    """A public article with its names looked up, before its body is resolved."""

    document: Document
    matter: ArticleMatter
    card: Card
    shows: tuple[Link, ...]
    people: tuple[Link, ...]
    tags: tuple[Link, ...]


def filed(
    document: Document,
    matter: ArticleMatter,
    url: str,
    tags: Mapping[str, Link],
    names: Names,
    placing: Placing,
    config: Config,
) -> Filed:
    """Look up everything that an article's head names.

    Unknown ids and sections are problems with the nearest right word.
    """
    problems = placing.problems
    shows = _links("shows", matter.shows, document, names, problems)
    authors = _links("authors", matter.authors, document, names, problems)
    named = list(_links("people", matter.people, document, names, problems))
    named += [link for each in document.body.references if each.by_id and (link := names.people(each.target))]
    people = tuple(dict.fromkeys(named))
    section = _section(document, matter, config, problems)
    if matter.comments == "open" and not config.settings.comments_address:
        hint = "add comments_address: to site.yaml, where readers can write to"
        problems.append(
            Problem(document.where("comments"), "comments are open, and site.yaml says nowhere how to send one", hint)
        )
    assert matter.date is not None  # noqa: S101 - read refuses articles without a date
    card = Card(
        id=document.id,
        title=matter.title,
        url=url,
        date=matter.date.astimezone(config.zone),
        updated=matter.updated.astimezone(config.zone) if matter.updated else None,
        # The first paragraph of an article that gives a story away may do so itself.
        dek=matter.description or ("" if matter.spoilers else excerpt(document.body, names)),
        image=placing.image(document, matter.image),
        section=section,
        show=shows[0] if shows else None,
        authors=authors,
        minutes=document.body.minutes,
        featured=matter.featured,
        spoilers=scope_words(matter.spoilers, names.titles) if matter.spoilers else "",
    )
    found_tags = tuple(dict.fromkeys([link for tag in matter.tags if (link := tags.get(fold(tag)))]))
    return Filed(document, matter, card, shows, people, found_tags)


def articles(
    newest_first: Sequence[Filed],
    authors: Mapping[str, Author],
    since: Mapping[str, Amended],
    known_as: Mapping[str, Identity],
    resolver: Resolver,
    config: Config,
) -> tuple[Article, ...]:
    """Make the whole articles: bodies resolved, neighbours, series and related articles found."""
    close = related([Subjects(each.card, _subjects(each)) for each in newest_first])
    series = _series(newest_first)
    made = []
    for number, each in enumerate(newest_first):
        matter, document = each.matter, each.document
        made.append(
            Article(
                card=each.card,
                file=document.file,
                feed_id=known_as[document.file].id,
                prose=prose(document, matter.shows, resolver),
                toc=contents(document.body, resolver.names) if matter.toc else (),
                image=each.card.image,
                authors=tuple(authors[link.id] for link in each.card.authors),
                shows=each.shows,
                people=each.people,
                tags=each.tags,
                corrections=tuple(
                    Correction(found.date.astimezone(config.zone), found.text) for found in matter.corrections
                ),
                since=since[document.file].changes,
                comments_open=(matter.comments or config.settings.comments) == "open",
                comments_address=config.settings.comments_address,
                series=series.get(document.file),
                previous=newest_first[number + 1].card if number + 1 < len(newest_first) else None,
                next=newest_first[number - 1].card if number else None,
                related=close[number],
            )
        )
    return tuple(made)


def _links(
    kind: str, identities: tuple[str, ...], document: Document, names: Names, problems: list[Problem]
) -> tuple[Link, ...]:
    found: dict[Link, None] = {}
    for number, identity in enumerate(identities):
        targets = names.by_id[kind].get(identity)
        if targets:
            found[targets[0].link] = None
            continue
        one = {"people": "person"}.get(kind, kind.removesuffix("s"))
        place = f"content/{kind}/{identity}/index.md" if kind == "shows" else f"content/{kind}/{identity}.md"
        near = names.near(identity, kind)
        message = f'{kind}: no {one} has the id "{identity}"{near}'
        problems.append(
            Problem(document.where(kind, number), message, f"or write {place}" if near else f"write {place}")
        )
    return tuple(found)


def _section(document: Document, matter: ArticleMatter, config: Config, problems: list[Problem]) -> Link | None:
    sections = config.settings.sections
    if not matter.section:
        return None
    if matter.section in sections:
        return section_link(matter.section, sections, config.home)
    near = did_you_mean(matter.section, sections)
    known = ", ".join(sections) or "none"
    message = f'section: site.yaml has no section "{matter.section}"{near}'
    problems.append(Problem(document.where("section"), message, f"its sections: {known}"))
    return None


def _subjects(each: Filed) -> tuple[str, ...]:
    """Name what an article is about by addresses, which are unique."""
    return tuple(link.url for links in (each.shows, each.people, each.tags) for link in links)


def _series(newest_first: Sequence[Filed]) -> dict[str, Series]:
    """Find the running stories that articles belong to, by file."""
    parts: dict[str, list[Filed]] = {}
    for each in reversed(newest_first):
        if each.matter.series:
            parts.setdefault(fold(each.matter.series), []).append(each)
    return {
        each.document.file: Series(chain[0].matter.series, tuple(part.card for part in chain), number)
        for chain in parts.values()
        for number, each in enumerate(chain, 1)
    }
