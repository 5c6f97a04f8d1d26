"""What a build did: the line that people read and the object that scripts read are both made of this."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the finished site: its path below output/ and its bytes, or the file to copy."""

    path: str
    content: bytes | Path


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
