"""Articles that stay closed: what is kept of each, and which have to be opened because others changed.

An article's page shows its own text, the library around it (people, shows, ledgers, settings), and of other articles
cards and addresses. While nothing changes but articles, only those have to be opened that show one of the changed.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import datetime

from fanwire.errors import MustOpenAll
from fanwire.newsroom.articles import Filed, Finished
from fanwire.newsroom.cabinet import Cabinet
from fanwire.newsroom.names import Names
from fanwire.newsroom.taxonomy import month_address
from fanwire.records.config import Config
from fanwire.records.document import Body, Document, ReadMoreBlock, parts_within
from fanwire.records.link import Link
from fanwire.records.listed import Known, Listed, Redirect
from fanwire.records.shown import shown_voices
from fanwire.records.slugs import fold

_SHARE = 4
"""With more articles to open than one in so many, all are opened: that is quicker."""


def names_in(body: Body) -> tuple[str, ...]:
    """List the ids and paths that a body points at."""
    blocks = [part.target for part in parts_within(body.parts) if isinstance(part, ReadMoreBlock)]
    return (*[each.target for each in body.references if not each.picture], *blocks)


def known(filed: Filed, finished: Finished, redirects: tuple[Redirect, ...], next_change: datetime | None) -> Known:
    """Note what others may ask of an article while it stays closed."""
    article, document = finished.article, filed.document
    body = document.body
    several = len(body.parts) > 1
    return Known(
        listed=Listed(
            card=article.card,
            file=article.file,
            feed_id=article.feed_id,
            shows=article.shows,
            people=article.people,
            tags=article.tags,
            corrections=article.corrections,
            since=article.since,
            lines=tuple(voice.line for voice in shown_voices(article.prose.pieces)) if several else (),
        ),
        id=document.id,
        date=filed.date,
        subjects=filed.subjects,
        tags=filed.matter.tags,
        series=filed.series,
        anchors=body.anchors,
        names=names_in(body),
        related=tuple([card.url for card in article.related]),
        redirects=redirects,
        files=filed.files + finished.files,
        root_links=tuple([link.path for link in finished.root_links]),
        next_change=next_change,
    )


def opened_in_order(
    cabinet: Cabinet, changed: Sequence[Filed], open_again: Callable[[Known], Filed]
) -> tuple[list[Known | Filed], list[Filed]]:
    """Put all articles in order, newest first, with those opened that show one that has changed; and tell which have.

    One that shows the title of a changed one in its own description has changed with it. `open_again` opens a closed
    one. Raises MustOpenAll where a changed article is public no more, and where there is too much to open.
    """
    if not cabinet.before.keys() <= {file_of(each) for each in changed}:
        raise MustOpenAll
    closed = {each.listed.file: each for each in cabinet.known}
    again: dict[str, Filed] = {}
    moved = list(changed)
    while files := _to_open(cabinet, moved, again):
        opened = {file: open_again(closed[file]) for file in files}
        again |= opened
        further = [each for file, each in opened.items() if each.card != closed[file].card]
        if not further:
            break
        moved += further
    made: list[Known | Filed] = [again.get(each.listed.file, each) for each in cabinet.known]
    for each in changed:
        made.insert(_place(each, made), each)
    return made, moved


def _to_open(cabinet: Cabinet, changed: Sequence[Filed], opened: Container[str]) -> list[str]:
    """List the files of closed articles that show one of the changed, but for those that are open already."""
    reaches = _reach(cabinet, changed)
    found = {each.listed.file for each in cabinet.known if reaches(each)}
    moved: list[Known | Filed] = [*changed, *cabinet.before.values()]
    for each in moved:
        at = _place(each, cabinet.known)
        after = at + any(file_of(there) == file_of(each) for there in cabinet.known[at : at + 1])
        neighbours = (*cabinet.known[max(at - 1, 0) : at], *cabinet.known[after : after + 1])
        found |= {neighbour.listed.file for neighbour in neighbours}
    if len(found) * _SHARE > len(cabinet.known):
        raise MustOpenAll
    return sorted(file for file in found if file not in opened)


def changed_lists(
    cabinet: Cabinet, changed: Sequence[Filed], portraits: Sequence[Document], names: Names, config: Config
) -> Mapping[str, frozenset[str] | None] | None:
    """Name the lists in which articles have changed, by their addresses, and what is new in each.

    Those are the front page, tags, sections, months, and the shows, people and authors of `portraits`. None stands for
    what is new where an article has changed or gone too, or where a portrait's own text shows one of them.
    """
    if not cabinet.known:
        return None
    were = _as_they_were(cabinet)
    new: defaultdict[str, set[str]] = defaultdict(set)
    others: set[str] = set()
    for each in changed:
        for url in _lists(each, config):
            if file_of(each) in were:
                others.add(url)
            else:
                new[url].add(each.card.url)
    for before in cabinet.before.values():
        others |= _lists(before, config)
    moved, named = _moved_folders(changed, were), _names_of(changed)
    for document in portraits:
        if moved or not named.isdisjoint(names_in(document.body)):
            others.add(names.by_file[document.file].link.url)
    return {**{url: frozenset(urls) for url, urls in new.items()}, **dict.fromkeys(others)}


def _lists(article: Known | Filed, config: Config) -> set[str]:
    """Name the lists that an article is in, by their addresses."""
    card = article.card
    sections = {card.section.url} if card.section else set()
    authors = [author.url for author in card.authors]
    return {config.home, month_address(card.date, config.home), *sections, *article.subjects, *authors}


def _place(article: Known | Filed, newest_first: Sequence[Known | Filed]) -> int:
    """Find where an article belongs: those of one moment are in the order of their files."""
    low, high = 0, len(newest_first)
    while low < high:
        middle = (low + high) // 2
        other = newest_first[middle]
        if other.date > article.date or (other.date == article.date and file_of(other) < file_of(article)):
            low = middle + 1
        else:
            high = middle
    return low


def file_of(article: Known | Filed) -> str:
    """Name the file of an article."""
    return article.listed.file if isinstance(article, Known) else article.document.file


def _names_of(articles: Iterable[Filed]) -> set[str]:
    """List the ids and paths by which texts may name some articles."""
    named: set[str] = set()
    for each in articles:
        identity, file = each.document.id, each.document.file
        named |= {identity, f"articles/{identity}", file, file.removesuffix("/index.md")}
    return named


def _as_they_were(cabinet: Cabinet) -> Mapping[str, Known]:
    """Give every article as the last build left it, by its file."""
    return {**{each.listed.file: each for each in cabinet.known}, **cabinet.before}


def _moved_folders(changed: Sequence[Filed], were: Mapping[str, Known]) -> list[str]:
    """List the folders of articles that are new or have another address: what lies in them has one below it."""
    return [
        f"{each.document.folder}/"
        for each in changed
        if each.document.file.endswith("/index.md")
        and (not (before := were.get(each.document.file)) or before.card.url != each.card.url)
    ]


def _reach(cabinet: Cabinet, changed: Sequence[Filed]) -> Callable[[Known], bool]:
    """Make a function that tells whether a closed article shows one of the changed or its files, neighbours aside."""
    were = _as_they_were(cabinet)
    named, folders = _names_of(changed), tuple(_moved_folders(changed, were))
    addresses: set[str] = set()
    series: set[str] = set()
    days: list[datetime] = []
    for each in changed:
        before = were.get(each.document.file)
        series.add(fold(each.series))
        if before:
            addresses.add(before.card.url)
            series.add(fold(before.series))
        if not before or (before.date, before.subjects) != (each.date, each.subjects):
            # Whatever isn't older may find other articles related to it now.
            days += [each.date, before.date] if before else [each.date]
    series.discard("")
    since = min(days, default=None)

    def reaches(article: Known) -> bool:
        return (
            (since is not None and article.date >= since)
            or (bool(article.series) and fold(article.series) in series)
            or not named.isdisjoint(article.names)
            or not addresses.isdisjoint(article.related)
            or (bool(folders) and any(file.startswith(folders) for file, _ in article.files))
        )

    return reaches


def same_tags(cabinet: Cabinet, tags: Mapping[str, Link]) -> None:
    """Make sure that the tags of closed articles have the names and addresses they had; raises MustOpenAll."""
    used = {id(link): link for each in cabinet.known for link in each.listed.tags}
    if any(tags.get(fold(link.title)) != link for link in used.values()):
        raise MustOpenAll
