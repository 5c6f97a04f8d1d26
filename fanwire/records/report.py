"""What a build did: the line that people read and the object that scripts read are both made of this."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BuildReport:
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
