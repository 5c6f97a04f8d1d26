"""An answer on its way to a verdict, and what surrounds it: the records that `standing`, `falls` and `proofs` share."""

from collections.abc import Mapping
from datetime import date

from fanwire.newsroom.vague_dates import words
from fanwire.records.ledger import (
    UNATTRIBUTED,
    Entry,
    Evidence,
    Question,
    QuestionState,
    Standing,
    VagueDate,
    Value,
)
from fanwire.records.record import Record


class Fall(Record, frozen=True):
    """A verdict on an answer: where it stands, since when, and why. Those that matter most are falls."""

    standing: Standing
    since: date
    reason: str


class Case(Record, frozen=True):
    """An answer before the verdict.

    `against` are the denials and disputes that are about it, `replacing` the lines that replace it.
    `said` are its affirmations, `live` those that their sources still hold, `lost` why not if none is. `first` is the
    day of its first line, `first_said` and `last_said` of its affirmations.
    """

    value: Value
    key: str
    entries: tuple[Entry, ...]
    against: tuple[Entry, ...]
    replacing: tuple[Entry, ...]
    said: tuple[Entry, ...]
    live: tuple[Entry, ...]
    lost: tuple[Fall, ...]
    first: date
    first_said: date
    last_said: date
    evidence: Evidence


class Weight(Record, frozen=True):
    """What an answer that nobody has felled proves about the others.

    `proved` is the day since which it is known (reported or firmer) that it came about, `fact` the same officially,
    `announced` the day of its latest official word.
    """

    case: Case
    proved: date | None
    fact: date | None
    announced: date | None


class Scene(Record, frozen=True):
    """What surrounds the answers to one question on one day.

    `states` are the questions settled so far, `before` those of the earlier stages. `reached` is the day since which a
    status says that this stage has come about, as reported or firmer, and officially.
    """

    question: Question
    today: date
    states: Mapping[str, QuestionState]
    before: tuple[QuestionState, ...]
    reached: date | None
    reached_officially: date | None


_FIRST_NAMED = (
    Standing.WRONG,
    Standing.DENIED,
    Standing.REPLACED,
    Standing.UNDERCUT,
    Standing.IMPOSSIBLE,
    Standing.LAPSED,
)


def precedence(fall: Fall) -> tuple[date, int]:
    """Order falls: the earliest first; of one day, the one that says most."""
    return fall.since, _FIRST_NAMED.index(fall.standing)


def said_by(entry: Entry) -> str:
    """Name who said it and when: "Netflix, 6 June 2022"."""
    who = "reports" if entry.source.id == UNATTRIBUTED else entry.source.name
    return f"{who}, {words(entry.dated)}"


def spell(value: Value) -> str:
    """Spell an answer for people: a vague date in words, other answers as they are."""
    return words(value) if isinstance(value, VagueDate) else value
