"""What people and scripts read: the line a build ends with, its report as JSON, and how far it is."""

import sys
from collections.abc import Callable
from datetime import datetime
from time import monotonic

TYPE_CHECKING = False  # a build with nothing to do says its line: importing typing would be a tenth of its time
if TYPE_CHECKING:
    from pathlib import Path

    from fanwire.records.report import BuildReport

_BAR_AFTER, _BAR_WIDTH = 0.7, 28  # seconds, characters


def closing_line(
    counts: tuple[int, int, int], seconds: float, written: int, removed: int, next_change: datetime | None
) -> str:
    """Say what was done: `41 articles, 120 pages, 3 feeds in 0.9 s; 12 written, next change 2027-01-01`."""
    made = ", ".join(counted(number, word) for number, word in zip(counts, ("article", "page", "feed"), strict=True))
    changes = [f"{written} written"] + [f"{removed} removed"] * bool(removed)
    if next_change:
        changes.append(f"next change {next_change:%Y-%m-%d}")
    return f"{made} in {seconds:.1f} s; {', '.join(changes)}"


def counted(number: int, word: str) -> str:
    """Name a number of things: `(1, "page") -> "1 page"`, `(2, "address") -> "2 addresses"`."""
    return f"{number:,} {word}{('es' if word.endswith('s') else 's') * (number != 1)}"


def as_json(report: "BuildReport") -> dict[str, object]:
    """Give what `--json` prints."""
    return {
        "articles": report.articles,
        "pages": report.pages,
        "feeds": report.feeds,
        "written": report.written,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "opened": report.opened,
        "rendered": report.rendered,
        "seconds": report.seconds,
        "warnings": list(report.warnings),
        "next_change": report.next_change.isoformat() if report.next_change else None,
        "changed": list(report.changed),
        "gone": list(report.gone),
    }


def progress_shower(*, bar: bool) -> Callable[[str, int, int], None]:
    """Make a function that is told how far a step is; a total of 0 ends it.

    A step with nothing to count, such as waiting, is said in a line. With `bar`, the others get a bar on the terminal
    when a build takes longer than a glance.
    """
    started = monotonic()
    shown = [0.0]

    def show(step: str, done: int, total: int) -> None:
        now = monotonic()
        if total == 1 and not done:
            print(f"fanwire: {step}", file=sys.stderr)
        elif not bar:
            return
        elif not total:
            print("\r\x1b[K" * bool(shown[0]), end="", file=sys.stderr, flush=True)
        elif now - started > _BAR_AFTER and now - shown[0] > 0.1:  # noqa: PLR2004 - ten times a second
            shown[0] = now
            full = round(_BAR_WIDTH * done / total)
            drawn = "\u2588" * full + "\u2591" * (_BAR_WIDTH - full)
            print(f"\r\x1b[K{step:8} {drawn} {done:,} of {total:,}", end="", file=sys.stderr, flush=True)

    return show


def shown(path: "Path") -> str:
    """Name a file as short as possible."""
    here = path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
