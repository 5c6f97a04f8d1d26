"""By which id feed readers know each article: the recorded one counts, wherever it lies and whatever its title is."""

from collections.abc import Iterator, Mapping, Sequence

from fanwire.errors import MustOpenAll, Problem
from fanwire.newsroom.addresses import readable
from fanwire.newsroom.cabinet import Cabinet
from fanwire.newsroom.names import Names
from fanwire.records.config import Config
from fanwire.records.document import Document
from fanwire.records.feed_ids import authority_of, tag_uri
from fanwire.records.matter import ArticleMatter
from fanwire.records.published import Published, PublishedText
from fanwire.records.record import Record

Articles = Sequence[tuple[Document, ArticleMatter]]


class Identity(Record, frozen=True):
    """The id that feed readers know an article by, and what was recorded under it."""

    id: str
    known: PublishedText | None


def authority(record: Published, config: Config) -> str:
    """Name the host that ids are minted under: the recorded one, and before the first `record` that of site.yaml."""
    return record.authority or authority_of(config.settings.base_url)


def identities(
    articles: Articles, cabinet: Cabinet, names: Names, record: Published, config: Config, problems: list[Problem]
) -> dict[str, Identity]:
    """Find the id of every article, by file.

    Its head's `id` counts first, then what is recorded: for its file, for its address where the recorded file is gone,
    for the id that would be minted. Last comes a new one. Two texts with one id are a problem, reported at both.
    Those of closed articles are as they were; raises MustOpenAll where another article could have one of them.
    """
    by_id, by_file = {text.id: text for text in record.articles}, {text.file: text for text in record.articles}
    found = {document.file: Identity(matter.id, by_id.get(matter.id)) for document, matter in articles if matter.id}
    for document, _ in articles:
        if document.file not in found and (known := by_file.get(document.file)):
            found[document.file] = Identity(known.id, known)
    carried = {each.id for each in found.values()}
    free = {text.id: text for text in record.articles if text.id not in carried}
    host = authority(record, config)
    at = {known.address: text for text in free.values() for known in text.addresses}
    for document, matter in articles:
        if document.file in found:
            continue
        minted = _minted(document, matter, host, config)
        here = at.get(readable(names.by_file[document.file].link.url, config.home)) if at else None
        known = free.pop(here.id, None) if here else free.pop(minted, None)
        found[document.file] = Identity(known.id if known else minted, known)
    problems += _shared_ids(articles, names, found)
    return found | _of_closed(cabinet, found, by_id, names)


def _of_closed(
    cabinet: Cabinet, found: Mapping[str, Identity], by_id: Mapping[str, PublishedText], names: Names
) -> dict[str, Identity]:
    """Find the ids of closed articles, which stay as long as no other article gives up its own, or has it."""
    kept = {each.listed.file: each.listed.feed_id for each in cabinet.known}
    if not set(kept.values()).isdisjoint(each.id for each in found.values()):
        raise MustOpenAll
    for file, each in found.items() if kept else ():
        if not names.by_file[file].public:
            continue
        before = cabinet.before.get(file)
        # Something that is recorded may be what a closed article has gone by, by its address or its name.
        if before.listed.feed_id != each.id if before else each.known is not None:
            raise MustOpenAll
    return {file: Identity(identity, by_id.get(identity)) for file, identity in kept.items()} if kept else {}


def first_names(shows: Sequence[Document], record: Published) -> dict[str, str]:
    """Find the shows that were published under another id, and the first one of each: `{"tide": "low-tide"}`.

    The lines of a ledger and the entries of calendars have the show's id in theirs, and go on under the first.
    """
    first = {text.file: text.addresses[0].address for text in record.texts if text.addresses}
    found = {show.id: first.get(show.file, "").removeprefix("/shows/").strip("/") for show in shows}
    return {identity: name for identity, name in found.items() if name and name != identity}


def _minted(document: Document, matter: ArticleMatter, host: str, config: Config) -> str:
    """Make an id of the article's day and name, which is the same in every build until it is recorded."""
    date = matter.date or config.now
    return tag_uri(host, date.astimezone(config.zone).date(), document.id)


def _shared_ids(articles: Articles, names: Names, found: Mapping[str, Identity]) -> Iterator[Problem]:
    carriers: dict[str, list[Document]] = {}
    for document, matter in articles:
        if matter.id or names.by_file[document.file].public:
            carriers.setdefault(found[document.file].id, []).append(document)
    for identity, documents in carriers.items():
        if len({names.by_file[document.file].link.url for document in documents}) == 1:
            continue  # they share their address too, which is the better thing to say, and is said of all files
        for document in documents if len(documents) > 1 else ():
            other = next(each for each in documents if each is not document)
            message = f'id: "{identity}" is also the id of {other.where("id")}'
            hint = "feed readers would take the two for one; give one of them an id of its own"
            yield Problem(document.where("id"), message, hint)
