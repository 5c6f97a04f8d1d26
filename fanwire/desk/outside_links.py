"""Asking the pages that a site links to whether they are still there; only when a writer wants it.

Each address is asked once, for its head first. Only what is plainly gone or can't be reached is reported: many sites
refuse programs (401, 403, 429 and the like) and show the page to readers all the same.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from fanwire import __version__

_AT_ONCE = 8
_GONE = (404, 410)
_FAILS = 500
_NO_HEAD = (403, 404, 405, 501)  # some servers answer HEAD with these although the page is there


def unanswered(addresses: Iterable[str], timeout: float = 10) -> Mapping[str, str]:
    """Name the addresses that nobody answers at, with the reason: `{"https://x.example/": "404 Not Found"}`.

    `timeout` is in seconds, for each request.
    """
    asked = list(dict.fromkeys(address.partition("#")[0] for address in addresses))
    opener = _opener()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        reasons = dict(zip(asked, pool.map(lambda address: _reason(address, opener, timeout), asked), strict=True))
    return {address: reason for address, reason in reasons.items() if reason}


def _opener() -> OpenerDirector:
    """Make what opens http and https and nothing else: no file, no ftp, whatever a page redirects to."""
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):
        opener.add_handler(handler)
    for judge in (HTTPDefaultErrorHandler(), HTTPRedirectHandler(), HTTPErrorProcessor()):
        opener.add_handler(judge)
    return opener


def _reason(address: str, opener: OpenerDirector, timeout: float) -> str:
    reason, status = _asked("HEAD", address, opener, timeout)
    if status in _NO_HEAD or status >= _FAILS:
        reason, status = _asked("GET", address, opener, timeout)
    return reason


def _asked(method: str, address: str, opener: OpenerDirector, timeout: float) -> tuple[str, int]:
    """Send one request; gives what is wrong, or nothing, and the status, 0 where none came."""
    headers = {"User-Agent": f"fanwire/{__version__} (link check)", "Accept": "*/*"}
    try:
        request = Request(address, headers=headers, method=method)  # noqa: S310 - the opener knows http and https only
        answer = opener.open(request, timeout=timeout)
    except HTTPError as error:
        error.close()
        return _judged(error.code, error.reason), error.code
    except (URLError, HTTPException, OSError, ValueError) as error:
        return f"can't be reached: {getattr(error, 'reason', None) or str(error) or type(error).__name__}", 0
    if answer is None:
        return "can't be reached: no such kind of address", 0
    with answer:
        return _judged(answer.status, answer.reason), answer.status


def _judged(status: int, words: str) -> str:
    return f"{status} {words}".strip() if status in _GONE or status >= _FAILS else ""
