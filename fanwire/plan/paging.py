"""Pages of a list, and the paths of what is published."""

from collections.abc import Iterator, Sequence
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
    """Cut a list into pages: the cards of each, its pager and its address. An empty list has one page.

    `("/tags/x/", 25 cards, size 10)` gives `/tags/x/`, `/tags/x/page/2/`, `/tags/x/page/3/`.
    """
    total = max(1, -(-len(cards) // size))
    for number in range(1, total + 1):
        pager = Pager(
            number,
            total,
            page_url(url, number - 1) if number > 1 else "",
            page_url(url, number + 1) if number < total else "",
        )
        yield tuple(cards[(number - 1) * size : number * size]), pager, page_url(url, number)


def page_url(url: str, number: int) -> str:
    """Name a page of a list; the first has the list's own address."""
    return url if number == 1 else f"{url}page/{number}/"
