"""Pages of a list, and the paths of what is published."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import quote, unquote

from fanwire.records.cards import Card
from fanwire.records.pages import Pager


def below(home: str, path: str) -> str:
    """Make an address below home: `("/blog/", "feed.xml") -> "/blog/feed.xml"`."""
    return home + quote(path)


def output_path(url: str, home: str) -> str:
    """Find the file that answers for an address: `("/blog/tags/x/", "/blog/") -> "tags/x/index.html"`."""
    path = unquote(url.removeprefix(home))
    return f"{path}index.html" if path.endswith("/") or not path else path


def absolute(url: str, base_url: str, home: str) -> str:
    """Make an address from the root absolute: `"/blog/x/" -> "https://herald.example/blog/x/"`."""
    return base_url + url.removeprefix(home)


def pages(cards: Sequence[Card], size: int, url: str) -> Iterator[tuple[tuple[Card, ...], Pager, str]]:
    """Cut a list, newest first, into pages: the cards of each, its pager and its address. An empty list has one page.

    `("/tags/x/", 25 cards, size 10)` gives 15 at `/tags/x/` and 10 at `/tags/x/page/2/`.

    Cuts are counted from the oldest card, so that a new one changes the first page alone. That page takes what is left
    over, fewer than twice `size` cards; with one more it becomes two (docs/decisions/0035-pages-that-stay.md).
    """
    total = page_count(len(cards), size)
    cuts = (0, *range(len(cards) - (total - 1) * size, len(cards) + 1, size))
    for number, (start, end) in enumerate(pairwise(cuts), 1):
        pager = Pager(
            number,
            total,
            page_url(url, number - 1) if number > 1 else "",
            page_url(url, number + 1) if number < total else "",
        )
        yield tuple(cards[start:end]), pager, page_url(url, number)


def page_count(count: int, size: int) -> int:
    """Tell into how many pages so many cards are cut."""
    return max(1, count // size)


def counted(cards: Sequence[Card], pager: Pager) -> int | None:
    """Count a whole list for its first page; on the others the number would change them with every new card."""
    return len(cards) if pager.number == 1 else None


def page_url(url: str, number: int) -> str:
    """Name a page of a list; the first has the list's own address."""
    return url if number == 1 else f"{url}page/{number}/"
