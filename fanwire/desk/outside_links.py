"""Asking the pages that a site links to whether they are still there; only when a writer wants it.

Each address is asked once, for its head first. Only what is plainly gone or can't be reached is reported: many sites
refuse programs (401, 403, 429 and the like) and show the page to readers all the same.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.request import OpenerDirector

from fanwire.desk.web import ask, opener

_AT_ONCE, _PURPOSE = 8, "link check"
_GONE = (404, 410)
_FAILS = 500
_NO_HEAD = (403, 404, 405, 501)  # some servers answer HEAD with these although the page is there


def unanswered(addresses: Iterable[str], timeout: float = 10) -> Mapping[str, str]:
    """Name the addresses that nobody answers at, with the reason: `{"https://x.example/": "404 Not Found"}`.

    `timeout` is in seconds, for each request.
    """
    asked = list(dict.fromkeys(address.partition("#")[0] for address in addresses))
    via = opener(follow=True)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        reasons = dict(zip(asked, pool.map(lambda address: _reason(address, via, timeout), asked), strict=True))
    return {address: reason for address, reason in reasons.items() if reason}


def _reason(address: str, via: OpenerDirector, timeout: float) -> str:
    answer = ask("HEAD", address, via, timeout, _PURPOSE)
    if answer.status in _NO_HEAD or answer.status >= _FAILS:
        answer = ask("GET", address, via, timeout, _PURPOSE)
    return answer.words if answer.status == 0 or answer.status in _GONE or answer.status >= _FAILS else ""
