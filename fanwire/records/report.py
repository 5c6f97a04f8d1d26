"""What a build did: the line that people read and the object that scripts read are both made of this."""

from collections.abc import Mapping
from datetime import date, datetime

from fanwire.errors import Problem, Where
from fanwire.records.record import Record, field


class BuildReport(Record, frozen=True):
    """Counts of files written, left unchanged and removed; `seconds` for each step; when the site changes by itself."""

    articles: int
    pages: int
    feeds: int
    written: int
    unchanged: int
    removed: int
    rendered: int
    seconds: dict[str, float]
    next_change: datetime | None
    warnings: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    """For each file that was made anew, the input that changed."""
    changed: tuple[str, ...] = ()
    """The addresses of pages and feeds that are new or have new bytes; `gone` are those that are no longer there."""
    gone: tuple[str, ...] = ()
    opened: int = 0
    """How many articles had to be looked at; all others stayed closed."""


class Due(Record, frozen=True, order=True):
    """Something that comes by itself: on which day, what, and where it is written."""

    day: date
    what: str
    where: Where


class Outlook(Record, frozen=True):
    """What lies ahead of a site: when it next changes, what comes by day, and what the desk should look at."""

    next_change: datetime | None
    coming: tuple[Due, ...]
    warnings: tuple[Problem, ...]


class Weighed(Record, frozen=True):
    """What a new line changes: what is known on its question without it and with it."""

    before: str
    after: str
