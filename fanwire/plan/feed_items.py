"""What feeds carry: articles, lines of a ledger, corrections; each is made once, whatever number of feeds it is in."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time

from fanwire.plan.corrections import Corrected, corrections
from fanwire.plan.heads import last_change
from fanwire.plan.paging import absolute
from fanwire.records.cards import Image
from fanwire.records.config import Config
from fanwire.records.feed import FeedAuthor, FeedItem, FeedNote, KeptItem
from fanwire.records.feed_ids import tag_uri
from fanwire.records.library import Library
from fanwire.records.listed import Listed
from fanwire.records.prose import Prose
from fanwire.records.record import replace
from fanwire.records.told import ShowTold


def article_item(article: Listed, find_prose: Callable[[str], Prose], config: Config) -> FeedItem:
    """Make the item of an article."""
    card = article.card
    changed = last_change(article)
    groups = ([card.section] if card.section else [], article.shows, article.tags)
    return FeedItem(
        id=article.feed_id,
        url=absolute(card.url, config.base_url, config.home),
        title=card.title,
        dek=card.dek,
        published=moment(card.date),
        updated=moment(changed) if changed else None,
        authors=tuple(
            FeedAuthor(each.title, absolute(each.url, config.base_url, config.home)) for each in card.authors
        ),
        categories=tuple(dict.fromkeys(link.title for group in groups for link in group)),
        image=_absolute(card.image, config),
        notes=tuple(_notes(article, config)),
        prose=None if card.spoilers else find_prose(article.file),
    )


def event_items(told: ShowTold, library: Library, config: Config) -> tuple[FeedItem, ...]:
    """Make an item of each line of a show's ledger; its id is made of what the line says, wherever it stands."""
    name = library.first_names.get(told.show.id, told.show.id)
    return tuple(
        FeedItem(
            id=tag_uri(library.authority, event.day, f"ledger/{name}/{event.key}"),
            url=absolute(event.line, config.base_url, config.home),
            title=event.headline,
            dek=event.text,
            published=datetime.combine(event.day, time.min, config.zone),
            updated=None,
            categories=(told.show.title,),
            notes=(FeedNote("", "", "Read it at its source", event.url),) if event.url else (),
        )
        for event in told.events
    )


def correction_items(library: Library, config: Config) -> tuple[FeedItem, ...]:
    """Make an item of each correction, those the ledger finds included, newest first."""
    return tuple(_corrected(each, config) for each in corrections(library))


def newest_change(items: Sequence[FeedItem | KeptItem]) -> datetime | None:
    """Find when the newest of some items was: a feed changes with its items and not with a build."""
    return max([last_moment(item) for item in items], default=None)


def moment(when: datetime) -> datetime:
    """Keep a moment writable: an offset of seconds, as zones had in 1900, has no form in RFC 3339 or RFC 822."""
    offset = when.utcoffset()
    return when.astimezone(UTC) if offset and offset.total_seconds() % 60 else when


def last_moment(item: FeedItem | KeptItem) -> datetime:
    """Tell when an item was published, or updated since."""
    return item.when if isinstance(item, KeptItem) else item.updated or item.published


def _corrected(corrected: Corrected, config: Config) -> FeedItem:
    card, correction = corrected.article.card, corrected.entry.correction
    fragment = "" if corrected.entry.derived else "#corrections"
    url = absolute(card.url, config.base_url, config.home) + fragment
    return FeedItem(
        id=f"{corrected.article.feed_id}#{corrected.key}",
        url=url,
        title=f"Correction: {card.title}",
        dek=correction.text,
        published=moment(correction.date),
        updated=None,
        notes=(FeedNote("", "", "Read the article", url),),
    )


def _absolute(image: Image | None, config: Config) -> Image | None:
    return replace(image, src=absolute(image.src, config.base_url, config.home)) if image else None


def _notes(article: Listed, config: Config) -> Iterator[FeedNote]:
    """Say what an article got wrong and what has changed since; and of one that gives away a story only that."""
    for correction in article.corrections:
        yield FeedNote(f"Correction ({correction.date.date().isoformat()}).", correction.text)
    for change in article.since:
        day = f" ({change.since.isoformat()})" if change.kind == "update" else ""
        yield FeedNote(f"{change.kind.capitalize()}{day}.", f"{change.asked}: {change.text}.")
    if article.card.spoilers:
        url = absolute(article.card.url, config.base_url, config.home)
        yield FeedNote("Spoilers.", f"This article gives away {article.card.spoilers}.", "Read it on the site", url)
