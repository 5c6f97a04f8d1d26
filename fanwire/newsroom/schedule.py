"""What is public at a given moment, and when that next changes with nobody touching the site."""

from collections.abc import Iterable
from datetime import datetime

from fanwire.records.document import Document
from fanwire.records.matter import ArticleMatter, PageMatter
from fanwire.records.recipe import NEWS_AGE
from fanwire.records.record import replace


def is_public(matter: ArticleMatter | PageMatter, now: datetime, *, drafts: bool, future: bool) -> bool:
    """Decide whether a text is in the site at all: no draft, not before its date, not from the day it expires."""
    if matter.draft and not drafts:
        return False
    if isinstance(matter, PageMatter):
        return True
    if matter.date and matter.date > now and not future:
        return False
    return matter.expires is None or now < matter.expires


def as_known(matter: ArticleMatter, now: datetime) -> ArticleMatter:
    """Forget what happened to an article after `now`: later updates and corrections belong to later days."""
    later = matter.updated is not None and matter.updated > now
    corrections = tuple(each for each in matter.corrections if each.date <= now)
    if not later and len(corrections) == len(matter.corrections):
        return matter
    return replace(matter, updated=None if later else matter.updated, corrections=corrections)


def next_change(articles: Iterable[Document], now: datetime, *, drafts: bool) -> datetime | None:
    """Find the next moment at which an article appears, changes or vanishes by itself, or is no news any more."""
    moments: list[datetime] = []
    for document in articles:
        matter = document.matter
        if isinstance(matter, ArticleMatter) and (drafts or not matter.draft):
            corrected = (each.date for each in matter.corrections)
            old = matter.date + NEWS_AGE if matter.date else None
            known = (matter.date, old, matter.updated, matter.expires, *corrected)
            moments += [each for each in known if each and each > now]
    return min(moments, default=None)
