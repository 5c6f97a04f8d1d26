"""Related articles: shared shows, people and tags, weighted by rarity.

Only older or equally old articles are related to one, and rarity counts only what was published up to then: so a page
from 2022 never changes because an article of 2026 came.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from math import log

from fanwire.records.cards import Card
from fanwire.records.record import Record

_SHOWN = 3
# Each subject remembers its newest articles only: that bounds the work and prefers what is recent.
_REMEMBERED = 16


class Subjects(Record, frozen=True):
    """An article and what it is about, by addresses: `("/shows/all-of-us-are-dead/", "/people/lomon/", "/tags/cast/")`.

    Related ones are sought for it, or it is only one that may be found.
    """

    card: Card
    names: tuple[str, ...]
    is_sought: bool = True


def related(newest_first: Sequence[Subjects]) -> list[tuple[Card, ...]]:
    """Find up to three related cards for each article, in the order given; none for one for which none are sought.

    Articles of one moment may be related to each other, whichever comes first in the list.
    """
    count: defaultdict[str, int] = defaultdict(int)
    recent: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_REMEMBERED))
    found: dict[int, tuple[Card, ...]] = {}
    published = 0
    sought = {name for each in newest_first if each.is_sought for name in each.names}
    for batch in _same_moment(newest_first):
        for index in batch:
            published += 1
            for name in sought.intersection(newest_first[index].names):
                count[name] += 1
                recent[name].append(index)
        for index in batch:
            is_sought = newest_first[index].is_sought
            found[index] = _best(index, newest_first, count, recent, published) if is_sought else ()
    return [found[index] for index in range(len(newest_first))]


def _same_moment(newest_first: Sequence[Subjects]) -> Iterable[list[int]]:
    """Group positions by date, oldest first."""
    batch: list[int] = []
    for index in range(len(newest_first) - 1, -1, -1):
        if batch and newest_first[batch[-1]].card.date != newest_first[index].card.date:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _best(
    index: int,
    articles: Sequence[Subjects],
    count: defaultdict[str, int],
    recent: defaultdict[str, deque[int]],
    published: int,
) -> tuple[Card, ...]:
    scores: dict[int, int] = {}
    known = scores.get
    for name in articles[index].names:
        # Whole numbers, so that the order in which weights are added can't decide between equals. Each is worth more
        # than all places in the list: of equals the newest, which stands first, loses least by its place.
        weight = int(1_000_000 * log(1 + published / count[name])) * len(articles)
        for other in recent[name]:
            scores[other] = known(other, -other) + weight
    scores.pop(index, None)
    best = sorted(scores, key=scores.__getitem__, reverse=True)
    return tuple(articles[other].card for other in best[:_SHOWN])
