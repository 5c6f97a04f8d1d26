"""Articles: first the card of each, which others may see, then all of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

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
from fanwire.records.library import Article, Author, Series
from fanwire.records.link import Link
from fanwire.records.listed import Correction, Known, RootLink
from fanwire.records.matter import ArticleMatter
from fanwire.records.record import Record
from fanwire.records.slugs import fold


class Filed(Record, frozen=True):
    """A public article with its names looked up, before its body is resolved; `files` are those that its head uses."""

    document: Document
    matter: ArticleMatter
    card: Card
    shows: tuple[Link, ...]
    people: tuple[Link, ...]
    tags: tuple[Link, ...]
    date: datetime
    files: tuple[tuple[str, str], ...]

    @property
    def subjects(self) -> tuple[str, ...]:
        """Name what it is about by addresses, which are unique."""
        return tuple([link.url for links in (self.shows, self.people, self.tags) for link in links])

    @property
    def series(self) -> str:
        """Give the running story that it is a part of, as written."""
        return self.matter.series


class Finished(Record, frozen=True):
    """An article, and what its body uses besides: files with their addresses, addresses of the site itself."""

    article: Article
    files: tuple[tuple[str, str], ...]
    root_links: tuple[RootLink, ...]


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
    problems, first = placing.problems, len(placing.placed)
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
    files = tuple(placing.placed[first:])
    return Filed(document, matter, card, shows, people, found_tags, matter.date, files)


def articles(
    newest_first: Sequence[Filed | Known],
    authors: Mapping[str, Author],
    since: Mapping[str, Amended],
    known_as: Mapping[str, Identity],
    resolver: Resolver,
    config: Config,
) -> list[Finished]:
    """Make the whole of those articles that are open: bodies resolved, neighbours, series and related ones found."""
    close = related([Subjects(each.card, each.subjects, isinstance(each, Filed)) for each in newest_first])
    series = _series(newest_first)
    made: list[Finished] = []
    placed, root_links = resolver.placing.placed, resolver.root_links
    for number, each in enumerate(newest_first):
        if isinstance(each, Known):
            continue
        matter, document = each.matter, each.document
        files, links = len(placed), len(root_links)
        article = Article(
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
        made.append(Finished(article, tuple(placed[files:]), tuple(root_links[links:])))
    return made


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


def _series(newest_first: Sequence[Filed | Known]) -> dict[str, Series]:
    """Find the running stories that open articles belong to, by file."""
    parts: dict[str, list[Filed | Known]] = {}
    for each in reversed(newest_first):
        if each.series:
            parts.setdefault(fold(each.series), []).append(each)
    return {
        each.document.file: Series(chain[0].series, tuple(part.card for part in chain), number)
        for chain in parts.values()
        for number, each in enumerate(chain, 1)
        if isinstance(each, Filed)
    }
