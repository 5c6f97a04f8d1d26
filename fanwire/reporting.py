"""What a build tells of itself: how long each step took, and what came of it."""

from collections.abc import Mapping
from itertools import pairwise
from time import perf_counter

from fanwire.records.memory import Memory
from fanwire.records.record import Record, field
from fanwire.records.report import BuildReport


class Clock(Record, frozen=True):
    """Seconds by step, in the order in which the steps ended."""

    marks: list[tuple[str, float]] = field(default_factory=lambda: [("start", perf_counter())])

    def passed(self, step: str) -> None:
        """Note that a step has ended."""
        self.marks.append((step, perf_counter()))

    def seconds(self) -> dict[str, float]:
        """Tell how long each step took."""
        return {name: round(end - start, 4) for (_, start), (name, end) in pairwise(self.marks)}


def reported(
    memory: Memory,
    clock: Clock,
    *,
    unchanged: int,
    written: int = 0,
    removed: int = 0,
    rendered: int = 0,
    reasons: Mapping[str, str] | None = None,
    changed: tuple[str, ...] = (),
    gone: tuple[str, ...] = (),
    opened: int = 0,
) -> BuildReport:
    """Report on a build, of which `memory` is what the next one will know."""
    articles, pages, feeds = memory.counts
    return BuildReport(
        articles, pages, feeds, written, unchanged, removed, rendered, clock.seconds(), memory.next_change,
        (memory.note,) if memory.note else (), reasons or {}, changed, gone, opened,
    )  # fmt: skip
