"""From documents to stories: every text with what was known about its shows on its day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from fanwire.newsroom.ledger_warnings import coded_warnings
from fanwire.newsroom.standing import derive
from fanwire.records.check import Finding, Manuscript, OutsideLink, Part, ShowFacts, Story
from fanwire.records.config import Config
from fanwire.records.document import Document, Documents
from fanwire.records.ledger import Ledger
from fanwire.records.matter import ArticleMatter, PersonMatter, RoleMatter, ShowMatter
from fanwire.records.record import replace


def stories(
    documents: Documents, manuscripts: Mapping[str, Manuscript], ledgers: Mapping[str, Ledger], config: Config
) -> Iterable[Story]:
    """Make a story of each text that was read again, by its file; `ledgers` are by their show's id."""
    shows = _shows(documents)
    names = story(Manuscript("", ()), documents, ())
    for document in (*documents.articles, *documents.pages, *documents.shows, *documents.people):
        manuscript = manuscripts.get(document.file)
        if manuscript:
            about, day = _about(document), _day(document, config)
            facts = tuple(_facts(each, shows[each], ledgers.get(each), day) for each in about if each in shows)
            yield replace(names, manuscript=manuscript, shows=facts)


def story(manuscript: Manuscript, documents: Documents, facts: Sequence[ShowFacts]) -> Story:
    """Hold a text against the names that a site knows, and against facts about shows."""
    shows = _shows(documents)
    people = {each.id: _names(each.matter) for each in documents.people if isinstance(each.matter, PersonMatter)}
    names = (*_preferred(people, shows.values()),)
    others = tuple(name for known in (*people.values(), *map(_titles, shows.values())) for name in known)
    wrong = {title: matter.title for matter in shows.values() for title in matter.not_titles}
    return Story(manuscript, tuple(facts), people, tuple(dict.fromkeys(names)), others, wrong)


def facts_of(documents: Documents, ledgers: Mapping[str, Ledger], day: date) -> tuple[ShowFacts, ...]:
    """Tell what is known about every show of a site on a day."""
    return tuple(_facts(each, matter, ledgers.get(each), day) for each, matter in _shows(documents).items())


def ledger_findings(ledgers: Iterable[Ledger], today: date) -> Iterable[Finding]:
    """Give the findings about ledgers as of a day."""
    for ledger in ledgers:
        for problem, code in coded_warnings(ledger, today):
            yield Finding(problem.where, code, problem.message, problem.hint)


def links_of(ledger: Ledger) -> Iterable[OutsideLink]:
    """Give the addresses of a ledger's lines."""
    for season in ledger.seasons:
        for lines in season.questions:
            yield from (OutsideLink(entry.url, entry.where) for entry in lines.entries if entry.url)


def outside_findings(links: Iterable[OutsideLink], dead: Mapping[str, str]) -> Iterable[Finding]:
    """Report the links that nobody answers at; `dead` gives the reasons by address."""
    for link in links:
        reason = dead.get(link.address.partition("#")[0])
        if reason:
            hint = "link a copy in an archive, or say why not: the address is still what was said there"
            yield Finding(link.where, "FW601", f"{link.address}: {reason}", hint)


def _shows(documents: Documents) -> Mapping[str, ShowMatter]:
    return {each.id: each.matter for each in documents.shows if isinstance(each.matter, ShowMatter)}


def _names(matter: PersonMatter) -> tuple[str, ...]:
    return tuple(name for name in (matter.name, matter.original, *matter.aliases) if name)


def _preferred(people: Mapping[str, Sequence[str]], shows: Iterable[ShowMatter]) -> Iterable[str]:
    yield from (names[0] for names in people.values())
    for matter in shows:
        yield matter.title
        yield from (part.character for part in _parts(matter) if part.character)


def _titles(matter: ShowMatter) -> tuple[str, ...]:
    return tuple(name for name in (matter.title, matter.original, *matter.aliases) if name)


def _parts(matter: ShowMatter) -> Iterable[Part]:
    yield from _of_cast("", matter.cast)
    for season, of in matter.seasons.items():
        yield from _of_cast(season, of.cast)


def _of_cast(season: str, cast: Mapping[str, Sequence[RoleMatter]]) -> Iterable[Part]:
    return (Part(season, role.person, role.as_) for roles in cast.values() for role in roles)


def _about(document: Document) -> tuple[str, ...]:
    if isinstance(document.matter, ArticleMatter):
        return document.matter.shows
    return (document.id,) if isinstance(document.matter, ShowMatter) else ()


def _day(document: Document, config: Config) -> date:
    """Give the day whose knowledge a text is held against: an article's own, today for whatever is always kept up."""
    matter = document.matter
    written = matter.date if isinstance(matter, ArticleMatter) else None
    return (written.astimezone(config.zone) if written else config.now).date()


def _facts(identity: str, matter: ShowMatter, ledger: Ledger | None, day: date) -> ShowFacts:
    states = derive(ledger, day) if ledger else ()
    return ShowFacts(identity, _titles(matter), matter.not_titles, tuple(_parts(matter)), states)
