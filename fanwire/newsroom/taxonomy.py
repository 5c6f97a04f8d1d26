"""Shelves: articles under a tag, a section or a month."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from fanwire.errors import Problem, Where
from fanwire.newsroom.addresses import address
from fanwire.records.calendar_words import CalendarWords, in_words
from fanwire.records.config import SectionSettings
from fanwire.records.library import Month, Shelf
from fanwire.records.link import Link
from fanwire.records.listed import Listed
from fanwire.records.slugs import fold, slugify

if TYPE_CHECKING:
    from fanwire.records.cards import Card


class Tagged(NamedTuple):
    """A public article by its tags, as written; `where` tells where each stands, `where("tags", 2)`."""

    tags: tuple[str, ...]
    date: datetime
    file: str
    where: Callable[..., Where] | None = None


def tag_links(oldest_first: Sequence[Tagged], home: str, problems: list[Problem]) -> dict[str, Link]:
    """Give each tag its name and address: `{"k-drama": Link("K-Drama", "/tags/k-drama/", "k-drama")}`.

    Tags that differ in case or width only are one, spelled as first written. Two others that share an address are a
    problem, because one of them is a slip of the pen.
    """
    links: dict[str, Link] = {}
    first: dict[str, tuple[str, Where]] = {}
    for each in oldest_first:
        for number, tag in enumerate(each.tags):
            key = fold(tag)
            if key in links:
                continue
            slug, where = slugify(tag), each.where("tags", number) if each.where else Where(each.file)
            if not slug:
                problems.append(
                    Problem(where, f'the tag "{tag}" has neither letters nor digits', "take it out, or put it in words")
                )
            elif slug in first:
                other, there = first[slug]
                problems.append(
                    Problem(where, f'unknown tag "{tag}"; did you mean "{other}"?', f"that is how {there} spells it")
                )
            else:
                first[slug] = (tag, where)
                links[key] = Link(tag, address(home, "tags", slug), slug)
    return links


def tag_shelves(articles: Sequence[Listed]) -> tuple[Shelf, ...]:
    """Put articles (newest first) under their tags; shelves in the order of their names."""
    shelves: dict[Link, list[Card]] = {}
    for article in articles:
        for tag in article.tags:
            shelves.setdefault(tag, []).append(article.card)
    ordered = sorted(shelves.items(), key=lambda item: (fold(item[0].title), item[0].url))
    return tuple(Shelf(link, "", tuple(cards)) for link, cards in ordered)


def section_shelves(
    articles: Sequence[Listed], sections: Mapping[str, SectionSettings], home: str
) -> tuple[Shelf, ...]:
    """Put articles under their sections, in the order of site.yaml; empty ones are kept, their pages are linked."""
    cards: dict[str, list[Card]] = {identity: [] for identity in sections}
    for article in articles:
        if article.card.section:
            cards[article.card.section.id].append(article.card)
    return tuple(
        Shelf(section_link(identity, sections, home), sections[identity].description, tuple(found))
        for identity, found in cards.items()
    )


def section_link(identity: str, sections: Mapping[str, SectionSettings], home: str) -> Link:
    """Name a section and its address."""
    return Link(sections[identity].title, address(home, "sections", identity), identity)


def months(articles: Sequence[Listed], home: str, words: CalendarWords) -> tuple[Month, ...]:
    """Put articles into months, newest month first: `Link("February 2026", "/archive/2026/02/")`."""
    found: dict[tuple[int, int], list[Card]] = {}
    for article in articles:
        found.setdefault((article.card.date.year, article.card.date.month), []).append(article.card)
    return tuple(
        Month(first := date(year, month, 1), _month_link(first, home, words), tuple(cards))
        for (year, month), cards in found.items()
    )


def _month_link(first: date, home: str, words: CalendarWords) -> Link:
    title = in_words(first, words.month, words)
    return Link(title, month_address(first, home), f"{first:%Y-%m}")


def month_address(day: date, home: str) -> str:
    """Name the address of a day's month: `/archive/2026/02/`."""
    return address(home, "archive", f"{day.year:04}", f"{day.month:02}")
