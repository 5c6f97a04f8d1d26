"""One request to somebody else's server, and what came of it in words; no command sends one unless asked to."""

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
from fanwire.records.record import Record


class Answer(Record, frozen=True):
    """What came back: a status, 0 where nobody answered, and the same in words: `404 Not Found`.

    `wait` is the header Retry-After, `day` the header Date, `moved` the header Location; empty where they weren't sent.
    """

    status: int
    words: str
    wait: str = ""
    day: str = ""
    moved: str = ""


def opener(*, follow: bool) -> OpenerDirector:
    """Make what opens http and https and nothing else: no file, no ftp, whatever a page redirects to.

    With `follow` it goes on to where an address has moved.
    """
    made = OpenerDirector()
    judges = [HTTPRedirectHandler()] if follow else []
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler(), HTTPDefaultErrorHandler(), *judges):
        made.add_handler(handler)
    made.add_handler(HTTPErrorProcessor())
    return made


def ask(
    method: str,
    address: str,
    via: OpenerDirector,
    timeout: float,
    purpose: str,
    body: bytes | None = None,
    kind: str = "",
) -> Answer:
    """Send one request; `timeout` is in seconds, for each step of it. `kind` is the media type of `body`."""
    headers = {"User-Agent": f"fanwire/{__version__} ({purpose})", "Accept": "*/*"}
    try:
        request = Request(address, body, headers, method=method)  # noqa: S310 - the opener knows http and https only
        if kind:
            request.add_header("Content-Type", kind)
        answer = via.open(request, timeout=timeout)
    except HTTPError as error:
        told = [error.headers.get(name, "") for name in ("Retry-After", "Date", "Location")]
        error.close()
        return Answer(error.code, f"{error.code} {error.reason}".strip(), *told)
    except (URLError, HTTPException, OSError, ValueError) as error:
        return Answer(0, f"can't be reached: {getattr(error, 'reason', None) or str(error) or type(error).__name__}")
    if answer is None:
        return Answer(0, "can't be reached: no such kind of address")
    with answer:
        return Answer(answer.status, f"{answer.status} {answer.reason}".strip())
