"""Every correction, newest first: those written by hand, and what the ledger finds wrong with an article's answers."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from fanwire.plan.feed_formats import scope_feeds
from fanwire.plan.heads import head
from fanwire.plan.paging import below, output_path
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.link import Link
from fanwire.records.listed import Correction, Listed
from fanwire.records.pages import CorrectedArticle, CorrectionsPage
from fanwire.records.recipe import Recipe, TemplateRecipe
from fanwire.records.slugs import slugify


class Corrected(NamedTuple):
    """A correction with its article. `key` tells it from the article's others: `correction-2026-02-24`."""

    article: Listed
    entry: CorrectedArticle
    key: str


def plan_corrections(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan the list of all corrections, newest first."""
    url = below(config.home, "corrections/")
    about = head(
        config,
        "Corrections",
        url,
        description="What this site got wrong, and when it was put right.",
        feeds=scope_feeds("corrections", Link("Corrections", url), config),
        current="corrections",
    )
    page = CorrectionsPage(about, tuple(each.entry for each in corrections(library)))
    yield TemplateRecipe(output_path(url, config.home), "the list of corrections", "corrections.html", page)


def corrections(library: Library) -> list[Corrected]:
    """Find all corrections, newest first; what the ledger finds is dated like the article."""
    found = [corrected for article in library.listed for corrected in _of_article(article)]
    return sorted(found, key=lambda each: (each.entry.correction.date, each.article.card.url), reverse=True)


def _of_article(article: Listed) -> Iterator[Corrected]:
    card = article.card
    named: Counter[str] = Counter()
    for correction in article.corrections:
        key = _unique(f"correction-{correction.date.date().isoformat()}", named)
        yield Corrected(article, CorrectedArticle(card, correction, derived=False), key)
    for change in article.since:
        if change.kind == "correction":
            season = change.hub.url.rpartition("#known-")[2]
            key = _unique(f"correction-{slugify(f'{change.hub.id} {season} {change.asked}')}", named)
            correction = Correction(card.date, change.text[:1].upper() + change.text[1:] + ".")
            yield Corrected(article, CorrectedArticle(card, correction, derived=True), key)


def _unique(key: str, named: Counter[str]) -> str:
    named[key] += 1
    return key if named[key] == 1 else f"{key}-{named[key]}"
