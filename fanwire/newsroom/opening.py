"""Opening the news room: documents become the library. The steps in order; each has a module of its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from operator import attrgetter
from types import MappingProxyType

from fanwire.errors import MustOpenAll, Problem, SiteProblems, Where
from fanwire.newsroom.articles import Filed, Finished, articles, filed
from fanwire.newsroom.cabinet import NOTHING_CLOSED, Cabinet
from fanwire.newsroom.calendars import calendar
from fanwire.newsroom.casts import Casting, cast_table, seasons
from fanwire.newsroom.claims import Amended, Telling, amended
from fanwire.newsroom.closing import changed_lists, known, opened_in_order, same_tags
from fanwire.newsroom.collecting import Pairs, collected_names, owners_of, pairs_of
from fanwire.newsroom.formers import formers
from fanwire.newsroom.identities import authority, first_names, identities
from fanwire.newsroom.ledgers import Cast, OpenLedger, change_of, midnight, open_ledgers, show_told
from fanwire.newsroom.names import Names
from fanwire.newsroom.placing import Placing
from fanwire.newsroom.portraits import author, author_shelves, page, people, shows
from fanwire.newsroom.premieres import next_premiere
from fanwire.newsroom.prose import Resolver, prose
from fanwire.newsroom.releases import releases
from fanwire.newsroom.schedule import as_known, is_public, next_change
from fanwire.newsroom.sources_told import sources_told
from fanwire.newsroom.taxonomy import Tagged, months, section_shelves, tag_links, tag_shelves
from fanwire.records.config import Config
from fanwire.records.document import Document, Documents
from fanwire.records.library import Library, Season
from fanwire.records.listed import Closed, Known, Redirect, RootLink
from fanwire.records.matter import ArticleMatter, AuthorMatter, PageMatter, PersonMatter, ShowMatter
from fanwire.records.prose import Prose


def library(documents: Documents, config: Config, cabinet: Cabinet = NOTHING_CLOSED) -> Library:
    """Put names to people and shows, decide what is public, resolve every link, and relate articles to each other.

    The articles of `cabinet` stay closed, but for those that show what has changed. Raises SiteProblems with every
    broken reference of every public text, and MustOpenAll where articles can't stay closed.
    """
    problems: list[Problem] = []
    today = config.now.date()
    public = _public_articles(documents, config)
    pages = [pair for pair in pairs_of(documents.pages, PageMatter) if _is_public(pair[1], config)]
    names = collected_names(documents, public, pages, cabinet.known, config)
    record, all_articles = documents.published, pairs_of(documents.articles, ArticleMatter)
    known_as = identities(all_articles, cabinet, names, record, config, problems)
    placing = Placing(
        config.home,
        documents.pictures,
        documents.attachments,
        documents.stamps,
        documents.statics,
        owners_of(documents, cabinet.known, names),
        problems,
    )

    tags = tag_links(_tagged(public, cabinet.known, config), config.home, problems)
    same_tags(cabinet, tags)
    find_filed = partial(filed, tags=tags, names=names, placing=placing, config=config)
    filed_now = [find_filed(document, matter, names.by_file[document.file].link.url) for document, matter in public]
    ordered, changed = _in_order(filed_now, cabinet, find_filed, config)

    show_documents = {document.id: (document, matter) for document, matter in pairs_of(documents.shows, ShowMatter)}
    person_documents = pairs_of(documents.people, PersonMatter)
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
    cards = {each.card.url: each.card for each in ordered}
    ledgers = open_ledgers(documents.ledgers, _cast(documents, names, of_show), config.home, today, problems)
    show_links = {identity: names.by_file[each.file].link for identity, (each, _) in show_documents.items()}
    telling = Telling(ledgers, show_links, problems)
    released = releases(
        [(show_links[identity], matter, of_show[identity]) for identity, (_, matter) in show_documents.items()]
    )
    resolver = Resolver(config.home, names, cards, placing, find_cast, telling.tell, [], problems)
    authors = {
        document.id: author(document, matter, resolver)
        for document, matter in pairs_of(documents.authors, AuthorMatter)
    }
    since = {
        each.document.file: amended(each.document, each.matter, each.card.date.date(), telling)
        for each in ordered
        if isinstance(each, Filed)
    }
    finished = articles(ordered, authors, since, known_as, resolver, config)
    known_now = _known(ordered, finished, since, names, config)
    placing.placed.extend([file for each in cabinet.known for file in each.files])
    listed = [each.listed for each in known_now]
    opened = Library(
        authority=authority(record, config),
        first_names=MappingProxyType(first_names(documents.shows, record)),
        articles=tuple([each.article for each in finished]),
        known=known_now,
        closed=_still_closed(cabinet, finished),
        find_prose=_prose_finder(finished, cabinet, resolver),
        changed_lists=changed_lists(
            cabinet, changed, (*documents.shows, *documents.people, *documents.authors), names, config
        ),
        pages=tuple(page(document, matter, resolver) for document, matter in pages),
        shows=shows(show_documents, of_show, casts, crew_credits, listed, resolver, today),
        people=people(person_documents, show_documents, listed, resolver),
        authors=author_shelves(authors, listed),
        tags=tag_shelves(listed),
        sections=section_shelves(listed, config.settings.sections, config.home),
        months=months(listed, config.home, config.words),
        redirects=(*[each for article in known_now for each in article.redirects], *_redirects(pages, names)),
        formers=formers(all_articles, cabinet, pairs_of(documents.pages, PageMatter), names, known_as, record, config),
        files=placing.files(),
        root_links=(*resolver.root_links, *_root_links(cabinet)),
        statics=MappingProxyType(documents.statics),
        ledgers=tuple(
            show_told(each) for each in ledgers.values() if any(state.questions for state in each.states.values())
        ),
        sources=sources_told(documents.sources, ledgers, config.home),
        calendar=calendar(ledgers, released, today),
        next_change=_next_change(documents, known_now, ledgers, config),
    )
    if problems:
        # With every article open, all problems are found, and each place.
        raise MustOpenAll if cabinet.closed else SiteProblems(problems)
    return opened


def _in_order(
    opened: list[Filed], cabinet: Cabinet, find_filed: Callable[[Document, ArticleMatter, str], Filed], config: Config
) -> tuple[Sequence[Filed | Known], list[Filed]]:
    """Put all public articles in order, newest first, and tell which have changed."""
    if not cabinet.closed:
        return opened, opened

    def open_again(article: Known) -> Filed:
        document = cabinet.open(article.listed.file)
        assert isinstance(document.matter, ArticleMatter)  # noqa: S101 - only articles are closed
        return find_filed(document, as_known(document.matter, config.now), article.card.url)

    return opened_in_order(cabinet, opened, open_again)


def _known(
    ordered: Sequence[Filed | Known],
    finished: Sequence[Finished],
    since: Mapping[str, Amended],
    names: Names,
    config: Config,
) -> tuple[Known, ...]:
    """Note of every public article what others may ask of it, newest first."""
    made = {each.article.file: each for each in finished}

    def note(each: Filed) -> Known:
        document, day = each.document, since[each.document.file].next_change
        until = next_change((document,), config.now, drafts=config.drafts)
        if day:
            until = min(filter(None, (until, midnight(day, config.zone))))
        redirects = _redirects([(document, each.matter)], names) if each.matter.aliases else ()
        return known(each, made[document.file], redirects, until)

    return tuple([each if isinstance(each, Known) else note(each) for each in ordered])


def _still_closed(cabinet: Cabinet, finished: Sequence[Finished]) -> Mapping[str, Closed]:
    opened = {each.article.file for each in finished}
    return {file: each for file, each in cabinet.closed.items() if file not in opened}


def _root_links(cabinet: Cabinet) -> Iterator[RootLink]:
    """Yield the links of closed articles to the site's own addresses; a dead one is placed with every article open."""
    for each in cabinet.known:
        for path in each.root_links:
            yield RootLink(path, Where(each.listed.file))


def _prose_finder(finished: Sequence[Finished], cabinet: Cabinet, resolver: Resolver) -> Callable[[str], Prose]:
    """Make a function that finds the resolved body of an article by its file; that of a closed one is resolved now."""
    known = {each.article.file: each.article.prose for each in finished}

    def find(file: str) -> Prose:
        if file not in known:
            document = cabinet.open(file)
            assert isinstance(document.matter, ArticleMatter)  # noqa: S101 - only articles are closed
            known[file] = prose(document, document.matter.shows, resolver)
        return known[file]

    return find


def _cast(documents: Documents, names: Names, seasons_of: Mapping[str, tuple[Season, ...]]) -> Cast:
    """Say what ledgers may name."""
    shows, people = (
        {each.id: names.by_file[each.file].link for each in kind} for kind in (documents.shows, documents.people)
    )
    titles = {identity: {season.id: season.title for season in found} for identity, found in seasons_of.items()}
    return Cast(shows, titles, people, documents.sources)


def _next_change(
    documents: Documents, public: Sequence[Known], ledgers: Mapping[str, OpenLedger], config: Config
) -> datetime | None:
    """Find when the site next changes with nobody touching it.

    Its schedule may change it, its ledgers, what articles claimed, or a work that comes out.
    """
    today = config.now.date()
    premiere = next_premiere((show for _, show in pairs_of(documents.shows, ShowMatter)), today)
    noted = {each.listed.file for each in public}
    hidden = [document for document in documents.articles if document.file not in noted]
    moments = [
        next_change(hidden, config.now, drafts=config.drafts),
        change_of(ledgers, today, config.zone),
        midnight(premiere, config.zone) if premiere else None,
        *[each.next_change for each in public],
    ]
    return min((each for each in moments if each), default=None)


def _is_public(matter: ArticleMatter | PageMatter, config: Config) -> bool:
    return is_public(matter, config.now, drafts=config.drafts, future=config.future)


def _public_articles(documents: Documents, config: Config) -> "Pairs[ArticleMatter]":
    """List public articles, newest first; articles of one moment in the order of their files."""
    pairs = [
        (document, as_known(matter, config.now))
        for document, matter in pairs_of(documents.articles, ArticleMatter)
        if _is_public(matter, config)
    ]
    pairs.sort(key=lambda pair: pair[0].file)
    return sorted(pairs, key=lambda pair: pair[1].date or config.now, reverse=True)


def _tagged(public: "Pairs[ArticleMatter]", articles: Sequence[Known], config: Config) -> list[Tagged]:
    """List public articles with their tags, oldest first."""
    found = [
        Tagged(matter.tags, matter.date or config.now, document.file, document.where) for document, matter in public
    ]
    if articles:
        found += [Tagged(each.tags, each.date, each.listed.file) for each in articles]
        found.sort(key=attrgetter("file"))
        found.sort(key=attrgetter("date"), reverse=True)
    return found[::-1]


def _redirects(pairs: "Pairs[ArticleMatter] | Pairs[PageMatter]", names: Names) -> tuple[Redirect, ...]:
    return tuple(
        Redirect(alias, names.by_file[document.file].link.url, document.where("aliases", number))
        for document, matter in pairs
        for number, alias in enumerate(matter.aliases)
    )
