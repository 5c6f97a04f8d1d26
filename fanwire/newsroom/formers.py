"""What becomes of every address that was ever published: it leads to its text, says that it is gone, or is missed."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from fanwire.errors import Where
from fanwire.newsroom.cabinet import Cabinet
from fanwire.newsroom.identities import Articles, Identity
from fanwire.newsroom.names import Names
from fanwire.records.config import Config
from fanwire.records.document import Document
from fanwire.records.matter import ArticleMatter, PageMatter
from fanwire.records.published import FILE, Farewell, Former, Known, Published, PublishedText
from fanwire.records.record import replace


def formers(
    articles: Articles,
    cabinet: Cabinet,
    pages: Iterable[tuple[Document, PageMatter]],
    names: Names,
    known_as: Mapping[str, Identity],
    record: Published,
    config: Config,
) -> tuple[Former, ...]:
    """Tell for every recorded address what becomes of it if nothing else is published there.

    What was published later than the moment of the build (`--as-of`) doesn't count.
    """
    carriers = {known.id: pair for pair in articles if (known := known_as[pair[0].file].known)}
    moved = {each.listed.feed_id: each.card.url for each in cabinet.known}
    documents = {document.file: document for document, _ in pages}
    found: list[Former] = []
    for text in reversed(record.articles):  # where two had one address, the later one has it
        if text.date is None or text.date <= config.now:
            if text.id in moved:
                found += _moved(text.addresses, moved[text.id])
            else:
                found += _of_article(text, carriers.get(text.id), names, config)
    for text in record.texts:
        found += _of_text(text, documents.get(text.file), names)
    dates = {_plain(known.address): text.date for text in record.articles for known in text.addresses}
    given_up = {_plain(each.address): each for each in record.gone}
    kept = [each for each in found if _plain(each.address) not in given_up]
    kept += (
        Former(each.address, each.where, farewell=Farewell(dates.get(at), each.why, listed=True))
        for at, each in given_up.items()
    )
    return (*kept, *_below_older_homes(kept, record, config))


def _of_article(
    text: PublishedText, carrier: tuple[Document, ArticleMatter] | None, names: Names, config: Config
) -> Iterator[Former]:
    if carrier is None:
        return _lost(text, f'write id: "{text.id}" into its head')
    document, matter = carrier
    target = names.by_file[document.file]
    if target.public:
        return _moved(text.addresses, target.link.url)
    if matter.draft:
        return _withdrawn(text.addresses, document, "draft", "and would be there no more")
    if matter.expires and matter.expires <= config.now:
        return (Former(known.address, known.where, farewell=Farewell(text.date)) for known in text.addresses)
    if config.as_of:  # the article's day was changed since; it wasn't known yet on the day that is asked for
        return iter(())
    return _withdrawn(text.addresses, document, "date", "and the article's date lies ahead")


def _of_text(text: PublishedText, page: Document | None, names: Names) -> Iterator[Former]:
    target = names.by_file.get(text.file)
    if target and target.public:
        return _moved(text.addresses, target.link.url)
    if page:
        return _withdrawn(text.addresses, page, "draft", "and would be there no more")
    return _lost(text, f"write its new name in the place of {text.file}")


def _moved(addresses: Iterable[Known], to: str) -> Iterator[Former]:
    for known in addresses:
        yield Former(known.address, known.where, to=to)


def _withdrawn(addresses: Iterable[Known], document: Document, key: str, why: str) -> Iterator[Former]:
    """Miss a text that is there but not public; the place to mend is its head."""
    expiring = "give it expires: to take it away, or " if isinstance(document.matter, ArticleMatter) else ""
    hint = f"{expiring}list its addresses under gone: in {FILE}"
    for known in addresses:
        yield Former(known.address, document.where(key), wrong=(f"{key}: {known.address} was published, {why}", hint))


def _lost(text: PublishedText, renamed: str) -> Iterator[Former]:
    """Miss a text whose file is gone."""
    hint = (
        f"if it was renamed, {renamed}; if another text took its place, name the address in that one's aliases; "
        "if it is gone for good, list the address under gone: in this file"
    )
    for known in text.addresses:
        message = f"{known.address} was published, and nothing is there now: {text.file} is gone"
        yield Former(known.address, known.where, wrong=(message, hint))


def _below_older_homes(kept: Iterable[Former], record: Published, config: Config) -> Iterator[Former]:
    """Answer below the path that a site has moved up from: `/blog/2022/02/wrap/` when `/blog/` became `/`.

    Where the build is asked for another address than site.yaml's, for a preview, it doesn't go by that path at all.
    """
    if config.home != urlsplit(config.settings.base_url).path.rstrip("/") + "/":
        return
    for home in record.homes:
        if home != config.home and home.startswith(config.home):
            start = "/" + home.removeprefix(config.home).rstrip("/")
            yield from (replace(each, address=start + each.address) for each in kept if not each.wrong)
            yield Former(f"{start}/", Where(FILE), to=config.home)


def _plain(address: str) -> str:
    """Spell an address so that two ways to write it are equal: `"/%EC%A2%80/" -> "/좀/"`."""
    return unicodedata.normalize("NFC", unquote(address))
