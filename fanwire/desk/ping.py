"""Telling others what a deploy has changed: the WebSub hub of the feeds, and search engines by IndexNow.

A hub is told by `hub.mode=publish` (PubSubHubbub 0.4, section 7.1; the W3C's WebSub leaves it to hub and publisher),
search engines as https://www.indexnow.org/documentation says. A server that fails or is busy is asked again, a little
later each time.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from email.utils import parsedate_to_datetime
from itertools import groupby
from urllib.parse import urlencode, urlsplit

from fanwire.desk.web import Answer, ask, opener
from fanwire.errors import Undelivered, UsageError
from fanwire.records.addresses import is_feed
from fanwire.records.config import Config
from fanwire.records.record import Record

INDEXNOW = "https://api.indexnow.org/indexnow"
"""Passes what it is told on to all search engines that take part."""

_BATCH = 10_000  # addresses that IndexNow takes at once
_WAITS = (1.0, 2.0, 4.0)  # seconds before a second, third and fourth try
_LONGEST_WAIT = 60.0  # seconds; who asks for more is left for the next deploy
_BUSY = frozenset({429, 500, 502, 503, 504})
_HINTS = {
    403: "the server doesn't find the key: is the site deployed, with its KEY.txt?",
    422: "the addresses are not of the key's host",
}

Sleep = Callable[[float], None]
"""Waits for some seconds."""


class Changes(Record, frozen=True):
    """What `build --json` tells of a build: addresses that are new or changed, and those that are gone."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]


class Message(Record, frozen=True):
    """Something to post: who hears it (`the hub`), where, in which media type, and which addresses it is about."""

    to: str
    url: str
    kind: str
    body: bytes
    about: tuple[str, ...]


Post = Callable[[Message], Answer]
"""Posts a message once."""


def read_changes(text: str, name: str) -> Changes:
    """Read the object that `build --json` printed; raises UsageError for anything else."""
    try:
        given = json.loads(text)
    except ValueError:
        given = None
    lists = [given.get(key) for key in ("changed", "gone")] if isinstance(given, dict) else [None]
    if not all(isinstance(each, list) and all(isinstance(url, str) for url in each) for each in lists):
        raise UsageError(f"{name} doesn't hold what `fanwire build --json` prints")
    changed, gone = (tuple(dict.fromkeys(each)) for each in lists if each is not None)
    return Changes(changed, gone)


def messages(changes: Changes, config: Config, indexnow: str = INDEXNOW) -> list[Message]:
    """Write what there is to tell, to those that site.yaml names; `indexnow` is the address of that service.

    Raises UsageError when it names nobody, or when an address is not of this site.
    """
    hub, key = config.settings.feeds.hub, config.settings.indexnow_key
    if not hub and not key:
        raise UsageError("site.yaml names nobody to tell: write feeds: {hub: https://...}, or indexnow_key:")
    for url in (*changes.changed, *changes.gone):
        if not url.startswith(config.base_url):
            raise UsageError(f"{url} is not below {config.base_url}; was the site built with another --base-url?")
    return [*(_to_hub(changes, hub) if hub else ()), *(_to_indexnow(changes, config, indexnow) if key else ())]


def _to_hub(changes: Changes, hub: str) -> Iterator[Message]:
    """Name one feed in each message: not every hub takes more at once."""
    for url in filter(is_feed, changes.changed):
        body = urlencode({"hub.mode": "publish", "hub.url": url}).encode()
        yield Message("the hub", hub, "application/x-www-form-urlencoded", body, (url,))


def _to_indexnow(changes: Changes, config: Config, indexnow: str) -> Iterator[Message]:
    """Name pages that are new, changed or gone: a search engine wants to know of each."""
    key = config.settings.indexnow_key
    pages = [url for url in (*changes.changed, *changes.gone) if not is_feed(url)]
    for at in range(0, len(pages), _BATCH):
        about = pages[at : at + _BATCH]
        said = {
            "host": urlsplit(config.base_url).netloc,
            "key": key,
            "keyLocation": f"{config.base_url}{key}.txt",
            "urlList": about,
        }
        yield Message("IndexNow", indexnow, "application/json; charset=utf-8", json.dumps(said).encode(), tuple(about))


def described(told: Sequence[Message]) -> str:
    """Say what would be sent, for `--dry-run`."""
    lines = [f"POST {message.url}\n    {message.body.decode()}" for message in told]
    return "\n".join(lines) or "nothing to tell"


def deliver(told: Sequence[Message], sleep: Sleep, timeout: float = 10) -> str:
    """Post messages, and say in a line who was told of how much; `timeout` is in seconds, for each try.

    Raises Undelivered with everybody who couldn't be told, once all others were.
    """
    via = opener(follow=False)

    def post(message: Message) -> Answer:
        return ask("POST", message.url, via, timeout, "ping", message.body, message.kind)

    delivered, failures = [], []
    for who, group in groupby(told, key=lambda message: message.to):
        count, missed = _delivered(list(group), post, sleep)
        delivered += [f"{who} was told of {_counted(count)}"] * bool(count)
        failures += [_failure(reason, messages) for reason, messages in missed.items()]
    if failures:
        raise Undelivered(failures, ", ".join(delivered))
    return ", ".join(delivered) or "nothing to tell"


def _delivered(told: Sequence[Message], post: Post, sleep: Sleep) -> tuple[int, dict[str, list[Message]]]:
    """Post all that one server is to hear: how many addresses it was told of, and the other messages by the reason.

    A server that fails for one message isn't waited for with each of the others.
    """
    count = 0
    missed: dict[str, list[Message]] = {}
    for number, message in enumerate(told):
        answer = _posted(message, post, sleep)
        if 200 <= answer.status < 300:  # noqa: PLR2004 - what HTTP calls successful
            count += len(message.about)
            continue
        rest = told[number:] if _fails(answer) else [message]
        missed.setdefault(_reason(answer), []).extend(rest)
        if _fails(answer):
            break
    return count, missed


def _posted(message: Message, post: Post, sleep: Sleep) -> Answer:
    """Post one message, and again where the server fails or is busy, as often as there are waits."""
    answer = post(message)
    for wait in _WAITS:
        pause = max(wait, _asked_wait(answer))
        if not _fails(answer) or pause > _LONGEST_WAIT:
            break
        sleep(pause)
        answer = post(message)
    return answer


def _fails(answer: Answer) -> bool:
    return answer.status == 0 or answer.status in _BUSY


def _asked_wait(answer: Answer) -> float:
    """Read Retry-After, seconds or a date (RFC 9110, section 10.2.3); 0 where there is none that can be read."""
    if answer.wait.isascii() and answer.wait.isdigit():
        return float(answer.wait[:9])
    try:
        return (parsedate_to_datetime(answer.wait) - parsedate_to_datetime(answer.day)).total_seconds()
    except (ValueError, TypeError):
        return 0


def _reason(answer: Answer) -> str:
    if answer.moved:
        return f"{answer.words}, to {answer.moved}: write that address"
    asked = _asked_wait(answer)
    later = f", try again in {asked:.0f} s" if asked > _LONGEST_WAIT else ""
    hint = f" ({_HINTS[answer.status]})" if answer.status in _HINTS else ""
    return f"{answer.words}{later}{hint}"


def _failure(reason: str, missed: Sequence[Message]) -> str:
    """Say what couldn't be told: `"the hub, https://hub.example/: 404 Not Found; 3 addresses, https://... first"`."""
    about = [url for message in missed for url in message.about]
    return f"{missed[0].to}, {missed[0].url}: {reason}; {_counted(len(about))}, {about[0]} first"


def _counted(count: int) -> str:
    return f"{count:,} address{'es' * (count != 1)}"
