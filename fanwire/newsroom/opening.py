"""Opening the news room: documents become the library. The steps in order; each has a module of its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from fanwire.errors import Problem, SiteProblems
from fanwire.newsroom.addresses import address, permalink
from fanwire.newsroom.articles import articles, filed
from fanwire.newsroom.calendars import calendar
from fanwire.newsroom.casts import Casting, cast_table, seasons
from fanwire.newsroom.claims import Amended, Telling, amended
from fanwire.newsroom.formers import formers
from fanwire.newsroom.identities import authority, first_names, identities
from fanwire.newsroom.ledgers import Cast, OpenLedger, change_of, midnight, open_ledgers, show_told
from fanwire.newsroom.names import Names, Target
from fanwire.newsroom.placing import Placing
from fanwire.newsroom.portraits import author, author_shelves, page, people, shows
from fanwire.newsroom.premieres import next_premiere
from fanwire.newsroom.prose import Resolver
from fanwire.newsroom.releases import releases
from fanwire.newsroom.schedule import as_known, is_public, next_change
from fanwire.newsroom.sources_told import sources_told
from fanwire.newsroom.taxonomy import months, section_shelves, tag_links, tag_shelves
from fanwire.records.config import Config
from fanwire.records.document import Document, Documents
from fanwire.records.library import Library, Redirect, Season
from fanwire.records.link import Link
from fanwire.records.matter import ArticleMatter, AuthorMatter, PageMatter, PersonMatter, ShowMatter

M = TypeVar("M")
Pairs = list[tuple[Document, M]]


def library(documents: Documents, config: Config) -> Library:
    """Put names to people and shows, decide what is public, resolve every link, and relate articles to each other.

    Raises SiteProblems with every broken reference of every public text.
    """
    problems: list[Problem] = []
    today = config.now.date()
    public = _public_articles(documents, config)
    pages = [pair for pair in _pairs(documents.pages, PageMatter) if _is_public(pair[1], config)]
    names = _names(documents, public, pages, config)
    record, all_articles = documents.published, _pairs(documents.articles, ArticleMatter)
    known_as = identities(all_articles, names, record, config, problems)
    urls = {document.file: names.by_file[document.file].link.url for document, _ in public}
    placing = Placing(
        config.home,
        documents.pictures,
        documents.attachments,
        documents.stamps,
        documents.statics,
        _owners(documents, names),
        problems,
    )

    tags = tag_links(list(reversed(public)), config.home, problems)
    newest_first = [
        filed(document, matter, urls[document.file], tags, names, placing, config) for document, matter in public
    ]

    show_documents = {document.id: (document, matter) for document, matter in _pairs(documents.shows, ShowMatter)}
    person_documents = _pairs(documents.people, PersonMatter)
    portraits = {document.id: placing.image(document, matter.image) for document, matter in person_documents}
    casting = Casting(names, portraits.get, today, problems)
    of_show = {identity: seasons(document, matter, casting) for identity, (document, matter) in show_documents.items()}
    casts = {
        identity: casting.groups(document, matter.cast, "cast")
        for identity, (document, matter) in show_documents.items()
    }
    crew_credits = {
        identity: casting.credits(document, matter) for identity, (document, matter) in show_documents.items()
    }

    titles = {identity: matter.title for identity, (_, matter) in show_documents.items()}
    find_cast = partial(cast_table, titles=titles, seasons_of=of_show, casts=casts, problems=problems)
    cards = {each.card.url: each.card for each in newest_first}
    ledgers = open_ledgers(documents.ledgers, _cast(documents, names, of_show), config.home, today, problems)
    show_links = {identity: names.by_file[each.file].link for identity, (each, _) in show_documents.items()}
    telling = Telling(ledgers, show_links, problems)
    released = releases(
        [(show_links[identity], matter, of_show[identity]) for identity, (_, matter) in show_documents.items()]
    )
    resolver = Resolver(config.home, names, cards, placing, find_cast, telling.tell, [], problems)
    authors = {
        document.id: author(document, matter, resolver) for document, matter in _pairs(documents.authors, AuthorMatter)
    }
    since = {
        each.document.file: amended(each.document, each.matter, each.card.date.date(), telling) for each in newest_first
    }
    finished = articles(newest_first, authors, since, known_as, resolver, config)
    opened = Library(
        authority=authority(record, config),
        first_names=MappingProxyType(first_names(documents.shows, record)),
        articles=finished,
        pages=tuple(page(document, matter, resolver) for document, matter in pages),
        shows=shows(show_documents, of_show, casts, crew_credits, finished, resolver, today),
        people=people(person_documents, show_documents, finished, resolver),
        authors=author_shelves(authors, finished),
        tags=tag_shelves(finished),
        sections=section_shelves(finished, config.settings.sections, config.home),
        months=months(finished, config.home, config.words),
        redirects=_redirects(public, names) + _redirects(pages, names),
        formers=formers(all_articles, _pairs(documents.pages, PageMatter), names, known_as, record, config),
        files=placing.files(),
        root_links=tuple(resolver.root_links),
        statics=MappingProxyType(documents.statics),
        ledgers=tuple(
            show_told(each) for each in ledgers.values() if any(state.questions for state in each.states.values())
        ),
        sources=sources_told(documents.sources, ledgers, config.home),
        calendar=calendar(ledgers, released, today),
        next_change=_next_change(documents, ledgers, since.values(), config),
    )
    if problems:
        raise SiteProblems(problems)
    return opened


def _cast(documents: Documents, names: Names, seasons_of: Mapping[str, tuple[Season, ...]]) -> Cast:
    """Say what ledgers may name."""
    shows, people = (
        {each.id: names.by_file[each.file].link for each in kind} for kind in (documents.shows, documents.people)
    )
    titles = {identity: {season.id: season.title for season in found} for identity, found in seasons_of.items()}
    return Cast(shows, titles, people, documents.sources)


def _next_change(
    documents: Documents, ledgers: Mapping[str, OpenLedger], since: Iterable[Amended], config: Config
) -> datetime | None:
    """Find when the site next changes with nobody touching it.

    Its schedule may change it, its ledgers, what articles claimed, or a work that comes out.
    """
    today = config.now.date()
    days = [each.next_change for each in since]
    days.append(next_premiere((show for _, show in _pairs(documents.shows, ShowMatter)), today))
    moments = [
        next_change(documents.articles, config.now, drafts=config.drafts),
        change_of(ledgers, today, config.zone),
        *(midnight(day, config.zone) for day in days if day),
    ]
    return min((each for each in moments if each), default=None)


def _pairs(documents: Sequence[Document], kind: type[M]) -> "Pairs[M]":
    return [(document, document.matter) for document in documents if isinstance(document.matter, kind)]


def _is_public(matter: ArticleMatter | PageMatter, config: Config) -> bool:
    return is_public(matter, config.now, drafts=config.drafts, future=config.future)


def _public_articles(documents: Documents, config: Config) -> "Pairs[ArticleMatter]":
    """List public articles, newest first; articles of one moment in the order of their files."""
    pairs = [
        (document, as_known(matter, config.now))
        for document, matter in _pairs(documents.articles, ArticleMatter)
        if _is_public(matter, config)
    ]
    pairs.sort(key=lambda pair: pair[0].file)
    return sorted(pairs, key=lambda pair: pair[1].date or config.now, reverse=True)


def _names(documents: Documents, public: "Pairs[ArticleMatter]", pages: "Pairs[PageMatter]", config: Config) -> Names:
    """Collect everything that has a page, also what isn't public: a link to that is known, but leads nowhere yet."""
    home = config.home
    shown = {document.file for document, _ in (*public, *pages)}
    by_id: dict[str, defaultdict[str, list[Target]]] = {
        kind: defaultdict(list) for kind in ("people", "shows", "articles", "pages", "authors")
    }
    by_file: dict[str, Target] = {}

    def add(kind: str, document: Document, title: str, url: str, *, anchors: bool) -> None:
        known = document.body.anchors if anchors else None
        is_shown = kind in {"people", "shows", "authors"} or document.file in shown
        target = Target(Link(title, url, document.id), kind, is_shown, known)
        by_id[kind][document.id].append(target)
        by_file[document.file] = target

    for document, matter in _pairs(documents.articles, ArticleMatter):
        add("articles", document, matter.title, _article_url(document, matter, config), anchors=True)
    for document, page_matter in _pairs(documents.pages, PageMatter):
        add("pages", document, page_matter.title, address(home, page_matter.slug or document.id), anchors=True)
    for document, show in _pairs(documents.shows, ShowMatter):
        add("shows", document, show.title, address(home, "shows", document.id), anchors=False)
    for document, person in _pairs(documents.people, PersonMatter):
        add("people", document, person.name, address(home, "people", document.id), anchors=False)
    for document, writer in _pairs(documents.authors, AuthorMatter):
        add("authors", document, writer.name, address(home, "authors", document.id), anchors=False)
    frozen = {kind: {identity: tuple(found) for identity, found in targets.items()} for kind, targets in by_id.items()}
    return Names(frozen, by_file)


def _article_url(document: Document, matter: ArticleMatter, config: Config) -> str:
    date = matter.date or config.now
    return permalink(
        config.home,
        config.settings.permalink,
        date=date.astimezone(config.zone),
        slug=matter.slug or document.id,
        section=matter.section,
        identity=document.id,
    )


def _owners(documents: Documents, names: Names) -> dict[str, str]:
    """Find the folders whose pictures stand below their text's own address: those of an index.md."""
    kinds = (documents.articles, documents.pages, documents.shows, documents.people, documents.authors)
    return {
        document.folder: names.by_file[document.file].link.url
        for documents_of_kind in kinds
        for document in documents_of_kind
        if document.file.endswith("/index.md") and names.by_file[document.file].public
    }


def _redirects(pairs: "Pairs[ArticleMatter] | Pairs[PageMatter]", names: Names) -> tuple[Redirect, ...]:
    return tuple(
        Redirect(alias, names.by_file[document.file].link.url, document.where("aliases", number))
        for document, matter in pairs
        for number, alias in enumerate(matter.aliases)
    )
