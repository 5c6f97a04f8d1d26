"""The questions that every season has, and when two answers to one of them agree."""

from fanwire.newsroom import vague_dates
from fanwire.records.ledger import Kind, Question, VagueDate, Value

STAGES = ("renewed", "filming-start", "filming-end", "release")
"""The date questions in the order of production: none can come about before the one to its left."""

STATUSES = ("renewed", "pre-production", "filming", "post-production", "released")
"""What `status` says, in order; whatever is beside the path (`cancelled`, `on hold`) excludes them."""

REACHED_BY_STATUS = {"renewed": 0, "filming-start": 2, "filming-end": 3, "release": 4}
"""From which place in `STATUSES` on a status proves that a stage has come about."""

STANDARD = (
    Question("status", "Status", Kind.STAGE),
    Question("renewed", "Renewed", Kind.DATE),
    Question("filming-start", "Start of filming", Kind.DATE),
    Question("filming-end", "End of filming", Kind.DATE, tolerance=2),
    Question("release", "Release date", Kind.DATE),
    Question("cast", "Cast", Kind.PEOPLE, many=True),
    Question("platform", "Where to watch", Kind.TEXT),
    Question("episodes", "Number of episodes", Kind.TEXT),
    Question("delay-cause", "Reason for the delay", Kind.TEXT, many=True),
    Question("plot", "Plot", Kind.TEXT, many=True),
)


def earlier_stages(question: Question) -> tuple[str, ...]:
    """Name the questions that production answers first: release -> renewed, filming-start, filming-end."""
    return STAGES[: STAGES.index(question.name)] if question.name in STAGES else ()


def agree(question: Question, one: Value, other: Value) -> bool:
    """Tell whether both answers can be true: 2026 and 2026-12, renewed and filming, any two of a cast."""
    if question.many:
        return True
    if isinstance(one, VagueDate) and isinstance(other, VagueDate):
        return vague_dates.agree(one, other, question.tolerance)
    if question.kind is Kind.STAGE and status_place(one) >= 0 and status_place(other) >= 0:
        return True
    return key_of(one) == key_of(other)


def implies(question: Question, one: Value, other: Value) -> bool:
    """Tell whether `other` must be true when `one` is: 2026-12 implies 2026, filming implies renewed."""
    if isinstance(one, VagueDate) and isinstance(other, VagueDate):
        return vague_dates.within(one, other, question.tolerance)
    if question.kind is Kind.STAGE and status_place(one) >= 0 <= status_place(other):
        return status_place(one) >= status_place(other)
    return key_of(one) == key_of(other)


def covers(wide: Value | None, narrow: Value) -> bool:
    """Tell whether a line about `wide` is about `narrow` too: who denies 2024 denies May 2024, not the reverse."""
    if isinstance(wide, VagueDate) and isinstance(narrow, VagueDate):
        return vague_dates.within(narrow, wide)
    return wide is not None and key_of(wide) == key_of(narrow)


def status_place(value: Value) -> int:
    """Give the place of a status in `STATUSES`, or -1."""
    key = key_of(value)
    return STATUSES.index(key) if key in STATUSES else -1


def key_of(value: Value) -> str:
    """Give what tells answers apart: the date as written, or the text without its case and spacing."""
    return value.text if isinstance(value, VagueDate) else " ".join(value.casefold().split())
